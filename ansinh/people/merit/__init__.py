"""People with merit: titles, relatives of the honoured and of martyrs, aids, and what is asked.

Titles and ties to martyrs are drawn for lives, so that they are the same on every day shown; the
records follow for those whom the registry shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ansinh.law.facts.assistance import DisabilityDegree
from ansinh.law.facts.poverty import SchoolLevel
from ansinh.people.columns import Column
from ansinh.people.life import Lives
from ansinh.people.lines import NONE
from ansinh.people.merit import asked
from ansinh.people.merit.aids import aid_facts, make_aids
from ansinh.people.merit.allowance import monthly
from ansinh.people.merit.kin import Known, make_relations
from ansinh.people.merit.relation_facts import relation_facts, with_card
from ansinh.people.merit.ties import Ties, heroic_mothers, make_ties
from ansinh.people.merit.titles import Titles, heads, make_titles, title_facts
from ansinh.people.structure import Folk
from ansinh.people.world import BASE, World

Numbers = np.ndarray[Any, Any]

_STUDIES_UNTIL = 25


@dataclass
class Honours:
    """Who among a block's lives has merit, or a martyr in the family."""

    lives: Lives
    titles: Titles
    ties: Ties

    def homes(self, folk: Folk) -> Numbers:
        """Households in which somebody alive in 2022 holds or will hold a title, as a mask."""
        lines = np.zeros(len(self.lives.lines), dtype=bool)
        death = self.lives.death[self.titles.row]
        lived = (death > BASE) & (self.titles.since < death)
        lines[self.lives.line[self.titles.row[lived]]] = True
        # The household that a son founds is another.
        return np.asarray(lines[folk.homes.line] & (folk.homes.ids % 2 == 0))


@dataclass
class Merit:
    """Records of merit: entity → row in Folk of each record's person, and its facts.

    Attributes:
        with_card: Whom a title or a martyr in the family gives a card of health insurance.
    """

    records: dict[str, tuple[Numbers, dict[str, Column]]]
    people: dict[str, Column]
    households: dict[str, Column]
    with_card: Numbers


def make_honours(world: World, lives: Lives) -> Honours:
    """Titles and ties to martyrs of everybody of a block's lines."""
    rows = heads(lives)
    ties = make_ties(lives, rows)
    return Honours(lives, make_titles(world, lives, rows, heroic_mothers(lives, ties)), ties)


def make_merit(
    honours: Honours,
    folk: Folk,
    facts: dict[str, Column],
    disabled: Numbers,
    degree: Numbers,
) -> Merit:
    """The records of those whom the registry shows.

    Args:
        facts: What else is known of people; health insurance is corrected.
        disabled, degree: Person and degree of each certificate of disability.
    """
    lives, day = honours.lives, folk.homes.world.day
    known = _known(folk, facts, disabled, degree)
    shown = np.full(len(lives), NONE)
    shown[folk.rows] = np.arange(len(folk))
    person = shown[honours.titles.row]
    given = honours.titles.since <= np.minimum(lives.death[honours.titles.row], folk.today)
    titles = honours.titles.where((person >= 0) & given)
    order = np.argsort(shown[titles.row], kind="stable")
    titles = titles.where(order)
    person = shown[titles.row]
    of_titles = title_facts(titles, folk)
    relations = make_relations(lives, folk, honours.ties, honours.titles, known)
    of_relations = relation_facts(relations, folk, known)
    held = titles.until > folk.today
    now = titles.where(held)
    aids = make_aids(now, person[held], folk)
    examined = of_relations["board_rate"].applies
    assert examined is not None
    people = asked.person_facts(folk, now, person[held], relations, examined, facts)
    amounts = {name: _taken(column, held) for name, column in of_titles.items()}
    paid = np.bincount(person[held], monthly(now, amounts, day), len(folk)).astype(np.int64)
    people["merit_allowance"] = Column(paid, paid > 0)
    insured = with_card(relations, folk)
    insured[person[held]] = True
    facts["has_health_insurance"].values[insured] = True
    return Merit(
        records={
            "MeritTitle": (person, of_titles),
            "MeritRelation": (relations.person, of_relations),
            "MeritAid": (aids.person, aid_facts(aids, folk)),
        },
        people=people,
        households=asked.household_facts(folk, person[held], relations),
        with_card=insured,
    )


def _known(folk: Folk, facts: dict[str, Column], disabled: Numbers, degree: Numbers) -> Known:
    severe = np.zeros(len(folk), dtype=bool)
    severe[disabled[degree <= DisabilityDegree.SEVERE.ordinal]] = True
    attends = facts["attending"].values != SchoolLevel.NONE.ordinal
    return Known(attends & (folk.age < _STUDIES_UNTIL), severe)


def _taken(column: Column, mask: Numbers) -> Column:
    return Column(column.values[mask])


__all__ = ["Honours", "Merit", "make_honours", "make_merit"]
