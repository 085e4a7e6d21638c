"""The oracle: CPython runs the rule itself."""

from __future__ import annotations

from datetime import date

import pytest

from ansinh.engine.errors import ConflictError, NotInForceError, UnknownFactError, UnknownNameError
from ansinh.engine.oracle import Oracle
from ansinh.engine.outcome import Status
from tests.engine.small_law import household, member, person, small_law

KNOWN = date(2026, 12, 31)


def oracle(effect: date) -> Oracle:
    return Oracle(small_law(), effect, KNOWN)


def test_an_author_need_not_know_whether_a_name_is_a_fact_or_a_rule() -> None:
    an = member(household(), "an")
    assert oracle(date(2024, 9, 14)).value(an, "height") == 160
    assert oracle(date(2024, 9, 13)).value(an, "age") == 72
    assert oracle(date(2024, 9, 14)).value(an, "age") == 73


def test_a_missing_fact_is_an_error_that_names_it() -> None:
    an = member(household(people={"an": person(birth_date=None)}), "an")
    with pytest.raises(UnknownFactError, match=r"Person\.birth_date"):
        oracle(date(2024, 9, 1)).value(an, "age")


def test_two_exceptions_that_disagree_are_a_conflict_naming_both_articles() -> None:
    an = member(household(people={"an": person(has_pension=True, is_member=True)}), "an")
    with pytest.raises(ConflictError, match=r"khoản 2 Điều 14.*khoản 3 Điều 14"):
        oracle(date(2024, 9, 1)).value(an, "is_entitled")


def test_a_rule_outside_its_versions_is_an_error_and_not_false() -> None:
    an = member(household(), "an")
    assert oracle(date(2022, 6, 1)).value(an, "in_pilot") in (True, False)
    with pytest.raises(NotInForceError):
        oracle(date(2023, 1, 1)).value(an, "in_pilot")


def test_months_that_carry_are_right_whatever_is_asked_first() -> None:
    an = member(household(), "an")
    late_first = oracle(date(2024, 12, 1))
    late = late_first.value(an, "months_paid")
    months = [oracle(date(2024, month, 1)) for month in (10, 11, 12)]
    assert [o.value(an, "months_paid") for o in months] == [late - 2, late - 1, late]


def test_an_unknown_name_says_what_was_meant() -> None:
    with pytest.raises(UnknownNameError, match="did you mean height"):
        oracle(date(2024, 9, 1)).value(member(household(), "an"), "hieght")


def test_every_benefit_of_a_person_ends_as_something() -> None:
    outcomes = oracle(date(2024, 9, 1)).outcomes(member(household(), "an"))
    assert outcomes.keys() == {c for c, r in small_law().benefits.items() if r.entity == "Person"}
    assert all(isinstance(outcome.status, Status) for outcome in outcomes.values())
