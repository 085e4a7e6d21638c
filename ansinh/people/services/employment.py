"""Job loans, courses, work abroad and loans of the Bank for Social Policies, as claims on file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ansinh.law.facts.credit import CreditProgramme
from ansinh.law.facts.employment import Borrower, CourseKind, TrainingGround
from ansinh.people.assumptions import assumed
from ansinh.people.columns import Column, days
from ansinh.people.draws import Luck
from ansinh.people.structure import Folk
from ansinh.people.welfare import ESCAPED_NEAR_POOR, ESCAPED_POOR, NEAR_POOR, POOR, Welfare
from ansinh.people.world import BASE, DAYS_PER_YEAR

Numbers = np.ndarray[Any, Any]

#: Days for which a claim stays in the registry.
KEPT = 1_000
_STEP = 100_000
_MILLION = 1_000_000
_PROGRAMME_OF = {
    POOR: CreditProgramme.POOR,
    NEAR_POOR: CreditProgramme.NEAR_POOR,
    ESCAPED_POOR: CreditProgramme.NEWLY_ESCAPED,
    ESCAPED_NEAR_POOR: CreditProgramme.NEWLY_ESCAPED,
}


@dataclass
class Jobs:
    """Facts of people, and records: entity → row in Folk of each record's person, and its facts."""

    people: dict[str, Column]
    records: dict[str, tuple[Numbers, dict[str, Column]]]


def make_jobs(folk: Folk, welfare: Welfare) -> Jobs:
    """What the files on jobs, training and work abroad hold."""
    served, ended = _service(folk)
    supported = welfare.is_listed[folk.home] | (folk.ethnicity != 0) | served
    goes, left = _asked(folk, "abroad")
    goes &= supported
    land = folk.homes.luck.random("land taken back") < assumed("jobs.land_taken_back")
    return Jobs(
        people={
            "has_recovered_land": Column(land[folk.home]),
            "service_ended_on": Column(days(ended), served),
        },
        records={
            "JobLoan": _loans(folk),
            "JobCourse": _courses(folk, np.flatnonzero(goes), left),
            "AbroadJob": _abroad(folk, np.flatnonzero(goes), left),
        },
    )


def policy_loans(welfare: Welfare) -> tuple[Numbers, dict[str, Column]]:
    """Household of each loan of the Bank for Social Policies, and its facts."""
    homes, shares = welfare.homes, assumed("jobs.households_in_debt")
    listed = np.isin(welfare.status, list(_PROGRAMME_OF))
    owes = homes.luck.random("owes") < np.where(listed, shares["listed"], shares["others"])
    home = np.flatnonzero(owes)
    luck, status = homes.luck.at(home), welfare.status[home]
    programme = np.full(len(home), CreditProgramme.CLEAN_WATER.ordinal)
    for code, of in _PROGRAMME_OF.items():
        programme[status == code] = of.ordinal
    most = np.where(listed[home], *(amount // _MILLION for amount in assumed("jobs.debt")))
    ago = luck.between("lent", 30, 1_500).astype(np.int64)
    return home, {
        "programme": Column(programme),
        "principal": Column((1 + luck.below("debt", most)) * _MILLION),
        "lent_on": Column(days(np.maximum(homes.world.today - ago, homes.since[home]))),
        "is_overdue": Column(luck.random("overdue") < assumed("jobs.overdue")),
    }


def _asked(folk: Folk, what: str) -> tuple[Numbers, Numbers]:
    """Who asked for something in the days kept, and on which day."""
    first, last = assumed("jobs.ages")[what]
    wait = folk.luck.exponential(f"asks {what}") / assumed("jobs.a_year")[what]
    day = BASE - KEPT + (np.minimum(wait, 100) * DAYS_PER_YEAR).astype(np.int64)
    age = (day - folk.birth) / DAYS_PER_YEAR
    asked = (day <= folk.today) & (day > folk.today - KEPT) & (day < folk.death)
    return asked & (age >= first) & (age < last), day


def _service(folk: Folk) -> tuple[Numbers, Numbers]:
    """Men who served, and the day on which they were discharged."""
    ended = folk.birth + (folk.luck.between("discharged", 20, 24) * DAYS_PER_YEAR).astype(np.int64)
    served = folk.is_male & (folk.luck.random("serves") < assumed("jobs.men_who_serve"))
    return served & (ended <= folk.today) & (ended < folk.death), ended


def _decided(luck: Luck, filed: Numbers, today: int) -> Column:
    """Day of the decision, within seven working days; empty while it is awaited."""
    day = filed + 3 + luck.below("decided", 8)
    return Column(days(day), day <= today)


def _loans(folk: Folk) -> tuple[Numbers, dict[str, Column]]:
    asked, filed = _asked(folk, "loan")
    person = np.flatnonzero(asked)
    luck, filed = folk.luck.at(person), filed[person]
    business = luck.random("business") < assumed("jobs.loans_to_businesses")
    jobs = np.where(business, 2 + luck.below("jobs", 9), 1)
    amount = (30 + luck.below("lent", 71)) * _MILLION * np.where(business, np.minimum(jobs, 5), 1)
    approved = _decided(luck, filed, folk.today)
    return person, {
        "borrower": Column(np.where(business, Borrower.BUSINESS.ordinal, Borrower.WORKER.ordinal)),
        "amount_asked": Column(amount),
        "jobs": Column(jobs),
        "workers": Column(jobs + luck.below("workers", 4)),
        "listed_workers": Column(np.where(business & (luck.random("listed") < 0.1), jobs // 2, 0)),
        "released_workers": Column(np.zeros(len(person), dtype=np.int64), business),
        "other_debt": Column(np.where(luck.random("owes") < 0.1, 20 * _MILLION, 0)),
        "filed_on": Column(days(filed)),
        "approved_on": approved,
        "amount_lent": Column(amount, approved.applies),
    }


def _courses(folk: Folk, goes: Numbers, left: Numbers) -> tuple[Numbers, dict[str, Column]]:
    """Vocational courses, then the orientation and the language of those who go abroad."""
    asked, day = _asked(folk, "course")
    learns = np.flatnonzero(asked)
    speaks = goes[folk.luck.at(goes).random("language") < assumed("jobs.learns_the_language")]
    person = np.concatenate([learns, goes, speaks])
    kind = np.repeat(
        [
            CourseKind.VOCATIONAL.ordinal,
            CourseKind.ORIENTATION.ordinal,
            CourseKind.ABROAD_LANGUAGE.ordinal,
        ],
        [len(learns), len(goes), len(speaks)],
    )
    filed = np.concatenate([day[learns], left[goes], left[speaks]])
    order = np.lexsort((kind, person))
    person, kind, filed = person[order], kind[order], filed[order]
    return person, _course_facts(folk, person, kind, filed)


def _course_facts(folk: Folk, person: Numbers, kind: Numbers, filed: Numbers) -> dict[str, Column]:
    luck = Luck(folk.ids[person] * len(CourseKind) + kind, folk.homes.world.seed)
    orientation = kind == CourseKind.ORIENTATION.ordinal
    length = np.where(orientation, 10, 25 + luck.below("days", 60))
    fees = np.where(orientation, 4 + luck.below("fee", 4), 15 + luck.below("fee", 40))
    vocational = kind == CourseKind.VOCATIONAL.ordinal
    again = luck.random("again") < assumed("jobs.trained_before")
    jobless = (
        vocational
        & ~folk.is_male[person]
        & (luck.random("lost her job") < assumed("jobs.women_who_lost_their_job"))
    )
    return {
        "kind": Column(kind),
        "enrolled_on": Column(days(filed - 15 - length * 7 // 5)),
        "filed_on": Column(days(filed)),
        "decided_on": _decided(luck, filed, folk.today),
        "fee": Column(fees * _STEP),
        "days": Column(length),
        "lodging_months": Column(length // 22, kind == CourseKind.ABROAD_LANGUAGE.ordinal),
        "distance": Column(1 + luck.below("distance", 40)),
        "ground": Column(
            np.where(jobless, TrainingGround.JOBLESS_WOMAN.ordinal, TrainingGround.NONE.ordinal)
        ),
        "is_ordered_by_partner": Column(
            ~vocational & (luck.random("ordered") < assumed("jobs.ordered_by_a_partner"))
        ),
        "earlier_supports": Column((vocational & again).astype(np.int64)),
        "lost_trained_job": Column(vocational & again & (luck.random("lost") < 0.5)),
        "trained_since_service": Column(vocational & again),
    }


def _abroad(folk: Folk, goes: Numbers, left: Numbers) -> tuple[Numbers, dict[str, Column]]:
    luck, filed = folk.luck.at(goes), left[goes]
    cost = (60 + luck.below("costs", 90)) * _MILLION
    borrows = luck.random("borrows") < assumed("jobs.borrows_to_go_abroad")
    decided = _decided(luck, filed, folk.today)
    return goes, {
        "filed_on": Column(days(filed)),
        "decided_on": decided,
        "contract_months": Column(12 * (1 + luck.below("years", 3))),
        "examination_cost": Column((6 + luck.below("examined", 4)) * _STEP),
        "papers_cost": Column((3 + luck.below("papers", 12)) * _STEP),
        "was_supported": Column(luck.random("again") < assumed("jobs.went_abroad_before")),
        "cost_before_leaving": Column(cost),
        "budget_support": Column((20 + luck.below("budget", 50)) * _STEP, borrows),
        "loan_asked": Column(cost * 8 // 10, borrows),
        "loan_approved_on": Column(decided.values, decided.applies & borrows),
    }
