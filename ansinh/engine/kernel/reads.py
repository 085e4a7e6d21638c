"""Which rules a rule reads, and of whom: rows of the block at hand, or anybody.

A rule read of the subject itself, of its owner or of its members stays within the block, at the
date asked about. Where the subject is of the block, such a read needs no test of whose row it is.
A rule that is read of everybody in any case is worked out for the whole block beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ansinh.engine import ir
from ansinh.engine.program import Program, RuleProgram

#: A rule compiled for rows of the block at hand (true), or for any row and date (false).
Function = tuple[str, bool]


@dataclass(frozen=True)
class Read:
    """A rule that another reads.

    Attributes:
        is_own: It is read of a row that stands in the block if the reader's subject does.
        is_certain: It is read whatever the facts are.
    """

    key: str
    is_own: bool
    is_certain: bool


def reads_of(part: RuleProgram) -> list[Read]:
    """Every read of a rule in every version and exception of another."""
    bodies = (*part.bodies, *part.exceptions)
    return [read for body in bodies for read in _reads(body.node, (), True)]


def certain_rules(program: Program, wanted: Iterable[str]) -> set[str]:
    """``wanted`` and all rules that are read of everybody in the block because of them."""
    found: set[str] = set()
    pending = list(wanted)
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            reads = reads_of(program.rules[key])
            pending += [read.key for read in reads if read.is_own and read.is_certain]
    return found


def functions_of(
    program: Program, wanted: Iterable[str], eager: Iterable[str], earlier: Iterable[str]
) -> dict[Function, list[Function]]:
    """What must be compiled, each function with those it calls, once a place that calls.

    Args:
        wanted: Rules that are evaluated for rows of the block.
        eager: Rules whose values are there before anybody reads them.
        earlier: Rules that are read for earlier months: they are compiled for any row.
    """
    eager, earlier = set(eager), set(earlier)
    found: dict[Function, list[Function]] = {}
    pending = [(key, key not in earlier) for key in (*wanted, *eager)]
    while pending:
        function = pending.pop()
        if function not in found:
            key, is_own = function
            reads = reads_of(program.rules[key])
            called = [(r.key, is_own and r.is_own and r.key not in earlier) for r in reads]
            found[function] = [(k, own) for k, own in called if not (own and k in eager)]
            pending += found[function]
    return found


def _reads(node: ir.Node, each: tuple[bool, ...], certain: bool) -> Iterator[Read]:
    """Reads inside a node; ``each`` says whose members the loops around it go over."""
    if isinstance(node, ir.ReadRule):
        yield Read(f"{node.of.entity}.{node.rule}", _is_own(node.of, each), certain)
        return
    inside = each
    if isinstance(node, ir.Aggregate):
        inside = (*each[: node.depth], _is_own(node.of, each))
    for number, child in enumerate(_inner(node)):
        yield from _reads(child, inside, certain and (number == 0 or not _is_branching(node)))


def _inner(node: ir.Node) -> list[ir.Node]:
    return [child for child in ir.children(node) if isinstance(child, ir.Node)]


def _is_branching(node: ir.Node) -> bool:
    """Whether only the first of its nodes is looked at in any case."""
    return isinstance(node, ir.If | ir.And | ir.Or | ir.Aggregate)


def _is_own(entity: ir.EntityExpression, each: tuple[bool, ...]) -> bool:
    if isinstance(entity, ir.Owner):
        return _is_own(entity.of, each)
    if isinstance(entity, ir.Each):
        return each[entity.depth]
    return isinstance(entity, ir.Subject)
