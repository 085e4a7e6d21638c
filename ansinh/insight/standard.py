"""Poverty as the law in force measures it: the income line, and which deprivations count.

Which deprivations count on a day is read from the rule that counts them, so that a new standard
needs no change here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ansinh.engine import ir
from ansinh.engine.book import LawBook, Rule

#: The income a head and month at or below which a household is poor, by kind of area.
LINE = "poverty.income_line"
#: How many deprivations make a household poor, and the rule that counts them.
LEAST = "poverty.least_deprivations"
COUNT = "Household.deprivation_count"
#: Further rules of households that tables tell, where the law has them.
STATES = ("Household.is_poor", "Household.is_near_poor", "Household.region_class")


@dataclass(frozen=True)
class PovertyLine:
    """Income a head and month at or below which people count as poor, by kind of area."""

    by_kind: Mapping[str, int]
    article: str

    @classmethod
    def of(cls, book: LawBook, effect: date, known: date) -> PovertyLine | None:
        """The line in force, or ``None`` where the law book has none."""
        if LINE not in book.parameters or book.parameters[LINE].shape != "by_choice":
            return None
        value = book.parameters[LINE].at(effect, known)
        return None if value is None else cls(value.value, str(value.cite or ""))


@dataclass(frozen=True)
class Indicator:
    """A deprivation that counts.

    Attributes:
        name: ``employment``; the column of households is ``deprived_employment``.
        key: The rule.
    """

    name: str
    key: str
    vi: str
    en: str

    @property
    def column(self) -> str:
        """Column of households."""
        return f"deprived_{self.name}"


@dataclass(frozen=True)
class Standard:
    """The deprivations that count on a day; from ``least`` of them on a household is deprived."""

    line: PovertyLine | None
    indicators: tuple[Indicator, ...]
    least: int | None

    @classmethod
    def of(cls, book: LawBook, effect: date, known: date) -> Standard:
        """The standard in force; without indicators where the law counts none."""
        line = PovertyLine.of(book, effect, known)
        value = book.parameters[LEAST].at(effect, known) if LEAST in book.parameters else None
        version = book.rules[COUNT].version_at(effect, known) if COUNT in book.rules else None
        if value is None or version is None:
            return cls(line, (), None)
        keys = [key for number, key in _counted(book) if number == version]
        found = tuple(_indicator(book.rules[key], effect, known) for key in keys)
        return cls(line, found, int(value.value))


def asked_columns(book: LawBook) -> list[str]:
    """Rules that the kernel must give as columns, whatever the day: one kernel serves all."""
    indicators = [key for _, key in _counted(book)]
    states = [key for key in STATES if key in book.rules]
    return list(dict.fromkeys([*indicators, *states]))


def _counted(book: LawBook) -> Iterator[tuple[object, str]]:
    """Version of the count and key of each rule it reads, in its order."""
    if COUNT not in book.rules:
        return
    for body in book.program.rules[COUNT].bodies:
        for node in ir.walk(body.node):
            if isinstance(node, ir.ReadRule):
                yield body.version, f"{node.of.entity}.{node.rule}"


def _indicator(rule: Rule, effect: date, known: date) -> Indicator:
    version = rule.version_at(effect, known) or rule.versions[-1]
    name = re.sub(r"^is_deprived_(of|by)_", "", rule.name)
    vi = version.vi.split(":")[0].removeprefix("Thiếu hụt ")
    en = re.sub(r"^\d+\. ", "", version.en)
    return Indicator(name, rule.key, vi[:1].upper() + vi[1:], en)
