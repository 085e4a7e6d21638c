"""The functions of :mod:`ansinh.engine.dates` on proleptic Gregorian day numbers.

Day numbers are those of ``date.toordinal``. The split into year, month and day counts from 1 March
of year 0, which puts the leap day at the end of the counted year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from llvmlite import ir as ll

from ansinh.engine.kernel.emit import I32, I64, Emitter, i32, i64

_LAST_DAY = 3_652_059
_CIVIL = ll.LiteralStructType([I64, I64, I64])


@dataclass(frozen=True)
class Day:
    """A day number with its year, month and day."""

    number: Any
    parts: tuple[Any, ...]


def _number(day: Any) -> Any:
    return day.number if isinstance(day, Day) else day


class DateFunctions:
    """Emits calls of date functions; the split and its inverse are functions of the module."""

    def __init__(self, module: ll.Module) -> None:
        self.split_function = _define_split(module)
        self.join_function = _define_join(module)

    def split(self, e: Emitter, day: Any) -> tuple[Any, Any, Any]:
        """Year, month and day of a day number."""
        if isinstance(day, Day):
            return day.parts[0], day.parts[1], day.parts[2]
        if isinstance(day.type, ll.VectorType):
            return _split(e.b, day)
        parts = e.b.call(self.split_function, [day])
        return tuple(e.b.extract_value(parts, n) for n in range(3))

    def join(self, e: Emitter, year: Any, month: Any, day: Any) -> Any:
        """Day number of a year, month and day."""
        return e.b.call(self.join_function, [year, month, day])

    def call(self, e: Emitter, name: str, arguments: list[Any]) -> Any:
        """The value of one date function."""
        return getattr(self, name)(e, *arguments)

    def days_between(self, e: Emitter, start: Any, end: Any) -> Any:
        return e.b.sub(_number(end), _number(start))

    def months_between(self, e: Emitter, start: Any, end: Any) -> Any:
        y0, m0, d0 = self.split(e, start)
        y1, m1, d1 = self.split(e, end)
        years = e.b.mul(e.b.sub(y1, y0), i64(12))
        months = e.b.add(years, e.b.sub(m1, m0))
        return e.b.sub(months, e.b.zext(e.b.icmp_signed("<", d1, d0), I64))

    def years_between(self, e: Emitter, start: Any, end: Any) -> Any:
        y0, m0, d0 = self.split(e, start)
        y1, m1, d1 = self.split(e, end)
        place0 = e.b.add(e.b.mul(m0, i64(32)), d0)
        place1 = e.b.add(e.b.mul(m1, i64(32)), d1)
        return e.b.sub(e.b.sub(y1, y0), e.b.zext(e.b.icmp_signed("<", place1, place0), I64))

    def add_months(self, e: Emitter, day: Any, months: Any) -> Any:
        year, month, number = self.split(e, day)
        index = e.b.add(e.b.add(e.b.mul(year, i64(12)), e.b.sub(month, i64(1))), months)
        index = _clamped(e, index, 12, 9999 * 12 + 11)
        year, month = e.b.sdiv(index, i64(12)), e.b.add(e.b.srem(index, i64(12)), i64(1))
        last = _days_in_month(e, year, month)
        number = e.b.select(e.b.icmp_signed("<", number, last), number, last)
        return self.join(e, year, month, number)

    def add_years(self, e: Emitter, day: Any, years: Any) -> Any:
        return self.add_months(e, day, e.b.mul(years, i64(12)))

    def add_days(self, e: Emitter, day: Any, days: Any) -> Any:
        return _clamped(e, e.b.add(_number(day), days), 1, _LAST_DAY)

    def first_of_month(self, e: Emitter, day: Any) -> Any:
        number = self.split(e, day)[2]
        return e.b.add(e.b.sub(_number(day), number), i64(1))

    def first_of_next_month(self, e: Emitter, day: Any) -> Any:
        return self.add_months(e, self.first_of_month(e, day), i64(1))

    def year_of(self, e: Emitter, day: Any) -> Any:
        return self.split(e, day)[0]

    def month_of(self, e: Emitter, day: Any) -> Any:
        return self.split(e, day)[1]


def _clamped(e: Emitter, value: Any, least: int, most: int) -> Any:
    value = e.b.select(e.b.icmp_signed("<", value, i64(least)), i64(least), value)
    return e.b.select(e.b.icmp_signed(">", value, i64(most)), i64(most), value)


def _days_in_month(e: Emitter, year: Any, month: Any) -> Any:
    def divides(number: int) -> Any:
        return e.b.icmp_signed("==", e.b.srem(year, i64(number)), i64(0))

    leap = e.b.or_(e.b.and_(divides(4), e.b.not_(divides(100))), divides(400))
    february = e.b.add(i64(28), e.b.zext(leap, I64))
    after_july = e.b.icmp_signed(">", month, i64(7))
    odd = e.b.and_(e.b.add(month, e.b.zext(after_july, I64)), i64(1))
    return e.b.select(e.b.icmp_signed("==", month, i64(2)), february, e.b.add(i64(30), odd))


def _function(module: ll.Module, name: str, returns: ll.Type, arguments: int) -> ll.Function:
    function = ll.Function(module, ll.FunctionType(returns, [I64] * arguments), name)
    function.linkage = "internal"
    return function


def _define_split(module: ll.Module) -> ll.Function:
    function = _function(module, "split_date", _CIVIL, 1)
    e = Emitter(function)
    parts: Any = ll.Constant(_CIVIL, ll.Undefined)
    for number, part in enumerate(_split(e.b, function.args[0])):
        parts = e.b.insert_value(parts, part, number)
    e.b.ret(parts)
    return function


def _split(b: Any, day: Any) -> tuple[Any, Any, Any]:
    """Year, month and day of a day number; most divisions are multiplications.

    Source: Neri and Schneider, Euclidean affine functions and their application to calendar
    algorithms, Software: Practice and Experience 53 (2023).
    """
    days = b.trunc(b.add(day, i64(305)), I32)
    quarters = b.add(b.mul(days, i32(4)), i32(3))
    century, of_century = b.udiv(quarters, i32(146_097)), b.urem(quarters, i32(146_097))
    of_century = b.zext(b.or_(of_century, i32(3)), I64)
    scaled = b.mul(of_century, i64(2_939_745))
    of_year = b.udiv(b.udiv(b.trunc(scaled, I32), i32(2_939_745)), i32(4))
    months = b.add(b.mul(of_year, i32(2_141)), i32(197_913))
    counted = b.lshr(months, i32(16))
    day = b.add(b.udiv(b.and_(months, i32(0xFFFF)), i32(2_141)), i32(1))
    late = b.icmp_unsigned(">=", of_year, i32(306))
    month = b.select(late, b.sub(counted, i32(12)), counted)
    year = b.add(b.mul(century, i32(100)), b.trunc(b.lshr(scaled, i64(32)), I32))
    year = b.add(year, b.zext(late, I32))
    return b.zext(year, I64), b.zext(month, I64), b.zext(day, I64)


def _define_join(module: ll.Module) -> ll.Function:
    function = _function(module, "join_date", I64, 3)
    e = Emitter(function)
    b = e.b
    year, month, day = function.args
    early = b.icmp_signed("<=", month, i64(2))
    year = b.sub(year, b.zext(early, I64))
    counted = b.select(early, b.add(month, i64(9)), b.sub(month, i64(3)))
    era = b.udiv(year, i64(400))
    of_era = b.sub(year, b.mul(era, i64(400)))
    passed = b.udiv(b.add(b.mul(counted, i64(153)), i64(2)), i64(5))
    of_year = b.sub(b.add(passed, day), i64(1))
    days = b.add(b.mul(of_era, i64(365)), b.udiv(of_era, i64(4)))
    days = b.add(b.sub(days, b.udiv(of_era, i64(100))), of_year)
    b.ret(b.sub(b.add(b.mul(era, i64(146_097)), days), i64(305)))
    return function
