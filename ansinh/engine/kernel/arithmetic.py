"""Exact arithmetic in compiled code: checked, scaled, rounded by name."""

from __future__ import annotations

from typing import Any

from ansinh.engine import ir
from ansinh.engine.kernel.dates import Day
from ansinh.engine.kernel.emit import DIVISION, I64, I128, INEXACT, OVERFLOW, Value, i64
from ansinh.engine.kernel.places import Places

_INT64 = range(-(2**63), 2**63)


def _signed(word: int) -> int:
    """A 64-bit word as a signed number."""
    return word - 2**64 if word >= 2**63 else word


class Numbers(Places):
    """Adds numbers and dates to what a rule reads."""

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
            divisor = 10**node.value.type.scale * node.to
            if node.mode == "exact" and divisor in _INT64:
                return self.exact_quotient(value, divisor, node.to)
            over, under, status = value.value, i64(1), value.status
            more, less = 0, node.value.type.scale
        top = self.arithmetic("*", Value(over, status), Value(i64(10**more)))
        bottom = self.arithmetic("*", Value(under, top.status), Value(i64(10**less)))
        bottom = self.arithmetic("*", bottom, Value(i64(node.to)))
        return self.quotient(node.mode, top.value, bottom, node.to)

    def exact_quotient(self, over: Value, divisor: int, to: int) -> Value:
        """``over / divisor * to``, an error where something is left.

        What is divisible by an odd number is divided by it by multiplying with its inverse.
        """
        b = self.e.b
        rest = b.srem(over.value, i64(divisor))
        status = self.e.failing(over.status, b.icmp_signed("!=", rest, i64(0)), INEXACT)
        twos = (divisor & -divisor).bit_length() - 1
        halved = b.ashr(over.value, i64(twos))
        found = Value(b.mul(halved, i64(_signed(pow(divisor >> twos, -1, 2**64)))), status)
        return found if to == 1 else self.arithmetic("*", found, Value(i64(to)))

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

    def argument(self, node: ir.Node) -> Value:
        """An argument of a date function; a date that everybody shares comes split."""
        same = self.kernel.uniform(self.e, node, self.subject.moment)
        if same is None:
            return self.value(node)
        value, *parts = same
        return Value(Day(value, tuple(parts)))

    def on_DateCall(self, node: ir.DateCall) -> Value:
        same = self.kernel.uniform(self.e, node, self.subject.moment)
        if same is not None:
            return Value(same[0])
        arguments = [self.argument(argument) for argument in node.arguments]
        status = arguments[0].status
        for argument in arguments[1:]:
            status = self.e.both(Value(None, status), argument)
        values = [argument.value for argument in arguments]
        return Value(self.kernel.dates.call(self.e, node.function, values), status)

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
