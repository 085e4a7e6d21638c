"""What an indicator is made of: sums over rows, and a figure made from the sums of a group.

An indicator is a function of the moment asked about that returns a :class:`Measure`; its name is
the key of its meaning in ``data/indicators.yaml``. Sums are added up chunk by chunk and group by
group, so that memory does not grow with the people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from ansinh.insight.measures import fall_of_share, wilson

Floats = npt.NDArray[np.float64]
#: Sums of an indicator by name, one entry a group.
Added = Mapping[str, Floats]
#: Groups of people, and of what has no sex of its own.
PEOPLE = ("all", "commune", "area_kind", "area_class", "ethnicity", "sex")
HOMES = PEOPLE[:-1]
#: Least number of rows that a share is told of: below it chance and single people show through.
LEAST = 30


@dataclass(frozen=True)
class Moment:
    """What measures may depend on besides the rows.

    Attributes:
        day: The day asked about.
        school_year: The year in which the school year of that day began.
        has_insurance: Whether the registry holds insurance histories.
    """

    day: date
    has_insurance: bool = True

    @property
    def school_year(self) -> int:
        """The school year begins in September."""
        return self.day.year if self.day.month >= 9 else self.day.year - 1


@dataclass(frozen=True)
class Sum:
    """A whole number a row, added up.

    Attributes:
        of: The rows: ``people`` (the living), ``homes``, ``births``, ``everybody`` (the dead too).
    """

    of: str
    value: pl.Expr


@dataclass(frozen=True)
class Figures:
    """An indicator in every group; NaN is what is not known or does not exist."""

    value: Floats
    part: Floats
    whole: Floats
    low: Floats | None = None
    high: Floats | None = None
    unknown: Floats | None = None


@dataclass(frozen=True)
class Measure:
    """One indicator.

    Attributes:
        figures: Makes the figures from the sums.
        least: Fewest rows of ``whole`` of which a group's figure is told.
        groups: Kinds of groups it is told for.
        lacks: What the registry lacks altogether, if it does: nothing is told then.
    """

    sums: Mapping[str, Sum]
    figures: Callable[[Added], Figures]
    least: int = LEAST
    groups: tuple[str, ...] = PEOPLE
    lacks: str = ""


Indicator = Callable[[Moment], Measure]
INDICATORS: dict[str, Indicator] = {}


def indicator(function: Indicator) -> Indicator:
    """Declare an indicator; its name is the function's."""
    INDICATORS[function.__name__] = function
    return function


def share(of: str, part: pl.Expr, whole: pl.Expr, *, lacks: str = "") -> Measure:
    """How many of the rows in ``whole`` are in ``part``, in percent, with Wilson's interval.

    A row of which it is not known whether it is in ``whole``, or in ``part``, is counted as unknown
    and stands in neither.
    """
    both = whole & part
    sums = {
        "part": _count(of, both),
        "whole": _count(of, whole & part.is_not_null()),
        "unknown": _count(of, whole.fill_null(value=True) & (whole.is_null() | part.is_null())),
    }
    return Measure(sums, _share, groups=_groups(of), lacks=lacks)


def count(of: str, part: pl.Expr, *, lacks: str = "") -> Measure:
    """How many rows are in ``part``, of all rows of which that is known."""
    sums = {
        "part": _count(of, part),
        "whole": _count(of, part.is_not_null()),
        "unknown": _count(of, part.is_null()),
    }
    return Measure(sums, _number, least=0, groups=_groups(of), lacks=lacks)


def mean(of: str, amount: pl.Expr, heads: pl.Expr, per: float) -> Measure:
    """Amount a head, in units of ``per``, over rows whose amount is known."""
    known = amount.is_not_null()
    sums = {
        "part": Sum(of, amount.fill_null(0)),
        "whole": Sum(of, pl.when(known).then(heads).otherwise(0)),
        "unknown": Sum(of, pl.when(known).then(0).otherwise(heads)),
    }

    def figures(added: Added) -> Figures:
        value = ratio(added["part"], added["whole"]) / per
        return Figures(value, added["part"], added["whole"], unknown=added["unknown"])

    return Measure(sums, figures, groups=_groups(of))


def fall(of: str, before: pl.Expr, now: pl.Expr, among: pl.Expr | None = None) -> Measure:
    """By how many points of percent a share fell among the same rows, with its interval."""
    inside = pl.lit(value=True) if among is None else among
    known = inside & before.is_not_null() & now.is_not_null()
    sums = {
        "left": _count(of, known & before & ~now),
        "entered": _count(of, known & ~before & now),
        "whole": _count(of, known),
        "unknown": _count(of, inside.fill_null(value=True) & ~known.fill_null(value=False)),
    }
    return Measure(sums, _fall, groups=_groups(of))


def ratio(part: Floats, whole: Floats) -> Floats:
    """Part by whole; NaN where there is nothing to divide by."""
    found: Floats = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0)
    return found


def counted(of: str, rows: pl.Expr) -> Sum:
    """The number of rows of which it holds; unknown counts as no."""
    return _count(of, rows)


def _count(of: str, rows: pl.Expr) -> Sum:
    return Sum(of, rows.fill_null(value=False).cast(pl.Int64))


def _groups(of: str) -> tuple[str, ...]:
    return PEOPLE if of in ("people", "everybody") else HOMES


def _share(added: Added) -> Figures:
    part, whole = added["part"], added["whole"]
    low, high = wilson(part, whole)
    return Figures(100 * ratio(part, whole), part, whole, 100 * low, 100 * high, added["unknown"])


def _number(added: Added) -> Figures:
    part = added["part"]
    return Figures(part.astype(np.float64), part, added["whole"], unknown=added["unknown"])


def _fall(added: Added) -> Figures:
    left, entered, whole = added["left"], added["entered"], added["whole"]
    value, low, high = (100 * x for x in fall_of_share(left, entered, whole))
    return Figures(value, left - entered, whole, low, high, added["unknown"])


__all__ = [
    "INDICATORS",
    "Figures",
    "Measure",
    "Moment",
    "Sum",
    "count",
    "counted",
    "fall",
    "indicator",
    "mean",
    "ratio",
    "share",
]
