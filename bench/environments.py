"""An environment for each peer, never ours: ``python -m bench.environments [PEER…]`` makes them.

Each has what ``bench/peers/PEER.lock`` pins, by hash, in ``.venv-peers/PEER``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LOCKS = Path(__file__).parent / "peers"
FOLDER = ROOT / ".venv-peers"
PEERS = tuple(sorted(path.stem for path in LOCKS.glob("*.lock")))


class NoPeerError(Exception):
    """A peer's environment is not there or cannot be made."""


def ensure(peer: str) -> Path:
    """Make the environment of a peer where it lacks or its lock has changed; its Python.

    Raises:
        NoPeerError: its packages cannot be installed.
    """
    lock, stamp = LOCKS / f"{peer}.lock", FOLDER / peer / "installed.lock"
    if not (stamp.exists() and stamp.read_bytes() == lock.read_bytes()):
        uv = Path(sys.executable).with_name("uv")
        target = FOLDER / peer
        _run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, target)
        wanted = ("--require-hashes", "-r", lock)
        _run(uv, "pip", "install", "--quiet", "--python", python_of(peer), *wanted)
        stamp.write_bytes(lock.read_bytes())
    return python_of(peer)


def python_of(peer: str) -> Path:
    """The interpreter of a peer's environment."""
    return FOLDER / peer / "bin" / "python"


def packages_of(peer: str) -> Path:
    """Where the packages of a peer's environment stand.

    Raises:
        NoPeerError: the environment was not made.
    """
    found = sorted((FOLDER / peer / "lib").glob("python*/site-packages"))
    if not found:
        raise NoPeerError(f"{FOLDER / peer} is not there: make it with `make peers`")
    return found[0]


def run(peer: str, *arguments: object) -> Any:
    """Run ``bench/peers/PEER.py`` in the peer's environment; what it prints, read as JSON.

    Raises:
        NoPeerError: it fails.
    """
    command = [python_of(peer), "-m", f"bench.peers.{peer}", *arguments]
    return json.loads(_run(*command))


def _run(*command: object) -> str:
    # What this process was told of its own packages is none of the peer's.
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, env=kept)
    except OSError as error:
        raise NoPeerError(f"{words[0]}: {error.strerror}") from None
    if done.returncode:
        raise NoPeerError(f"{' '.join(words[:4])} …: {done.stderr.strip()[-2000:]}")
    return done.stdout


def main() -> int:
    """Make the environments named, or all; 1 where one cannot be made."""
    for peer in sys.argv[1:] or PEERS:
        try:
            ensure(peer)
        except NoPeerError as error:
            sys.stderr.write(f"the peer {peer} cannot be installed: {error}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
