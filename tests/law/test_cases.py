"""Every case of the law holds on every reader, also inside a shuffled population."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from ansinh.engine.book import LawBook
from ansinh.engine.cases import (
    Case,
    Reader,
    kernel_reader,
    load_cases,
    oracle_reader,
    run_cases,
)
from ansinh.engine.evaluate import explainer_reader
from ansinh.engine.overlay import load_overlay
from ansinh.law.book import FOLDER, national_law

OVERLAYS = sorted(path.parent for path in (FOLDER.parent / "overlays").glob("*/overlay.py"))


@lru_cache
def national_cases() -> list[Case]:
    return list(load_cases(FOLDER, national_law()))


def failures(cases: list[Case], book: LawBook, reader: Reader) -> str:
    return "\n".join(map(str, run_cases(cases, book, reader)[1]))


@pytest.mark.parametrize("reader", [oracle_reader, explainer_reader], ids=["oracle", "explainer"])
def test_every_case_holds_in_python(reader: Reader) -> None:
    assert failures(national_cases(), national_law(), reader) == ""


@pytest.mark.parametrize("shuffle", [1, 2])
def test_every_case_holds_in_the_kernel_inside_a_shuffled_population(shuffle: int) -> None:
    book = national_law()
    assert failures(national_cases(), book, kernel_reader(national_cases(), book, shuffle)) == ""


@pytest.mark.parametrize("folder", OVERLAYS, ids=lambda path: path.name)
def test_every_case_of_an_overlay_holds_on_every_reader(folder: Path) -> None:
    book = load_overlay(folder, national_law())
    cases = list(load_cases(folder, book))
    assert cases
    for reader in (oracle_reader, explainer_reader, kernel_reader(cases, book)):
        assert failures(cases, book, reader) == ""


def test_there_are_enough_cases_and_official_ones_say_where_they_stand() -> None:
    cases = national_cases()
    assert len(cases) >= 150
    official = [case for case in cases if case.source == "official"]
    assert len(official) >= 15
    assert all(case.where for case in official)


def test_a_wrong_expectation_is_reported_with_what_was_got(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "wrong.yaml").write_text(
        "- name: wrong\n  source: derived\n  why: to fail\n  date: 2026-08-15\n"
        "  household: {people: {an: {birth_date: 1996-01-01}}}\n  expect: {an: {age: 31}}\n",
        encoding="utf-8",
    )
    cases = list(load_cases(tmp_path, national_law()))
    for reader in (oracle_reader, explainer_reader, kernel_reader(cases, national_law())):
        assert "an.age: expected 31, got 30" in failures(cases, national_law(), reader)
