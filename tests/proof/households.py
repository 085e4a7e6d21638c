"""Households made at random from the declared facts, close to where the law changes its mind.

Hypothesis draws the seed, the size and how much is missing; the facts follow from the seed, taken
from the values that rules compare with (parameters and one more or less, birthdays that fall on the
day asked about, dates on which the law changes), so that thresholds are met often. Households with
missing facts sometimes hold absurd sums too, for which the two readers must overflow alike; CPython
does not overflow, so where every fact is known the sums are sensible.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from ansinh.engine import ir
from ansinh.engine.book import LawBook
from ansinh.engine.entities import UNKNOWN, EntityType, Fact
from ansinh.engine.parameters import numbers
from ansinh.engine.rows import Row
from ansinh.engine.values import NEVER

_RECORDS_MOST = 3


@dataclass(frozen=True)
class Recipe:
    """What a household is made from; Hypothesis shrinks it."""

    seed: int
    people: int
    missing: float


def recipes(missing: bool) -> st.SearchStrategy[Recipe]:
    """Recipes of households in which every fact is known, or many are missing."""
    rates = st.sampled_from([0.05, 0.3, 0.7]) if missing else st.just(0.0)
    return st.builds(Recipe, st.integers(0, 2**32), st.integers(1, 5), rates)


def change_dates(book: LawBook) -> list[date]:
    """Both sides of every date from 2021 to 2027 on which the law changes."""
    days = [day for day in book.change_dates() if date(2021, 1, 1) <= day <= date(2027, 12, 31)]
    return sorted({day + timedelta(step) for day in days for step in (-1, 0)})


class Maker:
    """Makes households of a book's entities."""

    def __init__(self, book: LawBook) -> None:
        self.book = book
        found = [
            n
            for p in book.parameters
            for v in p.values
            if v.value is not None
            for n in numbers(v.value)
        ]
        self.money = sorted({int(n) for n, p in self._typed(book, "money") if n is not None})
        self.counts = sorted({n for n in found if isinstance(n, int) and 0 <= n <= 200})
        self.rates = sorted({n for n in found if isinstance(n, Fraction)})
        self.counts = sorted({*self.counts, *_literals(book)})
        self.days = change_dates(book)

    @staticmethod
    def _typed(book: LawBook, kind: str) -> list[tuple[Any, Any]]:
        return [
            (n, p)
            for p in book.parameters
            if p.type == kind
            for v in p.values
            if v.value is not None
            for n in numbers(v.value)
        ]

    def household(self, recipe: Recipe, asked: list[date]) -> Row:
        """One household with its area and everything it owns."""
        chance = random.Random(recipe.seed)
        maker = _One(self, chance, recipe, asked)
        return maker.household()


class _One:
    def __init__(self, maker: Maker, chance: random.Random, recipe: Recipe, asked: list[date]):
        self.maker, self.chance, self.recipe, self.asked = maker, chance, recipe, asked
        self.entities = maker.book.entities

    def household(self) -> Row:
        top = self.entity(self.entities["Household"], None)
        rows = list(top.walk())
        for row in rows:
            for relation in self.entities[row.entity].links:
                if self.chance.random() < 0.25:
                    continue
                if relation.target == "Area":
                    row.links[relation.name] = self.entity(self.entities["Area"], None)
                else:
                    options = [other for other in rows if other.entity == relation.target]
                    row.links[relation.name] = self.chance.choice(options)
        return top

    def entity(self, kind: EntityType, owner: Row | None) -> Row:
        row = Row(kind.name, f"{kind.name}{self.chance.random()}", owner=owner)
        row.values = {fact.name: self.fact(fact) for fact in kind.facts.values()}
        for relation in kind.relations.values():
            if relation.kind == "members":
                many = self.recipe.people if relation.name == "people" else self.records()
                target = self.entities[relation.target]
                row.members[relation.name] = [self.entity(target, row) for _ in range(many)]
        return row

    def records(self) -> int:
        return self.chance.choice([0, 0, 1, 1, 2, _RECORDS_MOST])

    def fact(self, fact: Fact) -> Any:
        if self.chance.random() < self.recipe.missing:
            return UNKNOWN
        if not fact.may_be_unknown and self.chance.random() < 0.5:
            return UNKNOWN
        return getattr(self, fact.type)(fact)

    def bool(self, _: Fact) -> bool:
        return self.chance.random() < 0.5

    def choice(self, fact: Fact) -> Any:
        return self.chance.choice(list(fact.choice or ()))

    def int(self, fact: Fact) -> int:
        number = self.chance.choice([*self.maker.counts, 0, 1, 2])
        return int(self.limited(fact, number + self.chance.choice([-1, 0, 0, 1])))

    def money(self, fact: Fact) -> int:
        if self.recipe.missing and self.chance.random() < 0.03:
            return int(self.limited(fact, self.chance.randrange(10**15, 2**62)))
        number = self.chance.choice([0, 1, *self.maker.money])
        number = number * self.chance.choice([1, 1, 1, len("abcde"), self.recipe.people])
        return int(self.limited(fact, number + self.chance.choice([-1, 0, 0, 1])))

    def rate(self, fact: Fact) -> Fraction:
        unit = Fraction(1, 10**fact.decimals)
        number = self.chance.choice([*self.maker.rates, Fraction(0), Fraction(8), Fraction(40)])
        number = Fraction(round(number * self.recipe.people / unit)) * unit
        return Fraction(self.limited(fact, number + self.chance.choice([-1, 0, 0, 1]) * unit))

    def limited(self, fact: Fact, number: Any) -> Any:
        number = max(number, 0 if fact.least is None else fact.least)
        return number if fact.most is None else min(number, fact.most)

    def date(self, _: Fact) -> date:
        if self.chance.random() < 0.1:
            return NEVER
        day = self.chance.choice([*self.asked, *self.maker.days])
        years = self.chance.choice([0, 0, 0, *self.maker.counts])
        if years <= 110:
            day = date(day.year - years, day.month, min(day.day, 28))
        return day + timedelta(self.chance.choice([-40, -1, 0, 0, 0, 1, 40]))


def _literals(book: LawBook) -> set[int]:
    """Small whole numbers that rules compare with."""
    nodes = [n for part in book.program.rules.values() for n in part.nodes]
    values = [n.value for n in nodes if isinstance(n, ir.Constant) and n.type.kind == "int"]
    return {v for v in values if isinstance(v, int) and 0 <= v <= 110}


def completed(row: Row, maker: Maker, seed: int, asked: list[date]) -> Row:
    """A copy of a household in which every missing fact has some value."""
    chance = random.Random(seed)
    one = _One(maker, chance, Recipe(seed, 1, 0.0), asked)
    copies: dict[int, Row] = {}

    def copy(old: Row, owner: Row | None) -> Row:
        new = Row(old.entity, old.key, dict(old.values), owner)
        copies[id(old)] = new
        for fact in one.entities[old.entity].facts.values():
            if old.values.get(fact.name, UNKNOWN) is UNKNOWN and fact.may_be_unknown:
                new.values[fact.name] = getattr(one, fact.type)(fact)
        new.members = {n: [copy(m, new) for m in rows] for n, rows in old.members.items()}
        return new

    top = copy(row, None)
    for old in list(row.walk()):
        for name, target in old.links.items():
            outside = copies.get(id(target)) or copy(target, None)
            copies[id(old)].links[name] = outside
    return top
