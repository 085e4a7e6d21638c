from __future__ import annotations

from datetime import date
from pathlib import Path

from ansinh.insight.compare import Side, compare
from tests.insight.tiny_law import TODAY, tiny_book


def test_it_says_whom_a_new_level_touches_and_what_it_costs(registry: Path) -> None:
    book = tiny_book()
    entries = compare(
        registry, Side(book, date(2026, 6, 30), TODAY), Side(book, date(2026, 7, 1), TODAY)
    )
    elder = next(entry for entry in entries if entry["code"] == "tiny.elder")
    assert (elder["begin"], elder["end"], elder["less"]) == (0, 0, 0)
    assert elder["more"] == elder["before"] == elder["after"] == 5
    assert elder["due_after"] - elder["due_before"] == 5 * 40_000


def test_it_counts_who_begins_and_who_ends(registry: Path) -> None:
    book = tiny_book()
    entries = compare(
        registry, Side(book, date(2026, 12, 31), TODAY), Side(book, date(2027, 1, 1), TODAY)
    )
    found = {entry["code"]: entry for entry in entries}
    assert (found["tiny.poor_elder"]["end"], found["tiny.power"]["end"]) == (2, 1)
    assert found["tiny.elder"]["begin"] == 1
