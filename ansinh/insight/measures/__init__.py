"""Poverty, inequality, sampling errors, tests of rates, births and deaths: pure functions.

``docs/measures.md`` has each formula, its source, and what it can and cannot say of a registry.
SciPy's distributions are imported by the functions that ask for one: that takes longer than the law
over a commune, and a run that writes outcomes alone asks for none.
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
from ansinh.insight.measures.life_table import LifeTable, life_expectancy, life_table
from ansinh.insight.measures.projection import Step, Year, growth, leslie, project
from ansinh.insight.measures.sampling import (
    Estimate,
    Sample,
    fgt_estimates,
    gini_estimate,
    weighted_mean,
    weighted_ratio,
)
from ansinh.insight.measures.vital import (
    difference_of_rates,
    excess_of_boys,
    fall_of_share,
    rate_interval,
    sex_ratio,
    sex_ratio_by_logarithm,
    spread_unknown,
    total_fertility,
)

__all__ = [
    "Counting",
    "Estimate",
    "LifeTable",
    "Multidimensional",
    "Poverty",
    "Sample",
    "Step",
    "Unknown",
    "Year",
    "alkire_foster",
    "binomial_mid_p",
    "clopper_pearson",
    "difference_of_rates",
    "excess_of_boys",
    "fall_of_share",
    "false_discovery",
    "fgt",
    "fgt_estimates",
    "fgt_rates",
    "fgt_sums",
    "gini",
    "gini_estimate",
    "gini_of",
    "growth",
    "leslie",
    "life_expectancy",
    "life_table",
    "poisson_mid_p",
    "project",
    "rate_interval",
    "sex_ratio",
    "sex_ratio_by_logarithm",
    "spread_unknown",
    "total_fertility",
    "weighted_mean",
    "weighted_ratio",
    "wilson",
]
