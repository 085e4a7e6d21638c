"""The payment list of the insurance agency: pensions and monthly allowances, with their increases.

An amount on the list is the one of the day it counts from; the increases since are the law's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ansinh.law.facts.insurance import GrantKind
from ansinh.people.assumptions import assumed
from ansinh.people.careers import (
    HALF,
    NEVER,
    YEAR,
    figure,
    first_day,
    in_town,
    month_of,
    of_brackets,
)
from ansinh.people.columns import Column, days
from ansinh.people.draws import Luck
from ansinh.people.insurance.book import Book, Insured
from ansinh.people.structure import Folk
from ansinh.people.world import BASE, day_number

Numbers = np.ndarray[Any, Any]

RETIREMENT = GrantKind.RETIREMENT.ordinal
_ALLOWANCES = (
    GrantKind.LOST_CAPACITY.ordinal,
    GrantKind.WORK_ACCIDENT.ordinal,
    GrantKind.FORMER_COMMUNE_OFFICIAL.ordinal,
)
_LIST_OF_2019 = day_number(date(2019, 7, 1))
_NEW_FUND = day_number(date(1995, 1, 1))
#: Day of each increase → its figures.
_INCREASES = {
    date(2022, 1, 1): ("increase_108_2021", "percent"),
    date(2023, 7, 1): ("increase_42_2023", "again"),
    date(2024, 7, 1): ("increase_75_2024", "percent"),
    date(2026, 7, 1): ("increase_162_2026", "percent"),
}
_SECOND_INCREASE = date(2023, 7, 1)
_OLD, _GROWN = 60, 18


@dataclass
class Grants:
    """Pensions and allowances on file, by person; days count from 1970."""

    person: Numbers
    kind: Numbers
    started: Numbers
    amount: Numbers
    since: Numbers

    def sums(self, people: int, mine: Numbers, amounts: Numbers) -> Numbers:
        """Amounts of some of the grants, by person."""
        return np.bincount(self.person[mine], amounts[mine], people).astype(np.int64)


def make_grants(folk: Folk, insured: Insured, book: Book, begins: Numbers) -> Grants:
    """Everything on the payment list; ``begins`` is the month of pensions earned since 2022."""
    late = folk.luck.random("asks late") < assumed("insurance.asks_late")
    now = month_of(np.array([folk.today]))[0]
    known = begins + np.where(late, assumed("insurance.late_months"), 0) <= now
    parts = [
        _pensions_of_before(folk, insured),
        _new_pensions(folk, book, np.where(known, begins, NEVER)),
    ]
    drawing = np.zeros(len(folk), dtype=bool)
    for part in parts:
        drawing[part.person] = True
    parts.append(_allowances(folk, insured, drawing))
    person, kind, started, amount, since = (
        np.concatenate(columns)
        for columns in zip(*(vars(part).values() for part in parts), strict=True)
    )
    order = np.argsort(person, kind="stable")
    return Grants(person[order], kind[order], started[order], amount[order], since[order])


def _pensions_of_before(folk: Folk, insured: Insured) -> Grants:
    """Pensions of those past the age in 2022, some of whom left years earlier."""
    luck, town = folk.luck, in_town(folk)
    rates = assumed("insurance.pensioners")
    drawn = luck.random("pension") < np.where(town, rates["urban"], rates["rural"])
    retires = insured.career.retires
    person = np.flatnonzero(drawn & (first_day(retires) <= BASE))
    luck = luck.at(person)
    early = luck.random("left early") < assumed("insurance.retires_early")["share"]
    years = 1 + luck.below("years early", assumed("insurance.retires_early")["years"])
    started = first_day(retires[person] - np.where(early, years, 0) * YEAR)
    least = figure("base_salary_by_month", date(2022, 1, 1))[-1][1]
    amount = np.maximum(money(luck, "pension"), least)
    kind = np.full(len(person), RETIREMENT)
    return Grants(person, kind, started, amount, np.maximum(started, _LIST_OF_2019))


def _new_pensions(folk: Folk, book: Book, begins: Numbers) -> Grants:
    """Pensions earned since: the average pay of the book at the rate of its years."""
    person = np.flatnonzero(begins < NEVER)
    months = np.maximum(book.months(len(folk), begins), 1)
    pay = _indexed(book, begins)
    average = np.bincount(book.person, pay, len(folk)) / months
    halves = months // YEAR * 2 + np.ceil(months % YEAR / HALF).astype(np.int64)
    rate = _rates(folk, halves)
    whole = months >= 20 * YEAR
    least = of_brackets("insurance.base_salary_by_month", _written(begins)) * whole
    amount = np.round(np.maximum(average * rate, least)).astype(np.int64)[person]
    started = first_day(begins[person])
    return Grants(person, np.full(len(person), RETIREMENT), started, amount, started)


def _indexed(book: Book, begins: Numbers) -> Numbers:
    """Pay of each line up to the pension, at the prices of its beginning."""
    start = np.minimum(begins[book.person], NEVER)
    months = np.maximum(np.minimum(book.until, start) - book.since, 0)
    year, value = start // YEAR + 1970, np.zeros(len(book))
    for table in range(2022, 2027):
        mine = np.clip(year, 2022, 2026) == table
        factor = of_brackets(
            f"insurance.index_factor.entitled_{table}", book.since[mine] // YEAR + 1970
        )
        value[mine] = book.base[mine] * factor
    state = (
        book.coefficient / 10_000 * of_brackets("insurance.base_salary_by_month", _written(start))
    )
    return np.asarray(np.where(book.coefficient > 0, state, value) * months)


def _written(month: Numbers) -> Numbers:
    """Months as the law's tables have them."""
    return np.asarray((month // YEAR + 1970) * 100 + month % YEAR + 1)


def _rates(folk: Folk, halves: Numbers) -> Numbers:
    """Rate of a pension by half-years, as Article 66 has it."""
    women = 0.45 + 0.01 * (halves - 30)
    men = np.where(halves < 40, 0.40 + 0.005 * (halves - 30), 0.45 + 0.01 * (halves - 40))
    return np.asarray(np.clip(np.where(folk.is_male, men, women), 0, 0.75))


def _allowances(folk: Folk, insured: Insured, pensioner: Numbers) -> Grants:
    """Monthly allowances other than pensions and those of survivors."""
    luck, age, small = folk.luck, folk.age, assumed("insurance.allowances")
    chance = np.where(age >= _OLD, small["old"], small["others"])
    draws = (luck.random("insurance") < chance) & ~pensioner
    first, last = assumed("insurance.allowance_from_age")
    started = first_day(
        month_of(folk.birth) + (luck.between("granted at", first, last) * YEAR).astype(np.int64)
    )
    begun = started <= np.minimum(folk.today, folk.death)
    person = np.flatnonzero(draws & (age >= _GROWN) & begun)
    luck, started = luck.at(person), started[person]
    kind = np.array(_ALLOWANCES)[luck.pick("allowance kind", assumed("insurance.allowance_kinds"))]
    kind[(age[person] < _OLD) | insured.is_formal[person]] = GrantKind.WORK_ACCIDENT.ordinal
    return Grants(person, kind, started, money(luck, "allowance"), started)


def money(luck: Luck, name: str) -> Numbers:
    """Amounts in whole hundreds of đồng."""
    median, spread = assumed("insurance.amounts")[name]
    values = np.exp(luck.normal(f"{name} of", np.log(median), spread)) / 100
    return np.asarray(values.astype(np.int64) * 100)


def raised(grants: Grants, day: date) -> Numbers:
    """What is paid on a day: the amounts of pensions with the increases of the law."""
    amount = grants.amount.copy()
    for begins, (name, percent) in _INCREASES.items():
        if begins > day:
            break
        rate = figure(f"{name}.{percent}", begins)
        more = _half_up(amount, rate)
        if begins == _SECOND_INCREASE:
            first = figure(f"{name}.first", begins)
            more = np.where(grants.started >= BASE, _half_up(grants.amount, first), more)
        old = grants.started < _NEW_FUND
        top = np.minimum(more + figure(f"{name}.top_up", begins), figure(f"{name}.floor", begins))
        more = np.where(old, np.maximum(more, top), more)
        counts = (grants.kind == RETIREMENT) & (grants.since < day_number(begins))
        amount = np.where(counts, more, amount)
    return amount


def _half_up(amount: Numbers, rate: Any) -> Numbers:
    """Amounts raised by an exact rate, half a đồng upwards."""
    whole = 1 + rate
    return np.asarray((amount * whole.numerator * 2 + whole.denominator) // (2 * whole.denominator))


def grant_facts(grants: Grants) -> dict[str, Column]:
    """Facts of grants."""
    return {
        "kind": Column(grants.kind),
        "started_on": Column(days(grants.started)),
        "amount": Column(grants.amount),
        "amount_since": Column(days(grants.since)),
    }
