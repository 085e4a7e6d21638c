"""Conditions in words as trees, and what can be told of an expression before it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from ansinh.engine import ir
from ansinh.engine.values import NEVER

#: Between conditions within a sentence.
LISTED = Markup("; ")


@dataclass(frozen=True)
class Clause:
    """A condition in words, with the conditions it is made of.

    Attributes:
        rule: Key of the rule that is the condition, where one is.
    """

    text: Markup
    items: tuple[Clause, ...] = ()
    rule: str = ""


@dataclass(frozen=True)
class Way:
    """A result and when it is that; ``when`` is None for what is left."""

    when: Clause | None
    result: Markup


@dataclass(frozen=True)
class Reading:
    """A rule in words.

    Attributes:
        needs: What must all hold.
        ways: What follows, the first that applies; empty for a yes or no.
        notes: Letter → value that it stands for in ``ways`` and ``needs``.
    """

    needs: tuple[Clause, ...]
    ways: tuple[Way, ...] = ()
    notes: tuple[tuple[str, Markup], ...] = ()


@dataclass
class Names:
    """What names inside a rule stand for, and the letters given to those too long to repeat."""

    values: dict[str, ir.Node] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)
    letters: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, Markup]] = field(default_factory=list)


def is_nothing(node: ir.Node) -> bool:
    """Whether an expression gives nothing, whatever the facts are."""
    if isinstance(node, ir.Let):
        return is_nothing(node.body)
    if isinstance(node, ir.If):
        return is_nothing(node.then) and is_nothing(node.orelse)
    if isinstance(node, ir.Rescale | ir.Round):
        return is_nothing(node.value)
    return isinstance(node, ir.NotApplicable) or (
        isinstance(node, ir.Constant) and node.value in (0, False, None)
    )


def may_not_apply(node: ir.Node) -> bool:
    """Whether a rule says on some way that it does not apply."""
    return any(isinstance(inner, ir.NotApplicable) for inner in ir.walk(node))


def as_condition(node: ir.If) -> ir.Node:
    """A branch between yes and no as ``and`` and ``or``."""
    denied = ir.Not(ir.BOOL, None, node.condition)
    if is_constant(node.then, False):
        return ir.And(ir.BOOL, None, denied, node.orelse)
    if is_constant(node.orelse, False):
        return ir.And(ir.BOOL, None, node.condition, node.then)
    if is_constant(node.then, True):
        return ir.Or(ir.BOOL, None, node.condition, node.orelse)
    if is_constant(node.orelse, True):
        return ir.Or(ir.BOOL, None, denied, node.then)
    first = ir.And(ir.BOOL, None, node.condition, node.then)
    return ir.Or(ir.BOOL, None, first, ir.And(ir.BOOL, None, denied, node.orelse))


def is_constant(node: ir.Node, value: object) -> bool:
    """Whether an expression is that literal."""
    return isinstance(node, ir.Constant) and node.value == value


def flat(node: ir.Node, kind: type) -> Iterator[ir.Node]:
    """The parts of a chain of `and` or `or`."""
    if isinstance(node, kind) and isinstance(node, ir.And | ir.Or):
        yield from flat(node.left, kind)
        yield from flat(node.right, kind)
    else:
        yield node


def inline(clause: Clause) -> Markup:
    """A condition within a sentence."""
    if not clause.items:
        return clause.text
    inner = LISTED.join(map(inline, clause.items))
    return Markup("{} ({})").format(clause.text, inner)


def is_exact(node: ir.Node) -> bool:
    """Whether an expression only says that a product has no fraction."""
    return isinstance(node, ir.Round) and node.mode == "exact"


def date_phrase(left: ir.Node, operator: str, right: ir.Node) -> str:
    """Of a date compared with the day asked about, or with no day at all."""
    if left.type.kind != "date":
        return ""
    if isinstance(right, ir.Constant) and right.value == NEVER:
        return "no day" if operator in ("==", ">=") else "some day"
    if isinstance(right, ir.Today) and isinstance(left, ir.ReadFact):
        ahead = operator in (">", ">=")
        if left.fact == "death_date":
            return "alive" if ahead else "dead"
        return "not yet" if ahead else "come"
    return ""
