"""Cutting a kernel into parts that are compiled side by side and linked when they are loaded."""

from __future__ import annotations

from dataclasses import dataclass

from ansinh.engine import ir
from ansinh.engine.book import LawBook
from ansinh.engine.kernel.layout import Layout

#: Nodes of expressions that are worth a process of their own: about a second of compiling.
_WORTH_A_PROCESS = 1_500


@dataclass(frozen=True)
class Part:
    """What one LLVM module defines.

    Attributes:
        number, count: Which of how many; the last one holds the driver.
        rules: Keys of its rules; the others are only declared.
        shared: Those of its rules that other parts call.
        read_once: Those that are called from one place, in this part.
    """

    number: int
    count: int
    rules: frozenset[str]
    shared: frozenset[str]
    read_once: frozenset[str]

    @property
    def drives(self) -> bool:
        """Whether it holds the driver."""
        return self.number == self.count - 1


def cut(book: LawBook, layout: Layout, most: int) -> list[Part]:
    """At most ``most`` parts of about equal size.

    Rules stay in the order of evaluation, so that a rule mostly stands with those it reads.
    """
    sizes = {key: len(book.program.rules[key].nodes) for key in layout.rules}
    whole = sum(sizes.values())
    count = max(1, min(most, whole // _WORTH_A_PROCESS))
    home: dict[str, int] = {}
    before = 0
    for key, size in sizes.items():
        home[key] = min(before * count // max(whole, 1), count - 1)
        before += size
    calls = _calls(book, layout, home)
    shared = {key for key, places in calls.items() if any(n != home[key] for n in places)}
    once = {key for key, places in calls.items() if len(places) == 1} - shared
    parts = []
    for number in range(count):
        rules = frozenset(key for key, place in home.items() if place == number)
        parts.append(Part(number, count, rules, rules & shared, rules & once))
    return parts


def _calls(book: LawBook, layout: Layout, home: dict[str, int]) -> dict[str, list[int]]:
    """Rule → the part of every place that calls it."""
    found: dict[str, list[int]] = {key: [] for key in home}
    for key, place in home.items():
        for node in book.program.rules[key].nodes:
            if isinstance(node, ir.ReadRule):
                found[f"{node.of.entity}.{node.rule}"].append(place)
    for codes in layout.benefits.values():
        for code in codes:
            key = book.benefit(code).key
            found[key].append(home[key])
    driver = max(home.values(), default=0)
    for key in layout.dense:
        found[key] += [driver, driver]
    return found
