"""What each benefit rests on: rules, facts and figures, as they stand and as they changed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ansinh.engine import ir
from ansinh.engine.book import LawBook, Rule
from ansinh.engine.dates import ONE_DAY
from ansinh.engine.declare import Version
from ansinh.engine.lawdiff import Change, diff
from ansinh.engine.program import Body
from ansinh.engine.values import NEVER
from ansinh.law.book import BEGINS


@dataclass(frozen=True)
class Reach:
    """What the versions in force read, nearest first.

    Attributes:
        rules: Keys, the benefit's own first.
        facts: Qualified names.
        figures: Paths.
    """

    rules: tuple[str, ...]
    facts: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """A day on which the law changes, with what changes and which benefits read it."""

    day: date
    changes: tuple[Change, ...]
    codes: tuple[str, ...]


class Law:
    """The book as it stands on one day, with what its pages ask of it again and again.

    Args:
        day: The day of the catalogue; what the law says is what is known on it.
    """

    def __init__(self, book: LawBook, day: date) -> None:
        self.book, self.day = book, day

    def moment(self, rule: Rule) -> date:
        """The day on which a rule is read: the catalogue's, or the nearest on which it holds."""
        if rule.version_at(self.day, self.day) is not None:
            return self.day
        past = [v.until for v in rule.versions if v.until and v.until <= self.day]
        if past:
            return max(past) - ONE_DAY
        return min((v.since for v in rule.versions if v.since), default=self.day)

    def version(self, rule: Rule, at: date) -> Version:
        """The version that counts on ``at``; where none does, the last."""
        return rule.version_at(at, max(at, self.day)) or rule.versions[-1]

    def body(self, rule: Rule, version: Version) -> ir.Node:
        """The intermediate form of a version or exception."""
        program = self.book.program.rules[rule.key]
        both: tuple[Body, ...] = (*program.bodies, *program.exceptions)
        return next(body.node for body in both if body.version is version)

    def reach(self, rule: Rule) -> Reach:
        """What a rule reads, directly and through others, on the day it is read."""
        at = self.moment(rule)
        rules: dict[str, None] = {rule.key: None}
        facts: dict[str, None] = {}
        figures: dict[str, None] = {}
        pending = deque([rule.key])
        while pending:
            for node in self._read_by(self.book.rules[pending.popleft()], at):
                if isinstance(node, ir.ReadRule):
                    key = f"{node.of.entity}.{node.rule}"
                    if key not in rules:
                        rules[key] = None
                        pending.append(key)
                elif isinstance(node, ir.ReadFact):
                    facts[f"{node.of.entity}.{node.fact}"] = None
                elif isinstance(node, ir.ReadParameter):
                    figures[node.path] = None
        return Reach(tuple(rules), tuple(facts), tuple(figures))

    def _read_by(self, rule: Rule, at: date) -> Iterator[Any]:
        for version in (self.version(rule, at), *rule.exceptions_at(at, max(at, self.day))):
            yield from ir.walk(self.body(rule, version))

    @cached_property
    def closures(self) -> dict[str, frozenset[str]]:
        """Benefit code → keys of all rules that any of its versions reads."""
        return {
            code: frozenset(self.book.program.closure([rule.key]))
            for code, rule in self.book.benefits.items()
        }

    @cached_property
    def figures_read(self) -> dict[str, frozenset[str]]:
        """Benefit code → paths of all figures that any of its versions reads."""
        rules = self.book.program.rules
        return {
            code: frozenset().union(*(rules[key].parameters for key in keys))
            for code, keys in self.closures.items()
        }

    def touches(self, change: Change, code: str) -> bool:
        """Whether a benefit reads what changed."""
        if change.what == "parameter":
            return change.key in self.figures_read[code]
        if change.what == "interaction":
            return code in change.key.split(", ")
        if change.what == "benefit":
            key = self.book.benefits[change.key].key
            return change.key == code or key in self.closures[code]
        return change.key in self.closures[code]

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Every day since the law is written here on which it changes, in order."""
        days = [day for day in self.book.change_dates() if BEGINS < day < NEVER]
        found = []
        for day in days:
            changes = diff(self.book, day - ONE_DAY, day).changes
            codes = [
                code for code in self.book.benefits if any(self.touches(c, code) for c in changes)
            ]
            if changes:
                found.append(Turn(day, changes, tuple(codes)))
        return tuple(found)

    @cached_property
    def users(self) -> dict[str, tuple[str, ...]]:
        """Path of a figure or key of a rule → codes of the benefits that read it."""
        found: dict[str, list[str]] = {}
        for code in self.book.benefits:
            for name in sorted(self.closures[code] | self.figures_read[code]):
                found.setdefault(name, []).append(code)
        return {name: tuple(codes) for name, codes in found.items()}
