"""The same function over many things in several processes, answers in the order of the things."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")

#: Answers that wait for their turn, for each process: what bounds memory.
_AHEAD = 2
#: Things done here for each process that starts meanwhile.
_WHILE_STARTING = 2
_STATE: dict[str, Any] = {}


def in_order(
    things: Iterable[Thing],
    prepare: Callable[..., Any],
    arguments: tuple[Any, ...],
    answer: Callable[[Any, Thing], Answer],
    workers: int,
) -> Iterator[Answer]:
    """``answer(prepare(*arguments), thing)`` for each thing, prepared once in each process.

    With one worker everything happens here, with more the first things, while the others start.
    Processes are spawned, so that functions must be found by name in their modules. None outlives
    this one, however it ends.
    """
    state = prepare(*arguments)
    if workers <= 1:
        yield from (answer(state, thing) for thing in things)
        return
    queue = iter(things)
    here = list(islice(queue, workers * _WHILE_STARTING))
    # The processes are the threads: a pool of threads in each would only wait for the others.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    pool = ProcessPoolExecutor(
        workers,
        multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(prepare, arguments),
    )
    try:
        waiting = deque(
            pool.submit(_answer, answer, thing) for thing in islice(queue, workers * _AHEAD)
        )
        yield from (answer(state, thing) for thing in here)
        yield from _ordered(pool, waiting, queue, answer)
    except BaseException:
        _stop(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ordered(
    pool: ProcessPoolExecutor,
    waiting: deque[Future[Answer]],
    queue: Iterator[Thing],
    answer: Callable[[Any, Thing], Answer],
) -> Iterator[Answer]:
    """What waits and what is still queued, a new one begun for each that is done."""
    while waiting:
        done = waiting.popleft().result()
        waiting.extend(pool.submit(_answer, answer, thing) for thing in islice(queue, 1))
        yield done


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
