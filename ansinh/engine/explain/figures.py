"""A computation with figures put in: ``540.000 × 1,5 = 810.000 đ``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ansinh.engine import ir
from ansinh.engine.answers import Known
from ansinh.engine.explain import words
from ansinh.engine.explain.reasons import ending
from ansinh.engine.explain.record import Step, Trace

_SIGNS = {"+": ("+", 1), "-": ("−", 1), "*": ("×", 2)}
_COMPUTED = (ir.Arithmetic, ir.Ratio, ir.Extreme, ir.Negate, ir.Round)
#: More members than this are not written out one by one.
_MOST_ADDENDS = 6


def computing(top: Step) -> list[Step]:
    """The rules whose amounts enter the result of ``top``, each after those it reads."""
    found: dict[int, Step] = {}

    def visit(step: Step) -> None:
        if step.trace is None or step.applied is not None or id(step) in found:
            return
        shown = Figures(step, step.names, "vi")
        for inner in shown.walk(ending(step.trace)[0]):
            if inner.step is not None and inner.node.type.is_number:
                visit(inner.step)
        found[id(step)] = step

    visit(top)
    return list(found.values())


def computation(step: Step, language: str) -> str | None:
    """The line of a rule that computes a number; ``None`` where a figure is only handed on."""
    if step.trace is None:
        return None
    last, _ = ending(step.trace)
    shown = Figures(step, step.names, language)
    if isinstance(last.node, ir.Constant | ir.If) or not last.node.type.is_number:
        return None
    if not any(isinstance(inner.node, _COMPUTED) for inner in shown.walk(last)):
        return None
    text, rounding = shown.whole(last)
    answer = last.answer
    value = "?"
    if isinstance(answer, Known):
        value = words.shown(answer.value, step.rule.type.kind, language)
    label = words.raised(words.rule_label(step, language))
    head = "" if step.rule.benefit else f"{label}: "
    return None if text == value else f"{head}{text}{rounding} = {value}"


@dataclass(frozen=True)
class Figures:
    """Writes the expressions of one rule with their figures.

    Every method gives the text with how tightly its outermost sign binds: 1 for sums, 2 for
    products, 3 for what needs no brackets.
    """

    step: Step
    names: dict[str, Trace]
    language: str

    def walk(self, trace: Trace) -> Iterator[Trace]:
        """Everything behind a value inside the rule, through the names given to it."""
        for inner in trace.walk():
            yield inner
            if isinstance(inner.node, ir.Local) and inner.node.name in self.names:
                yield from self.walk(self.names[inner.node.name])

    def whole(self, trace: Trace) -> tuple[str, str]:
        """A result: what is computed, and the rounding that it ends with (``, làm tròn xuống``)."""
        while True:
            node = trace.node
            if isinstance(node, ir.Local) and node.name in self.names:
                trace = self.names[node.name]
            elif isinstance(node, ir.Rescale):
                trace = trace.part(node.value)
            elif isinstance(node, ir.Round):
                inner = self.text(trace.part(node.value))[0]
                return inner, self._rounding(node)
            else:
                return self.text(trace)[0], ""

    def text(self, trace: Trace) -> tuple[str, int]:
        """An expression inside a computation."""
        node = trace.node
        if isinstance(node, ir.Arithmetic):
            return self._operation(trace, node)
        if isinstance(node, ir.Ratio):
            left, right = self.text(trace.part(node.left)), self.text(trace.part(node.right))
            return f"{_inside(left, 2)} / {_inside(right, 3)}", 2
        if isinstance(node, ir.Round):
            return self._rounded(trace, node)
        if isinstance(node, ir.Rescale):
            return self.text(trace.part(node.value))
        if isinstance(node, ir.Negate):
            return f"−{_inside(self.text(trace.part(node.value)), 3)}", 1
        if isinstance(node, ir.Local) and node.name in self.names:
            return self.text(self.names[node.name])
        if isinstance(node, ir.Extreme):
            return self._extreme(trace, node), 3
        if isinstance(node, ir.Aggregate) and node.kind == "sum":
            return self._sum(trace, node)
        return self._plain(trace), 3

    def _operation(self, trace: Trace, node: ir.Arithmetic) -> tuple[str, int]:
        sign, binds = _SIGNS[node.operator]
        left, right = self.text(trace.part(node.left)), self.text(trace.part(node.right))
        tight = binds + (node.operator == "-")
        return f"{_inside(left, binds)} {sign} {_inside(right, tight)}", binds

    def _rounded(self, trace: Trace, node: ir.Round) -> tuple[str, int]:
        inner = self.text(trace.part(node.value))
        if node.mode == "exact":
            return inner
        return f"{self._rounding(node).removeprefix(', ')} ({inner[0]})", 3

    def _rounding(self, node: ir.Round) -> str:
        if node.mode == "exact":
            return ""
        to = f" {words.word('to', self.language)} {words.number(node.to)}" if node.to > 1 else ""
        return f", {words.word(node.mode, self.language)}{to}"

    def _extreme(self, trace: Trace, node: ir.Extreme) -> str:
        both = [self.text(trace.part(side))[0] for side in (node.left, node.right)]
        return f"{words.word(node.which, self.language)} ({'; '.join(both)})"

    def _sum(self, trace: Trace, node: ir.Aggregate) -> tuple[str, int]:
        found = [
            part
            for part in trace.parts
            if part.node is node.element and isinstance(part.answer, Known)
        ]
        if not 1 < len(found) <= _MOST_ADDENDS:
            return self._plain(trace), 3
        return " + ".join(_inside(self.text(part), 1) for part in found), 1

    def _plain(self, trace: Trace) -> str:
        answer = trace.answer
        if not isinstance(answer, Known):
            return words.word("unknown", self.language)
        value: Any = answer.value
        if isinstance(trace.node, ir.ReadParameter):
            unit = self.step.book.parameters[trace.node.path].unit
            if unit.split("/")[0] == "percent":
                return words.shown(value, "rate", self.language, unit)
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            return words.number(value)
        return words.shown(value, trace.node.type.kind, self.language)


def _inside(text: tuple[str, int], binds: int) -> str:
    return text[0] if text[1] >= binds else f"({text[0]})"
