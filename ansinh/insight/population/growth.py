"""Births and deaths to a thousand, natural growth, life expectancy."""

from __future__ import annotations

import numpy as np
import polars as pl

from ansinh.insight.indicators.measure import (
    HOMES,
    Added,
    Figures,
    Measure,
    Moment,
    Sum,
    counted,
    indicator,
    ratio,
)
from ansinh.insight.indicators.rows import YEAR
from ansinh.insight.measures import (
    difference_of_rates,
    life_expectancy,
    rate_interval,
)
from ansinh.insight.measures.projection import SEXES
from ansinh.insight.population.spans import ALL_ONLY, Z, alive_amid, died, since

#: Ages of the life table: the last holds all higher ones.
LAST_AGE = 90
#: Fewest people of whom life expectancy is told.
_PEOPLE = 5_000
#: Share of boys among the born, of the expectancy of both sexes: the natural 105 to 100.
_BOYS = 105 / 205


@indicator
def birth_rate(moment: Moment) -> Measure:
    """Births of a year to a thousand people amid it."""
    return _crude(moment, counted("births", since(moment, YEAR)))


@indicator
def death_rate(moment: Moment) -> Measure:
    """Deaths of a year to a thousand people amid it."""
    return _crude(moment, counted("everybody", died(moment, YEAR)))


def _crude(moment: Moment, cases: Sum) -> Measure:
    sums = {"part": cases, "whole": alive_amid(moment, YEAR)}

    def figures(added: Added) -> Figures:
        part, whole = added["part"], added["whole"]
        low, high = rate_interval(part, whole)
        return Figures(1000 * ratio(part, whole), part, whole, 1000 * low, 1000 * high)

    return Measure(sums, figures, groups=HOMES)


@indicator
def natural_growth(moment: Moment) -> Measure:
    """Births less deaths of a year to a thousand people amid it."""
    sums = {
        "births": counted("births", since(moment, YEAR)),
        "deaths": counted("everybody", died(moment, YEAR)),
        "whole": alive_amid(moment, YEAR),
    }

    def figures(added: Added) -> Figures:
        births, deaths = added["births"], added["deaths"]
        value, low, high = (1000 * x for x in difference_of_rates(births, deaths, added["whole"]))
        return Figures(value, births - deaths, added["whole"], low, high)

    return Measure(sums, figures, groups=HOMES)


@indicator
def life_expectancy_at_birth(moment: Moment) -> Measure:
    """Years a child would live at the death rates of the last year; both sexes as they are born."""
    sums: dict[str, Sum] = {"whole": alive_amid(moment, YEAR)}
    for sex in SEXES:
        for age in range(LAST_AGE + 1):
            end = age + 1 if age < LAST_AGE else 200
            # Somebody of age a amid the year had birthdays around it: deaths by age at death.
            sums[f"{sex}_years_{age}"] = alive_amid(moment, YEAR, age, end, sex)
            at_death = died(moment, YEAR) & pl.col("age_at_death").is_between(age, end - 1)
            sums[f"{sex}_deaths_{age}"] = counted("everybody", at_death & (pl.col("sex") == sex))

    def figures(added: Added) -> Figures:
        groups = len(added["whole"])
        tables = [[_expectancy(added, sex, g) for g in range(groups)] for sex in SEXES]
        (men, women), boys = np.array(tables), _BOYS
        value = boys * men[:, 0] + (1 - boys) * women[:, 0]
        error = np.hypot(boys * men[:, 1], (1 - boys) * women[:, 1])
        died = sum(
            added[f"{sex}_deaths_{age}"]
            for sex in ("male", "female")
            for age in range(LAST_AGE + 1)
        )
        reach = Z * error
        return Figures(value, np.asarray(died), added["whole"], value - reach, value + reach)

    return Measure(sums, figures, least=_PEOPLE, groups=ALL_ONLY)


def _expectancy(added: Added, sex: str, group: int) -> tuple[float, float]:
    ages = range(LAST_AGE + 1)
    deaths = np.array([added[f"{sex}_deaths_{age}"][group] for age in ages])
    years = np.array([added[f"{sex}_years_{age}"][group] for age in ages])
    return life_expectancy(deaths, years, sex)
