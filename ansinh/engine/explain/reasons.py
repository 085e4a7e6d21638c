"""Why a value is what it is: the conditions that decided it, and by how much one was missed."""

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
from ansinh.engine.explain.record import FactRead, Step, Trace
from ansinh.engine.rows import Row
from ansinh.engine.values import NEVER


@dataclass(frozen=True, slots=True)
class Atom:
    """One condition that decided, not split further.

    Attributes:
        trace: The comparison, fact, aggregate … that was evaluated; ``None`` where no version of
            the innermost rule is in force or one of its exceptions decided.
        path: The rules passed through, outermost first.
        holds: What it gave; ``None`` for an amount that is zero.
        names: What names stand for inside the innermost rule.
        inside: Where a rule that was read is itself the condition, what made it so.
    """

    trace: Trace | None
    path: tuple[Step, ...]
    holds: bool | None
    names: dict[str, Trace]
    inside: tuple[Atom, ...] = ()

    @property
    def step(self) -> Step:
        """The rule that the condition stands in."""
        return self.path[-1]


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


# --- what decided -------------------------------------------------------------------------------


def names_in(trace: Trace | None) -> dict[str, Trace]:
    """What each name given inside a rule stands for."""
    if trace is None:
        return {}
    return {t.node.name: t.part(t.node.value) for t in trace.walk() if isinstance(t.node, ir.Let)}


def ending(trace: Trace) -> tuple[Trace, list[Trace]]:
    """The expression that gave the value, and the branches taken on the way to it."""
    branches: list[Trace] = []
    while True:
        node = trace.node
        if isinstance(node, ir.Let):
            trace = trace.part(node.body)
        elif isinstance(node, ir.If):
            condition = trace.part(node.condition)
            if not isinstance(condition.value, bool):
                return trace, branches
            branches.append(trace)
            trace = trace.part(node.then if condition.value else node.orelse)
        else:
            return trace, branches


def _deciding(branches: list[Trace], granted: bool) -> list[Trace]:
    """The conditions but for which the value would be otherwise.

    To get something one must pass those that else end in nothing; to get nothing one must miss
    every branch that gives something.
    """
    found = [trace for trace in branches if _gives_nothing(_other_way(trace)) is granted]
    return [_condition(trace) for trace in found]


def _condition(trace: Trace) -> Trace:
    assert isinstance(trace.node, ir.If)
    return trace.part(trace.node.condition)


def _other_way(trace: Trace) -> ir.Node:
    assert isinstance(trace.node, ir.If)
    return trace.node.orelse if _condition(trace).value else trace.node.then


def _gives_nothing(node: ir.Node) -> bool:
    """Whether an expression is zero or false whatever the facts are."""
    if isinstance(node, ir.Let):
        return _gives_nothing(node.body)
    if isinstance(node, ir.If):
        return _gives_nothing(node.then) and _gives_nothing(node.orelse)
    return isinstance(node, ir.Constant) and node.value in (0, False)


def refused(step: Step) -> list[Atom]:
    """Why a rule that gives false or zero does, the first condition first."""
    return _why_step(step, (), None if step.rule.type.is_number else False)


def granted(step: Step) -> list[Atom]:
    """Why a rule that gives something does: every condition on its way."""
    path = (step,)
    if step.applied is not None or step.trace is None:
        return [Atom(None, path, True, {})]
    names = names_in(step.trace)
    last, branches = ending(step.trace)
    conditions = _deciding(branches, granted=True)
    found = [atom for c in conditions for atom in _why(c, path, c.value, names, deep=False)]
    if last.value is True and not isinstance(last.node, ir.Constant):
        found += _why(last, path, True, names, deep=False)
    if not found and last.step is not None:
        return granted(last.step)
    return found


def _why_step(step: Step, path: tuple[Step, ...], holds: bool | None) -> list[Atom]:
    path = (*path, step)
    if step.applied is not None or step.trace is None:
        return [Atom(None, path, holds, {})]
    return _why(step.trace, path, holds, names_in(step.trace))


def _why(
    trace: Trace,
    path: tuple[Step, ...],
    holds: bool | None,
    names: dict[str, Trace],
    deep: bool = True,
) -> list[Atom]:
    """The atoms that make ``trace`` what it is; ``deep`` looks inside the rules it reads."""
    node = trace.node
    if isinstance(node, ir.Not):
        inner = trace.part(node.value)
        return _why(inner, path, None if holds is None else not holds, names, deep)
    if isinstance(node, ir.And | ir.Or):
        return _why_junction(trace, path, holds, names, deep)
    if isinstance(node, ir.Local) and node.name in names:
        return _why(names[node.name], path, holds, names, deep)
    if isinstance(node, ir.ReadRule) and deep and trace.step is not None:
        return _why_rule(trace, trace.step, path, holds, names)
    if isinstance(node, ir.If | ir.Let):
        return _why_branch(trace, path, holds, names, deep)
    if isinstance(node, ir.Aggregate) and deep:
        return _why_aggregate(trace, path, holds, names)
    if holds is None:
        return _why_nothing(trace, path, names, deep)
    return [Atom(trace, path, holds, names)]


def _why_rule(
    trace: Trace,
    step: Step,
    path: tuple[Step, ...],
    holds: bool | None,
    names: dict[str, Trace],
) -> list[Atom]:
    """What made a rule so; the rule itself where it took several things, or lacked any of them."""
    inside = _why_step(step, path, holds)
    if len(inside) > 1 and (holds is True or _lists_alternatives(step)):
        return [Atom(trace, path, holds, names, tuple(inside))]
    return inside


def _lists_alternatives(step: Step) -> bool:
    """Whether a rule is all in all a list of ways to meet it, so that its name says them."""
    if step.trace is None:
        return False
    last, branches = ending(step.trace)
    if isinstance(last.node, ir.Constant):
        return len(_deciding(branches, bool(last.value))) > 1
    return isinstance(last.node, ir.Or | ir.If)


def _why_branch(
    trace: Trace, path: tuple[Step, ...], holds: bool | None, names: dict[str, Trace], deep: bool
) -> list[Atom]:
    """The conditions on the way to a constant, or what made the expression at the end."""
    last, branches = ending(trace)
    found: list[Atom] = []
    if isinstance(last.node, ir.Constant):
        decided = _deciding(branches, bool(last.value)) or [_condition(b) for b in branches[-1:]]
        found = [atom for c in decided for atom in _why(c, path, c.value, names, deep)]
    elif isinstance(last.node, ir.If):
        found = _why_either(last, path, holds, names, deep)
    else:
        found = _why(last, path, holds, names, deep)
    return found or [Atom(last, path, holds, names)]


def _why_either(
    trace: Trace, path: tuple[Step, ...], holds: bool | None, names: dict[str, Trace], deep: bool
) -> list[Atom]:
    """Of a branch whose condition nobody knows, where both ways give the same."""
    assert isinstance(trace.node, ir.If)
    ways = [part for part in trace.parts if part.node is not trace.node.condition]
    return [atom for way in ways for atom in _why(way, path, holds, names, deep)]


def _why_junction(
    trace: Trace, path: tuple[Step, ...], holds: bool | None, names: dict[str, Trace], deep: bool
) -> list[Atom]:
    """Of ``and``/``or``: the part that ended it, or else every part."""
    decisive = [part for part in trace.parts if part.value is holds] or list(trace.parts)
    one = isinstance(trace.node, ir.Or) is (holds is True)
    return [
        atom
        for part in (decisive[:1] if one else decisive)
        if isinstance(part.value, bool)
        for atom in _why(part, path, part.value, names, deep)
    ]


def _why_aggregate(
    trace: Trace, path: tuple[Step, ...], holds: bool | None, names: dict[str, Trace]
) -> list[Atom]:
    """Inside an aggregate only where a single member decided."""
    assert isinstance(trace.node, ir.Aggregate)
    decided = [part for part in trace.parts if part.value is False]
    if holds in (None, False) and len(decided) == _members_seen(trace) == 1:
        return _why(decided[0], path, False, names)
    return [Atom(trace, path, holds, names)]


def _members_seen(trace: Trace) -> int:
    assert isinstance(trace.node, ir.Aggregate)
    asked = trace.node.predicate or trace.node.element
    return sum(part.node is asked for part in trace.parts)


def _why_nothing(
    trace: Trace, path: tuple[Step, ...], names: dict[str, Trace], deep: bool
) -> list[Atom]:
    """Why an amount is zero: of a product, the factor that is."""
    if isinstance(trace.node, ir.Arithmetic | ir.Rescale | ir.Round | ir.Negate):
        zero = [part for part in trace.parts if part.value == 0 and part.value is not False]
        if zero:
            return _why(zero[0], path, None, names, deep)
    return [Atom(trace, path, None, names)]


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
            names = names_in(trace.step.trace)
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
            pending.append((body, names_in(body)))


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
