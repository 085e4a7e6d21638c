"""What takes long to make, kept on disk: compiled laws, and figures read from their YAML.

A file is named by a digest of everything that it depends on, and written whole or not at all, so
that processes may share a cache.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from ansinh.engine.collecting import without_collector

_ENGINE = Path(__file__).parent
#: Days for which what nobody loads is kept.
KEPT_DAYS = 60
#: Endings of the files of a cache; others in its folder are left alone.
ENDINGS = (".kernel", ".figures", ".program")


def cache_folder() -> Path:
    """Where it is kept: ``ANSINH_CACHE``, else the user's cache."""
    chosen = os.environ.get("ANSINH_CACHE")
    if chosen:
        return Path(chosen)
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "ansinh"


@lru_cache(maxsize=1)
def engine_digest() -> str:
    """A digest of the engine's sources."""
    state = hashlib.sha256()
    for path in sorted(_ENGINE.rglob("*.py")):
        state.update(path.read_bytes())
    return state.hexdigest()


def load(name: str) -> Any:
    """What is kept under a file's name, if it is there and whole; else ``None``."""
    path = cache_folder() / name
    try:
        content = path.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        os.utime(path)
    seal, body = content[:32], content[32:]
    if hashlib.sha256(body).digest() != seal:
        return None
    with without_collector():
        return pickle.loads(body)  # noqa: S301 - our own file, sealed by its digest


def store(name: str, made: Any) -> None:
    """Keep something under a file's name; a cache that cannot be written to is no error.

    What nobody has loaded for :data:`KEPT_DAYS` days, such as laws of an earlier version, is
    removed.

    Args:
        name: A digest with one of :data:`ENDINGS`.
    """
    with without_collector():
        body = pickle.dumps(made)
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).digest() + body)
        Path(temporary).replace(folder / name)
        _remove_old(folder)
    except OSError:
        return


def _remove_old(folder: Path) -> None:
    oldest = time.time() - KEPT_DAYS * 24 * 60 * 60
    for path in folder.iterdir():
        if path.suffix in ENDINGS and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
