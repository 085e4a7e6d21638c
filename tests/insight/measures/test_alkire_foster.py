"""Counting deprivations."""

from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.engine.errors import DataError
from ansinh.insight.measures import Counting, Unknown, alkire_foster

few = settings(max_examples=60, deadline=None)
FOUR = Counting(dict.fromkeys("abcd", 1), 2)
#: Alkire and Foster (2011): achievements of four people in four dimensions, and the cutoffs.
ACHIEVED = [[13.1, 14, 4, 1], [15.2, 7, 5, 0], [12.5, 10, 1, 0], [20, 11, 3, 1]]
CUTOFFS = [13, 12, 3, 1]


def matrix(values: list[list[bool | None]]) -> pl.DataFrame:
    return pl.DataFrame(values, schema=dict.fromkeys("abcd", pl.Boolean), orient="row")


PAPER = matrix([[x < z for x, z in zip(row, CUTOFFS, strict=True)] for row in ACHIEVED])


def test_the_example_of_alkire_and_foster() -> None:
    found = alkire_foster(PAPER, FOUR)
    assert (found.incidence, found.intensity) == (1 / 2, 3 / 4)
    assert found.adjusted_headcount == 3 / 8


def test_the_example_by_dimension() -> None:
    found = alkire_foster(PAPER, FOUR)
    assert found.uncensored == {"a": 1 / 4, "b": 3 / 4, "c": 1 / 4, "d": 1 / 2}
    assert found.censored == {"a": 1 / 4, "b": 1 / 2, "c": 1 / 4, "d": 1 / 2}
    assert found.contribution == pytest.approx({"a": 1 / 6, "b": 1 / 3, "c": 1 / 6, "d": 1 / 3})


def test_the_cutoff_runs_from_any_deprivation_to_all_of_them() -> None:
    union = alkire_foster(PAPER, Counting(FOUR.weights, 1))
    intersection = alkire_foster(PAPER, Counting(FOUR.weights, 4))
    assert (union.incidence, intersection.incidence) == (3 / 4, 1 / 4)
    assert intersection.intensity == 1


def test_weights_count() -> None:
    # a counts 2 of 5: only the third person reaches 3
    found = alkire_foster(PAPER, Counting({"a": 2, "b": 1, "c": 1, "d": 1}, 3))
    assert (found.incidence, found.intensity, found.adjusted_headcount) == (0.25, 1, 0.25)


def test_weights_in_thirds_reach_a_cutoff_of_a_third() -> None:
    thirds = Counting({"a": 1 / 3, "b": 1 / 6, "c": 1 / 6, "d": 1 / 3}, 1 / 3)
    assert alkire_foster(matrix([[False, True, True, False]]), thirds).incidence == 1


def test_people_weigh() -> None:
    found = alkire_foster(PAPER, FOUR, pl.Series([1, 0, 5, 4]))
    assert (found.people, found.incidence) == (10, 0.5)


def test_nobody_poor_has_no_intensity_and_no_contributions() -> None:
    found = alkire_foster(PAPER[:1], FOUR)
    assert (found.incidence, found.adjusted_headcount) == (0, 0)
    assert math.isnan(found.intensity)
    assert all(map(math.isnan, found.contribution.values()))


def test_of_nobody_nothing_is_said() -> None:
    assert math.isnan(alkire_foster(PAPER[:0], FOUR).incidence)


# --- what is not known ----------------------------------------------------------------------------

PARTLY = matrix([[True, None, False, False], [True, True, None, None], [False] * 4])


def test_unknown_is_a_choice_that_is_named() -> None:
    low = alkire_foster(PARTLY, FOUR, unknown=Unknown.NOT_DEPRIVED)
    high = alkire_foster(PARTLY, FOUR, unknown=Unknown.DEPRIVED)
    known = alkire_foster(PARTLY, FOUR, unknown=Unknown.LEFT_OUT)
    assert (low.incidence, high.incidence) == (1 / 3, 2 / 3)
    assert (known.people, known.incidence) == (1, 0)


cell = st.sampled_from([True, False, None])
matrices = st.lists(st.lists(cell, min_size=4, max_size=4), min_size=1, max_size=12)
countings = st.tuples(
    st.lists(st.integers(1, 5), min_size=4, max_size=4), st.floats(0.05, 1.0)
).map(lambda pair: Counting(dict(zip("abcd", pair[0], strict=True)), pair[1] * sum(pair[0])))


@few
@given(matrices, countings, st.randoms())
def test_the_truth_lies_between_the_bounds(
    cells: list[list[bool | None]], counting: Counting, random: object
) -> None:
    truth = [[bool(random.getrandbits(1)) if c is None else c for c in row] for row in cells]
    low, high = (
        alkire_foster(matrix(cells), counting, unknown=unknown)
        for unknown in (Unknown.NOT_DEPRIVED, Unknown.DEPRIVED)
    )
    found = alkire_foster(matrix(truth), counting)
    for measure in ("incidence", "adjusted_headcount"):
        least, most = getattr(low, measure), getattr(high, measure)
        assert least - 1e-12 <= getattr(found, measure) <= most + 1e-12
    for name in "abcd":
        assert low.censored[name] <= found.censored[name] <= high.censored[name]


@few
@given(matrices, countings)
def test_weighted_censored_headcounts_add_up_to_the_adjusted_headcount(
    cells: list[list[bool | None]], counting: Counting
) -> None:
    found = alkire_foster(matrix(cells), counting, unknown=Unknown.NOT_DEPRIVED)
    whole = sum(counting.weights.values())
    total = sum(counting.weights[name] / whole * found.censored[name] for name in "abcd")
    assert found.adjusted_headcount == pytest.approx(total)
    if found.incidence:
        assert found.adjusted_headcount == pytest.approx(found.incidence * found.intensity)
        assert sum(found.contribution.values()) == pytest.approx(1)


def test_sums_of_chunks_give_the_rates_of_groups() -> None:
    homes = PAPER.with_columns(
        place=pl.Series(["x", "y", "x", "x"]), members=pl.Series([1, 2, 3, 4])
    )
    sums = [
        part.group_by("place").agg(FOUR.sums(pl.col("members"))) for part in (homes[:2], homes[2:])
    ]
    table = FOUR.rates(pl.concat(sums).group_by("place").sum(), ["place"])
    assert table.columns == ["place", "measure", "indicator", "value"]
    h = table.filter(pl.col("measure") == "H").sort("place")
    assert h["value"].to_list() == [3 / 8, 1.0]
    assert h["indicator"].to_list() == [None, None]
    censored = table.filter(measure="censored", indicator="b", place="x")
    assert censored["value"].item() == 3 / 8


@pytest.mark.parametrize(
    ("weights", "cutoff", "word"),
    [
        ({}, 1, "weights"),
        ({"a": 0}, 1, "weights"),
        ({"a": 1}, 0, "cutoff"),
        ({"a": 1}, 2, "cutoff"),
    ],
)
def test_weights_and_cutoffs_that_make_no_measure_are_refused(
    weights: dict[str, float], cutoff: float, word: str
) -> None:
    with pytest.raises(DataError, match=word):
        Counting(weights, cutoff)


def test_a_missing_indicator_is_named() -> None:
    with pytest.raises(DataError, match="column c"):
        alkire_foster(PAPER.drop("c"), FOUR)
