"""Births, deaths and the shape of a population: pure functions of counts.

Every function takes arrays (or numbers) and gives arrays. Intervals are of chance: births and
deaths of a year are one outcome of what could have happened at the same rates.

Sources: S. H. Preston, P. Heuveline, M. Guillot, Demography: Measuring and Modeling Population
Processes (2001), chapters 2, 3 and 5; C. L. Chiang, The Life Table and Its Applications (1984).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ansinh.insight.measures.exact import CONFIDENCE, binomial_mid_p, clopper_pearson

Floats = npt.NDArray[np.float64]
#: Boys to 100 girls among births that nobody chooses: 104 to 106.
NATURAL = 105.0


def sex_ratio(
    boys: npt.ArrayLike, girls: npt.ArrayLike, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats, Floats]:
    """Boys to 100 girls with its exact interval: Clopper and Pearson's, of the share of boys.

    NaN without girls; the upper end is infinite where a girl fewer is as likely as not.
    """
    b, g = np.asarray(boys, np.float64), np.asarray(girls, np.float64)
    low, high = clopper_pearson(b, b + g, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(g > 0, 100 * b / g, np.nan)
        return value, 100 * low / (1 - low), 100 * high / (1 - high)


def sex_ratio_by_logarithm(
    boys: npt.ArrayLike, girls: npt.ArrayLike, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """Ends of the interval r·exp(±z·√(1/boys + 1/girls)) of boys to 100 girls; NaN without one."""
    b, g = np.asarray(boys, np.float64), np.asarray(girls, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.exp(_z(confidence) * np.sqrt(1 / b + 1 / g))
        ratio = np.where((b > 0) & (g > 0), 100 * b / g, np.nan)
        return ratio / reach, ratio * reach


def excess_of_boys(boys: npt.ArrayLike, girls: npt.ArrayLike, natural: float = NATURAL) -> Floats:
    """How likely so many boys, or more, are among births at the natural ratio: the mid-p value.

    Args:
        natural: Boys to 100 girls where nobody chooses.
    """
    b, g = np.asarray(boys, np.float64), np.asarray(girls, np.float64)
    return binomial_mid_p(g, b + g, 100 / (100 + natural))


def total_fertility(
    births: npt.ArrayLike, women_years: npt.ArrayLike, width: int = 5
) -> tuple[Floats, Floats]:
    """Children a woman would have at the rates of each age, and the standard error.

    Births of an age are taken as a Poisson count: the variance of the sum is
    width² · Σ births/women².

    Args:
        births: By age of the mother, along the last axis.
        women_years: Years lived by women of each age in the time of the births.
        width: Years in an age group.
    """
    b, w = np.asarray(births, np.float64), np.asarray(women_years, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(w > 0, b / w, np.where(b > 0, np.nan, 0.0))
        spread = np.where(w > 0, b / w**2, 0.0)
    return width * rates.sum(axis=-1), width * np.sqrt(spread.sum(axis=-1))


def spread_unknown(known: npt.ArrayLike, unknown: npt.ArrayLike) -> Floats:
    """Counts with those of unknown age spread as the known ones are, along the last axis."""
    counts = np.asarray(known, np.float64)
    whole = counts.sum(axis=-1, keepdims=True)
    more = np.asarray(unknown, np.float64)[..., None]
    share = np.divide(more, whole, out=np.zeros_like(whole), where=whole > 0)
    spread: Floats = counts * (1 + share)
    return spread


def difference_of_rates(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    years: npt.ArrayLike,
    confidence: float = CONFIDENCE,
) -> tuple[Floats, Floats, Floats]:
    """Difference of two Poisson rates over the same years lived, with its normal interval."""
    a, b, n = (np.asarray(x, np.float64) for x in (first, second, years))
    n = np.where(n > 0, n, np.nan)
    value, reach = (a - b) / n, _z(confidence) * np.sqrt(a + b) / n
    return value, value - reach, value + reach


def rate_interval(
    count: npt.ArrayLike, years: npt.ArrayLike, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """Ends of the exact interval of a Poisson rate.

    Source: F. Garwood, “Fiducial limits for the Poisson distribution”, Biometrika 28 (1936),
    437–442.
    """
    from scipy import stats

    k, n = np.asarray(count, np.float64), np.asarray(years, np.float64)
    tail = (1 - confidence) / 2
    n = np.where(n > 0, n, np.nan)
    low = np.where(k > 0, stats.chi2.ppf(tail, 2 * k) / 2, 0.0)
    return low / n, stats.chi2.ppf(1 - tail, 2 * k + 2) / 2 / n


def fall_of_share(
    left: npt.ArrayLike,
    entered: npt.ArrayLike,
    whole: npt.ArrayLike,
    confidence: float = CONFIDENCE,
) -> tuple[Floats, Floats, Floats]:
    """By how much a share fell between two days among the same rows, with its interval.

    Args:
        left: Rows that had it on the first day only.
        entered: Rows that have it on the second day only.
        whole: All rows.

    Source: A. Agresti, Categorical Data Analysis, section 11.1.1 (difference of paired shares).
    """
    b, c, n = (np.asarray(x, np.float64) for x in (left, entered, whole))
    n = np.where(n > 0, n, np.nan)
    value = (b - c) / n
    reach = _z(confidence) * np.sqrt(np.maximum(b + c - (b - c) ** 2 / n, 0)) / n
    return value, value - reach, value + reach


def _z(confidence: float) -> float:
    from scipy import stats

    return float(stats.norm.ppf((1 + confidence) / 2))
