"""Exact values: roundings do what their names say, and nothing overflows silently."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.engine.errors import DivisionByZeroError, InexactMoneyError, MoneyOverflowError
from ansinh.engine.values import (
    at_least,
    exact,
    ratio,
    round_down,
    round_half_up,
    round_up,
)

FRACTIONS = st.fractions(-(10**9), 10**9, max_denominator=10**6)


@pytest.mark.parametrize(
    ("number", "down", "half_up", "up"),
    [
        (Fraction(5, 2), 2, 3, 3),
        (Fraction(-5, 2), -2, -3, -3),
        (Fraction(12, 5), 2, 2, 3),
        (Fraction(7), 7, 7, 7),
        (Fraction(0), 0, 0, 0),
    ],
)
def test_each_rounding_does_what_its_name_says(
    number: Fraction, down: int, half_up: int, up: int
) -> None:
    assert (round_down(number), round_half_up(number), round_up(number)) == (down, half_up, up)


@given(FRACTIONS, st.sampled_from([1, 10, 1000]))
def test_a_rounding_is_within_one_step_of_the_number(number: Fraction, to: int) -> None:
    for function in (round_down, round_half_up, round_up):
        assert abs(function(number, to) - number) < to or number == function(number, to)
        assert function(number, to) % to == 0
    assert abs(round_half_up(number, to) - number) * 2 <= to
    assert abs(round_down(number, to)) <= abs(number) <= abs(round_up(number, to))


def test_money_with_a_fraction_of_a_dong_is_refused() -> None:
    assert exact(Fraction(360_000) * Fraction(5, 2)) == 900_000
    with pytest.raises(InexactMoneyError, match="not a whole number of đồng"):
        exact(Fraction(1, 2))


def test_numbers_that_leave_64_bits_are_refused() -> None:
    assert exact(2**63 - 1) == 2**63 - 1
    with pytest.raises(MoneyOverflowError):
        exact(2**63)


def test_a_ratio_is_exact_and_needs_a_denominator() -> None:
    assert ratio(3, 6) == Fraction(1, 2)
    with pytest.raises(DivisionByZeroError):
        ratio(1, 0)


def test_at_least_counts_what_holds() -> None:
    assert at_least(2, True, False, True)
    assert not at_least(3, True, False, True)
