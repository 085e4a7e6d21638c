"""Small pieces of LLVM code: values with a status, branches, loops, checked arithmetic.

A value is ``(value, status)``. Values are 64-bit integers (truth values: one bit); the status is 0
for known, the position of an unknown fact plus one, or the negated position of an error plus one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from llvmlite import ir as ll

I1, I8, I16, I32, I64, I128 = (ll.IntType(bits) for bits in (1, 8, 16, 32, 64, 128))
WORDS = I64.as_pointer()
RESULT = ll.LiteralStructType([I64, I32])

#: Status, within a kernel only, of what is not worked out: in a memo cell, and of rows abreast. It
#: counts as an error: nothing but a side that is settled before it makes it go away.
PENDING = -(2**31)
OVERFLOW, INEXACT, DIVISION, NOT_IN_FORCE, CONFLICT = -1, -2, -3, -4, -5


@dataclass(frozen=True)
class Value:
    """An LLVM value with its status; ``status`` is ``None`` when it is always known."""

    value: Any
    status: Any = None


@lru_cache(maxsize=4096)
def i64(number: int) -> ll.Constant:
    """A 64-bit constant."""
    return ll.Constant(I64, number)


@lru_cache(maxsize=4096)
def i32(number: int) -> ll.Constant:
    """A 32-bit constant."""
    return ll.Constant(I32, number)


TRUE, FALSE = ll.Constant(I1, 1), ll.Constant(I1, 0)
KNOWN = i32(0)


class Emitter:
    """A builder with the idioms of this compiler."""

    def __init__(self, function: ll.Function) -> None:
        self.function = function
        self.module = function.module
        self.entry = function.append_basic_block("entry")
        body = function.append_basic_block("body")
        self.b = ll.IRBuilder(self.entry)
        self.b.branch(body)
        self.b.position_at_end(body)

    def slot(self, kind: ll.Type, name: str = "") -> Any:
        """Stack memory, taken once on entry."""
        with self.b.goto_block(self.entry):
            self.b.position_before(self.entry.terminator)
            return self.b.alloca(kind, name=name)

    def array(self, kind: ll.Type, size: int, name: str = "") -> Any:
        """A stack array, as a pointer to its first element."""
        with self.b.goto_block(self.entry):
            self.b.position_before(self.entry.terminator)
            whole = self.b.alloca(ll.ArrayType(kind, max(size, 1)), name=name)
            return self.b.gep(whole, [i32(0), i32(0)])

    def fixed(self, pointer: Any) -> Any:
        """Load something that nobody changes while the kernel runs."""
        value = self.b.load(pointer)
        value.set_metadata("invariant.load", self.module.add_metadata([]))
        return value

    def kind(self, kind: Any) -> Any:
        """The type of values of a kind."""
        return kind

    def spread(self, value: Any) -> Any:
        """A value as one of those that this emitter's memory holds."""
        return value

    def load(self, pointer: Any) -> Any:
        """Load a cell that may have changed."""
        return self.b.load(pointer)

    def store(self, value: Any, pointer: Any) -> None:
        """Store a value in a cell."""
        self.b.store(value, pointer)

    def fixed_element(self, pointer: Any, row: Any) -> Any:
        """The element of a column at a row."""
        return self.fixed(self.at(pointer, row))

    def low_word(self, pointer: Any, row: Any) -> Any:
        """The low half of the element of a 128-bit column at a row."""
        return self.fixed(self.at(pointer, self.b.mul(row, i64(2))))

    def at(self, pointer: Any, index: Any) -> Any:
        """Address of an element."""
        return self.b.gep(pointer, [index])

    def status(self, value: Value) -> Any:
        """The status as a 32-bit value."""
        return KNOWN if value.status is None else value.status

    def is_known(self, value: Value) -> Any:
        """Whether the value is known."""
        if value.status is None:
            return TRUE
        return self.b.icmp_signed("==", value.status, KNOWN)

    def is_error(self, value: Value) -> Any:
        """Whether the value is an error."""
        if value.status is None:
            return FALSE
        return self.b.icmp_signed("<", value.status, KNOWN)

    def both(self, left: Value, right: Value) -> Any:
        """Status of an operation on two values: the first error, else the first unknown."""
        if left.status is None or right.status is None:
            return left.status if right.status is None else right.status
        first = self.b.select(self.is_known(left), right.status, left.status)
        right_fails = self.b.icmp_signed("<", right.status, KNOWN)
        left_fails = self.b.icmp_signed("<", left.status, KNOWN)
        only_right = self.b.and_(right_fails, self.b.not_(left_fails))
        return self.b.select(only_right, right.status, first)

    def failing(self, status: Any, failed: Any, code: int) -> Any:
        """``status``, or the error ``code`` where an otherwise known operation ``failed``."""
        error = self.b.select(failed, i32(code), KNOWN)
        if status is None:
            return error
        return self.b.select(self.b.icmp_signed("==", status, KNOWN), error, status)

    def checked(self, operator: str, left: Any, right: Any) -> tuple[Any, Any]:
        """A signed 64-bit operation and whether it left the range."""
        name = {"+": "sadd", "-": "ssub", "*": "smul"}[operator]
        pair = getattr(self.b, f"{name}_with_overflow")(left, right)
        return self.b.extract_value(pair, 0), self.b.extract_value(pair, 1)

    def when(self, condition: Any, then: Callable[[], Value], otherwise: Value) -> Value:
        """``then()`` where the condition holds, evaluated only there; else ``otherwise``."""
        start = self.b.block
        inside = self.b.append_basic_block()
        join = self.b.append_basic_block()
        self.b.cbranch(condition, inside, join)
        self.b.position_at_end(inside)
        value = then()
        end = self.b.block
        status = self.status(value)
        self.b.branch(join)
        self.b.position_at_end(join)
        joined = self.b.phi(value.value.type)
        joined.add_incoming(value.value, end)
        joined.add_incoming(otherwise.value, start)
        if value.status is None and otherwise.status is None:
            return Value(joined)
        word = self.b.phi(I32)
        word.add_incoming(status, end)
        word.add_incoming(self.status(otherwise), start)
        return Value(joined, word)

    @contextmanager
    def again(self, slot: Any, holds: Callable[[Any], Any]) -> Iterator[tuple[Any, Any]]:
        """While it holds of what stands in a slot; yields that and the block that leaves."""
        head, body, leave = (self.b.append_basic_block() for _ in range(3))
        self.b.branch(head)
        self.b.position_at_end(head)
        found = self.b.load(slot)
        self.b.cbranch(holds(found), body, leave)
        self.b.position_at_end(body)
        yield found, leave
        if not self.b.block.is_terminated:
            self.b.branch(head)
        self.b.position_at_end(leave)

    @contextmanager
    def loop(self, start: Any, end: Any) -> Iterator[tuple[Any, Any]]:
        """Count from ``start`` to before ``end``; yields the counter and the block that leaves."""
        counter = self.slot(start.type)
        self.b.store(start, counter)
        with self.again(counter, lambda at: self.b.icmp_signed("<", at, end)) as (index, leave):
            yield index, leave
            if not self.b.block.is_terminated:
                self.b.store(self.b.add(index, ll.Constant(index.type, 1)), counter)

    @contextmanager
    def each_bit(self, word: Any) -> Iterator[Any]:
        """The places of the bits that are set, from the lowest on."""
        left = self.slot(I64)
        self.b.store(word, left)
        with self.again(left, lambda bits: self.b.icmp_signed("!=", bits, i64(0))) as (bits, _):
            self.b.store(self.b.and_(bits, self.b.sub(bits, i64(1))), left)
            yield self.b.cttz(bits, TRUE)

    def leave_if(self, condition: Any, target: Any) -> None:
        """Jump to ``target`` where the condition holds, else go on."""
        go_on = self.b.append_basic_block()
        self.b.cbranch(condition, target, go_on)
        self.b.position_at_end(go_on)

    def bit(self, pointer: Any, row: Any) -> Any:
        """One bit of an Arrow bitmap."""
        byte = self.fixed(self.at(pointer, self.b.lshr(row, i64(3))))
        shift = self.b.trunc(self.b.and_(row, i64(7)), I8)
        return self.b.trunc(self.b.lshr(byte, shift), I1)

    def widened(self, value: Any) -> Any:
        """A truth value as 64 bits; other values as they are."""
        return self.b.zext(value, I64) if value.type == I1 else value
