"""Households as Arrow tables: the form in which a registry reaches the kernel.

One table an entity. Its columns are ``id`` (int64, unique), ``<owner>_id`` (the owner's id),
``<link>_id`` (nullable), one column a fact, and any further columns, which rules cannot read. Rows
stand in the order of their owners, so that the members of an entity lie together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.arrow import is_there, number_array, one_array, plain_numbers, word_array
from ansinh.engine.entities import UNKNOWN, EntityMap, EntityType, Fact
from ansinh.engine.errors import DataError
from ansinh.engine.rows import Row, read_fact
from ansinh.engine.values import Choice

_ARROW_TYPES = {"bool": pa.bool_(), "int": pa.int32(), "money": pa.int64(), "date": pa.date32()}
CHOICE_TYPE = pa.dictionary(pa.int8(), pa.string())


def arrow_type(fact: Fact) -> pa.DataType:
    """The Arrow type that a fact is stored as."""
    if fact.type == "choice":
        return CHOICE_TYPE
    if fact.type == "rate":
        return pa.decimal128(18, fact.decimals)
    return _ARROW_TYPES[fact.type]


def schema(entity: EntityType) -> pa.Schema:
    """The columns that a table of ``entity`` must have."""
    fields = [pa.field("id", pa.int64(), nullable=False)]
    if entity.owner is not None:
        fields.append(pa.field(f"{entity.owner.name}_id", pa.int64(), nullable=False))
    fields += [pa.field(f"{relation.name}_id", pa.int64()) for relation in entity.links]
    fields += [pa.field(fact.name, arrow_type(fact)) for fact in entity.facts.values()]
    return pa.schema(fields)


#: Row numbers by ascending id (``None`` where rows stand so), and the ids in that order.
_Order = tuple[np.ndarray[Any, Any] | None, np.ndarray[Any, Any]]


class Tables:
    """Some households with everything that belongs to them.

    Args:
        entities: The entities of the law.
        tables: Entity name → Arrow table with the columns of :func:`schema` (a missing fact column
            is a fact that nobody knows; a missing table is empty).

    Raises:
        DataError: a column has another type, or members do not lie together in their owners' order.
    """

    def __init__(self, entities: EntityMap, tables: Mapping[str, pa.Table]) -> None:
        self.entities = entities
        self.tables = {
            entity.name: _conform(entity, tables.get(entity.name)) for entity in entities
        }

    def replaced(self, tables: Mapping[str, pa.Table]) -> Tables:
        """The same with some tables in the place of others.

        Raises:
            DataError: a column has another type.
        """
        found = object.__new__(Tables)
        found.entities = self.entities
        conformed = {name: _conform(self.entities[name], table) for name, table in tables.items()}
        found.tables = self.tables | conformed
        return found

    def __getitem__(self, entity: str) -> pa.Table:
        return self.tables[entity]

    def size(self, entity: str) -> int:
        """Number of rows of ``entity``."""
        return int(self.tables[entity].num_rows)

    @cached_property
    def ids(self) -> dict[str, np.ndarray[Any, Any]]:
        """Entity name → ids in row order."""
        return {name: _numbers(table, "id") for name, table in self.tables.items()}

    def position(self, entity: str, key: int) -> int:
        """Row number of the entity whose id is ``key``, or -1."""
        return self._places[entity].get(key, -1)

    @cached_property
    def _places(self) -> dict[str, dict[int, int]]:
        return {
            name: dict(zip(ids.tolist(), range(len(ids)), strict=True))
            for name, ids in self.ids.items()
        }

    def offsets(self, entity: str) -> np.ndarray[Any, Any]:
        """Where the members of each owner begin in the table of ``entity``; one longer than owners.

        Raises:
            DataError: a row's owner is not there, or rows are not in their owners' order.
        """
        return self._offsets[entity]

    @cached_property
    def _offsets(self) -> dict[str, np.ndarray[Any, Any]]:
        return {e.name: self._members_of(e) for e in self.entities if e.owner is not None}

    def _members_of(self, entity: EntityType) -> np.ndarray[Any, Any]:
        assert entity.owner is not None
        mine = _numbers(self.tables[entity.name], f"{entity.owner.name}_id")
        places = self._positions(entity.owner.target, mine)
        if len(places) and places.min() < 0:
            row = int(np.argmin(places))
            raise DataError(
                f"{entity.table}, row {row + 1}: {entity.owner.name}_id {mine[row]} is not in "
                f"{self.entities[entity.owner.target].table}"
            )
        if np.any(np.diff(places) < 0):
            row = int(np.argmax(np.diff(places) < 0)) + 1
            raise DataError(
                f"{entity.table}, row {row + 1}: rows must stand in the order of their "
                f"{entity.owner.name}; sort the table by {entity.owner.name}_id's place"
            )
        counts = np.bincount(places, minlength=self.size(entity.owner.target))
        return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def owners(self, entity: str) -> np.ndarray[Any, Any]:
        """Row number of each row's owner."""
        offsets = self.offsets(entity)
        return np.repeat(np.arange(len(offsets) - 1, dtype=np.int64), np.diff(offsets))

    def targets(self, entity: str, relation: str) -> np.ndarray[Any, Any]:
        """Row number that each row's link points to, -1 for nobody."""
        link = self.entities[entity].relations[relation]
        column = one_array(self.tables[entity].column(f"{relation}_id"))
        places = np.full(len(column), -1, dtype=np.int64)
        somebody = is_there(column)
        places[somebody] = self._positions(link.target, plain_numbers(column)[somebody])
        return places

    def _positions(self, entity: str, wanted: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Row number of each id that is wanted, -1 where no row of ``entity`` has it."""
        order, ids = self._in_order(entity)
        if not len(ids):
            return np.full(len(wanted), -1, dtype=np.int64)
        places = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
        found = ids[places] == wanted
        places = places if order is None else order[places]
        return np.where(found, places, -1).astype(np.int64, copy=False)

    def _in_order(self, entity: str) -> _Order:
        if entity not in self._sorted:
            ids = self.ids[entity]
            order = None if np.all(np.diff(ids) > 0) else np.argsort(ids, kind="stable")
            self._sorted[entity] = order, ids if order is None else ids[order]
        return self._sorted[entity]

    @cached_property
    def bound(self) -> dict[tuple[str, str, str], np.ndarray[Any, Any]]:
        """Row numbers that kernels have read, kept for the next."""
        return {}

    @cached_property
    def _sorted(self) -> dict[str, _Order]:
        return {}

    # --- single rows ----------------------------------------------------------------------------

    def household(self, place: int, top: str = "Household") -> Row:
        """The household in row ``place`` with all it owns and points to, for the explainer.

        People outside the household that a link points to come with their own households.
        """
        built: dict[tuple[str, int], Row] = {}
        [row] = self._build(top, (place, place + 1), None, built)
        pending = list(row.walk())
        while pending:
            current = pending.pop()
            for relation in self.entities[current.entity].links:
                position = self._link_of(current, relation.name)
                if position >= 0 and relation.name not in current.links:
                    key = (relation.target, position)
                    if key not in built:
                        pending += list(self._build_whole(relation.target, position, built).walk())
                    current.links[relation.name] = built[key]
        return row

    def _build_whole(self, entity: str, place: int, built: dict[tuple[str, int], Row]) -> Row:
        owner = self.entities[entity].owner
        while owner is not None:
            place = int(np.searchsorted(self.offsets(entity), place, side="right") - 1)
            entity, owner = owner.target, self.entities[owner.target].owner
        return self._build(entity, (place, place + 1), None, built)[0]

    def _build(
        self,
        entity: str,
        span: tuple[int, int],
        owner: Row | None,
        built: dict[tuple[str, int], Row],
    ) -> list[Row]:
        """The rows from the first place of ``span`` up to the second, with all they own."""
        start, end = span
        if start == end:
            return []
        rows = [Row(entity, int(key), owner=owner) for key in self.ids[entity][start:end]]
        built.update(zip(((entity, place) for place in range(start, end)), rows, strict=True))
        for fact, column in self._facts[entity]:
            for row, value in zip(rows, column.slice(start, end - start).to_pylist(), strict=True):
                row.values[fact.name] = UNKNOWN if value is None else read_fact(fact, value)
        for relation in self.entities[entity].relations.values():
            if relation.kind == "members":
                offsets = self.offsets(relation.target)[start : end + 1].tolist()
                for row, members in zip(rows, pairwise(offsets), strict=True):
                    row.members[relation.name] = self._build(relation.target, members, row, built)
        return rows

    @cached_property
    def _facts(self) -> dict[str, list[tuple[Fact, pa.Array]]]:
        return {
            entity.name: [
                (fact, one_array(self.tables[entity.name].column(fact.name)))
                for fact in entity.facts.values()
            ]
            for entity in self.entities
        }

    def _link_of(self, row: Row, relation: str) -> int:
        place = self.position(row.entity, row.key)
        target = self.tables[row.entity].column(f"{relation}_id")[place].as_py()
        link = self.entities[row.entity].relations[relation]
        return -1 if target is None else self.position(link.target, target)


def _numbers(table: pa.Table, name: str) -> np.ndarray[Any, Any]:
    return plain_numbers(one_array(table.column(name)))


def _conform(entity: EntityType, table: pa.Table | None) -> pa.Table:
    wanted = schema(entity)
    if table is None:
        return pa.table([pa.nulls(0, field.type) for field in wanted], schema=wanted)
    columns = dict(zip(table.column_names, table.columns, strict=True))
    for field in wanted:
        if field.name in columns:
            columns[field.name] = _cast(entity, field, columns[field.name])
        elif field.nullable:
            columns[field.name] = pa.chunked_array([pa.nulls(table.num_rows, field.type)])
        else:
            raise DataError(f"{entity.table}: column {field.name} is missing")
    return pa.table(columns).combine_chunks()


def _cast(entity: EntityType, field: pa.Field, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column in the type of its field."""
    if entity.facts.get(field.name) is not None and field.type == CHOICE_TYPE:
        column = _coded(entity.facts[field.name], column)
    elif column.type != field.type:
        try:
            column = column.cast(field.type)
        except pa.ArrowInvalid as error:
            raise DataError(f"{entity.table}: column {field.name}: {error}") from None
    if not field.nullable and column.null_count:
        raise DataError(f"{entity.table}: column {field.name} has empty cells")
    return column


def _coded(fact: Fact, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A choice column whose dictionary is exactly the choice's codes, in order."""
    assert fact.choice is not None
    codes = word_array(fact.choice.codes())
    chunks = [_coded_chunk(fact, chunk, codes) for chunk in column.chunks]
    return pa.chunked_array(chunks, pa.dictionary(pa.int8(), pa.string()))


def _coded_chunk(fact: Fact, chunk: pa.Array, codes: pa.Array) -> pa.Array:
    if not pa.types.is_dictionary(chunk.type):
        chunk = chunk.cast(pa.string()).dictionary_encode()
    if chunk.dictionary.equals(codes) and chunk.indices.type == pa.int8():
        return chunk
    known = {code: number for number, code in enumerate(codes.to_pylist())}
    used = chunk.dictionary.to_pylist()
    unknown = [code for code in used if code not in known]
    if unknown:
        allowed = ", ".join(known)
        raise DataError(f"{fact.qualified}: {unknown[0]!r} is not one of {allowed}")
    numbers = np.array([known[code] for code in used] or [0], dtype=np.int8)
    somebody = is_there(chunk.indices)
    places = np.where(somebody, plain_numbers(chunk.indices), 0)
    indices = number_array(numbers[places], None if somebody.all() else ~somebody)
    return pa.DictionaryArray.from_arrays(indices, codes)


def tables_of(entities: EntityMap, households: Iterable[Row]) -> Tables:
    """Put households in memory into tables; ids are given anew, in order.

    Rows outside that links point to (areas, people of other households) are added to their tables.
    """
    return tables_and_places(entities, households)[0]


def tables_and_places(
    entities: EntityMap, households: Iterable[Row]
) -> tuple[Tables, dict[int, int]]:
    """As :func:`tables_of`, with the row number of every row by its ``id()``."""
    collected: dict[str, list[Row]] = {entity.name: [] for entity in entities}
    places: dict[int, int] = {}
    pending = list(households)
    for row in pending:
        for inner in row.walk():
            if id(inner) in places:
                continue
            collected[inner.entity].append(inner)
            places[id(inner)] = len(collected[inner.entity])
            pending.extend(_top(t) for t in inner.links.values() if id(_top(t)) not in places)
    tables = {entity.name: _table(entity, collected[entity.name], places) for entity in entities}
    return Tables(entities, tables), {row: place - 1 for row, place in places.items()}


def _top(row: Row) -> Row:
    while row.owner is not None:
        row = row.owner
    return row


def _table(entity: EntityType, rows: list[Row], places: dict[int, int]) -> pa.Table:
    columns: dict[str, list[Any]] = {"id": [places[id(row)] for row in rows]}
    if entity.owner is not None:
        columns[f"{entity.owner.name}_id"] = [places[id(row.owner)] for row in rows]
    for relation in entity.links:
        linked = [row.links.get(relation.name) for row in rows]
        columns[f"{relation.name}_id"] = [places[id(row)] if row else None for row in linked]
    for fact in entity.facts.values():
        columns[fact.name] = [stored(row.values.get(fact.name, UNKNOWN)) for row in rows]
    wanted = schema(entity)
    arrays = [_array(columns[field.name], field, entity) for field in wanted]
    return pa.table(arrays, schema=wanted)


def _array(values: list[Any], field: pa.Field, entity: EntityType) -> pa.Array:
    found = entity.facts.get(field.name)
    if found is not None and found.type == "rate":
        values = [
            None if v is None else Decimal(v.numerator) / Decimal(v.denominator) for v in values
        ]
        values = [None if v is None else round(v, found.decimals) for v in values]
    if found is not None and found.choice is not None:
        codes = found.choice.codes()
        indices = pa.array([None if v is None else codes.index(v) for v in values], pa.int8())
        return pa.DictionaryArray.from_arrays(indices, pa.array(codes, pa.string()))
    return pa.array(values, field.type)


def stored(value: Any) -> Any:
    """A fact's value as a table cell holds it."""
    if value is UNKNOWN:
        return None
    return value.code if isinstance(value, Choice) else value
