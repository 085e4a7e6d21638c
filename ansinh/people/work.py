"""School and work on the day shown, along a life.

A child goes up a grade each September until the age at which it stops; a grown person has one kind
of work, may leave the fields for a factory one day, and is without work for half a year now and
then, more often while its household does badly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtr

from ansinh.law.facts.poverty import Qualification, SchoolLevel, WorkSituation
from ansinh.people.assumptions import assumed
from ansinh.people.careers import Career, factory, make_career, month_of
from ansinh.people.columns import years
from ansinh.people.structure import Folk
from ansinh.people.welfare import Welfare

Numbers = np.ndarray[Any, Any]

FIRST_GRADE, LOWER_GRADE, UPPER_GRADE, GROWN = 6, 11, 15, 18
_GRADUATED = 22
_CONTRACT = WorkSituation.WAGE_WITH_CONTRACT.ordinal
_NO_CONTRACT = WorkSituation.WAGE_WITHOUT_CONTRACT.ordinal
_OWN = WorkSituation.OWN_WORK.ordinal
_LOOKING = WorkSituation.LOOKING_FOR_WORK.ordinal
_IDLE = WorkSituation.NOT_WORKING.ordinal


@dataclass
class Schooling:
    """What each person attends and has completed, as places in the law's lists.

    Attributes:
        ability: Even luck in school; lower where hardship lasts.
        stops: Age in school years at which schooling ends.
    """

    attending: Numbers
    completed: Numbers
    ability: Numbers
    stops: Numbers


def make_schooling(folk: Folk, welfare: Welfare) -> Schooling:
    """School of everybody on the day shown."""
    link = assumed("school.link_with_hardship")
    hardship = welfare.lasting[folk.home]
    skill = folk.luck.normal("ability") * np.sqrt(1 - link**2) - link * hardship
    ability = ndtr(skill)
    grade = school_grade(folk)
    stops = _stops(folk, hardship, ability)
    attending = _attending(folk, grade, stops)
    return Schooling(attending, _completed(folk, grade, stops, ability), ability, stops)


def school_grade(folk: Folk) -> Numbers:
    """Age in the school year: children of one year of birth go to school together."""
    day = np.datetime64(folk.homes.world.day, "D")
    year = int(day.astype("datetime64[Y]").astype(np.int64)) + 1970
    month = int(day.astype("datetime64[M]").astype(np.int64)) % 12 + 1
    born = years(folk.birth)
    return np.asarray((year if month >= 9 else year - 1) - born)


def _stops(folk: Folk, hardship: Numbers, ability: Numbers) -> Numbers:
    """Grade in which each person's schooling ends."""
    drop = assumed("school.dropping_out_before_15") * np.exp(
        assumed("school.dropping_out_with_hardship") * np.clip(hardship, -3, 4)
    )
    luck = folk.luck.random("drops out")
    early = LOWER_GRADE + (UPPER_GRADE - LOWER_GRADE) * folk.luck.random("drops out at")
    ahead = assumed("school.ahead_in_town")
    rank = np.where(folk.homes.is_urban[folk.home], ahead + (1 - ahead) * ability, ability)
    later = np.select(
        [
            rank < assumed("school.ends_with_lower_secondary"),
            rank < assumed("school.ends_with_upper_secondary"),
        ],
        [UPPER_GRADE, GROWN],
        _GRADUATED,
    )
    return np.where(luck < drop, early.astype(np.int64), later)


def _attending(folk: Folk, grade: Numbers, stops: Numbers) -> Numbers:
    levels = np.select(
        [
            grade < FIRST_GRADE,
            grade < LOWER_GRADE,
            grade < UPPER_GRADE,
            grade < GROWN,
        ],
        [
            SchoolLevel.PRESCHOOL.ordinal,
            SchoolLevel.PRIMARY.ordinal,
            SchoolLevel.LOWER_SECONDARY.ordinal,
            SchoolLevel.UPPER_SECONDARY.ordinal,
        ],
        SchoolLevel.COLLEGE_OR_UNIVERSITY.ordinal,
    )
    nursery = folk.luck.random("nursery") < assumed("school.nursery")
    small = (folk.age < 1) | ((folk.age < 3) & ~nursery)
    # Those who leave after lower secondary learn a trade until 16, some until 18.
    trade = (grade >= UPPER_GRADE) & (stops == UPPER_GRADE) & (grade < GROWN)
    learns = folk.luck.random("trade") < assumed("school.trade_after_lower_secondary")
    levels[trade] = SchoolLevel.VOCATIONAL.ordinal
    gone = (grade >= stops) & ~(trade & (learns | (folk.age < 16)))
    levels[small | gone | (grade >= _GRADUATED)] = SchoolLevel.NONE.ordinal
    return levels


def _completed(folk: Folk, grade: Numbers, stops: Numbers, ability: Numbers) -> Numbers:
    reached = np.minimum(grade, stops)
    young = np.select(
        [reached < LOWER_GRADE, reached < UPPER_GRADE, reached < GROWN, reached < _GRADUATED],
        [
            Qualification.NONE.ordinal,
            Qualification.PRIMARY.ordinal,
            Qualification.LOWER_SECONDARY.ordinal,
            Qualification.UPPER_SECONDARY.ordinal,
        ],
        Qualification.UNIVERSITY.ordinal,
    )
    found = young.copy()
    trade = (
        (stops == GROWN)
        & (grade >= 20)
        & (folk.luck.random("trade") < assumed("school.trade_after_upper_secondary"))
    )
    found[trade] = Qualification.VOCATIONAL_INTERMEDIATE.ordinal
    for low, high, name in ((30, 60, "middle"), (60, 200, "old")):
        rows = np.flatnonzero((grade >= low) & (grade < high))
        edges = np.cumsum(assumed(f"school.completed_{name}"))[:-1]
        found[rows] = np.searchsorted(edges, ability[rows], side="right")
    return found


@dataclass
class Work:
    """Work of each person; ``in_zone`` says who works in an industrial zone."""

    situation: Numbers
    in_zone: Numbers
    career: Career


def make_work(folk: Folk, welfare: Welfare, school: Schooling) -> Work:
    """Work of everybody on the day shown."""
    luck, age = folk.luck, folk.age
    career = make_career(folk, welfare, school.stops, school.ability)
    usual = _usual(folk, career)
    situation = np.where(career.without[:, -1] & (usual < _OWN), _LOOKING, usual)
    aged = career.retires <= month_of(np.minimum(folk.today, folk.death))
    retired = aged & (luck.random("retires") < _retired_by(age))
    at_home = luck.random("at home") < assumed("work.at_home")
    situation[aged & ~retired] = _OWN
    studies = (school.attending != SchoolLevel.NONE.ordinal) & (age < 24)
    situation[(age < 16) | retired | studies | (at_home & (age >= 18))] = _IDLE
    chance = np.where(age < 40, assumed("work.zone_under_40"), assumed("work.zone_from_40"))
    in_zone = (situation == _CONTRACT) & (luck.random("zone") < chance) & (age < 58)
    return Work(situation, in_zone & folk.is_alive, career)


def _retired_by(age: Numbers) -> Numbers:
    """Share that no longer works, rising evenly between two ages."""
    first, last = assumed("work.retires_between")
    return np.asarray(np.clip((age - first) / (last - first), 0, 1))


def _usual(folk: Folk, career: Career) -> Numbers:
    """Kind of work outside spells without any; fields may have been left for a factory."""
    chance = career.chance - np.maximum(folk.age - 40, 0) * assumed("work.contract_with_age")
    loose, rank = assumed("work.without_contract"), career.rank
    usual = np.select([rank < chance, rank < chance + loose], [_CONTRACT, _NO_CONTRACT], _OWN)
    switch, young = factory(folk)
    return np.where((usual == _OWN) & (switch < folk.today) & young, _CONTRACT, usual)
