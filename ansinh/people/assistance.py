"""Facts of social assistance: disability, kin, pensions, decisions, emergencies.

Who has a decision on file follows from a rough guess of who would be granted one; the exact answer
is the law's, and the difference is what the software is there to find.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.assistance import MaritalStatus, ParentSituation, SelfCare
from ansinh.people.assumptions import assumed
from ansinh.people.calibration.homes import Home
from ansinh.people.columns import Column, days
from ansinh.people.draws import Luck
from ansinh.people.structure import Folk
from ansinh.people.welfare import Welfare, has_disabled_member
from ansinh.people.work import Schooling
from ansinh.people.world import DAYS_PER_YEAR, FAR, day_number

Numbers = np.ndarray[Any, Any]

SOCIAL_PENSION_BEGAN = day_number(np.datetime64("2025-07-01").astype(object))
#: Medical boards found disabilities before (Nghị định 28/2012/NĐ-CP).
_BOARDS_UNTIL = day_number(np.datetime64("2012-06-01").astype(object))
_PRESENT = ParentSituation.PRESENT.ordinal
_DEAD = ParentSituation.DEAD.ordinal


def disabilities(folk: Folk) -> tuple[Numbers, dict[str, Column]]:
    """Person of each certificate, and its facts."""
    onset = _onset(folk)
    who = np.flatnonzero(onset <= np.minimum(folk.today, folk.death))
    luck = folk.luck.at(who)
    anew = onset[who] + ((2 + luck.exponential("anew") * 5) * DAYS_PER_YEAR).astype(np.int64)
    again = luck.random("again") < assumed("disability.certified_anew")
    again &= anew <= np.minimum(folk.today, folk.death[who])
    person = np.repeat(who, 1 + again)
    first = np.r_[True, person[1:] != person[:-1]] if len(person) else np.empty(0, dtype=bool)
    at = np.cumsum(first) - 1
    certified = np.where(first, onset[who][at], anew[at])
    replaced = first & again[at]
    facts = _certificates(folk, person, luck.at(at), certified, replaced)
    return person, {**facts, "until": Column(days(np.where(replaced, anew[at], 0)), replaced)}


def _onset(folk: Folk) -> Numbers:
    """Day of each person's first certificate, FAR for never."""
    curve = assumed("disability.prevalence_by_age")
    often = assumed("disability.households_with_a_member")
    times = assumed("disability.times_in_such_households")
    marked = has_disabled_member(folk.homes)[folk.home]
    factor = np.where(marked, times, (1 - often * times) / (1 - often))
    chance = folk.luck.random("disability") / factor
    ages, shares = np.array(list(curve)), np.array(list(curve.values()))
    day = folk.birth + (np.interp(chance, shares, ages) * DAYS_PER_YEAR).astype(np.int64)
    return np.where(chance < shares[-1], day, FAR)


def _certificates(
    folk: Folk, person: Numbers, luck: Luck, certified: Numbers, replaced: Numbers
) -> dict[str, Column]:
    degree = luck.pick("degree", assumed("disability.degrees"))
    grade = np.where(replaced, np.minimum(degree + 1, 2), degree)
    decision = certified + 20 + luck.below("decided after", 100)
    decided = (grade < 2) & (luck.random("decided") < assumed("assistance.decided"))
    decided &= decision <= np.minimum(folk.today, folk.death[person])
    board = certified < _BOARDS_UNTIL
    loss = np.array([90, 70, 45])[grade] + luck.below("loss", 19) - 9
    care = np.array([SelfCare.NONE.ordinal, SelfCare.WITH_HELP.ordinal, SelfCare.FULL.ordinal])
    return {
        "kind": Column(luck.pick("kind", assumed("disability.kinds"))),
        "degree": Column(grade),
        "certified_on": Column(days(certified)),
        "allowance_decision_on": Column(days(decision), decided),
        "board_capacity_loss": Column(loss, board),
        "board_self_care": Column(
            care[grade], board & (luck.random("self-care") < assumed("disability.self_care_stated"))
        ),
    }


def child_facts(folk: Folk, school: Schooling) -> dict[str, Column]:
    """What decides whether a child has nobody to bring it up."""
    age, luck, rare = folk.age, folk.luck, assumed("assistance.children")
    young = age < 22
    situations = {
        relation: _situation(folk, relation, died <= folk.today)
        for relation, died in (("mother", folk.mother_died), ("father", folk.father_died))
    }
    alone = (age < 16) & (folk.mother < 0) & (folk.father < 0)
    abandoned = alone & (luck.random("abandoned") < rare["abandoned"])
    orphan = np.logical_and(*(situation == _DEAD for situation in situations.values()))
    orphan &= np.maximum(folk.mother_died, folk.father_died) < folk.birth + 16 * DAYS_PER_YEAR
    return {
        "is_abandoned": Column(abandoned, abandoned),
        "is_adopted": Column(luck.random("adopted") < rare["adopted"]).where(age < 16),
        "mother_situation": Column(situations["mother"], young),
        "father_situation": Column(situations["father"], young),
        "was_child_without_support": Column(orphan, orphan & (age >= 16) & (age < 23)),
        "studies_for_first_degree": Column(school.attending > 1),
    }


def _situation(folk: Folk, relation: str, died: Numbers) -> Numbers:
    rare = assumed("assistance.orphans_parent_situation")
    others = (
        ParentSituation.MISSING.ordinal,
        ParentSituation.IN_FACILITY.ordinal,
        ParentSituation.DETAINED.ordinal,
    )
    drawn = folk.luck.pick(f"{relation} is", [*rare, 1 - sum(rare)])
    return np.where(died, _DEAD, np.array([*others, _PRESENT])[drawn])


def support_facts(folk: Folk, welfare: Welfare) -> dict[str, Column]:
    """Health, marriage, who supports a person, and where that person lives."""
    age, luck, kind = folk.age, folk.luck, folk.homes.type[folk.home]
    elder, poor = age >= 60, welfare.is_poor[folk.home]
    alone = elder & (folk.count(folk.is_alive)[folk.home] == 1) & (kind != Home.NUCLEAR)
    left = assumed("assistance.old_people_without_supporter")
    rates = assumed("assistance.support")
    supported = ~alone | (luck.random("supporter") >= left)
    fostered = (folk.carer >= 0) & (luck.random("fostered") < rates["fostered"])
    taken = fostered | (alone & poor & (luck.random("taken in") < rates["poor_elder_taken_in"]))
    stay = luck.pick("facility", assumed("assistance.facility_stays"))
    short_of_home = elder & alone & poor & (luck.random("no home") < rates["needs_a_facility"])
    held = (
        folk.is_male
        & (age >= 18)
        & (age < 60)
        & (luck.random("sentence") < rates["serves_a_sentence"])
    )
    sick = np.where(age >= 16, rates["hiv"], rates["hiv_of_children"])
    helped = elder & supported & (luck.random("supporter is poor") < rates["supporter_is_helped"])
    return {
        "has_hiv": _positive(luck.random("hiv") < sick),
        "is_pregnant": _positive(_pregnant(folk)),
        "is_citizen": Column(luck.random("citizen") >= rates["no_citizen"]),
        "marital_status": _marital(folk),
        "has_supporter": Column(supported),
        "supporter_has_social_allowance": Column(helped),
        "qualifies_for_facility": _positive(short_of_home),
        "is_taken_in": _positive(taken),
        "facility_stay": Column(
            stay, (stay > 0) | (luck.random("asked") < rates["facility_asked"])
        ),
        "is_serving_sentence": _positive(held),
        **_this_month(folk),
    }


def _pregnant(folk: Folk) -> Numbers:
    """Women of childbearing age, another tenth of them each quarter."""
    day = folk.homes.world.day
    luck = folk.luck.random(f"pregnant {day.year}.{(day.month - 1) // 3}")
    may = ~folk.is_male & (folk.age >= 19) & (folk.age < 42)
    return np.asarray(may & (luck < assumed("births.pregnant")))


def _this_month(folk: Folk) -> dict[str, Column]:
    """What happens in one month and not the next."""
    day, luck = folk.homes.world.day, folk.luck
    month = f"{day.year}.{day.month}"
    uncollected = luck.random(f"uncollected {month}") < assumed("assistance.uncollected")
    sheltered = luck.random(f"sheltered {month}") < assumed("assistance.sheltered")
    return {
        "months_uncollected": Column(1 + luck.below("months uncollected", 5), uncollected),
        "sheltered_since": Column(days(folk.today - 1 - luck.below("since", 79)), sheltered),
        "sheltered_days": Column(1 + luck.below("sheltered for", 28), sheltered),
    }


def decision_facts(folk: Folk, welfare: Welfare, facts: dict[str, Column]) -> dict[str, Column]:
    """When allowances were asked for and decided, for those who look entitled."""
    luck, listed = folk.luck, welfare.is_listed[folk.home]
    since, looks = _looks_entitled(folk, welfare, facts)
    decided = since + 40 + luck.below("decided after", 60)
    granted = looks & (luck.random("granted") < assumed("assistance.decided"))
    requested, at = _social_pension(folk, listed, facts)
    pension = at + 3 + luck.below("pension decided after", 11)
    moved = folk.homes.moved[folk.home]
    stopped = moved + 5 + luck.below("stopped after", 40)
    inside = (moved < FAR) & (folk.homes.origin != folk.homes.cell)[folk.home]
    return {
        "assistance_decision_on": Column(days(decided), granted & (decided <= folk.today)),
        "social_pension_requested_on": Column(days(at), requested),
        "social_pension_decision_on": Column(
            days(pension),
            requested
            & (pension <= folk.today)
            & (luck.random("pension decided") < assumed("assistance.pension_decided")),
        ),
        "stop_decision_on": Column(days(stopped), inside & (stopped <= folk.today)),
    }


def _looks_entitled(
    folk: Folk, welfare: Welfare, facts: dict[str, Column]
) -> tuple[Numbers, Numbers]:
    """Since when each person looks entitled to a monthly allowance, and whether."""
    age, luck, home = folk.age, folk.luck, folk.home
    listed, poor = welfare.is_listed[home], welfare.is_poor[home]
    single = (MaritalStatus.NEVER_MARRIED.ordinal, MaritalStatus.WIDOWED.ordinal)
    lone = np.isin(facts["marital_status"].values, single) & (age >= 18)
    lone &= folk.homes.type[home] == Home.SINGLE_PARENT
    orphan = (age < 16) & (facts["mother_situation"].values > 0)
    orphan &= facts["father_situation"].values > 0
    small = (age < 3) & listed & folk.homes.in_difficult_village[home]
    unsupported = (age >= 60) & poor & ~facts["has_supporter"].values
    looks = orphan | (lone & listed) | small | unsupported | (poor & facts["has_hiv"].values)
    youngest = folk.birth + np.where(unsupported, int(60 * DAYS_PER_YEAR), 0)
    some_time = folk.today - 40 - luck.below("granted since", 2000)
    return np.maximum(some_time, youngest), looks


def household_facts(welfare: Welfare) -> dict[str, Column]:
    """What the commune found of a household."""
    hard = welfare.is_listed | (
        welfare.homes.luck.random("difficulty") < assumed("assistance.others_in_difficulty")
    )
    return {"is_in_difficulty": Column(hard)}


def _marital(folk: Folk) -> Column:
    age, kind = folk.age, folk.homes.type[folk.home]
    bereaved = folk.has_partner & (folk.partner_died <= folk.today)
    never, married = MaritalStatus.NEVER_MARRIED.ordinal, MaritalStatus.MARRIED.ordinal
    widowed, divorced = MaritalStatus.WIDOWED.ordinal, MaritalStatus.DIVORCED.ordinal
    shares = assumed("marriages.of_those_alone")
    lone_parent = np.array(
        [never, MaritalStatus.SPOUSE_MISSING.ordinal, divorced, MaritalStatus.SEPARATED.ordinal]
    )[folk.luck.pick("lone parent", shares["lone_parents"])]
    single = np.array([divorced, never])[folk.luck.pick("single", shares["adults"])]
    single = np.where(age >= 25, single, never)
    old_alone = np.array([widowed, never, divorced])[folk.luck.pick("old", shares["old"])]
    parent = (folk.place < 2) & (kind == Home.SINGLE_PARENT)
    elder = (age >= 55) & ~folk.is_child
    status = np.select(
        [bereaved, folk.has_partner, age < 18, parent, elder],
        [widowed, married, never, lone_parent, old_alone],
        np.where(folk.is_child, never, single),
    )
    return Column(status)


def _social_pension(
    folk: Folk, listed: Numbers, facts: dict[str, Column]
) -> tuple[Numbers, Numbers]:
    """Who has asked for a social pension, and when."""
    luck, from_age = folk.luck, np.where(listed, 70, 75)
    looks = (folk.age >= from_age) & (facts["insurance_pension"].values == 0)
    looks &= facts["insurance_allowance"].values < 500_000
    reached = folk.birth + (from_age * DAYS_PER_YEAR).astype(np.int64)
    first = np.maximum(reached, SOCIAL_PENSION_BEGAN)
    at = first + (luck.exponential("asks after") * 35).astype(np.int64)
    asks = luck.random("asks") < assumed("assistance.requested")
    return looks & asks & (at <= np.minimum(folk.today, folk.death)), at


def _positive(values: Numbers) -> Column:
    """Recorded only where it is so."""
    return Column(values, values)
