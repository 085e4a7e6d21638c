"""What cannot be is listed with the reason; what barely can is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ansinh.engine.declare import BenefitInfo
from ansinh.insight.impossible import KINDS, SCHEMA, find_impossible, impossible_to
from ansinh.law.book import national_law
from ansinh.people.make import make
from ansinh.people.rolls import Rolls
from tests.insight.people_by_hand import TODAY, Row, write

BENEFITS = {
    "tiny.elder": BenefitInfo(
        "tiny.elder", "Trợ cấp", "Allowance", "monthly", "state budget", "tiny"
    ),
    "tiny.funeral": BenefitInfo("tiny.funeral", "Mai táng", "Funeral", "once", "state", "tiny"),
}


def found(tmp_path: Path, *homes: Row, group_people: int = 50_000) -> list[tuple[str, str]]:
    """Kind and person (or «hộ») of everything found in some households."""
    snapshot, ids = write(tmp_path / "registry", list(homes), group_people=group_people)
    keys = {number: key for key, number in ids.items()}
    lines = pl.concat(find_impossible(snapshot, TODAY, benefits=BENEFITS))
    assert lines.schema == SCHEMA
    assert lines.select("what", "what_en", "commune").null_count().row(0) == (0, 0, 0)
    return [
        (row["kind"], keys[row["id"]] if row["entity"] == "Person" else "hộ")
        for row in lines.iter_rows(named=True)
    ]


def home(**people: Row) -> Row:
    return {"people": {key: {"full_name": key, **person} for key, person in people.items()}}


def family(mother: Row, child: Row) -> Row:
    return home(mother={"sex": "female", **mother}, child={"mother": "mother", **child})


def paid(since: date, until: date | None = None, **more: Any) -> Row:
    return {
        "benefit": "tiny.elder",
        "paying_area_code": "07531",
        "since": since,
        "until": until,
        **more,
    }


DAY = date(1990, 5, 10)
BORN = {"birth_date": DAY}
#: Kind → whom it is about, households that have it, households that barely have not.
CASES: dict[str, tuple[str, Row, Row]] = {
    "born_before_parent": (
        "child",
        family({"birth_date": DAY}, {"birth_date": DAY}),
        family({"birth_date": date(1978, 5, 10)}, {"birth_date": DAY}),
    ),
    "parent_too_young": (
        "child",
        family({"birth_date": date(1978, 5, 11)}, {"birth_date": DAY}),
        family({"birth_date": date(1978, 5, 10)}, {"birth_date": DAY}),
    ),
    "parent_of_wrong_sex": (
        "child",
        home(mother={"sex": "male"}, child={"mother": "mother"}),
        home(mother={}, child={"mother": "mother"}),
    ),
    "born_after_parent_died": (
        "child",
        family({"death_date": date(1990, 5, 9)}, {"birth_date": DAY}),
        family({"death_date": DAY}, {"birth_date": DAY}),
    ),
    "births_too_close": (
        "second",
        home(
            mother={},
            first={"mother": "mother", "birth_date": DAY},
            second={"mother": "mother", "birth_date": date(1990, 11, 5)},
        ),
        home(
            mother={},
            first={"mother": "mother", "birth_date": DAY},
            twin={"mother": "mother", "birth_date": date(1990, 5, 11)},
            second={"mother": "mother", "birth_date": date(1990, 11, 7)},
        ),
    ),
    "two_spouses": (
        "man",
        home(man={"spouse": "one"}, one={"spouse": "man"}, two={"spouse": "man"}),
        home(
            man={"spouse": "one"},
            one={"spouse": "man"},
            two={"spouse": "man", "death_date": date(2020, 1, 1)},
        ),
    ),
    "spouse_not_mutual": (
        "man",
        home(man={"spouse": "woman"}, woman={}),
        home(man={"spouse": "woman"}, woman={"death_date": date(2020, 1, 1)}),
    ),
    "spouse_too_young": (
        "girl",
        home(man={"spouse": "girl"}, girl={"spouse": "man", "birth_date": date(2011, 11, 25)}),
        home(man={"spouse": "girl"}, girl={"spouse": "man", "birth_date": date(2011, 11, 24)}),
    ),
    "death_before_birth": (
        "a",
        home(a={**BORN, "death_date": date(1990, 5, 9)}),
        home(a={**BORN, "death_date": DAY}),
    ),
    "pension_too_young": (
        "a",
        home(a={"birth_date": date(1986, 11, 25), "insurance_pension": 3_000_000}),
        home(a={"birth_date": date(1986, 11, 24), "insurance_pension": 3_000_000}),
    ),
    "number_other_year": (
        "a",
        home(a={**BORN, "sex": "female", "citizen_number": "024191000001"}),
        home(a={**BORN, "sex": "female", "citizen_number": "024190000001"}),
    ),
    "number_other_sex": (
        "a",
        home(a={**BORN, "sex": "male", "citizen_number": "024190000001"}),
        home(a={"birth_date": date(2000, 1, 2), "sex": "male", "citizen_number": "024200000001"}),
    ),
    "certified_before_birth": (
        "a",
        home(a={**BORN, "disabilities": [{"certified_on": date(1990, 5, 9)}]}),
        home(a={**BORN, "disabilities": [{"certified_on": DAY}, {"certified_on": None}]}),
    ),
    "certified_after_death": (
        "a",
        home(a={"death_date": DAY, "disabilities": [{"certified_on": date(1990, 5, 11)}]}),
        home(a={"death_date": DAY, "disabilities": [{"certified_on": DAY}]}),
    ),
    "receipt_before_birth": (
        "a",
        home(a={**BORN, "receipts": [paid(date(1990, 4, 30))]}),
        home(a={**BORN, "receipts": [paid(date(1990, 5, 1))]}),
    ),
    "receipt_after_death": (
        "a",
        home(a={"death_date": DAY, "receipts": [paid(date(1990, 6, 1))]}),
        home(
            a={
                "death_date": DAY,
                "receipts": [paid(DAY), paid(date(1990, 6, 1), benefit="tiny.funeral")],
            }
        ),
    ),
    "receipt_twice": (
        "a",
        home(a={"receipts": [paid(date(2020, 1, 1), date(2024, 1, 2)), paid(date(2024, 1, 1))]}),
        home(
            a={
                "receipts": [
                    paid(date(2020, 1, 1), date(2024, 1, 1)),
                    paid(date(2024, 1, 1)),
                    paid(date(2025, 1, 1), paying_area_code="07444"),
                ]
            }
        ),
    ),
    "household_receipt_twice": (
        "hộ",
        {**home(a={}), "receipts": [paid(date(2020, 1, 1)), paid(date(2024, 1, 1))]},
        {**home(a={}), "receipts": [paid(date(2020, 1, 1))]},
    ),
    "recognised_twice": (
        "hộ",
        {
            **home(a={}),
            "recognitions": [
                {"since": date(2024, 1, 1), "until": date(2026, 1, 1)},
                {"since": date(2024, 3, 1), "until": date(2024, 6, 1)},
            ],
        },
        {
            **home(a={}),
            "recognitions": [
                {"since": date(2024, 1, 1), "until": date(2025, 1, 1)},
                {"since": date(2025, 1, 1), "until": None},
            ],
        },
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_what_cannot_be_is_found_and_what_barely_can_is_not(kind: str, tmp_path: Path) -> None:
    who, wrong, right = CASES[kind]
    assert found(tmp_path / "wrong", wrong) == [(kind, who)]
    assert found(tmp_path / "right", right) == []


def test_every_kind_has_a_case() -> None:
    assert list(CASES) == [kind.code for kind in KINDS]


def test_a_registry_as_it_is_made_holds_nothing_impossible(tmp_path: Path) -> None:
    registry = make(4_000, 11, tmp_path / "registry", rolls=Rolls.of_law(national_law()))
    lines = pl.concat(find_impossible(registry, registry.info.date))
    assert lines["what"].to_list() == []


def test_a_span_inside_a_longer_one_hides_no_overlap_behind_it(tmp_path: Path) -> None:
    spans = [
        {"since": date(2020, 1, 1), "until": date(2026, 1, 1)},
        {"since": date(2021, 1, 1), "until": date(2021, 2, 1)},
        {"since": date(2022, 1, 1), "until": date(2023, 1, 1)},
    ]
    lines = found(tmp_path, {**home(a={}), "recognitions": spans})
    assert lines == [("recognised_twice", "hộ")] * 2


def test_a_father_may_die_before_the_birth_but_not_long_before(tmp_path: Path) -> None:
    def born_after(days: date) -> Row:
        return home(father={"death_date": days}, child={"father": "father", "birth_date": DAY})

    assert found(tmp_path / "late", born_after(date(1989, 7, 14))) == []
    assert found(tmp_path / "too late", born_after(date(1989, 7, 13))) == [
        ("born_after_parent_died", "child")
    ]


def test_a_first_of_january_stands_for_a_year_and_is_near_to_nothing(tmp_path: Path) -> None:
    children = home(
        mother={},
        first={"mother": "mother", "birth_date": date(1990, 1, 1)},
        second={"mother": "mother", "birth_date": date(1990, 3, 1)},
    )
    assert found(tmp_path, children) == []


def test_kin_in_other_row_groups_are_seen(tmp_path: Path) -> None:
    homes = (
        home(man={"spouse": "one"}, mother={"sex": "female"}),
        home(one={"spouse": "man"}, first={"mother": "mother", "birth_date": DAY}),
        home(two={"spouse": "man"}, second={"mother": "mother", "birth_date": date(1990, 8, 1)}),
        home(old={"mother": "young", "birth_date": DAY}),
        home(young={"birth_date": date(1999, 1, 1)}),
    )
    assert sorted(found(tmp_path, *homes, group_people=1)) == [
        ("births_too_close", "second"),
        ("born_before_parent", "old"),
        ("two_spouses", "man"),
    ]


def test_sentences_say_who_and_when_in_both_languages(tmp_path: Path) -> None:
    mother = {"full_name": "Đỗ Thị Mai", "birth_date": date(1999, 1, 2)}
    snapshot, ids = write(tmp_path / "r", [family(mother, {"birth_date": DAY, "full_name": "Hoa"})])
    [line] = pl.concat(find_impossible(snapshot, TODAY, benefits={})).to_dicts()
    assert line == {
        "kind": "born_before_parent",
        "entity": "Person",
        "id": ids["child"],
        "other_id": ids["mother"],
        "commune_code": "07531",
        "commune": "Xã Tân Sơn",
        "full_name": "Hoa",
        "what": "Sinh 10/05/1990, không sau mẹ là Đỗ Thị Mai (sinh 02/01/1999)",
        "what_en": "Born 10/05/1990, not after the mother, Đỗ Thị Mai (born 02/01/1999)",
    }


def test_lines_are_written_and_counted_by_kind(tmp_path: Path) -> None:
    snapshot, _ = write(tmp_path / "registry", [CASES["death_before_birth"][1]])
    told: list[tuple[str, int, int]] = []
    summary = impossible_to(tmp_path, snapshot, TODAY, lambda *step: told.append(step))
    assert summary == {"death_before_birth": 1}
    assert pl.read_parquet(tmp_path / "impossible.parquet")["kind"].to_list() == [*summary]
    assert told == [("impossible", 1, 1)]
