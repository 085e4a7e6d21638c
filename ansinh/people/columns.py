"""Generated values on their way into Arrow columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.entities import Fact
from ansinh.engine.tables import arrow_type

Numbers = np.ndarray[Any, Any]


@dataclass
class Column:
    """Values of a fact and which of them are known.

    ``values`` are booleans, whole numbers, scaled decimals (a rate), places in the choice's list,
    or days (``datetime64[D]``), as the fact's type asks.
    """

    values: Numbers
    known: Numbers | None = None

    def forget(self, rng: np.random.Generator, share: float) -> Column:
        """The same with a random ``share`` of the values unknown."""
        seen = rng.random(len(self.values)) >= share
        return Column(self.values, seen if self.known is None else seen & self.known)

    def where(self, known: Numbers) -> Column:
        """The same, known only where ``known``."""
        return Column(self.values, known if self.known is None else known & self.known)

    def take(self, rows: Numbers) -> Column:
        """The values at ``rows``."""
        return Column(self.values[rows], None if self.known is None else self.known[rows])


def codes(fact: Fact) -> list[str]:
    """The values that a choice allows."""
    choice: Any = fact.choice
    return list(choice.codes())


def to_arrow(fact: Fact, column: Column) -> pa.Array:
    """The column as an Arrow array of the fact's type."""
    missing = None if column.known is None else ~column.known
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
