"""Cutting a kernel into parts that are compiled side by side and linked when they are loaded."""

from __future__ import annotations

from dataclasses import dataclass

from ansinh.engine.book import LawBook
from ansinh.engine.kernel.layout import Layout

#: Nodes of expressions that are worth a process of their own: about a second of compiling.
_WORTH_A_PROCESS = 1_500


@dataclass(frozen=True)
class Part:
    """What one LLVM module defines.

    Attributes:
        rules: Keys of its rules; the others are only declared.
        shared: Those of its rules that other parts call.
        drives: Whether it holds the driver too.
    """

    rules: tuple[str, ...]
    shared: frozenset[str]
    drives: bool


def cut(book: LawBook, layout: Layout, most: int) -> list[Part]:
    """At most ``most`` parts of about equal size.

    Rules stay in the order of evaluation, so that a rule mostly stands with those it reads.
    """
    sizes = {key: len(book.program.rules[key].nodes) for key in layout.rules}
    whole = sum(sizes.values())
    count = max(1, min(most, whole // _WORTH_A_PROCESS))
    groups: list[list[str]] = [[] for _ in range(count)]
    before = 0
    for key, size in sizes.items():
        groups[min(before * count // max(whole, 1), count - 1)].append(key)
        before += size
    called = _calls(book, layout, groups)
    return [
        Part(tuple(group), called & frozenset(group), number == count - 1)
        for number, group in enumerate(groups)
    ]


def _calls(book: LawBook, layout: Layout, groups: list[list[str]]) -> frozenset[str]:
    """Rules that are called from a part other than theirs."""
    found: set[str] = set()
    for group in groups:
        reads: set[str] = set()
        for key in group:
            reads |= book.program.rules[key].reads | book.program.rules[key].reads_earlier
        found |= reads - set(group)
    return frozenset(found | (_driven(book, layout) - set(groups[-1])))


def _driven(book: LawBook, layout: Layout) -> set[str]:
    """Rules that the driver calls."""
    codes = [code for found in layout.benefits.values() for code in found]
    return {book.benefit(code).key for code in codes} | set(layout.dense)
