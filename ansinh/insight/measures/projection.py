"""Projecting a population by sex and single year of age: the cohort-component method.

A year at a time: everybody grows a year older or dies, women bear children at the rates of their
age, half of those who come and go do so before the deaths and births of the year, half after.

Source: S. H. Preston, P. Heuveline, M. Guillot, Demography: Measuring and Modeling Population
Processes (2001), chapter 6, with one-year steps; P. H. Leslie, “On the use of matrices in certain
population mathematics”, Biometrika 33 (1945), 183–212.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ansinh.engine.errors import DataError

Floats = npt.NDArray[np.float64]
#: Order of the sexes in every array.
SEXES = ("male", "female")
MALE, FEMALE = 0, 1


@dataclass(frozen=True)
class Year:
    """What happens in one year.

    Attributes:
        survival: By sex, the ratios of :attr:`LifeTable.survival`.
        fertility: Births a woman and year, by age.
        boys_to_girls: Boys born to one girl.
        migrants: Who comes less who goes, by sex and age; nobody unless given.
    """

    survival: Floats
    fertility: Floats
    boys_to_girls: float
    migrants: Floats | None = None


@dataclass(frozen=True)
class Step:
    """A population at the end of a year and what happened in it; the first has neither.

    Attributes:
        people: By sex and age; the last age holds all higher ones.
    """

    people: Floats
    births: float = 0.0
    deaths: float = 0.0
    migrants: float = 0.0


def project(people: npt.ArrayLike, years: Iterable[Year]) -> Iterator[Step]:
    """The population now, then at the end of each year.

    Raises:
        DataError: rates are of other ages than people.
    """
    now = np.asarray(people, np.float64)
    yield Step(now)
    for year in years:
        step = _next(now, year)
        now = step.people
        yield step


def _next(now: Floats, year: Year) -> Step:
    if year.survival.shape != now.shape or year.fertility.shape != now.shape[1:]:
        raise DataError(
            f"projection: expected rates of {now.shape[1]} ages and two sexes, got survival"
            f" {year.survival.shape} and fertility {year.fertility.shape}"
        )
    half = np.zeros_like(now) if year.migrants is None else year.migrants / 2
    start = now + half
    older = np.empty_like(now)
    older[:, 1:-1] = start[:, :-2] * year.survival[:, 1:-1]
    older[:, -1] = (start[:, -2] + start[:, -1]) * year.survival[:, -1]
    women = (start[FEMALE] + _with_newborn(older)[FEMALE]) / 2
    births = float((women * year.fertility).sum())
    boys = births * year.boys_to_girls / (1 + year.boys_to_girls)
    older[:, 0] = np.array([boys, births - boys]) * year.survival[:, 0]
    moved = 2 * float(half.sum())
    deaths = float(start.sum()) + births - float(older.sum())
    return Step(older + half, births, deaths, moved)


def _with_newborn(older: Floats) -> Floats:
    """Those a year later, nobody yet at age 0: no mother is so young."""
    known = older.copy()
    known[:, 0] = 0.0
    return known


def leslie(year: Year) -> Floats:
    """The matrix that takes women by age to women by age a year later, without migrants."""
    ages = len(year.fertility)
    survival, girls = year.survival[FEMALE], 1 / (1 + year.boys_to_girls)
    matrix = np.zeros((ages, ages))
    matrix[np.arange(1, ages - 1), np.arange(ages - 2)] = survival[1:-1]
    matrix[-1, -2:] = survival[-1]
    later = year.fertility.copy()
    later[0] = 0.0
    matrix[0] = girls * survival[0] * (year.fertility + later @ matrix) / 2
    return matrix


def growth(year: Year) -> float:
    """The yearly growth that these rates lead to in the end: Lotka's r, as a rate in exp(r)."""
    roots = np.linalg.eigvals(leslie(year))
    return float(np.log(np.abs(roots).max()))
