"""The money tables of merit follow from one another as the decrees rounded them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ansinh.engine.parameters import numbers
from ansinh.engine.values import round_half_up
from ansinh.law.book import national_law

#: 2021 → 2023 with the standard, 2023 → 2024 by the factor that every cell shows.
STEPS = ((0, 1, Fraction(2055, 1624)), (1, 2, Fraction(1357, 1000)))


@pytest.mark.parametrize("table", ["war_invalid", "war_invalid_b"])
@pytest.mark.parametrize(("before", "after", "factor"), STEPS)
def test_each_cell_of_a_table_is_the_one_before_times_one_factor(
    table: str, before: int, after: int, factor: Fraction
) -> None:
    values = national_law().parameters[f"merit.{table}"].values
    old, new = (numbers(values[place].value) for place in (before, after))
    assert len(old) == len(new) == 80
    assert [round_half_up(number * factor, to=1000) for number in old] == new


@pytest.mark.parametrize("table", ["war_invalid", "war_invalid_b"])
def test_every_rate_from_21_to_100_has_its_own_row_and_more_pays_more(table: str) -> None:
    for dated in national_law().parameters[f"merit.{table}"].values:
        assert [rate for rate, _ in dated.value] == list(range(21, 101))
        assert sorted(set(numbers(dated.value))) == numbers(dated.value)


def test_what_rests_on_the_decree_that_was_not_found_says_so() -> None:
    rests = [
        value
        for parameter in national_law().parameters
        for value in parameter.values
        if value.cite is not None and value.cite.document == "321/2026/NĐ-CP"
    ]
    assert len(rests) > 20
    assert all(value.unverified for value in rests)
