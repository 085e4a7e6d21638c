"""Overlays: a province's own law over the national one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ansinh.engine.errors import AnSinhError, LawError
from ansinh.engine.oracle import Oracle
from ansinh.engine.overlay import load_overlay
from tests.engine.small_law import household, member, small_law

KNOWN = date(2026, 12, 31)
DOCUMENTS = (
    "- {number: 7/2023/NQ-HĐND, title: Nghị quyết, issued: 2023-01-01, in_force: 2023-03-01}\n"
)
LEVEL = """
small:
  level:
    vi: Mức chuẩn
    en: Level
    unit: VND/month
    values: [{from: 2023-03-01, value: 777_000, cite: 7/2023/NQ-HĐND art 1}]
"""
RULES = '''
from ansinh.engine import Law, Money, benefit, document
from tests.engine.small_law import Person

@benefit(document("7/2023/NQ-HĐND").article(2), code="province.tall", name="Trợ cấp tỉnh",
         en="Province", paid="monthly", payer="province", domain="province")
def tall_allowance(person: Person, law: Law) -> Money:
    """Mức chuẩn cho người cao."""
    return law.small.level if person.height > 150 else 0
'''


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (tmp_path / f"{stem}.{ending}").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_higher_level_and_a_further_benefit_count_from_their_date(tmp_path: Path) -> None:
    place = folder(tmp_path, documents_yaml=DOCUMENTS, parameters_yaml=LEVEL, rules_py=RULES)
    book = load_overlay(place, small_law())
    an = member(household(), "an")
    after = Oracle(book, date(2023, 3, 1), KNOWN).outcomes(an)
    assert after["province.tall"].amount == 777_000
    assert Oracle(book, date(2023, 2, 28), KNOWN).outcomes(an)["province.tall"].amount == 0
    assert "province.tall" not in small_law().benefits


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "has no documents.yaml"),
        ({"documents_yaml": DOCUMENTS, "rules_py": "x ="}, r"rules\.py:1"),
        (
            {"documents_yaml": DOCUMENTS, "parameters_yaml": LEVEL.replace("VND/month", "rate")},
            "small.level is rate",
        ),
        ({"documents_yaml": "[]", "rules_py": RULES}, "unknown document"),
    ],
)
def test_a_folder_that_is_no_overlay_is_refused(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    with pytest.raises(AnSinhError, match=message):
        load_overlay(folder(tmp_path, **files), small_law())


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="no such folder"):
        load_overlay(tmp_path / "nowhere", small_law())
