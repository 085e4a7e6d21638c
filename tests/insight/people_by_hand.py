"""Registries written by hand: a few households, alone or beside a made population."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from ansinh.people.layout import Layout, law_entities
from ansinh.people.snapshot import Snapshot
from ansinh.people.writer import SnapshotWriter

Row = dict[str, Any]
TODAY = date(2026, 11, 24)
_AREAS = [
    {"id": 1, "code": "07531", "name": "Xã Tân Sơn"},
    {"id": 2, "code": "07444", "name": "Xã Biên Sơn"},
]
#: Entities of a household and of a person, by the key under which their rows are written.
_OF_HOME = {"recognitions": "PovertyRecognition", "receipts": "HouseholdReceipt"}
_OF_PERSON = {
    "receipts": "Receipt",
    "disabilities": "Disability",
    "insurance": "InsurancePeriod",
    "courses": "TrainingCourse",
    "titles": "MeritTitle",
    "relations": "MeritRelation",
}
_LINKS = ("mother", "father", "spouse", "carer")


def write(
    path: Path, homes: list[Row], *, beside: Snapshot | None = None, group_people: int = 50_000
) -> tuple[Snapshot, dict[str, int]]:
    """Write households; return the snapshot and the id of each person by key.

    A household has ``area_id``, further columns, ``people`` (key → columns; a link is the key of
    another person) and rows of the entities above.
    """
    layout = Layout(law_entities())
    first = 10**9
    ids = {key: first + n for n, key in enumerate(k for home in homes for k in home["people"])}
    rows: dict[str, list[Row]] = {entity.name: [] for entity in layout.entities}
    for number, home in enumerate(sorted(homes, key=lambda home: home.get("area_id", 1))):
        key = first + number
        _add(rows, _OF_HOME, home, {"household_id": key})
        rows["Household"].append({"area_id": 1, **_plain(home), "id": key})
        for name, person in home["people"].items():
            links = {f"{link}_id": ids[person[link]] for link in _LINKS if link in person}
            row = {**_plain(person), **links, "id": ids[name], "household_id": key}
            rows["Person"].append(row)
            _add(rows, _OF_PERSON, person, {"person_id": ids[name]})
    tables = {
        entity.name: pa.Table.from_pylist(rows[entity.name], layout.schema(entity))
        for entity in layout.tree
    }
    areas = layout.complete(
        layout.entities["Area"], pa.Table.from_pylist(_AREAS, pa.schema(_AREA_FIELDS))
    )
    with SnapshotWriter(path, layout.entities, TODAY, group_people=group_people) as writer:
        if beside is None:
            writer.reference({"Area": areas})
        else:
            writer.reference(beside.reference())
            writer.write(beside.tables().tables)
        writer.write(tables)
    return Snapshot.open(path), ids


_AREA_FIELDS = [("id", pa.int64()), ("code", pa.string()), ("name", pa.string())]


def _plain(row: Row) -> Row:
    inner = {"people", *_OF_HOME, *_OF_PERSON, *_LINKS}
    return {name: value for name, value in row.items() if name not in inner}


def _add(rows: dict[str, list[Row]], kinds: dict[str, str], owner: Row, owned_by: Row) -> None:
    for key, entity in kinds.items():
        for record in owner.get(key, ()):
            made = {"id": 10**9 + len(rows[entity]), **owned_by, **record}
            rows[entity].append(made)
