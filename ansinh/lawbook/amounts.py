"""What a benefit comes to, as far as the law alone says it, on one day and over time.

``standard level × coefficient by age`` is known without knowing anybody: two amounts, one below an
age and one from it on. What is left to a person's facts stands beside the amount as a factor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import Any

from ansinh.engine import ir
from ansinh.engine.book import LawBook, Rule
from ansinh.engine.explain.words import exact
from ansinh.engine.values import Choice
from ansinh.lawbook.clauses import is_nothing

#: More amounts than these are a table of their own, not a line.
MOST = 240


@dataclass(frozen=True)
class Case:
    """When an amount is that one.

    Attributes:
        node: The condition, or the value that brackets or choices are looked up by.
        holds: Of a condition, whether it holds.
        at, below: Of brackets, the span.
        choice: Of choices, the one.
    """

    node: ir.Node
    holds: bool = True
    at: int | None = None
    below: int | None = None
    choice: Choice | None = None


@dataclass(frozen=True)
class Amount:
    """An amount, when it is that, and what it is still multiplied by."""

    value: Fraction
    cases: tuple[Case, ...] = ()
    factors: tuple[ir.Node, ...] = ()


@dataclass(frozen=True)
class Period:
    """Amounts that hold from one day until the next period."""

    since: date
    amounts: tuple[Amount, ...]


def amounts_of(book: LawBook, rule: Rule, effect: date, known: date) -> tuple[Amount, ...]:
    """The amounts of a benefit on a day; empty where the law alone does not tell them."""
    if not rule.type.is_number:
        return ()
    found = _Amounts(book, effect, known).of_rule(rule)
    if found is None or any(_is_money(factor) for a in found for factor in a.factors):
        return ()
    due = [amount for amount in found if amount.value > 0]
    return tuple(due) if all(a.value.denominator == 1 for a in due) else ()


def history(book: LawBook, rule: Rule, days: Iterable[date], known: date) -> tuple[Period, ...]:
    """The amounts of a benefit on each of ``days``, one period for each change."""
    periods: list[Period] = []
    for day in days:
        found = amounts_of(book, rule, day, max(known, day))
        if found != (periods[-1].amounts if periods else ()):
            periods.append(Period(day, found))
    return tuple(periods)


class _Amounts:
    def __init__(self, book: LawBook, effect: date, known: date) -> None:
        self.book, self.effect, self.known = book, effect, known
        self.names: dict[str, ir.Node] = {}
        #: Whether what was looked at may also be nothing, which a sum must not leave out.
        self.may_be_nothing = False

    def of_rule(self, rule: Rule) -> list[Amount] | None:
        version = rule.version_at(self.effect, self.known)
        if version is None or rule.exceptions_at(self.effect, self.known):
            return None
        bodies = self.book.program.rules[rule.key].bodies
        node = next(body.node for body in bodies if body.version is version)
        outer, self.names = self.names, {}
        found = self.of(node)
        self.names = outer
        return found if len(found) <= MOST else None

    def of(self, node: ir.Node) -> list[Amount]:
        """The amounts of an expression; itself as a factor where they depend on facts."""
        return self._known(node) or [Amount(Fraction(1), (), (self._whole(node),))]

    def _whole(self, node: Any) -> Any:
        """An expression with what its names stand for in their place."""
        if isinstance(node, ir.Local):
            return self._whole(self.names[node.name])
        if isinstance(node, ir.Let):
            self.names[node.name] = node.value
            return self._whole(node.body)
        if isinstance(node, ir.Rescale):
            return self._whole(node.value)
        if isinstance(node, tuple):
            return tuple(map(self._whole, node))
        if not isinstance(node, ir.Node):
            return node
        parts = {part.name: self._whole(getattr(node, part.name)) for part in fields(node)}
        return replace(node, **parts)

    def _known(self, node: ir.Node) -> list[Amount] | None:
        if isinstance(node, ir.Constant):
            return [Amount(Fraction(exact(node)))] if node.type.is_number else None
        if isinstance(node, ir.Rescale):
            return self._known(node.value)
        if isinstance(node, ir.Let):
            self.names[node.name] = node.value
            return self._known(node.body)
        if isinstance(node, ir.Local):
            return self._known(self.names[node.name])
        if isinstance(node, ir.ReadParameter):
            return list(self._of_parameter(node)) or None
        if isinstance(node, ir.ReadRule):
            return self.of_rule(self.book.rules[f"{node.of.entity}.{node.rule}"])
        if isinstance(node, ir.If):
            return self._of_branch(node)
        if isinstance(node, ir.Arithmetic):
            return self._of_arithmetic(node)
        if isinstance(node, ir.Aggregate):
            return self._of_members(node)
        return self._rounded(node) if isinstance(node, ir.Round) else None

    def _of_parameter(self, node: ir.ReadParameter) -> Iterator[Amount]:
        parameter = self.book.parameters[node.path]
        found = parameter.at(self.effect, self.known)
        if found is None or parameter.type == "date":
            return
        index = self._whole(node.index)
        if index is None:
            yield Amount(Fraction(found.value))
        elif isinstance(found.value, dict):
            for code, value in found.value.items():
                assert index.type.choice is not None
                case = Case(index, choice=index.type.choice.of(code))
                yield Amount(Fraction(value), (case,))
        else:
            starts = [at for at, _ in found.value]
            ends = [*starts[1:], None]
            for (at, value), below in zip(found.value, ends, strict=True):
                yield Amount(Fraction(value), (Case(index, at=at, below=below),))

    def _of_branch(self, node: ir.If) -> list[Amount]:
        found: list[Amount] = []
        for side, holds in ((node.then, True), (node.orelse, False)):
            other = node.orelse if holds else node.then
            case = () if is_nothing(other) else (Case(self._whole(node.condition), holds=holds),)
            if is_nothing(side):
                self.may_be_nothing = True
            else:
                found += [replace(a, cases=(*case, *a.cases)) for a in self.of(side)]
        return found

    def _of_arithmetic(self, node: ir.Arithmetic) -> list[Amount] | None:
        before, self.may_be_nothing = self.may_be_nothing, False
        left, right = self.of(node.left), self.of(node.right)
        uncertain = self.may_be_nothing or any(a.factors for a in (*left, *right))
        self.may_be_nothing |= before
        if node.operator != "*" and uncertain:
            return None
        found = []
        for one, other in product(left, right):
            cases = _both(one.cases, other.cases)
            if cases is not None:
                value = _OPERATIONS[node.operator](one.value, other.value)
                found.append(Amount(value, cases, one.factors + other.factors))
        return found

    def _of_members(self, node: ir.Aggregate) -> list[Amount] | None:
        """Of a sum, the amount for each member; of a greatest or smallest, any member's."""
        found = self._known(node.element)
        if found is None or any(a.factors for a in found) or node.kind not in ("sum", "max", "min"):
            return None
        self.may_be_nothing = True
        if node.kind != "sum":
            return found
        number = replace(self._whole(node), type=ir.INT, element=ir.Constant(ir.INT, None, 1))
        return [replace(a, factors=(number,)) for a in found]

    def _rounded(self, node: ir.Round) -> list[Amount] | None:
        found = self.of(node.value)
        if any(amount.factors for amount in found):
            return found if node.mode == "exact" else None
        return [replace(a, value=_round(a.value, node)) for a in found]


def _is_money(factor: ir.Node) -> bool:
    """Whether a factor is itself an amount, so that what it is multiplied by is none."""
    inner = [node for node in ir.walk(factor) if isinstance(node, ir.Node)]
    return any(node.type.kind == "money" for node in inner)


_OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
}


def _round(value: Fraction, node: ir.Round) -> Fraction:
    units = value / node.to
    if node.mode == "round_down":
        return Fraction(floor(units)) * node.to
    if node.mode == "round_up":
        return Fraction(ceil(units)) * node.to
    if node.mode == "round_half_up":
        return Fraction(floor(units + Fraction(1, 2))) * node.to
    return value


def _both(one: tuple[Case, ...], other: tuple[Case, ...]) -> tuple[Case, ...] | None:
    """Both conditions; None where they exclude each other."""
    found = list(one)
    for case in other:
        place = next((n for n, mine in enumerate(found) if mine.node == case.node), None)
        if place is None:
            found.append(case)
            continue
        met = _met(found[place], case)
        if met is None:
            return None
        found[place] = met
    return tuple(found)


def _met(one: Case, other: Case) -> Case | None:
    if one.at is None or other.at is None:
        return one if one == other else None
    at = max(one.at, other.at)
    ends = [case.below for case in (one, other) if case.below is not None]
    below = min(ends, default=None)
    return None if below is not None and at >= below else replace(one, at=at, below=below)
