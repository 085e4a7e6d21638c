"""People whom links lead to outside a chunk come as guests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from ansinh.engine.entities import EntityMap
from ansinh.engine.oracle import Oracle
from ansinh.law.book import national_law
from ansinh.people.rolls import Rolls
from ansinh.people.snapshot import Snapshot
from ansinh.people.writer import SnapshotWriter

TODAY = date(2026, 11, 24)
LINKS = ("mother", "father", "spouse", "carer")


def chain(path: Path, entities: EntityMap, depth: int) -> Snapshot:
    """Six households of two; the mother of each first person is in the household before."""
    home = np.arange(1, 7)
    person = np.repeat(home, 2) * 10 + np.tile([0, 1], 6)
    mother = [None, None] + [int(person[row - 2]) if row % 2 == 0 else None for row in range(2, 12)]
    with SnapshotWriter(path, entities, TODAY, group_people=2, guest_depth=depth) as writer:
        writer.write(
            {
                "Household": pa.table({"id": home, "area_id": np.ones(6, dtype=np.int64)}),
                "Person": pa.table(
                    {
                        "id": person,
                        "household_id": np.repeat(home, 2),
                        "mother_id": pa.array(mother, pa.int64()),
                    }
                ),
            }
        )
    return Snapshot.open(path)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_links_are_followed_as_deep_as_the_snapshot_says(
    tmp_path: Path, entities: EntityMap, depth: int
) -> None:
    for chunk in chain(tmp_path / "r", entities, depth).chunks():
        assert chunk.own_households == 1
        homes = chunk.tables["Household"]["id"].to_pylist()
        own = homes[0]
        assert homes[1:] == list(range(max(1, own - depth), own))
        assert chunk.tables.size("Person") == 2 * len(homes)


def test_guests_bring_their_whole_household(in_groups: Snapshot) -> None:
    whole = in_groups.tables()
    sizes = dict(
        zip(whole.ids["Household"].tolist(), np.diff(whole.offsets("Person")).tolist(), strict=True)
    )
    guests = 0
    for chunk in in_groups.chunks():
        counts = np.diff(chunk.tables.offsets("Person"))
        for home, count in zip(chunk.tables.ids["Household"].tolist(), counts, strict=True):
            assert count == sizes[home]
        guests += chunk.tables.size("Household") - chunk.own_households
    assert guests > 50


def test_links_of_own_people_lead_to_the_same_person_as_in_the_whole(in_groups: Snapshot) -> None:
    whole = in_groups.tables()
    place = {key: row for row, key in enumerate(whole.ids["Person"].tolist())}
    for chunk in in_groups.chunks():
        tables, own = chunk.tables, chunk.own("Person")
        rows = [place[key] for key in tables.ids["Person"][:own].tolist()]
        for link in LINKS:
            here = tables.targets("Person", link)[:own]
            there = whole.targets("Person", link)[rows]
            assert np.array_equal(here < 0, there < 0)
            found = here >= 0
            assert np.array_equal(
                tables.ids["Person"][here[found]], whole.ids["Person"][there[found]]
            )


def test_nobody_is_their_own_guest(in_groups: Snapshot) -> None:
    for chunk in in_groups.chunks({}):
        homes = chunk.tables.ids["Household"]
        assert len(np.unique(homes)) == len(homes)


def test_the_law_gives_the_same_in_chunks_as_in_the_whole(
    in_groups: Snapshot, rolls: Rolls
) -> None:
    whole = in_groups.tables()
    wanted = rolls.due(whole, TODAY)
    parts = []
    for chunk in in_groups.chunks():
        found = rolls.due(chunk.tables, TODAY)
        for (entity,), group in found.group_by("entity"):
            mine = group.filter(group["row"] < chunk.own(str(entity)))
            keys = chunk.tables.ids[str(entity)][mine["row"].to_numpy()]
            parts += list(
                zip(
                    mine["entity"],
                    keys.tolist(),
                    mine["benefit"],
                    mine["status"],
                    mine["amount"],
                    strict=True,
                )
            )
    keys = [
        whole.ids[entity][row] for entity, row in zip(wanted["entity"], wanted["row"], strict=True)
    ]
    everything = list(
        zip(
            wanted["entity"],
            map(int, keys),
            wanted["benefit"],
            wanted["status"],
            wanted["amount"],
            strict=True,
        )
    )
    assert sorted(parts) == sorted(everything)


def test_the_oracle_agrees_on_households_with_guests(in_groups: Snapshot) -> None:
    book = national_law()
    whole = in_groups.tables()
    chunk = in_groups.chunk(in_groups.info.groups // 2)
    outside = np.flatnonzero(
        chunk.tables.targets("Person", "mother")[: chunk.own("Person")] >= chunk.own("Person")
    )
    assert len(outside)
    for person in outside[:10]:
        home = int(chunk.tables.owners("Person")[person])
        there = whole.position("Household", int(chunk.tables.ids["Household"][home]))
        rows = (chunk.tables.household(home), whole.household(there))
        found = [
            [
                Oracle(book, TODAY, TODAY).outcomes(one)
                for one in row.walk()
                if one.entity in ("Household", "Person")
            ]
            for row in rows
        ]
        assert found[0] == found[1]
