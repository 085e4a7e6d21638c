"""Relations to people with merit: whose relative, worshipper or heir each person shown is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ansinh.law.facts.merit_choices import MeritKind, MeritKinship
from ansinh.people.assumptions import assumed
from ansinh.people.draws import Luck
from ansinh.people.life import Lives
from ansinh.people.lines import NONE
from ansinh.people.merit.ties import CHILD, MOTHER, WIDOW, WORSHIPPER, Ties, files
from ansinh.people.merit.titles import BY_RATE, Titles, ordinals
from ansinh.people.structure import Folk
from ansinh.people.world import DAYS_PER_YEAR, FAR

Numbers = np.ndarray[Any, Any]

_MARTYR = MeritKind.MARTYR.ordinal
#: Relatives of the living are on file from this rate on; children who study from any.
LEAST_OF_FAMILY = 61
#: Children are relatives of the living on their own account up to this age, or while they study.
_GROWN = 18
_CARRIED = 280
#: Sources of one person's relations, each of which may give one.
_SOURCES = 16


@dataclass
class Relations:
    """Relations of the people shown, by person.

    Attributes:
        person: Row in Folk.
        died: Death of the person with merit; FAR for the living.
        rate: Rate of injury of the person with merit, 0 for none.
        stands: Whether the relative stands for the martyr's family.
        has_survivor: Whether another relative of the martyr draws.
        deformed: Rate of a child's deformities from the chemicals, 0 for none.
        luck: One for each relation.
    """

    person: Numbers
    source: Numbers
    kind: Numbers
    kinship: Numbers
    file: Numbers
    rate: Numbers
    died: Numbers
    stands: Numbers
    has_survivor: Numbers
    only_child: Numbers
    deformed: Numbers
    luck: Luck = field(repr=False)

    def __len__(self) -> int:
        return len(self.person)

    @property
    def of_martyr(self) -> Numbers:
        """Whether the person with merit is a martyr."""
        return np.asarray(self.kind == _MARTYR)

    @property
    def may_study(self) -> Numbers:
        """Whether a child's study is supported for the sake of this parent."""
        honoured = self.of_martyr | np.isin(self.kind, ordinals(*BY_RATE)) | (self.deformed > 0)
        return np.asarray((self.kinship == MeritKinship.CHILD.ordinal) & honoured)


@dataclass
class Known:
    """What else is known of the people shown: who studies, and whose disability is severe."""

    studies: Numbers
    disabled: Numbers


Piece = dict[str, Any]


def make_relations(lives: Lives, folk: Folk, ties: Ties, titles: Titles, known: Known) -> Relations:
    """The relations of everybody shown."""
    shown = np.full(len(lives) + 1, NONE)
    shown[folk.rows] = np.arange(len(folk))
    pieces = [*_of_martyrs(folk, ties, shown), *_of_holders(lives, folk, titles, shown, known)]
    whole = {"source": np.concatenate([np.full(len(p["person"]), n) for n, p in enumerate(pieces)])}
    for name in (f for f in Relations.__dataclass_fields__ if f not in ("source", "luck")):
        parts = [np.broadcast_to(p.get(name, 0), len(p["person"])) for p in pieces]
        whole[name] = np.concatenate(parts).astype(np.int64)
    order = np.lexsort((whole["source"], whole["person"]))
    whole = {name: values[order] for name, values in whole.items()}
    flags = ("stands", "has_survivor", "only_child")
    whole |= {name: whole[name].astype(bool) for name in flags}
    key = folk.ids[whole["person"]] * _SOURCES + whole["source"]
    return Relations(**whole, luck=Luck(key, folk.homes.world.seed))


def _of_martyrs(folk: Folk, ties: Ties, shown: Numbers) -> Iterator[Piece]:
    """Own ties, then those of fathers, children and brothers by the file of a woman of theirs."""
    for number in (0, 1):
        mine = np.flatnonzero((ties.number == number) & (shown[ties.row] >= 0))
        person = shown[ties.row[mine]]
        orphan = (ties.role[mine] != CHILD) | (folk.father_row[person] < 0)
        mine, person = mine[orphan], person[orphan]
        yield _tied(folk, ties, mine, person, ties.kinship[mine])
    free = np.ones(len(folk), dtype=bool)
    free[shown[ties.row][shown[ties.row] >= 0]] = False
    of = np.full(len(shown), NONE)
    first = np.flatnonzero((ties.number == 0) & np.isin(ties.role, (MOTHER, WIDOW)))
    of[ties.row[first]] = first
    by_wife = of[np.where(folk.is_male, folk.spouse_row, NONE)]
    father = np.flatnonzero((by_wife >= 0) & free)
    father = father[ties.role[by_wife[father]] == MOTHER]
    yield _tied(folk, ties, by_wife[father], father, MeritKinship.FATHER.ordinal)
    by_mother = of[folk.mother_row]
    child = np.flatnonzero((by_mother >= 0) & free)
    at = by_mother[child]
    orphan = (ties.role[at] == WIDOW) & (folk.father_row[child] < 0)
    orphan &= folk.birth[child] < ties.died[at] + _CARRIED
    yield _tied(folk, ties, at[orphan], child[orphan], MeritKinship.CHILD.ordinal)
    brother = (ties.role[at] == MOTHER) & (folk.age[child] >= _GROWN)
    luck = folk.luck.at(child)
    brother &= luck.random("worships a brother") < assumed("merit.brother_worships")
    yield _tied(folk, ties, at[brother], child[brother], MeritKinship.WORSHIPPER.ordinal)


def _tied(folk: Folk, ties: Ties, at: Numbers, person: Numbers, kinship: Any) -> Piece:
    kinship = np.broadcast_to(kinship, len(person))
    drawn = np.isin(ties.role[at], (MOTHER, WIDOW))
    own = np.isin(kinship, ordinals(MeritKinship.MOTHER, MeritKinship.SPOUSE))
    luck = folk.luck.at(person)
    names = (ties.role[at] == CHILD) & (luck.random("stands") < assumed("merit.child_stands"))
    apart = luck.random("another draws") < assumed("merit.another_relative_draws")
    worships = ties.role[at] == WORSHIPPER
    return {
        "person": person,
        "kind": _MARTYR,
        "kinship": kinship,
        "file": ties.file[at],
        "died": ties.died[at],
        "stands": own | names | (worships & ~apart),
        "has_survivor": drawn | (worships & apart),
        "only_child": ties.only_child[at],
    }


def _of_holders(
    lives: Lives, folk: Folk, titles: Titles, shown: Numbers, known: Known
) -> Iterator[Piece]:
    """Husbands and wives, children and parents of those who hold or held a title."""
    best = _best(lives, titles, len(shown), folk.today)
    dead = np.append(lives.death <= folk.today, np.False_)
    person = np.flatnonzero(best[folk.spouse_row] >= 0)
    of = best[folk.spouse_row[person]]
    on_file = dead[folk.spouse_row[person]] | (titles.rate[of] >= LEAST_OF_FAMILY)
    yield _related(folk, lives, titles, of[on_file], person[on_file], MeritKinship.SPOUSE)
    young = (folk.age < _GROWN) | known.studies
    for parent in (folk.father_row, folk.mother_row):
        of = best[parent]
        child = np.flatnonzero(of >= 0)
        harm = _deformities(folk, titles, of[child], child, known)
        file = young[child] | known.disabled[child] | (harm > 0)
        piece = _related(folk, lives, titles, of[child][file], child[file], MeritKinship.CHILD)
        yield piece | {"deformed": harm[file]}
    mine = np.flatnonzero((best >= 0) & dead & (shown >= 0))
    child = shown[mine]
    for parent, kinship in (
        (folk.mother_row[child], MeritKinship.MOTHER),
        (folk.father_row[child], MeritKinship.FATHER),
    ):
        person = shown[parent]
        one = np.zeros(len(person), dtype=bool)
        one[np.unique(person, return_index=True)[1]] = True
        there = (person >= 0) & (parent >= 0) & one
        yield _related(folk, lives, titles, best[mine[there]], person[there], kinship)


def _best(lives: Lives, titles: Titles, size: int, today: int) -> Numbers:
    """The title by which each life has relatives on file: the highest rate; -1 for none."""
    upto = np.minimum(lives.death[titles.row], today)
    standing = (titles.since <= upto) & (titles.until > upto)
    held = np.flatnonzero(standing & (titles.kind != MeritKind.INJURED.ordinal))
    rated = np.isin(titles.kind[held], ordinals(*BY_RATE))
    order = held[np.lexsort((np.where(rated, titles.rate[held], 0), titles.row[held]))]
    best = np.full(size, NONE)
    best[titles.row[order]] = order
    return best


def _related(
    folk: Folk,
    lives: Lives,
    titles: Titles,
    of: Numbers,
    person: Numbers,
    kinship: MeritKinship,
) -> Piece:
    row = titles.row[of]
    death = lives.death[row]
    return {
        "person": person,
        "kind": titles.kind[of],
        "kinship": kinship.ordinal,
        "file": files(lives.luck.at(row), "of merit"),
        "rate": titles.rate[of],
        "died": np.where(death <= folk.today, death, FAR),
    }


def _deformities(folk: Folk, titles: Titles, of: Numbers, child: Numbers, known: Known) -> Numbers:
    """Rate of the deformities of children of those who were exposed to the chemicals."""
    rates = assumed("merit.deformed_children")
    luck = folk.luck.at(child)
    chance = np.where(known.disabled[child], rates["disabled"], rates["others"])
    hit = (titles.kind[of] == MeritKind.AGENT_ORANGE.ordinal) & (luck.random("deformed") < chance)
    hit &= folk.years[child] * DAYS_PER_YEAR > _CARRIED
    low, high = assumed("merit.deformity_rates")
    return np.where(hit, luck.between("deformity", low, high + 1).astype(np.int64), 0)
