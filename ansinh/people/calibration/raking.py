"""Raking: the distribution nearest to a prior that meets given totals.

Minimum discrimination information under linear constraints, as Deville and Särndal (1993) and
entropy balancing (Hainmueller 2012) do; iterative proportional fitting is the special case of
margins. The convex dual has one unknown for each total and is solved by SciPy's trust region.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import minimize

from ansinh.engine.errors import DataError

Numbers = np.ndarray[Any, Any]

#: How far from a total, relative to it, a result still counts as meeting it.
TOLERANCE = 0.005


def rake(
    prior: Numbers,
    features: Numbers,
    targets: Numbers,
    group: Numbers | None = None,
    sizes: Numbers | None = None,
    *,
    slack: float = 0.0,
    tolerance: float = TOLERANCE,
) -> Numbers:
    """Tilt ``prior`` so that the weighted sums of ``features`` are ``targets``.

    The weights are ``prior × exp(features · λ)``, scaled so that each group keeps its size.

    Args:
        prior: A positive weight for each of n items.
        features: (n, k), what each item counts to each total.
        targets: The k totals.
        group: Number of each item's group, ascending from 0; one group unless given.
        sizes: Sum of the weights of each group; 1 each unless given.
        slack: Above 0, totals that contradict each other (rounded percentages) are met nearly.
        tolerance: Largest relative miss of a total.

    Raises:
        DataError: the totals cannot be met together.
    """
    group = np.zeros(len(prior), dtype=np.int64) if group is None else group
    sizes = np.ones(int(group[-1]) + 1) if sizes is None else sizes
    whole, spread = sizes.sum(), np.abs(features).max(axis=0)
    tilt = _Tilt(
        np.log(prior), features / spread, targets / spread / whole, group, sizes / whole, slack
    )
    found = minimize(
        tilt.value,
        np.zeros(features.shape[1]),
        jac=tilt.slope,
        hess=tilt.curvature,
        method="trust-exact",
        options={"gtol": 1e-10},
    )
    weights = tilt.weights(found.x) * whole
    misses = np.abs(weights @ features - targets) / np.maximum(np.abs(targets), 1e-12)
    if not np.isfinite(misses).all() or misses.max() > tolerance:
        worst = int(np.argmax(np.nan_to_num(misses, nan=np.inf)))
        raise DataError(
            f"raking: total {worst + 1} of {len(targets)} is missed: expected "
            f"{targets[worst]:.6g}, got {(weights @ features)[worst]:.6g}; "
            "the totals cannot be met together"
        )
    return np.asarray(weights)


class _Tilt:
    """The dual problem: Σ size · log Σ prior · exp(features · λ) − targets · λ + slack · λ² / 2."""

    def __init__(
        self,
        log_prior: Numbers,
        features: Numbers,
        targets: Numbers,
        group: Numbers,
        sizes: Numbers,
        slack: float,
    ) -> None:
        self.log_prior, self.features, self.targets = log_prior, features, targets
        self.group, self.sizes, self.slack = group, sizes, slack
        self.starts = np.searchsorted(group, np.arange(len(sizes)))

    def _shares(self, unknowns: Numbers) -> tuple[Numbers, Numbers]:
        logs = self.log_prior + self.features @ unknowns
        top = np.maximum.reduceat(logs, self.starts)
        raised = np.exp(logs - top[self.group])
        sums = np.add.reduceat(raised, self.starts)
        return raised / sums[self.group], top + np.log(sums)

    def weights(self, unknowns: Numbers) -> Numbers:
        return np.asarray(self._shares(unknowns)[0] * self.sizes[self.group])

    def value(self, unknowns: Numbers) -> float:
        ridge = self.slack / 2 * unknowns @ unknowns
        return float(self.sizes @ self._shares(unknowns)[1] - self.targets @ unknowns + ridge)

    def slope(self, unknowns: Numbers) -> Numbers:
        met = self.weights(unknowns) @ self.features
        return np.asarray(met - self.targets + self.slack * unknowns)

    def curvature(self, unknowns: Numbers) -> Numbers:
        weights = self.weights(unknowns)
        sums = np.add.reduceat(weights[:, None] * self.features, self.starts)
        second = self.features.T @ (weights[:, None] * self.features)
        first = sums.T @ (sums / self.sizes[:, None])
        return np.asarray(second - first + self.slack * np.eye(len(unknowns)))
