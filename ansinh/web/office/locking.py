"""A file's lock, which the system takes back from a process that ends, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from ansinh.engine.errors import DataError


@contextmanager
def alone(path: Path, busy: str = "") -> Iterator[None]:
    """Hold a lock while the block lasts.

    Args:
        busy: What to say where somebody else holds it; without it, they are waited for.

    Raises:
        DataError: somebody else holds it, and they are not waited for.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB if busy else LOCK_EX)
        except BlockingIOError:
            raise DataError(busy) from None
        yield
