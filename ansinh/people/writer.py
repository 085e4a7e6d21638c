"""Writing a snapshot: chunk by chunk, and visible only when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ansinh.engine.entities import EntityMap, EntityType
from ansinh.engine.errors import DataError
from ansinh.engine.tables import Tables
from ansinh.people.files import HouseholdFiles
from ansinh.people.guests import GuestFinder
from ansinh.people.layout import (
    GROUP_PEOPLE,
    GROUPS_IN_FILE,
    GUEST_DEPTH,
    GUESTS,
    INFO,
    TOP,
    VERSION,
    Layout,
    cut,
)
from ansinh.people.snapshot import SnapshotInfo

Numbers = np.ndarray[Any, Any]

#: A row group may be so much smaller or larger than wanted to end where a write ends.
_NEAR = (0.8, 1.25)
#: Text of which hardly two cells are the same.
_UNIQUE_TEXT = ("full_name", "citizen_number")


class SnapshotWriter:
    """Writes a snapshot into a folder beside ``path`` and renames it when all is there.

    Use it in a ``with`` block: an error or a kill inside leaves nothing that opens::

        with SnapshotWriter(path, entities, date(2026, 11, 24), made="export of …") as writer:
            writer.reference({"Area": areas, "AreaClassPeriod": classes})
            for tables in households_of_each_commune:
                writer.write(tables)

    Args:
        path: The folder to make.
        entities: Entities of the law.
        day: The day the registry shows.
        made: How it was made, in words.
        replace: Whether a snapshot that stands at ``path`` may be replaced.
        group_people: People in a row group, about.
        guest_depth: Links in a row that may lead outside a chunk and stay exact.
    """

    def __init__(
        self,
        path: Path | str,
        entities: EntityMap,
        day: date,
        made: str = "",
        *,
        replace: bool = False,
        group_people: int = GROUP_PEOPLE,
        guest_depth: int = GUEST_DEPTH,
    ) -> None:
        self.path, self.layout, self.day, self.made = Path(path), Layout(entities), day, made
        self._replace, self._group_people, self._depth = replace, group_people, guest_depth
        if self.path.exists() and not replace:
            raise DataError(f"{self.path} exists already")
        self._folder = self.path.with_name(f".{self.path.name}.part")
        shutil.rmtree(self._folder, ignore_errors=True)
        (self._folder / GUESTS).mkdir(parents=True)
        self._open: dict[str, Any] = {}
        self._rows = {entity.table: 0 for entity in entities}
        self._groups = 0
        self._pending: list[dict[str, pa.Table]] = []
        self._pending_people = 0
        self._guests = GuestFinder(self.layout)
        self._has_reference = False

    def __enter__(self) -> SnapshotWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.discard()
            return
        try:
            self.finish()
        except BaseException:
            self.discard()
            raise

    def reference(self, tables: Mapping[str, pa.Table]) -> None:
        """Write the areas and their classes; once."""
        for entity in self.layout.reference:
            whole = self.layout.complete(entity, tables.get(entity.name))
            pq.write_table(whole, self.layout.file(self._folder, entity), **_options(whole.schema))
            self._rows[entity.table] = len(whole)
        self._has_reference = True

    def write(self, tables: Mapping[str, pa.Table]) -> None:
        """Append whole households, entity name → table; communes in order.

        Raises:
            DataError: a column has another type, or rows are not in their owners' order.
        """
        checked = Tables(self.layout.entities, tables)
        checked.offsets("Person")
        complete = {e.name: self.layout.complete(e, checked[e.name]) for e in self.layout.tree}
        self._pending.append(complete)
        self._pending_people += len(complete["Person"])
        if self._pending_people >= self._group_people:
            self._flush(everything=False)

    def append(self, name: str, table: pa.Table) -> None:
        """Append to a further table of the folder, such as ``planted``."""
        if name not in self._open:
            path = self._folder / f"{name}.parquet"
            self._open[name] = pq.ParquetWriter(path, table.schema, **_options(table.schema))
        self._open[name].write_table(table)

    def finish(self) -> None:
        """Write what is pending, the guests and ``snapshot.json``, then rename the folder."""
        if not self._has_reference:
            self.reference({})
        self._flush(everything=True)
        self._close()
        info = SnapshotInfo(
            VERSION, self.day, self.made, dict(self._rows), self._groups, self._depth
        )
        self._write_guests()
        _write_safely(self._folder / INFO, info.as_json())
        self._publish()

    def discard(self) -> None:
        """Remove everything written so far."""
        self._close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _close(self) -> None:
        while self._open:
            self._open.popitem()[1].close()

    def _flush(self, *, everything: bool) -> None:
        if not self._pending:
            if everything and not self._groups:
                self._write_group({e.name: self.layout.complete(e, None) for e in self.layout.tree})
            return
        joined = {
            e.name: pa.concat_tables([part[e.name] for part in self._pending])
            for e in self.layout.tree
        }
        tables = Tables(self.layout.entities, joined)
        people = tables.offsets("Person")
        ends = np.cumsum([len(part[TOP]) for part in self._pending])
        start, households = 0, len(people) - 1
        while start < households:
            if not everything and people[-1] - people[start] < self._group_people:
                break
            stop = _end_of_group(people, ends, start, self._group_people)
            self._write_group(cut(self.layout, tables, start, stop))
            start = stop
        cut_off = cut(self.layout, tables, start, households)
        rest = {e.name: self.layout.complete(e, cut_off[e.name]) for e in self.layout.tree}
        self._pending_people = len(rest["Person"])
        self._pending = [rest] if start < households else []

    def _write_group(self, tables: Mapping[str, pa.Table]) -> None:
        for entity in self.layout.tree:
            table = self.layout.complete(entity, tables[entity.name])
            self._append_group(self._folder, entity, self._groups, table)
            self._rows[entity.table] += len(table)
        self._guests.note(self._groups, tables)
        self._groups += 1

    def _append_group(self, folder: Path, entity: EntityType, group: int, table: pa.Table) -> None:
        """Append a row group, in a new file where the last one has enough."""
        if group % GROUPS_IN_FILE == 0:
            if group:
                self._open.pop(entity.table).close()
            path = self.layout.file(folder, entity, group)
            self._open[entity.table] = pq.ParquetWriter(
                path, table.schema, **_options(table.schema)
            )
        self._open[entity.table].write_table(table, row_group_size=max(len(table), 1))

    def _write_guests(self) -> None:
        for group, tables in enumerate(self._found_guests()):
            for entity in self.layout.tree:
                table = self.layout.complete(entity, tables.get(entity.name))
                self._append_group(self._folder / GUESTS, entity, group, table)
        self._close()

    def _found_guests(self) -> Iterator[dict[str, pa.Table]]:
        if self._guests.nobody:
            return iter([{}] * self._groups)
        files = HouseholdFiles(self._folder, self.layout, self._groups)
        return self._guests.find(files, self._depth)

    def _publish(self) -> None:
        old = self.path.with_name(f".{self.path.name}.old")
        if self._replace and self.path.exists():
            shutil.rmtree(old, ignore_errors=True)
            self.path.rename(old)
        self._folder.rename(self.path)
        shutil.rmtree(old, ignore_errors=True)


def _end_of_group(people: Numbers, ends: Numbers, start: int, wanted: int) -> int:
    """Household before which a row group that begins at ``start`` ends.

    Where one write ends near, the group ends there: links mostly stay within what is written
    together, and need no guests then.
    """
    low, high = people[start] + _NEAR[0] * wanted, people[start] + _NEAR[1] * wanted
    near = ends[(people[ends] >= low) & (people[ends] <= high)]
    if len(near):
        return int(near[np.argmin(np.abs(people[near] - people[start] - wanted))])
    stop = int(np.searchsorted(people, people[start] + wanted, side="left"))
    return min(stop, len(people) - 1)


def _options(schema: pa.Schema) -> dict[str, Any]:
    """How a file is packed: dictionaries only where values repeat."""
    repeated = [
        field.name
        for field in schema
        if pa.types.is_dictionary(field.type)
        or (pa.types.is_string(field.type) and field.name not in _UNIQUE_TEXT)
    ]
    return {"compression": "zstd", "compression_level": 1, "use_dictionary": repeated or False}


def _write_safely(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
