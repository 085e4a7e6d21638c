"""Insurance books: a line for each calendar year of formal work or of voluntary insurance.

Lines follow from working lives. Who leaves formal work before the age keeps the book, goes on
voluntarily or is paid out a year later; who reaches the age with enough months becomes a pensioner.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ansinh.law.facts.insurance import BaseKind, InsuredCategory
from ansinh.law.facts.poverty import Qualification, WorkSituation
from ansinh.people.assumptions import assumed
from ansinh.people.careers import (
    HALF,
    NEVER,
    YEAR,
    Career,
    figure,
    first_day,
    month_of,
    of_brackets,
)
from ansinh.people.columns import Column, days
from ansinh.people.structure import Folk
from ansinh.people.units import wage_regions
from ansinh.people.work import Work
from ansinh.people.world import BASE

Numbers = np.ndarray[Any, Any]

_EMPLOYEE = InsuredCategory.EMPLOYEE.ordinal
_PUBLIC = InsuredCategory.PUBLIC.ordinal
_VOLUNTARY = InsuredCategory.VOLUNTARY.ordinal
_BEGAN = month_of(np.array([BASE]))[0]
_SUPPORTED_FROM = _BEGAN - 4 * YEAR
_UNEMPLOYMENT_FROM = (2009 - 1970) * YEAR
_KNOWN_WAGES_FROM = (2020 - 1970) * YEAR
_SCHEME_OF_2024 = (2025 - 1970) * YEAR + HALF
_STEP = 0.33


@dataclass
class Insured:
    """Who is insured how; one cell a person, months since 1970, NEVER for not.

    Attributes:
        is_formal: Whether a contract is an insured one.
        is_public: Whether it is with the State.
        joins, stops: Voluntary insurance.
        asks: When the person asks to be paid out.
    """

    career: Career
    is_formal: Numbers
    is_public: Numbers
    joins: Numbers
    stops: Numbers
    asks: Numbers

    def works_in(self, month: Any) -> Numbers:
        """Whether each person is insured by a contract in a month."""
        return self.works_in_each(np.arange(len(self.is_formal)), month)

    def works_in_each(self, row: Numbers, month: Any) -> Numbers:
        """The same of some people, each in a month of its own."""
        career = self.career
        half = (month - career.first_half) // HALF
        told = (half >= 0) & (half < career.without.shape[1])
        idle = told & career.without[row, np.where(told, half, 0)]
        inside = (career.begins[row] <= month) & (month < career.ends[row])
        return np.asarray(self.is_formal[row] & inside & ~idle)


def make_insured(folk: Folk, work: Work, completed: Numbers) -> Insured:
    """Who is insured how."""
    luck, career = folk.luck, work.career
    contract = work.situation == WorkSituation.WAGE_WITH_CONTRACT.ordinal
    at_home = luck.random("at home") < assumed("work.at_home")
    formal = ~at_home & (luck.random("formal") < assumed("insurance.formal"))
    # The books of those past the age in 2022 are closed.
    formal &= (career.begins < career.ends) & (career.retires > _BEGAN)
    learned = completed >= Qualification.COLLEGE.ordinal
    public = learned & ~work.in_zone & (luck.random("public") < assumed("insurance.public"))
    now = month_of(np.array([folk.today]))[0]
    out = formal & (career.ends < career.retires) & (career.ends <= month_of(folk.death))
    choice = luck.pick("after the contract", assumed("insurance.after_the_contract"))
    first, last = assumed("insurance.asks_after_months")
    asks = career.ends + luck.between("asks after", first, last + 1).astype(np.int64)
    own = ~contract & ~out & (luck.random("joins") < assumed("insurance.voluntary"))
    since = _SUPPORTED_FROM + luck.between("joined", 0, now + 1 - _SUPPORTED_FROM).astype(np.int64)
    young, old = assumed("insurance.voluntary_ages")
    aged = (since - month_of(folk.birth)) / YEAR
    own &= ~formal & (aged >= young) & (aged < old)
    goes_on = out & (choice == 1)
    joins = np.where(goes_on, np.maximum(career.ends, _SUPPORTED_FROM), np.where(own, since, NEVER))
    return Insured(
        career=career,
        is_formal=formal,
        is_public=public & formal,
        joins=joins,
        stops=np.minimum(career.retires, month_of(folk.death)),
        asks=np.where(out & (choice == 0), asks, NEVER),
    )


@dataclass
class Book:
    """Lines of insurance books, by person and month.

    Attributes:
        person: Row in Folk.
        since, until: Months; ``until`` is beyond the month shown while a line goes on.
    """

    person: Numbers
    since: Numbers
    until: Numbers
    category: Numbers
    base: Numbers
    coefficient: Numbers
    support: Numbers

    def __len__(self) -> int:
        return len(self.person)

    def where(self, mask: Numbers) -> Book:
        """The lines of a mask."""
        return Book(*(value[mask] for value in vars(self).values()))

    def months(self, people: int, until: Numbers, mask: Numbers | None = None) -> Numbers:
        """Months of each person up to a month."""
        each = np.minimum(self.until, until[self.person]) - self.since
        each = np.maximum(each, 0) * (1 if mask is None else mask)
        return np.bincount(self.person, each, people).astype(np.int64)


def make_book(folk: Folk, insured: Insured, completed: Numbers) -> Book:
    """The lines of everybody up to the day shown."""
    now = month_of(np.array([folk.today]))[0]
    career = insured.career
    worker = np.flatnonzero(insured.is_formal & (career.begins <= now))
    row, since, until = _lines(career.begins[worker], career.ends[worker], now)
    since, until = _without_spells(career, worker[row], since, until)
    some = np.flatnonzero((insured.joins <= now) & (insured.joins < insured.stops))
    mine, begun, over = _lines(insured.joins[some], insured.stops[some], now)
    person = np.concatenate([worker[row], some[mine]])
    since, until = np.concatenate([since, begun]), np.concatenate([until, over])
    voluntary = np.arange(len(person)) >= len(row)
    category = np.where(insured.is_public[person], _PUBLIC, _EMPLOYEE)
    category[voluntary] = _VOLUNTARY
    base, coefficient = _wages(folk, insured, person, since, category, completed)
    support = np.where(voluntary, _support(since), 0)
    book = Book(person, since, until, category, base, coefficient, support)
    book = book.where((since < until) & (since <= now))
    return book.where(np.lexsort((book.since, book.person)))


def _lines(begins: Numbers, ends: Numbers, now: int) -> tuple[Numbers, Numbers, Numbers]:
    """Row, first month and month after the last, of each calendar year of some spans."""
    first, last = begins // YEAR, (np.minimum(ends, now + 1) - 1) // YEAR
    many = np.maximum(last - first + 1, 0)
    row = np.repeat(np.arange(len(begins)), many)
    later = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    january = (first[row] + later) * YEAR
    return row, np.maximum(january, begins[row]), np.minimum(january + YEAR, ends[row])


def _without_spells(
    career: Career, person: Numbers, since: Numbers, until: Numbers
) -> tuple[Numbers, Numbers]:
    """The lines without the half-years in which a person had no work."""
    january = since // YEAR * YEAR
    for half in (0, 1):
        start = january + half * HALF
        number = (start - career.first_half) // HALF
        told = (number >= 0) & (number < career.without.shape[1])
        idle = told & career.without[person, np.where(told, number, 0)]
        if half:
            until = np.where(idle, np.minimum(until, start), until)
        else:
            since = np.where(idle, np.maximum(since, start + HALF), since)
    return since, until


def _wages(
    folk: Folk,
    insured: Insured,
    person: Numbers,
    since: Numbers,
    category: Numbers,
    completed: Numbers,
) -> tuple[Numbers, Numbers]:
    """Monthly base of each line, and the coefficient in ten-thousandths where the State pays."""
    luck, year = folk.luck.at(person), since // YEAR + 1970
    table = assumed("insurance.wages")
    usual = np.interp(year, list(table), list(table.values()))
    spread, more = assumed("insurance.wage_spread"), assumed("insurance.wage_of_the_learned")
    learned = completed[person] >= Qualification.COLLEGE.ordinal
    wage = usual * np.exp(luck.normal("wage", 0, spread)) * np.where(learned, more, 1)
    wage = np.maximum(wage, _least_wages(folk, person, since))
    chosen = np.array(assumed("insurance.chosen_income"))[luck.below("chosen", 4)]
    steps = (since - insured.career.begins[person]) // (3 * YEAR)
    grade = np.where(completed[person] == Qualification.COLLEGE.ordinal, 2.10, 2.34)
    coefficient = np.round((grade + _STEP * np.clip(steps, 0, 8)) * 10_000).astype(np.int64)
    written = (since // YEAR + 1970) * 100 + since % YEAR + 1
    state = coefficient * of_brackets("insurance.base_salary_by_month", written) / 10_000
    base = np.select([category == _PUBLIC, category == _VOLUNTARY], [state, chosen], wage)
    coarse = np.where(category == _EMPLOYEE, 50_000, 1)
    rounded = (np.ceil(base / coarse) * coarse).astype(np.int64)
    return rounded, np.where(category == _PUBLIC, coefficient, 0)


def _least_wages(folk: Folk, person: Numbers, since: Numbers) -> Numbers:
    """The minimum wage where each person lives, from the year from which the law's are known."""
    region = regions(folk)[person]
    written = (since // YEAR + 1970) * 100 + since % YEAR + 1
    names = ("region_i", "region_ii", "region_iii", "region_iv")
    each = [of_brackets(f"insurance.minimum_wage_by_month.{name}", written) for name in names]
    return np.where(since >= _KNOWN_WAGES_FROM, np.choose(region, each), 0)


def regions(folk: Folk) -> Numbers:
    """The region of minimum wages of each person's commune, as a place in the law's list."""
    homes = folk.homes
    found = wage_regions(homes.world.day)
    units, place = np.unique(homes.unit, return_inverse=True)
    return np.array([found.get(unit, 3) for unit in units.tolist()])[place][folk.home]


def _support(since: Numbers) -> Numbers:
    """What the State pays of a voluntary contribution, by the rate of those on no list."""
    years, place = np.unique(since // YEAR, return_inverse=True)
    amounts = [_support_in(max(int(year) + 1970, 2022)) for year in years]
    return np.array(amounts, dtype=np.int64)[place] if len(amounts) else since


def _support_in(year: int) -> int:
    day = date(year, 1, 1)
    least, rate = figure("contribution.least_income", day), figure("voluntary.rate", day)
    return int(least * rate * figure("voluntary.support_other", day))


def pension_begins(folk: Folk, insured: Insured, book: Book) -> Numbers:
    """First month of the pension of who reaches the age with enough months, NEVER for others."""
    retires = insured.career.retires
    months = book.months(len(folk), retires)
    needed = np.where(retires >= _SCHEME_OF_2024, 15, 20) * YEAR
    later = np.where(months >= 15 * YEAR, np.maximum(retires, _SCHEME_OF_2024), NEVER)
    begins = np.where(months >= needed, retires, later)
    now = month_of(np.array([folk.today]))[0]
    lives = begins < np.minimum(month_of(folk.death), now + 1)
    still_there = insured.asks > retires
    return np.asarray(np.where(lives & still_there & (retires > _BEGAN), begins, NEVER))


def book_facts(book: Book, folk: Folk, settled: Numbers) -> dict[str, Column]:
    """Facts of lines; ``settled`` marks the people who were paid out."""
    open_ = book.until > month_of(np.array([folk.today]))[0]
    public = book.category == _PUBLIC
    pays = (book.category == _EMPLOYEE) | (
        public
        & (folk.luck.at(book.person).random("a civil servant") >= assumed("insurance.servants"))
    )
    over, state = settled[book.person], np.full(len(book), BaseKind.STATE.ordinal)
    return {
        "category": Column(book.category),
        "since": Column(days(first_day(book.since))),
        "until": Column(days(first_day(book.until)), ~open_),
        "monthly_base": Column(book.base),
        "base_kind": Column(state, public),
        "coefficient": Column(book.coefficient, public),
        "pays_unemployment": Column(pays & (book.since >= _UNEMPLOYMENT_FROM)),
        "stated_region": Column(regions(folk)[book.person]),
        "is_settled": Column(over, over),
        "state_support": Column(book.support, book.support > 0),
    }
