"""The insurance book: no month twice, one calendar year a line, whole months."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from ansinh.people.check import Report, check
from ansinh.people.snapshot import Snapshot
from ansinh.people.writer import SnapshotWriter

Line = tuple[int, str, date, date | None]


def with_book(commune: Snapshot, folder: Path, lines: list[Line]) -> Path:
    """The commune with these lines: person's place, category, since, until."""
    tables: dict[str, Any] = dict(commune.tables().tables)
    ids = tables["Person"].column("id")
    tables["InsurancePeriod"] = pa.table(
        {
            "id": pa.array(range(1, len(lines) + 1), pa.int64()),
            "person_id": pa.array([ids[place].as_py() for place, *_ in lines], pa.int64()),
            "category": [category for _, category, _, _ in lines],
            "since": pa.array([since for _, _, since, _ in lines], pa.date32()),
            "until": pa.array([until for _, _, _, until in lines], pa.date32()),
        }
    )
    path = folder / "registry"
    with SnapshotWriter(path, commune.layout.entities, commune.info.date, "with a book") as writer:
        writer.reference(commune.reference())
        writer.write(tables)
    return path


def kinds(report: Report) -> list[tuple[str, int | None]]:
    return [(violation.kind, violation.row) for violation in report]


def test_a_book_of_both_kinds_with_a_gap_and_an_open_end_is_clean(
    commune: Snapshot, tmp_path: Path
) -> None:
    path = with_book(
        commune,
        tmp_path,
        [
            (0, "employee", date(2023, 1, 1), date(2024, 1, 1)),
            (0, "voluntary", date(2024, 3, 1), date(2024, 7, 1)),
            (0, "employee", date(2024, 7, 1), None),
            (1, "employee", date(2023, 1, 1), date(2023, 2, 1)),
        ],
    )
    assert list(check(path)) == []


def test_a_voluntary_month_inside_a_compulsory_line_is_refused_with_both_named(
    commune: Snapshot, tmp_path: Path
) -> None:
    path = with_book(
        commune,
        tmp_path,
        [
            (0, "employee", date(2024, 1, 1), date(2025, 1, 1)),
            (0, "voluntary", date(2024, 3, 1), date(2024, 4, 1)),
            (0, "voluntary", date(2024, 12, 1), date(2025, 1, 1)),
            (1, "voluntary", date(2024, 3, 1), date(2024, 4, 1)),
        ],
    )
    report = check(path)
    assert kinds(report) == [
        ("overlapping insurance periods", 2),
        ("overlapping insurance periods", 3),
    ]
    assert str(report[1]) == (
        "insurance_periods.parquet, row 3, since: overlapping insurance periods: found"
        " a voluntary period from 2024-12-01, expected a start on or after 2025-01-01, where row 1"
        " (a compulsory period) ends: a month counts once"
    )


@pytest.mark.parametrize(
    ("since", "until", "kind", "words"),
    [
        (date(2024, 1, 15), None, "not the first of a month", "the first day of a month"),
        (
            date(2023, 7, 1),
            date(2024, 7, 1),
            "insurance period over two years",
            "the first until 2024-01-01",
        ),
        (date(2023, 7, 1), date(2023, 7, 1), "impossible dates", "after since"),
    ],
)
def test_a_line_is_whole_months_of_one_year(
    commune: Snapshot, tmp_path: Path, since: date, until: date | None, kind: str, words: str
) -> None:
    report = check(with_book(commune, tmp_path, [(0, "employee", since, until)]))
    assert kinds(report) == [(kind, 1)]
    assert words in report[0].expected
