"""The first reader: CPython runs the rules themselves, each read evaluated when it is reached.

It needs every fact it reaches to be known and is how anyone debugs a rule with a breakpoint. It
knows nothing of the intermediate form, which is why the other readers are proved against it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import Any

from ansinh.engine.book import LawBook, Rule
from ansinh.engine.dates import add_months
from ansinh.engine.declare import Version
from ansinh.engine.entities import UNKNOWN
from ansinh.engine.errors import (
    ConflictError,
    EvaluationError,
    NotInForceError,
    UnknownFactError,
)
from ansinh.engine.outcome import Outcome, Status, claim, settle
from ansinh.engine.parameters import Law
from ansinh.engine.rows import Row
from ansinh.engine.values import RATE_SCALE, checked, exact

#: Months before this one have the rules' ``otherwise`` values, in every reader.
HISTORY_START = date(1995, 1, 1)


class _Nobody:
    """Where a link points when it points to nobody."""

    def __init__(self, relation: str) -> None:
        self._relation = relation

    def __getattr__(self, name: str) -> Any:
        raise UnknownFactError(self._relation)


def exists(entity: object) -> bool:
    """Whether a link such as ``person.mother`` points to somebody in the registry."""
    return not isinstance(entity, _Nobody)


class _View:
    """An entity as a rule sees it: facts, rules and relations are attributes."""

    __slots__ = ("_lag", "_oracle", "_row")

    def __init__(self, oracle: Oracle, row: Row, lag: int) -> None:
        self._oracle, self._row, self._lag = oracle, row, lag

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _View) and other._row is self._row

    def __hash__(self) -> int:
        return id(self._row)

    def __getattr__(self, name: str) -> Any:
        oracle, row = self._oracle, self._row
        if name == "last_month":
            return _View(oracle, row, self._lag + 1)
        entity = oracle.book.entities[row.entity]
        if name in entity.facts:
            value = row.value(entity.facts[name])
            if value is UNKNOWN:
                raise UnknownFactError(entity.facts[name].qualified)
            return value
        if name in entity.relations:
            return self._follow(entity.relations[name])
        return oracle.evaluate(row, oracle.book.rule(row.entity, name), self._lag)

    def _follow(self, relation: Any) -> Any:
        if relation.kind == "members":
            members = self._row.members.get(relation.name, ())
            return [_View(self._oracle, member, self._lag) for member in members]
        if relation.kind == "owner":
            assert self._row.owner is not None
            return _View(self._oracle, self._row.owner, self._lag)
        target = self._row.links.get(relation.name)
        if target is None:
            return _Nobody(relation.qualified)
        return _View(self._oracle, target, self._lag)


class Oracle:
    """Runs rules in CPython for one date.

    Args:
        book: The law.
        effect: The day asked about.
        known: The day whose knowledge of the law is used.
        history_start: Earlier months than this have the rules' ``otherwise`` values.
    """

    def __init__(
        self, book: LawBook, effect: date, known: date, history_start: date = HISTORY_START
    ) -> None:
        self.book, self.effect, self.known = book, effect, known
        self.history_start = history_start
        self._memo: dict[tuple[int, str, int], Any] = {}
        self._started: set[tuple[int, str]] = set()

    def value(self, row: Row, name: str) -> Any:
        """Value of a fact or rule of ``row``.

        Raises:
            EvaluationError: it has none; :class:`UnknownFactError` when a fact is missing.
        """
        return getattr(_View(self, row, 0), name)

    def evaluate(self, row: Row, rule: Rule, lag: int) -> Any:
        """Value of a rule ``lag`` months before the date asked about."""
        key = (id(row), rule.key, lag)
        if lag and (id(row), rule.key) not in self._started:
            self._started.add((id(row), rule.key))
            self._from_the_start(row, rule, lag)
        if key not in self._memo:
            self._memo[key] = self._compute(row, rule, lag)
        return self._memo[key]

    def _from_the_start(self, row: Row, rule: Rule, lag: int) -> None:
        """Evaluate earlier months oldest first, so that a long history is no deep recursion."""
        for older in range(months_of_history(rule, self.effect, self.history_start), lag, -1):
            with suppress(EvaluationError):
                self.evaluate(row, rule, older)

    def outcomes(self, row: Row, codes: list[str] | None = None) -> dict[str, Outcome]:
        """Every benefit of ``row``, settled; facts that are missing leave it undetermined."""
        claims = {
            code: self._claim(row, rule)
            for code, rule in self.book.benefits.items()
            if rule.entity == row.entity
        }
        settled = settle(claims, self.book.interactions, self.effect, self.known)
        return {code: settled[code] for code in codes or settled}

    def _claim(self, row: Row, rule: Rule) -> Outcome:
        try:
            return claim(self.evaluate(row, rule, 0))
        except UnknownFactError as error:
            return Outcome(Status.UNDETERMINED, needs=error.fact)
        except EvaluationError as error:
            return Outcome(Status.SET_ASIDE, reason=error.reason)

    def _compute(self, row: Row, rule: Rule, lag: int) -> Any:
        effect = month_earlier(self.effect, lag)
        before_history = lag > 0 and effect < self.history_start
        version = None if before_history else rule.version_at(effect, self.known)
        applying = [] if before_history else self._applying(row, rule, lag, effect)
        if applying:
            return _agreed(applying, rule)
        if version is None:
            if rule.otherwise is not None:
                return _typed(rule.otherwise.otherwise, rule)
            raise NotInForceError(f"{rule.key} has no version on {effect}")
        return self._call(version, rule, row, lag, effect)

    def _applying(self, row: Row, rule: Rule, lag: int, effect: date) -> list[tuple[Version, Any]]:
        found = []
        for version in rule.exceptions_at(effect, self.known):
            value = self._call(version, rule, row, lag, effect)
            if value is not None:
                found.append((version, value))
        return found

    def _call(self, version: Version, rule: Rule, row: Row, lag: int, effect: date) -> Any:
        arguments: list[Any] = [_View(self, row, lag)]
        if version.function.__code__.co_argcount == 2:
            arguments.append(Law(self.book.parameters, effect, self.known))
        value = version.function(*arguments)
        return None if value is None else _typed(value, rule)


def month_earlier(day: date, months: int) -> date:
    """The first of the month ``months`` before; the day itself when ``months`` is 0."""
    return day if months == 0 else add_months(day.replace(day=1), -months)


def months_of_history(rule: Rule, effect: date, history_start: date) -> int:
    """How many months before ``effect`` a rule can have had a version."""
    start = max(history_start, min(v.since or date.min for v in rule.versions))
    return max(0, (effect.year - start.year) * 12 + effect.month - start.month)


def _agreed(applying: list[tuple[Version, Any]], rule: Rule) -> Any:
    first, value = applying[0]
    for other, another in applying[1:]:
        if another != value:
            raise ConflictError(
                f"{rule.key}: {first.cites[0]} gives {value}, {other.cites[0]} gives {another}"
            )
    return value


def _typed(value: Any, rule: Rule) -> Any:
    kind = rule.type.kind
    if kind in ("money", "int"):
        return exact(value)
    if kind == "rate":
        checked(int(Fraction(value) * 10**RATE_SCALE))
        return Fraction(value)
    if kind == "bool":
        return bool(value)
    return value
