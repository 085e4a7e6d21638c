"""Facts of the poverty survey, such that listed households mostly look like their list.

Each household draws which indicators it is deprived in; household facts and a member's facts are
then filled so that the indicator comes out that way. The luck of a household is the same on every
day, so that its deprivations change with its lists and not by themselves.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.poverty import Toilet, WaterSource
from ansinh.people.assumptions import assumed
from ansinh.people.columns import Column
from ansinh.people.structure import Folk, Homes
from ansinh.people.welfare import (
    NEAR_POOR,
    NOT_LISTED,
    POOR,
    Welfare,
    income_per_head,
)
from ansinh.people.work import Schooling, Work

Numbers = np.ndarray[Any, Any]

#: Deprivations drawn here; those of schooling and work follow from lives.
INDICATORS = (
    "nutrition",
    "insurance",
    "quality",
    "area",
    "water",
    "toilet",
    "internet",
    "information",
)


def household_facts(homes: Homes, folk: Folk, welfare: Welfare) -> dict[str, Column]:
    """Survey facts of households."""
    luck, lack = homes.luck, deprivations(welfare)
    living = np.maximum(folk.count(folk.is_alive), 1)
    per_head = income_per_head(welfare)
    lines = assumed("poverty.lines")
    line = np.where(homes.is_urban, lines["urban"], lines["rural"])
    score = np.clip(per_head / line * 140, 0, 900) * luck.normal("score", 1, 0.08)
    kwh = np.exp(luck.normal("kwh", 4.75, 0.55)) * np.where(welfare.is_listed, 0.5, 1)
    farms = assumed("work.mainly_farming")
    off_grid = assumed("places.off_the_grid")
    return {
        "monthly_income": Column((per_head * living / 10_000).astype(np.int64) * 10_000),
        "score_a": Column(np.clip(score / 5, 0, 200).astype(np.int64) * 5),
        "scored": Column(welfare.status != NOT_LISTED),
        "is_mainly_farming": Column(
            luck.random("farms") < np.where(homes.is_urban, farms["urban"], farms["rural"])
        ),
        **_dwelling(homes, living, lack),
        **_information(homes, lack),
        "is_on_grid": Column(
            luck.random("grid")
            >= np.where(homes.is_mountain, off_grid["mountain"], off_grid["others"])
        ),
        "monthly_kwh": Column(np.minimum(kwh, 5000).astype(np.int64)),
        "is_ethnic_minority": Column(homes.ethnicity != 0),
        "in_especially_difficult_village": Column(homes.in_difficult_village),
    }


def deprivations(welfare: Welfare) -> dict[str, Numbers]:
    """Which indicators each household is deprived in."""
    status = welfare.status
    group = np.select([status == POOR, status == NEAR_POOR, status == NOT_LISTED], [0, 1, 3], 2)
    luck, rates = welfare.homes.luck, assumed("deprivation.rates")
    return {
        name: luck.random(f"lacks {name}") < np.array(rates[name])[group] for name in INDICATORS
    }


def _dwelling(homes: Homes, living: Numbers, lack: dict[str, Numbers]) -> dict[str, Column]:
    luck = homes.luck
    per_head = np.where(
        lack["area"], luck.between("small", 4, 7.9), luck.between("dwelling", 9, 40)
    )
    # A dwelling that is not durable lacks two of the three structures, or all.
    spared = np.where(lack["quality"], luck.below("spared", 4), 9)
    sound = lack["quality"] | (luck.random("flaw") >= assumed("dwelling.one_part_not_durable"))
    flaw = np.where(sound, 9, luck.below("flawed", 3))

    def durable(part: int) -> Column:
        return Column(np.where(lack["quality"], spared == part, flaw != part))

    unsafe = np.where(
        luck.random("none") < assumed("dwelling.no_toilet_at_all"),
        Toilet.NONE.ordinal,
        Toilet.OTHER.ordinal,
    )
    water, toilet = (
        _by_place(homes, "water", "dwelling.water"),
        _by_place(homes, "toilet", "dwelling.toilet"),
    )
    waste = assumed("dwelling.waste_is_treated")
    treated = np.where(homes.is_mountain, waste["mountain"], waste["others"])
    return {
        "dwelling_area": Column((per_head * living * 10).astype(np.int64) * 10),
        "wall_is_durable": durable(0),
        "column_is_durable": durable(1),
        "roof_is_durable": durable(2),
        "water_source": Column(np.where(lack["water"], WaterSource.OTHER.ordinal, water)),
        "toilet": Column(np.where(lack["toilet"], unsafe, toilet)),
        "waste_is_treated": Column(luck.random("waste") < treated),
    }


def _by_place(homes: Homes, purpose: str, name: str) -> Numbers:
    shares = assumed(name)
    return np.where(
        homes.is_mountain,
        homes.luck.pick(purpose, shares["mountain"]),
        homes.luck.pick(purpose, shares["others"]),
    )


def _information(homes: Homes, lack: dict[str, Numbers]) -> dict[str, Column]:
    luck, some = homes.luck, ~lack["information"]
    has, heard = assumed("information.has"), assumed("information.hears_loudspeaker")
    computers = np.where(homes.is_urban, has["computer_in_town"], has["computer_elsewhere"])
    loud = np.where(homes.is_mountain, heard["mountain"], heard["others"])
    return {
        "someone_uses_internet": Column(~lack["internet"]),
        "has_television": Column(some & (luck.random("television") < has["television"])),
        "has_radio": Column(some & (luck.random("radio") < has["radio"])),
        "has_computer": Column(some & (luck.random("computer") < computers)),
        "has_telephone": Column(some),
        "hears_loudspeaker": Column(luck.random("loudspeaker") < loud),
    }


def person_facts(folk: Folk, welfare: Welfare, school: Schooling, work: Work) -> dict[str, Column]:
    """Survey facts of people."""
    lack, luck, age = deprivations(welfare), folk.luck, folk.age
    hungry = lack["nutrition"][folk.home]
    rates = assumed("survey.members")
    uninsured = lack["insurance"][folk.home] & (luck.random("uninsured") < rates["uninsured"])
    child = age < 16
    trained = (work.situation == 0) & (luck.random("trained") < rates["trained"])
    return {
        "work_situation": Column(work.situation),
        "completed": Column(school.completed),
        "is_trained_by_employer": Column(trained).where((age >= 16) & (age <= 30)),
        "is_stunted": Column(hungry & (luck.random("stunted") < rates["stunted"])).where(child),
        "is_underweight": Column(
            hungry & (luck.random("underweight") < rates["underweight"])
        ).where(child),
        "went_without_treatment": Column(luck.random("untreated") < rates["untreated"]),
        "attending": Column(school.attending),
        "has_health_insurance": Column(~uninsured | (age < 6)),
    }
