"""Holding Python's garbage collector back while a law is loaded, translated or compiled."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """No garbage collection while something large is made that stays in memory.

    The collector would walk all of it again and again as it grows and find next to nothing to
    free, which takes a third of the time of translating and more than half of writing LLVM
    assembly. A collector that was off already stays off.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
