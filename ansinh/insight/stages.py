"""Where the time of a run goes, and working on several chunks at once."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
Thing = TypeVar("Thing")
#: Stages as they are told, in the order of a run.
STAGES: Mapping[str, tuple[str, str]] = {
    "compile": ("chuẩn bị luật", "compiling"),
    "reading": ("đọc", "reading"),
    "kernel": ("chạy luật", "kernel"),
    "joining": ("ghép", "joining"),
    "explaining": ("giải thích", "explaining"),
    "tables": ("bảng số liệu", "tables"),
    "writing": ("ghi", "writing"),
    "duplicates": ("tìm trùng", "duplicates"),
    "workbook": ("sổ Excel", "workbook"),
    "report": ("báo cáo", "report"),
    "other": ("việc khác", "other"),
}


class Stages:
    """Seconds by stage; a stage inside another is counted once, as itself.

    ::

        stages = Stages()
        with stages("joining"), stages("kernel"):
            ...
    """

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._open = ["other"]
        self._since = time.perf_counter()

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Count the block as stage ``name``."""
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def each(self, items: Iterable[T]) -> Iterator[T]:
        """The same items; waiting for the next is not counted, since others work meanwhile."""
        source, end = iter(items), object()
        while True:
            self._turn()
            item = next(source, end)
            self._since = time.perf_counter()
            if item is end:
                return
            yield item  # type: ignore[misc]

    def take(self, seconds: Mapping[str, float]) -> None:
        """Add what others worked, by stage."""
        for name, worked in seconds.items():
            self.seconds[name] += worked

    @property
    def whole(self) -> float:
        """All seconds so far."""
        self._turn()
        return sum(self.seconds.values())

    def told(self) -> dict[str, dict[str, float]]:
        """Stage → ``seconds`` and ``share`` of all time so far."""
        whole = self.whole or 1.0
        return {
            name: {"seconds": round(seconds, 3), "share": round(seconds / whole, 4)}
            for name, seconds in self.seconds.items()
        }

    def _turn(self) -> None:
        now = time.perf_counter()
        self.seconds[self._open[-1]] += now - self._since
        self._since = now


def in_threads(
    work: Callable[[Thing], T], things: Iterable[Thing], threads: int
) -> Generator[T, None, None]:
    """``work(thing)`` for each thing in order, ``threads`` at a time.

    One more than the threads wait for their turn or are being worked on: what bounds memory.
    """
    queue = iter(things)
    with ThreadPoolExecutor(threads) as pool:
        waiting = deque(pool.submit(work, thing) for thing in islice(queue, threads + 1))
        try:
            while waiting:
                done = waiting.popleft().result()
                waiting.extend(pool.submit(work, thing) for thing in islice(queue, 1))
                yield done
        finally:
            for future in waiting:
                future.cancel()
