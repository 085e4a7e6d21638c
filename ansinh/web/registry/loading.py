"""A registry snapshot into the database: table by table, row group by row group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
from django.db import connection, transaction

from ansinh.engine.errors import DataError
from ansinh.people.layout import Layout
from ansinh.people.snapshot import Chunk, Snapshot
from ansinh.people.spelling import name_forms
from ansinh.web.access import audit
from ansinh.web.registry.bulk import analyze, drop_indexes, insert, settle_sequence
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.membership import fill_memberships
from ansinh.web.registry.models import MODELS, Household, Membership

Progress = Callable[[int, int], None]


def load(folder: Path, progress: Progress | None = None) -> dict[str, int]:
    """Read a whole snapshot into an empty registry, all or nothing; returns rows by entity.

    Raises:
        DataError: the registry holds households already, or the snapshot cannot be read.
    """
    if Household.objects.exists():
        raise DataError("the registry holds households already; load into an empty one")
    snapshot = Snapshot.open(folder, ENTITIES)
    rows: Counter[str] = Counter()
    tables = [*MODELS.values(), Membership]
    with transaction.atomic():
        remaking = drop_indexes(tables)
        steps = snapshot.info.groups + len(remaking)
        for chunk in snapshot.chunks():
            for name, table in _new_rows(snapshot.layout, chunk):
                rows[name] += insert(MODELS[name], _frame(name, table))
            _tell(progress, chunk.number + 1, steps)
        fill_memberships()
        with connection.cursor() as cursor:
            for number, command in enumerate(remaking, snapshot.info.groups + 1):
                cursor.execute(command)
                _tell(progress, number, steps)
        for model in tables:
            settle_sequence(model)
            analyze(model)
        audit.write(None, "load", str(folder), rows=rows)
    return dict(rows)


def _tell(progress: Progress | None, done: int, steps: int) -> None:
    if progress is not None:
        progress(done, steps)


def _new_rows(layout: Layout, chunk: Chunk) -> Iterator[tuple[str, pa.Table]]:
    """Rows of a chunk that no earlier one had: areas come with the first, guests with none."""
    if chunk.number == 0:
        yield from ((entity.name, chunk.tables[entity.name]) for entity in layout.reference)
    for entity in layout.tree:
        yield entity.name, chunk.tables[entity.name].slice(0, chunk.own(entity.name))


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
