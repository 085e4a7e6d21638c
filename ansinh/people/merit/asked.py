"""What the law of merit asks of a person and of a household."""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.merit_choices import HousingHelp, MeritKind, MeritStudy
from ansinh.law.facts.poverty import SchoolLevel
from ansinh.people.assumptions import assumed
from ansinh.people.columns import Column, days
from ansinh.people.merit.kin import Relations
from ansinh.people.merit.titles import BY_RATE, SEVERE, Titles, ordinals
from ansinh.people.structure import Folk
from ansinh.people.world import BASE, DAYS_PER_YEAR

Numbers = np.ndarray[Any, Any]

_GENERAL = ("PRIMARY", "LOWER_SECONDARY", "UPPER_SECONDARY")
_STUDY = {
    SchoolLevel.PRESCHOOL: MeritStudy.PRESCHOOL,
    **{SchoolLevel[name]: MeritStudy.GENERAL for name in _GENERAL},
    SchoolLevel.VOCATIONAL: MeritStudy.VOCATIONAL,
    SchoolLevel.COLLEGE_OR_UNIVERSITY: MeritStudy.UNIVERSITY,
}
_INVALIDS = ordinals(MeritKind.WAR_INVALID, MeritKind.WAR_INVALID_POLICY, MeritKind.WAR_INVALID_B)
_OLD, _BOARDER, _GROWN = 60, 11, 18


def person_facts(
    folk: Folk,
    titles: Titles,
    person: Numbers,
    relations: Relations,
    examined: Numbers,
    facts: dict[str, Column],
) -> dict[str, Column]:
    """Facts of people; those without title or relative keep the safe defaults.

    Args:
        titles: Those held on the day, ``person`` the row of each in Folk.
        examined: Relations of children that a board has examined, as a mask.
        facts: What else is known of people.
    """
    holder, related = np.zeros((2, len(folk)), dtype=bool)
    holder[person], related[relations.person] = True, True
    some = np.flatnonzero(holder | related)
    luck, year = folk.luck.at(some), folk.homes.world.day.year
    every = np.full(len(some), 2)
    rate = np.zeros(len(folk), dtype=np.int64)
    by_rate = np.isin(titles.kind, ordinals(*BY_RATE))
    np.maximum.at(rate, person[by_rate], titles.rate[by_rate])
    yearly = np.zeros(len(folk), dtype=bool)
    yearly[person[titles.kind == MeritKind.HEROIC_MOTHER.ordinal]] = True
    yearly[relations.person[relations.only_child]] = True
    every[yearly[some] | (rate[some] >= SEVERE)] = 1
    # The lists of the year before are closed: who comes every second year has gone in one of two.
    last = year - 1 - np.where(every == 1, 0, (luck.below("turn to go", 2) + year) % 2)
    living = folk.count(folk.is_alive)[folk.home[some]]
    elder = (folk.age[some] >= _OLD) & (living == 1) & folk.is_alive[some]
    alone = elder & (luck.random("no relatives") < assumed("merit.lives_alone"))
    care = luck.random("care home") < np.where(
        rate[some] >= SEVERE, assumed("merit.care_homes")["severe"], 0
    )
    invalid = np.zeros(len(folk), dtype=bool)
    invalid[person[np.isin(titles.kind, _INVALIDS)]] = True
    allowance = facts["insurance_allowance"].values[some] > 0
    capacity = invalid[some] & allowance
    dead = ~folk.is_alive[some]
    paid = dead & (allowance | (facts["insurance_pension"].values[some] > 0))
    group = luck.random("in a group") < assumed("merit.goes_in_a_group")
    study = _study(folk, relations, facts)[some]
    board = np.zeros(len(folk), dtype=bool)
    board[relations.person[examined]] = True
    income = luck.below("income", assumed("merit.income_of_disabled_children") + 1) * 100_000
    mine = np.ones(len(some), dtype=bool)
    return {
        "lives_alone": _spread(folk, some, alone, elder),
        "in_merit_care_home": _spread(folk, some, care, holder[some]),
        "draws_capacity_loss": _spread(folk, some, capacity, invalid[some]),
        "monthly_income": _spread(folk, some, income, board[some]),
        "convalescence_year": _spread(folk, some, last, mine),
        "convalescence_form": _spread(folk, some, group.astype(np.int64), mine),
        "merit_study": _spread(folk, some, study, study > 0),
        "is_paid_while_studying": _spread(
            folk, some, luck.random("on salary") < assumed("merit.paid_while_studying"), study > 0
        ),
        "has_insurance_funeral": _spread(folk, some, paid, dead),
    }


def _spread(folk: Folk, some: Numbers, values: Numbers, applies: Numbers) -> Column:
    """A column of everybody from the values of some."""
    whole = np.zeros(len(folk), dtype=values.dtype)
    known = np.zeros(len(folk), dtype=bool)
    whole[some], known[some] = values, applies
    return Column(whole, known)


def _study(folk: Folk, relations: Relations, facts: dict[str, Column]) -> Numbers:
    """Where children of people with merit study, of those who have claimed support."""
    levels = np.zeros(len(SchoolLevel), dtype=np.int64)
    for level, study in _STUDY.items():
        levels[level.ordinal] = study.ordinal
    found = np.zeros(len(folk), dtype=np.int64)
    child = np.unique(relations.person[relations.may_study])
    luck = folk.luck.at(child)
    study = levels[facts["attending"].values[child]]
    boards = (study == MeritStudy.GENERAL.ordinal) & (folk.ethnicity[child] != 0)
    boards &= (folk.age[child] >= _BOARDER) & (folk.age[child] < _GROWN)
    boards &= luck.random("boards") < assumed("merit.boards")
    study[boards] = MeritStudy.ETHNIC_BOARDING.ordinal
    claims = luck.random("claims study") < assumed("merit.claims_study")
    found[child] = np.where(claims & folk.is_alive[child], study, 0)
    return found


def household_facts(folk: Folk, titled: Numbers, relations: Relations) -> dict[str, Column]:
    """Facts of households in which somebody has a title or had a martyr in the family."""
    homes = folk.homes
    mine = np.zeros(len(homes), dtype=bool)
    mine[folk.home[titled]] = True
    mine[folk.home[relations.person[relations.of_martyr]]] = True
    luck = homes.luck
    rates = assumed("merit.houses")
    first, last = assumed("merit.housing_years")
    day = (luck.between("house approved", first, last + 1) - 1970) * DAYS_PER_YEAR
    before = luck.random("house before") < rates["before"]
    helped = mine & ~before & (luck.random("house helped") < rates["helped"])
    helped &= (day <= homes.world.today) & (day >= np.maximum(homes.since, BASE))
    help_ = np.where(
        luck.random("built") < rates["built"], HousingHelp.BUILD.ordinal, HousingHelp.REPAIR.ordinal
    )
    return {
        "merit_housing": Column(help_, helped),
        "merit_housing_on": Column(days(day), helped),
        "had_land_fee_relief": Column(luck.random("land fee") < rates["land_fee_relief"], mine),
        "had_merit_housing": Column(before, mine),
    }
