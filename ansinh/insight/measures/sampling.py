"""Standard errors of a sample with weights, clusters and strata, by linearisation.

Every figure is a smooth function of weighted sums. Its derivative with respect to a row's weight
says how much the row moves it; the variance of the figure is the variance of these moves' totals by
cluster, within strata, clusters taken as drawn with replacement. A registry is no sample: everybody
is in it, and these functions are not for it.

Source: K. M. Wolter, Introduction to Variance Estimation, 2nd ed. (2007), chapter 6; J.-C. Deville,
“Variance estimation for complex statistics and estimators: linearization and residual techniques”,
Survey Methodology 25 (1999), 193–203, also for the Gini coefficient.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ansinh.engine.errors import DataError
from ansinh.insight.measures.foster_greer_thorbecke import fgt
from ansinh.insight.measures.inequality import gini

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A figure of a sample.

    Attributes:
        value: The estimate.
        se: Its standard error, in the same unit.
        degrees: Degrees of freedom of the standard error: clusters less strata.
    """

    value: float
    se: float
    degrees: int

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Lower and upper end of the interval, by Student's t."""
        from scipy import stats

        reach = float(stats.t.ppf((1 + confidence) / 2, self.degrees)) * self.se
        return self.value - reach, self.value + reach


class Sample:
    """How rows were drawn.

    Args:
        weights: How many people each row stands for: survey weight × members of the household.
        clusters: Which primary unit (commune) each row was drawn in; rows themselves, unless given.
        strata: Within which part of the country the cluster was drawn; one, unless given.

    Raises:
        DataError: lengths differ, a weight is negative, or a stratum has one cluster only.
    """

    def __init__(
        self,
        weights: npt.ArrayLike,
        clusters: npt.ArrayLike | None = None,
        strata: npt.ArrayLike | None = None,
    ) -> None:
        self.weights: Floats = np.asarray(weights, np.float64)
        rows = len(self.weights)
        cluster = np.arange(rows) if clusters is None else np.asarray(clusters)
        stratum = np.zeros(rows, np.int64) if strata is None else np.asarray(strata)
        if not (len(cluster) == len(stratum) == rows):
            raise DataError(
                f"sample: expected weights, clusters and strata alike long, got {rows},"
                f" {len(cluster)} and {len(stratum)}"
            )
        if not (self.weights >= 0).all():
            raise DataError("sample: weights: expected none negative or unknown")
        self._number(cluster, stratum)

    def _number(self, cluster: npt.NDArray[Any], stratum: npt.NDArray[Any]) -> None:
        """Number clusters within strata, and refuse a stratum that has one only."""
        names, inside = _numbered(stratum)
        pairs, self._cluster = _numbered(np.column_stack([inside, _numbered(cluster)[1]]))
        self._stratum = pairs[:, 0]
        self._sizes = np.bincount(self._stratum, minlength=len(names))
        if (self._sizes < 2).any():
            alone = names[int(np.flatnonzero(self._sizes < 2)[0])]
            raise DataError(f"sample: stratum {alone}: expected two clusters or more, got one")

    def estimate(self, value: float, moves: Floats) -> Estimate:
        """An estimate, given how much a unit of weight of each row moves it."""
        totals = np.bincount(self._cluster, self.weights * moves, len(self._stratum))
        means = np.bincount(self._stratum, totals) / self._sizes
        squares = np.bincount(self._stratum, (totals - means[self._stratum]) ** 2)
        variance = float((self._sizes / (self._sizes - 1) * squares).sum())
        return Estimate(value, variance**0.5, len(self._stratum) - len(self._sizes))


def weighted_ratio(over: npt.ArrayLike, under: npt.ArrayLike, sample: Sample) -> Estimate:
    """The weighted sum of ``over`` divided by that of ``under``.

    Raises:
        DataError: the weighted sum of ``under`` is 0.
    """
    y, x = np.asarray(over, np.float64), np.asarray(under, np.float64)
    total = float((sample.weights * x).sum())
    if total == 0:
        raise DataError("ratio: what is divided by adds up to 0")
    value = float((sample.weights * y).sum()) / total
    return sample.estimate(value, (y - value * x) / total)


def weighted_mean(values: npt.ArrayLike, sample: Sample) -> Estimate:
    """The weighted mean; of true and false, the weighted share."""
    return weighted_ratio(values, np.ones(len(sample.weights)), sample)


def fgt_estimates(
    income: npt.ArrayLike, line: npt.ArrayLike, sample: Sample, *, poor_at_line: bool = True
) -> tuple[Estimate, Estimate, Estimate]:
    """Headcount ratio, poverty gap and severity with their standard errors."""
    x, z = np.broadcast_arrays(np.asarray(income, np.float64), np.asarray(line, np.float64))
    found = fgt(x, z, sample.weights, poor_at_line=poor_at_line)
    poor = x <= z if poor_at_line else x < z
    short = np.clip(1 - x / z, 0, None)
    people = sample.weights.sum()
    headcount, gap, severity = (
        sample.estimate(value, (each - value) / people)
        for value, each in (
            (found.headcount, poor),
            (found.gap, short),
            (found.severity, short**2),
        )
    )
    return headcount, gap, severity


def gini_estimate(income: npt.ArrayLike, sample: Sample) -> Estimate:
    """The Gini coefficient with its standard error.

    Over all pairs of people, Σ max(x, y) = (G + 1) · Σq · Σqx; the move of a row is the derivative
    of G in its weight.
    """
    x, q = np.asarray(income, np.float64), sample.weights
    value = gini(x, q)
    people, total = q.sum(), (q * x).sum()
    pairs = 2 * _sums_of_greater(x, q) / (people * total)
    return sample.estimate(value, pairs - (value + 1) * (1 / people + x / total))


def _sums_of_greater(x: Floats, q: Floats) -> Floats:
    """For each row the sum over all people of the greater of the two incomes."""
    order = np.argsort(x, kind="stable")
    ordered, people = x[order], np.concatenate([[0.0], np.cumsum(q[order])])
    money = np.concatenate([[0.0], np.cumsum(q[order] * ordered)])
    at = np.searchsorted(ordered, x, side="right")
    found: Floats = x * people[at] + money[-1] - money[at]
    return found


def _numbered(values: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[np.int64]]:
    """Distinct values (or rows), and the number of each value among them."""
    distinct, numbers = np.unique(values, axis=0, return_inverse=True)
    return distinct, numbers.reshape(-1).astype(np.int64)
