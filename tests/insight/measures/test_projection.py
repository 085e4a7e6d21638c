"""The cohort-component method: against the Leslie matrix, Lotka's r and plain sums."""

from __future__ import annotations

from itertools import repeat

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.engine.errors import DataError
from ansinh.insight.measures import Year, growth, leslie, life_table, project
from ansinh.insight.measures.projection import FEMALE, MALE, Floats
from ansinh.insight.outlook import OLDEST, Kept, outlook, rates


def _year(total: float = 1.9, boys: float = 1.05, migrants: Floats | None = None) -> Year:
    known = rates()
    return Year(known.survival(2025), known.fertility(2025, total), boys, migrants)


def _people(seed: int = 3) -> Floats:
    return np.random.default_rng(seed).integers(50, 500, (2, OLDEST + 1)).astype(np.float64)


def test_women_go_on_as_the_leslie_matrix_says() -> None:
    people, year = _people(), _year()
    steps = list(project(people, repeat(year, 19)))
    women = np.linalg.matrix_power(leslie(year), 19) @ people[FEMALE]
    assert steps[-1].people[FEMALE] == pytest.approx(women)


@pytest.mark.parametrize("total", [1.2, 2.1, 3.0])
def test_in_the_end_all_grows_at_lotkas_rate(total: float) -> None:
    year = _year(total)
    steps = list(project(_people(), repeat(year, 600)))
    ratio = steps[-1].people.sum() / steps[-2].people.sum()
    assert np.log(ratio) == pytest.approx(growth(year), abs=1e-7)


def test_lotkas_rate_solves_eulers_equation() -> None:
    """Girls born to a girl, discounted at r, are one; by Preston and others, equation 7.10."""
    year = _year(3.0)
    r, ages = growth(year), np.arange(OLDEST + 1)
    lived = life_table(rates().deaths("female", 2025), "female").lived
    girls = lived * year.fertility / (1 + year.boys_to_girls)
    assert float((np.exp(-r * (ages + 0.5)) * girls).sum()) == pytest.approx(1, abs=0.002)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.floats(0, 4), st.floats(1.0, 1.2))
def test_everybody_is_accounted_for(seed: int, total: float, boys: float) -> None:
    start = _people(seed)
    migrants = np.full_like(start, 2.0)
    _, after = project(start, [_year(total, boys, migrants)])
    assert after.people.sum() == pytest.approx(
        start.sum() + after.births - after.deaths + after.migrants
    )
    assert after.migrants == pytest.approx(migrants.sum())
    assert after.deaths > 0


def test_nobody_is_born_without_fertility_and_nobody_over_the_last_age_is_lost() -> None:
    start = np.zeros((2, OLDEST + 1))
    start[:, -1] = 1000
    _, after = project(start, [_year(0.0)])
    assert after.births == 0
    assert after.people[:, :-1].sum() == 0
    assert 300 < after.people[MALE, -1] < after.people[FEMALE, -1] < 800


def test_boys_are_born_by_the_sex_ratio() -> None:
    year = _year(2.0, 1.12)
    _, after = project(_people(), [year])
    born = after.people[:, 0] / year.survival[:, 0]
    assert born[MALE] / born[FEMALE] == pytest.approx(1.12)
    assert born.sum() == pytest.approx(after.births)


def test_rates_of_other_ages_are_refused() -> None:
    with pytest.raises(DataError, match="expected rates of 50 ages"):
        list(project(np.ones((2, 50)), [_year()]))


def test_fertility_by_age_adds_up_and_peaks_in_the_twenties_and_thirties() -> None:
    by_age = rates().fertility(2033, 1.79)
    assert by_age.sum() == pytest.approx(1.79)
    assert 24 <= int(by_age.argmax()) <= 33
    assert by_age[:10].sum() == by_age[56:].sum() == 0


def test_scenarios_differ_by_births_alone() -> None:
    found = outlook(_people(), 2026, Kept(1.9, 1.1))
    last = found.filter(found["year"] == 2045)
    people = dict(last.select("scenario", "people").iter_rows())
    assert people["low"] < people["medium"] < people["high"]
    assert last["from_65"].n_unique() == 1
    assert found["year"].max() == 2045
    assert set(outlook(_people(), 2026)["scenario"]) == {"low", "medium", "high"}


def test_a_stationary_population_stands_still() -> None:
    """People as the life table has them, who replace themselves exactly."""
    known = rates()
    lived = np.stack([life_table(known.deaths(s, 2025), s).lived for s in ("male", "female")])
    pattern = known.fertility(2025, 1.0)
    year = Year(known.survival(2025), pattern, 1.0)
    girls = float((lived[FEMALE] * (year.fertility / 2)).sum())
    year = Year(year.survival, pattern / girls, 1.0)
    *_, last = project(100_000 * lived, repeat(year, 30))
    assert last.people.sum() == pytest.approx(100_000 * lived.sum(), rel=0.004)
