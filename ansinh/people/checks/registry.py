"""The tables of a snapshot as the checks read them: column by column, never raising."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.entities import EntityType
from ansinh.engine.errors import DataError
from ansinh.people.checks.report import Numbers, Report
from ansinh.people.files import ParquetTable
from ansinh.people.layout import GUESTS, Layout
from ansinh.people.snapshot import SnapshotInfo

NO_ID = np.iinfo(np.int64).min


class Table:
    """One file. A column that cannot be read is reported once and then is None."""

    def __init__(self, entity: EntityType, file: ParquetTable, name: str, report: Report) -> None:
        self.entity, self.name = entity, name
        self._file, self._report = file, report
        self._columns: dict[str, pa.ChunkedArray | None] = {}
        self._broken = False

    @property
    def schema(self) -> pa.Schema:
        """The columns of the file."""
        return self._file.schema

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self.group_sizes.sum())

    @cached_property
    def group_sizes(self) -> Numbers:
        """Rows of each row group."""
        return np.array(self._file.sizes(), dtype=np.int64)

    @cached_property
    def groups(self) -> Numbers:
        """Row group of each row."""
        return np.repeat(np.arange(len(self.group_sizes)), self.group_sizes)

    def column(self, name: str) -> pa.ChunkedArray | None:
        """A column, or None where it is missing or damaged."""
        if name not in self._columns:
            self._columns[name] = self._read(name)
        return self._columns[name]

    def once(self, name: str) -> pa.ChunkedArray | None:
        """A column that no other check asks for, not kept."""
        return self._columns[name] if name in self._columns else self._read(name)

    def numbers(self, name: str) -> Numbers | None:
        """A column of ids; the least number stands for an empty cell."""
        column = self.column(name)
        if column is None or not pa.types.is_integer(column.type):
            return None
        values: Numbers = column.cast(pa.int64()).fill_null(NO_ID).to_numpy()
        return values

    def days(self, name: str) -> Numbers | None:
        """A column of dates; NaT where empty."""
        column = self.column(name)
        if column is None or not pa.types.is_date(column.type):
            return None
        values: Numbers = column.cast(pa.date32()).to_numpy().astype("datetime64[D]")
        return values

    def texts(self, name: str) -> pa.ChunkedArray | None:
        """A column as text."""
        column = self.column(name)
        try:
            return None if column is None else column.cast(pa.string())
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            return None

    def _read(self, name: str) -> pa.ChunkedArray | None:
        if self._broken or name not in self.schema.names:
            return None
        try:
            return self._file.read(None, [name]).column(name)
        except DataError as error:
            self._broken = True
            self._report.add("damaged file", self.name, error, "a file that can be read whole")
            return None


class Registry:
    """Every table of a snapshot that can be opened; the others are reported."""

    def __init__(self, folder: Path, info: SnapshotInfo, layout: Layout, report: Report) -> None:
        self.folder, self.info, self.layout, self.report = folder, info, layout, report
        self.own = self._open(folder, layout.entities, "")
        self.guests = self._open(folder / GUESTS, layout.tree, f"{GUESTS}/")

    def _open(self, folder: Path, entities: Any, prefix: str) -> dict[str, Table]:
        found = {}
        for entity in entities:
            path = self.layout.file(folder, entity)
            name = f"{prefix}{path.name}"
            try:
                table = Table(entity, ParquetTable(path), name, self.report)
            except DataError as error:
                missing = not path.exists()
                kind = "missing file" if missing else "damaged file"
                text = "no such file" if missing else str(error)
                self.report.add(kind, name, text, "a Parquet file")
                continue
            found[entity.name] = table
        return found

    def places(self, entity: str, wanted: Numbers) -> Numbers | None:
        """Row of each wanted id in the table of ``entity``, -1 where it is not there."""
        ids = self.own[entity].numbers("id") if entity in self.own else None
        return None if ids is None else places_of(ids, wanted)


def places_of(ids: Numbers, wanted: Numbers) -> Numbers:
    """Row of each wanted id among ``ids``, -1 where it is not there."""
    if not len(ids):
        return np.full(len(wanted), -1, dtype=np.int64)
    order = np.argsort(ids, kind="stable")
    found = order[np.minimum(np.searchsorted(ids, wanted, sorter=order), len(ids) - 1)]
    return np.where(ids[found] == wanted, found, -1).astype(np.int64)
