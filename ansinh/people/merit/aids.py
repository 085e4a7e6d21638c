"""Aids that war invalids and others with merit are prescribed, and when they were last paid for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ansinh.law.facts.merit_choices import AidItem, MeritKind
from ansinh.people.assumptions import assumed
from ansinh.people.columns import Column, days
from ansinh.people.draws import Luck
from ansinh.people.merit.allowance import figure
from ansinh.people.merit.titles import Titles, ordinals
from ansinh.people.structure import Folk
from ansinh.people.world import DAYS_PER_YEAR

Numbers = np.ndarray[Any, Any]

_LEGS = ordinals(*(item for item in AidItem if item.name.startswith("LEG_")))[:-1]
_CHAIRS = ordinals(AidItem.WHEELCHAIR, AidItem.TRICYCLE)
_ACCESSORIES = AidItem.LEG_ACCESSORIES.ordinal
_OF_INVALIDS = ordinals(
    MeritKind.WAR_INVALID,
    MeritKind.WAR_INVALID_POLICY,
    MeritKind.WAR_INVALID_B,
    MeritKind.SICK_SOLDIER,
)


@dataclass
class Aids:
    """Aids of the people shown: row in Folk, in order, place in the law's list, last year paid."""

    person: Numbers
    item: Numbers
    paid_year: Numbers
    since: Numbers
    luck: Luck


def make_aids(titles: Titles, person: Numbers, folk: Folk) -> Aids:
    """The aids of those who hold the titles; ``person`` is the row of each in Folk."""
    invalid = np.isin(titles.kind, _OF_INVALIDS)
    chances = assumed("merit.aids")
    often = np.where(invalid, chances["from_61"], chances["chemicals"])
    often = np.where(invalid & (titles.rate < chances["least"]), chances["under_61"], often)
    often = np.where(invalid | (titles.kind == MeritKind.AGENT_ORANGE.ordinal), often, 0.0)
    at = np.flatnonzero(titles.luck.random("aid") < often)
    at = at[np.unique(person[at], return_index=True)[1]]
    item = _items(titles.luck.at(at), invalid[at])
    leg = np.isin(item, _LEGS)
    luck = titles.luck.at(at)
    more = leg & (luck.random("accessories") < chances["accessories_of_a_leg"])
    chair = leg & (luck.random("chair too") < chances["chair_beside_a_leg"])
    rows = np.concatenate([at, at[more], at[chair]])
    whole = np.concatenate(
        [
            item,
            np.full(more.sum(), _ACCESSORIES),
            np.full(chair.sum(), AidItem.WHEELCHAIR.ordinal),
        ]
    )
    order = np.lexsort((whole, person[rows]))
    rows, whole = rows[order], whole[order]
    luck = Luck(folk.ids[person[rows]] * len(AidItem) + whole, folk.homes.world.seed)
    both = np.isin(rows, at[chair])
    year = _paid_year(whole, both, luck, folk)
    return Aids(person[rows], whole, year, titles.since[rows], luck)


def _items(luck: Luck, invalid: Numbers) -> Numbers:
    """What was prescribed: of the list of invalids, or a chair or cane."""
    found = np.zeros(len(invalid), dtype=np.int64)
    for mine, name in ((invalid, "merit.aids_of_invalids"), (~invalid, "merit.aids_of_others")):
        shares = assumed(name)
        rows = np.flatnonzero(mine)
        items = ordinals(*(AidItem.of(code) for code in shares))
        found[rows] = items[luck.at(rows).pick("item", list(shares.values()))]
    return found


def _paid_year(item: Numbers, both: Numbers, luck: Luck, folk: Folk) -> Numbers:
    """The last year before this one in which each aid was paid for; they come in turns."""
    day = folk.homes.world.day
    years = figure("aid_years", day)
    lasting = np.array([years[code] for code in AidItem.codes()])[item]
    paired = both & np.isin(item, np.concatenate([_LEGS, _CHAIRS]))
    lasting = np.where(paired, figure("aid_years_with_leg", day), lasting)
    turn = luck.below("turn", lasting)
    return np.asarray(day.year - lasting + (turn - day.year) % lasting)


def aid_facts(aids: Aids, folk: Folk) -> dict[str, Column]:
    """Facts of aids."""
    luck, day = aids.luck, folk.homes.world.day
    alive = np.minimum(folk.today, folk.death[aids.person])
    grown = (alive - aids.since) * luck.between("prescribed", 0, 0.5)
    prescribed = aids.since + np.maximum(grown, 0).astype(np.int64)
    made = np.isin(aids.item, _LEGS) & (aids.paid_year == day.year - 1)
    begin = (np.datetime64(f"{day.year - 1}-01-01") - np.datetime64(0, "D")).astype(np.int64)
    travelled = begin + (luck.random("travelled") * DAYS_PER_YEAR).astype(np.int64)
    low, high = assumed("merit.workshop_distance")
    went = made & (travelled <= alive)
    return {
        "item": Column(aids.item),
        "prescribed_on": Column(days(prescribed)),
        "paid_year": Column(aids.paid_year),
        "travelled_on": Column(days(travelled), went),
        "travel_distance": Column(luck.between("far", low, high).astype(np.int64), went),
    }
