"""Houses of the poor that programmes built, applications for social homes, requests for loans.

Approvals fall on the poor and near-poor whose house is not durable, in the years of a programme;
who applies for a social home is mostly a young worker under contract who owns none.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.assistance import MaritalStatus
from ansinh.law.facts.housing import (
    HouseProgramme,
    HouseWork,
    HousingLoanPurpose,
    HousingWorkplace,
)
from ansinh.law.facts.poverty import Toilet, WaterSource
from ansinh.people.assumptions import assumed
from ansinh.people.columns import Column, days
from ansinh.people.structure import Folk, Homes
from ansinh.people.units import cells
from ansinh.people.welfare import NEAR_POOR, POOR, Welfare
from ansinh.people.work import Work
from ansinh.people.world import BASE, DAYS_PER_YEAR

Numbers = np.ndarray[Any, Any]

_CONTRACT = 0
#: Sơn Động, the one poor district of the province.
_POOR_DISTRICT = "220"
_PAPER_DAYS = 365


def household_facts(homes: Homes, welfare: Welfare, survey: dict[str, Column]) -> dict[str, Column]:
    """Approvals of houses and of water, requests for sanitation loans.

    Args:
        survey: What the poverty survey found of the dwellings.
    """
    luck, rates = homes.luck, assumed("housing.approved")
    listed = np.isin(welfare.status, (POOR, NEAR_POOR))
    poor = welfare.status == POOR
    sound = sum(
        survey[name].values.astype(np.int64)
        for name in ("wall_is_durable", "column_is_durable", "roof_is_durable")
    )
    frail = listed & (sound < 2)
    minority = survey["is_ethnic_minority"].values | homes.in_difficult_village
    in_district = np.array([cell.unit.district_code == _POOR_DISTRICT for cell in cells()])[
        homes.cell
    ]
    programme = np.select(
        [in_district, poor & minority],
        [HouseProgramme.POOR_DISTRICTS.ordinal, HouseProgramme.MINORITY.ordinal],
        HouseProgramme.TEMPORARY_HOUSES.ordinal,
    )
    first, last = np.array(assumed("housing.programme_years"))[programme].T
    day = _within(luck.random("house of the poor"), first, last)
    approved = (
        frail & (luck.random("house approved") < rates["houses"]) & (day <= homes.world.today)
    )
    builds = luck.random("house is built") < np.where(
        programme == HouseProgramme.MINORITY.ordinal, 1, rates["built"]
    )
    work = np.where(builds, HouseWork.BUILD.ordinal, HouseWork.REPAIR.ordinal)
    dry = poor & minority & (survey["water_source"].values == WaterSource.OTHER.ordinal)
    water_day = _within(luck.random("water support day"), 2023.7, 2026.4)
    watered = dry & (luck.random("water support") < rates["water"])
    watered &= water_day <= homes.world.today
    lacks = (survey["water_source"].values == WaterSource.OTHER.ordinal) | np.isin(
        survey["toilet"].values, (Toilet.OTHER.ordinal, Toilet.NONE.ordinal)
    )
    asked_day = homes.world.today - luck.below("asks for sanitation", 365)
    asks = lacks & ~homes.is_urban & (luck.random("sanitation loan") < rates["sanitation_loans"])
    return {
        "house_programme": Column(programme, approved),
        "house_work": Column(work, approved),
        "house_approved_on": Column(days(day), approved),
        "had_house_support": Column(
            luck.random("house before") < rates["before"], listed & ~approved
        ),
        "in_poor_district": Column(in_district),
        "water_support_on": Column(days(water_day), watered),
        "sanitation_loan_asked_on": Column(days(asked_day), asks),
        "water_works_are_broken": Column(luck.random("broken water") < rates["broken"], asks),
        "toilet_is_broken": Column(luck.random("broken toilet") < rates["broken"], asks),
        "formed_on": Column(days(homes.since), homes.since > BASE),
    }


def _within(luck: Numbers, first: Any, last: Any) -> Numbers:
    """Days spread evenly over years with their parts."""
    years = first + luck * (last - first) - 1970
    return np.asarray((years * DAYS_PER_YEAR).astype(np.int64))


def person_facts(folk: Folk, work: Work) -> dict[str, Column]:
    """Workplaces of those under contract; the others keep the safe default."""
    public = folk.luck.random("public work") < assumed("housing.public_work")
    place = np.where(public, HousingWorkplace.PUBLIC.ordinal, HousingWorkplace.ENTERPRISE.ordinal)
    children = _children(folk)
    applies, rare = applies_for_home(folk, work), assumed("housing.applications")["rare"]
    return {
        **{
            name: Column(folk.luck.random(name) < rare, applies)
            for name in ("returned_official_home", "lost_home_to_recovery", "is_resettled")
        },
        "housing_workplace": Column(place, (work.situation == _CONTRACT) & folk.is_alive),
        "biological_children": Column(children, children > 0),
    }


def _children(folk: Folk) -> Numbers:
    """How many children of each person the registry shows."""
    order = np.argsort(folk.ids)
    found = np.zeros(len(folk), dtype=np.int64)
    for parent in (folk.mother, folk.father):
        known = parent[parent >= 0]
        at = np.clip(np.searchsorted(folk.ids[order], known), 0, len(folk) - 1)
        rows = order[at]
        np.add.at(found, rows[folk.ids[rows] == known], 1)
    return found


def applies_for_home(folk: Folk, work: Work) -> Numbers:
    """Who has applied for a social home within the last year, as a mask."""
    rates = assumed("housing.applications")
    low, high = rates["ages"]
    young = (folk.age >= low) & (folk.age <= high) & folk.is_alive & (work.situation == _CONTRACT)
    chance = np.where(work.in_zone, rates["in_zone"], rates["elsewhere"])
    return np.asarray(young & (folk.luck.random("applies for a home") < chance))


def applications(
    folk: Folk, work: Work, facts: dict[str, Column]
) -> tuple[Numbers, dict[str, Column]]:
    """Person and facts of each application for a social home whose papers are of the last year."""
    rates = assumed("housing.applications")
    person = np.flatnonzero(applies_for_home(folk, work))
    luck = folk.luck.at(person)
    married = facts["marital_status"].values[person] == MaritalStatus.MARRIED.ordinal
    owns = luck.random("owns a home") < rates["owns"]
    child = (folk.age < 18) & folk.is_alive
    raised = np.bincount(folk.home[child], minlength=len(folk.homes))[folk.home[person]]
    income = np.exp(luck.normal("take-home", np.log(rates["income"]), rates["spread"]))
    spouse = np.exp(luck.normal("spouse takes home", np.log(rates["income"]), rates["spread"]))
    floor = luck.between("own floor", 25, 90) * 100
    return person, {
        "form": Column(luck.pick("form", [rates["buy"], rates["lease"], rates["rent"]])),
        "confirmed_on": Column(days(folk.today - luck.below("papers", _PAPER_DAYS))),
        "own_income": Column(income.astype(np.int64) // 100_000 * 100_000),
        "spouse_income": Column(spouse.astype(np.int64) // 100_000 * 100_000, married),
        "raises_minor_child": Column(raised > 0),
        "is_household_head": Column(luck.random("heads") < rates["heads"]),
        "owns_home": Column(owns),
        "floor_area": Column(floor.astype(np.int64), owns),
        "children_there": Column(raised, owns),
        "is_registered_in_province": Column(np.ones(len(person), dtype=bool)),
        "is_liable_to_income_tax": Column(income > rates["taxed_from"]),
        "parents_there": Column(luck.below("parents", 3), owns),
        "parents_in_law_there": Column(luck.below("parents in law", 2), owns & married),
        "home_is_far_from_work": Column(luck.random("far") < rates["far"], owns),
        "project_is_nearer_to_work": Column(luck.random("nearer") < rates["nearer"], owns),
        "had_social_home": Column(luck.random("social home") < rates["rare"]),
        "had_housing_support": Column(luck.random("support") < rates["rare"]),
        "spouse_in_armed_forces": Column(luck.random("spouse serves") < rates["rare"], married),
        "colonel_income": Column(np.zeros(len(person), dtype=np.int64), married & ~married),
    }


def loans(folk: Folk, person: Numbers) -> tuple[Numbers, dict[str, Column]]:
    """Person and facts of each request for a loan by those who applied for a home."""
    rates = assumed("housing.applications")
    person = person[folk.luck.at(person).random("asks for a loan") < rates["ask_for_a_loan"]]
    luck = folk.luck.at(person)
    price = luck.between("price", *rates["price"]).astype(np.int64) * 1_000_000
    share = luck.between("share asked", 0.5, 0.9)
    builds = luck.random("builds with a loan") < rates["to_build"]
    purchase, works = HousingLoanPurpose.PURCHASE.ordinal, HousingLoanPurpose.CONSTRUCTION.ordinal
    return person, {
        "purpose": Column(np.where(builds, works, purchase)),
        "requested_on": Column(days(folk.today - luck.below("loan day", _PAPER_DAYS))),
        "asked": Column((price * share / 1_000_000).astype(np.int64) * 1_000_000),
        "months": Column(luck.below("term", 5) * 60 + 60),
        "contract_price": Column(price, ~builds),
        "estimate": Column(price, builds),
        "collateral": Column(price * 2, builds),
        "needs_works": Column(luck.random("needs works") < rates["needs_works"], builds),
        "is_confirmed_low_income": Column(luck.random("low income") < rates["rare"]),
    }
