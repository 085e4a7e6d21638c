"""Cutting a kernel into parts that are compiled side by side and linked when they are loaded."""

from __future__ import annotations

from dataclasses import dataclass

from ansinh.engine.book import LawBook
from ansinh.engine.kernel.layout import Layout
from ansinh.engine.kernel.reads import Function, functions_of

#: Nodes of expressions that are worth a process of their own: about a second of compiling.
_WORTH_A_PROCESS = 1_400


@dataclass(frozen=True)
class Part:
    """What one LLVM module defines.

    Attributes:
        number, count: Which of how many; the last one holds the driver.
        rules: Keys of its rules; the functions of others are only declared.
        functions: What is compiled of them.
        shared: Those of its functions that other parts call.
        called_once: Those that are called from one place, in this part.
    """

    number: int
    count: int
    rules: frozenset[str]
    functions: frozenset[Function]
    shared: frozenset[Function]
    called_once: frozenset[Function]

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
    places = _places_of_calls(book, layout, home)
    shared = {f for f, parts in places.items() if any(n != home[f[0]] for n in parts)}
    once = {f for f, parts in places.items() if len(parts) == 1} - shared
    found = []
    for number in range(count):
        rules = frozenset(key for key, place in home.items() if place == number)
        mine = frozenset(function for function in places if function[0] in rules)
        found.append(Part(number, count, rules, mine, mine & shared, mine & once))
    return found


def _places_of_calls(
    book: LawBook, layout: Layout, home: dict[str, int]
) -> dict[Function, list[int]]:
    """Function that somebody calls → the part of every place that calls it."""
    claims = [book.benefit(code).key for codes in layout.benefits.values() for code in codes]
    wanted = [*claims, *layout.dense]
    calls = functions_of(book.program, wanted, layout.eager, layout.earlier)
    found: dict[Function, list[int]] = {}
    for caller, called in calls.items():
        for function in called:
            found.setdefault(function, []).append(home[caller[0]])
    driver = max(home.values(), default=0)
    for keys, part in ((claims, None), (layout.dense, driver)):
        for key in set(keys) - set(layout.eager):
            place = home[key] if part is None else part
            found.setdefault((key, key not in layout.earlier), []).append(place)
    return found
