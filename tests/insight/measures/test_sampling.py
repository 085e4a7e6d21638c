"""Standard errors, against another library and against leaving clusters out."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
import svy

from ansinh.engine.errors import DataError
from ansinh.insight.measures import (
    Sample,
    fgt_estimates,
    gini,
    gini_estimate,
    weighted_mean,
    weighted_ratio,
)

ROWS, PER_CLUSTER = 600, 10


def drawn(seed: int = 1) -> pl.DataFrame:
    """Households whose incomes are alike within a commune."""
    rng = np.random.default_rng(seed)
    clusters = np.arange(ROWS) // PER_CLUSTER
    level = rng.normal(0, 0.4, ROWS // PER_CLUSTER)[clusters]
    return pl.DataFrame(
        {
            "commune": clusters,
            "region": clusters % 3,
            "weight": rng.integers(1, 8, ROWS) * rng.uniform(0.5, 2, ROWS),
            "income": np.exp(rng.normal(0, 0.6, ROWS) + level),
            "food": rng.uniform(0.2, 0.7, ROWS),
        }
    )


DRAWN = drawn()
DESIGNS = [
    pytest.param(None, None, id="rows"),
    pytest.param("commune", None, id="clusters"),
    pytest.param("commune", "region", id="clusters in strata"),
]


def ours(cluster: str | None, stratum: str | None) -> Sample:
    column = lambda name: None if name is None else DRAWN[name].to_numpy()  # noqa: E731
    return Sample(DRAWN["weight"].to_numpy(), column(cluster), column(stratum))


def theirs(cluster: str | None, stratum: str | None) -> svy.Sample:
    poor = DRAWN.with_columns(
        headcount=(pl.col("income") <= 1).cast(pl.Float64), gap=(1 - pl.col("income")).clip(0)
    ).with_columns(severity=pl.col("gap") ** 2)
    return svy.Sample(poor, svy.Design(wgt="weight", psu=cluster, stratum=stratum))


@pytest.mark.parametrize(("cluster", "stratum"), DESIGNS)
def test_means_and_ratios_are_those_of_another_library(
    cluster: str | None, stratum: str | None
) -> None:
    sample, other = ours(cluster, stratum), theirs(cluster, stratum)
    for estimate, told in (
        (weighted_mean(DRAWN["income"], sample), other.estimation.mean("income")),
        (
            weighted_ratio(DRAWN["food"], DRAWN["income"], sample),
            other.estimation.ratio("food", "income"),
        ),
    ):
        (figures,) = told.estimates
        assert (estimate.value, estimate.se) == pytest.approx((figures.est, figures.se))
        assert estimate.interval() == pytest.approx((figures.lci, figures.uci))


@pytest.mark.parametrize(("cluster", "stratum"), DESIGNS)
def test_poverty_is_that_of_another_library(cluster: str | None, stratum: str | None) -> None:
    found = fgt_estimates(DRAWN["income"], 1.0, ours(cluster, stratum))
    told = theirs(cluster, stratum).estimation.mean(["headcount", "gap", "severity"])
    for estimate, other in zip(found, told, strict=True):
        (figures,) = other.estimates
        assert (estimate.value, estimate.se) == pytest.approx((figures.est, figures.se))


def test_the_error_of_the_gini_is_near_that_of_leaving_each_cluster_out() -> None:
    income, weight = DRAWN["income"].to_numpy(), DRAWN["weight"].to_numpy()
    cluster = DRAWN["commune"].to_numpy()
    estimate = gini_estimate(income, Sample(weight, cluster))
    left_out = np.array([gini(income[cluster != c], weight[cluster != c]) for c in set(cluster)])
    count = len(left_out)
    jackknife = np.sqrt((count - 1) / count * ((left_out - left_out.mean()) ** 2).sum())
    assert estimate.value == pytest.approx(gini(income, weight))
    assert estimate.se == pytest.approx(jackknife, rel=0.05)


def test_the_gini_moves_with_a_weight_as_its_derivative_says() -> None:
    rng = np.random.default_rng(3)
    income, weight = rng.integers(0, 5, 12).astype(float), rng.uniform(1, 3, 12)
    step = 1e-6
    seen = {}

    class Spy(Sample):
        def estimate(self, value: float, moves: np.ndarray) -> object:
            seen["moves"] = moves
            return super().estimate(value, moves)

    gini_estimate(income, Spy(weight))
    for row in range(len(income)):
        more = weight.copy()
        more[row] += step
        slope = (gini(income, more) - gini(income, weight)) / step
        assert seen["moves"][row] == pytest.approx(slope, abs=1e-5)


def test_equal_people_leave_no_error() -> None:
    sample = Sample(np.ones(10), np.arange(10) // 2)
    assert gini_estimate(np.full(10, 7.0), sample).se == pytest.approx(0, abs=1e-15)
    assert weighted_mean(np.full(10, 7.0), sample).se == pytest.approx(0, abs=1e-12)


def test_clusters_that_are_alike_within_tell_less_than_as_many_rows() -> None:
    by_row, by_commune = ours(None, None), ours("commune", None)
    assert (
        weighted_mean(DRAWN["income"], by_commune).se
        > 1.5 * weighted_mean(DRAWN["income"], by_row).se
    )


def test_a_sample_that_tells_no_error_is_refused() -> None:
    with pytest.raises(DataError, match="stratum 1: expected two clusters"):
        Sample([1, 1, 1], [1, 2, 3], [0, 0, 1])
    with pytest.raises(DataError, match="alike long"):
        Sample([1, 1], [1])
    with pytest.raises(DataError, match="weights"):
        Sample([1, -1])
    with pytest.raises(DataError, match="adds up to 0"):
        weighted_ratio([1, 1], [0, 0], Sample([1, 1]))
