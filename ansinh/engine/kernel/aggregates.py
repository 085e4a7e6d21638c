"""Loops over members in compiled code: sum, any, all, min, max."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ansinh.engine import ir
from ansinh.engine.kernel.abreast import LANES, Abreast
from ansinh.engine.kernel.emit import (
    FALSE,
    I1,
    I32,
    KNOWN,
    OVERFLOW,
    PENDING,
    TRUE,
    Value,
    i32,
    i64,
)
from ansinh.engine.kernel.logic import Logic
from ansinh.engine.kernel.places import Place
from ansinh.engine.kernel.straight import Straight

#: Numbers within this power of two do not leave the range when a few are added up.
_SMALL = 59


class Aggregates(Logic):
    """Adds loops over members to conditions."""

    def on_Aggregate(self, node: ir.Aggregate) -> Value:
        place = self.place(node.of)
        zero = FALSE if node.type == ir.BOOL else i64(0)
        if isinstance(self.e, Abreast):
            return self.of_nobody(node, place)
        return self.there(place, lambda: self.aggregate(node, place), zero)

    def of_nobody(self, node: ir.Aggregate, place: Place) -> Value:
        """What it gives for rows that own none, which are most; others are pending."""
        start, end = self.range(node.entity, place)
        default = Value(_start(node)) if node.default is None else self.value(node.default)
        is_none = self.e.b.icmp_signed("==", start, end)
        return Value(default.value, self.e.b.select(is_none, self.e.status(default), i32(PENDING)))

    def aggregate(self, node: ir.Aggregate, place: Place) -> Value:
        b = self.e.b
        start, end = self.range(node.entity, place)
        start_value = _start(node)
        total, word, met = self.e.slot(start_value.type), self.e.slot(I32), self.e.slot(I1)
        b.store(start_value, total)
        b.store(KNOWN, word)
        b.store(FALSE, met)
        first = Place(start, place.moment, is_own=place.is_own)
        left = self.abreast(node, first, b.sub(end, start), total)
        with self.e.loop(b.select(left, start, end), end) as (row, leave):
            self.each[node.depth] = Place(row, place.moment, is_own=place.is_own)
            saved = dict(self.locals)
            self.member(node, total, word, met, leave)
            self.locals = saved
            del self.each[node.depth]
        result = Value(b.load(total), b.load(word))
        if node.default is None:
            return result
        nobody = b.and_(self.e.is_known(result), b.not_(b.load(met)))
        return self.e.when(nobody, lambda: self.value(node.default), result)  # type: ignore[arg-type]

    def abreast(self, node: ir.Aggregate, first: Place, count: Any, total: Any) -> Any:
        """Look at few members at once; whether they are still to be looked at one by one.

        They are where something is unknown or wrong, or might leave the range.
        """
        if not self.goes_abreast(node, first):
            return TRUE
        b = self.e.b
        left = self.e.slot(I1)
        b.store(TRUE, left)
        is_few = b.icmp_unsigned("<", b.sub(count, i64(1)), i64(LANES))
        with b.if_then(is_few):
            wide = Abreast(self.e, count, self.of_members(node, first))
            members = type(self)(
                self.kernel, wide, self.subject, dict(self.locals), {**self.each, node.depth: first}
            )
            predicate = Value(TRUE) if node.predicate is None else members.value(node.predicate)
            element = members.value(node.element)
            counts = wide.b.and_(wide.mask, predicate.value)
            doubts = wide.b.or_(
                wide.b.and_(wide.mask, wide.b.not_(wide.is_known(predicate))),
                wide.b.and_(counts, wide.b.not_(wide.is_known(element))),
            )
            found, is_sure = _of_all(wide, node.kind, counts, element.value)
            is_done = b.and_(is_sure, b.not_(wide.any(doubts)))
            b.store(b.select(is_done, found, b.load(total)), total)
            b.store(b.not_(is_done), left)
        return b.load(left)

    def goes_abreast(self, node: ir.Aggregate, first: Place) -> bool:
        """Whether members can be looked at abreast: those of households."""
        nodes = [node.element] if node.predicate is None else [node.predicate, node.element]
        is_one = node.kind in ("any", "all", "sum") and node.default is None
        return (
            is_one
            and self.kernel.has_wide_registers
            and node.entity == self.kernel.layout.inner
            and all(map(self.of_members(node, first).whole, nodes))
        )

    def of_members(self, node: ir.Aggregate, first: Place) -> Straight:
        """What can be worked out of members abreast."""
        memory = self.kernel.reads_abreast
        if not first.is_own:
            memory = replace(memory, ready=set(), begun=set())
        return Straight(ir.Each(node.entity, node.depth), memory)

    def member(self, node: ir.Aggregate, total: Any, word: Any, met: Any, leave: Any) -> None:
        """Look at one member: its predicate, then its element where it may count."""
        b = self.e.b
        predicate = Value(TRUE) if node.predicate is None else self.value(node.predicate)
        counts = b.append_basic_block()
        after = b.append_basic_block()
        self.stop_on_error(predicate, word, leave)
        b.cbranch(self.may(predicate, TRUE), counts, after)
        b.position_at_end(counts)
        element = self.value(node.element)
        self.stop_on_error(element, word, leave)
        step = {"any": self.step_any, "all": self.step_all, "sum": self.step_sum}
        step.get(node.kind, self.step_extreme)(node, predicate, element, (total, word, met), leave)
        b.branch(after)
        b.position_at_end(after)

    def stop_on_error(self, value: Value, word: Any, leave: Any) -> None:
        if value.status is None:
            return
        b = self.e.b
        failed = self.e.is_error(value)
        b.store(b.select(failed, value.status, b.load(word)), word)
        self.e.leave_if(failed, leave)

    def remember(self, word: Any, status: Any) -> None:
        """Keep the first unknown that an aggregate met."""
        b = self.e.b
        kept = b.load(word)
        b.store(b.select(b.icmp_signed("==", kept, KNOWN), status, kept), word)

    def step_any(
        self, _: ir.Aggregate, predicate: Value, element: Value, cells: Any, leave: Any
    ) -> None:
        self.decide(predicate, element, cells, leave, TRUE)

    def step_all(
        self, _: ir.Aggregate, predicate: Value, element: Value, cells: Any, leave: Any
    ) -> None:
        self.decide(predicate, element, cells, leave, FALSE)

    def decide(
        self, predicate: Value, element: Value, cells: Any, leave: Any, deciding: Any
    ) -> None:
        """One member of any/all: a sure member with the deciding value ends it."""
        b = self.e.b
        total, word, _ = cells
        decides = b.icmp_signed("==", element.value, deciding)
        sure = b.and_(b.and_(self.e.is_known(predicate), self.e.is_known(element)), decides)
        b.store(b.select(sure, deciding, b.load(total)), total)
        b.store(b.select(sure, KNOWN, b.load(word)), word)
        self.e.leave_if(sure, leave)
        harmless = b.and_(self.e.is_known(element), b.not_(decides))
        status = self.first_unknown(predicate, element)
        self.remember(word, b.select(harmless, KNOWN, status))

    def first_unknown(self, predicate: Value, element: Value) -> Any:
        """Status of the predicate where it is unknown, else of the element."""
        known = self.e.is_known(predicate)
        return self.e.b.select(known, self.e.status(element), self.e.status(predicate))

    def step_sum(
        self, _: ir.Aggregate, predicate: Value, element: Value, cells: Any, leave: Any
    ) -> None:
        b = self.e.b
        total, word, _met = cells
        sure = b.and_(self.e.is_known(predicate), self.e.is_known(element))
        added, overflowed = self.e.checked("+", b.load(total), element.value)
        failed = b.and_(sure, overflowed)
        b.store(b.select(failed, i32(OVERFLOW), b.load(word)), word)
        self.e.leave_if(failed, leave)
        b.store(b.select(sure, added, b.load(total)), total)
        nothing = b.and_(self.e.is_known(element), b.icmp_signed("==", element.value, i64(0)))
        self.remember(word, b.select(nothing, KNOWN, self.first_unknown(predicate, element)))

    def step_extreme(
        self, node: ir.Aggregate, predicate: Value, element: Value, cells: Any, _leave: Any
    ) -> None:
        b = self.e.b
        total, word, met = cells
        sure = b.and_(self.e.is_known(predicate), self.e.is_known(element))
        sign = "<" if node.kind == "min" else ">"
        better = b.icmp_signed(sign, element.value, b.load(total))
        takes = b.and_(sure, b.or_(better, b.not_(b.load(met))))
        b.store(b.select(takes, element.value, b.load(total)), total)
        b.store(b.or_(sure, b.load(met)), met)
        self.remember(word, self.first_unknown(predicate, element))


def _start(node: ir.Aggregate) -> Any:
    """What it gives before it has met a member."""
    if node.type == ir.BOOL:
        return TRUE if node.kind == "all" else FALSE
    return i64(0)


def _of_all(e: Abreast, kind: str, counts: Any, element: Any) -> tuple[Any, Any]:
    """The sum, any or all of the members that count, and whether it surely is in range."""
    b = e.b
    if kind == "sum":
        terms = b.select(counts, element, i64(0))
        return e.sum(terms), e.all_within(terms, _SMALL)
    if kind == "any":
        return e.any(b.and_(counts, element)), TRUE
    return b.not_(e.any(b.and_(counts, b.not_(element)))), TRUE
