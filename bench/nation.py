"""A population of any size from a snapshot: its row groups again and again, with other ids.

People of a copy differ from those of another in their ids alone: they live in the same communes
and have the same names and citizen numbers.
Made by streaming: memory does not grow with the population.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ansinh.engine.entities import EntityMap, EntityType
from ansinh.people.files import HouseholdFiles, ParquetTable
from ansinh.people.layout import GROUPS_IN_FILE, GUESTS, INFO, Layout
from ansinh.people.snapshot import Snapshot

_PARQUET = {"compression": "zstd", "compression_level": 1}


def nation(source: Path, people: int, out: Path, entities: EntityMap | None = None) -> Snapshot:
    """A snapshot of at least so many people in ``out``, repeating the one at ``source``."""
    snapshot = Snapshot.open(source, entities)
    info, layout = snapshot.info, snapshot.layout
    times = -(-people // info.rows["people"])
    (out / GUESTS).mkdir(parents=True)
    for entity in layout.reference:
        file = ParquetTable(layout.file(source, entity))
        pq.write_table(file.read(None), layout.file(out, entity), **_PARQUET)
    steps = _steps(layout, HouseholdFiles(source, layout, info.groups))
    for folder in ("", GUESTS):
        files = HouseholdFiles(source / folder, layout, info.groups)
        for entity in layout.tree:
            _repeat(files, entity, steps, times, out / folder)
    tree = {entity.table for entity in layout.tree}
    rows = {name: n * times if name in tree else n for name, n in info.rows.items()}
    made = f"{info.made}; repeated {times} times with other ids"
    whole = dataclasses.replace(info, made=made, rows=rows, groups=info.groups * times)
    (out / INFO).write_text(whole.as_json(), encoding="utf-8")
    return Snapshot.open(out, entities)


def _steps(layout: Layout, files: HouseholdFiles) -> dict[str, int]:
    """Entity → what its ids differ by from copy to copy."""
    ends = {}
    for entity in layout.tree:
        limits = [files.files[entity.name].limits(group, "id") for group in range(files.groups)]
        ends[entity.name] = max((limit[1] + 1 for limit in limits if limit), default=1)
    return ends


def _repeat(
    files: HouseholdFiles, entity: EntityType, steps: dict[str, int], times: int, out: Path
) -> None:
    targets = {"id": entity.name}
    if entity.owner is not None:
        targets[f"{entity.owner.name}_id"] = entity.owner.target
    targets |= {f"{link.name}_id": link.target for link in entity.links}
    moved = {name: steps[target] for name, target in targets.items() if target in steps}
    file = files.files[entity.name]
    coded = [n for n in file.schema.names if pa.types.is_dictionary(file.schema.field(n).type)]
    groups = [file.read(group) for group in range(files.groups)]
    whole = [(copy, table) for copy in range(times) for table in groups]
    for first in range(0, len(whole), GROUPS_IN_FILE):
        path = files.layout.file(out, entity, first)
        with pq.ParquetWriter(path, file.schema, use_dictionary=coded, **_PARQUET) as writer:
            for copy, table in whole[first : first + GROUPS_IN_FILE]:
                shifted = _shifted(table, {name: copy * step for name, step in moved.items()})
                writer.write_table(shifted, row_group_size=max(len(table), 1))


def _shifted(table: pa.Table, by: dict[str, int]) -> pa.Table:
    columns: list[Any] = [
        pc.add(table[name], pa.scalar(by[name], pa.int64())) if by.get(name) else table[name]
        for name in table.column_names
    ]
    return pa.table(columns, schema=table.schema)


if __name__ == "__main__":
    import sys

    made = nation(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
    print(f"{made.path}: {made.info.rows['people']:,} people, {made.info.groups} row groups")
