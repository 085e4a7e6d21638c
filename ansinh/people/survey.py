"""Facts of the poverty survey, such that listed households mostly look like their list.

Each household draws which indicators it is deprived in; household facts and a member's facts are
then filled so that the indicator comes out that way.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.poverty import (
    Qualification,
    SchoolLevel,
    Toilet,
    WaterSource,
    WorkSituation,
)
from ansinh.people.columns import Column
from ansinh.people.structure import Folk, Homes
from ansinh.people.welfare import NEAR_POOR, NOT_LISTED, POOR, Welfare

Numbers = np.ndarray[Any, Any]

INDICATORS = (
    "employment",
    "nutrition",
    "insurance",
    "adult_education",
    "schooling",
    "quality",
    "area",
    "water",
    "toilet",
    "internet",
    "information",
)
#: Chance of each deprivation: poor, near-poor, left a list, never listed.
DEPRIVATION = np.array(
    [
        [0.60, 0.25, 0.25, 0.50, 0.15, 0.50, 0.30, 0.35, 0.65, 0.32, 0.12],
        [0.30, 0.08, 0.10, 0.22, 0.05, 0.12, 0.08, 0.10, 0.20, 0.10, 0.03],
        [0.22, 0.06, 0.10, 0.18, 0.03, 0.06, 0.05, 0.06, 0.12, 0.07, 0.02],
        [0.12, 0.03, 0.05, 0.10, 0.02, 0.02, 0.02, 0.02, 0.05, 0.03, 0.01],
    ]
)
#: Income line per head and month, rural and urban (Nghị định 07/2021/NĐ-CP, Điều 3).
LINES = (1_500_000, 2_000_000)
#: Median income per head of households not on a list: mountain, other rural, urban.
MEDIANS = (3_300_000, 4_800_000, 6_500_000)
#: Households on no list whose survey facts are in the registry.
SURVEYED = 0.8
#: Households on no list that are in truth below the line, and listed ones in truth above it.
OVERLOOKED, OVERSTAYING = 0.006, 0.06
#: A single fact lacking in a household that was surveyed.
BLANK = 0.02


def household_facts(
    rng: np.random.Generator, homes: Homes, folk: Folk, welfare: Welfare, lacks: Numbers
) -> dict[str, Column]:
    """Survey facts of households; ``lacks`` is (households, indicators)."""
    count = len(homes)
    living = np.maximum(folk.count(folk.is_alive), 1)
    lack = dict(zip(INDICATORS, lacks.T, strict=True))
    surveyed = (welfare.status != NOT_LISTED) | (rng.random(count) < SURVEYED)
    per_head = income_per_head(rng, homes, welfare)
    score = np.clip(per_head / LINES[homes.is_urban] * 140, 0, 900) * rng.normal(1, 0.08, count)
    facts = {
        "monthly_income": Column((per_head * living / 10_000).astype(np.int64) * 10_000),
        "score_a": Column(np.clip(score / 5, 0, 200).astype(np.int64) * 5),
        "scored": Column(welfare.status != NOT_LISTED),
        "is_mainly_farming": Column(rng.random(count) < (0.08 if homes.is_urban else 0.45)),
        **_dwelling(rng, homes, living, lack),
        **_information(rng, homes, lack),
        "is_on_grid": Column(rng.random(count) > (0.006 if homes.is_mountain else 0.0005)),
        "monthly_kwh": Column(
            np.minimum(
                rng.lognormal(4.75, 0.55, count) * np.where(welfare.is_listed, 0.5, 1), 5000
            ).astype(np.int64)
        ),
    }
    return {name: column.hide(~surveyed).forget(rng, BLANK) for name, column in facts.items()} | {
        "is_ethnic_minority": Column(homes.ethnicity != 0),
        "in_especially_difficult_village": Column(welfare.in_difficult_village),
    }


def draw_deprivations(rng: np.random.Generator, welfare: Welfare) -> Numbers:
    """Which indicators each household is deprived in, (households, indicators)."""
    group = np.select(
        [welfare.status == POOR, welfare.status == NEAR_POOR, welfare.status == NOT_LISTED],
        [0, 1, 3],
        2,
    )
    return np.asarray(rng.random((len(group), len(INDICATORS))) < DEPRIVATION[group])


def income_per_head(rng: np.random.Generator, homes: Homes, welfare: Welfare) -> Numbers:
    """Đồng per person and month."""
    count, line = len(homes), LINES[homes.is_urban]
    median = MEDIANS[0] if homes.is_mountain else MEDIANS[2 if homes.is_urban else 1]
    usual = np.maximum(rng.lognormal(np.log(median), 0.45, count), line * 1.03)
    below = line * rng.uniform(0.4, 1.0, count)
    is_below = np.where(
        welfare.is_listed, rng.random(count) >= OVERSTAYING, rng.random(count) < OVERLOOKED
    )
    return np.where(is_below, below, usual)


def _dwelling(
    rng: np.random.Generator, homes: Homes, living: Numbers, lack: dict[str, Numbers]
) -> dict[str, Column]:
    count = len(homes)
    per_head = np.where(lack["area"], rng.uniform(4, 7.9, count), rng.uniform(9, 40, count))
    # A dwelling that is not durable lacks two of the three structures, or all.
    spared = np.where(lack["quality"], rng.integers(0, 4, count), 9)
    flaw = np.where(lack["quality"] | (rng.random(count) > 0.04), 9, rng.integers(0, 3, count))

    def durable(part: int) -> Column:
        return Column(np.where(lack["quality"], spared == part, flaw != part))

    safe_water = rng.choice(
        6,
        size=count,
        p=(
            (0.12, 0.38, 0.25, 0.22, 0.01, 0.02)
            if homes.is_mountain
            else (0.72, 0.2, 0.04, 0.0, 0.02, 0.02)
        ),
    )
    safe_toilet = rng.choice(
        5,
        size=count,
        p=((0.6, 0.14, 0.08, 0.08, 0.1) if homes.is_mountain else (0.93, 0.03, 0.01, 0.01, 0.02)),
    )
    unsafe = rng.choice((Toilet.OTHER.ordinal, Toilet.NONE.ordinal), count, p=(0.7, 0.3))
    return {
        "dwelling_area": Column((per_head * living * 10).astype(np.int64) * 10),
        "wall_is_durable": durable(0),
        "column_is_durable": durable(1),
        "roof_is_durable": durable(2),
        "water_source": Column(np.where(lack["water"], WaterSource.OTHER.ordinal, safe_water)),
        "toilet": Column(np.where(lack["toilet"], unsafe, safe_toilet)),
        "waste_is_treated": Column(rng.random(count) < (0.55 if homes.is_mountain else 0.93)),
    }


def _information(
    rng: np.random.Generator, homes: Homes, lack: dict[str, Numbers]
) -> dict[str, Column]:
    count, some = len(homes), ~lack["information"]
    return {
        "someone_uses_internet": Column(~lack["internet"]),
        "has_television": Column(some & (rng.random(count) < 0.9)),
        "has_radio": Column(some & (rng.random(count) < 0.08)),
        "has_computer": Column(some & (rng.random(count) < (0.45 if homes.is_urban else 0.2))),
        "has_telephone": Column(some),
        "hears_loudspeaker": Column(rng.random(count) < (0.7 if homes.is_mountain else 0.95)),
    }


def person_facts(
    rng: np.random.Generator, folk: Folk, welfare: Welfare, lacks: Numbers
) -> dict[str, Column]:
    """Survey facts of people."""
    lack = {name: column[folk.home] for name, column in zip(INDICATORS, lacks.T, strict=True)}
    count, age = len(folk), folk.age
    surveyed = ((welfare.status != NOT_LISTED) | (rng.random(len(welfare.status)) < SURVEYED))[
        folk.home
    ]
    attending = _attending(rng, age, lack)
    completed = _completed(rng, age, attending, lack["adult_education"], folk.homes.is_urban)
    work = _work(rng, folk, attending, lack["employment"])
    insured = ~(lack["insurance"] & (rng.random(count) < 0.5)) | (age < 6)
    child = age < 16
    facts = {
        "work_situation": Column(work),
        "completed": Column(completed),
        "is_trained_by_employer": Column(
            (work == WorkSituation.WAGE_WITH_CONTRACT.ordinal) & (rng.random(count) < 0.05)
        ).where((age >= 16) & (age <= 30)),
        "is_stunted": Column(lack["nutrition"] & (rng.random(count) < 0.6)).where(child),
        "is_underweight": Column(lack["nutrition"] & (rng.random(count) < 0.5)).where(child),
        "went_without_treatment": Column(rng.random(count) < 0.008),
    }
    return {n: c.hide(~surveyed).forget(rng, BLANK) for n, c in facts.items()} | {
        "attending": Column(attending).forget(rng, BLANK),
        "has_health_insurance": Column(insured).forget(rng, BLANK),
    }


def _attending(rng: np.random.Generator, age: Numbers, lack: dict[str, Numbers]) -> Numbers:
    luck = rng.random(len(age))
    levels = np.full(len(age), SchoolLevel.NONE.ordinal)
    for least, most, level, share in (
        (1, 3, SchoolLevel.PRESCHOOL, 0.35),
        (3, 6, SchoolLevel.PRESCHOOL, 1.0),
        (6, 12, SchoolLevel.PRIMARY, 1.0),
        (12, 16, SchoolLevel.LOWER_SECONDARY, 1.0),
        (16, 18, SchoolLevel.UPPER_SECONDARY, 0.85),
        (18, 23, SchoolLevel.COLLEGE_OR_UNIVERSITY, 0.3),
    ):
        levels[(age >= least) & (age < most) & (luck < share)] = level.ordinal
    trainee = (age >= 17) & (age < 24) & (luck > 0.92)
    levels[trainee] = SchoolLevel.VOCATIONAL.ordinal
    out_of_school = lack["schooling"] & (age >= 3) & (age < 16) & (luck < 0.6)
    gave_up = lack["adult_education"] & (age >= 16) & (age <= 30) & (luck > 0.2)
    levels[out_of_school | gave_up] = SchoolLevel.NONE.ordinal
    return levels


def _completed(
    rng: np.random.Generator, age: Numbers, attending: Numbers, deprived: Numbers, is_urban: bool
) -> Numbers:
    count = len(age)
    grown = rng.choice(
        len(Qualification),
        size=count,
        p=(
            (0.0, 0.0, 0.0, 0.46, 0.06, 0.12, 0.12, 0.24)
            if is_urban
            else (0.0, 0.0, 0.0, 0.62, 0.08, 0.12, 0.08, 0.10)
        ),
    )
    middle = rng.choice(
        len(Qualification), size=count, p=(0.01, 0.06, 0.4, 0.28, 0.05, 0.08, 0.04, 0.08)
    )
    old = rng.choice(
        len(Qualification), size=count, p=(0.12, 0.38, 0.32, 0.1, 0.01, 0.04, 0.01, 0.02)
    )
    low = rng.choice((0, 1), size=count, p=(0.2, 0.8))
    levels = np.select([age >= 60, age > 30, age >= 18], [old, middle, grown], 0)
    youth = (age >= 16) & (age < 18)
    levels[youth] = Qualification.LOWER_SECONDARY.ordinal
    levels[(age >= 12) & (age < 16)] = Qualification.PRIMARY.ordinal
    school = (attending == SchoolLevel.COLLEGE_OR_UNIVERSITY.ordinal) | (
        attending == SchoolLevel.VOCATIONAL.ordinal
    )
    levels[school & (age < 24)] = Qualification.UPPER_SECONDARY.ordinal
    behind = deprived & (age >= 16) & (age <= 30) & (attending == SchoolLevel.NONE.ordinal)
    levels[behind] = np.where(age[behind] < 18, low[behind], Qualification.LOWER_SECONDARY.ordinal)
    return levels


def _work(rng: np.random.Generator, folk: Folk, attending: Numbers, deprived: Numbers) -> Numbers:
    age, luck = folk.age, rng.random(len(folk))
    contract = 0.62 if folk.homes.is_urban else 0.42
    work = np.select(
        [luck < contract, luck < 0.93],
        [WorkSituation.WAGE_WITH_CONTRACT.ordinal, WorkSituation.OWN_WORK.ordinal],
        WorkSituation.NOT_WORKING.ordinal,
    )
    insecure = deprived & (luck < 0.75)
    work[insecure] = np.where(
        luck[insecure] < 0.15,
        WorkSituation.LOOKING_FOR_WORK.ordinal,
        WorkSituation.WAGE_WITHOUT_CONTRACT.ordinal,
    )
    retired = (age >= 61) & (rng.random(len(folk)) < np.clip((age - 45) / 40, 0, 1))
    work[(age >= 61) & ~retired] = WorkSituation.OWN_WORK.ordinal
    idle = (age < 16) | retired | ((attending != SchoolLevel.NONE.ordinal) & (age < 24))
    work[idle] = WorkSituation.NOT_WORKING.ordinal
    return work
