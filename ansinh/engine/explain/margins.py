"""By how much a condition was missed, when it turns, and which fact would turn it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ansinh.engine import ir
from ansinh.engine.answers import Known
from ansinh.engine.dates import ONE_DAY, add_months, birthday_at, months_between
from ansinh.engine.entities import UNKNOWN, Fact
from ansinh.engine.explain.reasons import Atom, ending
from ansinh.engine.explain.record import FactRead, Step, Trace
from ansinh.engine.rows import Row
from ansinh.engine.values import NEVER


@dataclass(frozen=True, slots=True)
class Gap:
    """By how much a comparison is missed (or met).

    Attributes:
        kind: ``time``, ``money``, ``number`` or ``rate``.
        amount: Of ``money``, ``number`` and ``rate``: how far apart both sides are, at least 0.
        years, months, days: Of ``time``.
        short: Whether the value is below what it is compared with.
        when: For what time alone changes: the first day on which the condition turns.
    """

    kind: str
    short: bool
    amount: int | Fraction = 0
    years: int = 0
    months: int = 0
    days: int = 0
    when: date | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A fact, and the other value of it that would turn a condition (``None``: not found)."""

    fact: Fact
    row: Row
    value: Any
    to: Any


# --- by how much --------------------------------------------------------------------------------


def through(trace: Trace, names: dict[str, Trace]) -> tuple[Trace, dict[str, Trace]]:
    """What a value comes from, behind names, scales and rules that only hand it on."""
    while True:
        node = trace.node
        if isinstance(node, ir.Local) and node.name in names:
            trace = names[node.name]
        elif isinstance(node, ir.Rescale):
            trace = trace.part(node.value)
        elif isinstance(node, ir.ReadRule) and trace.step is not None and trace.step.trace:
            names = trace.step.names
            trace = ending(trace.step.trace)[0]
        else:
            return trace, names


def oriented(atom: Atom) -> tuple[Trace, str, Trace] | None:
    """A comparison as (what varies, operator, what it is compared with)."""
    if atom.trace is None or not isinstance(atom.trace.node, ir.Compare):
        return None
    node = atom.trace.node
    left, right = atom.trace.part(node.left), atom.trace.part(node.right)
    if _given(left, atom.names) and not _given(right, atom.names):
        return right, MIRRORED[node.operator], left
    return left, node.operator, right


def _given(trace: Trace, names: dict[str, Trace]) -> bool:
    """Whether the law or the calendar gives a value, and not the household."""
    source, names = through(trace, names)
    if isinstance(source.node, ir.DateCall | ir.Arithmetic):
        return all(_given(part, names) for part in source.parts)
    return isinstance(source.node, ir.Constant | ir.ReadParameter | ir.Today)


def gap(atom: Atom) -> Gap | None:
    """How far a comparison is from turning, when both its sides are known."""
    sides = oriented(atom)
    if sides is None:
        return None
    left, operator, right = sides
    if operator in ("==", "!="):
        return None
    if not isinstance(left.answer, Known) or not isinstance(right.answer, Known):
        return None
    a, b = left.answer.value, right.answer.value
    if isinstance(a, date) and isinstance(b, date):
        return _date_gap(sides, atom.names)
    if isinstance(a, bool) or not isinstance(a, int | Fraction):
        return None
    day = turning_day(atom)
    if day is not None:
        return _time(min(day, atom.step.day), max(day, atom.step.day), a < b, day)
    kinds = (left.node.type.kind, right.node.type.kind)
    return _number_gap("money" if "money" in kinds else "number", a, b)


def _number_gap(kind: str, a: Any, b: Any) -> Gap:
    difference = abs(Fraction(a) - Fraction(b))
    if difference.denominator == 1:
        return Gap(kind, a < b, int(difference))
    return Gap("rate" if kind == "number" else kind, a < b, difference)


def is_never(value: Any) -> bool:
    """Whether a date stands for one that never comes, or a day reckoned from it."""
    return isinstance(value, date) and value.year == NEVER.year


def _date_gap(sides: tuple[Trace, str, Trace], names: dict[str, Trace]) -> Gap | None:
    left, operator, right = sides
    a, b, when = left.value, right.value, None
    if is_never(a) or is_never(b):
        return None
    if isinstance(through(right, names)[0].node, ir.Today):
        when = a + ONE_DAY if operator in ("<", ">=") and a < date.max else a
    return _time(min(a, b), max(a, b), a < b, when)


def _time(start: date, end: date, short: bool, when: date | None) -> Gap:
    months = months_between(start, end)
    days = (end - add_months(start, months)).days
    return Gap("time", short, 0, *divmod(months, 12), days, when)


MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


_COUNTED = ("years_between", "months_between")


def elapsed(trace: Trace, names: dict[str, Trace]) -> tuple[date, str] | None:
    """The day that a number of years or months is counted from up to now, and which of them."""
    source, names = through(trace, names)
    node = source.node
    if not isinstance(node, ir.DateCall) or node.function not in _COUNTED:
        return None
    start, end = (source.part(argument) for argument in node.arguments)
    if not isinstance(through(end, names)[0].node, ir.Today) or not isinstance(start.value, date):
        return None
    return start.value, node.function


def threshold(atom: Atom) -> tuple[Trace, int] | None:
    """The side of a comparison that grows with time, and the count at which it turns."""
    sides = oriented(atom)
    if sides is None:
        return None
    side, operator, other = sides
    if elapsed(side, atom.names) is None or not isinstance(other.value, int):
        return None
    scale = 10**side.node.type.scale
    if operator in (">", "<="):
        return side, other.value // scale + 1
    return side, -(-other.value // scale)


def turning_day(atom: Atom) -> date | None:
    """The day on which an age (or a count of months) passes the limit it is compared with."""
    found = threshold(atom)
    if found is None:
        return None
    since = elapsed(found[0], atom.names)
    assert since is not None
    return completed(*since, found[1])


def completed(start: date, function: str, count: int) -> date | None:
    """The first day on which ``count`` years or months from ``start`` are complete."""
    try:
        if function == "years_between":
            return birthday_at(start, count)
    except ValueError:
        return None
    day = add_months(start, count)
    return day if day.day == start.day else day + ONE_DAY


# --- which fact ---------------------------------------------------------------------------------


def facts_under(trace: Trace, names: dict[str, Trace]) -> Iterator[Trace]:
    """Every fact read for ``trace``, nearest first."""
    pending = [(trace, names)]
    while pending:
        current, scope = pending.pop(0)
        if isinstance(current.node, ir.ReadFact):
            yield current
        pending += [(part, scope) for part in current.parts]
        if isinstance(current.node, ir.Local) and current.node.name in scope:
            pending.append((scope[current.node.name], scope))
        if current.step is not None and current.step.trace is not None:
            body = current.step.trace
            pending.append((body, current.step.names))


def turn(atom: Atom) -> Turn | None:
    """The nearest fact under a condition, with the value that would turn it where that is plain."""
    trace = atom.trace
    if trace is None and atom.step.applied is not None:
        trace = atom.step.applied.trace
    if trace is None:
        return None
    sides = oriented(atom)
    tops = [trace] if sides is None else [sides[0], sides[2]]
    for found in (f for top in tops for f in facts_under(top, atom.names)):
        if not isinstance(found.node, ir.ReadFact) or found.row is None:
            continue
        fact = atom.step.book.entities[found.row.entity].facts[found.node.fact]
        answer = found.answer
        value = answer.value if isinstance(answer, Known) else None
        return Turn(fact, found.row, value, _needed(atom, found, fact, value))
    return None


def _needed(atom: Atom, found: Trace, fact: Fact, value: Any) -> Any:
    if fact.type == "bool" and isinstance(value, bool):
        return not value
    sides = oriented(atom)
    if sides is None or through(sides[0], atom.names)[0] is not found:
        return None
    return _satisfying(sides[1], sides[2], fact, atom.holds)


_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def _satisfying(operator: str, other: Trace, fact: Fact, holds: bool | None) -> Any:
    """The value nearest to the limit for which the comparison is not what it ``holds``."""
    if not isinstance(other.answer, Known):
        return None
    limit = other.answer.value
    wanted = _OPPOSITE[operator] if holds else operator
    if wanted in ("==", "<=", ">="):
        return limit
    if wanted == "!=" or fact.type not in ("int", "money", "rate", "date"):
        return None
    least: Any = Fraction(1, 10**fact.decimals) if fact.type == "rate" else 1
    unit = ONE_DAY if fact.type == "date" else least
    return limit + unit if wanted == ">" else limit - unit


def unknown_reads(step: Step) -> list[FactRead]:
    """Every fact below ``step`` that was reached and is missing, in the order of reaching."""
    found: dict[tuple[Row, str], FactRead] = {}
    for inner in step.walk():
        for item in inner.facts:
            if item.value is UNKNOWN:
                found.setdefault((item.row, item.fact.name), item)
    return list(found.values())
