"""The values a rule may hold: exact money, exact rates, dates and choices.

Nothing here is a float. In CPython a rule works on ``int`` (đồng, counts), ``Fraction``
(rates and ratios), ``date``, ``bool`` and :class:`Choice`; the kernel holds the same values as
64-bit integers with a scale known at compile time.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from ansinh.engine.errors import DivisionByZeroError, InexactMoneyError, MoneyOverflowError

#: Decimal places of every rate held by a parameter (4.5 % is 45 000 millionths).
RATE_SCALE = 6
#: Products of rates may carry at most this many decimal places before they are rounded.
MAX_SCALE = 12
INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1
#: A date that never comes: the end of what has not ended, the death of the living.
NEVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Currency:
    """What amounts of money are written in.

    Attributes:
        code: As the unit of a parameter begins: ``VND/month``.
        parts: Whole numbers that money is held in for each one written: 1 for đồng, 100 where a
            law reckons in cents.
    """

    code: str
    parts: int = 1


VND = Currency("VND")


@dataclass(frozen=True)
class Unit:
    """Mark of a number's kind inside an annotation."""

    kind: str


#: Whole đồng.
Money: TypeAlias = Annotated[int, Unit("money")]
#: An exact rate, share or coefficient.
Rate: TypeAlias = Annotated[Fraction | int, Unit("rate")]


class Choice(enum.Enum):
    """One of a closed list; each member is ``NAME = ("Vietnamese label", "English label")``."""

    def __init__(self, vi: str, en: str) -> None:
        self.vi, self.en = vi, en

    @property
    def code(self) -> str:
        """The value as stored in tables: the name in lower case."""
        return self.name.lower()

    @property
    def ordinal(self) -> int:
        """Position in the list, the code that the kernel computes with."""
        return list(type(self)).index(self)

    @classmethod
    def codes(cls) -> list[str]:
        """Every stored value, in order."""
        return [member.code for member in cls]

    @classmethod
    def of(cls, code: str) -> Any:
        """The member stored as ``code``.

        Raises:
            KeyError: no such member.
        """
        return cls[code.upper()]


def checked(number: int) -> int:
    """Return ``number`` if it fits in 64 bits.

    Raises:
        MoneyOverflowError: it does not.
    """
    if not INT64_MIN <= number <= INT64_MAX:
        raise MoneyOverflowError(f"{number} leaves 64 bits")
    return number


def ratio(a: int | Fraction, b: int | Fraction) -> Fraction:
    """Return exactly ``a / b``; compare it, or round it with a named rounding.

    Raises:
        DivisionByZeroError: ``b`` is zero.
    """
    if b == 0:
        raise DivisionByZeroError(f"{a} / 0")
    return Fraction(a) / Fraction(b)


def at_least(count: int, *conditions: bool) -> bool:
    """Whether at least ``count`` of the conditions hold.

    Where some of them are unknown the answer is known all the same if those that are known decide.
    """
    return sum(conditions) >= count


def round_down(number: int | Fraction, to: int = 1) -> int:
    """Round toward zero to a whole multiple of ``to``."""
    scaled = abs(Fraction(number)) / to
    whole = scaled.numerator // scaled.denominator
    return checked((-whole if number < 0 else whole) * to)


def round_up(number: int | Fraction, to: int = 1) -> int:
    """Round away from zero to a whole multiple of ``to``."""
    scaled = abs(Fraction(number)) / to
    whole = -(-scaled.numerator // scaled.denominator)
    return checked((-whole if number < 0 else whole) * to)


def round_half_up(number: int | Fraction, to: int = 1) -> int:
    """Round to the nearest whole multiple of ``to``, the half away from zero."""
    scaled = abs(Fraction(number)) / to
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return checked((-whole if number < 0 else whole) * to)


def exact(number: int | Fraction) -> int:
    """Return ``number`` as a whole number.

    Raises:
        InexactMoneyError: it has a fraction: the law must name a rounding.
    """
    value = Fraction(number)
    if value.denominator != 1:
        raise InexactMoneyError(f"{number} is not a whole number of đồng")
    return checked(value.numerator)


ROUNDINGS = {
    "round_down": round_down,
    "round_up": round_up,
    "round_half_up": round_half_up,
    "exact": exact,
}
