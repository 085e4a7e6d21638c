"""Raking meets totals or says that it cannot; a world meets the figures that were found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.engine.errors import DataError
from ansinh.people import assumptions
from ansinh.people.assumptions import assumed
from ansinh.people.calibration import poverty
from ansinh.people.calibration.compare import END_2024, Comparison
from ansinh.people.calibration.ethnic import ethnic_shares, minorities_of_bac_giang
from ansinh.people.calibration.homes import STRATA, mean_size, prototypes
from ansinh.people.calibration.outcomes import outcomes
from ansinh.people.calibration.page import page
from ansinh.people.calibration.raking import rake
from ansinh.people.calibration.targets import find_figure, number
from ansinh.people.make import share_out
from ansinh.people.units import cells

BEGIN = date(2022, 1, 1)
PAGE = Path(__file__).parents[2] / "docs" / "calibration.md"


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return Comparison(3, share_out(15_000, BEGIN))


def proportional_fitting(prior: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The textbook way, for the special case of two margins."""
    table = prior.copy()
    for _ in range(500):
        table *= (rows / table.sum(axis=1))[:, None]
        table *= columns / table.sum(axis=0)
    return table


def test_raking_to_two_margins_is_proportional_fitting() -> None:
    prior = np.array([[4.0, 2.0, 1.0], [1.0, 3.0, 5.0]])
    rows, columns = np.array([30.0, 70.0]), np.array([20.0, 50.0, 30.0])
    features = np.zeros((2, 3, 4))
    features[0, :, 0] = features[1, :, 1] = 1
    features[:, 0, 2] = features[:, 1, 3] = 1
    targets = np.array([*rows, *columns[:2]])
    sizes = np.array([100.0])
    group = np.zeros(6, dtype=np.int64)
    # One row margin follows from the other, and would leave the dual without a single solution.
    weights = rake(prior.ravel(), features.reshape(6, 4)[:, 1:], targets[1:], group, sizes)
    assert np.allclose(weights.reshape(2, 3), proportional_fitting(prior, rows, columns), rtol=1e-4)


@given(
    st.lists(st.floats(0.1, 10), min_size=4, max_size=12),
    st.integers(0, 2**31),
)
def test_totals_that_the_prior_meets_leave_it_as_it_is(prior: list[float], seed: int) -> None:
    weights = np.array(prior) / sum(prior)
    features = np.random.default_rng(seed).uniform(0.5, 1.5, (len(prior), 2))
    assert np.allclose(rake(weights, features, weights @ features), weights, atol=1e-4)


def test_each_group_keeps_its_size() -> None:
    prior, group, sizes = np.ones(6), np.array([0, 0, 0, 1, 1, 1]), np.array([10.0, 90.0])
    features = np.array([0.0, 1.0, 0.0, 0.0, 1.0, 0.0])[:, None]
    weights = rake(prior, features, np.array([60.0]), group, sizes)
    assert np.allclose(np.add.reduceat(weights, [0, 3]), sizes)
    assert weights @ features == pytest.approx([60.0], rel=1e-4)


@pytest.mark.parametrize("target", [1.2, -0.1])
def test_totals_out_of_reach_are_refused(target: float) -> None:
    with pytest.raises(DataError, match="cannot be met together"):
        rake(np.ones(4) / 4, np.array([0.0, 1.0, 0.0, 1.0])[:, None], np.array([target]))


def test_totals_that_contradict_each_other_are_refused_unless_there_is_slack() -> None:
    features = np.array([[1.0, 1.0], [0.0, 0.0], [1.0, 1.0]])
    targets = np.array([0.50, 0.51])
    with pytest.raises(DataError, match="cannot be met together"):
        rake(np.ones(3) / 3, features, targets)
    weights = rake(np.ones(3) / 3, features, targets, slack=1e-6, tolerance=0.05)
    assert weights @ features == pytest.approx([0.505, 0.505], abs=0.002)


def test_prototypes_have_the_sizes_they_are_raked_to() -> None:
    every = prototypes()
    lives = ((every.state == 1) & (every.age >= 0)).sum(axis=1)
    weights = np.diff(every.edges, axis=1, prepend=0)
    for stratum, row in zip(STRATA, weights, strict=True):
        assert row @ lives == pytest.approx(mean_size(stratum), rel=0.006)
        assert row.max() < 0.01


def test_groups_have_their_totals_and_live_in_their_districts() -> None:
    mine = [cell for cell in cells() if cell.unit.former_province == "24"]
    people = np.array([cell.population for cell in mine])
    shares = ethnic_shares()[[cell.number for cell in mine]]
    assert np.allclose(ethnic_shares().sum(axis=1), 1)
    for group, wanted in minorities_of_bac_giang().items():
        assert people @ shares[:, group.ordinal] / people.sum() == pytest.approx(wanted, rel=0.006)
    main = find_figure("ethnic_main_districts:Nùng", "24old", "2014").value.split(";")
    inside = np.array([cell.unit.district_code in main for cell in mine])
    nung = people * shares[:, 2]
    assert nung[inside].sum() > 0.9 * nung.sum()


def test_lists_have_the_shares_of_the_reviews() -> None:
    homes, found = poverty.households_of_cells(), poverty.listed_shares()
    mine = [cell.number for cell in cells() if cell.unit.former_province == "24"]
    for at, year in enumerate(poverty.REVIEWS[:-1]):
        for name, which in (("poor", poverty.POOR), ("near_poor", poverty.NEAR)):
            share = homes[mine] @ found[mine, at, which] / homes[mine].sum() * 100
            assert share == pytest.approx(number(f"{name}_rate", "24old", str(year)), rel=0.01)


def test_the_important_figures_are_met_by_a_small_world(comparison: Comparison) -> None:
    lines = comparison.lines()
    assert len(lines) > 55
    missed = [(line.figure.indicator, line.figure.unit_code) for line in lines if not line.is_met]
    assert missed == []


def test_a_broken_raking_is_noticed(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = poverty.listed_shares()
    monkeypatch.setattr(poverty, "listed_shares", lambda: shares * 1.5)
    poverty.thresholds.cache_clear()
    try:
        broken = Comparison(3, comparison.homes).lines()
    finally:
        poverty.thresholds.cache_clear()
    missed = {line.figure.indicator for line in broken if not line.is_met}
    assert {"poor_rate", "near_poor_rate"} <= missed


def test_the_page_says_what_is_met_and_what_is_assumed(comparison: Comparison) -> None:
    more = outcomes(comparison.census(END_2024))
    text = page(comparison.lines(), more, "ansinh people calibration")
    assert "| poor_rate, % | 24old | 2024 | 1.73 |" in text
    for name in assumptions.assumptions():
        assert f"`{name}`" in text
    assert f"`{next(iter(assumptions.assumptions()))}`" in PAGE.read_text(encoding="utf-8")


def test_what_no_figure_was_found_for_is_plausible(comparison: Comparison) -> None:
    found = {line.name: line.percent for line in outcomes(comparison.census(END_2024))}
    assert 1.2 < found["people with a certificate of disability"] < 2.6
    assert 0.1 < found["children under 16 whose parents are both dead"] < 2
    assert 4 < found["people from 60 who live alone"] < 16
    assert found["children from 6 to 14 at school"] > 97
    assert 85 < found["people with health insurance"] < 99
    assert 0.5 < found["looking for work"] < 5


def test_every_assumption_on_the_page_is_the_one_in_use() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for entry in assumptions.assumptions().values():
        assert f"| `{entry.name}` |" in text, "run: ansinh people calibration --write"
        assert entry.why in text, "run: ansinh people calibration --write docs/calibration.md"


def test_an_assumption_without_a_reason_is_refused() -> None:
    with pytest.raises(DataError, match=r"expected value, why and assumption: true"):
        list(assumptions._entries({"moves": {"a_year": {"value": 1}}}))
    with pytest.raises(DataError, match="no such assumption"):
        assumed("moves.nowhere")
    with pytest.raises(DataError, match="no poor_rate of 24old in 1999"):
        find_figure("poor_rate", "24old", "1999")
