"""Unknown is not false: Kleene's logic in the evaluator, rule by rule of the language."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from ansinh.engine.answers import Error, Known, Unknown
from ansinh.engine.evaluate import Evaluator
from tests.engine.small_law import household, member, person, small_law

DAY, KNOWN = date(2024, 9, 1), date(2026, 12, 31)


def answer(name: str, who: str = "an", day: date = DAY, people: Any = None, **facts: Any) -> Any:
    """A rule of somebody, or of the household when the name belongs to it."""
    book = small_law()
    top = household(**({"people": people} if people else {}), **facts)
    row = member(top, who) if f"Person.{name}" in book.rules else top
    return Evaluator(book, day, KNOWN).value(row, name)


def of_person(name: str, **facts: Any) -> Any:
    return answer(name, people={"an": person(**facts)})


@pytest.mark.parametrize(
    ("member_", "pension", "both"),
    [
        (True, True, Known(True)),
        (False, None, Known(False)),
        (None, False, Known(False)),
        (None, True, Unknown("Person.is_member")),
        (True, None, Unknown("Person.has_pension")),
        (None, None, Unknown("Person.is_member")),
    ],
)
def test_and_follows_kleene(member_: Any, pension: Any, both: Any) -> None:
    assert of_person("member_and_pensioner", is_member=member_, has_pension=pension) == both


def test_or_is_true_as_soon_as_one_side_is_known_to_be() -> None:
    people = {"an": person(is_member=None)}
    assert answer("member_or_poor", people=people) == Unknown("Person.is_member")
    assert answer("member_or_poor", people=people, monthly_income=1) == Known(True)
    everything = {"an": person(is_member=True)}
    assert answer("member_or_poor", people=everything, monthly_income=None) == Known(True)


def test_both_sides_of_a_branch_that_agree_need_no_condition() -> None:
    assert of_person("either_way", is_member=None) == Known(160)
    assert of_person("either_way", is_member=None, height=None) == Unknown("Person.is_member")


def test_a_sum_needs_to_know_who_counts_unless_they_count_for_nothing() -> None:
    known = {"an": person(is_member=True), "ba": person(is_member=None, savings=0)}
    assert answer("members_savings", people=known) == Known(1_000_000)
    open_ = {"an": person(is_member=True), "ba": person(is_member=None)}
    assert answer("members_savings", people=open_) == Unknown("Person.is_member")


def test_any_and_all_are_known_when_one_member_decides() -> None:
    tall = {"an": person(is_member=None), "ba": person(is_member=True, height=170)}
    assert answer("any_tall", people=tall) == Known(True)
    short = {"an": person(height=None), "ba": person(height=100)}
    assert answer("all_tall", people=short) == Known(False)
    assert answer("all_tall", people={"an": person(height=None)}) == Unknown("Person.height")


def test_a_link_to_nobody_is_known_to_be_absent_but_nothing_is_known_beyond_it() -> None:
    assert of_person("mother_is_elder") == Known(False)
    assert of_person("grandmother_height") == Unknown("Person.mother")


def test_errors_are_errors_and_not_nought() -> None:
    assert of_person("contribution_exact", savings=1) == Error("inexact")
    assert of_person("overflowing", savings=2**40) == Error("overflow")
    early = Evaluator(small_law(), date(2026, 1, 1), KNOWN)
    an = member(household(people={"an": person(is_member=True)}), "an")
    assert early.value(an, "old_level") == Error("not in force")


def test_an_exception_that_would_change_nothing_needs_no_fact() -> None:
    child = {"birth_date": "2015-01-01", "is_member": False}
    assert of_person("is_entitled", **child, has_pension=None) == Known(False)
    assert of_person("is_entitled", is_member=False, has_pension=None) == Unknown(
        "Person.has_pension"
    )
    assert of_person("is_entitled", is_member=True, has_pension=True) == Error("conflict")


def test_months_that_carry_are_summed_from_the_start_of_the_rule() -> None:
    assert of_person("months_paid", birth_date="1990-01-01") == Known(0)
    first = answer("months_paid", day=date(2024, 1, 1))
    later = answer("months_paid", day=date(2024, 7, 1))
    assert later.value - first.value == 6


def test_closures_stay_with_the_process_that_made_them() -> None:
    answer("age")
    program = small_law().program
    assert "_code" in vars(program)
    assert "_code" not in vars(copy.copy(program))  # what a pickle holds too
