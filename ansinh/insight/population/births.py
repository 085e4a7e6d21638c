"""Sex ratio at birth and fertility, of a year and of three."""

from __future__ import annotations

import numpy as np
import polars as pl

from ansinh.insight.indicators.measure import (
    HOMES,
    Added,
    Figures,
    Floats,
    Measure,
    Moment,
    counted,
    indicator,
    ratio,
)
from ansinh.insight.indicators.rows import POOLED, YEAR
from ansinh.insight.measures import (
    excess_of_boys,
    false_discovery,
    rate_interval,
    sex_ratio,
    spread_unknown,
    total_fertility,
)
from ansinh.insight.population.spans import ALL_ONLY, Z, alive_amid, since

#: Ages of the women that bear children: from, and before.
FERTILE = (15, 50)
#: Fewest women of whom fertility is told.
_WOMEN = 100


@indicator
def sex_ratio_at_birth(moment: Moment) -> Measure:
    """Boys to 100 girls among the births of a year, of the whole area only."""
    return _sex_ratio(moment, YEAR, ALL_ONLY)


@indicator
def sex_ratio_at_birth_pooled(moment: Moment) -> Measure:
    """The same over three years, so that smaller places can be told."""
    return _sex_ratio(moment, POOLED, HOMES)


def _sex_ratio(moment: Moment, months: int, groups: tuple[str, ...]) -> Measure:
    born = since(moment, months)
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
    return _fertility(moment, YEAR, ALL_ONLY, 5)


@indicator
def fertility_pooled(moment: Moment) -> Measure:
    """The same at the rates of the last three years."""
    return _fertility(moment, POOLED, HOMES, 5)


@indicator
def fertility_by_single_ages(moment: Moment) -> Measure:
    """The same from the rates of single ages, of the whole area only."""
    return _fertility(moment, POOLED, ALL_ONLY, 1)


def _fertility(moment: Moment, months: int, groups: tuple[str, ...], width: int) -> Measure:
    born, ages = since(moment, months), range(*FERTILE, width)
    sums = {"unknown": counted("births", born & pl.col("mother_age").is_null())}
    for age in ages:
        # Mothers younger than 15 or older than 49 stand in the group next to them, as usual.
        low = 0 if age == ages[0] else age
        high = 199 if age == ages[-1] else age + width - 1
        mothers = born & pl.col("mother_age").is_between(low, high)
        sums[f"births_{age}"] = counted("births", mothers)
        sums[f"women_{age}"] = alive_amid(moment, months, age, age + width, "female")

    def figures(added: Added) -> Figures:
        births, women = _by_age(added, width)
        years = women * (months / 12)
        value, error = total_fertility(spread_unknown(births, added["unknown"]), years, width)
        whole, reach = births.sum(axis=-1) + added["unknown"], Z * error
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
