"""Proportions and counts: intervals, exact and mid-p tests, false discovery.

Every function takes arrays (or numbers) and gives arrays of the same shape.

The mid-p value counts half of the probability of the result itself. An exact test of a count errs
much too seldom, for a count cannot take values between; the mid-p is closer to the level that is
asked for. Source: H. O. Lancaster, “Significance tests in discrete distributions”, Journal of the
American Statistical Association 56 (1961), 223–234; A. Agresti, Categorical Data Analysis, section
1.4.5.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ansinh.engine.errors import DataError

Floats = npt.NDArray[np.float64]
CONFIDENCE = 0.95


def wilson(
    successes: npt.ArrayLike, trials: npt.ArrayLike, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """Lower and upper end of Wilson's score interval of a proportion; NaN without trials.

    Source: E. B. Wilson, “Probable inference, the law of succession, and statistical inference”,
    Journal of the American Statistical Association 22 (1927), 209–212.
    """
    from scipy import stats

    k, n = _counts(successes, trials)
    z = float(stats.norm.ppf((1 + confidence) / 2))
    n = np.where(n > 0, n, np.nan)
    p = k / n
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    low, high = np.where(k == 0, 0.0, middle - half), np.where(k == n, 1.0, middle + half)
    return np.where(np.isnan(n), np.nan, low), np.where(np.isnan(n), np.nan, high)


def clopper_pearson(
    successes: npt.ArrayLike, trials: npt.ArrayLike, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """Lower and upper end of the exact interval of a proportion; NaN without trials.

    Source: C. J. Clopper and E. S. Pearson, “The use of confidence or fiducial limits illustrated
    in the case of the binomial”, Biometrika 26 (1934), 404–413.
    """
    from scipy import stats

    k, n = _counts(successes, trials)
    tail = (1 - confidence) / 2
    low = np.where(k == 0, 0.0, stats.beta.ppf(tail, k, n - k + 1))
    high = np.where(k == n, 1.0, stats.beta.ppf(1 - tail, k + 1, n - k))
    none = n == 0
    return np.where(none, np.nan, low), np.where(none, np.nan, high)


def binomial_mid_p(successes: npt.ArrayLike, trials: npt.ArrayLike, rate: npt.ArrayLike) -> Floats:
    """How likely it is to see so few of ``trials`` succeed, or fewer, if each does at ``rate``.

    One-sided, lower tail: P(X < k) + ½ P(X = k).

    Raises:
        DataError: more successes than trials, a negative count, or a rate outside 0 to 1.
    """
    from scipy import stats

    k, n = _counts(successes, trials)
    p = np.asarray(rate, np.float64)
    _refuse(~((p >= 0) & (p <= 1)), "rate", "a share from 0 to 1")
    return _mid_p(stats.binom, k, n, p)


def poisson_mid_p(count: npt.ArrayLike, expected: npt.ArrayLike) -> Floats:
    """How likely it is to see so few cases, or fewer, where ``expected`` are.

    One-sided, lower tail: P(X < k) + ½ P(X = k) of a Poisson distribution.

    Raises:
        DataError: a negative count or expectation.
    """
    from scipy import stats

    k, mean = np.asarray(count, np.float64), np.asarray(expected, np.float64)
    _refuse(~(k >= 0), "count", "0 or more")
    _refuse(~(mean >= 0), "expected", "0 or more")
    return _mid_p(stats.poisson, k, mean)


def false_discovery(p: npt.ArrayLike) -> Floats:
    """The least share of false finds at which each p-value is still found: its q-value.

    By Benjamini and Hochberg; finding all with q ≤ 0.05 makes false finds at most 5 % of all finds
    on average. NaN in ``p`` is no test: it stays NaN and does not count.

    Source: Y. Benjamini and Y. Hochberg, “Controlling the false discovery rate”, Journal of the
    Royal Statistical Society B 57 (1995), 289–300.

    Raises:
        DataError: a p-value outside 0 to 1.
    """
    from scipy import stats

    values = np.array(p, np.float64)
    tested = ~np.isnan(values)
    _refuse(tested & ~((values >= 0) & (values <= 1)), "p", "a probability from 0 to 1")
    if tested.any():
        values[tested] = stats.false_discovery_control(values[tested], method="bh")
    return values


def _mid_p(distribution: Any, k: Floats, *parameters: Floats) -> Floats:
    below = distribution.cdf(k, *parameters) - 0.5 * distribution.pmf(k, *parameters)
    return np.clip(np.asarray(below, np.float64), 0.0, 1.0)


def _counts(successes: npt.ArrayLike, trials: npt.ArrayLike) -> tuple[Floats, Floats]:
    k, n = np.broadcast_arrays(np.asarray(successes, np.float64), np.asarray(trials, np.float64))
    _refuse(~((k >= 0) & (k <= n)), "successes", "from 0 to the number of trials")
    return k, n


def _refuse(wrong: npt.NDArray[np.bool_], name: str, expected: str) -> None:
    if wrong.any():
        place = int(np.flatnonzero(np.atleast_1d(wrong))[0])
        raise DataError(f"{name}, number {place + 1}: expected {expected}")
