"""Households in memory and as Arrow tables hold the same."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pyarrow as pa
import pytest

from ansinh.engine.entities import UNKNOWN
from ansinh.engine.errors import DataError, UnknownNameError
from ansinh.engine.rows import read_fact, read_household
from ansinh.engine.tables import Tables, schema, tables_of
from ansinh.law.book import national_law
from ansinh.law.facts.choices import Sex

ENTITIES = national_law().entities
CONTENT = {
    "area": {"kind": "rural"},
    "dwelling_area": 40.5,
    "people": {
        "lan": {"birth_date": date(1990, 2, 28), "sex": "female"},
        "be": {
            "birth_date": date(2020, 1, 1),
            "mother": "lan",
            "disabilities": [{"degree": "severe", "certified_on": date(2022, 1, 1)}],
        },
    },
}


def test_a_household_survives_the_way_through_tables() -> None:
    before = read_household(ENTITIES, CONTENT)
    after = tables_of(ENTITIES, [before]).household(0)
    assert [row.entity for row in after.walk()] == [row.entity for row in before.walk()]
    for old, new in zip(before.walk(), after.walk(), strict=True):
        facts = ENTITIES[old.entity].facts.values()
        assert [new.value(f) for f in facts] == [old.value(f) for f in facts]
    lan, be = after.members["people"]
    assert be.links["mother"] is lan
    assert after.links["area"].entity == "Area"
    assert after.values["dwelling_area"] == Fraction("40.5")


def test_a_missing_fact_is_unknown_or_its_safe_default() -> None:
    lan = read_household(ENTITIES, CONTENT).members["people"][0]
    facts = ENTITIES["Person"].facts
    assert lan.value(facts["insurance_pension"]) is UNKNOWN
    assert lan.value(facts["death_date"]) == date(9999, 12, 31)
    assert lan.value(facts["sex"]) is Sex.FEMALE


@pytest.mark.parametrize(
    ("fact", "raw", "message"),
    [
        ("Person.sex", "woman", "expected one of male, female, got 'woman'"),
        ("Person.birth_date", "1/5/68", "expected a date"),
        ("Person.insurance_pension", -1, "expected at least 0"),
        ("Person.insurance_pension", 1.5, "expected whole đồng"),
        ("Household.in_especially_difficult_village", 1, "expected true or false"),
        ("Household.dwelling_area", "1.234", "at most 2 decimals"),
    ],
)
def test_a_value_of_another_kind_is_refused(fact: str, raw: object, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_fact(ENTITIES.fact(fact), raw)


def test_names_that_nobody_declared_are_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean birth_date"):
        read_household(ENTITIES, {"people": {"an": {"birthdate": date(1990, 1, 1)}}})
    with pytest.raises(UnknownNameError, match=r"lan.mother points to"):
        read_household(ENTITIES, {"people": {"lan": {"mother": "nobody"}}})


def test_a_column_of_another_type_or_a_missing_id_is_refused() -> None:
    people = tables_of(ENTITIES, [read_household(ENTITIES, CONTENT)])["Person"]
    number = people.column_names.index("birth_date")
    strange = people.set_column(number, "birth_date", pa.array(["x"] * people.num_rows))
    with pytest.raises(DataError, match="people: column birth_date"):
        Tables(ENTITIES, {"Person": strange})
    with pytest.raises(DataError, match="people: column id is missing"):
        Tables(ENTITIES, {"Person": people.drop_columns(["id"])})


def test_the_schema_has_a_column_for_every_fact_and_relation() -> None:
    names = schema(ENTITIES["Person"]).names
    assert names[:2] == ["id", "household_id"]
    assert {"mother_id", "birth_date", "insurance_pension"} <= set(names)
