"""Reading entities, facts, rules and parameters in compiled code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ansinh.engine import ir
from ansinh.engine.kernel.abreast import Abreast
from ansinh.engine.kernel.emit import (
    FALSE,
    I1,
    I8,
    I32,
    I64,
    KNOWN,
    NOT_IN_FORCE,
    PENDING,
    TRUE,
    Emitter,
    Value,
    i32,
    i64,
)
from ansinh.engine.translate import scaled

if TYPE_CHECKING:
    from ansinh.engine.kernel.module import KernelModule

#: Ordinal of 1 January 1970, from which Arrow counts days.
ARROW_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Place:
    """An entity: its row and moment, and what is unknown when nobody is there.

    Attributes:
        broken: Status where a link before the last one led to nobody; ``None`` if none can.
        nobody: Status if ``row`` is negative (the last link led to nobody); ``None`` if it cannot.
        is_own: Whether the row certainly is of the block at hand, at the moment asked about.
    """

    row: Any
    moment: Any
    broken: Any = None
    nobody: Any = None
    is_own: bool = False


@dataclass
class Places:
    """What a rule reads: emits one rule's expressions into its function."""

    kernel: KernelModule
    e: Emitter
    subject: Place
    locals: dict[str, Value] = field(default_factory=dict)
    each: dict[int, Place] = field(default_factory=dict)

    # --- entities -------------------------------------------------------------------------------

    def place(self, expression: ir.EntityExpression) -> Place:
        """Where an entity expression leads."""
        if isinstance(expression, ir.Subject):
            return self.subject
        if isinstance(expression, ir.Each):
            return self.each[expression.depth]
        of = self.place(expression.of)
        if isinstance(expression, ir.LastMonth):
            return Place(of.row, self.earlier(of.moment), of.broken, of.nobody)
        broken = self.absence(of)
        if isinstance(expression, ir.Owner):
            column = self.kernel.column(self.e, ("owner", expression.of.entity, ""))
            return Place(self.link(column, of, broken), of.moment, broken, is_own=of.is_own)
        column = self.kernel.column(self.e, ("target", expression.of.entity, expression.relation))
        row = self.link(column, of, broken)
        name = f"{expression.of.entity}.{expression.relation}"
        missing = i32(self.kernel.unknown(name))
        nobody = self.e.b.select(self.e.b.icmp_signed("<", row, i64(0)), missing, KNOWN)
        return Place(row, of.moment, broken, nobody)

    def absence(self, place: Place) -> Any:
        """Status that a read has because nobody is there; ``None`` if somebody always is."""
        if place.nobody is None:
            return place.broken
        if place.broken is None:
            return place.nobody
        is_whole = self.e.b.icmp_signed("==", place.broken, KNOWN)
        return self.e.b.select(is_whole, place.nobody, place.broken)

    def link(self, column: Any, of: Place, broken: Any) -> Any:
        """The row that a column of row numbers holds; 0 where there is nobody to ask."""
        row = of.row if broken is None else self.safe(of.row, broken)
        number = self.e.b.sext(self.e.fixed(self.e.at(self.typed(column[0], I32), row)), I64)
        return number if broken is None else self.safe(number, broken)

    def safe(self, row: Any, broken: Any) -> Any:
        """``row``, or 0 where the way to it is broken."""
        return self.e.b.select(self.e.b.icmp_signed("==", broken, KNOWN), row, i64(0))

    def typed(self, pointer: Any, kind: Any) -> Any:
        """A data pointer as a pointer to elements of ``kind``."""
        return self.e.b.inttoptr(pointer, kind.as_pointer())

    def earlier(self, moment: Any) -> Any:
        """The moment one month before; -1 before history."""
        table = self.typed(self.kernel.argument(self.e, "previous"), I64)
        is_known = self.e.b.icmp_signed(">=", moment, i64(0))
        found = self.e.fixed(self.e.at(table, self.e.b.select(is_known, moment, i64(0))))
        return self.e.b.select(is_known, found, i64(-1))

    def there(self, place: Place, read: Callable[[], Value], zero: Any) -> Value:
        """What ``read`` gives where somebody is there; else unknown."""
        absence = self.absence(place)
        if absence is None:
            return read()
        present = self.e.b.icmp_signed("==", absence, KNOWN)
        return self.e.when(present, read, Value(zero, absence))

    # --- values ---------------------------------------------------------------------------------

    def value(self, node: ir.Node) -> Value:
        """Emit the code of an expression."""
        if isinstance(self.e, Abreast) and not self.e.straight.some(node):
            return Value(FALSE if node.type == ir.BOOL else i64(0), i32(PENDING))
        method: Callable[[Any], Value] = getattr(self, f"on_{type(node).__name__}")
        return method(node)

    def on_Constant(self, node: ir.Constant) -> Value:
        if node.type.kind == "bool":
            return Value(TRUE if node.value else FALSE)
        return Value(i64(scaled(node.value)))

    def on_Today(self, _: ir.Today) -> Value:
        table = self.typed(self.kernel.argument(self.e, "dates"), I64)
        return Value(self.e.fixed(self.e.at(table, self.subject.moment)))

    def on_ReadFact(self, node: ir.ReadFact) -> Value:
        place = self.place(node.of)
        found = self.kernel.book.entities[node.of.entity].facts[node.fact]
        column = self.kernel.column(self.e, ("fact", node.of.entity, node.fact))

        def read() -> Value:
            data, validity = column
            raw = self.cell(found.type, data, place.row)
            is_valid = self.e.bit(self.typed(validity, I8), place.row)
            if not found.may_be_unknown:
                default = self.constant(found.missing.value, found.decimals)  # type: ignore[union-attr]
                return Value(self.e.b.select(is_valid, raw, default))
            unknown = i32(self.kernel.unknown(found.qualified))
            zero = FALSE if found.type == "bool" else i64(0)
            value = self.e.b.select(is_valid, raw, zero)
            return Value(value, self.e.b.select(is_valid, KNOWN, unknown))

        return self.there(place, read, FALSE if found.type == "bool" else i64(0))

    def constant(self, value: Any, decimals: int) -> Any:
        """A default value of a fact as the kernel holds it."""
        if isinstance(value, bool):
            return TRUE if value else FALSE
        return i64(int(value * 10**decimals) if decimals else scaled(value))

    def cell(self, kind: str, data: Any, row: Any) -> Any:
        """One cell of an Arrow column as the kernel's value."""
        b = self.e.b
        if kind == "bool":
            return self.e.bit(self.typed(data, I8), row)
        if kind == "rate":
            return self.e.low_word(self.typed(data, I64), row)
        width = {"int": I32, "date": I32, "choice": I8, "money": I64}[kind]
        raw = self.e.fixed_element(self.typed(data, width), row)
        if width is not I64:
            raw = b.sext(raw, I64)
        return b.add(raw, i64(ARROW_EPOCH)) if kind == "date" else raw

    def on_ReadRule(self, node: ir.ReadRule) -> Value:
        place = self.place(node.of)
        zero = FALSE if node.type == ir.BOOL else i64(0)

        def read() -> Value:
            key = f"{node.of.entity}.{node.rule}"
            found = self.kernel.call(self.e, key, place)
            return Value(self.narrowed(found.value, node.type), found.status)

        return self.there(place, read, zero)

    def narrowed(self, value: Any, kind: ir.Type) -> Any:
        """A 64-bit result as the value of its type."""
        return self.e.b.trunc(value, I1) if kind == ir.BOOL else value

    def on_Exists(self, node: ir.Exists) -> Value:
        place = self.place(node.of)
        column = self.kernel.column(self.e, ("target", node.of.entity, node.relation))

        def read() -> Value:
            row = self.e.fixed(self.e.at(self.typed(column[0], I32), place.row))
            return Value(self.e.b.icmp_signed(">=", row, i32(0)))

        return self.there(place, read, FALSE)

    def on_SameEntity(self, node: ir.SameEntity) -> Value:
        left, right = self.place(node.left), self.place(node.right)
        same = self.e.b.icmp_signed("==", left.row, right.row)
        somebody = self.e.b.icmp_signed(">=", left.row, i64(0))
        status = self.e.both(Value(same, left.broken), Value(same, right.broken))
        return Value(self.e.b.and_(same, somebody), status)

    def on_Count(self, node: ir.Count) -> Value:
        place = self.place(node.of)

        def read() -> Value:
            start, end = self.range(node.entity, place)
            return Value(self.e.b.sub(end, start))

        return self.there(place, read, i64(0))

    def range(self, entity: str, place: Place) -> tuple[Any, Any]:
        """First row and row after the last of what an owner owns."""
        column = self.kernel.column(self.e, ("offsets", entity, ""))
        table = self.typed(column[0], I64)
        start = self.e.fixed_element(table, place.row)
        end = self.e.fixed_element(table, self.e.b.add(place.row, i64(1)))
        return start, end

    # --- parameters -----------------------------------------------------------------------------

    def on_ReadParameter(self, node: ir.ReadParameter) -> Value:
        slot = self.kernel.slots[node.path]
        width = self.kernel.layout.parameter_words
        base = self.e.b.add(self.e.b.mul(self.subject.moment, i64(width)), i64(slot.start))
        if node.index is None:
            return self.parameter(base)
        index = self.value(node.index)
        if isinstance(self.e, Abreast):
            found = self.taken(node.shape, base, index.value, slot.size)
        elif node.shape == "by_choice":
            found = self.parameter(self.e.b.add(base, index.value))
        else:
            found = self.bracket(base, index.value, slot.size)
        if index.status is None:
            return found
        known = self.e.is_known(index)  # an unknown index has no bracket and no key to miss
        return Value(found.value, self.e.b.select(known, self.e.status(found), index.status))

    def parameter(self, place: Any) -> Value:
        values = self.typed(self.kernel.argument(self.e, "parameters"), I64)
        present = self.typed(self.kernel.argument(self.e, "present"), I8)
        is_there = self.e.b.icmp_signed("!=", self.e.fixed(self.e.at(present, place)), I8(0))
        status = self.e.b.select(is_there, KNOWN, i32(NOT_IN_FORCE))
        return Value(self.e.fixed(self.e.at(values, place)), status)

    def taken(self, shape: str, base: Any, index: Any, size: int) -> Value:
        """The value of a choice or bracket where every row has its own: all are looked at."""
        b = self.e.b
        thresholds = self.typed(self.kernel.argument(self.e, "parameters"), I64)
        value, status = i64(0), i32(NOT_IN_FORCE)
        for number in range(size):
            if shape == "by_choice":
                found, holds = b.add(base, i64(number)), b.icmp_signed("==", index, i64(number))
            else:
                found = b.add(base, i64(number + size))
                threshold = self.e.fixed(self.e.at(thresholds, b.add(base, i64(number))))
                holds = b.icmp_signed("<=", threshold, index)
            one = self.parameter(found)
            value, status = b.select(holds, one.value, value), b.select(holds, one.status, status)
        return Value(value, status)

    def bracket(self, base: Any, number: Any, size: int) -> Value:
        """The value of the last threshold at or below ``number``; thresholds stand first."""
        thresholds = self.typed(self.kernel.argument(self.e, "parameters"), I64)
        reached = self.e.slot(I64)
        self.e.b.store(i64(0), reached)
        with self.e.loop(i64(0), i64(size)) as (index, leave):
            at = self.e.fixed(self.e.at(thresholds, self.e.b.add(base, index)))
            self.e.leave_if(self.e.b.icmp_signed(">", at, number), leave)
            self.e.b.store(self.e.b.add(index, i64(1)), reached)
        count = self.e.b.load(reached)
        is_below = self.e.b.icmp_signed("==", count, i64(0))
        last = self.e.b.select(is_below, i64(0), self.e.b.sub(count, i64(1)))
        found = self.parameter(self.e.b.add(base, self.e.b.add(last, i64(size))))
        status = self.e.b.select(is_below, i32(NOT_IN_FORCE), self.e.status(found))
        return Value(found.value, status)
