"""Poverty, inequality, sampling errors and tests of rates: pure functions over columns.

``docs/measures.md`` has each formula, its source, and what it can and cannot say of a registry.
"""

from ansinh.insight.measures.alkire_foster import (
    Counting,
    Multidimensional,
    Unknown,
    alkire_foster,
)
from ansinh.insight.measures.exact import (
    binomial_mid_p,
    clopper_pearson,
    false_discovery,
    poisson_mid_p,
    wilson,
)
from ansinh.insight.measures.foster_greer_thorbecke import Poverty, fgt, fgt_rates, fgt_sums
from ansinh.insight.measures.inequality import gini, gini_of
from ansinh.insight.measures.sampling import (
    Estimate,
    Sample,
    fgt_estimates,
    gini_estimate,
    weighted_mean,
    weighted_ratio,
)

__all__ = [
    "Counting",
    "Estimate",
    "Multidimensional",
    "Poverty",
    "Sample",
    "Unknown",
    "alkire_foster",
    "binomial_mid_p",
    "clopper_pearson",
    "false_discovery",
    "fgt",
    "fgt_estimates",
    "fgt_rates",
    "fgt_sums",
    "gini",
    "gini_estimate",
    "gini_of",
    "poisson_mid_p",
    "weighted_mean",
    "weighted_ratio",
    "wilson",
]
