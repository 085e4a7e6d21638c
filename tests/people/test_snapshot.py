"""Writing a snapshot and reading it back, whole and in chunks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import DataError
from ansinh.people.check import check
from ansinh.people.layout import GROUP_PEOPLE, cut
from ansinh.people.make import make
from ansinh.people.snapshot import Snapshot
from ansinh.people.writer import SnapshotWriter

TODAY = date(2026, 11, 24)


def small(households: int = 3, people: int = 2, first: int = 1) -> dict[str, pa.Table]:
    home = np.arange(first, first + households)
    return {
        "Household": pa.table({"id": home, "area_id": np.ones(households, dtype=np.int64)}),
        "Person": pa.table(
            {
                "id": np.repeat(home, people) * 10 + np.tile(np.arange(people), households),
                "household_id": np.repeat(home, people),
                "full_name": pa.array(["Nguyễn Văn An"] * (households * people)),
            }
        ),
    }


def test_what_is_written_is_read_back(tmp_path: Path, entities: EntityMap) -> None:
    written = small()
    with SnapshotWriter(tmp_path / "r", entities, TODAY, "by hand") as writer:
        writer.reference({"Area": pa.table({"id": [1], "kind": ["rural"], "code": ["07627"]})})
        writer.write(written)
    snapshot = Snapshot.open(tmp_path / "r")
    tables = snapshot.tables()
    assert snapshot.info.date == TODAY
    assert snapshot.info.made == "by hand"
    assert snapshot.info.rows["people"] == 6
    assert tables["Person"].column("id").equals(written["Person"].column("id"))
    assert tables["Person"].column("full_name")[0].as_py() == "Nguyễn Văn An"
    assert tables["Person"].column("birth_date").null_count == 6
    assert tables["Area"].column("kind")[0].as_py() == "rural"


def test_a_large_table_goes_on_in_further_files(
    tmp_path: Path, entities: EntityMap, in_groups: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("layout", "writer"):
        monkeypatch.setattr(f"ansinh.people.{module}.GROUPS_IN_FILE", 3)
    path = tmp_path / "r"
    with SnapshotWriter(path, entities, in_groups.info.date, group_people=600) as writer:
        writer.reference(in_groups.reference())
        writer.write(in_groups.tables().tables)
    snapshot = Snapshot.open(path)
    groups = snapshot.info.groups
    assert groups == in_groups.info.groups > 6
    pieces = -(-groups // 3)
    assert len(list(path.glob("people*.parquet"))) == pieces
    assert len(list((path / "guests").glob("people*.parquet"))) == pieces
    for one, other in zip(in_groups.chunks(), snapshot.chunks(), strict=True):
        assert one.own_households == other.own_households
        assert all(one.tables[e.name].equals(other.tables[e.name]) for e in entities)
    assert snapshot.tables()["Person"].equals(in_groups.tables()["Person"])
    last = int(snapshot.tables()["Person"]["id"][-1].as_py())
    found = snapshot.find_person(last)
    assert found is not None
    assert found.tables.ids["Person"][found.person] == last
    assert list(check(path)) == []
    (path / f"people.{pieces - 1}.parquet").unlink()
    with pytest.raises(DataError, match=r"people\.parquet: expected .* row groups"):
        Snapshot.open(path)


def test_an_empty_registry_opens(tmp_path: Path, entities: EntityMap) -> None:
    with SnapshotWriter(tmp_path / "r", entities, TODAY):
        pass
    assert [chunk.own_households for chunk in Snapshot.open(tmp_path / "r").chunks()] == [0]


def test_chunks_together_are_the_whole_registry(in_groups: Snapshot) -> None:
    whole = in_groups.tables()
    chunks = list(in_groups.chunks())
    assert len(chunks) > 5
    for entity in in_groups.layout.tree:
        parts = [
            cut(in_groups.layout, chunk.tables, 0, chunk.own_households)[entity.name]
            for chunk in chunks
        ]
        assert pa.concat_tables(parts).equals(whole[entity.name].cast(parts[0].schema))
        assert [chunk.own(entity.name) for chunk in chunks] == [len(part) for part in parts]


def test_every_chunk_has_the_areas_whole(in_groups: Snapshot) -> None:
    areas = in_groups.info.rows["areas"]
    assert {chunk.tables.size("Area") for chunk in in_groups.chunks()} == {areas}


def test_row_groups_of_every_table_hold_the_same_households(in_groups: Snapshot) -> None:
    for chunk in in_groups.chunks():
        for entity in in_groups.layout.tree:
            if entity.owner is not None:
                chunk.tables.offsets(entity.name)


def test_chunks_have_about_the_size_they_should(province: Snapshot) -> None:
    sizes = [chunk.own("Person") for chunk in province.chunks({})]
    assert len(sizes) > 1
    assert all(0.8 * GROUP_PEOPLE <= size < 1.25 * GROUP_PEOPLE + 40 for size in sizes[:-1])
    assert 0 < sizes[-1] < 1.25 * GROUP_PEOPLE + 40


def test_a_row_group_ends_where_a_write_ends_near(tmp_path: Path, entities: EntityMap) -> None:
    with SnapshotWriter(tmp_path / "r", entities, TODAY, group_people=10) as writer:
        for first in (1, 101, 201, 301):
            writer.write(small(households=6, first=first))
    with SnapshotWriter(tmp_path / "s", entities, TODAY, group_people=10) as writer:
        writer.write(small(households=12))
    near, far = (
        [chunk.own("Person") for chunk in Snapshot.open(tmp_path / name).chunks({})]
        for name in ("r", "s")
    )
    assert near == [12, 12, 12, 12]
    assert far == [10, 10, 4]


def test_households_are_never_cut_in_two(in_groups: Snapshot) -> None:
    seen: set[int] = set()
    for chunk in in_groups.chunks({}):
        homes = set(chunk.tables["Person"]["household_id"].to_pylist()[: chunk.own("Person")])
        assert not homes & seen
        seen |= homes


def test_only_the_columns_asked_for_are_read(commune: Snapshot) -> None:
    tables = next(commune.chunks({"Person": ["birth_date"]})).tables
    assert tables["Person"].column("birth_date").null_count == 0
    assert "full_name" not in tables["Person"].column_names
    assert tables["Person"].column("sex").null_count == tables.size("Person")
    assert tables.offsets("Disability")[-1] == tables.size("Disability")


def test_a_person_is_found_by_id_and_by_citizen_number(in_groups: Snapshot) -> None:
    people = in_groups.tables()["Person"]
    for row in (0, 1500, len(people) - 1):
        key = people["id"][row].as_py()
        number = people["citizen_number"][row].as_py()
        for found in (in_groups.find_person(key), in_groups.find_person(number)):
            assert found is not None
            assert found.tables["Person"]["id"][found.person].as_py() == key
            home = found.tables["Household"]["id"][found.household].as_py()
            assert home == people["household_id"][row].as_py()


def test_nobody_is_found_by_a_number_that_nobody_has(in_groups: Snapshot) -> None:
    assert in_groups.find_person(1) is None
    assert in_groups.find_person("000000000000") is None


@pytest.mark.parametrize(
    "content",
    [
        None,
        "{",
        "[]",
        '{"format": "something"}',
        '{"format": "ansinh-snapshot", "version": 99}',
        '{"format": "ansinh-snapshot", "version": 1}',
    ],
)
def test_what_is_no_snapshot_does_not_open(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "snapshot.json").write_text(content)
    with pytest.raises(DataError, match=r"snapshot\.json"):
        Snapshot.open(tmp_path)


def test_a_missing_or_broken_file_is_named(commune: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "r"
    path.mkdir()
    for file in commune.path.rglob("*"):
        if file.is_file() and file.name != "people.parquet":
            target = path / file.relative_to(commune.path)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.read_bytes())
    with pytest.raises(DataError, match=r"people\.parquet: the file is missing"):
        Snapshot.open(path)
    (path / "people.parquet").write_bytes((commune.path / "people.parquet").read_bytes()[:5000])
    with pytest.raises(DataError, match=r"people\.parquet: not a readable Parquet file"):
        Snapshot.open(path)


def test_a_folder_that_exists_is_only_replaced_when_asked(
    tmp_path: Path, entities: EntityMap
) -> None:
    def write(**options: Any) -> None:
        with SnapshotWriter(tmp_path / "r", entities, TODAY, **options) as writer:
            writer.write(small())

    write()
    with pytest.raises(DataError, match="exists already"):
        write()
    write(replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_an_error_in_the_middle_leaves_nothing(tmp_path: Path, entities: EntityMap) -> None:
    def interrupted() -> None:
        with SnapshotWriter(tmp_path / "r", entities, TODAY, group_people=2) as writer:
            writer.write(small())
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_an_error_keeps_the_snapshot_that_was_to_be_replaced(
    tmp_path: Path, entities: EntityMap
) -> None:
    with SnapshotWriter(tmp_path / "r", entities, TODAY) as writer:
        writer.write(small())
    with (
        pytest.raises(DataError, match="people, row 1"),
        SnapshotWriter(tmp_path / "r", entities, TODAY, replace=True) as writer,
    ):
        writer.write(small() | {"Household": small(first=90)["Household"]})
    assert Snapshot.open(tmp_path / "r").info.rows["people"] == 6


_KILLED = """
import os, signal, sys
from ansinh.people import make
def stop(done, total):
    if done > total / 2:
        os.kill(os.getpid(), signal.SIGKILL)
make.BLOCK = 500
make.make(6000, 1, sys.argv[1], progress=stop)
"""


def test_a_kill_in_the_middle_leaves_nothing_that_opens(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path / "r")],
        env={**os.environ, "PYTHONPATH": str(root)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    left = list(tmp_path.iterdir())
    assert left
    for folder in left:
        with pytest.raises(DataError):
            Snapshot.open(folder)
    assert make(50, 1, tmp_path / "r", date(2022, 1, 1)).info.rows["households"] == 50
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_rows_out_of_their_owners_order_are_refused(tmp_path: Path, entities: EntityMap) -> None:
    tables = small()
    tables["Person"] = tables["Person"].take([2, 3, 0, 1, 4, 5])
    with (
        pytest.raises(DataError, match="order of their household"),
        SnapshotWriter(tmp_path / "r", entities, TODAY) as writer,
    ):
        writer.write(tables)


def test_snapshot_json_says_what_is_in_the_folder(commune: Snapshot) -> None:
    content = json.loads((commune.path / "snapshot.json").read_text(encoding="utf-8"))
    assert content["format"] == "ansinh-snapshot"
    assert content["date"] == "2026-11-24"
    assert content["rows"]["households"] == len(commune.tables()["Household"])
    assert "synthetic" in content["made"]
