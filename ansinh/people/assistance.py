"""Facts of social assistance: disability, kin, pensions, decisions, emergencies.

Who has a decision on file follows from a rough guess of who would be granted one; the exact answer
is the law's, and the difference is what the software is there to find.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.assistance import (
    EmergencyHarm,
    EmergencyKind,
    FacilityStay,
    HouseDamage,
    MaritalStatus,
    ParentSituation,
    SelfCare,
)
from ansinh.people.columns import Column
from ansinh.people.structure import MAN, WOMAN, Folk, Home, Homes
from ansinh.people.welfare import Welfare

Numbers = np.ndarray[Any, Any]

SOCIAL_PENSION_BEGAN = np.datetime64("2025-07-01", "D")
#: Certified disability by age (under 16, to 59, from 60): especially severe, severe, light.
DISABILITY = np.array([[0.002, 0.0075, 0.002], [0.003, 0.011, 0.004], [0.009, 0.036, 0.010]])
#: How much likelier disability is in a household on a list.
DISABILITY_WHEN_LISTED = 2.0
#: People granted a benefit, as a share of those who look entitled: the others are to be found.
DECIDED, REQUESTED = 0.9, 0.93
#: Drawing a retirement pension from 60: town and country.
PENSIONERS = (0.32, 0.13)
EMERGENCIES = 0.006
#: Typhoon Yagi, which struck the province.
TYPHOON = np.datetime64("2024-09-07", "D")


def disabilities(
    rng: np.random.Generator, folk: Folk, welfare: Welfare
) -> tuple[Numbers, dict[str, Column]]:
    """Person of each certificate, and its facts."""
    bracket = np.digitize(folk.age, (16, 60))
    factor = np.where(welfare.is_listed[folk.home], DISABILITY_WHEN_LISTED, 1.0)
    edges = np.cumsum(DISABILITY[bracket] * factor[:, None], axis=1)
    luck = rng.random(len(folk))
    degree = (luck[:, None] >= edges).sum(axis=1)
    who = np.flatnonzero((degree < 3) & (folk.age >= 1))
    again = rng.random(len(who)) < 0.04
    person = np.sort(np.concatenate([who, who[again]]))
    is_old = np.r_[person[1:] == person[:-1], False] if len(person) else np.empty(0, dtype=bool)
    is_new = np.r_[False, is_old[:-1]] if len(person) else is_old
    days = np.minimum((folk.today - folk.birth[person]).astype(np.int64) - 30, 14 * 365)
    certified = folk.today - (1 + rng.random(len(person)) * days).astype("timedelta64[D]")
    if len(person):
        first = np.flatnonzero(is_old)
        certified[first] -= (certified[first] - folk.birth[person[first]]) // 2
        later = certified[np.minimum(np.arange(len(person)) + 1, len(person) - 1)]
        certified = np.where(is_old, np.minimum(certified, later - 1), certified)
    else:
        later = certified
    grade = np.where(is_old, np.minimum(degree[person] + 1, 2), degree[person])
    decided = (grade < 2) & (rng.random(len(person)) < DECIDED)
    waited = rng.integers(20, 120, len(person)).astype("timedelta64[D]")
    decision = np.minimum(certified + waited, folk.today)
    board = (certified < np.datetime64("2014-01-01")) & ~is_new & (rng.random(len(person)) < 0.5)
    loss = np.array([90, 70, 45])[grade] + rng.integers(-9, 10, len(person))
    return person, {
        "kind": Column(rng.choice(6, len(person), p=(0.4, 0.12, 0.12, 0.18, 0.12, 0.06))),
        "degree": Column(grade),
        "certified_on": Column(certified),
        "until": Column(later, is_old),
        "allowance_decision_on": Column(decision, decided),
        "board_capacity_loss": Column(loss, board),
        "board_self_care": Column(
            np.array([SelfCare.NONE.ordinal, SelfCare.WITH_HELP.ordinal, SelfCare.FULL.ordinal])[
                grade
            ],
            board & (rng.random(len(person)) < 0.8),
        ),
    }


def child_facts(rng: np.random.Generator, folk: Folk, attending: Numbers) -> dict[str, Column]:
    """What decides whether a child has nobody to bring it up."""
    age, count = folk.age, len(folk)
    young = age < 22
    situations = {}
    for relation, ids in (("mother", folk.mother), ("father", folk.father)):
        row = folk.row_of(ids)
        died = young & (row >= 0) & ~folk.is_alive[np.maximum(row, 0)]
        luck = rng.random(count)
        situation = np.where(
            died,
            ParentSituation.DEAD.ordinal,
            np.select(
                [luck < 0.0008, luck < 0.0012, luck < 0.004],
                [
                    ParentSituation.MISSING.ordinal,
                    ParentSituation.IN_FACILITY.ordinal,
                    ParentSituation.DETAINED.ordinal,
                ],
                ParentSituation.PRESENT.ordinal,
            ),
        )
        situations[relation] = Column(
            situation,
            young & ((situation != ParentSituation.PRESENT.ordinal) | (rng.random(count) < 0.6)),
        )
    alone = (age < 16) & (folk.mother < 0) & (folk.father < 0)
    abandoned = alone & (rng.random(count) < 0.02)
    orphan = np.logical_and(
        *(column.values == ParentSituation.DEAD.ordinal for column in situations.values())
    )
    studying = Column(attending > 1).where((age >= 6) & (age < 26)).forget(rng, 0.05)
    return {
        "is_abandoned": Column(abandoned, abandoned),
        "is_adopted": Column(rng.random(count) < 0.0015).where(age < 16).forget(rng, 0.1),
        "mother_situation": situations["mother"],
        "father_situation": situations["father"],
        "was_child_without_support": Column(orphan, orphan & (age >= 16) & (age < 23)),
        "studies_for_first_degree": studying,
    }


def income_facts(rng: np.random.Generator, folk: Folk, work: Numbers) -> dict[str, Column]:
    """Pensions and other monthly income, đồng a month."""
    age, count = folk.age, len(folk)
    rate = PENSIONERS[0] if folk.homes.is_urban else PENSIONERS[1]
    retired = (age >= np.where(folk.is_male, 60, 56)) & (rng.random(count) < rate)
    pension = np.where(retired, _money(rng, 4_800_000, 0.35, count, 1_000), 0)
    small = (rng.random(count) < np.where(age >= 60, 0.025, 0.002)) & ~retired
    allowance = np.where(small, _money(rng, 1_100_000, 0.55, count, 1_000), 0)
    merit = rng.random(count) < np.where(age >= 65, 0.03, 0.0008)
    stable = (work == 0) | (pension > 0) | (allowance > 0)
    adult = age >= 16
    return {
        "insurance_pension": Column(pension).forget(rng, 0.06),
        "insurance_allowance": Column(allowance).forget(rng, 0.06),
        "merit_allowance": Column(_money(rng, 2_600_000, 0.3, count, 1_000), merit),
        "has_stable_income": Column(stable).where(adult).forget(rng, 0.1),
    }


def support_facts(rng: np.random.Generator, folk: Folk, welfare: Welfare) -> dict[str, Column]:
    """Health, marriage, who supports a person, and where that person lives."""
    age, count, kind = folk.age, len(folk), folk.homes.type[folk.home]
    elder, poor = age >= 60, welfare.is_poor[folk.home]
    alone = kind == Home.SINGLE_ELDER
    supported = ~alone | (rng.random(count) < 0.6)
    fostered = (folk.carer >= 0) & (rng.random(count) < 0.6)
    taken = fostered | (alone & poor & (rng.random(count) < 0.01))
    stay = rng.choice(len(FacilityStay), count, p=(0.9995, 0.0003, 0.0001, 0.0001))
    uncollected = rng.random(count) < 0.002
    short_of_home = elder & alone & poor & (rng.random(count) < 0.08)
    sheltered = rng.random(count) < 0.0003
    held = folk.is_male & (age >= 18) & (age < 60) & (rng.random(count) < 0.002)
    return {
        "has_hiv": _positive(rng.random(count) < np.where(age >= 16, 0.0014, 0.0001)),
        "is_pregnant": _positive(
            ~folk.is_male & (age >= 19) & (age < 42) & (rng.random(count) < 0.035)
        ),
        "is_citizen": Column(rng.random(count) > 0.0004).forget(rng, 0.3),
        "marital_status": _marital(rng, folk).forget(rng, 0.03),
        "has_supporter": Column(supported).where(elder).forget(rng, 0.08),
        "supporter_has_social_allowance": Column(rng.random(count) < 0.06)
        .where(elder & supported)
        .forget(rng, 0.1),
        "qualifies_for_facility": _positive(short_of_home),
        "is_taken_in": _positive(taken),
        "facility_stay": Column(stay, (stay > 0) | (rng.random(count) < 0.2)),
        "is_serving_sentence": _positive(held),
        "months_uncollected": Column(rng.integers(1, 6, count), uncollected),
        "sheltered_since": Column(
            folk.today - rng.integers(1, 80, count).astype("timedelta64[D]"), sheltered
        ),
        "sheltered_days": Column(rng.integers(1, 29, count), sheltered),
    }


def decision_facts(
    rng: np.random.Generator, folk: Folk, welfare: Welfare, facts: dict[str, Column]
) -> dict[str, Column]:
    """When allowances were asked for and decided, for those who look entitled."""
    age, count = folk.age, len(folk)
    home = folk.home
    listed, poor = welfare.is_listed[home], welfare.is_poor[home]
    lone = (
        np.isin(
            facts["marital_status"].values,
            (MaritalStatus.NEVER_MARRIED.ordinal, MaritalStatus.WIDOWED.ordinal),
        )
        & (folk.homes.type[home] == Home.SINGLE_PARENT)
        & (age >= 18)
    )
    orphan = (
        (age < 16) & (facts["mother_situation"].values > 0) & (facts["father_situation"].values > 0)
    )
    small = (age < 3) & listed & welfare.in_difficult_village[home]
    unsupported = (age >= 60) & poor & ~facts["has_supporter"].values
    looks = orphan | (lone & listed) | small | unsupported | (poor & facts["has_hiv"].values)
    granted = looks & (rng.random(count) < DECIDED)
    begun = np.maximum(
        folk.today - rng.integers(40, 2000, count).astype("timedelta64[D]"),
        folk.birth + np.where(unsupported, 60 * 365 + 30, 30).astype("timedelta64[D]"),
    )
    requested, at = _social_pension(rng, folk, listed, facts)
    moved = rng.random(count) < 0.0006
    return {
        "assistance_decision_on": Column(np.minimum(begun, folk.today), granted),
        "social_pension_requested_on": Column(at, requested),
        "social_pension_decision_on": Column(
            np.minimum(at + rng.integers(3, 14, count).astype("timedelta64[D]"), folk.today),
            requested & (rng.random(count) < 0.985),
        ),
        "stop_decision_on": Column(
            folk.today - rng.integers(10, 300, count).astype("timedelta64[D]"), moved
        ),
    }


def household_facts(rng: np.random.Generator, welfare: Welfare) -> dict[str, Column]:
    """What the commune found of a household."""
    hard = welfare.is_listed | (rng.random(len(welfare.status)) < 0.03)
    return {"is_in_difficulty": Column(hard).forget(rng, 0.25)}


def emergencies(rng: np.random.Generator, homes: Homes) -> tuple[Numbers, dict[str, Column]]:
    """Household of each emergency, and its facts."""
    home = np.flatnonzero(rng.random(len(homes)) < EMERGENCIES)
    count = len(home)
    kinds = len(EmergencyKind)
    kind = rng.choice(kinds, count, p=(0.42, 0.08, 0.02, 0.17, 0.05, 0.08, 0.07, 0.07, 0.02, 0.02))
    ago = rng.integers(3, 1000, count).astype("timedelta64[D]")
    day = np.datetime64(homes.day, "D") - ago
    storm = (kind == EmergencyKind.DISASTER.ordinal) & (rng.random(count) < 0.6)
    day = np.where(storm, TYPHOON, day)
    hits_house = np.isin(kind, (EmergencyKind.DISASTER.ordinal, EmergencyKind.FIRE.ordinal))
    damage = np.where(hits_house, rng.choice(3, count, p=(0.4, 0.35, 0.25)), 0)
    hungry = np.isin(
        kind,
        (
            EmergencyKind.CROP_FAILURE.ordinal,
            EmergencyKind.LEAN_SEASON.ordinal,
            EmergencyKind.LUNAR_NEW_YEAR.ordinal,
        ),
    )
    return home, {
        "happened_on": Column(day),
        "kind": Column(kind),
        "house_damage": Column(damage, hits_house),
        "has_no_other_home": Column(
            (damage == HouseDamage.DESTROYED.ordinal) & (rng.random(count) < 0.8), hits_house
        ).forget(rng, 0.1),
        "must_relocate": Column(rng.random(count) < 0.3, hits_house),
        "people_short_of_food": Column(rng.integers(1, 5, count), hungry),
        "months_short_of_food": Column(rng.integers(1, 4, count), hungry),
    }


def harm_facts(
    rng: np.random.Generator, folk: Folk, home: Numbers, emergency: dict[str, Column]
) -> dict[str, Column]:
    """Injury and death in the emergencies of a block."""
    accident = np.full(len(folk.homes), -1)
    accident[home] = np.arange(len(home))
    mine = accident[folk.home]
    hit = (mine >= 0) & np.isin(folk.place, (MAN, WOMAN)) & (rng.random(len(folk)) < 0.3)
    at = np.maximum(mine, 0) if len(home) else np.zeros(len(folk), dtype=np.int64)
    none = np.zeros(max(len(home), 1), dtype=np.int64)
    kinds = emergency["kind"].values if len(home) else none
    days = emergency["happened_on"].values if len(home) else none.astype("datetime64[D]")
    harm = np.where(folk.is_alive, EmergencyHarm.INJURED.ordinal, EmergencyHarm.DEAD.ordinal)
    hit &= folk.is_alive | (np.abs((folk.death - days[at]).astype(np.int64)) < 30)
    return {
        "harm": Column(harm, hit),
        "harmed_on": Column(days[at], hit),
        "harm_cause": Column(kinds[at], hit),
        "days_of_treatment": Column(rng.integers(1, 30, len(folk)), hit & folk.is_alive),
    }


def _marital(rng: np.random.Generator, folk: Folk) -> Column:
    age, kind = folk.age, folk.homes.type[folk.home]
    row = folk.row_of(folk.spouse)
    bereaved = (row >= 0) & ~folk.is_alive[np.maximum(row, 0)]
    luck = rng.random(len(folk))
    never, married = MaritalStatus.NEVER_MARRIED.ordinal, MaritalStatus.MARRIED.ordinal
    widowed, divorced = MaritalStatus.WIDOWED.ordinal, MaritalStatus.DIVORCED.ordinal
    lone_parent = np.select(
        [luck < 0.3, luck < 0.5, luck < 0.52, luck < 0.85],
        [widowed, never, MaritalStatus.SPOUSE_MISSING.ordinal, divorced],
        MaritalStatus.SEPARATED.ordinal,
    )
    single = np.where(luck < 0.12, divorced, never)
    old_alone = np.select([luck < 0.75, luck < 0.93], [widowed, never], divorced)
    head = np.isin(folk.place, (MAN, WOMAN))
    status = np.select(
        [age < 18, bereaved, row >= 0, head & (kind == Home.SINGLE_PARENT), age >= 55],
        [never, widowed, married, lone_parent, old_alone],
        single,
    )
    return Column(status)


def _social_pension(
    rng: np.random.Generator, folk: Folk, listed: Numbers, facts: dict[str, Column]
) -> tuple[Numbers, Numbers]:
    from_age = np.where(listed, 70, 75)
    looks = (folk.age >= from_age) & (facts["insurance_pension"].values == 0)
    looks &= facts["insurance_allowance"].values < 500_000
    reached = folk.birth + (from_age * 365.2425).astype(np.int64).astype("timedelta64[D]")
    first = np.maximum(reached, SOCIAL_PENSION_BEGAN)
    at = first + (rng.exponential(35, len(folk))).astype(np.int64).astype("timedelta64[D]")
    return looks & (rng.random(len(folk)) < REQUESTED) & (at <= folk.today), at


def _positive(values: Numbers) -> Column:
    """Recorded only where it is so."""
    return Column(values, values)


def _money(rng: np.random.Generator, median: int, spread: float, count: int, step: int) -> Numbers:
    values = rng.lognormal(np.log(median), spread, count) / step
    return values.astype(np.int64) * step
