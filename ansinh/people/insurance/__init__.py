"""Insurance histories: books, pensions and allowances, claims, and cards of health insurance.

The records are the one source: what the registry says of a person's pension, allowances, income and
card follows from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ansinh.people.careers import NEVER, month_of
from ansinh.people.columns import Column
from ansinh.people.insurance import claims
from ansinh.people.insurance.book import book_facts, make_book, make_insured, pension_begins
from ansinh.people.insurance.cards import registrations
from ansinh.people.insurance.grants import RETIREMENT, grant_facts, make_grants, raised
from ansinh.people.insurance.survivors import leaves_right, survivors
from ansinh.people.structure import Folk
from ansinh.people.work import Work

Numbers = np.ndarray[Any, Any]


@dataclass
class Insurance:
    """Records of insurance: entity → row in Folk of each record's person, and its facts.

    Attributes:
        links: Entity → link → ids.
        people: Facts of people that follow from the records.
        with_card: Whom a job or a grant gives a card of health insurance.
    """

    records: dict[str, tuple[Numbers, dict[str, Column]]]
    links: dict[str, dict[str, Numbers]]
    people: dict[str, Column]
    with_card: Numbers = field(repr=False)


def make_insurance(folk: Folk, work: Work, completed: Numbers) -> Insurance:
    """The records of those whom the registry shows."""
    many, day = len(folk), folk.homes.world.day
    insured = make_insured(folk, work, completed)
    book = make_book(folk, insured, completed)
    begins = pension_begins(folk, insured, book)
    grants = make_grants(folk, insured, book, begins)
    retired = grants.kind == RETIREMENT
    requests, settled, closed = claims.one_off_requests(folk, insured)
    months = book.months(many, np.minimum(month_of(folk.death), NEVER))
    closed[grants.person[retired]] = True
    book = book.where(~closed[book.person])
    paid = raised(grants, day)
    pension = grants.sums(many, retired, paid)
    allowance = grants.sums(many, ~retired, paid)
    right = leaves_right(folk, grants, np.where(closed | settled, 0, months))
    person, deceased, of_survivors, survivor = survivors(folk, insured, right, pension + allowance)
    now = month_of(np.array([folk.today]))[0]
    with_card = insured.works_in(now)
    with_card[grants.person] = True
    short = np.where(closed | settled, 0, months)
    allowance = allowance + survivor
    stable = (work.situation == 0) | (pension > 0) | (allowance > 0)
    return Insurance(
        records={
            "InsurancePeriod": (book.person, book_facts(book, folk, settled)),
            "PensionGrant": (grants.person, grant_facts(grants)),
            "JobLoss": claims.job_losses(folk, insured),
            "SickLeave": claims.sick_leaves(folk, insured),
            "MaternityEvent": claims.maternity_events(folk, insured),
            "OneOffRequest": requests,
            "GapRequest": claims.gap_requests(folk, insured, short, begins),
            "SurvivorClaim": (person, of_survivors),
        },
        links={"SurvivorClaim": {"deceased_id": deceased}},
        people={
            "insurance_pension": Column(pension),
            "insurance_allowance": Column(allowance),
            "has_stable_income": Column(stable),
        },
        with_card=with_card,
    )


__all__ = ["Insurance", "make_insurance", "registrations"]
