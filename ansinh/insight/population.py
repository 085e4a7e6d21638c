"""Population statistics of a registry: births, deaths, the shape by age.

``docs/indicators.md`` has the definitions and what a register can and cannot say. Births are of the
rows that the registry holds on its day: children who moved away are not there, children who came
are, and births entered late still change past years.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl

from ansinh.engine.dates import add_months
from ansinh.insight.indicators.measure import (
    HOMES,
    PEOPLE,
    Added,
    Figures,
    Floats,
    Measure,
    Moment,
    Sum,
    count,
    counted,
    indicator,
    ratio,
    share,
)
from ansinh.insight.indicators.rows import POOLED, YEAR
from ansinh.insight.measures import (
    difference_of_rates,
    excess_of_boys,
    false_discovery,
    life_expectancy,
    rate_interval,
    sex_ratio,
    spread_unknown,
    total_fertility,
)
from ansinh.insight.measures.projection import SEXES

#: Ages of the women that bear children: from, and before.
FERTILE = (15, 50)
#: Ages of the life table: the last holds all higher ones.
LAST_AGE = 90
#: Fewest women of whom fertility, and fewest people of whom life expectancy, is told.
_WOMEN, _PEOPLE = 100, 5_000
#: Share of boys among the born, of the expectancy of both sexes: the natural 105 to 100.
_BOYS = 105 / 205
_ALL = ("all",)
#: Standard errors from a figure to the ends of its interval of 95 %.
_Z = 1.959964

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


def boys_in_excess(figures: pl.DataFrame) -> pl.DataFrame:
    """Where more boys were born in three years than chance explains, from the told figures.

    Returns:
        The group and its labels, ``boys``, ``girls``, ``ratio`` with its ends, ``p`` (so many boys
        or more at 105 to 100, by chance) and ``q``: the share of false finds if all groups of the
        kind with so small a q were called out.
    """
    told = figures.filter(
        pl.col("indicator") == "sex_ratio_at_birth_pooled", pl.col("value").is_not_null()
    )
    rows = told.select(
        *("dimension", "group", "label", "label_en"),
        boys="part",
        girls="whole",
        ratio="value",
        low="low",
        high="high",
    )
    chance = excess_of_boys(rows["boys"].to_numpy(), rows["girls"].to_numpy())
    rows = rows.with_columns(p=pl.Series(chance, dtype=pl.Float64))
    parts = [
        part.with_columns(q=pl.Series(false_discovery(part["p"].to_numpy()), dtype=pl.Float64))
        for part in rows.partition_by("dimension", maintain_order=True)
    ]
    return pl.concat(parts) if parts else rows.with_columns(q="p")


@indicator
def fertility(moment: Moment) -> Measure:
    """Children a woman at the rates of the last year, of the whole area only."""
    return _fertility(moment, YEAR, _ALL, 5)


@indicator
def fertility_pooled(moment: Moment) -> Measure:
    """The same at the rates of the last three years."""
    return _fertility(moment, POOLED, HOMES, 5)


@indicator
def fertility_by_single_ages(moment: Moment) -> Measure:
    """The same from the rates of single ages, of the whole area only."""
    return _fertility(moment, POOLED, _ALL, 1)


def _fertility(moment: Moment, months: int, groups: tuple[str, ...], width: int) -> Measure:
    born, ages = _since(moment, months), range(*FERTILE, width)
    sums = {"unknown": counted("births", born & pl.col("mother_age").is_null())}
    for age in ages:
        # Mothers younger than 15 or older than 49 stand in the group next to them, as usual.
        low = 0 if age == ages[0] else age
        high = 199 if age == ages[-1] else age + width - 1
        mothers = born & pl.col("mother_age").is_between(low, high)
        sums[f"births_{age}"] = counted("births", mothers)
        sums[f"women_{age}"] = _alive_amid(moment, months, age, age + width, "female")

    def figures(added: Added) -> Figures:
        births, women = _by_age(added, width)
        years = women * (months / 12)
        value, error = total_fertility(spread_unknown(births, added["unknown"]), years, width)
        whole, reach = births.sum(axis=-1) + added["unknown"], _Z * error
        return Figures(
            value, whole, women.sum(axis=-1), value - reach, value + reach, added["unknown"]
        )

    return Measure(sums, figures, least=_WOMEN, groups=groups)


def _by_age(added: Added, width: int) -> tuple[Floats, Floats]:
    """Births and women by age, along the last axis."""
    ages = range(*FERTILE, width)
    births, women = (
        np.stack([added[f"{name}_{age}"] for age in ages], axis=-1).astype(np.float64)
        for name in ("births", "women")
    )
    return births, women


def age_specific(added: Added) -> pl.DataFrame:
    """Births to a thousand women and year by age, from the sums of single ages of one group.

    Returns:
        ``width`` of the group (5, then 1), ``age`` it begins with, ``births`` (those of mothers of
        unknown age spread), ``women_years``, ``rate`` and its ends.
    """
    births, women = (values[0] for values in _by_age(added, 1))
    births = spread_unknown(births, added["unknown"][0])
    years = women * (POOLED / 12)
    parts = []
    for width in (5, 1):
        b, w = (values.reshape(-1, width).sum(axis=1) for values in (births, years))
        low, high = rate_interval(b, w)
        columns = {"births": b, "women_years": w, "rate": 1000 * ratio(b, w)}
        ends = {"low": 1000 * low, "high": 1000 * high}
        parts.append(
            pl.DataFrame({"age": range(*FERTILE, width), **columns, **ends}).select(
                pl.lit(width).alias("width"), pl.all()
            )
        )
    return pl.concat(parts).with_columns(pl.col(pl.Float64).fill_nan(None))


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
        value, low, high = (1000 * x for x in difference_of_rates(births, deaths, added["whole"]))
        return Figures(value, births - deaths, added["whole"], low, high)

    return Measure(sums, figures, groups=HOMES)


@indicator
def life_expectancy_at_birth(moment: Moment) -> Measure:
    """Years a child would live at the death rates of the last year; both sexes as they are born."""
    sums: dict[str, Sum] = {"whole": _alive_amid(moment, YEAR)}
    for sex in SEXES:
        for age in range(LAST_AGE + 1):
            end = age + 1 if age < LAST_AGE else 200
            # Somebody of age a amid the year had birthdays around it: deaths by age at death.
            sums[f"{sex}_years_{age}"] = _alive_amid(moment, YEAR, age, end, sex)
            at_death = _died(moment, YEAR) & pl.col("age_at_death").is_between(age, end - 1)
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
        reach = _Z * error
        return Figures(value, np.asarray(died), added["whole"], value - reach, value + reach)

    return Measure(sums, figures, least=_PEOPLE, groups=_ALL)


def _expectancy(added: Added, sex: str, group: int) -> tuple[float, float]:
    ages = range(LAST_AGE + 1)
    deaths = np.array([added[f"{sex}_deaths_{age}"][group] for age in ages])
    years = np.array([added[f"{sex}_years_{age}"][group] for age in ages])
    return life_expectancy(deaths, years, sex)


# --- size and shape -------------------------------------------------------------------------------


@indicator
def people(_: Moment) -> Measure:
    """How many live here."""
    return count("people", pl.col("is_alive"))


@indicator
def men_to_women(_: Moment) -> Measure:
    """Men to 100 women."""
    return _to_hundred(pl.col("sex") == "male", pl.col("sex") == "female", groups=HOMES)


@indicator
def in_towns(_: Moment) -> Measure:
    """People in wards and towns."""
    return share("people", pl.col("area_kind") == "urban", pl.lit(value=True))


@indicator
def ethnic_minorities(_: Moment) -> Measure:
    """People of other groups than the Kinh."""
    return share("people", pl.col("ethnicity") != "kinh", pl.lit(value=True))


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
        return np.asarray(ratio(added["dependants"], added["whole"]) < 0.5, np.float64)

    sums = {
        "dependants": counted("people", _child | _old),
        "whole": counted("people", _working),
    }
    return _flag(sums, flag)


@indicator
def is_ageing(_: Moment) -> Measure:
    """Whether one in ten is 60 or older, or seven of a hundred are 65 or older."""

    def flag(added: Added) -> Floats:
        from_60, from_65 = (ratio(added[n], added["whole"]) for n in ("from_60", "from_65"))
        return np.asarray((from_60 >= 0.10) | (from_65 >= 0.07), np.float64)

    sums = {
        "from_60": counted("people", _age >= 60),
        "from_65": counted("people", _age >= 65),
        "whole": counted("people", _age.is_not_null()),
    }
    return _flag(sums, flag)


def _flag(sums: dict[str, Sum], flag: Callable[[Added], Floats]) -> Measure:
    """1 for yes; the first sum stands as the part."""

    def figures(added: Added) -> Figures:
        return Figures(flag(added), next(iter(added.values())), added["whole"])

    return Measure(sums, figures, groups=HOMES)


def _to_hundred(part: pl.Expr, whole: pl.Expr, groups: tuple[str, ...] = PEOPLE) -> Measure:
    sums = {
        "part": counted("people", part),
        "whole": counted("people", whole),
        "unknown": counted("people", part.is_null() | whole.is_null()),
    }

    def figures(added: Added) -> Figures:
        part, whole = added["part"], added["whole"]
        return Figures(100 * ratio(part, whole), part, whole, unknown=added["unknown"])

    return Measure(sums, figures, groups=groups)


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
