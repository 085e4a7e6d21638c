"""Disasters, fires and accidents that strike households, and whom they harm."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from ansinh.law.facts.assistance import EmergencyHarm, EmergencyKind, HouseDamage
from ansinh.people.assumptions import assumed
from ansinh.people.calibration.homes import WOMAN
from ansinh.people.columns import Column, days
from ansinh.people.structure import Folk, Homes
from ansinh.people.world import BASE, DAYS_PER_YEAR, day_number

Numbers = np.ndarray[Any, Any]

#: Typhoon Yagi, which struck the province.
TYPHOON = day_number(date(2024, 9, 7))
#: Days for which an emergency stays in the registry.
KEPT = 1_000
_HITS_A_HOUSE = (EmergencyKind.DISASTER.ordinal, EmergencyKind.FIRE.ordinal)
_HUNGER = (
    EmergencyKind.CROP_FAILURE.ordinal,
    EmergencyKind.LEAN_SEASON.ordinal,
    EmergencyKind.LUNAR_NEW_YEAR.ordinal,
)


def emergencies(homes: Homes) -> tuple[Numbers, dict[str, Column]]:
    """Household of each emergency, and its facts."""
    years = homes.luck.exponential("emergency") / assumed("emergencies.a_year")
    day = BASE - KEPT + (np.minimum(years, 100) * DAYS_PER_YEAR).astype(np.int64)
    kind = homes.luck.pick("emergency is", assumed("emergencies.kinds"))
    storm = (kind == EmergencyKind.DISASTER.ordinal) & (
        homes.luck.random("storm") < assumed("emergencies.by_typhoon_yagi")
    )
    day = np.where(storm & (abs(day - TYPHOON) < DAYS_PER_YEAR), TYPHOON, day)
    today = homes.world.today
    home = np.flatnonzero((day <= today) & (day > today - KEPT) & (day >= homes.since))
    return home, _facts(homes, home, day[home], kind[home])


def _facts(homes: Homes, home: Numbers, day: Numbers, kind: Numbers) -> dict[str, Column]:
    luck = homes.luck.at(home)
    hits = np.isin(kind, _HITS_A_HOUSE)
    damage = np.where(hits, luck.pick("damage", assumed("emergencies.damage")), 0)
    destroyed = damage == HouseDamage.DESTROYED.ordinal
    hungry = np.isin(kind, _HUNGER)
    return {
        "happened_on": Column(days(day)),
        "kind": Column(kind),
        "house_damage": Column(damage, hits),
        "has_no_other_home": Column(
            destroyed & (luck.random("homeless") < assumed("emergencies.no_other_home")), hits
        ),
        "must_relocate": Column(
            luck.random("relocate") < assumed("emergencies.must_relocate"), hits
        ),
        "people_short_of_food": Column(1 + luck.below("hungry", 4), hungry),
        "months_short_of_food": Column(1 + luck.below("hungry for", 3), hungry),
    }


def harm_facts(folk: Folk, home: Numbers, emergency: dict[str, Column]) -> dict[str, Column]:
    """Injury and death in the emergencies of a block."""
    accident = np.full(len(folk.homes), -1)
    accident[home] = np.arange(len(home))
    mine, luck = accident[folk.home], folk.luck
    hit = (
        (mine >= 0)
        & (folk.place <= WOMAN)
        & (luck.random("harmed") < assumed("emergencies.harmed"))
    )
    kinds = np.append(emergency["kind"].values, 0)[mine]
    day = np.append(emergency["happened_on"].values.astype(np.int64), 0)[mine]
    dead = (folk.death >= day) & (folk.death - day < 30)
    hit &= (folk.birth < day) & (folk.death >= day)
    harm = np.where(dead, EmergencyHarm.DEAD.ordinal, EmergencyHarm.INJURED.ordinal)
    return {
        "harm": Column(harm, hit),
        "harmed_on": Column(days(day), hit),
        "harm_cause": Column(kinds, hit),
        "days_of_treatment": Column(1 + luck.below("treated for", 29), hit & ~dead),
    }
