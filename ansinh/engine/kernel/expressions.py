"""From intermediate form to LLVM code, one function a rule.

Every rule becomes a function of (arguments, row, moment), where a moment is a place in the table of
dates. The code mirrors, node by node, what :mod:`ansinh.engine.evaluate` does with one household.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ansinh.engine import ir
from ansinh.engine.kernel.emit import (
    CONFLICT,
    DIVISION,
    FALSE,
    I1,
    I8,
    I32,
    I64,
    I128,
    INEXACT,
    KNOWN,
    NOT_IN_FORCE,
    OVERFLOW,
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
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True)
class Place:
    """An entity: its row and moment, and what is unknown when nobody is there.

    Attributes:
        broken: Status where a link before the last one led to nobody; ``None`` if none can.
        nobody: Status if ``row`` is negative (the last link led to nobody); ``None`` if it cannot.
    """

    row: Any
    moment: Any
    broken: Any = None
    nobody: Any = None


@dataclass
class Optional:
    """What an exception says: whether it applies, and its value where it does."""

    applies: Value
    value: Value | None


@dataclass
class Expressions:
    """Emits one rule's expressions into its function."""

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
            return Place(self.link(column, of, broken), of.moment, broken)
        column = self.kernel.column(self.e, ("target", expression.of.entity, expression.relation))
        row = self.link(column, of, broken)
        name = f"{expression.of.entity}.{expression.relation}"
        missing = i32(self.kernel.unknown(name))
        nobody = self.e.b.select(self.e.b.icmp_signed("<", row, i64(0)), missing, KNOWN)
        return Place(row, of.moment, broken, nobody)

    def absence(self, place: Place) -> Any:
        """Status that reading anything at a place has because nobody is there; ``None`` if never."""
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
            return self.e.fixed(self.e.at(self.typed(data, I64), b.mul(row, i64(2))))
        width = {"int": I32, "date": I32, "choice": I8, "money": I64}[kind]
        raw = self.e.fixed(self.e.at(self.typed(data, width), row))
        if width is not I64:
            raw = b.sext(raw, I64)
        return b.add(raw, i64(ARROW_EPOCH)) if kind == "date" else raw

    def on_ReadRule(self, node: ir.ReadRule) -> Value:
        place = self.place(node.of)
        zero = FALSE if node.type == ir.BOOL else i64(0)

        def read() -> Value:
            key = f"{node.of.entity}.{node.rule}"
            found = self.kernel.call(self.e, key, place.row, place.moment)
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
        start = self.e.fixed(self.e.at(table, place.row))
        end = self.e.fixed(self.e.at(table, self.e.b.add(place.row, i64(1))))
        return start, end

    # --- parameters -----------------------------------------------------------------------------

    def on_ReadParameter(self, node: ir.ReadParameter) -> Value:
        slot = self.kernel.slots[node.path]
        width = self.kernel.layout.parameter_words
        base = self.e.b.add(self.e.b.mul(self.subject.moment, i64(width)), i64(slot.start))
        if node.index is None:
            return self.parameter(base)
        index = self.value(node.index)
        if node.shape == "by_choice":
            found = self.parameter(self.e.b.add(base, index.value))
        else:
            found = self.bracket(base, index.value, slot.size)
        return Value(found.value, self.e.both(index, found))

    def parameter(self, place: Any) -> Value:
        values = self.typed(self.kernel.argument(self.e, "parameters"), I64)
        present = self.typed(self.kernel.argument(self.e, "present"), I8)
        is_there = self.e.b.icmp_signed(
            "!=", self.e.fixed(self.e.at(present, place)), I8(0)
        )
        status = self.e.b.select(is_there, KNOWN, i32(NOT_IN_FORCE))
        return Value(self.e.fixed(self.e.at(values, place)), status)

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

    # --- arithmetic -----------------------------------------------------------------------------

    def on_Rescale(self, node: ir.Rescale) -> Value:
        value = self.value(node.value)
        power = 10 ** (node.type.scale - node.value.type.scale)
        if power == 1:
            return value
        return self.arithmetic("*", value, Value(i64(power)))

    def on_Negate(self, node: ir.Negate) -> Value:
        return self.arithmetic("-", Value(i64(0)), self.value(node.value))

    def on_Arithmetic(self, node: ir.Arithmetic) -> Value:
        return self.arithmetic(node.operator, self.value(node.left), self.value(node.right))

    def arithmetic(self, operator: str, left: Value, right: Value) -> Value:
        result, overflowed = self.e.checked(operator, left.value, right.value)
        return Value(result, self.e.failing(self.e.both(left, right), overflowed, OVERFLOW))

    def on_Extreme(self, node: ir.Extreme) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        sign = "<=" if node.which == "min" else ">="
        first = self.e.b.icmp_signed(sign, left.value, right.value)
        value = self.e.b.select(first, left.value, right.value)
        return Value(value, self.e.both(left, right))

    def parts(self, node: ir.Ratio) -> tuple[Any, Any, Any]:
        """Numerator, denominator (never 0) and status of a ratio."""
        left, right = self.value(node.left), self.value(node.right)
        is_zero = self.e.b.icmp_signed("==", right.value, i64(0))
        status = self.e.failing(self.e.both(left, right), is_zero, DIVISION)
        return left.value, self.e.b.select(is_zero, i64(1), right.value), status

    def on_Round(self, node: ir.Round) -> Value:
        if isinstance(node.value, ir.Ratio):
            over, under, status = self.parts(node.value)
            numerator, denominator = node.value.left.type.scale, node.value.right.type.scale
            more, less = max(0, denominator - numerator), max(0, numerator - denominator)
        else:
            value = self.value(node.value)
            over, under, status = value.value, i64(1), value.status
            more, less = 0, node.value.type.scale
        top = self.arithmetic("*", Value(over, status), Value(i64(10**more)))
        bottom = self.arithmetic("*", Value(under, top.status), Value(i64(10**less)))
        bottom = self.arithmetic("*", bottom, Value(i64(node.to)))
        return self.quotient(node.mode, top.value, bottom, node.to)

    def quotient(self, mode: str, over: Any, under: Value, to: int) -> Value:
        """``over / under`` by magnitude, rounded by name, with its sign, times ``to``."""
        b = self.e.b
        is_zero = b.icmp_signed("==", under.value, i64(0))
        divisor = b.select(is_zero, i64(1), under.value)
        minus = b.xor(b.icmp_signed("<", over, i64(0)), b.icmp_signed("<", divisor, i64(0)))
        n, d = self.magnitude(over), self.magnitude(divisor)
        whole, rest = b.udiv(n, d), b.urem(n, d)
        status = under.status
        if mode == "exact":
            status = self.e.failing(status, b.icmp_unsigned("!=", rest, i64(0)), INEXACT)
        elif mode == "round_up":
            whole = b.add(whole, b.zext(b.icmp_unsigned("!=", rest, i64(0)), I64))
        elif mode == "round_half_up":
            is_half = b.icmp_unsigned(">=", rest, b.sub(d, rest))
            whole = b.add(whole, b.zext(is_half, I64))
        signed = b.select(minus, b.sub(i64(0), whole), whole)
        return self.arithmetic("*", Value(signed, status), Value(i64(to)))

    def magnitude(self, number: Any) -> Any:
        is_negative = self.e.b.icmp_signed("<", number, i64(0))
        return self.e.b.select(is_negative, self.e.b.sub(i64(0), number), number)

    def on_DateCall(self, node: ir.DateCall) -> Value:
        arguments = [self.value(argument) for argument in node.arguments]
        status = arguments[0].status
        for argument in arguments[1:]:
            status = self.e.both(Value(None, status), argument)
        values = [argument.value for argument in arguments]
        return Value(self.kernel.dates.call(self.e, node.function, values), status)

    # --- logic ----------------------------------------------------------------------------------

    def on_Compare(self, node: ir.Compare) -> Value:
        if "ratio" in (node.left.type.kind, node.right.type.kind):
            return self.compare_ratios(node)
        left, right = self.value(node.left), self.value(node.right)
        result = self.e.b.icmp_signed(node.operator, left.value, right.value)
        return Value(result, self.e.both(left, right))

    def compare_ratios(self, node: ir.Compare) -> Value:
        """Cross-multiplied in 128 bits, so exact."""
        n1, d1, s1, numerator1, denominator1 = self.side(node.left)
        n2, d2, s2, numerator2, denominator2 = self.side(node.right)
        power = denominator1 + numerator2 - denominator2 - numerator1
        left, right = self.e.b.mul(n1, d2), self.e.b.mul(n2, d1)
        left = self.e.b.mul(left, I128(10 ** max(0, power)))
        right = self.e.b.mul(right, I128(10 ** max(0, -power)))
        status = self.e.both(Value(None, s1), Value(None, s2))
        return Value(self.e.b.icmp_signed(node.operator, left, right), status)

    def side(self, node: ir.Node) -> tuple[Any, Any, Any, int, int]:
        """Numerator, positive denominator, status and both scales of one side, in 128 bits."""
        b = self.e.b
        if not isinstance(node, ir.Ratio):
            value = self.value(node)
            return b.sext(value.value, I128), I128(1), value.status, node.type.scale, 0
        over, under, status = self.parts(node)
        n, d = b.sext(over, I128), b.sext(under, I128)
        minus = b.icmp_signed("<", under, i64(0))
        n, d = (b.select(minus, b.sub(I128(0), x), x) for x in (n, d))
        return n, d, status, node.left.type.scale, node.right.type.scale

    def on_Not(self, node: ir.Not) -> Value:
        value = self.value(node.value)
        return Value(self.e.b.not_(value.value), value.status)

    def on_And(self, node: ir.And) -> Value:
        return self.connective(node.left, node.right, deciding=FALSE)

    def on_Or(self, node: ir.Or) -> Value:
        return self.connective(node.left, node.right, deciding=TRUE)

    def connective(self, first: ir.Node, second: ir.Node, deciding: Any) -> Value:
        """Kleene and/or: ``deciding`` is the value that one known side settles it with."""
        left = self.value(first)
        b = self.e.b
        decides = b.icmp_signed("==", left.value, deciding)
        settled = b.and_(decides, self.e.is_known(left))
        go_on = b.not_(b.or_(settled, self.e.is_error(left)))

        def other() -> Value:
            right = self.value(second)
            if left.status is None:
                return right
            known = self.e.is_known(right)
            right_decides = b.and_(known, b.icmp_signed("==", right.value, deciding))
            keeps_left = b.and_(
                b.not_(self.e.is_known(left)),
                b.not_(b.or_(right_decides, self.e.is_error(right))),
            )
            status = b.select(keeps_left, left.status, self.e.status(right))
            return Value(right.value, status)

        return self.e.when(go_on, other, left)

    def on_If(self, node: ir.If) -> Value:
        condition = self.value(node.condition)
        zero = FALSE if node.type == ir.BOOL else i64(0)
        nothing = Value(zero)
        saved = dict(self.locals)
        then = self.e.when(self.may(condition, TRUE), lambda: self.value(node.then), nothing)
        self.locals = dict(saved)
        orelse = self.e.when(self.may(condition, FALSE), lambda: self.value(node.orelse), nothing)
        self.locals = saved
        return self.merged(condition, then, orelse)

    def may(self, condition: Value, side: Any) -> Any:
        """Whether the branch for ``side`` has to be looked at: not if it is known otherwise."""
        b = self.e.b
        takes = b.icmp_signed("==", condition.value, side)
        if condition.status is None:
            return takes
        is_unknown = b.icmp_signed(">", condition.status, KNOWN)
        return b.or_(is_unknown, b.and_(self.e.is_known(condition), takes))

    def merged(self, condition: Value, then: Value, orelse: Value) -> Value:
        """Both sides of a branch put together under its condition."""
        b = self.e.b
        value = b.select(condition.value, then.value, orelse.value)
        if condition.status is None:
            if then.status is None and orelse.status is None:
                return Value(value)
            return Value(
                value, b.select(condition.value, self.e.status(then), self.e.status(orelse))
            )
        chosen = b.select(condition.value, self.e.status(then), self.e.status(orelse))
        agree = b.and_(self.e.is_known(then), self.e.is_known(orelse))
        agree = b.and_(agree, b.icmp_signed("==", then.value, orelse.value))
        failed = b.select(self.e.is_error(then), self.e.status(then), self.e.status(orelse))
        fails = b.or_(self.e.is_error(then), self.e.is_error(orelse))
        both = b.select(fails, failed, b.select(agree, KNOWN, condition.status))
        is_unknown = b.icmp_signed(">", condition.status, KNOWN)
        value = b.select(b.and_(is_unknown, agree), then.value, value)
        status = b.select(self.e.is_known(condition), chosen, condition.status)
        return Value(value, b.select(is_unknown, both, status))

    def on_Let(self, node: ir.Let) -> Value:
        bound = self.value(node.value)
        self.locals = {**self.locals, node.name: bound}
        zero = FALSE if node.type == ir.BOOL else i64(0)
        if bound.status is None:
            return self.value(node.body)
        ok = self.e.b.not_(self.e.is_error(bound))
        return self.e.when(ok, lambda: self.value(node.body), Value(zero, bound.status))

    def on_Local(self, node: ir.Local) -> Value:
        return self.locals[node.name]

    # --- aggregates -----------------------------------------------------------------------------

    def on_Aggregate(self, node: ir.Aggregate) -> Value:
        place = self.place(node.of)
        zero = FALSE if node.type == ir.BOOL else i64(0)
        return self.there(place, lambda: self.aggregate(node, place), zero)

    def aggregate(self, node: ir.Aggregate, place: Place) -> Value:
        b = self.e.b
        start, end = self.range(node.entity, place)
        kind = I1 if node.type == ir.BOOL else I64
        total, word, met = self.e.slot(kind), self.e.slot(I32), self.e.slot(I1)
        b.store(TRUE if node.kind == "all" else kind(0), total)
        b.store(KNOWN, word)
        b.store(FALSE, met)
        with self.e.loop(start, end) as (row, leave):
            self.each[node.depth] = Place(row, place.moment)
            saved = dict(self.locals)
            self.member(node, total, word, met, leave)
            self.locals = saved
            del self.each[node.depth]
        result = Value(b.load(total), b.load(word))
        if node.default is None:
            return result
        nobody = b.and_(self.e.is_known(result), b.not_(b.load(met)))
        return self.e.when(nobody, lambda: self.value(node.default), result)  # type: ignore[arg-type]

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
        nothing = b.and_(
            self.e.is_known(element), b.icmp_signed("==", element.value, i64(0))
        )
        self.remember(word, b.select(nothing, KNOWN, self.first_unknown(predicate, element)))

    def step_extreme(
        self, node: ir.Aggregate, predicate: Value, element: Value, cells: Any, leave: Any
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

    # --- exceptions -----------------------------------------------------------------------------

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

    def error_of(self, value: Value) -> Any:
        """The status where it is an error, else known."""
        if value.status is None:
            return None
        return self.e.b.select(self.e.is_error(value), value.status, KNOWN)

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
            (then, orelse.value), (orelse, then.value),
        )
        for side, other in sides:
            never = self.e.b.and_(
                self.e.is_known(side.applies), self.e.b.not_(side.applies.value)
            )
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
        for cell, start in ((applies, FALSE), (applies_word, KNOWN), (value, value_type(0)),
                            (value_word, KNOWN)):
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


def combine(
    e: Emitter, found: list[Optional], general: Callable[[], Value], zero: Any
) -> Value:
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
