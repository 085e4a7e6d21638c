"""The Parquet files of a snapshot folder, read by row groups."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ansinh.engine.entities import EntityType
from ansinh.engine.errors import DataError
from ansinh.people.layout import Layout


class ParquetTable:
    """One file of a snapshot; safe to read from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.metadata = pq.read_metadata(path)
            self.schema = self.metadata.schema.to_arrow_schema()
        except FileNotFoundError:
            raise DataError(f"{path}: the file is missing") from None
        except (OSError, pa.ArrowException) as error:
            raise DataError(f"{path}: not a readable Parquet file: {error}") from None

    def read(self, group: int | None, columns: Sequence[str] | None = None) -> pa.Table:
        """One row group, or everything; columns that the file lacks are left out.

        Raises:
            DataError: the file is damaged.
        """
        wanted = None if columns is None else [c for c in columns if c in self.schema.names]
        try:
            with pq.ParquetFile(self.path, metadata=self.metadata) as file:
                if group is None:
                    return file.read(columns=wanted)
                return file.read_row_group(group, columns=wanted)
        except (OSError, pa.ArrowException) as error:
            place = "" if group is None else f", row group {group + 1}"
            raise DataError(f"{self.path}{place}: cannot be read: {error}") from None

    def may_hold(self, group: int, column: str, value: Any) -> bool:
        """Whether the statistics of a row group allow ``value`` in ``column``."""
        limits = self.limits(group, column)
        return limits is None or bool(limits[0] <= value <= limits[1])

    def limits(self, group: int, column: str) -> tuple[Any, Any] | None:
        """Least and greatest value of a column in a row group, if the file says so."""
        place = self.schema.names.index(column)
        statistics = self.metadata.row_group(group).column(place).statistics
        if statistics is None or not statistics.has_min_max:
            return None
        return statistics.min, statistics.max


class HouseholdFiles:
    """The tables of households and what they own, whose row groups match.

    Raises:
        DataError: a file is missing or damaged, or has another number of row groups.
    """

    def __init__(self, folder: Path, layout: Layout, groups: int) -> None:
        self.layout, self.groups = layout, groups
        self.files = {e.name: ParquetTable(layout.file(folder, e)) for e in layout.tree}
        for file in self.files.values():
            found = file.metadata.num_row_groups
            if found != groups:
                raise DataError(f"{file.path}: expected {groups} row groups, got {found}")

    def read(
        self, group: int | None, columns: dict[str, list[str]] | None = None
    ) -> dict[str, pa.Table]:
        """Entity name → table of one row group, or of all."""
        return {
            name: file.read(group, None if columns is None else columns[name])
            for name, file in self.files.items()
        }

    def ids(self, entity: EntityType, group: int) -> tuple[np.ndarray[Any, Any], ...]:
        """Ids of ``entity`` in a row group, and the id of the household each belongs to."""
        owner = [] if entity.owner is None else [f"{entity.owner.name}_id"]
        mine = self.files[entity.name].read(group, ["id", *owner])
        ids = numbers(mine, "id")
        if entity.owner is None:
            return ids, ids
        owners, tops = self.ids(self.layout.entities[entity.owner.target], group)
        order = np.argsort(owners, kind="stable")
        wanted = numbers(mine, f"{entity.owner.name}_id")
        return ids, tops[order[np.searchsorted(owners, wanted, sorter=order)]]


def numbers(table: pa.Table, name: str) -> np.ndarray[Any, Any]:
    """A column without empty cells as an array."""
    values: np.ndarray[Any, Any] = table.column(name).to_numpy()
    return values


def present(table: pa.Table, name: str) -> np.ndarray[Any, Any]:
    """The values of a column that are not empty."""
    values: np.ndarray[Any, Any] = table.column(name).drop_null().to_numpy()
    return values
