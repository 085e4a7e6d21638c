"""Monthly allowances of survivors: husbands, wives and children of the insured dead."""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.insurance_claims import SurvivorKind
from ansinh.people.assumptions import assumed
from ansinh.people.careers import YEAR, figure, month_of
from ansinh.people.columns import Column
from ansinh.people.insurance.book import Insured
from ansinh.people.insurance.grants import RETIREMENT, Grants
from ansinh.people.structure import Folk

Numbers = np.ndarray[Any, Any]

_MONTHS_OF_RIGHT, _CHILD, _MOST = 15 * YEAR, 18, 4


def leaves_right(folk: Folk, grants: Grants, months: Numbers) -> Numbers:
    """The dead who drew a pension or had paid for fifteen years, as a mask."""
    found = months >= _MONTHS_OF_RIGHT
    found[grants.person[grants.kind == RETIREMENT]] = True
    return np.asarray(found & ~folk.is_alive)


def survivors(
    folk: Folk, insured: Insured, right: Numbers, income: Numbers
) -> tuple[Numbers, Numbers, dict[str, Column], Numbers]:
    """Claims of those who have a right.

    Args:
        right: The dead that leave one.
        income: Pension and allowances of each person.

    Returns:
        Row of the person, id of the deceased, facts, and what is paid today.
    """
    dead = np.flatnonzero(right)
    dead = dead[np.argsort(folk.ids[dead])]
    now, day = month_of(np.array([folk.today]))[0], folk.homes.world.day
    level = figure("reference_level", day)
    aged = (insured.career.retires <= now) & ~insured.works_in(now) & (income < level)
    kin = (
        (folk.spouse, aged, SurvivorKind.SPOUSE),
        (folk.father, folk.age < _CHILD, SurvivorKind.CHILD),
        (folk.mother, folk.age < _CHILD, SurvivorKind.CHILD),
    )
    deceased = np.full(len(folk), -1)
    kind = np.zeros(len(folk), dtype=np.int64)
    for links, may, relation in kin:
        if not len(dead):
            break
        place = dead[np.minimum(np.searchsorted(folk.ids[dead], links), len(dead) - 1)]
        fits = (folk.ids[place] == links) & (folk.home[place] == folk.home) & may
        fits &= (month_of(folk.death[place]) < now) & folk.is_alive & (deceased < 0)
        deceased[fits], kind[fits] = place[fits], relation.ordinal
    claims = (deceased >= 0) & (
        folk.luck.random("survivor claims") < assumed("insurance.survivors_claim")
    )
    person = np.flatnonzero(claims)
    rank = np.ones(len(person), dtype=np.int64)
    order = np.argsort(deceased[person], kind="stable")
    mine = deceased[person][order]
    rank[order] = np.arange(len(person)) - np.searchsorted(mine, mine) + 1
    rate = figure("survivors.rate", day)
    paid = int(level * rate.numerator / rate.denominator + 0.5)
    amount = np.zeros(len(folk), dtype=np.int64)
    amount[person[rank <= _MOST]] = paid
    facts = {"kind": Column(kind[person]), "place": Column(rank, rank > 1)}
    return person, folk.ids[deceased[person]], facts, amount
