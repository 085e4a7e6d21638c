"""Households of the database as the engine's tables: for a run, for a snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import pyarrow as pa

from ansinh.engine.entities import EntityType
from ansinh.engine.tables import Tables
from ansinh.people.layout import GUEST_DEPTH, Layout
from ansinh.web.registry.bulk import among, read
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.models import MODELS

LAYOUT = Layout(ENTITIES)


def tables_of(households: Sequence[int]) -> Tables:
    """Households in ascending order, then those that their links lead to, as one set of tables."""
    everything = sorted(households)
    found = fresh = owned(*among("id", everything))
    for _ in range(GUEST_DEPTH):
        reached = _linked(fresh, everything)
        if not reached:
            break
        everything += reached
        fresh = owned(*among("id", reached))
        found = {
            name: pl.concat([frame, fresh[name]], how="vertical_relaxed")
            for name, frame in found.items()
        }
    tables = reference(_areas_of(found))
    for entity in LAYOUT.tree:
        tables[entity.name] = arrow(entity, _without_lost_links(entity, found[entity.name], found))
    return Tables(ENTITIES, tables)


def reference(areas: Sequence[int] | None = None) -> dict[str, pa.Table]:
    """The areas with these numbers and what belongs to them; all areas without numbers."""
    tables = {}
    for entity in LAYOUT.reference:
        where, values = "", ()
        if areas is not None:
            column = "id" if entity.owner is None else f"{entity.owner.name}_id"
            wanted, values = among(column, areas)
            where = f"WHERE {wanted}"
        tables[entity.name] = arrow(
            entity, read(MODELS[entity.name], f"{where} ORDER BY id", values)
        )
    return tables


def _areas_of(found: Mapping[str, pl.DataFrame]) -> list[int]:
    """Areas that links of the rows lead to."""
    known = {entity.name for entity in LAYOUT.reference}
    columns = [
        found[entity.name][f"{link.name}_id"]
        for entity in LAYOUT.tree
        for link in entity.links
        if link.target in known
    ]
    return sorted({number for column in columns for number in column.drop_nulls().to_list()})


def owned(where: str, values: tuple[Any, ...]) -> dict[str, pl.DataFrame]:
    """Entity → rows of the households that an SQL condition names, in the order of their owners."""
    found: dict[str, pl.DataFrame] = {}
    for entity in LAYOUT.tree:
        if entity.owner is not None:
            owners = found[entity.owner.target]["id"]
            where, values = among(f"{entity.owner.name}_id", owners.to_list())
        kept = f"WHERE closed_on IS NULL AND {where} ORDER BY id"
        frame = read(MODELS[entity.name], kept, values)
        numbers = [name for name in frame.columns if name == "id" or name.endswith("_id")]
        frame = frame.with_columns(pl.col(numbers).cast(pl.Int64))
        if entity.owner is not None:
            frame = _in_order(frame, f"{entity.owner.name}_id", owners)
        found[entity.name] = frame
    return found


def _in_order(frame: pl.DataFrame, owner: str, ids: pl.Series) -> pl.DataFrame:
    places = pl.DataFrame({owner: ids}).with_row_index("_place")
    return frame.join(places, on=owner).sort("_place", "id").drop("_place")


def _linked(found: dict[str, pl.DataFrame], known: Sequence[int]) -> list[int]:
    """Households outside ``known`` that links of the rows lead to."""
    people: set[int] = set()
    for relation in LAYOUT.inner_links:
        if relation.target == "Person":
            people |= set(found[relation.entity][f"{relation.name}_id"].drop_nulls().to_list())
    homes = MODELS["Person"].objects.filter(pk__in=people).values_list("household_id", flat=True)
    return sorted(set(homes) - set(known))


def _without_lost_links(
    entity: EntityType, frame: pl.DataFrame, found: dict[str, pl.DataFrame]
) -> pl.DataFrame:
    """Links to who has ended, or stands too far away, lead nowhere."""
    lost = [
        pl.when(pl.col(f"{r.name}_id").is_in(found[r.target]["id"].implode())).then(f"{r.name}_id")
        for r in entity.links
        if r.target in found
    ]
    return frame.with_columns(lost)


def arrow(entity: EntityType, frame: pl.DataFrame) -> pa.Table:
    """Columns of the layout, each in its type."""
    schema = LAYOUT.schema(entity)
    columns = [_cast(frame[field.name], field.type) for field in schema]
    return pa.table(columns, schema=schema)


def _cast(column: pl.Series, kind: pa.DataType) -> pa.Array:
    if pa.types.is_boolean(kind):
        text = column.cast(pl.String).str.to_lowercase()
        column = text.replace_strict(
            {"t": True, "true": True, "1": True, "f": False, "false": False, "0": False},
            default=None,
            return_dtype=pl.Boolean,
        )
        return column.to_arrow()
    if pa.types.is_date(kind):
        return column.cast(pl.String).str.to_date("%Y-%m-%d").to_arrow().cast(kind)
    if pa.types.is_decimal(kind):
        return column.cast(pl.String).to_arrow().cast(pa.string()).cast(kind)
    if pa.types.is_integer(kind):
        return column.cast(pl.Int64).to_arrow().cast(kind)
    text = column.cast(pl.String).to_arrow().cast(pa.string())
    return text.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else text.cast(kind)
