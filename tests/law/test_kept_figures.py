"""Figures are read from YAML once, and again where a file has changed or the cache is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansinh.engine import cache, parameter_files
from ansinh.engine.documents import Documents
from ansinh.engine.parameters import ParameterTree
from ansinh.law import book


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANSINH_CACHE", str(tmp_path))
    return tmp_path


def told(figures: tuple[Documents, ParameterTree]) -> str:
    documents, parameters = figures
    return repr([list(documents), list(parameters)])


def test_the_second_reading_is_the_first(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = book._figures()
    assert len(list(kept.glob("*.figures"))) == 1
    monkeypatch.setattr(parameter_files, "load_parameters", lambda *_: pytest.fail("read again"))
    assert told(book._figures()) == told(read)


def test_a_damaged_file_is_made_anew(kept: Path) -> None:
    read = book._figures()
    [file] = kept.glob("*.figures")
    file.write_bytes(file.read_bytes()[:-1])
    assert cache.load(file.name) is None
    assert told(book._figures()) == told(read)
    assert cache.load(file.name) is not None


def test_another_engine_or_another_file_is_another_name(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book._figures()
    monkeypatch.setattr(book, "engine_digest", lambda: "another engine")
    book._figures()
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"another file")
    monkeypatch.setattr(cache, "load", lambda _: None)
    book._figures()
    assert len(list(kept.glob("*.figures"))) == 3
