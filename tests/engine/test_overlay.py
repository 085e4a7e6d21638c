"""Overlays: a province's own law over the national one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ansinh.engine.book import LawBook
from ansinh.engine.errors import AnSinhError, LawError
from ansinh.engine.oracle import Oracle
from ansinh.engine.overlay import load_overlay
from ansinh.engine.parameters import Law
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


def level(book: LawBook, day: date, known: date = KNOWN) -> int:
    return Law(book.parameters, day, known).small.level  # type: ignore[no-any-return]


def test_its_value_goes_before_later_national_ones_while_it_lasts(tmp_path: Path) -> None:
    lasting = load_overlay(
        folder(tmp_path, documents_yaml=DOCUMENTS, parameters_yaml=LEVEL), small_law()
    )
    days = [date(2023, 2, 28), date(2023, 3, 1), date(2024, 7, 1), date(2026, 7, 1)]
    assert [level(lasting, day) for day in days] == [360_000, 777_000, 777_000, 777_000]
    assert level(lasting, date(2023, 3, 1), known=date(2023, 2, 1)) == 360_000


@pytest.mark.parametrize(
    ("documents", "figures"),
    [
        (DOCUMENTS.replace("}", ", until: 2024-01-01}"), LEVEL),
        (DOCUMENTS, LEVEL.replace("]", ", {from: 2024-01-01, value: null, cite: 7/2023/NQ-HĐND}]")),
    ],
    ids=["document ends", "null"],
)
def test_the_national_value_counts_again_after_it(
    tmp_path: Path, documents: str, figures: str
) -> None:
    place = folder(tmp_path, documents_yaml=documents, parameters_yaml=figures)
    book = load_overlay(place, small_law())
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 7, 1), date(2026, 7, 1)]
    assert [level(book, day) for day in days] == [777_000, 360_000, 500_000, 540_000]
    assert level(book, days[-1], known=date(2026, 8, 1)) == 500_000


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
        (
            {"documents_yaml": DOCUMENTS.replace("2023-01-01", "2023-13-01"), "rules_py": RULES},
            r"documents\.yaml: month must be",
        ),
        ({"documents_yaml": DOCUMENTS}, "neither parameters.yaml nor"),
        ({"documents_yaml": "7/2023", "rules_py": RULES}, r"documents\.yaml: expected a list"),
        ({"documents_yaml": "- {number: [", "rules_py": RULES}, r"documents\.yaml: .*line"),
        (
            {
                "documents_yaml": DOCUMENTS.replace("7/2023/NQ-HĐND", "2/2021/TEST"),
                "rules_py": RULES,
            },
            "2/2021/TEST is already registered",
        ),
        (
            {"documents_yaml": DOCUMENTS, "rules_py": RULES.replace("law.small.level", "law.smal")},
            r"rules\.py:9: .*smal",
        ),
        (
            {"documents_yaml": DOCUMENTS, "rules_py": RULES + "\nimport nothing_like_it\n"},
            r"rules\.py:11: No module",
        ),
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


def test_its_benefit_joins_a_competition_among_national_ones(tmp_path: Path) -> None:
    joined = RULES.replace("benefit, document", "benefit, document, only_highest") + (
        "\nJOINED = only_highest(\n"
        "    document('7/2023/NQ-HĐND').article(3), among=('small.elder', 'province.tall'),\n"
        "    vi='Chỉ hưởng một mức cao nhất', en='Only the highest',\n)\n"
    )
    place = folder(tmp_path, documents_yaml=DOCUMENTS, parameters_yaml=LEVEL, rules_py=joined)
    book = load_overlay(place, small_law())
    elder = Oracle(book, date(2024, 1, 1), KNOWN).outcomes(member(household(), "an"))
    assert (elder["small.elder"].amount, elder["small.elder"].by) == (1_165_500, None)
    assert elder["province.tall"].by == "small.elder"
    younger = Oracle(book, date(2024, 1, 1), KNOWN).outcomes(member(household(), "ba"))
    assert (younger["province.tall"].amount, younger["province.tall"].by) == (777_000, None)
