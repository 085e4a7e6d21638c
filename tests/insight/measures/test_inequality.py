"""The Gini coefficient."""

from __future__ import annotations

import math
import warnings

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.engine.errors import DataError
from ansinh.insight.measures import gini, gini_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pygini

few = settings(max_examples=60, deadline=None)
incomes = st.lists(st.integers(0, 10**7), min_size=1, max_size=40).filter(any)


def test_tables_worked_by_hand() -> None:
    assert gini([5, 5, 5]) == 0
    assert gini([0, 0, 0, 1]) == pytest.approx(3 / 4)
    assert gini([1, 2, 3]) == pytest.approx(2 / 9)


def test_of_nobody_or_of_nothing_there_is_no_inequality_to_tell() -> None:
    assert math.isnan(gini([]))
    assert math.isnan(gini([0, 0]))


@pytest.mark.parametrize("wrong", [[-1.0], [math.nan]])
def test_negative_and_unknown_incomes_are_refused(wrong: list[float]) -> None:
    with pytest.raises(DataError, match="income, row 1"):
        gini(wrong)
    with pytest.raises(DataError, match="people, row 1"):
        gini([1.0], wrong)


@few
@given(incomes)
def test_it_is_half_the_mean_difference_over_the_mean(values: list[int]) -> None:
    x = np.array(values, float)
    difference = np.abs(x[:, None] - x[None, :]).mean()
    assert gini(values) == pytest.approx(difference / (2 * x.mean()), abs=1e-12)
    assert 0 <= gini(values) < 1


@few
@given(incomes, st.integers(2, 1000))
def test_it_does_not_hang_on_the_unit_or_on_how_many_times_people_stand(
    values: list[int], times: int
) -> None:
    assert gini([times * value for value in values]) == pytest.approx(gini(values), abs=1e-12)
    assert gini(values * 3) == pytest.approx(gini(values), abs=1e-12)


@few
@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 6)), min_size=1, max_size=20))
def test_a_household_counts_as_each_of_its_members(homes: list[tuple[int, int]]) -> None:
    people = [income for income, members in homes for _ in range(members)]
    assert gini(*zip(*homes, strict=True)) == pytest.approx(gini(people), abs=1e-12)


@few
@given(incomes)
def test_a_second_library_agrees(values: list[int]) -> None:
    # pygini adds 1e-7 to every income, so that zeros do no harm
    assert gini(values) == pytest.approx(pygini.gini(np.array(values, float)), abs=1e-6)


def test_groups_of_a_frame_have_their_own_and_unknown_incomes_are_left_out() -> None:
    homes = pl.DataFrame(
        {
            "place": ["x", "x", "y", "y", "y", "z"],
            "income": [1.0, 3.0, 2.0, None, 2.0, None],
            "members": [1, 1, 5, 1, 2, 1],
        }
    )
    found = homes.group_by("place").agg(gini_of(pl.col("income"), pl.col("members"))).sort("place")
    assert found["gini"].to_list() == [pytest.approx(0.25), 0.0, None]
