"""The national law is translated once, and again where a rule or the engine has changed."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import pytest

from ansinh.engine import digests
from ansinh.law import book
from ansinh.law.book import NationalLaw, national_law


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANSINH_CACHE", str(tmp_path))
    return tmp_path


def untranslated() -> NationalLaw:
    law = copy(national_law())
    law.__dict__.pop("program", None)
    return law


def test_the_second_translation_is_the_first(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = untranslated().program
    assert len(list(kept.glob("*.program"))) == 1
    monkeypatch.setattr(book, "translate_program", lambda _: pytest.fail("translated again"))
    assert untranslated().program == program


def test_other_rules_are_another_name(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert untranslated().program
    monkeypatch.setattr(digests, "_file_digest", lambda path, changed: "another text of the rules")
    assert untranslated().program
    assert len(list(kept.glob("*.program"))) == 2
