"""The registry of the database as a snapshot for the engine: commune by commune, bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from ansinh.engine.errors import DataError
from ansinh.people.snapshot import SnapshotInfo
from ansinh.people.writer import SnapshotWriter
from ansinh.web.access import audit
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.models import Household, Person
from ansinh.web.registry.tables import LAYOUT, arrow, owned, reference, tables_of

Progress = Callable[[int, int], None]


def write_snapshot(
    folder: Path, day: date, progress: Progress | None = None, area: int | None = None
) -> None:
    """Write everybody in the registry; the folder appears when all of it is there.

    What stands there already is left, if it shows that day and nothing was changed since it was
    begun: a run that was killed goes on from it.

    Args:
        area: A commune: its households alone, and those elsewhere that their links lead to.

    Raises:
        DataError: a row cannot be written.
    """
    made = f"registry of the office, {audit.last_change()}"
    if _stands(folder, day, made):
        return
    if area is not None:
        homes = Household.objects.filter(area_id=area, closed_on__isnull=True)
        tables = tables_of(list(homes.values_list("pk", flat=True)))
        with SnapshotWriter(folder, ENTITIES, day, made=made, replace=True) as out:
            out.reference({entity.name: tables[entity.name] for entity in LAYOUT.reference})
            out.write({entity.name: tables[entity.name] for entity in LAYOUT.tree})
        return
    communes = _communes()
    with SnapshotWriter(folder, ENTITIES, day, made=made, replace=True) as out:
        out.reference(reference())
        ended = _ended()
        for number, (where, values) in enumerate(communes, 1):
            out.write(_whole(where, values, ended))
            if progress is not None:
                progress(number, len(communes))


def _stands(folder: Path, day: date, made: str) -> bool:
    try:
        info = SnapshotInfo.load(folder)
    except DataError:
        return False
    return (info.date, info.made) == (day, made)


def _communes() -> list[tuple[str, tuple[Any, ...]]]:
    """A condition for the households of each commune, and of none."""
    areas = Household.objects.order_by("area_id").values_list("area_id", flat=True).distinct()
    return [
        ("area_id IS NULL", ()) if area is None else ("area_id = %s", (area,)) for area in areas
    ]


def _ended() -> pl.Series:
    """People whose rows have ended: links to them lead nowhere."""
    ids = Person.objects.filter(closed_on__isnull=False).values_list("pk", flat=True)
    return pl.Series(list(ids), dtype=pl.Int64)


def _whole(where: str, values: tuple[Any, ...], ended: pl.Series) -> dict[str, pa.Table]:
    found = owned(where, values)
    return {
        entity.name: arrow(entity, found[entity.name].with_columns(list(_kept(entity, ended))))
        for entity in LAYOUT.tree
    }


def _kept(entity: Any, ended: pl.Series) -> Iterator[pl.Expr]:
    for link in entity.links:
        if link.target == "Person":
            column = pl.col(f"{link.name}_id")
            yield pl.when(~column.is_in(ended.implode())).then(column).alias(f"{link.name}_id")
