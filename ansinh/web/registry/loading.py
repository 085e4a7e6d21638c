"""A registry snapshot into the database: table by table, row group by row group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
from django.db import connection, transaction

from ansinh.engine.errors import DataError
from ansinh.people.snapshot import Snapshot
from ansinh.people.spelling import name_forms
from ansinh.web.registry.bulk import insert, settle_sequence
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.membership import fill_memberships
from ansinh.web.registry.models import MODELS, Household

Progress = Callable[[int, int], None]


def load(folder: Path, progress: Progress | None = None) -> dict[str, int]:
    """Read a whole snapshot into an empty registry, all or nothing; returns rows by entity.

    Raises:
        DataError: the registry holds households already, or the snapshot cannot be read.
    """
    if Household.objects.exists():
        raise DataError("the registry holds households already; load into an empty one")
    snapshot = Snapshot.open(folder, ENTITIES)
    rows: dict[str, int] = {}
    with transaction.atomic():
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
        for chunk in snapshot.chunks():
            names = [e.name for e in snapshot.layout.tree]
            if chunk.number == 0:
                names = [*(e.name for e in snapshot.layout.reference), *names]
            for name in names:
                table = chunk.tables[name]
                if name in {e.name for e in snapshot.layout.tree}:
                    table = table.slice(0, chunk.own(name))
                rows[name] = rows.get(name, 0) + insert(MODELS[name], _frame(name, table))
            if progress is not None:
                progress(chunk.number + 1, snapshot.info.groups)
        for model in MODELS.values():
            settle_sequence(model)
        fill_memberships()
    return rows


def _frame(entity: str, table: pa.Table) -> pl.DataFrame:
    """The rows as the database takes them: choices as their codes, decimals exact, names folded."""
    columns: dict[str, Any] = {}
    for name in table.column_names:
        column = table.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        columns[name] = column
    frame = pl.DataFrame(pl.from_arrow(pa.table(columns)))
    rates = [fact.name for fact in ENTITIES[entity].facts.values() if fact.type == "rate"]
    frame = frame.with_columns(pl.col(rates).cast(pl.String))
    if entity == "Person":
        forms = name_forms(frame["full_name"])
        frame = frame.with_columns(search_name=forms["folded"])
    return frame
