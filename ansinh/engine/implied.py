"""What must be known of whoever has a benefit: the facts that its name alone gives away.

A fact is *implied* by a benefit if nobody is entitled without it, whichever way the rules are
satisfied: both sides of an ``and`` are, of an ``or`` only what stands in each side. Where the form
does not tell, a fact is taken as not implied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ansinh.engine import ir

if TYPE_CHECKING:
    from ansinh.engine.book import LawBook

#: Qualified facts (``Person.has_hiv``); None where it cannot be at all.
Facts = frozenset[str] | None
_NOTHING: frozenset[str] = frozenset()
#: Nodes that are nothing exactly where what they hold is nothing.
_SAME = (ir.Rescale, ir.Negate, ir.Round)
#: Nodes that are unknown where anything inside them is.
_STRICT = (*_SAME, ir.Arithmetic, ir.Extreme, ir.Ratio, ir.DateCall)


class Implied:
    """Answers for one book; every rule is read once."""

    def __init__(self, book: LawBook) -> None:
        self._rules = book.program.rules
        self._benefits = book.benefits
        self._known: dict[tuple[str, bool], Facts] = {}

    def by(self, code: str) -> frozenset[str]:
        """Facts without which nobody is entitled to a benefit."""
        return self._rule(self._benefits[code].key, holds=True) or _NOTHING

    def _rule(self, key: str, *, holds: bool) -> Facts:
        asked = (key, holds)
        if asked not in self._known:
            self._known[asked] = _NOTHING  # a rule that reads itself of an earlier month
            program = self._rules[key]
            bodies = (*program.bodies, *program.exceptions)
            self._known[asked] = _either(self._in(body.node, holds, {}) for body in bodies)
        return self._known[asked]

    def _in(self, node: ir.Node, holds: bool, names: dict[str, ir.Node]) -> Facts:
        """Facts implied by a node that is true or not zero (``holds``), or false or zero."""
        if isinstance(node, ir.NotApplicable):
            return None
        if isinstance(node, ir.Constant):
            return _NOTHING if bool(node.value) == holds else None
        if isinstance(node, ir.ReadFact):
            return frozenset({f"{node.of.entity}.{node.fact}"}) if holds else _NOTHING
        if isinstance(node, ir.ReadRule):
            return self._rule(f"{node.of.entity}.{node.rule}", holds=holds)
        if isinstance(node, ir.Let):
            return self._in(node.body, holds, {**names, node.name: node.value})
        if isinstance(node, ir.Local):
            return self._in(names[node.name], holds, names)
        if isinstance(node, ir.Not):
            return self._in(node.value, not holds, names)
        if isinstance(node, _SAME):
            return self._in(node.value, holds, names)
        if isinstance(node, ir.Compare):
            return _read(node) if holds else _NOTHING
        return self._of_parts(node, holds, names)

    def _of_parts(self, node: ir.Node, holds: bool, names: dict[str, ir.Node]) -> Facts:
        if isinstance(node, ir.If):
            then = [self._in(node.condition, True, names), self._in(node.then, holds, names)]
            other = [self._in(node.condition, False, names), self._in(node.orelse, holds, names)]
            return _either([_both(then), _both(other)])
        if isinstance(node, ir.Aggregate):
            if not holds or node.kind not in ("any", "sum"):
                return _NOTHING
            parts = [node.element] if node.predicate is None else [node.predicate, node.element]
            return _both(self._in(part, True, names) for part in parts)
        joined = _joined(node, holds)
        if joined is None:
            return _NOTHING
        return joined(self._in(side, holds, names) for side in (node.left, node.right))  # type: ignore[attr-defined]


def _joined(node: ir.Node, holds: bool) -> Callable[[Iterable[Facts]], Facts] | None:
    """Whether both sides must be so, or either; None where the node does not tell."""
    if isinstance(node, ir.And | ir.Or):
        return _both if isinstance(node, ir.And) == holds else _either
    if isinstance(node, ir.Arithmetic) and holds:
        return _both if node.operator == "*" else _either
    if isinstance(node, ir.Extreme) and holds:
        return _both if node.which == "min" else _either
    return None


def _read(node: Any) -> frozenset[str]:
    """Facts that a comparison needs to be known."""
    if isinstance(node, ir.ReadFact):
        return frozenset({f"{node.of.entity}.{node.fact}"})
    if isinstance(node, (ir.Compare, *_STRICT)):
        return _NOTHING.union(*(_read(child) for child in ir.children(node)))
    return _NOTHING


def _both(parts: Iterable[Facts]) -> Facts:
    found = list(parts)
    return None if None in found else _NOTHING.union(*(p for p in found if p is not None))


def _either(parts: Iterable[Facts]) -> Facts:
    found = [part for part in parts if part is not None]
    return found[0].intersection(*found[1:]) if found else None
