"""How several values become one: members, both ways of an exception, a rounded quotient."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ansinh.engine.answers import Unknown, agree, fitting
from ansinh.engine.errors import DivisionByZeroError, InexactMoneyError
from ansinh.engine.rows import Row

if TYPE_CHECKING:
    from ansinh.engine.closures import Closure, Frame


def merged(then: Any, orelse: Any, unknown: Unknown) -> Any:
    """Both ways of an exception whose condition nobody knows."""
    applies = then[0] if then[0] == orelse[0] else unknown
    if then[0] is False:
        return applies, orelse[1]
    if orelse[0] is False:
        return applies, then[1]
    return applies, then[1] if agree(then[1], orelse[1]) else unknown


def pair(a: int, b: int) -> tuple[int, int]:
    """A ratio as held: its numerator and a denominator that is not 0."""
    if b == 0:
        raise DivisionByZeroError(f"{a} / 0")
    return a, b


def rounded(mode: str, top: int, bottom: int, to: int) -> int:
    """``top / bottom`` by the named rounding, times ``to``."""
    whole, rest = divmod(abs(top), abs(bottom))
    if mode == "exact" and rest:
        raise InexactMoneyError(f"{Fraction(top, bottom)} is not a whole number of đồng")
    if (mode == "round_up" and rest) or (mode == "round_half_up" and 2 * rest >= abs(bottom)):
        whole += 1
    return fitting((-whole if (top < 0) != (bottom < 0) else whole) * to)


def quantifier(depth: int, predicate: Closure, element: Closure, ends: bool) -> Any:
    """``any`` (ended by a known true) or ``all`` (ended by a known false)."""

    def fold(f: Frame, members: list[Row]) -> Any:
        first = None
        for f.each[depth] in members:
            p = predicate(f)
            if p is False:
                continue
            e = element(f)
            if p.__class__ is Unknown and e is not (not ends):
                e = p
            if e is ends:
                return ends
            if first is None and e.__class__ is Unknown:
                first = e
        return (not ends) if first is None else first

    return fold


def total_of(depth: int, predicate: Closure, element: Closure) -> Any:
    """``sum``: unknown as soon as a member that may count for something is."""

    def fold(f: Frame, members: list[Row]) -> Any:
        total, first = 0, None
        for f.each[depth] in members:
            p = predicate(f)
            if p is False:
                continue
            e = element(f)
            if p is True and e.__class__ is not Unknown:
                total = fitting(total + e)
            elif first is None and not (p.__class__ is Unknown and e == 0):
                first = e if p is True else p
        return total if first is None else first

    return fold


def best_of(
    depth: int, predicate: Closure, element: Closure, better: Callable[..., Any], default: Closure
) -> Any:
    """``min`` or ``max``; of nobody, the default."""

    def fold(f: Frame, members: list[Row]) -> Any:
        best, first = None, None
        for f.each[depth] in members:
            p = predicate(f)
            if p is False:
                continue
            e = element(f)
            if p is True and e.__class__ is not Unknown:
                best = e if best is None else better(best, e)
            elif first is None:
                first = e if p is True else p
        if first is not None:
            return first
        return default(f) if best is None else best

    return fold
