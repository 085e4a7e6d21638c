"""Rows abreast: the code of one rule for eight rows at once, on processors with wide registers.

A rule that only reads its own row, computes and chooses has no need to branch: both sides of a
choice are worked out and one is taken. Its code is then the same with vectors in the place of
numbers, which the builder here sees to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite import ir as ll

from ansinh.engine.kernel.emit import I1, I8, I16, I32, I64, Emitter, Value, i32, i64
from ansinh.engine.kernel.straight import Straight

LANES = 8
_DOUBLE = ll.DoubleType()
_CASTS = ("zext", "sext", "trunc", "sitofp")
_ELEMENTWISE = (
    *("add", "sub", "mul", "udiv", "urem", "sdiv", "srem", "shl", "lshr", "ashr"),
    *("and_", "or_", "xor", "select", "icmp_signed", "icmp_unsigned"),
    *("fsub", "fmul", "fcmp_ordered"),
)


class Abreast(Emitter):
    """An emitter whose values may be of eight rows: that at hand and those after it.

    It goes on where ``e`` is; what all rows share stays a single number.

    Args:
        e: The emitter of the function.
        left: How many rows are left, at least one; only the lanes of these are read and written.
        straight: What can be worked out abreast; all else is :data:`PENDING`.
    """

    def __init__(self, e: Emitter, left: Any, straight: Straight) -> None:
        self.straight = straight
        self.function, self.module, self.entry = e.function, e.module, e.entry
        self.b = _Builder(e.b)
        is_tail = self.b.icmp_signed("<", left, i64(LANES))
        self._last = self.b.sub(self.b.select(is_tail, left, i64(LANES)), i64(1))
        lanes = ll.Constant(ll.VectorType(I64, LANES), list(range(LANES)))
        self.mask = self.b.icmp_signed("<", lanes, left)

    @contextmanager
    def inside(self, straight: Straight) -> Iterator[None]:
        """Emit another rule where it is read."""
        outer, self.straight = self.straight, straight
        yield
        self.straight = outer

    def kind(self, kind: Any) -> Any:
        return _wide(kind)

    def spread(self, value: Any) -> Any:
        return self.b.spread(value)

    def load(self, pointer: Any) -> Any:
        return self._masked_load(pointer, self.mask)

    def fixed_element(self, pointer: Any, row: Any) -> Any:
        return self.load(self.at(pointer, row))

    def low_word(self, pointer: Any, row: Any) -> Any:
        twice = [lane // 2 for lane in range(2 * LANES)]
        mask = self.b.shuffle_vector(self.mask, self.mask, _numbers(twice))
        words = self._masked_load(self.at(pointer, self.b.mul(row, i64(2))), mask)
        return self.b.shuffle_vector(words, words, _numbers(list(range(0, 2 * LANES, 2))))

    def bit(self, pointer: Any, row: Any) -> Any:
        ends = (row, self.b.add(row, self._last))
        low, high = (self.fixed(self.at(pointer, self.b.lshr(end, i64(3)))) for end in ends)
        both = self.b.or_(self.b.zext(low, I16), self.b.shl(self.b.zext(high, I16), I16(8)))
        shift = self.b.trunc(self.b.and_(row, i64(7)), I16)
        return self.b.bitcast(self.b.trunc(self.b.lshr(both, shift), I8), _wide(I1))

    def store(self, value: Any, pointer: Any) -> None:
        value = self.b.spread(value)
        pointer = self.b.bitcast(pointer, value.type.as_pointer())
        kinds = [value.type, pointer.type, I32, self.mask.type]
        function = self._intrinsic("masked.store", value.type, ll.VoidType(), kinds)
        align = i32(value.type.element.width // 8)
        self.b.call(function, [value, pointer, align, self.mask])

    def widened(self, value: Any) -> Any:
        kind = value.type.element if isinstance(value.type, ll.VectorType) else value.type
        return self.b.zext(value, I64) if kind == I1 else value

    def when(self, condition: Any, then: Callable[[], Value], otherwise: Value) -> Value:
        value = then()
        chosen = self.b.select(condition, value.value, otherwise.value)
        if value.status is None and otherwise.status is None:
            return Value(chosen)
        statuses = self.status(value), self.status(otherwise)
        return Value(chosen, self.b.select(condition, *statuses))

    def checked(self, operator: str, left: Any, right: Any) -> tuple[Any, Any]:
        """A signed 64-bit operation and whether it left the range.

        A product that wraps round is off by a multiple of 2⁶⁴, and floating point, off by some
        units in 2⁵³ of the product, tells that from none.
        """
        b = self.b
        if not any(isinstance(value.type, ll.VectorType) for value in (left, right)):
            return super().checked(operator, left, right)
        if operator == "*":
            result = b.mul(left, right)
            numbers = (b.sitofp(value, _DOUBLE) for value in (left, right))
            off = b.fsub(b.fmul(*numbers), b.sitofp(result, _DOUBLE))
            above = b.fcmp_ordered(">=", off, _DOUBLE(2.0**63))
            return result, b.or_(above, b.fcmp_ordered("<=", off, _DOUBLE(-(2.0**63))))
        result = (b.add if operator == "+" else b.sub)(left, right)
        crossed = b.xor(left, right if operator == "-" else result)
        signs = b.and_(crossed, b.xor(right if operator == "+" else left, result))
        return result, b.icmp_signed("<", signs, i64(0))

    def any(self, condition: Any) -> Any:
        """Whether it holds in some lane."""
        return self.b.icmp_signed("!=", self.bits(condition), i64(0))

    def bits(self, condition: Any) -> Any:
        """A word of one bit a lane."""
        return self.b.zext(self.b.bitcast(self.spread(condition), I8), I64)

    def all_within(self, value: Any, power: int) -> Any:
        """Whether the numbers of all lanes are from -2**power to before 2**power."""
        magnitude = self.b.xor(value, self.b.ashr(value, i64(63)))
        return self.b.not_(self.any(self.b.icmp_signed(">=", magnitude, i64(1 << power))))

    def sum(self, value: Any) -> Any:
        """The lanes added up."""
        function = self._intrinsic("vector.reduce.add", value.type, I64, [value.type], "")
        return self.b.call(function, [value])

    def _masked_load(self, pointer: Any, mask: Any) -> Any:
        kind = ll.VectorType(pointer.type.pointee, mask.type.count)
        pointer = self.b.bitcast(pointer, kind.as_pointer())
        function = self._intrinsic("masked.load", kind, kind, [pointer.type, I32, mask.type, kind])
        align = i32(kind.element.width // 8)
        return self.b.call(function, [pointer, align, mask, ll.Constant(kind, None)])

    def _intrinsic(
        self, name: str, kind: Any, returns: Any, arguments: list[Any], suffix: str = ".p0"
    ) -> Any:
        name = f"llvm.{name}.v{kind.count}i{kind.element.width}{suffix}"
        known = self.module.globals.get(name)
        return known or ll.Function(self.module, ll.FunctionType(returns, arguments), name)


class _Builder:
    """A builder whose operations spread single numbers over the lanes of vectors they meet."""

    def __init__(self, builder: Any) -> None:
        self._builder = builder

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._builder, name)
        if name in _CASTS:
            self.__dict__[name] = lambda value, kind: found(value, _as_wide(kind, value))
        elif name in _ELEMENTWISE:
            self.__dict__[name] = lambda *operands: found(*self._alike(operands))
        else:
            return found
        return self.__dict__[name]

    def spread(self, value: Any) -> Any:
        """A number in every lane."""
        if isinstance(value.type, ll.VectorType):
            return value
        if isinstance(value, ll.Constant):
            return _InEveryLane(value)
        nothing = ll.Constant(_wide(value.type), ll.Undefined)
        one = self._builder.insert_element(nothing, value, i32(0))
        return self._builder.shuffle_vector(one, one, _numbers([0] * LANES))

    def _alike(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        values = [operand for operand in operands if not isinstance(operand, str)]
        if not any(isinstance(value.type, ll.VectorType) for value in values):
            return operands
        return tuple(o if isinstance(o, str) else self.spread(o) for o in operands)


def _as_wide(kind: Any, value: Any) -> Any:
    return _wide(kind) if isinstance(value.type, ll.VectorType) else kind


def _wide(kind: Any) -> Any:
    return ll.VectorType(kind, LANES)


class _InEveryLane(ll.Constant):  # type: ignore[misc]
    """A constant in every lane."""

    def __init__(self, constant: ll.Constant) -> None:
        self.type, self.constant = _wide(constant.type), constant

    def _get_reference(self) -> str:
        return f"splat ({self.constant})"


def _numbers(numbers: list[int]) -> ll.Constant:
    return ll.Constant(ll.VectorType(I32, len(numbers)), numbers)
