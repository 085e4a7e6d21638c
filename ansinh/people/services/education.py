"""Where pupils and students learn, what it costs them, and how far the school is."""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.choices import Ethnicity
from ansinh.law.facts.education import PupilLodging, SchoolKind, TrainingLevel
from ansinh.law.facts.poverty import SchoolLevel
from ansinh.people.assumptions import assumed
from ansinh.people.columns import Column
from ansinh.people.structure import Folk
from ansinh.people.work import FIRST_GRADE, Schooling, Work, school_grade

Numbers = np.ndarray[Any, Any]

_GENERAL = (SchoolLevel.PRIMARY, SchoolLevel.LOWER_SECONDARY, SchoolLevel.UPPER_SECONDARY)
_FIRST_GRADES = (0, 0, FIRST_GRADE, 11, 15, 15, 18)
_STEP = 10_000


def education_facts(folk: Folk, school: Schooling, work: Work) -> dict[str, Column]:
    """Facts of schooling; what only a claim brings keeps its safe default."""
    luck, attending = folk.luck, school.attending
    general = np.isin(attending, [level.ordinal for level in _GENERAL])
    trained = attending >= SchoolLevel.VOCATIONAL.ordinal
    pupil = general | (attending == SchoolLevel.PRESCHOOL.ordinal)
    kind = _kinds(folk, attending)
    private = pupil & (kind == SchoolKind.PRIVATE.ordinal)
    level = _levels(folk, attending)
    return {
        "school_kind": Column(kind, pupil | trained),
        "training_level": Column(level, trained),
        "year_of_level": Column(_years_of_level(folk, attending), general | trained),
        "school_fee": Column(_fees(folk, attending), private),
        "tuition_support_rate": Column(
            np.array(assumed("education.support_rates"))[attending], private
        ),
        "lodging": Column(_lodging(folk, kind, trained), pupil | trained),
        "school_distance": Column(_distances(folk), general),
        "has_terrain_obstacle": Column(
            luck.random("terrain") < assumed("education.terrain"),
            general & folk.homes.is_mountain[folk.home],
        ),
        "has_parent_in_industrial_zone": Column(
            np.isin(folk.mother, folk.ids[work.in_zone])
            | np.isin(folk.father, folk.ids[work.in_zone]),
            pupil,
        ),
        "is_of_very_small_ethnic_group": Column(
            luck.random("very small group") < assumed("education.very_small_groups"),
            folk.ethnicity == Ethnicity.OTHER.ordinal,
        ),
    }


def _kinds(folk: Folk, attending: Numbers) -> Numbers:
    """Public, private or continuing; some of the minorities in the mountains board."""
    rank = folk.luck.random("school")
    private = rank < np.array(assumed("education.private"))[attending]
    upper = attending == SchoolLevel.UPPER_SECONDARY.ordinal
    continuing = upper & (rank > 1 - assumed("education.continuing"))
    secondary = upper | (attending == SchoolLevel.LOWER_SECONDARY.ordinal)
    minority = folk.ethnicity != Ethnicity.KINH.ordinal
    boards = secondary & minority & folk.homes.is_mountain[folk.home]
    boards &= folk.luck.random("boarding school") < assumed("education.boards")
    return np.select(
        [boards, private, continuing],
        [
            SchoolKind.ETHNIC_BOARDING.ordinal,
            SchoolKind.PRIVATE.ordinal,
            SchoolKind.CONTINUING.ordinal,
        ],
        SchoolKind.PUBLIC.ordinal,
    )


def _levels(folk: Folk, attending: Numbers) -> Numbers:
    """Level of training of those past general education."""
    rank = folk.luck.random("training level")
    elementary = rank < assumed("education.elementary_of_trade")
    trade = np.where(
        elementary, TrainingLevel.ELEMENTARY.ordinal, TrainingLevel.INTERMEDIATE.ordinal
    )
    college = rank < assumed("education.college_of_higher")
    higher = np.where(college, TrainingLevel.COLLEGE.ordinal, TrainingLevel.UNIVERSITY.ordinal)
    return np.where(attending == SchoolLevel.VOCATIONAL.ordinal, trade, higher)


def _years_of_level(folk: Folk, attending: Numbers) -> Numbers:
    year = school_grade(folk) - np.array(_FIRST_GRADES)[attending] + 1
    return np.asarray(np.clip(year, 1, 10))


def _fees(folk: Folk, attending: Numbers) -> Numbers:
    """Monthly fee of a private school, in steps of 10,000 đồng."""
    usual = np.array(assumed("education.private_fees"))[attending]
    fee = usual * np.exp(folk.luck.normal("fee") * assumed("education.spread_of_fees"))
    return np.asarray(np.round(fee / _STEP).astype(np.int64) * _STEP)


def _lodging(folk: Folk, kind: Numbers, trained: Numbers) -> Numbers:
    away = trained & (folk.luck.random("lodges") < assumed("education.students_away"))
    at_school = away | (kind == SchoolKind.ETHNIC_BOARDING.ordinal)
    return np.where(at_school, PupilLodging.AT_SCHOOL.ordinal, PupilLodging.HOME.ordinal)


def _distances(folk: Folk) -> Numbers:
    """Tenths of a kilometre to school."""
    middle = assumed("education.distance")
    usual = np.where(folk.homes.is_mountain[folk.home], middle["mountain"], middle["lowland"])
    far = usual * np.exp(folk.luck.normal("to school") * assumed("education.spread_of_distance"))
    return np.asarray(np.clip(np.round(far * 10), 1, 400).astype(np.int64))
