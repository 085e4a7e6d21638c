"""The intermediate form as Python closures: what the evaluator and the explainer run.

A number is held as the whole number at its scale, just as the kernel holds it; dates and choices
are themselves. What nobody knows is an :class:`Unknown`, handed on as a value; an error is raised.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ansinh.engine import ir
from ansinh.engine.answers import Nobody, Unknown, agree, fitting, fraction, raw
from ansinh.engine.dates import DATE_FUNCTIONS
from ansinh.engine.entities import UNKNOWN, Default, EntityMap, Fact
from ansinh.engine.folds import best_of, merged, pair, quantifier, rounded, total_of
from ansinh.engine.rows import Row

if TYPE_CHECKING:
    from datetime import date

    from ansinh.engine.evaluate import Run

#: What a node becomes: raw value or :class:`Unknown`; it raises an ``EvaluationError``.
Closure = Callable[["Frame"], Any]


class Frame:
    """One evaluation of one body: its subject, its month, its members in hand and its names."""

    __slots__ = ("day", "each", "lag", "lags", "names", "row", "run", "trace")

    def __init__(self, run: Run, row: Row, lag: int, day: date) -> None:
        self.run, self.row, self.lag, self.day = run, row, lag, day
        self.each: list[Row] = []
        self.lags: list[int] = []
        self.names: dict[str, Any] = {}
        self.trace: list[Any] = []

    def enter(self, depth: int, lag: int) -> None:
        """Make room for the members of an aggregate ``depth`` deep, seen ``lag`` months ago."""
        del self.each[depth:], self.lags[depth:]
        self.each.append(self.row)
        self.lags.append(lag)


def gone(place: Any) -> Unknown:
    """What going on from somewhere that is no row gives."""
    return place.unknown if place.__class__ is Nobody else place


class Compiler:
    """Turns nodes into closures.

    Args:
        entities: Where facts and relations are looked up.
    """

    def __init__(self, entities: EntityMap) -> None:
        self.entities = entities

    def value(self, node: ir.Node) -> Closure:
        """The closure of a value expression."""
        make: Callable[[Any], Closure] = getattr(self, _MAKERS[type(node)])
        return make(node)

    # --- entities -------------------------------------------------------------------------------

    def entity(self, place: Any) -> Closure:
        """The closure that gives the row of an entity expression, a Nobody or an Unknown."""
        if isinstance(place, ir.Subject):
            return lambda f: f.row
        if isinstance(place, ir.Each):
            depth = place.depth
            return lambda f: f.each[depth]
        of = self.entity(place.of)
        if isinstance(place, ir.LastMonth):
            return _onward(of, lambda row: row)
        relation = place.relation
        nobody = Nobody(f"{place.of.entity}.{relation}")
        if isinstance(place, ir.Owner):
            return _onward(of, lambda row: row.owner or nobody)
        return _onward(of, lambda row: row.links.get(relation) or nobody)

    def lag(self, place: Any) -> Callable[[Frame], int]:
        """The closure that gives how many months ago an entity expression looks."""
        more = 0
        while not isinstance(place, ir.Subject | ir.Each):
            more += isinstance(place, ir.LastMonth)
            place = place.of
        if isinstance(place, ir.Subject):
            return (lambda f: f.lag + more) if more else operator.attrgetter("lag")
        depth = place.depth
        return lambda f: f.lags[depth] + more

    # --- reads ----------------------------------------------------------------------------------

    def _constant(self, node: ir.Constant) -> Closure:
        value = node.value
        return lambda _: value

    def _today(self, _: ir.Today) -> Closure:
        return operator.attrgetter("day")

    def _read_fact(self, node: ir.ReadFact) -> Closure:
        of = self.entity(node.of)
        fact = self.entities[node.of.entity].facts[node.fact]
        name, scale = fact.name, node.type.scale if node.type.kind == "rate" else 0
        missing = _missing(fact, scale)

        def read(f: Frame) -> Any:
            row = of(f)
            if row.__class__ is not Row:
                return gone(row)
            found = row.values.get(name, UNKNOWN)
            if found is UNKNOWN:
                return missing
            return raw(found, scale) if scale else found

        return read

    def _read_rule(self, node: ir.ReadRule) -> Closure:
        key = f"{node.of.entity}.{node.rule}"
        if isinstance(node.of, ir.Subject):
            return lambda f: f.run.rule(f.row, key, f.lag)
        of, lag = self.entity(node.of), self.lag(node.of)

        def read(f: Frame) -> Any:
            row = of(f)
            return f.run.rule(row, key, lag(f)) if row.__class__ is Row else gone(row)

        return read

    def _read_parameter(self, node: ir.ReadParameter) -> Closure:
        path, shape = node.path, node.shape
        if node.index is None:
            return lambda f: f.run.parameter(path, f.lag)
        index = self.value(node.index)

        def read(f: Frame) -> Any:
            position = index(f)
            if position.__class__ is Unknown:
                return position
            return f.run.indexed(path, shape, position, f.lag)

        return read

    def _exists(self, node: ir.Exists) -> Closure:
        of, relation = self.entity(node.of), node.relation

        def found(f: Frame) -> Any:
            row = of(f)
            return bool(row.links.get(relation)) if row.__class__ is Row else gone(row)

        return found

    def _same_entity(self, node: ir.SameEntity) -> Closure:
        left, right = self.entity(node.left), self.entity(node.right)

        def same(f: Frame) -> Any:
            a, b = left(f), right(f)
            if a.__class__ is Unknown:
                return a
            if b.__class__ is Unknown:
                return b
            return a is b and a.__class__ is Row

        return same

    def _count(self, node: ir.Count) -> Closure:
        of, relation = self.entity(node.of), node.relation

        def counted(f: Frame) -> Any:
            row = of(f)
            return len(row.members.get(relation, ())) if row.__class__ is Row else gone(row)

        return counted

    # --- names ----------------------------------------------------------------------------------

    def _let(self, node: ir.Let) -> Closure:
        name, value, body = node.name, self.value(node.value), self.value(node.body)

        def bound(f: Frame) -> Any:
            f.names[name] = value(f)
            return body(f)

        return bound

    def _local(self, node: ir.Local) -> Closure:
        name = node.name
        return lambda f: f.names[name]

    # --- numbers, dates and comparisons ---------------------------------------------------------

    def _pair(self, node: Any, combine: Callable[[Any, Any], Any]) -> Closure:
        """Both operands, left first; the first unknown one is handed on."""
        left, right = self.value(node.left), self.value(node.right)

        def both(f: Frame) -> Any:
            a, b = left(f), right(f)
            if a.__class__ is Unknown:
                return a
            if b.__class__ is Unknown:
                return b
            return combine(a, b)

        return both

    def _single(self, node: Any, change: Callable[[Any], Any]) -> Closure:
        value = self.value(node.value)

        def changed(f: Frame) -> Any:
            v = value(f)
            return v if v.__class__ is Unknown else change(v)

        return changed

    def _arithmetic(self, node: ir.Arithmetic) -> Closure:
        compute = {"+": operator.add, "-": operator.sub, "*": operator.mul}[node.operator]
        return self._pair(node, lambda a, b: fitting(compute(a, b)))

    def _rescale(self, node: ir.Rescale) -> Closure:
        factor = 10 ** (node.type.scale - node.value.type.scale)
        return self._single(node, lambda v: fitting(v * factor))

    def _negate(self, node: ir.Negate) -> Closure:
        return self._single(node, lambda v: fitting(-v))

    def _extreme(self, node: ir.Extreme) -> Closure:
        return self._pair(node, min if node.which == "min" else max)

    def _ratio(self, node: ir.Ratio) -> Closure:
        return self._pair(node, pair)

    def _round(self, node: ir.Round) -> Closure:
        mode, to, scale = node.mode, node.to, 10**node.value.type.scale
        if node.value.type.kind != "ratio":
            return self._single(node, lambda v: rounded(mode, v, scale * to, to))
        top, bottom = node.value.type.over or (ir.INT, ir.INT)
        x = 10 ** max(0, bottom.scale - top.scale)
        y = 10 ** max(0, top.scale - bottom.scale) * to
        return self._single(node, lambda v: rounded(mode, fitting(v[0] * x), fitting(v[1] * y), to))

    def _compare(self, node: ir.Compare) -> Closure:
        holds = COMPARISONS[node.operator]
        left, right = node.left.type, node.right.type
        if "ratio" not in (left.kind, right.kind):
            return self._pair(node, holds)
        return self._pair(node, lambda a, b: holds(fraction(a, left), fraction(b, right)))

    def _date_call(self, node: ir.DateCall) -> Closure:
        call = DATE_FUNCTIONS[node.function]
        arguments = [self.value(argument) for argument in node.arguments]

        def called(f: Frame) -> Any:
            values = [argument(f) for argument in arguments]
            for v in values:
                if v.__class__ is Unknown:
                    return v
            return call(*values)

        return called

    # --- conditions -----------------------------------------------------------------------------

    def _negation(self, node: ir.Not) -> Closure:
        return self._single(node, operator.not_)

    def _conjunction(self, node: ir.And) -> Closure:
        return self._junction(node, ends=False)

    def _disjunction(self, node: ir.Or) -> Closure:
        return self._junction(node, ends=True)

    def _junction(self, node: Any, ends: bool) -> Closure:
        """Kleene's ``and`` (ended by a known false) or ``or`` (ended by a known true)."""
        left, right = self.value(node.left), self.value(node.right)

        def joined(f: Frame) -> Any:
            a = left(f)
            if a is ends:
                return ends
            b = right(f)
            return b if a.__class__ is not Unknown or b is ends else a

        return joined

    def _at_least(self, node: ir.AtLeast) -> Closure:
        count, conditions = self.value(node.count), [self.value(value) for value in node.values]

        def counted(f: Frame) -> Any:
            wanted = count(f)
            answers = [condition(f) for condition in conditions]
            if wanted.__class__ is Unknown:
                return wanted
            unknown = [answer for answer in answers if answer.__class__ is Unknown]
            true = sum(answer is True for answer in answers)
            if true >= wanted or true + len(unknown) < wanted:
                return true >= wanted
            return unknown[0]

        return counted

    def _branch(self, node: ir.If) -> Closure:
        condition = self.value(node.condition)
        then, orelse = self.value(node.then), self.value(node.orelse)

        def chosen(f: Frame) -> Any:
            c = condition(f)
            if c is True:
                return then(f)
            if c is False:
                return orelse(f)
            a, b = then(f), orelse(f)
            return a if agree(a, b) else c

        return chosen

    # --- members --------------------------------------------------------------------------------

    def _aggregate(self, node: ir.Aggregate) -> Closure:
        of, lag = self.entity(node.of), self.lag(node.of)
        relation, depth = node.relation, node.depth
        predicate = None if node.predicate is None else self.value(node.predicate)
        element = self.value(node.element)
        fold = self._fold(node, predicate or (lambda _: True), element)

        def over(f: Frame) -> Any:
            row = of(f)
            if row.__class__ is not Row:
                return gone(row)
            f.enter(depth, lag(f))
            return fold(f, row.members.get(relation, ()))

        return over

    def _fold(self, node: ir.Aggregate, predicate: Closure, element: Closure) -> Any:
        if node.kind in ("any", "all"):
            return quantifier(node.depth, predicate, element, ends=node.kind == "any")
        if node.kind == "sum":
            return total_of(node.depth, predicate, element)
        assert node.default is not None
        better = min if node.kind == "min" else max
        return best_of(node.depth, predicate, element, better, self.value(node.default))

    # --- exceptions -----------------------------------------------------------------------------

    def optional(self, node: ir.Node) -> Closure:
        """The closure of an exception: gives (whether it applies, its value)."""
        if isinstance(node, ir.NotApplicable):
            return lambda _: _DOES_NOT_APPLY
        if isinstance(node, ir.Let):
            return self._optional_let(node)
        if isinstance(node, ir.If):
            return self._optional_branch(node)
        value = self.value(node)
        return lambda f: (True, value(f))

    def _optional_let(self, node: ir.Let) -> Closure:
        name, value, body = node.name, self.value(node.value), self.optional(node.body)

        def bound(f: Frame) -> Any:
            f.names[name] = value(f)
            return body(f)

        return bound

    def _optional_branch(self, node: ir.If) -> Closure:
        condition = self.value(node.condition)
        then, orelse = self.optional(node.then), self.optional(node.orelse)

        def chosen(f: Frame) -> Any:
            c = condition(f)
            if c is True:
                return then(f)
            return orelse(f) if c is False else merged(then(f), orelse(f), c)

        return chosen


_DOES_NOT_APPLY = (False, None)

COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

_MAKERS: dict[type[ir.Node], str] = {
    ir.Constant: "_constant",
    ir.Today: "_today",
    ir.ReadFact: "_read_fact",
    ir.ReadRule: "_read_rule",
    ir.ReadParameter: "_read_parameter",
    ir.Exists: "_exists",
    ir.SameEntity: "_same_entity",
    ir.Count: "_count",
    ir.Let: "_let",
    ir.Local: "_local",
    ir.Arithmetic: "_arithmetic",
    ir.Rescale: "_rescale",
    ir.Negate: "_negate",
    ir.Extreme: "_extreme",
    ir.Ratio: "_ratio",
    ir.Round: "_round",
    ir.Compare: "_compare",
    ir.DateCall: "_date_call",
    ir.Not: "_negation",
    ir.And: "_conjunction",
    ir.Or: "_disjunction",
    ir.AtLeast: "_at_least",
    ir.If: "_branch",
    ir.Aggregate: "_aggregate",
}


def _onward(of: Closure, step: Callable[[Row], Any]) -> Closure:
    def moved(f: Frame) -> Any:
        row = of(f)
        return step(row) if row.__class__ is Row else gone(row)

    return moved


def _missing(fact: Fact, scale: int) -> Any:
    if isinstance(fact.missing, Default):
        return raw(fact.missing.value, scale)
    return Unknown(fact.qualified)
