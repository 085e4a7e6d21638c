"""From intermediate form to LLVM code, one function a rule.

Every rule becomes a function of (arguments, row, moment), where a moment is a place in the table of
dates. The code mirrors, node by node, what :mod:`ansinh.engine.evaluate` does with one household.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ansinh.engine import ir
from ansinh.engine.kernel.aggregates import Aggregates
from ansinh.engine.kernel.emit import (
    CONFLICT,
    FALSE,
    I1,
    I32,
    I64,
    KNOWN,
    TRUE,
    Emitter,
    Value,
    i32,
)


@dataclass
class Optional:
    """What an exception says: whether it applies, and its value where it does."""

    applies: Value
    value: Value | None


class Expressions(Aggregates):
    """Adds exceptions: the whole language."""

    def optional(self, node: ir.Node) -> Optional:
        """What an exception says."""
        if isinstance(node, ir.NotApplicable):
            return Optional(Value(FALSE), None)
        if isinstance(node, ir.Let):
            return self.optional_let(node)
        if isinstance(node, ir.If):
            return self.optional_if(node)
        value = self.value(node)
        return Optional(Value(TRUE, self.error_of(value)), value)

    def optional_let(self, node: ir.Let) -> Optional:
        bound = self.value(node.value)
        self.locals = {**self.locals, node.name: bound}
        body = self.optional(node.body)
        error = self.error_of(bound)
        applies = Value(body.applies.value, self.e.both(Value(None, error), body.applies))
        return Optional(applies, body.value)

    def optional_if(self, node: ir.If) -> Optional:
        return self.optional_branch(self.value(node.condition), node)

    def optional_branch(self, condition: Value, node: ir.If) -> Optional:
        """An exception's branch whose condition is already evaluated."""
        saved = dict(self.locals)
        then = self.guarded(condition, TRUE, node.then, node.type)
        self.locals = dict(saved)
        orelse = self.guarded(condition, FALSE, node.orelse, node.type)
        self.locals = saved
        applies = self.merged(condition, then.applies, orelse.applies)
        if then.value is None or orelse.value is None:
            return Optional(applies, then.value or orelse.value)
        is_unknown = self.unknown(condition)
        value = self.merged(condition, then.value, orelse.value)
        sides = (
            (then, orelse.value),
            (orelse, then.value),
        )
        for side, other in sides:
            never = self.e.b.and_(self.e.is_known(side.applies), self.e.b.not_(side.applies.value))
            use_other = self.e.b.and_(is_unknown, never)
            value = Value(
                self.e.b.select(use_other, other.value, value.value),
                self.e.b.select(use_other, self.e.status(other), self.e.status(value)),
            )
        return Optional(applies, value)

    def unknown(self, value: Value) -> Any:
        if value.status is None:
            return FALSE
        return self.e.b.icmp_signed(">", value.status, KNOWN)

    def guarded(self, condition: Value, side: Any, node: ir.Node, kind: ir.Type) -> Optional:
        """One side of an exception's branch, looked at only where it may be taken."""
        if isinstance(node, ir.NotApplicable):
            return Optional(Value(FALSE), None)
        e = self.e
        applies, applies_word = e.slot(I1), e.slot(I32)
        value_type = I1 if kind == ir.BOOL else I64
        value, value_word = e.slot(value_type), e.slot(I32)
        for cell, start in (
            (applies, FALSE),
            (applies_word, KNOWN),
            (value, value_type(0)),
            (value_word, KNOWN),
        ):
            e.b.store(start, cell)
        with e.b.if_then(self.may(condition, side)):
            inner = self.optional(node)
            e.b.store(inner.applies.value, applies)
            e.b.store(e.status(inner.applies), applies_word)
            if inner.value is not None:
                e.b.store(inner.value.value, value)
                e.b.store(e.status(inner.value), value_word)
        found = Value(e.b.load(value), e.b.load(value_word)) if inner.value is not None else None
        return Optional(Value(e.b.load(applies), e.b.load(applies_word)), found)


def combine(e: Emitter, found: list[Optional], general: Callable[[], Value], zero: Any) -> Value:
    """Put exceptions and the general rule together.

    Agreeing exceptions that apply win; a disagreement is an error; one that may apply leaves the
    result unknown unless it would say the same.
    """
    b = e.b
    agreed, word, applying = e.slot(zero.type), e.slot(I32), e.slot(I1)
    b.store(zero, agreed)
    b.store(_first_error(e, found), word)
    b.store(FALSE, applying)
    for item in found:
        _take(e, item, agreed, word, applying)
    settled = b.icmp_signed("==", b.load(word), KNOWN)
    nothing_applies = b.and_(settled, b.not_(b.load(applying)))
    value = e.when(nothing_applies, general, Value(b.load(agreed), b.load(word)))
    status = e.status(value)
    for item in reversed(found):
        status = b.select(b.and_(settled, _spoils(e, item, value)), _doubt(e, item), status)
    return Value(value.value, status)


def _first_error(e: Emitter, found: list[Optional]) -> Any:
    status: Any = KNOWN
    for item in reversed(found):
        status = e.b.select(e.is_error(item.applies), e.status(item.applies), status)
    return status


def _take(e: Emitter, item: Optional, agreed: Any, word: Any, applying: Any) -> None:
    """Let an exception that surely applies have its say."""
    if item.value is None:
        return
    b = e.b
    applies = b.and_(e.is_known(item.applies), item.applies.value)
    applies = b.and_(applies, b.icmp_signed("==", b.load(word), KNOWN))
    known = e.is_known(item.value)
    differs = b.icmp_signed("!=", b.load(agreed), item.value.value)
    clash = b.and_(b.and_(b.load(applying), differs), known)
    status = b.select(clash, i32(CONFLICT), e.status(item.value))
    b.store(b.select(applies, status, b.load(word)), word)
    b.store(b.select(b.and_(applies, known), item.value.value, b.load(agreed)), agreed)
    b.store(b.or_(applies, b.load(applying)), applying)


def _doubt(e: Emitter, item: Optional) -> Any:
    return e.status(item.applies)


def _spoils(e: Emitter, item: Optional, value: Value) -> Any:
    """Whether an exception may apply and would then say something else."""
    if item.applies.status is None or item.value is None:
        return FALSE
    b = e.b
    doubtful = b.icmp_signed(">", item.applies.status, KNOWN)
    same = b.and_(e.is_known(item.value), e.is_known(value))
    same = b.and_(same, b.icmp_signed("==", item.value.value, value.value))
    return b.and_(doubtful, b.not_(same))
