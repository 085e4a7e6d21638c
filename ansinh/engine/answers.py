"""What a reader answers: a known value, an unknown fact or an error; how numbers are held."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ansinh.engine import ir
from ansinh.engine.errors import MoneyOverflowError
from ansinh.engine.values import INT64_MAX, INT64_MIN


@dataclass(frozen=True, slots=True)
class Known:
    """A value: exact, as the oracle has it."""

    value: Any


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows; ``fact`` is the qualified name of the first missing fact (or link)."""

    fact: str


@dataclass(frozen=True, slots=True)
class Error:
    """No value can be given; ``reason`` is one of those in :mod:`ansinh.engine.errors`."""

    reason: str
    detail: str = field(default="", compare=False)


Answer = Known | Unknown | Error


class Nobody:
    """Where a link leads that points to nobody; ``unknown`` is what going on from it gives."""

    __slots__ = ("unknown",)

    def __init__(self, relation: str) -> None:
        self.unknown = Unknown(relation)


def fitting(number: int) -> int:
    """``number`` if it fits in 64 bits.

    Raises:
        MoneyOverflowError: it does not.
    """
    if INT64_MIN <= number <= INT64_MAX:
        return number
    raise MoneyOverflowError(f"{number} leaves 64 bits")


def raw(value: Any, scale: int) -> Any:
    """An exact value as it is held: a number as a whole number of ``10**-scale``."""
    if isinstance(value, Fraction) or (scale and isinstance(value, int)):
        return int(value * 10**scale)
    return value


def exact_value(value: Any, type_: ir.Type) -> Any:
    """The exact value of what is held; the inverse of :func:`raw`."""
    if type_.kind == "ratio":
        return fraction(value, type_)
    return Fraction(value, 10**type_.scale) if type_.kind == "rate" else value


def fraction(pair: Any, type_: ir.Type) -> Fraction:
    """A number or ratio as held, as an exact fraction."""
    if type_.kind != "ratio":
        return Fraction(pair, 10**type_.scale)
    assert type_.over is not None
    top, bottom = type_.over
    return Fraction(pair[0] * 10**bottom.scale, pair[1] * 10**top.scale)


def agree(a: Any, b: Any) -> bool:
    """Whether both are known and equal."""
    return a.__class__ is not Unknown and b.__class__ is not Unknown and bool(a == b)
