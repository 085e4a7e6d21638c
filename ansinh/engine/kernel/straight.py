"""Which expressions can be worked out for rows abreast: those that read only their own row."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from ansinh.engine import ir
from ansinh.engine.program import RuleProgram

#: Parameters with more values than this are looked up row by row.
_MOST_VALUES = 16
#: Without these, loads of some lanes would become branches.
_NEEDED = ("avx512f", "avx512bw", "avx512dq", "avx512vl")
#: Date functions that need no division that vectors lack.
_DATE_FUNCTIONS = (
    *("days_between", "months_between", "years_between"),
    *("add_days", "first_of_month", "year_of", "month_of"),
)
_STRAIGHT = (
    *(ir.Constant, ir.Today, ir.Local, ir.Let, ir.If, ir.And, ir.Or, ir.Not, ir.AtLeast),
    *(ir.Rescale, ir.Negate, ir.Arithmetic, ir.Extreme),
)


def has_wide_registers() -> bool:
    """Whether this processor works on eight 64-bit numbers at once, on some of them if asked."""
    import llvmlite.binding as llvm  # what a compiled kernel starts without

    features = llvm.get_host_cpu_features()
    return all(features.get(name, False) for name in _NEEDED)


@dataclass(frozen=True)
class Memory:
    """What is there of a block when rows of it are worked out abreast.

    Attributes:
        rules: Every rule, by key.
        inner: The entity that people are: every household has some.
        ready: Rules whose values are there for all rows.
        begun: Rules whose values are there for some rows.
        inlined: Rules that are worked out where they are read.
    """

    rules: Mapping[str, RuleProgram]
    inner: str
    ready: set[str]
    begun: set[str]
    inlined: frozenset[str]


@dataclass(frozen=True)
class Straight:
    """Which expressions can be worked out for rows abreast.

    Attributes:
        row: The only entity that may be read.
        memory: What rules may be read of it.
    """

    row: ir.EntityExpression
    memory: Memory
    _some: dict[int, bool] = field(default_factory=dict, compare=False, repr=False)

    def is_whole(self, part: RuleProgram) -> bool:
        """Whether all of a rule can be worked out abreast."""
        return not part.exceptions and all(self.whole(body.node) for body in part.bodies)

    def is_some(self, part: RuleProgram) -> bool:
        """Whether a rule may be settled for some rows by what can be worked out abreast."""
        return not part.exceptions and all(self.some(body.node) for body in part.bodies)

    def whole(self, node: Any) -> bool:
        """All of an expression."""
        if isinstance(node, ir.ReadRule):
            return self.is_read(node.of) and self.reads(node, self.memory.ready, Straight.is_whole)
        return self.itself(node) and all(map(self.whole, _inside(node)))

    def some(self, node: Any) -> bool:
        """So much of an expression that it may be settled by it for some rows."""
        found = self._some.get(id(node))
        if found is None:
            found = self._some[id(node)] = self._is_some(node)
        return found

    def _is_some(self, node: Any) -> bool:
        match node:
            case ir.Aggregate():
                return self.is_read(node.of) and node.entity != self.memory.inner
            case ir.ReadRule():
                there = self.memory.ready | self.memory.begun
                return self.is_read(node.of) and self.reads(node, there, Straight.is_some)
        if not self.itself(node):
            return False
        match node:
            case ir.And() | ir.Or():
                return self.some(node.left)
            case ir.If():
                return self.some(node.condition) and (
                    self.some(node.then) or self.some(node.orelse)
                )
        return all(map(self.some, _inside(node)))

    def itself(self, node: Any) -> bool:
        """An expression, if what stands in it can."""
        match node:
            case ir.ReadFact() | ir.Count():
                return self.is_read(node.of)
            case ir.ReadParameter():
                return node.index is None or node.size <= _MOST_VALUES
            case ir.Round() | ir.Compare():
                return all(child.type.kind != "ratio" for child in _inside(node))
            case ir.DateCall():
                return node.function in _DATE_FUNCTIONS
        return isinstance(node, _STRAIGHT)

    def is_read(self, of: ir.EntityExpression) -> bool:
        """Whether an entity may be read."""
        return of == self.row

    def reads(
        self,
        node: ir.ReadRule,
        there: Container[str],
        inlines: Callable[[Straight, RuleProgram], bool],
    ) -> bool:
        """Whether a rule is there or can be worked out where it is read."""
        key = f"{node.of.entity}.{node.rule}"
        if key not in self.memory.inlined:
            return key in there
        part = self.memory.rules[key]
        return inlines(straight_of(part, self.memory), part)


def _inside(node: Any) -> list[ir.Node]:
    return [child for child in ir.children(node) if isinstance(child, ir.Node)]


def straight_of(part: RuleProgram, memory: Memory) -> Straight:
    """What can be worked out abreast of a rule for its subjects."""
    return Straight(ir.Subject(part.rule.entity), memory)
