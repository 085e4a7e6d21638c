from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from ansinh.engine.errors import DataError
from ansinh.engine.explain import Explainer
from ansinh.law.book import national_law
from ansinh.people.make import make
from ansinh.people.snapshot import Snapshot
from ansinh.web.registry.loading import load
from ansinh.web.registry.models import Household
from ansinh.web.registry.rows import household_row
from ansinh.web.registry.snapshot import write_snapshot

DAY = date(2026, 11, 24)


def test_the_tables_follow_the_facts_of_the_law(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "registry"
    make(300, 42, folder, DAY)
    return folder


def test_a_registry_goes_in_and_out_without_a_difference(
    db: None, made: Path, tmp_path: Path
) -> None:
    load(made)
    first = Snapshot.open(made)
    write_snapshot(tmp_path / "out", first.info.date)
    second = Snapshot.open(tmp_path / "out")
    assert second.info.rows == first.info.rows
    before, after = next(first.chunks()), next(second.chunks())
    for entity in first.layout.entities:
        ours, theirs = before.tables[entity.name], after.tables[entity.name]
        order = [("id", "ascending")]
        left, right = (table.sort_by(order).to_pylist() for table in (ours, theirs))
        assert [_plain(row) for row in left] == [_plain(row) for row in right]


def test_the_law_says_the_same_of_a_household_in_the_database(db: None, made: Path) -> None:
    load(made)
    snapshot = Snapshot.open(made)
    chunk, day = next(snapshot.chunks()), snapshot.info.date
    explainer = Explainer(national_law(), day, day)
    for place in range(0, 60, 10):
        theirs = chunk.tables.household(place)
        ours = household_row(int(chunk.tables.ids["Household"][place]))
        told = [
            {
                (row.entity, row.key, code): one.outcome
                for row, found in explainer.explain_household(top).items()
                for code, one in found.items()
            }
            for top in (theirs, ours)
        ]
        assert told[0] == told[1]


def test_a_snapshot_goes_into_an_empty_registry_only(db: None, made: Path) -> None:
    load(made)
    count = Household.objects.count()
    with pytest.raises(DataError, match="empty"):
        load(made)
    assert Household.objects.count() == count


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value not in (None, "")}
