"""Births and deaths: ratios, rates and their intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ansinh.insight.measures import (
    difference_of_rates,
    excess_of_boys,
    fall_of_share,
    rate_interval,
    sex_ratio,
    sex_ratio_by_logarithm,
    spread_unknown,
    total_fertility,
)

few = settings(max_examples=60, deadline=None)
counts = st.integers(1, 4000)


def test_the_worked_case_of_a_commune_year() -> None:
    """Worked case 25 of the dossier: 620 boys, 540 girls."""
    value, _, _ = sex_ratio(620, 540)
    low, high = sex_ratio_by_logarithm(620, 540)
    assert [round(float(x), 1) for x in (value, low, high)] == [114.8, 102.3, 128.9]


@pytest.mark.parametrize(("births", "low", "high"), [(150, 76, 145), (300, 84, 132)])
def test_the_intervals_of_small_places_that_the_dossier_gives(
    births: int, low: int, high: int
) -> None:
    boys = births * 105 / 205
    ends = sex_ratio_by_logarithm(boys, births - boys)
    assert [round(float(x)) for x in ends] == pytest.approx([low, high], abs=1)


@few
@given(counts, counts)
def test_the_exact_interval_is_scipys_of_the_share_of_boys(boys: int, girls: int) -> None:
    theirs = stats.binomtest(boys, boys + girls).proportion_ci(method="exact")
    value, low, high = (float(x) for x in sex_ratio(boys, girls))
    assert (low, high) == pytest.approx(
        (100 * theirs.low / (1 - theirs.low), 100 * theirs.high / (1 - theirs.high))
    )
    assert low < value < high


@few
@given(st.integers(200, 4000), st.integers(200, 4000))
def test_both_intervals_are_alike_where_births_are_many(boys: int, girls: int) -> None:
    _, low, high = sex_ratio(boys, girls)
    assert sex_ratio_by_logarithm(boys, girls) == pytest.approx((low, high), rel=0.02)


def test_without_a_girl_there_is_no_ratio_and_no_upper_end() -> None:
    value, low, high = sex_ratio([5, 0], [0, 0])
    assert np.isnan(value).all()
    assert low[0] > 0
    assert math.isinf(high[0])
    assert np.isnan([low[1], high[1]]).all()


def test_an_excess_of_boys_is_weighed_against_105_to_100() -> None:
    """P(X > b) + ½ P(X = b) of a binomial distribution at 105/205."""
    births = stats.binom(1160, 105 / 205)
    expected = births.sf(620) + 0.5 * births.pmf(620)
    assert float(excess_of_boys(620, 540)) == pytest.approx(expected)
    assert float(excess_of_boys(620, 540)) == pytest.approx(0.066, abs=0.002)
    assert float(excess_of_boys(1050, 1000)) == pytest.approx(0.5, abs=0.01)


def test_fertility_is_five_times_the_rates_of_groups_of_five_years() -> None:
    births, women = [10, 60, 60, 30, 10, 2, 0], [500, 500, 600, 600, 500, 400, 400]
    value, error = total_fertility(births, women)
    rates = [b / w for b, w in zip(births, women, strict=True)]
    assert float(value) == pytest.approx(5 * sum(rates))
    variance = sum(b / w**2 for b, w in zip(births, women, strict=True))
    assert float(error) == pytest.approx(5 * math.sqrt(variance))


def test_the_error_of_fertility_is_that_of_poisson_births() -> None:
    rng = np.random.default_rng(7)
    women = np.full(7, 800.0)
    mean = women * [0.02, 0.10, 0.12, 0.08, 0.04, 0.01, 0.001]
    drawn = total_fertility(rng.poisson(mean, (4000, 7)), women)[0]
    assert float(drawn.std()) == pytest.approx(float(total_fertility(mean, women)[1]), rel=0.05)


def test_births_by_women_of_an_age_that_nobody_has_are_no_rate() -> None:
    value, _ = total_fertility([[1, 5], [0, 5]], [[0, 100], [0, 100]])
    assert np.isnan(value[0])
    assert value[1] == pytest.approx(0.25)


def test_births_of_unknown_age_are_spread_as_the_known() -> None:
    assert spread_unknown([[10, 30]], [4]).tolist() == [[11, 33]]
    assert spread_unknown([[0, 0]], [4]).tolist() == [[0, 0]]


@few
@given(st.integers(0, 500))
def test_the_interval_of_a_rate_is_exact(count: int) -> None:
    low, high = (float(x) * 1000 for x in rate_interval(count, 1000))
    assert stats.poisson.cdf(count, high) == pytest.approx(0.025)
    assert low == 0 if count == 0 else stats.poisson.sf(count - 1, low) == pytest.approx(0.025)


def test_growth_is_births_less_deaths() -> None:
    value, low, high = difference_of_rates(731, 380, 53944)
    assert float(value) * 1000 == pytest.approx(6.507, abs=0.001)
    reach = 1.959964 * math.sqrt(731 + 380) / 53944
    assert (float(low), float(high)) == pytest.approx((value - reach, value + reach))


def test_a_share_that_fell_among_the_same_households() -> None:
    value, low, high = fall_of_share(40, 13, 1000)
    assert float(value) == pytest.approx(0.027)
    reach = 1.959964 * math.sqrt(53 - 27**2 / 1000) / 1000
    assert (float(low), float(high)) == pytest.approx((0.027 - reach, 0.027 + reach))
    assert np.isnan(fall_of_share(0, 0, 0)).all()
