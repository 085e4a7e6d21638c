"""Dates that are the same for everybody: worked out once a date, not once a person.

``law.date``, the first of its month and the like depend on nothing that differs between people.
The caller computes them, with their year, month and day, and the kernel reads them from a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ansinh.engine import ir
from ansinh.engine.dates import DATE_FUNCTIONS

#: Words a value takes in the table: itself, and of a date its year, month and day.
UNIFORM_WORDS = 4


def is_uniform(node: Any) -> bool:
    """Whether a date or count depends on the day asked about alone."""
    if isinstance(node, ir.Today):
        return True
    if isinstance(node, ir.Constant):
        return node.type in (ir.INT, ir.DATE)
    if isinstance(node, ir.DateCall):
        return all(is_uniform(argument) for argument in node.arguments)
    return False


def uniform_nodes(nodes: Iterable[Any]) -> tuple[ir.Node, ...]:
    """The uniform calls, and the uniform dates that other calls are given, each once."""
    found: dict[ir.Node, None] = {}
    for node in nodes:
        if isinstance(node, ir.DateCall):
            wanted = [node] if is_uniform(node) else node.arguments
            found.update((w, None) for w in wanted if is_uniform(w) and w.type.kind == "date")
            found.update((w, None) for w in wanted if is_uniform(w) and w is node)
    return tuple(found)


def uniform_words(node: Any, day: date) -> tuple[int, int, int, int]:
    """The words of a uniform value on ``day``."""
    value = _value(node, day)
    if isinstance(value, date):
        return value.toordinal(), value.year, value.month, value.day
    return int(value), 0, 0, 0


def _value(node: Any, day: date) -> Any:
    if isinstance(node, ir.Today):
        return day
    if isinstance(node, ir.Constant):
        return node.value
    return DATE_FUNCTIONS[node.function](*(_value(argument, day) for argument in node.arguments))
