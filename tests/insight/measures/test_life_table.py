"""Life tables: against closed forms, published figures and drawn deaths."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.engine.errors import DataError
from ansinh.insight.measures import life_expectancy, life_table
from ansinh.insight.outlook import rates

some_rates = st.lists(st.floats(1e-5, 0.4), min_size=4, max_size=60)


def test_at_one_rate_of_death_at_every_age_life_is_its_inverse() -> None:
    table = life_table(np.full(120, 0.02), "male")
    assert table.ahead[40] == pytest.approx(50, rel=0.001)


@pytest.mark.parametrize("sex", ["male", "female"])
@pytest.mark.parametrize("year", [2025, 2030, 2040])
def test_expectancies_are_those_that_the_united_nations_publish(sex: str, year: int) -> None:
    """Rates of mid-2025 to mid-2030 against the expectancies of 2027 and 2028, and so on."""
    known = rates()
    published = known.raw["life_expectancy"][sex]
    table = life_table(known.deaths(sex, year), sex)
    middle = (published[year + 2] + published[year + 3]) / 2
    assert float(table.ahead[0]) == pytest.approx(middle, abs=0.15)


@settings(max_examples=60, deadline=None)
@given(some_rates, st.sampled_from(["male", "female"]))
def test_the_columns_of_a_table_hang_together(given_rates: list[float], sex: str) -> None:
    table = life_table(given_rates, sex)
    died = table.alive * table.death
    assert float(died.sum()) == pytest.approx(1)
    assert (np.diff(table.alive) <= 0).all()
    assert died == pytest.approx(table.lived * table.rates)
    assert ((table.survival >= 0) & (table.survival <= 1.0000001)).all()


def test_infants_that_die_live_a_few_weeks() -> None:
    """Table 3.3 of Preston, Heuveline and Guillot: 0.053 + 2.8 m for girls, 0.35 from 0.107 on."""
    low = life_table([0.01, 0.002, 0.1], "female")
    part = 0.053 + 2.8 * 0.01
    assert float(low.death[0]) == pytest.approx(0.01 / (1 + (1 - part) * 0.01))
    high = life_table([0.2, 0.002, 0.1], "female")
    assert float(high.death[0]) == pytest.approx(0.2 / (1 + 0.65 * 0.2))


def test_the_error_of_life_expectancy_is_that_of_drawn_deaths() -> None:
    rng = np.random.default_rng(11)
    years = np.full(91, 300.0)
    mean = rates().deaths("male", 2025)[:91].copy()
    mean[90] = 0.3
    drawn = [life_expectancy(rng.poisson(mean * years), years, "male")[0] for _ in range(600)]
    _, error = life_expectancy(mean * years, years, "male")
    assert float(np.nanstd(drawn)) == pytest.approx(error, rel=0.12)


def test_where_nobody_lives_at_an_age_there_is_no_expectancy() -> None:
    assert np.isnan(life_expectancy([1, 0, 5], [100, 0, 20], "male")).all()
    assert np.isnan(life_expectancy([1, 0, 0], [100, 50, 20], "male")).all()


@pytest.mark.parametrize("wrong", [[0.1, -0.1, 0.2], [0.1, 0.1, 0.0], [0.1, 0.2]])
def test_rates_that_cannot_be_are_refused(wrong: list[float]) -> None:
    with pytest.raises(DataError, match="life table: expected three rates"):
        life_table(wrong, "male")
