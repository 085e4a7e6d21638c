"""What people claim on their insurance: lost jobs, births, sick leaves, requests to be paid."""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.insurance import BenefitStop, OneOffGround
from ansinh.law.facts.insurance_claims import MaternityKind, SickLeaveKind
from ansinh.people.assumptions import assumed
from ansinh.people.careers import HALF, NEVER, YEAR, first_day, month_of
from ansinh.people.columns import Column, days
from ansinh.people.insurance.book import Insured, regions
from ansinh.people.structure import Folk

Numbers = np.ndarray[Any, Any]
#: Row in Folk of each record's person, and its facts.
Records = tuple[Numbers, dict[str, Column]]

_BEGAN = (2022 - 1970) * YEAR
_SCHEME_OF_2024 = (2025 - 1970) * YEAR + HALF
_BIRTHS_KNOWN_FOR = 2 * YEAR
_LEAVES_KNOWN_FOR = YEAR


def _now(folk: Folk) -> int:
    return int(month_of(np.array([folk.today]))[0])


def job_losses(folk: Folk, insured: Insured) -> Records:
    """Contracts that ended since 2022 before a half-year without work, or for good."""
    career, now = insured.career, _now(folk)
    worker = insured.is_formal & ~insured.is_public
    people, months = [], []
    for half in range(_BEGAN, now + 1, HALF):
        ended = worker & insured.works_in(half - 1) & ~insured.works_in(half)
        people.append(np.flatnonzero(ended & (career.ends > half)))
        months.append(np.full(len(people[-1]), half))
    gone = worker & (career.ends < career.retires) & (career.ends >= _BEGAN) & (career.ends <= now)
    gone &= (career.ends < month_of(folk.death)) & insured.works_in(career.ends - 1)
    people.append(np.flatnonzero(gone))
    months.append(career.ends[gone])
    person, start = np.concatenate(people), np.concatenate(months)
    order = np.lexsort((start, person))
    return person[order], _loss_facts(folk, insured, person[order], start[order])


def _loss_facts(folk: Folk, insured: Insured, person: Numbers, start: Numbers) -> dict[str, Column]:
    luck, ended = folk.luck.at(person), first_day(start) - 1
    filed = ended + 5 + luck.below("filed after", assumed("insurance.files_within_days"))
    claims = (luck.random("files a claim") < assumed("insurance.files_a_claim")) & (
        filed <= np.minimum(folk.today, folk.death[person] - 1)
    )
    begins = filed + assumed("insurance.benefit_after_days")
    again = first_day(start + HALF)
    stopped = (
        insured.works_in_each(person, start + HALF)
        & (again <= folk.today)
        & claims
        & (again > begins)
    )
    same = np.r_[False, person[1:] == person[:-1]] if len(person) else np.zeros(0, dtype=bool)
    drew = same & np.r_[False, claims[:-1]] if len(person) else same
    before = np.r_[0, ended[:-1] + 1] if len(person) else ended
    return {
        "ended_on": Column(days(ended)),
        "filed_on": Column(days(filed), claims),
        "benefit_from": Column(days(begins), claims),
        "stated_region": Column(regions(folk)[person]),
        "stopped_on": Column(days(again), stopped),
        "stop": Column(np.full(len(person), BenefitStop.WITH_NOTICE.ordinal), stopped),
        "counts_from": Column(days(before), drew),
    }


def maternity_events(folk: Folk, insured: Insured) -> Records:
    """Births of the last two years to insured mothers, and the leave of insured fathers."""
    now = _now(folk)
    recent = np.flatnonzero(month_of(folk.birth) > now - _BIRTHS_KNOWN_FOR)
    order = np.argsort(folk.ids)
    parts = []
    for parents, kind in ((folk.mother, MaternityKind.BIRTH), (folk.father, MaternityKind.FATHER)):
        row = _rows_of(parents[recent], folk.ids, order)
        month = month_of(folk.birth[recent])
        known = insured.works_in_each(np.maximum(row, 0), month - 1) & (row >= 0)
        if kind == MaternityKind.FATHER:
            known &= folk.luck.at(recent).random("leave") < assumed("insurance.fathers_on_leave")
        parts.append((row[known], recent[known], np.full(known.sum(), kind.ordinal)))
    person, child, kinds = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    sorted_ = np.lexsort((folk.birth[child], person))
    person, child, kinds = person[sorted_], child[sorted_], kinds[sorted_]
    father = kinds == MaternityKind.FATHER.ordinal
    mothers = _rows_of(folk.mother[child], folk.ids, order)
    eligible = insured.works_in_each(np.maximum(mothers, 0), month_of(folk.birth[child]) - 1)
    uninsured = (mothers < 0) | ~eligible
    most = np.full(len(person), assumed("insurance.days_of_a_father"))
    nobody = np.zeros(len(person), dtype=bool)
    return person, {
        "kind": Column(kinds),
        "happened_on": Column(days(folk.birth[child])),
        "child_birth_date": Column(days(folk.birth[child]), nobody),
        "living_children": Column(_older_children(folk, child)),
        "days": Column(most, father),
        "weeks": Column(most, nobody),
        "mother_is_not_eligible": Column(uninsured, father & uninsured),
    }


def _rows_of(ids: Numbers, every: Numbers, order: Numbers) -> Numbers:
    """Row of each id among ``every``, -1 where it is not there."""
    place = np.minimum(np.searchsorted(every, ids, sorter=order), len(every) - 1)
    row = order[place]
    return np.where(every[row] == ids, row, -1)


def _older_children(folk: Folk, child: Numbers) -> Numbers:
    """How many children the mother of each had before."""
    has = np.flatnonzero(folk.mother >= 0)
    order = has[np.lexsort((folk.birth[has], folk.mother[has]))]
    mothers = folk.mother[order]
    rank = np.zeros(len(folk), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.searchsorted(mothers, mothers)
    return rank[child]


def sick_leaves(folk: Folk, insured: Insured) -> Records:
    """Leaves of the last twelve months."""
    now = _now(folk)
    parts = []
    for at in range(now - _LEAVES_KNOWN_FOR + 1, now + 1):
        falls = folk.luck.random(f"sick {at}") < assumed("insurance.sick_a_month")
        sick = np.flatnonzero(falls & insured.works_in(at) & insured.works_in(at - 1))
        parts.append((sick, np.full(len(sick), at)))
    person, month = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.lexsort((month, person))
    person, month = person[order], month[order]
    luck = folk.luck.at(person)
    long = luck.random("long illness") < assumed("insurance.long_illness")
    since = first_day(month) + luck.below("sick from", 20)
    lasts = np.where(long, 20 + luck.below("weeks", 20), 2 + luck.below("days", 9))
    kept = since + lasts <= np.minimum(folk.today, folk.death[person] - 1)
    person, since, lasts, long = person[kept], since[kept], lasts[kept], long[kept]
    kinds = np.where(long, SickLeaveKind.LONG_TERM.ordinal, SickLeaveKind.ILLNESS.ordinal)
    nobody = np.zeros(len(person), dtype=bool)
    return person, {
        "kind": Column(kinds),
        "since": Column(days(since)),
        "ended_on": Column(days(since + lasts - 1)),
        "half_days": Column(np.maximum(lasts * 5 // 7, 1) * 2),
        "child_birth_date": Column(days(since), nobody),
    }


def one_off_requests(folk: Folk, insured: Insured) -> tuple[Records, Numbers, Numbers]:
    """Requests since 2022, who was paid out more than a year ago, and whose book was closed before.

    The book of the last year's requests is still open: the law pays them by it.
    """
    now, asks = _now(folk), insured.asks
    asked = (asks <= now) & (asks < month_of(folk.death))
    person = np.flatnonzero(asked & (asks >= _BEGAN))
    day = first_day(asks[person]) + folk.luck.at(person).below("asks on", 20)
    ground = np.full(len(person), OneOffGround.STOPPED_PAYING.ordinal)
    facts = {"requested_on": Column(days(np.minimum(day, folk.today))), "ground": Column(ground)}
    settled = asked & (asks < now - YEAR)
    return (person, facts), settled, asked & (asks < _BEGAN)


def gap_requests(folk: Folk, insured: Insured, months: Numbers, pension: Numbers) -> Records:
    """Requests for the allowance of Article 23 by those with too few months at the age."""
    retires = np.maximum(insured.career.retires, _SCHEME_OF_2024)
    asks = retires + folk.luck.below("asks for the gap", assumed("insurance.gap_within_months"))
    wants = folk.luck.random("wants the gap") < assumed("insurance.asks_for_the_gap")
    short = (months > 0) & (pension == NEVER) & (insured.career.retires > _BEGAN)
    may = short & wants & (insured.asks == NEVER)
    person = np.flatnonzero(may & (asks <= _now(folk)) & (asks < month_of(folk.death)))
    day = np.minimum(first_day(asks[person]) + 5, folk.today)
    return person, {"requested_on": Column(days(day))}
