"""Reading a registry snapshot: a folder of Parquet tables, streamed by whole households.

``docs/snapshot-format.md`` is the published format. A chunk is one row group of every table with
the *guests* that its links point to, so that rules see the same people as in the whole registry.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from ansinh.engine.arrow import number_array, word_array
from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import DataError
from ansinh.engine.tables import Tables
from ansinh.people.files import HouseholdFiles, ParquetTable
from ansinh.people.layout import FORMAT, GUESTS, INFO, TOP, VERSION, Layout, law_entities

#: Entity → columns wanted besides the ids that tie rows together.
Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class SnapshotInfo:
    """What ``snapshot.json`` says.

    Attributes:
        date: The day the registry shows.
        made: How it was made, in words.
        rows: Table → number of rows.
        groups: Number of row groups of every household table.
        guest_depth: Links in a row that may lead outside a chunk and are still exact.
    """

    version: int
    date: date
    made: str
    rows: Mapping[str, int]
    groups: int
    guest_depth: int

    def as_json(self) -> str:
        """The text of the file."""
        content = {"format": FORMAT, **vars(self), "date": self.date.isoformat()}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def load(cls, folder: Path) -> SnapshotInfo:
        """Read the file.

        Raises:
            DataError: it is not there, not a snapshot's, or of a version unknown here.
        """
        try:
            raw = json.loads((folder / INFO).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise DataError(f"{folder}: there is no {INFO}, so it is not a snapshot") from None
        except (OSError, ValueError) as error:
            raise DataError(f"{folder / INFO}: cannot be read: {error}") from None
        if not isinstance(raw, dict) or raw.pop("format", None) != FORMAT:
            raise DataError(f"{folder / INFO}: format: expected {FORMAT!r}")
        if raw.get("version") != VERSION:
            raise DataError(
                f"{folder / INFO}: version: expected {VERSION}, got {raw.get('version')!r}"
            )
        try:
            return cls(**{**raw, "date": date.fromisoformat(raw["date"])})
        except (TypeError, ValueError, KeyError) as error:
            raise DataError(f"{folder / INFO}: {error}") from None


@dataclass(frozen=True)
class Chunk:
    """Some whole households and the guests their links point to.

    Attributes:
        tables: Areas whole; own households first, guests after them.
        own_households: How many households are the chunk's own.
        number: Row group they were read from.
    """

    tables: Tables
    own_households: int
    number: int

    def own(self, entity: str) -> int:
        """How many rows of ``entity`` belong to the chunk's own households; they come first."""
        kind = self.tables.entities[entity]
        if entity == TOP:
            return self.own_households
        if kind.owner is None:
            return self.tables.size(entity)
        return int(self.tables.offsets(entity)[self.own(kind.owner.target)])


class Found(NamedTuple):
    """Where a person was found: the tables around them and two row numbers in these."""

    tables: Tables
    household: int
    person: int


class Snapshot:
    """A registry snapshot on disk. Make one with :meth:`open`."""

    def __init__(self, path: Path, info: SnapshotInfo, layout: Layout) -> None:
        self.path, self.info, self.layout = path, info, layout
        self._areas = {e.name: ParquetTable(layout.file(path, e)) for e in layout.reference}
        self._own = HouseholdFiles(path, layout, info.groups)
        self._guests = HouseholdFiles(path / GUESTS, layout, info.groups)

    @classmethod
    def open(cls, path: Path | str, entities: EntityMap | None = None) -> Snapshot:
        """Open a snapshot folder; ``entities`` are those of the law unless given.

        Raises:
            DataError: it is not a snapshot, of another version, or a file is missing or damaged.
        """
        folder = Path(path)
        info = SnapshotInfo.load(folder)
        return cls(folder, info, Layout(entities or law_entities()))

    def chunk(self, number: int, columns: Columns | None = None) -> Chunk:
        """Row group ``number`` (from 0) with its guests."""
        wanted = self._wanted(columns)
        own, guests = self._own.read(number, wanted), self._guests.read(number, wanted)
        tables = self._reference(wanted)
        for name, table in own.items():
            tables[name] = pa.concat_tables([table, guests[name].select(table.column_names)])
        return Chunk(Tables(self.layout.entities, tables), len(own[TOP]), number)

    def chunks(self, columns: Columns | None = None) -> Iterator[Chunk]:
        """Every household once, a chunk at a time; memory is bounded by a chunk.

        Args:
            columns: Entity → columns to read; an entity that is not named gets its ids only. By
                default everything is read. A fact that is not read counts as unknown.
        """
        for number in range(self.info.groups):
            yield self.chunk(number, columns)

    def tables(self, columns: Columns | None = None) -> Tables:
        """The whole registry at once."""
        wanted = self._wanted(columns)
        tables = {**self._reference(wanted), **self._own.read(None, wanted)}
        return Tables(self.layout.entities, tables)

    def extra(self, name: str) -> pa.Table | None:
        """A further table of the folder, such as ``planted``, or None where there is none."""
        path = self.path / f"{name}.parquet"
        return ParquetTable(path).read(None) if path.exists() else None

    def find_person(self, key: int | str) -> Found | None:
        """The person with that id (a number) or citizen number (text of 12 digits).

        One chunk is read besides the column that is searched.
        """
        column = "citizen_number" if isinstance(key, str) else "id"
        file = self._own.files["Person"]
        wanted = word_array([key]) if isinstance(key, str) else number_array(np.array([key]))
        for number in range(self.info.groups):
            if not file.may_hold(number, column, key):
                continue
            values = file.read(number, [column]).column(column)
            row = values.index(wanted[0]).as_py()
            if row >= 0:
                tables = self.chunk(number).tables
                return Found(tables, int(tables.owners("Person")[row]), row)
        return None

    def reference(self) -> dict[str, pa.Table]:
        """The areas and what belongs to them."""
        return self._reference(None)

    def _reference(self, wanted: dict[str, list[str]] | None) -> dict[str, pa.Table]:
        return {
            name: file.read(None, None if wanted is None else wanted[name])
            for name, file in self._areas.items()
        }

    def _wanted(self, columns: Columns | None) -> dict[str, list[str]] | None:
        if columns is None:
            return None
        return {
            e.name: [*self.layout.structure(e), *columns.get(e.name, ())]
            for e in self.layout.entities
        }
