"""Sums that grow with the number of groups, never with the number of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

#: Rows added before all are added up; more where the sums themselves are more.
_ROWS = 200_000


class Sums:
    """Frames that add up: rows with the same keys are one row, their other columns summed.

    Args:
        keys: Columns that tell rows apart.
        values: Columns that are summed, with their types; a null counts as zero.
    """

    def __init__(self, keys: Sequence[str], values: dict[str, Any]) -> None:
        self.keys, self.values = list(keys), values
        self._parts: list[pl.DataFrame] = []
        self._added = self._kept = 0

    def add(self, frame: pl.DataFrame) -> None:
        """Add rows; a column that is missing counts as zero."""
        empty = [pl.lit(0).alias(name) for name in self.values if name not in frame.columns]
        self._parts.append(
            frame.with_columns(empty).select(
                *self.keys, *(pl.col(name).cast(kind) for name, kind in self.values.items())
            )
        )
        self._added += frame.height
        if self._added > max(_ROWS, self._kept):
            self._parts = [self.total()]
            self._added, self._kept = 0, self._parts[0].height

    @property
    def begun(self) -> bool:
        """Whether anything was added, be it a frame without rows."""
        return bool(self._parts)

    def total(self) -> pl.DataFrame:
        """One row for each combination of keys; without rows, nothing but the values' columns."""
        if not self._parts:
            return pl.DataFrame(schema=self.values)
        together = pl.concat(self._parts, how="vertical_relaxed")
        return together.group_by(self.keys).agg(pl.col(list(self.values)).sum())


def sums_of(*tables: object) -> dict[str, Sums]:
    """Every sum that some tables keep, by table and name."""
    return {
        f"{type(table).__name__}.{name}": found
        for table in tables
        for name, found in vars(table).items()
        if isinstance(found, Sums)
    }
