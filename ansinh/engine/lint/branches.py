"""Conditions that are decided where they stand: L07.

A comparison of one expression with a constant narrows the span of that expression; inside the
branch, and in the operands that follow, a comparison that the span decides can never go both ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ansinh.engine import ir
from ansinh.engine.declare import Version
from ansinh.engine.lint.finding import Body, Finding, Subject
from ansinh.engine.translate import scaled

_TURNED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_FAR = 2**127


def decided_conditions(subject: Subject) -> Iterator[Finding]:
    """L07: a condition that is always true or always false where it stands."""
    for body, node, truth in _decided(subject):
        place = node.source or ir.Source(body.version.line, 0, body.version.name)
        yield Finding(
            body.version.file,
            place.line,
            "L07",
            f"{body.version.name}: {_shown(node, place.text)} is always {str(truth).lower()} here",
            "the branch that remains, without the condition",
        )


def decided_places(subject: Subject) -> set[tuple[str, int, str]]:
    """File, line and text of the conditions that are always true or always false."""
    return {
        (body.version.file, node.source.line, text)
        for body, node, _ in _decided(subject)
        if node.source
        for text in (node.source.text, _shown(node, node.source.text))
    }


def _decided(subject: Subject) -> Iterator[tuple[Body, ir.Node, bool]]:
    for body in subject.bodies:
        for node, truth in _visit(body.node, _at_first(body.version)):
            yield body, node, truth


def _shown(node: ir.Node, text: str) -> str:
    """The text of a part of a longer condition, when the whole was written in one piece."""
    if isinstance(node, ir.Compare) and node.left.source and node.right.source:
        return f"{node.left.source.text} {node.operator} {node.right.source.text}"
    return text


@dataclass(frozen=True)
class Span:
    """What is known of a whole number: its limits, both possible, and what it is not."""

    least: int = -_FAR
    most: int = _FAR
    never: frozenset[int] = frozenset()

    def trimmed(self) -> Span:
        """The same with limits that are possible."""
        least, most = self.least, self.most
        while least in self.never:
            least += 1
        while most in self.never:
            most -= 1
        return replace(self, least=least, most=most)

    def narrowed(self, operator: str, value: int) -> Span:
        """What is known once ``x operator value`` holds."""
        if operator == "==":
            return Span(value, value)
        if operator == "!=":
            return replace(self, never=self.never | {value}).trimmed()
        if operator in ("<", "<="):
            return replace(self, most=min(self.most, value - (operator == "<"))).trimmed()
        return replace(self, least=max(self.least, value + (operator == ">"))).trimmed()

    def decides(self, operator: str, value: int) -> bool | None:
        """Whether ``x operator value`` holds, when that is certain."""
        if self._excludes(operator, value):
            return False
        return True if self._excludes(_OPPOSITE[operator], value) else None

    def _excludes(self, operator: str, value: int) -> bool:
        if operator == "==":
            return value < self.least or value > self.most or value in self.never
        narrowed = self.narrowed(operator, value)
        return narrowed.least > narrowed.most


@dataclass(frozen=True)
class Known:
    """What holds at a place of a rule: spans of numbers, truths of conditions, named values."""

    spans: Mapping[ir.Node, Span] = field(default_factory=dict)
    truths: Mapping[ir.Node, bool] = field(default_factory=dict)
    names: Mapping[str, ir.Node] = field(default_factory=dict)

    def named(self, name: str, value: ir.Node) -> Known:
        """With a name for a value."""
        return replace(self, names={**self.names, name: self.meaning(value)})

    def meaning(self, node: ir.Node) -> ir.Node:
        """What a name stands for."""
        return self.names.get(node.name, node) if isinstance(node, ir.Local) else node

    def span(self, node: ir.Node) -> Span:
        """What is known of a number, date or choice."""
        if node in self.spans:
            return self.spans[node]
        return Span(0, len(node.type.choice) - 1) if node.type.choice else Span()

    def decide(self, node: ir.Node) -> bool | None:
        """The truth of a condition, when it is certain."""
        node = self.meaning(node)
        if isinstance(node, ir.Constant):
            return bool(node.value)
        if isinstance(node, ir.Not):
            inner = self.decide(node.value)
            return None if inner is None else not inner
        if isinstance(node, ir.And | ir.Or):
            return self._decide_both(node)
        compared = self._compared(node)
        if compared is not None:
            expression, operator, number = compared
            return self.span(expression).decides(operator, number)
        return self.truths.get(node)

    def _decide_both(self, node: ir.And | ir.Or) -> bool | None:
        deciding = isinstance(node, ir.Or)
        left, right = self.decide(node.left), self.decide(node.right)
        if deciding in (left, right):
            return deciding
        return (not deciding) if left is right is (not deciding) else None

    def assuming(self, node: ir.Node, truth: bool) -> Known:
        """What is known once a condition has turned out one way."""
        node = self.meaning(node)
        if isinstance(node, ir.Not):
            return self.assuming(node.value, not truth)
        if isinstance(node, ir.And if truth else ir.Or):
            return self.assuming(node.left, truth).assuming(node.right, truth)
        compared = self._compared(node)
        if compared is None:
            return replace(self, truths={**self.truths, node: truth})
        expression, operator, value = compared
        operator = operator if truth else _OPPOSITE[operator]
        span = self.span(expression).narrowed(operator, value)
        return replace(self, spans={**self.spans, expression: span})

    def _compared(self, node: ir.Node) -> tuple[ir.Node, str, int] | None:
        """A comparison as expression, operator and constant."""
        if not isinstance(node, ir.Compare):
            return None
        left, right = self.meaning(node.left), self.meaning(node.right)
        if "ratio" in (left.type.kind, right.type.kind):
            return None  # between two whole numbers there are ratios
        if (number := _number(right)) is not None:
            return left, node.operator, number
        if (number := _number(left)) is not None:
            return right, _TURNED[node.operator], number
        return None


def _number(node: ir.Node) -> int | None:
    """A constant as the whole number at its scale."""
    if isinstance(node, ir.Rescale):
        number = _number(node.value)
        return None if number is None else number * 10 ** (node.type.scale - node.value.type.scale)
    value: Any = node.value if isinstance(node, ir.Constant) else None
    return None if value is None else scaled(value)


def _at_first(version: Version) -> Known:
    """What a version knows before it begins: that the day lies within its dates."""
    assert version.since is not None
    assert version.until is not None
    span = Span(version.since.toordinal(), version.until.toordinal() - 1)
    return Known({ir.Today(ir.DATE, None): span})


def _visit(node: ir.Node, known: Known) -> Iterator[tuple[ir.Node, bool]]:
    """Every condition that is certain, with its value."""
    if isinstance(node, ir.If):
        yield from _condition(node.condition, known)
        yield from _visit(node.then, known.assuming(node.condition, True))
        yield from _visit(node.orelse, known.assuming(node.condition, False))
    elif isinstance(node, ir.And | ir.Or):
        yield from _condition(node.left, known)
        going_on = known.assuming(node.left, isinstance(node, ir.And))
        yield from _condition(node.right, going_on)
    elif isinstance(node, ir.Let):
        yield from _visit(node.value, known)
        yield from _visit(node.body, known.named(node.name, node.value))
    elif isinstance(node, ir.Aggregate):
        yield from _aggregate(node, known)
    elif (truth := _certain(node, known)) is not None:
        yield node, truth
    else:
        for child in ir.children(node):
            if isinstance(child, ir.Node):
                yield from _visit(child, known)


def _certain(node: ir.Node, known: Known) -> bool | None:
    """The truth of what a rule returns, when it is certain though no constant."""
    if node.type != ir.BOOL or isinstance(node, ir.Constant):
        return None
    return known.decide(node)


def _condition(node: ir.Node, known: Known) -> Iterator[tuple[ir.Node, bool]]:
    """A condition: of ``and`` and ``or`` the operands are looked at, each in its place."""
    inner = node.value if isinstance(node, ir.Not) else node
    truth = None if isinstance(inner, ir.And | ir.Or) else known.decide(inner)
    if truth is None:
        yield from _visit(inner, known)
    else:
        yield inner, truth


def _aggregate(node: ir.Aggregate, known: Known) -> Iterator[tuple[ir.Node, bool]]:
    """The predicate, and the element of the members that satisfy it."""
    inside = known
    if node.predicate is not None:
        yield from _condition(node.predicate, known)
        inside = known.assuming(node.predicate, True)
    if node.element.type == ir.BOOL and not isinstance(node.element, ir.Constant):
        yield from _condition(node.element, inside)
    else:
        yield from _visit(node.element, inside)
    if node.default is not None:
        yield from _visit(node.default, known)
