"""Births, deaths and years lived in the months before the day asked about."""

from __future__ import annotations

from datetime import date

import polars as pl

from ansinh.engine.dates import add_months
from ansinh.insight.indicators.measure import Moment, Sum, counted

#: Groups of what is told of the whole area only.
ALL_ONLY = ("all",)
#: Standard errors from a figure to the ends of its interval of 95 %.
Z = 1.959964


def since(moment: Moment, months: int) -> pl.Expr:
    """Born in the last so many months."""
    return pl.col("birth_date") > add_months(moment.day, -months)


def died(moment: Moment, months: int) -> pl.Expr:
    """Died in the last so many months."""
    first = add_months(moment.day, -months)
    return pl.col("death_date").is_between(first, moment.day, closed="right")


def alive_amid(
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
