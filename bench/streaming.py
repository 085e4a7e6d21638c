"""Parquet → law → Parquet over the chunks of a snapshot, and the same files without the law."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ansinh.engine.kernel import Kernel
from ansinh.engine.tables import Tables
from ansinh.law.book import national_law
from ansinh.people.layout import GUESTS
from ansinh.people.snapshot import Snapshot
from bench.wanted import TODAY, wanted_columns

_PARQUET = {"compression": "zstd", "compression_level": 1}


def whole(path: Path, out: Path) -> dict[str, float]:
    """Every chunk read, the whole law run over it, the outcomes with their ids written."""
    kernel = Kernel(national_law())
    snapshot, columns = Snapshot.open(path), wanted_columns(kernel)
    people, in_machine_code, started = 0, 0.0, time.perf_counter()
    writer = None
    for chunk in snapshot.chunks(columns):
        result = kernel.run(chunk.tables, [TODAY], own=chunk.own_households)
        table = with_ids(result.outcomes, chunk.tables)
        writer = writer or pq.ParquetWriter(out, table.schema, **_PARQUET)
        writer.write_table(table)
        people += chunk.own("Person")
        in_machine_code += result.seconds
    assert writer is not None
    writer.close()
    taken = time.perf_counter() - started
    return {"seconds": taken, "people": people, "machine_code": in_machine_code}


def chunks(path: Path, _: Path) -> dict[str, float]:
    """Only the chunks: files read, guests joined, columns checked."""
    snapshot, columns = Snapshot.open(path), wanted_columns(Kernel(national_law()))
    started = time.perf_counter()
    people = sum(chunk.own("Person") for chunk in snapshot.chunks(columns))
    return {"seconds": time.perf_counter() - started, "people": people}


def files(path: Path, out: Path) -> dict[str, float]:
    """Only the files: the same columns read by PyArrow, outcomes of an earlier run written."""
    columns = wanted_columns(Kernel(national_law()))
    outcomes = pq.read_table(out)
    snapshot = Snapshot.open(path)
    started = time.perf_counter()
    for number in range(snapshot.info.groups):
        for entity in snapshot.layout.tree:
            wanted = [*snapshot.layout.structure(entity), *columns.get(entity.name, ())]
            for folder in (path, path / GUESTS):
                with pq.ParquetFile(snapshot.layout.file(folder, entity)) as file:
                    file.read_row_group(number, columns=wanted)
    pq.write_table(outcomes, out, **_PARQUET)
    return {"seconds": time.perf_counter() - started, "people": snapshot.info.rows["people"]}


MODES: dict[str, Callable[[Path, Path], dict[str, float]]] = {
    "whole": whole,
    "chunks": chunks,
    "files": files,
}


def with_ids(outcomes: pa.Table, tables: Tables) -> pa.Table:
    """Outcomes with the registry's id of each row, instead of a row number of the chunk."""
    is_household = np.asarray(outcomes["entity"].cast("string")) == "Household"
    rows = np.asarray(outcomes["row"])
    ids: np.ndarray[Any, Any] = np.empty(len(rows), dtype=np.int64)
    for name, mine in (("Household", is_household), ("Person", ~is_household)):
        ids[mine] = tables.ids[name][rows[mine]]
    table = outcomes.drop_columns(["row"]).append_column("id", pa.array(ids))
    strings = [n for n in table.column_names if pa.types.is_dictionary(table[n].type)]
    for name in strings:
        place = table.column_names.index(name)
        table = table.set_column(place, name, table[name].cast(pa.string()))
    return table
