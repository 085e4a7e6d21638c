"""What is kept on disk, and for how long."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from ansinh.engine import cache


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANSINH_CACHE", str(tmp_path))
    return tmp_path


def age(path: Path, days: int) -> None:
    then = time.time() - days * 24 * 60 * 60
    os.utime(path, (then, then))


def test_what_is_stored_is_loaded_again(folder: Path) -> None:
    cache.store("law.kernel", ("code", 1))
    assert cache.load("law.kernel") == ("code", 1)
    assert cache.load("other.kernel") is None


def test_what_is_not_whole_is_not_loaded(folder: Path) -> None:
    cache.store("law.kernel", "code")
    path = folder / "law.kernel"
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.load("law.kernel") is None


def test_what_nobody_loads_is_removed_and_what_is_not_ours_stays(folder: Path) -> None:
    for name in ("old.kernel", "loaded.kernel"):
        cache.store(name, name)
    theirs = folder / "letter.txt"
    theirs.write_text("not ours", encoding="utf-8")
    for path in folder.iterdir():
        age(path, cache.KEPT_DAYS + 1)
    assert cache.load("loaded.kernel") == "loaded.kernel"
    cache.store("new.kernel", "new")
    assert {path.name for path in folder.iterdir()} == {
        "loaded.kernel",
        "new.kernel",
        "letter.txt",
    }


def test_a_folder_that_cannot_be_written_to_is_no_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "file"
    file.write_bytes(b"")
    monkeypatch.setenv("ANSINH_CACHE", str(file / "below"))
    cache.store("law.kernel", "code")
    assert cache.load("law.kernel") is None
