"""Intervals of proportions, exact tests, false discovery."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ansinh.engine.errors import DataError
from ansinh.insight.measures import (
    binomial_mid_p,
    clopper_pearson,
    false_discovery,
    poisson_mid_p,
    wilson,
)

few = settings(max_examples=60, deadline=None)
counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@few
@given(counts)
def test_intervals_are_those_of_scipy(count: tuple[int, int]) -> None:
    test = stats.binomtest(*count)
    for ours, method in ((wilson, "wilson"), (clopper_pearson, "exact")):
        low, high = ours(*count)
        theirs = test.proportion_ci(method=method)
        assert (float(low), float(high)) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_intervals_of_columns_have_a_row_each_and_none_without_trials() -> None:
    for ours in (wilson, clopper_pearson):
        low, high = ours([0, 0, 5], [0, 10, 5])
        assert np.isnan([low[0], high[0]]).all()
        assert low[1] == 0
        assert high[2] == 1


def test_half_of_the_result_itself_counts() -> None:
    # 0, 1, 2, 3 heads of three: 1/8, 3/8, 3/8, 1/8
    assert binomial_mid_p([0, 1, 3], 3, 0.5).tolist() == pytest.approx([1 / 16, 5 / 16, 15 / 16])
    assert poisson_mid_p(0, 2.0) == pytest.approx(math.exp(-2) / 2)
    assert poisson_mid_p(1, 2.0) == pytest.approx(math.exp(-2) * (1 + 2 / 2))


@few
@given(counts, st.floats(0.01, 0.99))
def test_the_mid_p_value_lies_between_the_exact_one_and_that_of_one_less(
    count: tuple[int, int], rate: float
) -> None:
    exact = stats.binomtest(*count, rate, alternative="less").pvalue
    below = stats.binom.cdf(count[0] - 1, count[1], rate)
    assert float(binomial_mid_p(*count, rate)) == pytest.approx((exact + below) / 2, abs=1e-12)


def test_a_place_without_people_is_no_surprise() -> None:
    assert binomial_mid_p(0, 0, 0.5) == 0.5
    assert poisson_mid_p(0, 0.0) == 0.5


def test_q_values_are_those_of_benjamini_and_hochberg() -> None:
    # the example of their paper (1995), section 3.2: four of fifteen are found at 5 %
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    q = false_discovery(p)
    assert (q <= 0.05).sum() == 4
    assert q[0] == pytest.approx(0.0015)


def test_what_was_not_tested_does_not_count() -> None:
    assert false_discovery([0.01, math.nan, 0.02]).tolist() == pytest.approx(
        [0.02, math.nan, 0.02], nan_ok=True
    )
    assert np.isnan(false_discovery([math.nan])).all()


def test_what_makes_no_test_is_refused() -> None:
    with pytest.raises(DataError, match="successes"):
        wilson(3, 2)
    with pytest.raises(DataError, match="successes"):
        binomial_mid_p(-1, 2, 0.5)
    with pytest.raises(DataError, match="rate, number 2"):
        binomial_mid_p([1, 1], [2, 2], [0.5, 1.5])
    with pytest.raises(DataError, match="expected, number 1: expected 0 or more"):
        poisson_mid_p(1, -1)
    with pytest.raises(DataError, match="count"):
        poisson_mid_p(math.nan, 1)
    with pytest.raises(DataError, match="p, number 2"):
        false_discovery([0.5, 2.0])
