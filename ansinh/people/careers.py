"""Working lives: when a contract begins and ends, half-years without work, and retirement.

A rank of luck decides what work a person usually has. Contracts grow rarer with age, so that the
same rank says when a contract ends; fields may be left for a factory one day. Months count from
January 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from ansinh.law.book import national_law
from ansinh.people.assumptions import assumed
from ansinh.people.columns import days, years
from ansinh.people.structure import Folk
from ansinh.people.units import unit_by_cell
from ansinh.people.welfare import FIRST_MONTH, Welfare
from ansinh.people.world import BASE, DAYS_PER_YEAR

Numbers = np.ndarray[Any, Any]

#: Later than any month that is told.
NEVER = 12 * 200
YEAR, HALF = 12, 6
#: The first half-year for which spells without work are drawn, as a year.
_FIRST_HALF = 2015
_GROWN, _JULY = 18, 6
_WARDS = date(2025, 7, 1)


@dataclass
class Career:
    """Working lives; one cell a person.

    Attributes:
        rank: Even luck; the lower, the surer a contract.
        chance: Share with a contract among those like the person, up to 40 years old.
        begins: First month of the contract, NEVER for none.
        ends: First month without it: of the birthday at which a contract is too rare, the
            retirement or the death.
        retires: First month after reaching the retirement age.
        without: Whether each person is without work in each half-year, (people, half-years).
    """

    rank: Numbers
    chance: Numbers
    begins: Numbers
    ends: Numbers
    retires: Numbers
    without: Numbers

    @property
    def first_half(self) -> int:
        """Month in which the first of the half-years begins."""
        return (_FIRST_HALF - 1970) * YEAR


def make_career(folk: Folk, welfare: Welfare, leaves_school: Numbers, ability: Numbers) -> Career:
    """Working lives of everybody.

    Args:
        leaves_school: Age in school years at which each person's schooling ends.
        ability: Rank in school.
    """
    luck, town = folk.luck, in_town(folk)
    rates = assumed("work.with_contract")
    chance = np.where(town, rates["urban"], rates["rural"])
    # Five years older, or a lower rank in school: a contract is rarer.
    chance = chance + (ability - 0.5) * assumed("work.contract_with_ability")
    rank, retires = luck.random("work"), retirement(folk.birth, folk.is_male)
    lasts = np.ceil((chance - rank) / assumed("work.contract_with_age"))
    lost = month_of(folk.birth + ((40 + lasts) * DAYS_PER_YEAR).astype(np.int64))
    school = (years(folk.birth) + np.maximum(leaves_school, _GROWN) - 1970) * YEAR + _JULY
    first, last = assumed("insurance.formal_jobs_from")
    opened = ((luck.between("a job opens", first, last) - 1970) * YEAR).astype(np.int64)
    begins = np.maximum(school + luck.below("first job", HALF), opened)
    begins = np.where(rank < chance, begins, NEVER)
    switch, young = factory(folk)
    then = ((switch - folk.birth) / DAYS_PER_YEAR).astype(np.int64)
    rarer = np.maximum(then - 40, 0) * assumed("work.contract_with_age")
    switches = young & (rank >= chance - rarer + assumed("work.without_contract"))
    begins = np.where(switches, np.maximum(month_of(switch) + 1, school), begins)
    ends = np.minimum(np.where(switches, retires, lost), retires)
    return Career(
        rank=rank,
        chance=chance,
        begins=begins,
        ends=np.minimum(ends, month_of(folk.death)),
        retires=retires,
        without=_without(folk, welfare),
    )


def in_town(folk: Folk) -> Numbers:
    """Whether people live in what is a ward since July 2025: the same on every day shown."""
    kinds = np.array([unit.kind == "urban" for unit in unit_by_cell(_WARDS)])
    return np.asarray(kinds[folk.homes.cell][folk.home])


def factory(folk: Folk) -> tuple[Numbers, Numbers]:
    """Day on which fields would be left for a factory, and who is young enough then."""
    wait = folk.luck.exponential("factory") / assumed("work.to_the_factory_a_year")
    day = BASE + np.minimum(wait * DAYS_PER_YEAR, 60_000).astype(np.int64)
    return day, (day - folk.birth) / DAYS_PER_YEAR < 42


def _without(folk: Folk, welfare: Welfare) -> Numbers:
    """Out of work in each half-year up to this one, more often while the household does badly."""
    day = folk.homes.world.day
    halves = [(year, half) for year in range(_FIRST_HALF, day.year + 1) for half in (0, 1)]
    if day.month <= HALF:
        halves.pop()
    rate, told = assumed("work.spells_a_half_year"), welfare.path.shape[1] - 1
    found = np.zeros((len(folk), len(halves)), dtype=bool)
    for number, (year, half) in enumerate(halves):
        ended = (year - 1970) * YEAR + (half + 1) * HALF - 1
        at = min(ended - int(FIRST_MONTH.astype(np.int64)), told)
        shock = welfare.path[:, at][folk.home] if at >= 0 else np.zeros(len(folk))
        chance = rate * np.exp(assumed("work.spells_with_misfortune") * np.clip(shock, -1.5, 1.5))
        found[:, number] = folk.luck.random(f"without work {year}.{half}") < chance
    return found


def month_of(day: Numbers) -> Numbers:
    """Months of days counted from 1970."""
    return np.asarray(days(day).astype("datetime64[M]").astype(np.int64))


def first_day(month: Numbers) -> Numbers:
    """First days of months, counted from 1970."""
    return np.asarray(month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64))


def retirement(birth: Numbers, is_male: Numbers) -> Numbers:
    """First month after the retirement age that the law sets for the month of birth."""
    born = month_of(birth)
    written = (born // YEAR + 1970) * 100 + born % YEAR + 1
    ages = [of_brackets(f"insurance.retirement_age.{sex}", written) for sex in ("women", "men")]
    return np.asarray(born + np.where(is_male, ages[1], ages[0]).astype(np.int64) + 1)


@lru_cache(maxsize=64)
def _latest(name: str) -> Any:
    """The last value of a figure of the law."""
    return national_law().parameters[name].values[-1].value


def of_brackets(name: str, at: Numbers) -> Numbers:
    """The last value of a figure in brackets, for each of ``at``."""
    least, values = zip(*_latest(name), strict=True)
    place = np.searchsorted(np.array(least), at, side="right") - 1
    return np.asarray(np.array([float(value) for value in values])[place])


def figure(name: str, day: date) -> Any:
    """A figure of the law of insurance that counts on a day, whenever it became known."""
    value = national_law().parameters[f"insurance.{name}"].at(day, date.max)
    assert value is not None
    return value.value
