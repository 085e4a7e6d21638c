"""What several dates share: where everything that a rule reads of the date is the same, so is it.

A rule depends on the date through the versions in force, the figures, the exceptions and the dates
that it and the rules under it read. Facts have no date. Two dates on which all of these agree give
the same value for everybody, so a column is made once for both, and a household's memo holds on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ansinh.engine import ir
from ansinh.engine.kernel.uniform import UNIFORM_WORDS
from ansinh.engine.program import Program, RuleProgram

if TYPE_CHECKING:
    from ansinh.engine.kernel.arguments import Moments
    from ansinh.engine.kernel.layout import Layout

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class DateReads:
    """All that a rule and the rules under it read of the date, as places in a layout.

    Attributes:
        rules, exceptions: Those whose versions in force count.
        words: Words of parameters.
        uniform: Dates and counts that are the same for everybody.
        is_dated: Whether the day itself or an earlier month is read.
    """

    rules: tuple[int, ...]
    exceptions: tuple[int, ...]
    words: tuple[int, ...]
    uniform: tuple[int, ...]
    is_dated: bool


def date_reads(program: Program, layout: Layout) -> dict[str, DateReads]:
    """Rule → what it reads of the date, of every column and every remembered rule."""
    uniform = {node: number for number, node in enumerate(layout.uniform)}
    dated = {key: set(_dated(program.rules[key], uniform)) for key in layout.rules}
    wanted = {*layout.dense, *(key for keys in layout.remembered.values() for key in keys)}
    return {key: _reads(program, layout, key, dated) for key in sorted(wanted)}


def _reads(
    program: Program, layout: Layout, key: str, dated: Mapping[str, set[int | None]]
) -> DateReads:
    rules = set(program.closure([key]))
    paths = {path for rule in rules for path in program.rules[rule].parameters}
    found = {place for rule in rules for place in dated[rule]}
    return DateReads(
        tuple(number for number, rule in enumerate(layout.rules) if rule in rules),
        tuple(number for number, (rule, _) in enumerate(layout.exceptions) if rule in rules),
        tuple(
            slot.start + word
            for slot in layout.parameters
            if slot.path in paths
            for word in range(slot.words)
        ),
        tuple(sorted(place for place in found if place is not None)),
        None in found,
    )


def _dated(part: RuleProgram, uniform: Mapping[ir.Node, int]) -> Iterator[int | None]:
    """Places of the outermost dates that a rule reads; ``None`` for the day itself."""
    pending: list[Any] = [body.node for body in (*part.bodies, *part.exceptions)]
    while pending:
        node = pending.pop()
        if isinstance(node, ir.Today | ir.DateCall) and node in uniform:
            yield uniform[node]
            continue
        if isinstance(node, ir.Today | ir.LastMonth):
            yield None
        pending.extend(ir.children(node))


def date_prints(layout: Layout, moments: Moments) -> dict[str, list[bytes]]:
    """Rule → for each date asked about, what the rule reads of it as bytes to compare."""
    return {key: _prints(reads, moments) for key, reads in layout.date_reads.items()}


def _prints(reads: DateReads, moments: Moments) -> list[bytes]:
    words = list(reads.words)
    uniform = moments.uniform.reshape(len(moments.dates), -1, UNIFORM_WORDS)
    tables = [
        moments.selected[:, list(reads.rules)],
        moments.excepted[:, list(reads.exceptions)],
        moments.parameters[:, words],
        moments.present[:, words],
        uniform[:, list(reads.uniform)],
    ]
    if reads.is_dated:
        tables.append(np.arange(len(moments.dates)))
    return [b"".join(table[moment].tobytes() for table in tables) for moment in moments.asked]


def first_alike(prints: Sequence[bytes]) -> list[int]:
    """For each date, the place of the first that has the same print."""
    found: dict[bytes, int] = {}
    return [found.setdefault(item, number) for number, item in enumerate(prints)]


def changed_cells(layout: Layout, prints: Mapping[str, Sequence[bytes]], dates: int) -> Array:
    """Dates × memo cells of a household and a person: what is not as on the date before."""
    keys = (*layout.remembered[layout.top], *layout.remembered[layout.inner])
    rows = [
        [number == 0 or prints[key][number] != prints[key][number - 1] for key in keys]
        for number in range(dates)
    ]
    return np.array(rows, dtype=np.int8).reshape(dates, len(keys))
