"""Where the time of a run goes, and reading ahead while the last chunk is worked on."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
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

    def each(self, name: str, items: Iterable[T]) -> Iterator[T]:
        """The same items; waiting for the next counts as stage ``name``."""
        source, end = iter(items), object()
        while True:
            with self(name):
                item = next(source, end)
            if item is end:
                return
            yield item  # type: ignore[misc]

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


def read_ahead(items: Iterable[T]) -> Iterator[T]:
    """The same items; the next one is fetched in a thread while one is worked on."""
    source = iter(items)
    end = object()
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, source, end)
        while (item := coming.result()) is not end:
            coming = pool.submit(next, source, end)
            yield item  # type: ignore[misc]
