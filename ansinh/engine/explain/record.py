"""What the explainer keeps: the household as it was, and the value of every rule evaluated for it.

How a rule came to its value (every node, every exception considered) is worked out again when
somebody asks, from what was kept: it is true of the household as it was when its facts change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any, NamedTuple, Self
from weakref import WeakValueDictionary

from ansinh.engine import ir
from ansinh.engine.answers import Answer, Error, Known, Unknown, exact_value
from ansinh.engine.book import LawBook, Rule
from ansinh.engine.closures import Closure, Compiler, Frame
from ansinh.engine.declare import Version
from ansinh.engine.documents import Article
from ansinh.engine.entities import UNKNOWN, Fact
from ansinh.engine.errors import EvaluationError
from ansinh.engine.evaluate import Plan, Run, combine, without_version
from ansinh.engine.oracle import month_earlier
from ansinh.engine.parameters import DatedValue, Parameter
from ansinh.engine.rows import Row


class Trace(NamedTuple):
    """One node that was evaluated.

    Attributes:
        value: Raw value, :class:`Unknown` or the error; of an exception (applies, value).
        parts: What was evaluated inside it, in order; constants leave none.
        row: The row whose fact or rule was read.
        step: Of a rule that was read, its record.
    """

    node: ir.Node
    value: Any
    parts: Sequence[Trace] = ()
    row: Row | None = None
    step: Step | None = None

    @property
    def answer(self) -> Answer:
        """The value as an answer with an exact value."""
        return as_answer(self.value, self.node.type)

    def part(self, node: ir.Node) -> Trace:
        """What was recorded of ``node``, a direct child."""
        for trace in self.parts:
            if trace.node is node:
                return trace
        return Trace(node, node.value if isinstance(node, ir.Constant) else None)

    def walk(self) -> Iterator[Trace]:
        """This and everything inside it, but not inside the rules that it reads."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def names(self) -> dict[str, Trace]:
        """What each name given inside this stands for."""
        return {
            trace.node.name: trace.part(trace.node.value)
            for trace in self.walk()
            if isinstance(trace.node, ir.Let)
        }


#: Makes a trace from all its fields; a quarter of the time of the class's own constructor.
_kept: Callable[[tuple[Any, ...]], Trace] = partial(tuple.__new__, Trace)


@dataclass(frozen=True, slots=True)
class FactRead:
    """A fact as it was read; ``value`` is exact, or ``UNKNOWN``."""

    fact: Fact
    row: Row
    value: Any


@dataclass(frozen=True, slots=True)
class FigureRead:
    """A parameter as it was read: its exact value, and the dated entry that it comes from."""

    parameter: Parameter
    value: Any
    dated: DatedValue


@dataclass(frozen=True, slots=True)
class Considered:
    """An exception that was looked at: whether it applies, the raw value it gives, and why."""

    version: Version
    applies: Any
    value: Any
    trace: Trace | None


@dataclass(frozen=True, slots=True)
class Course:
    """How a rule came to its value.

    Attributes:
        version: The version that was evaluated; ``None`` where none was, or an exception decided.
        trace: How the version came to its value.
        exceptions: Every exception in force, with whether it applied.
    """

    version: Version | None
    trace: Trace | None
    exceptions: tuple[Considered, ...]


@dataclass(eq=False)
class Step:
    """One rule of one row in one month.

    Attributes:
        rule: The rule.
        row: The subject.
        lag: Months before the date asked about.
        value: Raw value, :class:`Unknown` or the error.
    """

    record: Record
    rule: Rule
    row: Row
    lag: int
    value: Any

    @cached_property
    def course(self) -> Course:
        """How it came to its value."""
        return self.record.retrace(self)

    @property
    def book(self) -> LawBook:
        """The law."""
        return self.record.book

    @property
    def known(self) -> date:
        """The day whose knowledge of the law was used."""
        return self.record.known

    @property
    def day(self) -> date:
        """The day, in the month looked at, for which it was evaluated."""
        return month_earlier(self.record.effect, self.lag)

    @property
    def version(self) -> Version | None:
        """The version that was evaluated; ``None`` where none was, or an exception decided."""
        return self.course.version

    @property
    def trace(self) -> Trace | None:
        """How the version came to its value."""
        return self.course.trace

    @cached_property
    def names(self) -> dict[str, Trace]:
        """What each name given inside the version stands for."""
        return {} if self.trace is None else self.trace.names()

    @property
    def exceptions(self) -> tuple[Considered, ...]:
        """Every exception in force, with whether it applied."""
        return self.course.exceptions

    @property
    def answer(self) -> Answer:
        """The value as an answer with an exact value."""
        return as_answer(self.value, self.rule.type)

    @property
    def applied(self) -> Considered | None:
        """The exception that decided, if one did."""
        return next((e for e in self.exceptions if e.applies is True), None)

    @property
    def deciding(self) -> Version | None:
        """The version or exception that gave the value."""
        return self.applied.version if self.applied else self.version

    @property
    def cites(self) -> tuple[Article, ...]:
        """The articles that gave the value."""
        return self.deciding.cites if self.deciding else ()

    @property
    def unverified(self) -> str | None:
        """Why the text of the rule is uncertain, or ``None``."""
        return self.deciding.unverified if self.deciding else None

    def traces(self) -> Iterator[Trace]:
        """Everything evaluated for this rule, in order, exceptions first."""
        for considered in self.exceptions:
            if considered.trace is not None:
                yield from considered.trace.walk()
        if self.trace is not None:
            yield from self.trace.walk()

    @property
    def facts(self) -> list[FactRead]:
        """The facts read, each once for a row, in order."""
        found: dict[tuple[Row, str], FactRead] = {}
        for trace in self.traces():
            if isinstance(trace.node, ir.ReadFact) and trace.row is not None:
                fact = self.book.entities[trace.row.entity].facts[trace.node.fact]
                found.setdefault((trace.row, fact.name), FactRead(fact, trace.row, read(trace)))
        return list(found.values())

    @property
    def figures(self) -> list[FigureRead]:
        """The parameters read, each value once, in order."""
        found: dict[tuple[str, Any], FigureRead] = {}
        for trace in self.traces():
            figure = self.figure(trace)
            if figure is not None:
                found.setdefault((figure.parameter.path, figure.value), figure)
        return list(found.values())

    def figure(self, trace: Trace) -> FigureRead | None:
        """The parameter that ``trace`` read, when it read one that has a value."""
        if not isinstance(trace.node, ir.ReadParameter) or not isinstance(trace.answer, Known):
            return None
        parameter = self.book.parameters[trace.node.path]
        dated = parameter.at(self.day, self.known)
        return None if dated is None else FigureRead(parameter, trace.answer.value, dated)

    @property
    def branches(self) -> list[tuple[ir.Node, Answer]]:
        """The conditions met on the way, with what they gave."""
        return [
            (condition.node, condition.answer)
            for trace in self.traces()
            if isinstance(trace.node, ir.If)
            for condition in trace.parts
            if condition.node is trace.node.condition
        ]

    @property
    def children(self) -> list[Step]:
        """The rules read, each once, in order."""
        found = {id(t.step): t.step for t in self.traces() if t.step is not None}
        return list(found.values())

    def walk(self, seen: set[int] | None = None) -> Iterator[Step]:
        """This step and all those below it, each once, a rule after those it read."""
        seen = set() if seen is None else seen
        if id(self) in seen:
            return
        seen.add(id(self))
        for child in self.children:
            yield from child.walk(seen)
        yield self


def as_answer(value: Any, type_: ir.Type) -> Answer:
    """A recorded raw value as an answer with an exact value."""
    if isinstance(value, EvaluationError):
        return Error(value.reason, str(value))
    return value if isinstance(value, Unknown) else Known(exact_value(value, type_))


def read(trace: Trace) -> Any:
    """Exact value of a fact that was read, or ``UNKNOWN``."""
    answer = trace.answer
    return answer.value if isinstance(answer, Known) else UNKNOWN


class Recorder(Compiler):
    """Closures that leave a :class:`Trace` of every node in the frame."""

    def value(self, node: ir.Node) -> Closure:
        """The closure of a value expression, recorded."""
        closure = super().value(node)
        if isinstance(node, ir.Constant):
            return closure
        if isinstance(node, ir.ReadFact):
            return _fact_recorded(node, closure, self.entity(node.of))
        if isinstance(node, ir.ReadRule):
            key = f"{node.of.entity}.{node.rule}"
            return _rule_recorded(node, closure, key, self.entity(node.of), self.lag(node.of))
        if isinstance(node, ir.Local | ir.Today):
            return _leaf_recorded(node, closure)
        return _recorded(node, closure)

    def optional(self, node: ir.Node) -> Closure:
        """The closure of an exception, recorded."""
        return _recorded(node, super().optional(node))


def _leaf_recorded(node: ir.Node, closure: Closure) -> Closure:
    def leaf(f: Frame) -> Any:
        value = closure(f)
        f.trace.append(_kept((node, value, (), None, None)))
        return value

    return leaf


def _fact_recorded(node: ir.Node, closure: Closure, of: Closure) -> Closure:
    def fact(f: Frame) -> Any:
        value, row = closure(f), of(f)
        place = row if row.__class__ is Row else None
        f.trace.append(_kept((node, value, (), place, None)))
        return value

    return fact


def _rule_recorded(node: ir.Node, closure: Closure, key: str, of: Closure, lag: Any) -> Closure:
    def rule(f: Frame) -> Any:
        row = of(f)
        if row.__class__ is not Row:
            value = closure(f)
            f.trace.append(Trace(node, value))
            return value
        assert isinstance(f.run, Record)
        try:
            value = closure(f)
        except EvaluationError as error:
            f.trace.append(Trace(node, error, (), row, f.run.step(row, key, lag(f))))
            raise
        f.trace.append(_kept((node, value, (), row, f.run.step(row, key, lag(f)))))
        return value

    return rule


def _recorded(node: ir.Node, closure: Closure) -> Closure:
    def whole(f: Frame) -> Any:
        outer, parts = f.trace, []  # type: list[Any], list[Any]
        f.trace = parts
        try:
            value = closure(f)
        except EvaluationError as error:
            f.trace = outer
            outer.append(Trace(node, error, parts))
            raise
        f.trace = outer
        outer.append(_kept((node, value, parts, None, None)))
        return value

    return whole


#: Steps that somebody holds: held here too, they would be garbage only a full collection finds.
_Steps = WeakValueDictionary[tuple[Row, str, int], "Step"]


class Record(Run):
    """Every rule evaluated for a household, with its value; how each came about, when asked.

    Attributes:
        reading: Evaluates: ``record.reading.rule(row, key, 0)``.
    """

    compiler = Recorder

    def __init__(self, book: LawBook, effect: date, known: date) -> None:
        super().__init__(book, effect, known)
        self.reading = Run(book, effect, known)
        self.memo = self.reading.memo
        self._steps = _Steps()

    def anew(self) -> Self:
        """A record of the same law and date with no values; both share what is in force."""
        new = super().anew()
        new.reading = self.reading.anew()
        new.memo, new._steps = new.reading.memo, _Steps()
        return new

    def step(self, row: Row, key: str, lag: int = 0) -> Step:
        """The record of a rule that was evaluated."""
        place = (row, key, lag)
        found = self._steps.get(place)
        if found is None:
            found = Step(self, self.book.rules[key], row, lag, self.memo[place])
            self._steps[place] = found
        return found

    def steps(self) -> list[Step]:
        """Every rule evaluated, each after those that it read."""
        return [self.step(*place) for place in self.memo]

    def retrace(self, step: Step) -> Course:
        """How a rule came to its value; the rules that it read are not evaluated again."""
        considered: list[Considered] = []
        body: list[Trace] = []
        plan = self.plan(step.rule.key, step.lag)
        with suppress(EvaluationError):
            self._decide(step.row, plan, step.lag, considered, body)
        version = plan.body[0] if body and plan.body else None
        return Course(version, body[0] if body else None, tuple(considered))

    def _decide(
        self, row: Row, plan: Plan, lag: int, considered: list[Considered], body: list[Trace]
    ) -> Any:
        def general() -> Any:
            return self._body(row, plan, lag, body)

        if not plan.exceptions:
            return general()
        for version, closure in plan.exceptions:
            frame = Frame(self, row, lag, plan.day)
            applies, value = closure(frame)
            considered.append(Considered(version, applies, value, frame.trace[0]))
        return combine(plan, [(c.applies, c.value) for c in considered], general)

    def _body(self, row: Row, plan: Plan, lag: int, body: list[Trace]) -> Any:
        if plan.body is None:
            return without_version(plan)
        frame = Frame(self, row, lag, plan.day)
        try:
            value = plan.body[1](frame)
        finally:
            body.extend(frame.trace)
        if not body:
            bodies = plan.rule.bodies
            node = next(b.node for b in bodies if b.version is plan.body[0])
            body.append(Trace(node, value))
        return value
