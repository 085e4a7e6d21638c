"""The same function over many things in several processes, answers in the order of the things."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")

#: Answers that wait for their turn, for each process: what bounds memory.
_AHEAD = 2
_STATE: dict[str, Any] = {}


def in_order(
    things: Iterable[Thing],
    prepare: Callable[..., Any],
    arguments: tuple[Any, ...],
    answer: Callable[[Any, Thing], Answer],
    workers: int,
) -> Iterator[Answer]:
    """``answer(prepare(*arguments), thing)`` for each thing, prepared once in each process.

    With one worker everything happens here. Processes are spawned, so that functions must be found
    by name in their modules. None outlives this one, however it ends.
    """
    if workers <= 1:
        state = prepare(*arguments)
        yield from (answer(state, thing) for thing in things)
        return
    # The processes are the threads: a pool of threads in each would only wait for the others.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    pool = ProcessPoolExecutor(
        workers,
        multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(prepare, arguments),
    )
    try:
        yield from _ordered(pool, things, answer, workers * _AHEAD)
    except BaseException:
        _stop(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ordered(
    pool: ProcessPoolExecutor,
    things: Iterable[Thing],
    answer: Callable[[Any, Thing], Answer],
    ahead: int,
) -> Iterator[Answer]:
    waiting: deque[Future[Answer]] = deque()
    for thing in things:
        waiting.append(pool.submit(_answer, answer, thing))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _begin(prepare: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Leave Ctrl-C to the first process, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _STATE["prepared"] = prepare(*arguments)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(answer: Callable[[Any, Thing], Answer], thing: Thing) -> Answer:
    return answer(_STATE["prepared"], thing)


def _stop(pool: ProcessPoolExecutor) -> None:
    for process in list(pool._processes.values()):
        process.terminate()
