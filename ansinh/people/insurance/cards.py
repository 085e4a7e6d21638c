"""Health insurance: who has a card, and the group that a list puts a person in."""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.insurance_health import HealthGroup
from ansinh.law.facts.poverty import SchoolLevel
from ansinh.people.assumptions import assumed
from ansinh.people.careers import YEAR, first_day, month_of
from ansinh.people.columns import Column, days, years
from ansinh.people.structure import Folk
from ansinh.people.welfare import Welfare

Numbers = np.ndarray[Any, Any]

_CHILD, _SEPTEMBER = 6, 8


def registrations(
    folk: Folk, welfare: Welfare, people: dict[str, Column], farms: Numbers, by_file: Numbers
) -> tuple[Numbers, dict[str, Column]]:
    """Groups of those with a card whom no other record, age or list of the poor puts in one.

    Args:
        people: Facts of people, among them who has a card.
        farms: Households that live mainly from farming.
        by_file: People whose group follows from another record.
    """
    home, homes = folk.home, folk.homes
    listed = welfare.is_listed[home] | homes.in_difficult_village[home]
    has = people["has_health_insurance"].values & folk.is_alive
    person = np.flatnonzero(has & ~by_file & ~listed & (folk.age >= _CHILD))
    pupil = people["attending"].values[person] > SchoolLevel.PRESCHOOL.ordinal
    middling = homes.luck.random("average standard") < assumed("insurance.average_farmers")
    farmer = (farms & middling)[home[person]]
    group = np.select(
        [pupil, farmer],
        [HealthGroup.STUDENT.ordinal, HealthGroup.AVERAGE_FARMER.ordinal],
        HealthGroup.HOUSEHOLD.ordinal,
    )
    began = (years(folk.birth[person]) + _CHILD - 1970) * YEAR + _SEPTEMBER
    now = month_of(np.array([folk.today]))[0]
    joined = (now // YEAR - folk.luck.at(person).below("joined", 8)) * YEAR
    since = np.where(pupil, np.minimum(began, now), joined)
    born = month_of(folk.birth[person]) + 1
    return person, {
        "group": Column(group),
        "since": Column(days(first_day(np.maximum(since, born)))),
        "place": Column(_places(home[person], group), group == HealthGroup.HOUSEHOLD.ordinal),
    }


def _places(home: Numbers, group: Numbers) -> Numbers:
    """Number of each among those of the household who join with it."""
    joins = group == HealthGroup.HOUSEHOLD.ordinal
    before = np.cumsum(joins) - joins
    start = np.searchsorted(home, home)
    return np.asarray(before - before[start] + 1)
