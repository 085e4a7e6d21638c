"""Ties to martyrs, who died before any of these lives is told: parents, widows, children, worship.

A tie is drawn for a head of a household and kept when the martyr's death fits the life: a widow was
grown, a child was born by then. Fathers and brothers share the file that is drawn for the mother,
children that of the widow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ansinh.law.facts.merit_choices import MeritKinship
from ansinh.people.assumptions import assumed
from ansinh.people.calibration.homes import GRANDFATHER, GRANDMOTHER, MAN, WOMAN
from ansinh.people.columns import years
from ansinh.people.draws import Luck
from ansinh.people.life import Lives
from ansinh.people.lines import NONE
from ansinh.people.merit.titles import days_of_year, ordinals
from ansinh.people.world import DAYS_PER_YEAR

Numbers = np.ndarray[Any, Any]

MOTHER, WIDOW, REMARRIED, CHILD, WORSHIPPER = range(5)
_ROLES = ("mother", "widow", "remarried", "child", "worshipper")
_KINSHIP = ordinals(
    MeritKinship.MOTHER,
    MeritKinship.SPOUSE,
    MeritKinship.REMARRIED_SPOUSE,
    MeritKinship.CHILD,
    MeritKinship.WORSHIPPER,
)
#: Husband or wife of each head.
_PARTNER = {MAN: WOMAN, WOMAN: MAN, GRANDFATHER: GRANDMOTHER, GRANDMOTHER: GRANDFATHER}
FILES = 10**9


@dataclass
class Ties:
    """Ties to martyrs, by person; a few have two.

    Attributes:
        row: Row of the person in Lives.
        role: One of the five constants above.
        kinship: Place in the law's list.
        file: Number of the martyr's file.
        died: Day of the martyr's death.
        number: 0, or 1 for a person's second martyr.
        only_child: Whether the martyr was a mother's only child.
    """

    row: Numbers
    role: Numbers
    kinship: Numbers
    file: Numbers
    died: Numbers
    number: Numbers
    only_child: Numbers


def make_ties(lives: Lives, rows: Numbers) -> Ties:
    """The ties that are drawn for ``rows`` of Lives."""
    luck, birth = lives.luck.at(rows), lives.birth[rows]
    role = _roles(lives, rows, luck)
    hit = np.flatnonzero(role >= 0)
    again = (
        luck.at(hit).random("second martyr") < np.array(assumed("merit.second_martyr"))[role[hit]]
    )
    at = np.concatenate([hit, hit[again]])
    number = np.repeat([0, 1], [len(hit), again.sum()])
    died = np.where(number == 0, _war_days(luck.at(at), 0), _war_days(luck.at(at), 1))
    low, high = np.array(assumed("merit.age_at_martyrs_death"))[role[at]].T
    age = (died - birth[at]) / DAYS_PER_YEAR
    fits = (age >= low) & (age < high)
    at, number, died = at[fits], number[fits], died[fits]
    file = np.where(number == 0, files(luck.at(at), "martyr 0"), files(luck.at(at), "martyr 1"))
    order = np.lexsort((number, at))
    at, number, died, file = at[order], number[order], died[order], file[order]
    mother = role[at] == MOTHER
    lone = mother & (luck.at(at).random("only child") < assumed("merit.martyr_was_only_child"))
    twice = np.isin(at, at[number == 1])
    fostered = mother & (luck.at(at).random("fostered") < assumed("merit.fostered_the_martyr"))
    return Ties(
        row=rows[at],
        role=role[at],
        kinship=np.where(fostered, MeritKinship.FOSTERER.ordinal, _KINSHIP[role[at]]),
        file=file,
        died=died,
        number=number,
        only_child=lone & ~twice,
    )


def _roles(lives: Lives, rows: Numbers, luck: Luck) -> Numbers:
    """Which tie may be drawn for each, -1 for none."""
    slot, line = lives.slot[rows], lives.line[rows]
    partner = np.full(slot.max(initial=0) + 1, NONE)
    for mine, other in _PARTNER.items():
        if mine < len(partner):
            partner[mine] = other
    single = lives.row_of[line, partner[slot]] < 0
    woman = ~lives.is_male[rows]
    year = years(lives.birth[rows])
    may = [woman, woman & single, woman & ~single, slot <= WOMAN, np.ones(len(rows), dtype=bool)]
    chance = luck.random("martyr")
    role, edge = np.full(len(rows), NONE), np.zeros(len(rows))
    rates = assumed("merit.tied_to_a_martyr")
    for number, name in enumerate(_ROLES):
        rate, first, last = rates[name]
        share = np.where(may[number] & (year >= first) & (year <= last), rate, 0.0)
        if name == "worshipper":
            share = np.where(woman, share * assumed("merit.women_who_worship"), share)
        role[(role < 0) & (chance >= edge) & (chance < edge + share)] = number
        edge = edge + share
    return role


def _war_days(luck: Luck, number: int) -> Numbers:
    """Days on which a martyr may have died."""
    first, last, share = np.array(assumed("merit.wars")).T
    war = luck.pick(f"war {number}", share)
    year = luck.between(f"died in {number}", first[war], last[war] + 1)
    return days_of_year(year).astype(np.int64)


def files(luck: Luck, purpose: str) -> Numbers:
    """Numbers of files, from 1."""
    return luck.below(f"file {purpose}", FILES - 1) + 1


def heroic_mothers(lives: Lives, ties: Ties) -> Numbers:
    """Rows of mothers of two martyrs or of an only child that were honoured."""
    most = ties.only_child | (ties.number == 1)
    rows = np.unique(ties.row[(ties.role == MOTHER) & most])
    named = lives.luck.at(rows).random("heroic") < assumed("merit.named_heroic_mother")
    return np.asarray(rows[named])
