"""Titles of people with merit: who was recognised as what, from when, at which rate of injury.

Titles hang on a life, not on the day shown: those of the dead are known too, for their relatives.
Only those who stood at the head of a household in January 2022 hold any, or their parents in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ansinh.law.facts.merit_choices import MeritKind
from ansinh.people.assumptions import assumed
from ansinh.people.calibration.homes import GRANDFATHER, GRANDMOTHER, MAN, WOMAN
from ansinh.people.calibration.poverty import stratum_of_cells
from ansinh.people.columns import Column, days, years
from ansinh.people.draws import Luck
from ansinh.people.life import SLOTS, Lives
from ansinh.people.structure import Folk
from ansinh.people.world import BASE, DAYS_PER_YEAR, FAR, World

Numbers = np.ndarray[Any, Any]

#: Kinds of which one person holds at most one; titles of different groups may meet.
GROUPS: dict[str, tuple[MeritKind, ...]] = {
    "injury": (
        MeritKind.WAR_INVALID,
        MeritKind.WAR_INVALID_POLICY,
        MeritKind.WAR_INVALID_B,
        MeritKind.INJURED,
    ),
    "sickness": (MeritKind.SICK_SOLDIER,),
    "chemicals": (MeritKind.AGENT_ORANGE,),
    "service": (
        MeritKind.ACTIVIST_PRE_1945,
        MeritKind.ACTIVIST_PRE_UPRISING,
        MeritKind.RESISTANCE_ACTIVIST,
        MeritKind.HELPER_PRE_1945,
        MeritKind.HELPER_ORDER,
        MeritKind.HELPER_MEDAL,
    ),
    "prison": (MeritKind.IMPRISONED,),
    "heroism": (MeritKind.HERO_ARMED_FORCES, MeritKind.HERO_LABOUR),
}
BY_RATE = (
    MeritKind.WAR_INVALID,
    MeritKind.WAR_INVALID_POLICY,
    MeritKind.WAR_INVALID_B,
    MeritKind.SICK_SOLDIER,
    MeritKind.AGENT_ORANGE,
)
#: Kinds paid once, on a decision.
_ONCE = (MeritKind.RESISTANCE_ACTIVIST, MeritKind.HELPER_MEDAL, MeritKind.INJURED)
SEVERE = 81
_HEADS = (MAN, WOMAN, GRANDFATHER, GRANDMOTHER)


def ordinals(*kinds: Any) -> Numbers:
    """Places of some members in their list."""
    return np.array([kind.ordinal for kind in kinds], dtype=np.int64)


@dataclass
class Titles:
    """Titles of a block's lives, by person; also those still to be given.

    Attributes:
        row: Row of the person in Lives, ascending.
        since, until: First day, and first day no longer; ``until`` is FAR for most.
        rate: Rate of injury, 0 where the kind has none.
        reproductive: Whether the chemicals harmed the person's children.
        combined: Combined rate of a sick soldier with the chemicals, 0 for none.
    """

    row: Numbers
    luck: Luck
    kind: Numbers
    since: Numbers
    until: Numbers
    rate: Numbers
    reproductive: Numbers
    combined: Numbers

    def __len__(self) -> int:
        return len(self.row)

    def where(self, mask: Numbers) -> Titles:
        """The titles of a mask."""
        parts = {
            name: value[mask] for name, value in vars(self).items() if isinstance(value, np.ndarray)
        }
        return Titles(luck=self.luck.at(mask), **parts)


def heads(lives: Lives) -> Numbers:
    """Rows of those who stood at the head of a household in January 2022, and of their parents."""
    is_head = np.zeros(SLOTS, dtype=bool)
    is_head[list(_HEADS)] = True
    return np.flatnonzero(is_head[lives.slot])


def make_titles(world: World, lives: Lives, rows: Numbers, mothers: Numbers) -> Titles:
    """The titles of ``rows``, and of the heroic ``mothers`` (both rows in Lives)."""
    luck, male = lives.luck.at(rows), lives.is_male[rows]
    cohort = np.searchsorted(assumed("merit.cohorts"), years(lives.birth[rows]), side="right")
    place = stratum_of_cells()[lives.lines.cell[lives.line[rows]]]
    often = np.array(assumed("merit.by_stratum"))[place]
    found = [(mothers, np.full(len(mothers), MeritKind.HEROIC_MOTHER.ordinal))]
    for group, kinds in GROUPS.items():
        edges = _edges(group)[np.where(male, 0, 1), cohort]
        chance = luck.random(f"merit {group}") / often
        hit = np.flatnonzero(chance < edges[:, -1])
        kind = (chance[hit, None] >= edges[hit]).sum(axis=1)
        found.append((rows[hit], ordinals(*kinds)[kind]))
    row, kind = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.argsort(row, kind="stable")
    return _titles(world, lives, row[order], kind[order])


@lru_cache(maxsize=16)
def _edges(group: str) -> Numbers:
    """Cumulative shares of a group's kinds, (men and women, cohorts, kinds)."""
    none = [0.0] * (len(assumed("merit.cohorts")) + 1)
    shares = [
        [assumed(f"merit.{sex}").get(kind.code, none) for kind in GROUPS[group]]
        for sex in ("men", "women")
    ]
    return np.cumsum(np.array(shares), axis=1).transpose(0, 2, 1)


def _titles(world: World, lives: Lives, row: Numbers, kind: Numbers) -> Titles:
    luck = Luck(lives.id[row] * len(MeritKind) + kind, world.seed)
    since = _since(lives.birth[row], kind, luck)
    ended = luck.random("ended") < assumed("merit.withdrawn")
    years = luck.between("ended after", *assumed("merit.withdrawn_after_years"))
    until = np.where(ended, since + (years * DAYS_PER_YEAR).astype(np.int64), FAR)
    rate = _rates(kind, luck)
    chemicals = kind == MeritKind.AGENT_ORANGE.ordinal
    harmed = chemicals & (luck.random("reproductive") < assumed("merit.reproductive_harm"))
    soldier = np.flatnonzero(kind == MeritKind.SICK_SOLDIER.ordinal)
    place = np.minimum(np.searchsorted(row[soldier], row), max(len(soldier) - 1, 0))
    sick = np.isin(row, row[soldier])
    both = np.maximum(rate, rate[soldier][place]) if len(soldier) else rate
    combined = chemicals & sick & ~harmed & (luck.random("combined") < assumed("merit.combined"))
    whole = np.minimum(both + luck.between("together", *assumed("merit.combined_adds")), 100)
    return Titles(
        row=row,
        luck=luck,
        kind=kind,
        since=since,
        until=until,
        rate=rate,
        reproductive=harmed,
        combined=np.where(combined, whole, 0).astype(np.int64),
    )


def _since(birth: Numbers, kind: Numbers, luck: Luck) -> Numbers:
    """First of a month in the years in which titles of the kind were given, as a grown person."""
    first, last = _years_of_recognition()[kind].T
    day = days_of_year(luck.between("year", first, last + 1))
    grown = birth + luck.between("grown", *assumed("merit.age_when_hurt")) * DAYS_PER_YEAR
    late = luck.random("late") < assumed("merit.recognised_late")
    of_late = BASE + luck.between("late at", 0, assumed("merit.late_years")) * DAYS_PER_YEAR
    day = np.where(late, np.maximum(of_late, grown), np.maximum(day, grown))
    months = day.astype(np.int64).astype("datetime64[D]").astype("datetime64[M]")
    return np.asarray(months.astype("datetime64[D]").astype(np.int64))


def days_of_year(years: Numbers) -> Numbers:
    """Days since 1970 of years and parts of years."""
    return np.asarray((years - 1970) * DAYS_PER_YEAR)


@lru_cache(maxsize=1)
def _years_of_recognition() -> Numbers:
    spans = assumed("merit.recognised")
    return np.array([spans.get(code, [1900, 1900]) for code in MeritKind.codes()])


def _rates(kind: Numbers, luck: Luck) -> Numbers:
    """Rates of injury by kind; 0 for the others."""
    found = np.zeros(len(kind), dtype=np.int64)
    for code, bands in assumed("merit.rates").items():
        mine = np.flatnonzero(kind == MeritKind.of(code).ordinal)
        low, high, share = np.array(bands).T
        band = luck.at(mine).pick("band", share)
        found[mine] = luck.at(mine).between("rate", low[band], high[band] + 1)
    return found


def title_facts(titles: Titles, folk: Folk) -> dict[str, Column]:
    """Facts of titles that the registry of ``folk`` shows."""
    luck, kind, today = titles.luck, titles.kind, folk.today
    rated = np.isin(kind, ordinals(*BY_RATE, MeritKind.INJURED))
    by_rate = np.isin(kind, ordinals(*BY_RATE))
    first = kind == MeritKind.ACTIVIST_PRE_1945.ordinal
    decided = titles.since + luck.below("signed", assumed("merit.signed_within_days"))
    severe = (titles.rate >= SEVERE) & (luck.random("special") < assumed("merit.special_wounds"))
    resisted = kind == MeritKind.RESISTANCE_ACTIVIST.ordinal
    chemicals = kind == MeritKind.AGENT_ORANGE.ordinal
    months, years = assumed("merit.resistance_months"), assumed("merit.seniority_years")
    return {
        "kind": Column(kind),
        "since": Column(days(titles.since)),
        "until": Column(days(titles.until), titles.until <= today),
        "decided_on": Column(days(decided), np.isin(kind, ordinals(*_ONCE)) & (decided <= today)),
        "injury_rate": Column(titles.rate, rated),
        "is_specially_severe": Column(severe, by_rate),
        "has_board_record": Column(
            luck.random("board") >= assumed("merit.without_board_record"), by_rate
        ),
        "left_home": Column(luck.random("left home") < assumed("merit.left_home"), first),
        "seniority_years": Column(luck.between("seniority", *years).astype(np.int64), first),
        "resistance_months": Column(luck.between("months", *months).astype(np.int64), resisted),
        "has_reproductive_harm": Column(titles.reproductive, chemicals),
        "combined_rate": Column(titles.combined, chemicals & (titles.combined > 0)),
    }
