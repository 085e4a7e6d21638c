"""The same people with one fact otherwise: what the law would say then."""

from __future__ import annotations

import copy

import polars as pl
import pyarrow as pa

from ansinh.engine.tables import Tables
from ansinh.insight.frames import plain


def with_fact(tables: Tables, entity: str, name: str, values: pa.Array) -> Tables:
    """The tables with another column of a fact; rows, order and links stay."""
    changed = copy.copy(tables)
    table = tables[entity]
    place = table.column_names.index(name)
    column = table.set_column(place, table.schema.field(name), values)
    changed.tables = {**tables.tables, entity: column.combine_chunks()}
    return changed


def older(tables: Tables, months: int) -> Tables:
    """The tables as if everybody had been born so many months earlier."""
    born = plain(tables["Person"].column("birth_date")).cast(pl.Date).dt.offset_by(f"-{months}mo")
    return with_fact(tables, "Person", "birth_date", born.to_arrow().cast(pa.date32()))
