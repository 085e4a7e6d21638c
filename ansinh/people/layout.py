"""The shape of a snapshot folder: which tables, which columns, which file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.entities import EntityMap, EntityType, Relation
from ansinh.engine.errors import DataError
from ansinh.engine.tables import Tables, schema

FORMAT = "ansinh-snapshot"
#: Raised whenever a reader of the old version would misread the new one.
VERSION = 1
#: People in a row group, about: what a reader holds in memory at once.
GROUP_PEOPLE = 50_000
#: Row groups in a file: a larger table goes on in further files, so that what a reader must know of
#: a file's contents is bounded too.
GROUPS_IN_FILE = 64
#: How many links in a row may lead outside a chunk and still be followed exactly.
GUEST_DEPTH = 2
GUESTS = "guests"
INFO = "snapshot.json"
TOP = "Household"

_TEXT = pa.string()


def piece_of(path: Path, number: int) -> Path:
    """File ``number`` (from 0) of a table whose first file is ``path``: ``people.1.parquet``."""
    return path if number == 0 else path.with_suffix(f".{number}{path.suffix}")


@dataclass(frozen=True)
class Attribute:
    """A column that people read and rules cannot."""

    name: str
    type: Any
    vi: str
    en: str


_RECEIPT = (
    Attribute("benefit", _TEXT, "Chế độ", "Code of the benefit paid"),
    Attribute("paying_area_code", _TEXT, "Mã xã chi trả", "Code of the commune that pays"),
)
ATTRIBUTES: Mapping[str, tuple[Attribute, ...]] = {
    "Area": (
        Attribute(
            "code", _TEXT, "Mã đơn vị", "Code (General Statistics Office); not unique in time"
        ),
        Attribute("name", _TEXT, "Tên đơn vị", "Name with its kind, such as «Xã Lục Ngạn»"),
        Attribute("type", _TEXT, "Loại đơn vị", "Xã, Phường or Thị trấn"),
        Attribute(
            "district_name", _TEXT, "Huyện", "District, for units that ended before 1 July 2025"
        ),
        Attribute(
            "valid_from",
            pa.date32(),
            "Có từ ngày",
            "First day of the unit; empty: before December 2019",
        ),
        Attribute(
            "valid_to",
            pa.date32(),
            "Hết từ ngày",
            "First day it no longer exists; empty: it still does",
        ),
    ),
    "Household": (
        Attribute("village", _TEXT, "Thôn, tổ dân phố", "Village or residential group"),
        Attribute("address", _TEXT, "Địa chỉ", "Address"),
        Attribute(
            "moved_in_on",
            pa.date32(),
            "Ngày chuyển đến từ xã khác",
            "Day of the last move from another commune",
        ),
        Attribute(
            "moved_from_code", _TEXT, "Mã xã đã chuyển đi", "Code, on that day, of the commune left"
        ),
    ),
    "Person": (
        Attribute(
            "full_name", _TEXT, "Họ và tên", "Full name, family name first, as the office typed it"
        ),
        Attribute(
            "citizen_number",
            _TEXT,
            "Số định danh cá nhân",
            "Personal identification number, 12 digits",
        ),
        Attribute(
            "in_industrial_zone",
            pa.bool_(),
            "Làm việc ở khu công nghiệp",
            "Works in an industrial zone",
        ),
    ),
    "Receipt": _RECEIPT,
    "HouseholdReceipt": _RECEIPT,
}


def law_entities() -> EntityMap:
    """The entities that the law declares now."""
    from ansinh.law.book import national_entities

    return national_entities()


@dataclass(frozen=True)
class Layout:
    """Entities sorted into reference tables, read whole, and households with what they own."""

    entities: EntityMap

    @cached_property
    def tree(self) -> tuple[EntityType, ...]:
        """Households and what belongs to them, owners before their members."""
        depths = {e.name: self._depth(e) for e in self.entities}
        return tuple(
            sorted((e for e in self.entities if depths[e.name] >= 0), key=lambda e: depths[e.name])
        )

    @cached_property
    def reference(self) -> tuple[EntityType, ...]:
        """Areas and what belongs to them."""
        return tuple(e for e in self.entities if self._depth(e) < 0)

    @cached_property
    def inner_links(self) -> tuple[Relation, ...]:
        """Links that lead from one household to another."""
        tree = {e.name for e in self.tree}
        return tuple(r for e in self.tree for r in e.links if r.target in tree)

    def _depth(self, entity: EntityType) -> int:
        depth = 0
        while entity.name != TOP:
            if entity.owner is None:
                return -1
            entity, depth = self.entities[entity.owner.target], depth + 1
        return depth

    def schema(self, entity: EntityType) -> pa.Schema:
        """Every column of the file of ``entity``, in order."""
        extra = [pa.field(a.name, a.type) for a in ATTRIBUTES.get(entity.name, ())]
        return pa.schema([*schema(entity), *extra])

    def structure(self, entity: EntityType) -> list[str]:
        """The columns that tie rows together; they are read whatever else is asked for."""
        facts = set(entity.facts)
        return [name for name in schema(entity).names if name not in facts]

    def file(self, folder: Path, entity: EntityType, group: int = 0) -> Path:
        """Where row group ``group`` of the table of ``entity`` stands."""
        return piece_of(folder / f"{entity.table}.parquet", group // GROUPS_IN_FILE)

    def complete(self, entity: EntityType, table: pa.Table | None) -> pa.Table:
        """The table with every column of the file, in order; what is missing is empty."""
        wanted = self.schema(entity)
        if table is None:
            return wanted.empty_table()
        if table.schema.names == wanted.names and table.schema.types == wanted.types:
            return table if table.schema == wanted else pa.table(table.columns, schema=wanted)
        columns = [_column(table, field) for field in wanted]
        return pa.table(columns, schema=wanted)


def _column(table: pa.Table, field: pa.Field) -> pa.ChunkedArray:
    if field.name not in table.column_names:
        return pa.chunked_array([pa.nulls(len(table), field.type)])
    column = table.column(field.name)
    if column.type == field.type:
        return column
    try:
        return column.cast(field.type)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise DataError(f"column {field.name}: expected {field.type}: {error}") from None


def pick(layout: Layout, tables: Tables, places: np.ndarray[Any, Any]) -> dict[str, pa.Table]:
    """Households at ``places`` with all they own; the order is kept."""
    rows = {TOP: places}
    for entity in layout.tree:
        if entity.owner is not None:
            rows[entity.name] = _members(tables.offsets(entity.name), rows[entity.owner.target])
    return {name: tables[name].take(pa.array(numbers)) for name, numbers in rows.items()}


def cut(layout: Layout, tables: Tables, start: int, stop: int) -> dict[str, pa.Table]:
    """Households ``start`` to ``stop`` with all they own, without copying."""
    spans = {TOP: (start, stop)}
    for entity in layout.tree:
        if entity.owner is not None:
            low, high = spans[entity.owner.target]
            offsets = tables.offsets(entity.name)
            spans[entity.name] = int(offsets[low]), int(offsets[high])
    return {name: tables[name].slice(low, high - low) for name, (low, high) in spans.items()}


def _members(offsets: np.ndarray[Any, Any], owners: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    starts, counts = offsets[owners], offsets[owners + 1] - offsets[owners]
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    rows: np.ndarray[Any, Any] = (np.repeat(starts, counts) + within).astype(np.int64)
    return rows
