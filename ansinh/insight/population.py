"""Population statistics of a registry: births, deaths, the shape by age.

``docs/indicators.md`` has the definitions and what a register can and cannot say. Births are of the
rows that the registry holds on its day: children who moved away are not there, children who came
are, and births entered late still change past years.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from ansinh.engine.dates import add_months
from ansinh.insight.indicators.measure import (
    HOMES,
    LEAST,
    Added,
    Figures,
    Floats,
    Measure,
    Moment,
    Sum,
    counted,
    indicator,
    ratio,
    share,
)
from ansinh.insight.indicators.rows import POOLED, YEAR
from ansinh.insight.measures import (
    difference_of_rates,
    life_expectancy,
    rate_interval,
    sex_ratio,
    spread_unknown,
    total_fertility,
)

#: First ages of the mothers' groups and what follows the last.
FERTILE = (15, 20, 25, 30, 35, 40, 45, 50)
#: Ages of the life table: the last holds all higher ones.
LAST_AGE = 90
#: Fewest births of which fertility, and fewest people of which life expectancy, is told.
_BIRTHS, _PEOPLE = 100, 5_000
_ALL = ("all",)

_age = pl.col("age")
_child, _working, _old = _age < 15, _age.is_between(15, 64), _age >= 65


# --- births ---------------------------------------------------------------------------------------


@indicator
def sex_ratio_at_birth(moment: Moment) -> Measure:
    """Boys to 100 girls among the births of a year, of the whole area only."""
    return _sex_ratio(moment, YEAR, _ALL)


@indicator
def sex_ratio_at_birth_pooled(moment: Moment) -> Measure:
    """The same over three years, so that smaller places can be told."""
    return _sex_ratio(moment, POOLED, HOMES)


def _sex_ratio(moment: Moment, months: int, groups: tuple[str, ...]) -> Measure:
    born = _since(moment, months)
    sums = {
        "boys": counted("births", born & (pl.col("sex") == "male")),
        "girls": counted("births", born & (pl.col("sex") == "female")),
        "unknown": counted("births", born & pl.col("sex").is_null()),
    }

    def figures(added: Added) -> Figures:
        value, low, high = sex_ratio(added["boys"], added["girls"])
        return Figures(value, added["boys"], added["girls"], low, high, added["unknown"])

    return Measure(sums, figures, groups=groups)


@indicator
def fertility(moment: Moment) -> Measure:
    """Children a woman at the rates of the last year, of the whole area only."""
    return _fertility(moment, YEAR, _ALL)


@indicator
def fertility_pooled(moment: Moment) -> Measure:
    """The same at the rates of the last three years."""
    return _fertility(moment, POOLED, HOMES)


def _fertility(moment: Moment, months: int, groups: tuple[str, ...]) -> Measure:
    born = _since(moment, months)
    spans = list(zip(FERTILE, FERTILE[1:], strict=False))
    sums = {"unknown": counted("births", born & pl.col("mother_age").is_null())}
    for first, end in spans:
        # Mothers younger than 15 or older than 49 stand in the group next to them, as usual.
        low = 0 if first == FERTILE[0] else first
        high = 199 if end == FERTILE[-1] else end - 1
        mothers = born & pl.col("mother_age").is_between(low, high)
        sums[f"births_{first}"] = counted("births", mothers)
        sums[f"women_{first}"] = _alive_amid(moment, months, first, end, "female")

    def figures(added: Added) -> Figures:
        births, women = (
            np.stack([added[f"{name}_{first}"] for first, _ in spans], axis=-1).astype(np.float64)
            for name in ("births", "women")
        )
        value, error = total_fertility(
            spread_unknown(births, added["unknown"]), women * (months / 12)
        )
        whole, reach = births.sum(axis=-1) + added["unknown"], 1.96 * error
        return Figures(
            value, whole, women.sum(axis=-1), value - reach, value + reach, added["unknown"]
        )

    return Measure(sums, figures, least=_BIRTHS, groups=groups)


# --- births and deaths ----------------------------------------------------------------------------


@indicator
def birth_rate(moment: Moment) -> Measure:
    """Births of a year to a thousand people amid it."""
    return _crude(moment, counted("births", _since(moment, YEAR)))


@indicator
def death_rate(moment: Moment) -> Measure:
    """Deaths of a year to a thousand people amid it."""
    return _crude(moment, counted("everybody", _died(moment, YEAR)))


def _crude(moment: Moment, cases: Sum) -> Measure:
    sums = {"part": cases, "whole": _alive_amid(moment, YEAR)}

    def figures(added: Added) -> Figures:
        part, whole = added["part"], added["whole"]
        low, high = rate_interval(part, whole)
        return Figures(1000 * ratio(part, whole), part, whole, 1000 * low, 1000 * high)

    return Measure(sums, figures, groups=HOMES)


@indicator
def natural_growth(moment: Moment) -> Measure:
    """Births less deaths of a year to a thousand people amid it."""
    sums = {
        "births": counted("births", _since(moment, YEAR)),
        "deaths": counted("everybody", _died(moment, YEAR)),
        "whole": _alive_amid(moment, YEAR),
    }

    def figures(added: Added) -> Figures:
        births, deaths = added["births"], added["deaths"]
        value, low, high = (
            1000 * x for x in difference_of_rates(births, deaths, added["whole"])
        )
        return Figures(value, births - deaths, added["whole"], low, high)

    return Measure(sums, figures, groups=HOMES)


@indicator
def life_expectancy_at_birth(moment: Moment) -> Measure:
    """Years a child would live at the death rates of the last year; both sexes as they are born."""
    sums: dict[str, Sum] = {"whole": _alive_amid(moment, YEAR)}
    for sex in ("male", "female"):
        for age in range(LAST_AGE + 1):
            end = age + 1 if age < LAST_AGE else 200
            # Somebody of age a amid the year had birthdays around it: deaths by age at death.
            sums[f"{sex}_years_{age}"] = _alive_amid(moment, YEAR, age, end, sex)
            at_death = _died(moment, YEAR) & pl.col("age_at_death").is_between(age, end - 1)
            sums[f"{sex}_deaths_{age}"] = counted("everybody", at_death & (pl.col("sex") == sex))

    def figures(added: Added) -> Figures:
        groups = len(added["whole"])
        tables = [[_expectancy(added, sex, g) for g in range(groups)] for sex in ("male", "female")]
        (men, women), boys = np.array(tables), 0.515
        value = boys * men[:, 0] + (1 - boys) * women[:, 0]
        error = np.hypot(boys * men[:, 1], (1 - boys) * women[:, 1])
        died = sum(
            added[f"{sex}_deaths_{age}"] for sex in ("male", "female") for age in range(LAST_AGE + 1)
        )
        reach = 1.96 * error
        return Figures(value, np.asarray(died), added["whole"], value - reach, value + reach)

    return Measure(sums, figures, least=_PEOPLE, groups=_ALL)


def _expectancy(added: Added, sex: str, group: int) -> tuple[float, float]:
    ages = range(LAST_AGE + 1)
    deaths = np.array([added[f"{sex}_deaths_{age}"][group] for age in ages])
    years = np.array([added[f"{sex}_years_{age}"][group] for age in ages])
    return life_expectancy(deaths, years, sex)


# --- the shape by age -----------------------------------------------------------------------------


@indicator
def total_dependency(_: Moment) -> Measure:
    """People under 15 and from 65 on to 100 of 15 to 64."""
    return _to_hundred(_child | _old, _working)


@indicator
def child_dependency(_: Moment) -> Measure:
    """People under 15 to 100 of 15 to 64."""
    return _to_hundred(_child, _working)


@indicator
def old_age_dependency(_: Moment) -> Measure:
    """People from 65 on to 100 of 15 to 64."""
    return _to_hundred(_old, _working)


@indicator
def ageing_index(_: Moment) -> Measure:
    """People from 60 on to 100 under 15."""
    return _to_hundred(_age >= 60, _child)


@indicator
def from_60(_: Moment) -> Measure:
    """People from 60 on."""
    return share("people", _age >= 60, pl.lit(value=True))


@indicator
def from_65(_: Moment) -> Measure:
    """People from 65 on."""
    return share("people", _age >= 65, pl.lit(value=True))


@indicator
def is_golden(_: Moment) -> Measure:
    """Whether two or more are of working age for each who is not: total dependency under 50."""

    def flag(added: Added) -> Floats:
        return ratio(added["dependants"], added["working"]) < 0.5

    sums = {
        "dependants": counted("people", _child | _old),
        "working": counted("people", _working),
        "whole": counted("people", _age.is_not_null()),
    }
    return _flag(sums, flag)


@indicator
def is_ageing(_: Moment) -> Measure:
    """Whether one in ten is 60 or older, or seven of a hundred are 65 or older."""

    def flag(added: Added) -> Floats:
        return (ratio(added["from_60"], added["whole"]) >= 0.10) | (
            ratio(added["from_65"], added["whole"]) >= 0.07
        )

    sums = {
        "from_60": counted("people", _age >= 60),
        "from_65": counted("people", _age >= 65),
        "whole": counted("people", _age.is_not_null()),
    }
    return _flag(sums, flag)


def _flag(sums: dict[str, Sum], flag: object) -> Measure:
    def figures(added: Added) -> Figures:
        assert callable(flag)
        whole = added["whole"]
        first = next(iter(added.values()))
        return Figures(np.asarray(flag(added), np.float64), first, whole)

    return Measure(sums, figures, groups=HOMES)


def _to_hundred(part: pl.Expr, whole: pl.Expr) -> Measure:
    sums = {
        "part": counted("people", part),
        "whole": counted("people", whole),
        "unknown": counted("people", _age.is_null()),
    }

    def figures(added: Added) -> Figures:
        part, whole = added["part"], added["whole"]
        return Figures(100 * ratio(part, whole), part, whole, unknown=added["unknown"])

    return Measure(sums, figures, least=LEAST)


# --- spans of time --------------------------------------------------------------------------------


def _since(moment: Moment, months: int) -> pl.Expr:
    return pl.col("birth_date") > add_months(moment.day, -months)


def _died(moment: Moment, months: int) -> pl.Expr:
    first = add_months(moment.day, -months)
    return pl.col("death_date").is_between(first, moment.day, closed="right")


def _alive_amid(
    moment: Moment, months: int, first: int = 0, end: int = 200, sex: str | None = None
) -> Sum:
    """People of ages ``first`` to before ``end`` amid the last so many months."""
    middle = add_months(moment.day, -months // 2)
    born = pl.col("birth_date")
    there = (born <= middle) & ~(pl.col("death_date") <= middle).fill_null(value=False)
    of_age = (born <= _years_before(middle, first)) & (born > _years_before(middle, end))
    whose = there & of_age
    return counted("everybody", whose if sex is None else whose & (pl.col("sex") == sex))


def _years_before(day: date, years: int) -> date:
    return add_months(day, -12 * years)
