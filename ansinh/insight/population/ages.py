"""Size and shape of a population: sex, place, ethnic group, age."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

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

_age = pl.col("age")
_child, _working, _old = _age < 15, _age.is_between(15, 64), _age >= 65


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
