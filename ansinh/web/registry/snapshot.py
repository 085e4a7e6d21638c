"""The registry of the database as a snapshot for the engine: commune by commune, bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from ansinh.people.writer import SnapshotWriter
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.models import Household, Person
from ansinh.web.registry.tables import LAYOUT, Condition, arrow, owned, reference

Progress = Callable[[int, int], None]


def write_snapshot(folder: Path, day: date, progress: Progress | None = None) -> None:
    """Write everybody in the registry; the folder appears when all of it is there.

    Raises:
        DataError: a row cannot be written.
    """
    communes = _communes()
    with SnapshotWriter(folder, ENTITIES, day, made="registry of the office", replace=True) as out:
        out.reference(reference())
        ended = _ended()
        for number, commune in enumerate(communes, 1):
            out.write(_whole(commune, ended))
            if progress is not None:
                progress(number, len(communes))


def _communes() -> list[Condition]:
    """A condition for the households of each commune, and of none."""
    areas = Household.objects.order_by("area_id").values_list("area_id", flat=True).distinct()
    return [
        Condition("area_id IS NULL") if area is None else Condition("area_id = %s", (area,))
        for area in areas
    ]


def _ended() -> pl.Series:
    """People whose rows have ended: links to them lead nowhere."""
    ids = Person.objects.filter(closed_on__isnull=False).values_list("pk", flat=True)
    return pl.Series(list(ids), dtype=pl.Int64)


def _whole(commune: Condition, ended: pl.Series) -> dict[str, pa.Table]:
    found = owned(commune)
    return {
        entity.name: arrow(entity, found[entity.name].with_columns(list(_kept(entity, ended))))
        for entity in LAYOUT.tree
    }


def _kept(entity: Any, ended: pl.Series) -> Iterator[pl.Expr]:
    for link in entity.links:
        if link.target == "Person":
            column = pl.col(f"{link.name}_id")
            yield pl.when(~column.is_in(ended.implode())).then(column).alias(f"{link.name}_id")
