"""Poverty by Foster, Greer and Thorbecke: how many are poor, how far below the line, how unequally.

For each person the shortfall is what is missing to the line as a share of the line, 0 above it. The
*headcount ratio* is the share of people who are poor, the *poverty gap* the mean shortfall, the
*severity* the mean squared shortfall (α = 0, 1, 2). All are shares from 0 to 1, and the value of a
whole is the mean of the values of its groups, weighted by people.

Source: J. Foster, J. Greer and E. Thorbecke, “A class of decomposable poverty measures”,
Econometrica 52 (1984), 761–766.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from ansinh.engine.errors import DataError

_SUMS = ("known", "unknown", "poor", "gap", "severity", "shortfall", "income")


@dataclass(frozen=True)
class Poverty:
    """The three measures, shares from 0 to 1; NaN where nobody's income is known."""

    headcount: float
    gap: float
    severity: float


def fgt_sums(
    income: pl.Expr,
    line: pl.Expr,
    people: pl.Expr,
    stage: str = "",
    *,
    poor_at_line: bool = True,
) -> list[pl.Expr]:
    """What to sum over households so that :func:`fgt_rates` follows; sums add up over chunks.

    Args:
        income: Of the whole household, or of a person where a row is one; null if not known.
        line: For the same people: the line a head times ``income``'s people.
        people: How many people the row stands for (with survey weights: weight × members).
        stage: Put before the names of the columns, with an underscore.
        poor_at_line: Whether an income exactly at the line is poor, as in Vietnamese law («trở
            xuống»); otherwise only below it, as Foster, Greer and Thorbecke write.

    Returns:
        ``known`` and ``unknown`` people, ``poor`` people, ``gap`` and ``severity`` (sums of
        people's shortfalls), ``shortfall`` (what is missing to the line) and ``income``, in đồng.
    """
    known = income.is_not_null() & line.is_not_null()
    short = (line - income).clip(lower_bound=0)
    share = pl.when(short > 0).then(short / line).otherwise(0.0)
    is_poor = income <= line if poor_at_line else income < line
    sums = (
        people.filter(known),
        people.filter(~known),
        people.filter(is_poor),
        (people * share).filter(known),
        (people * share * share).filter(known),
        short,
        income.filter(known),
    )
    names = (_named(name, stage) for name in _SUMS)
    return [column.sum().alias(name) for column, name in zip(sums, names, strict=True)]


def fgt_rates(stage: str = "") -> list[pl.Expr]:
    """``headcount``, ``gap`` and ``severity`` from columns of :func:`fgt_sums`.

    They and ``mean_income`` (đồng a head) are null where nobody's income is known.
    """
    known = pl.col(_named("known", stage))
    people = pl.when(known > 0).then(known)
    rates = {"headcount": "poor", "gap": "gap", "severity": "severity", "mean_income": "income"}
    return [
        (pl.col(_named(total, stage)) / people).alias(_named(rate, stage))
        for rate, total in rates.items()
    ]


def fgt(
    income: npt.ArrayLike,
    line: npt.ArrayLike,
    people: npt.ArrayLike = 1,
    *,
    poor_at_line: bool = True,
) -> Poverty:
    """The three measures over rows.

    Args:
        income: A head.
        line: A head, one for all or one a row; above 0.
        people: How many people each row stands for.
        poor_at_line: See :func:`fgt_sums`.

    Raises:
        DataError: an income is not known, a line is not above 0, or people are negative.
    """
    columns = np.broadcast_arrays(*(np.asarray(v, np.float64) for v in (income, line, people)))
    _check(*columns)
    rows = pl.DataFrame(dict(zip(("income", "line", "people"), columns, strict=True)))
    sums = fgt_sums(pl.col("income"), pl.col("line"), pl.col("people"), poor_at_line=poor_at_line)
    (found,) = rows.select(sums).select(fgt_rates()).fill_null(np.nan).iter_rows(named=True)
    return Poverty(found["headcount"], found["gap"], found["severity"])


def _check(
    income: npt.NDArray[np.float64], line: npt.NDArray[np.float64], people: npt.NDArray[np.float64]
) -> None:
    for name, wrong, expected in (
        ("income", ~np.isfinite(income), "a known amount in every row"),
        ("line", ~(line > 0), "an amount above 0 in every row"),
        ("people", ~(people >= 0), "no negative number of people"),
    ):
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            raise DataError(f"poverty measure: {name}, row {row + 1}: expected {expected}")


def _named(name: str, stage: str) -> str:
    return f"{stage}_{name}" if stage else name
