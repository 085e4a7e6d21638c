"""Households of the database as the engine's tables: for a page, for a run, for a snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
import pyarrow as pa
from django.db.models import Q

from ansinh.engine.entities import EntityType
from ansinh.engine.rows import Row
from ansinh.engine.tables import Tables
from ansinh.people.layout import GUEST_DEPTH, Layout
from ansinh.web.registry.bulk import among, read
from ansinh.web.registry.details import detail_of
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.membership import NEVER, homes_of, lived_in
from ansinh.web.registry.models import MODELS, Change, Membership

LAYOUT = Layout(ENTITIES)
#: Values put in place of what the registry holds: (entity, row, fact) → value as written.
Values = Mapping[tuple[str, int, str], Any]


def household_row(household: int, on: date | None = None, instead: Values | None = None) -> Row:
    """One household for the explainer, with the households that its links lead to.

    Args:
        on: A day: who lived there then, with facts that changed later as they were. Without it, as
            everything stands now.
        instead: Values tried before they are saved.
    """
    return tables_of([household], instead, on).household(0)


def tables_of(
    households: Sequence[int], instead: Values | None = None, on: date | None = None
) -> Tables:
    """Households in ascending order, then those that their links lead to, as one set of tables."""
    everything = sorted(households)
    found = fresh = _numbered(everything, instead or {}, on)
    for _ in range(GUEST_DEPTH):
        reached = _linked(fresh, everything, on)
        if not reached:
            break
        everything += reached
        fresh = _numbered(reached, instead or {}, on)
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


def earlier_values(
    households: Sequence[int], people: Sequence[int], on: date
) -> dict[tuple[str, int, str], Any]:
    """What details of households and people were on a day, of those that have changed since.

    A change stands with the household in which its person lived when it was written down.
    """
    homes = Membership.objects.filter(person__in=people).values("household")
    mine = Q(household__in=households) | Q(household__in=homes)
    later = Change.objects.filter(mine, valid_from__gt=on).order_by("-id")
    return {(change.entity, change.row, change.fact): change.before for change in later}


def owned(where: str, values: tuple[Any, ...], on: date | None = None) -> dict[str, pl.DataFrame]:
    """Entity → rows of the households that an SQL condition names, in the order of their owners.

    Args:
        on: A day: people who lived there then, and rows that had not ended. Without it, now.
    """
    found: dict[str, pl.DataFrame] = {}
    for entity in LAYOUT.tree:
        homes: dict[int, int] = {}
        if entity.owner is not None:
            owners = found[entity.owner.target]["id"]
            where, values = among(f"{entity.owner.name}_id", owners.to_list())
            if entity.name == "Person" and on is not None:
                homes = lived_in(owners.to_list(), on)
                where, values = among("id", list(homes))
        kept, marks = _lasting(on)
        frame = read(MODELS[entity.name], f"WHERE {kept} AND {where} ORDER BY id", marks + values)
        numbers = [name for name in frame.columns if name == "id" or name.endswith("_id")]
        frame = frame.with_columns(pl.col(numbers).cast(pl.Int64))
        if homes:
            places = pl.col("id").replace_strict(homes, return_dtype=pl.Int64)
            frame = frame.with_columns(household_id=places)
        if entity.owner is not None:
            frame = _in_order(frame, f"{entity.owner.name}_id", owners)
        found[entity.name] = frame
    return found


def _lasting(on: date | None) -> tuple[str, tuple[Any, ...]]:
    """The condition on rows that had not ended on the day; now, where there is none."""
    if on is None:
        return "closed_on IS NULL", ()
    marks = ", ".join(["%s"] * len(NEVER))
    ended = f"(closed_on IS NULL OR (closed_on > %s AND close_reason NOT IN ({marks})))"
    return ended, (on.isoformat(), *NEVER)


def _numbered(
    households: Sequence[int], instead: Values, on: date | None
) -> dict[str, pl.DataFrame]:
    """Rows of the households with these numbers, in ascending order, with values in place."""
    found = owned(*among("id", households), on)
    earlier = earlier_values(households, found["Person"]["id"].to_list(), on) if on else {}
    values = {**earlier, **instead}
    return {e.name: _with_values(e, found[e.name], values) for e in LAYOUT.tree}


def _in_order(frame: pl.DataFrame, owner: str, ids: pl.Series) -> pl.DataFrame:
    places = pl.DataFrame({owner: ids}).with_row_index("_place")
    return frame.join(places, on=owner).sort("_place", "id").drop("_place")


def _linked(found: dict[str, pl.DataFrame], known: Sequence[int], on: date | None) -> list[int]:
    """Households outside ``known`` that links of the rows lead to."""
    people: set[int] = set()
    for relation in LAYOUT.inner_links:
        if relation.target == "Person":
            people |= set(found[relation.entity][f"{relation.name}_id"].drop_nulls().to_list())
    if on is not None:
        return sorted(homes_of(people, on) - set(known))
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


def _with_values(entity: EntityType, frame: pl.DataFrame, values: Values) -> pl.DataFrame:
    for (name, row, detail), value in values.items():
        if name == entity.name:
            column = detail_of(name, detail).column
            kind = pl.Int64 if column.endswith("_id") else pl.String
            changed = pl.when(pl.col("id") == row).then(pl.lit(value).cast(pl.String).cast(kind))
            frame = frame.with_columns(changed.otherwise(pl.col(column).cast(kind)).alias(column))
    return frame


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
