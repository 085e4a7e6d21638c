"""What a rule reads: of the block at hand or of anybody, in any case or only sometimes."""

from __future__ import annotations

import pytest

from ansinh.engine.kernel.layout import plan
from ansinh.engine.kernel.reads import Read, certain_rules, functions_of, reads_of
from tests.engine.small_law import small_law

PROGRAM = small_law().program


@pytest.mark.parametrize(
    ("rule", "read"),
    [
        ("Household.is_poor", Read("Household.income_per_head", is_own=True, is_certain=True)),
        ("Household.all_tall", Read("Person.age", is_own=True, is_certain=True)),
        ("Person.member_or_poor", Read("Household.is_poor", is_own=True, is_certain=False)),
        ("Person.mother_is_elder", Read("Person.is_elder", is_own=False, is_certain=False)),
        ("Person.months_paid", Read("Person.months_paid", is_own=False, is_certain=True)),
    ],
)
def test_a_read_is_of_the_block_unless_it_follows_a_link_or_goes_back(
    rule: str, read: Read
) -> None:
    assert read in reads_of(PROGRAM.rules[rule])


def test_what_everybody_is_asked_is_certain_and_what_hangs_on_a_fact_is_not() -> None:
    found = certain_rules(PROGRAM, ["Person.health_card"])
    assert found == {"Person.health_card", "Person.is_entitled", "Person.is_elder", "Person.age"}


def test_eager_rules_stand_after_those_they_read_and_are_remembered() -> None:
    layout = plan(small_law(), tuple(small_law().benefits), ())
    assert layout.filled == ("Household.is_poor", "Person.age", "Person.is_elder")
    assert layout.eager == {*layout.filled}
    for keys in layout.remembered.values():
        assert [key in layout.eager for key in keys] == sorted(key in layout.eager for key in keys)


def test_who_is_reached_by_a_link_needs_a_function_for_any_row() -> None:
    found = functions_of(PROGRAM, ["Person.mother_is_elder"], eager=(), earlier=())
    assert found == {
        ("Person.mother_is_elder", True): [("Person.is_elder", False)],
        ("Person.is_elder", False): [("Person.age", False)],
        ("Person.age", False): [],
    }


def test_nobody_calls_what_is_there_already() -> None:
    found = functions_of(PROGRAM, ["Person.is_elder"], eager=["Person.age"], earlier=())
    assert found[("Person.is_elder", True)] == []


def test_a_rule_that_is_read_over_time_is_compiled_for_any_row() -> None:
    found = functions_of(PROGRAM, ["Person.months_paid"], (), earlier=["Person.months_paid"])
    assert ("Person.months_paid", True) not in found
    assert ("Person.is_elder", False) in found
