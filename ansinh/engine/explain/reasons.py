"""Why a value is what it is: the conditions that decided it."""

from __future__ import annotations

from dataclasses import dataclass

from ansinh.engine import ir
from ansinh.engine.explain.record import Step, Trace


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
    names = step.names
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
    return _why(step.trace, path, holds, step.names)


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
