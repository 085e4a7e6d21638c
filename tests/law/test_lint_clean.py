"""The law as it stands has no finding, nationally and with every overlay laid over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansinh.engine.cases import load_cases
from ansinh.engine.lint import Finding, lint, unverified
from ansinh.engine.overlay import load_overlay
from ansinh.law.book import FOLDER, national_law
from ansinh.law.facts.unread import UNREAD_FACTS
from ansinh.law.procedures import national_procedures

OVERLAYS = sorted(path.parent for path in (FOLDER.parent / "overlays").glob("*/overlay.py"))


def shown(findings: list[Finding]) -> str:
    return "\n".join(map(str, findings))


def test_the_national_law_has_no_finding() -> None:
    cases = load_cases(FOLDER, national_law())
    assert shown(lint(national_law(), cases, UNREAD_FACTS, procedures=national_procedures())) == ""


def test_without_its_cases_every_version_of_the_law_is_unproved() -> None:
    findings = lint(national_law(), [], UNREAD_FACTS, procedures=national_procedures())
    unproved = {(f.file, f.line) for f in findings if f.code == "L13"}
    rules = national_law().rules.values()
    versions = {(v.file, v.line) for r in rules for v in (*r.versions, *r.exceptions)}
    assert unproved == versions


@pytest.mark.parametrize("folder", OVERLAYS, ids=lambda path: path.name)
def test_an_overlay_has_no_finding(folder: Path) -> None:
    book = load_overlay(folder, national_law())
    cases = [*load_cases(FOLDER, national_law()), *load_cases(folder, book)]
    assert shown(lint(book, cases, UNREAD_FACTS, procedures=national_procedures())) == ""


def test_what_rests_on_an_uncertain_text_is_listed_with_the_reason() -> None:
    found = unverified(national_law())
    assert found["176/2025/NĐ-CP"].startswith("Articles 2 to 5 are read as quoted")
    assert "assistance.gift_of_2025 from 2025-12-28" in found
    assert any(name.startswith("Person.age from") for name in found)
    assert all(found.values())
