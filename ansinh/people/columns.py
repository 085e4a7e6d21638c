"""Generated values on their way into Arrow columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.engine.entities import Fact
from ansinh.engine.tables import arrow_type

Numbers = np.ndarray[Any, Any]


@dataclass
class Column:
    """A fact as it truly is, and what of it the registry does not know.

    Attributes:
        values: Booleans, whole numbers, scaled decimals (a rate), places in the choice's list, or
            days (``datetime64[D]``), as the fact's type asks.
        applies: Where there is a value at all; elsewhere nothing happened or nothing is asked.
        hidden: Where the registry lacks the value.
    """

    values: Numbers
    applies: Numbers | None = None
    hidden: Numbers | None = None

    def where(self, applies: Numbers) -> Column:
        """The same, with a value only where it ``applies``."""
        both = applies if self.applies is None else applies & self.applies
        return replace(self, applies=both)

    def hide(self, hidden: Numbers) -> Column:
        """The same, lacking in the registry where ``hidden`` too."""
        return replace(self, hidden=hidden if self.hidden is None else hidden | self.hidden)

    def forget(self, rng: np.random.Generator, share: float) -> Column:
        """The same with a random ``share`` of the values lacking in the registry."""
        return self.hide(rng.random(len(self.values)) < share)


def days(numbers: Numbers) -> Numbers:
    """Days counted from 1970 as dates."""
    return numbers.astype(np.int64).astype("datetime64[D]")


def years(numbers: Numbers) -> Numbers:
    """Calendar years of days counted from 1970."""
    return np.asarray(days(numbers).astype("datetime64[Y]").astype(np.int64) + 1970)


def codes(fact: Fact) -> list[str]:
    """The values that a choice allows."""
    choice: Any = fact.choice
    return list(choice.codes())


def to_arrow(fact: Fact, column: Column) -> pa.Array:
    """The true values as an Arrow array of the fact's type; empty where none applies."""
    missing = None if column.applies is None else ~column.applies
    if fact.type == "choice":
        indices = pa.array(column.values.astype(np.int8), mask=missing)
        return pa.DictionaryArray.from_arrays(indices, pa.array(codes(fact), pa.string()))
    if fact.type == "rate":
        return _decimals(column.values, missing, fact.decimals)
    if fact.type == "bool":
        return pa.array(column.values.astype(np.bool_), mask=missing)
    if fact.type == "date":
        return pa.array(column.values.astype("datetime64[D]"), mask=missing)
    return pa.array(column.values, arrow_type(fact), mask=missing)


def _decimals(scaled: Numbers, missing: Numbers | None, decimals: int) -> pa.Array:
    """128-bit decimals from whole multiples of the last decimal place."""
    words = np.empty((len(scaled), 2), dtype=np.int64)
    words[:, 0] = scaled
    words[:, 1] = scaled >> 63
    valid = None
    if missing is not None:
        valid = pa.array(~missing).buffers()[1]
    return pa.Array.from_buffers(
        pa.decimal128(18, decimals), len(scaled), [valid, pa.py_buffer(words)]
    )


def blanked(table: pa.Table, hidden: Mapping[str, Numbers]) -> pa.Table:
    """The table without the cells that the registry lacks; ``hidden`` is column → mask of rows."""
    columns = [
        pc.if_else(pa.array(~hidden[field.name]), column, None) if field.name in hidden else column
        for field, column in zip(table.schema, table.columns, strict=True)
    ]
    return pa.table(columns, schema=table.schema)
