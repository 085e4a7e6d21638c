"""Headcount ratio, poverty gap, severity."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.engine.errors import DataError
from ansinh.insight.measures import Poverty, fgt, fgt_rates, fgt_sums

few = settings(max_examples=60, deadline=None)
#: Income a head, people, group.
rows = st.lists(
    st.tuples(st.integers(0, 3_000), st.integers(1, 9), st.integers(0, 2)), min_size=1, max_size=40
)


def test_a_table_worked_by_hand() -> None:
    # line 100; shortfalls 1, 0.5, 0, 0
    found = fgt([0, 50, 100, 150], 100)
    assert found == Poverty(headcount=0.75, gap=0.375, severity=0.3125)


def test_an_income_at_the_line_is_poor_as_the_law_has_it_and_not_as_the_paper_has_it() -> None:
    assert fgt([100, 101], 100).headcount == 0.5
    assert fgt([100, 101], 100, poor_at_line=False).headcount == 0.0


def test_people_weigh() -> None:
    assert fgt([50, 150], 100, [3, 1]) == fgt([50, 50, 50, 150], 100)


def test_each_row_may_have_its_own_line() -> None:
    assert fgt([50, 50], [100, 40]).headcount == 0.5


def test_of_nobody_nothing_is_said() -> None:
    found = fgt([], 100, [])
    assert all(map(math.isnan, (found.headcount, found.gap, found.severity)))


@pytest.mark.parametrize(
    ("income", "line", "people", "word"),
    [
        ([1.0, math.nan], 100, 1, "income, row 2"),
        ([1.0], 0, 1, "line, row 1"),
        ([1.0], 100, [-1], "people, row 1"),
    ],
)
def test_what_makes_no_measure_is_refused(
    income: list[float], line: float, people: object, word: str
) -> None:
    with pytest.raises(DataError, match=word):
        fgt(income, line, people)


@few
@given(rows)
def test_the_whole_is_the_mean_of_its_groups_by_people(rows: list[tuple[int, int, int]]) -> None:
    income, people, group = map(np.array, zip(*rows, strict=True))
    whole = fgt(income, 1_000, people)
    parts = [
        (fgt(income[group == g], 1_000, people[group == g]), people[group == g].sum())
        for g in set(group.tolist())
    ]
    for measure in ("headcount", "gap", "severity"):
        mean = sum(getattr(part, measure) * size for part, size in parts) / people.sum()
        assert getattr(whole, measure) == pytest.approx(mean)


@few
@given(rows)
def test_headcount_gap_and_severity_fall_in_this_order(rows: list[tuple[int, int, int]]) -> None:
    income, people, _ = zip(*rows, strict=True)
    found = fgt(income, 1_000, people)
    assert 1 >= found.headcount >= found.gap - 1e-12
    assert found.gap >= found.severity - 1e-12 >= -1e-12


@few
@given(rows, st.integers(1, 2_000), st.integers(0, 1_000))
def test_a_higher_line_never_lessens_poverty(
    rows: list[tuple[int, int, int]], line: int, more: int
) -> None:
    income, people, _ = zip(*rows, strict=True)
    low, high = fgt(income, line, people), fgt(income, line + more, people)
    assert high.headcount >= low.headcount
    assert high.gap >= low.gap - 1e-12
    assert high.severity >= low.severity - 1e-12


# --- sums over households -------------------------------------------------------------------------


def sums(homes: pl.DataFrame) -> pl.DataFrame:
    line = pl.col("line") * pl.col("members")
    return homes.group_by("group").agg(
        fgt_sums(pl.col("income"), line, pl.col("members"), "before")
    )


HOMES = pl.DataFrame(
    {
        "group": ["a", "a", "b", "b"],
        "members": [3, 1, 2, 4],
        "line": [1_500_000, 1_500_000, 2_000_000, 2_000_000],
        "income": [4_500_000, 1_500_001, 1_000_000, None],
    }
)


def test_a_household_of_three_with_exactly_three_times_the_line_is_poor_to_the_dong() -> None:
    (found,) = sums(HOMES).filter(pl.col("group") == "a").iter_rows(named=True)
    assert (found["before_poor"], found["before_gap"]) == (3, 0.0)


def test_an_unknown_income_is_counted_apart() -> None:
    (found,) = sums(HOMES).filter(pl.col("group") == "b").iter_rows(named=True)
    assert (found["before_known"], found["before_unknown"], found["before_poor"]) == (2, 4, 2)
    assert found["before_shortfall"] == 3_000_000
    assert found["before_income"] == 1_000_000


def test_sums_of_chunks_add_up_to_the_rates_of_the_whole() -> None:
    chunks = pl.concat([sums(HOMES[:1]), sums(HOMES[1:])]).select(pl.exclude("group").sum())
    (found,) = chunks.select(fgt_rates("before")).iter_rows(named=True)
    whole = fgt([1_500_000, 1_500_001, 500_000], [1_500_000, 1_500_000, 2_000_000], [3, 1, 2])
    assert found["before_headcount"] == whole.headcount
    assert found["before_gap"] == pytest.approx(whole.gap)
    assert found["before_severity"] == pytest.approx(whole.severity)
    assert found["before_mean_income"] == pytest.approx(7_000_001 / 6)


def test_rates_of_nobody_known_are_null() -> None:
    (found,) = sums(HOMES[3:]).select(fgt_rates("before")).iter_rows()
    assert set(found) == {None}
