from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from ansinh.engine.entities import UNKNOWN
from ansinh.engine.errors import DataError
from ansinh.engine.explain import Explainer
from ansinh.engine.rows import Row
from ansinh.law.book import national_law
from ansinh.people.make import make
from ansinh.people.snapshot import Snapshot
from ansinh.web.access.models import Entry
from ansinh.web.registry import loading
from ansinh.web.registry.loading import load
from ansinh.web.registry.models import MODELS, Household
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


def test_a_page_reads_the_rows_that_a_run_reads(db: None, made: Path) -> None:
    load(made)
    chunk = next(Snapshot.open(made).chunks())
    leading = 0
    for place in range(0, 300, 7):
        ours = household_row(int(chunk.tables.ids["Household"][place]))
        assert _shape(ours) == _shape(chunk.tables.household(place))
        leading += any(_top(link) is not ours for row in ours.walk() for link in row.links.values())
    assert leading > 10


def test_a_load_that_dies_leaves_nothing_and_every_index(
    db: None, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, done = _indexes(), []

    def dies(*_: Any) -> int:
        done.append(1)
        if len(done) > 5:
            raise KeyboardInterrupt
        return 0

    with monkeypatch.context() as patched:
        patched.setattr(loading, "insert", dies)
        with pytest.raises(KeyboardInterrupt):
            load(made)
    assert (Household.objects.exists(), _indexes()) == (False, before)
    load(made)
    assert _indexes() == before
    assert Entry.objects.get().action == "load"


def _indexes() -> set[tuple[str, str, str]]:
    """Indexes and keys to other tables of the registry, with what they say."""
    found = set()
    with connection.cursor() as cursor:
        for model in MODELS.values():
            table = model._meta.db_table
            told = connection.introspection.get_constraints(cursor, table)
            found |= {(table, name, repr(sorted(what.items()))) for name, what in told.items()}
    return found


def _top(row: Row) -> Row:
    return row if row.owner is None else _top(row.owner)


def _shape(row: Row, seen: dict[tuple[str, int], Any] | None = None) -> dict[tuple[str, int], Any]:
    """Everything that can be reached from a row: facts, owners, members and links by number."""
    seen = {} if seen is None else seen
    if (row.entity, row.key) not in seen:
        seen[row.entity, row.key] = (
            {name: value for name, value in row.values.items() if value is not UNKNOWN},
            row.owner and row.owner.key,
            {name: {member.key for member in members} for name, members in row.members.items()},
            {name: link.key for name, link in row.links.items()},
        )
        members = (member for some in row.members.values() for member in some)
        for other in (*members, *map(_top, row.links.values())):
            _shape(other, seen)
    return seen


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value not in (None, "")}
