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
from ansinh.people.layout import Layout, piece_of

#: Files of a table whose contents are remembered at once: those that neighbouring chunks stand in.
_REMEMBERED = 2


class ParquetTable:
    """One table of a snapshot, in one file or several; safe to read from several threads.

    Every file but the last holds as many row groups as the first.

    Attributes:
        path: The first file.
        groups: Number of row groups in all files.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._footers: dict[int, Any] = {}
        first = self._footer(0)
        self.schema = first.schema.to_arrow_schema()
        self._each, self._pieces = int(first.num_row_groups), 1
        while piece_of(path, self._pieces).exists():
            self._pieces += 1
        last = self._footer(self._pieces - 1).num_row_groups
        self.groups = self._each * (self._pieces - 1) + int(last)

    def read(self, group: int | None, columns: Sequence[str] | None = None) -> pa.Table:
        """One row group, or everything; columns that the table lacks are left out.

        Raises:
            DataError: a file is damaged.
        """
        wanted = None if columns is None else [c for c in columns if c in self.schema.names]
        if group is None:
            return pa.concat_tables(self._read(n, None, wanted) for n in range(self._pieces))
        return self._read(*self._place(group), wanted)

    def may_hold(self, group: int, column: str, value: Any) -> bool:
        """Whether the statistics of a row group allow ``value`` in ``column``."""
        limits = self.limits(group, column)
        return limits is None or bool(limits[0] <= value <= limits[1])

    def limits(self, group: int, column: str) -> tuple[Any, Any] | None:
        """Least and greatest value of a column in a row group, if the file says so."""
        piece, row_group = self._place(group)
        place = self.schema.names.index(column)
        statistics = self._footer(piece).row_group(row_group).column(place).statistics
        if statistics is None or not statistics.has_min_max:
            return None
        return statistics.min, statistics.max

    def sizes(self) -> list[int]:
        """Rows of each row group."""
        footers = (self._footer(piece) for piece in range(self._pieces))
        return [f.row_group(n).num_rows for f in footers for n in range(f.num_row_groups)]

    def _place(self, group: int) -> tuple[int, int]:
        """File of a row group and its place there."""
        return divmod(group, self._each) if self._pieces > 1 else (0, group)

    def _read(self, piece: int, group: int | None, columns: list[str] | None) -> pa.Table:
        path = piece_of(self.path, piece)
        try:
            with pq.ParquetFile(path, metadata=self._footer(piece)) as file:
                if group is None:
                    return file.read(columns=columns)
                return file.read_row_group(group, columns=columns)
        except (OSError, pa.ArrowException) as error:
            place = "" if group is None else f", row group {group + 1}"
            raise DataError(f"{path}{place}: cannot be read: {error}") from None

    def _footer(self, piece: int) -> Any:
        """What a file says of its contents; the last few are remembered."""
        found = self._footers.get(piece)
        if found is None:
            path = piece_of(self.path, piece)
            try:
                found = pq.read_metadata(path)
            except FileNotFoundError:
                raise DataError(f"{path}: the file is missing") from None
            except (OSError, pa.ArrowException) as error:
                raise DataError(f"{path}: not a readable Parquet file: {error}") from None
            for old in list(self._footers)[: -(_REMEMBERED - 1)]:
                self._footers.pop(old, None)
            self._footers[piece] = found
        return found


class HouseholdFiles:
    """The tables of households and what they own, whose row groups match.

    Raises:
        DataError: a file is missing or damaged, or has another number of row groups.
    """

    def __init__(self, folder: Path, layout: Layout, groups: int) -> None:
        self.layout, self.groups = layout, groups
        self.files = {e.name: ParquetTable(layout.file(folder, e)) for e in layout.tree}
        for file in self.files.values():
            if file.groups != groups:
                raise DataError(f"{file.path}: expected {groups} row groups, got {file.groups}")

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
