"""Registries that the tests of this folder share, and a way to spoil one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ansinh.engine.entities import EntityMap
from ansinh.law.book import national_law
from ansinh.people.layout import law_entities
from ansinh.people.make import make
from ansinh.people.rolls import Rolls
from ansinh.people.snapshot import Snapshot
from ansinh.people.writer import SnapshotWriter

TODAY = date(2026, 11, 24)
#: Registry, file, change of the file's table → a spoiled copy of the registry.
Spoil = Callable[..., Path]


@pytest.fixture(scope="session")
def entities() -> EntityMap:
    return law_entities()


@pytest.fixture(scope="session")
def rolls() -> Rolls:
    return Rolls.of_law(national_law())


@pytest.fixture(scope="session")
def commune(tmp_path_factory: pytest.TempPathFactory, rolls: Rolls) -> Snapshot:
    """One mountain commune with payment rolls, in a single row group."""
    return make(2000, 7, tmp_path_factory.mktemp("commune") / "registry", rolls=rolls)


@pytest.fixture(scope="session")
def truth(commune: Snapshot) -> pl.DataFrame:
    """What is wrong in the commune's rolls."""
    table = commune.extra("truth")  # noqa: S610 - no Django here
    assert table is not None
    return frame_of(table)


@pytest.fixture(scope="session")
def in_groups(tmp_path_factory: pytest.TempPathFactory, commune: Snapshot) -> Snapshot:
    """The same commune in many row groups, so that links lead from one to another."""
    path = tmp_path_factory.mktemp("groups") / "registry"
    tables = commune.tables()
    with SnapshotWriter(
        path, commune.layout.entities, commune.info.date, "regrouped", group_people=600
    ) as writer:
        writer.reference(commune.reference())
        writer.write(tables.tables)
    return Snapshot.open(path)


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Thirty thousand households over every commune, without rolls."""
    return make(30_000, 3, tmp_path_factory.mktemp("province") / "registry")


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """Copy a registry and rewrite one cell, or one table, of one file."""

    def rewrite(snapshot: Snapshot, file: str, change: Callable[[pa.Table], pa.Table]) -> Path:
        path = tmp_path / "spoiled"
        if not path.exists():
            shutil.copytree(snapshot.path, path)
        target = path / file
        with pq.ParquetFile(target) as source:
            sizes = [source.metadata.row_group(n).num_rows for n in range(source.num_row_groups)]
            table = change(source.read())
        start = 0
        with pq.ParquetWriter(target, table.schema) as writer:
            for number, size in enumerate(sizes):
                last = number == len(sizes) - 1
                part = table.slice(start) if last else table.slice(start, size)
                writer.write_table(part, row_group_size=max(len(part), 1))
                start += size
        return path

    return rewrite


def frame_of(table: pa.Table) -> pl.DataFrame:
    """An Arrow table as a frame."""
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame


def cell(row: int, column: str, value: Any) -> Callable[[pa.Table], pa.Table]:
    """A change of one cell; rows count from 0."""

    def change(table: pa.Table) -> pa.Table:
        values = table.column(column).to_pylist()
        values[row] = value
        field = table.schema.field(column)
        plain = pa.string() if pa.types.is_dictionary(field.type) else field.type
        place = table.schema.get_field_index(column)
        return table.set_column(place, pa.field(column, plain), pa.array(values, plain))

    return change
