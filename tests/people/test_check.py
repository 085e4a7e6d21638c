"""The checker names file, row, column, what it found and what it expected."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ansinh.law.book import national_law
from ansinh.people.check import CAP, Report, check
from ansinh.people.snapshot import Snapshot
from tests.people.conftest import Spoil, cell

BENEFITS = list(national_law().benefits)


def only(report: Report) -> tuple[str, str, int | None, str | None]:
    """The one violation of a report, without its words."""
    assert [str(violation) for violation in report][1:] == []
    found = report[0]
    assert found.found
    assert found.expected
    return found.kind, found.file, found.row, found.column


def first_row(snapshot: Snapshot, entity: str, column: str, *, known: bool = True) -> int:
    """First row where a cell is known, or is not."""
    values = snapshot.tables()[entity].column(column)
    mask = values.is_valid() if known else values.is_null()
    return int(mask.to_pylist().index(True))


def value(snapshot: Snapshot, entity: str, column: str, row: int) -> Any:
    return snapshot.tables()[entity].column(column)[row].as_py()


@pytest.mark.parametrize("registry", ["commune", "in_groups", "province"])
def test_what_the_generator_makes_is_clean(registry: str, request: pytest.FixtureRequest) -> None:
    report = check(request.getfixturevalue(registry).path, BENEFITS)
    assert list(report) == []
    assert report.is_clean


TODAY = date(2026, 11, 24)
SPOILED = [
    # file, row from 0, column, value, kind
    ("people.parquet", 11, "household_id", 999_999_999, "nobody's row"),
    ("people.parquet", 12, "mother_id", 999_999_999, "dangling link"),
    ("households.parquet", 5, "former_area_id", 999_999_999, "dangling link"),
    ("people.parquet", 13, "sex", "unknown", "not a choice"),
    ("households.parquet", 6, "water_source", "river", "not a choice"),
    ("people.parquet", 14, "insurance_pension", -1, "outside limits"),
    ("households.parquet", 7, "monthly_income", 10**12 + 1, "outside limits"),
    ("people.parquet", 15, "death_date", TODAY + timedelta(1), "impossible dates"),
    ("people.parquet", 16, "death_date", date(1800, 1, 1), "impossible dates"),
    ("recognitions.parquet", 2, "until", date(2000, 1, 1), "impossible dates"),
    ("people.parquet", 17, "citizen_number", "12345", "wrong citizen number"),
    ("people.parquet", 17, "citizen_number", "02420000000A", "wrong citizen number"),
    ("receipts.parquet", 3, "benefit", "assistance.nothing", "unknown benefit"),
    ("receipts.parquet", 4, "benefit", None, "unknown benefit"),
    ("receipts.parquet", 5, "paying_area_code", "99999", "unknown area"),
    ("areas.parquet", 30, "valid_to", date(1990, 1, 1), "impossible dates"),
    ("area_classes.parquet", 1, "region_class", "region_iv", "not a choice"),
]


@pytest.mark.parametrize(("file", "row", "column", "wrong", "kind"), SPOILED)
def test_a_wrong_cell_is_named(
    commune: Snapshot, spoil: Spoil, file: str, row: int, column: str, wrong: Any, kind: str
) -> None:
    if column == "valid_to":
        row = first_row(commune, "Area", "valid_from")
    path = spoil(commune, file, cell(row, column, wrong))
    report = check(path, BENEFITS)
    places = [(v.kind, v.file, v.row, v.column) for v in report]
    assert (kind, file, row + 1, column) in places
    assert all(v.row == row + 1 and v.file == file for v in report)


def test_words_say_what_was_found_and_expected(commune: Snapshot, spoil: Spoil) -> None:
    path = spoil(commune, "people.parquet", cell(13, "sex", "unknown"))
    assert str(check(path, BENEFITS)[0]) == (
        "people.parquet, row 14, sex: not a choice: found unknown, expected one of male, female"
    )


def test_a_birth_after_the_day_of_the_registry_is_impossible(
    commune: Snapshot, spoil: Spoil
) -> None:
    row = first_row(commune, "Person", "citizen_number", known=False)
    path = spoil(commune, "people.parquet", cell(row, "birth_date", TODAY + timedelta(1)))
    assert only(check(path, BENEFITS)) == (
        "impossible dates",
        "people.parquet",
        row + 1,
        "birth_date",
    )


def swapped_digit(number: str, place: int, digit: str) -> str:
    return number[:place] + digit + number[place + 1 :]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (0, "the code of a province"),
        (3, "as fourth digit"),
        (5, "as fifth and sixth digit"),
    ],
)
def test_digits_of_a_citizen_number_follow_from_birth_and_sex(
    commune: Snapshot, spoil: Spoil, place: int, words: str
) -> None:
    number = value(commune, "Person", "citizen_number", 20)
    digit = "9" if number[place] != "9" else "8"
    change = cell(20, "citizen_number", swapped_digit(number, place, digit))
    report = check(spoil(commune, "people.parquet", change), BENEFITS)
    assert only(report) == ("wrong citizen number", "people.parquet", 21, "citizen_number")
    assert words in report[0].expected


def test_two_people_cannot_have_one_citizen_number(commune: Snapshot, spoil: Spoil) -> None:
    people = commune.tables()["Person"].select(["birth_date", "sex", "citizen_number"]).to_pylist()
    years: dict[Any, int] = {}
    for row, person in enumerate(people):
        key = (person["birth_date"].year, person["sex"])
        if person["citizen_number"] and key in years:
            first = years[key]
            break
        if person["citizen_number"]:
            years[key] = row
    change = cell(row, "citizen_number", people[first]["citizen_number"])
    assert only(check(spoil(commune, "people.parquet", change), BENEFITS)) == (
        "duplicate citizen number",
        "people.parquet",
        row + 1,
        "citizen_number",
    )


def test_an_id_is_used_once(commune: Snapshot, spoil: Spoil) -> None:
    twice = value(commune, "Disability", "id", 3)
    path = spoil(commune, "disabilities.parquet", cell(4, "id", twice))
    assert only(check(path, BENEFITS)) == ("duplicate id", "disabilities.parquet", 5, "id")


def test_rows_stand_in_the_order_of_their_owners(commune: Snapshot, spoil: Spoil) -> None:
    first = value(commune, "Disability", "person_id", 0)
    path = spoil(commune, "disabilities.parquet", cell(6, "person_id", first))
    assert only(check(path, BENEFITS)) == ("out of order", "disabilities.parquet", 7, "person_id")


def test_households_stand_by_commune_and_id(commune: Snapshot, spoil: Spoil) -> None:
    def swap(table: pa.Table) -> pa.Table:
        order = np.arange(len(table))
        order[[8, 9]] = 9, 8
        return table.take(order)

    report = check(spoil(commune, "households.parquet", swap), BENEFITS)
    assert ("out of order", "households.parquet", 10, "area_id") in [
        (v.kind, v.file, v.row, v.column) for v in report
    ]


def test_a_household_has_people(commune: Snapshot, spoil: Spoil) -> None:
    homes = commune.tables()["Person"].column("household_id").to_pylist()
    wanted = commune.tables().ids["Household"].tolist()
    alone = next(row for row, key in enumerate(wanted) if row and homes.count(key) == 1)
    person = homes.index(wanted[alone])
    change = cell(person, "household_id", wanted[alone - 1])
    assert only(check(spoil(commune, "people.parquet", change), BENEFITS)) == (
        "household without people",
        "households.parquet",
        alone + 1,
        "id",
    )


def test_the_area_of_a_household_exists_on_the_day(commune: Snapshot, spoil: Spoil) -> None:
    former = value(commune, "Household", "former_area_id", 0)
    now = value(commune, "Household", "area_id", 0)
    path = spoil(commune, "households.parquet", cell(0, "former_area_id", now))
    assert only(check(path, BENEFITS)) == (
        "area not valid",
        "households.parquet",
        1,
        "former_area_id",
    )
    path = spoil(commune, "households.parquet", cell(0, "area_id", former))
    report = check(path, BENEFITS)
    assert ("area not valid", "households.parquet", 1, "area_id") in [
        (v.kind, v.file, v.row, v.column) for v in report
    ]


def test_recognitions_of_a_household_do_not_overlap(commune: Snapshot, spoil: Spoil) -> None:
    homes = commune.tables()["PovertyRecognition"].column("household_id").to_pylist()
    row = next(n for n in range(1, len(homes)) if homes[n] == homes[n - 1])
    since = value(commune, "PovertyRecognition", "since", row - 1)
    change = cell(row, "since", since + timedelta(10))
    report = check(spoil(commune, "recognitions.parquet", change), BENEFITS)
    assert only(report) == ("overlapping recognitions", "recognitions.parquet", row + 1, "since")
    assert report[0].expected == f"not before row {row} ends"


def test_missing_and_mistyped_columns_are_named(commune: Snapshot, spoil: Spoil) -> None:
    path = spoil(commune, "households.parquet", lambda table: table.drop_columns(["toilet"]))
    assert only(check(path, BENEFITS)) == ("missing column", "households.parquet", None, "toilet")

    def as_text(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index("monthly_kwh")
        texts = table.column("monthly_kwh").cast(pa.string())
        return table.set_column(place, "monthly_kwh", texts)

    path = spoil(commune, "households.parquet", as_text)
    report = check(path, BENEFITS)
    assert ("wrong type", "households.parquet", None, "monthly_kwh") in [
        (v.kind, v.file, v.row, v.column) for v in report
    ]


def test_missing_and_truncated_files_are_named(commune: Snapshot, spoil: Spoil) -> None:
    path = spoil(commune, "people.parquet", lambda table: table)
    (path / "emergencies.parquet").unlink()
    whole = (path / "people.parquet").read_bytes()
    (path / "people.parquet").write_bytes(whole[: len(whole) // 2])
    found = {(v.kind, v.file) for v in check(path, BENEFITS)}
    assert ("missing file", "emergencies.parquet") in found
    assert ("damaged file", "people.parquet") in found


def test_a_file_damaged_inside_is_one_message(commune: Snapshot, spoil: Spoil) -> None:
    path = spoil(commune, "receipts.parquet", lambda table: table)
    content = bytearray((path / "receipts.parquet").read_bytes())
    content[4:2000] = b"\xff" * 1996
    (path / "receipts.parquet").write_bytes(bytes(content))
    report = check(path, BENEFITS)
    assert [(v.kind, v.file) for v in report] == [("damaged file", "receipts.parquet")]


@pytest.mark.parametrize("content", ["", "{", '{"format": "ansinh-snapshot", "version": 2}'])
def test_an_unknown_version_or_a_broken_info_is_one_message(tmp_path: Path, content: str) -> None:
    (tmp_path / "snapshot.json").write_text(content)
    assert [v.kind for v in check(tmp_path)] == ["not a snapshot"]


def test_a_folder_that_is_not_there_is_one_message(tmp_path: Path) -> None:
    assert [v.kind for v in check(tmp_path / "nowhere")] == ["not a snapshot"]


def test_wrong_counts_of_rows_and_row_groups_are_named(commune: Snapshot, spoil: Spoil) -> None:
    path = spoil(commune, "people.parquet", lambda table: table)
    info = json.loads((path / "snapshot.json").read_text())
    info["rows"]["people"] += 1
    (path / "snapshot.json").write_text(json.dumps(info))
    assert only(check(path, BENEFITS)) == ("wrong number of rows", "people.parquet", None, None)
    info["rows"]["people"] -= 1
    info["groups"] = 2
    (path / "snapshot.json").write_text(json.dumps(info))
    kinds = {v.kind for v in check(path, BENEFITS)}
    assert kinds == {"wrong number of row groups"}


def test_violations_beyond_the_cap_are_counted(commune: Snapshot, spoil: Spoil) -> None:
    def ruin(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index("citizen_number")
        return table.set_column(place, "citizen_number", pa.array(["x"] * len(table)))

    report = check(spoil(commune, "people.parquet", ruin), BENEFITS)
    people = commune.info.rows["people"]
    assert report.totals == {"wrong citizen number": people}
    assert len(report) == CAP
    assert list(report.summary()) == [
        f"wrong citizen number: {people:,} in all, the first 1,000 are listed"
    ]


def test_members_stand_in_the_row_group_of_their_household(
    in_groups: Snapshot, spoil: Spoil
) -> None:
    path = spoil(in_groups, "people.parquet", lambda table: table)
    move_last_row_of_group(path / "people.parquet")
    kinds = {v.kind for v in check(path, BENEFITS)}
    assert "in another row group" in kinds


def move_last_row_of_group(path: Path) -> None:
    """Cut the first row group one row too late."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        sizes = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
        table = file.read()
    sizes[0], sizes[1], start = sizes[0] + 1, sizes[1] - 1, 0
    with pq.ParquetWriter(path, table.schema) as writer:
        for size in sizes:
            writer.write_table(table.slice(start, size))
            start += size


def test_guests_are_the_same_as_in_the_registry(in_groups: Snapshot, spoil: Spoil) -> None:
    path = spoil(in_groups, "guests/people.parquet", cell(4, "full_name", "Ai Đó"))
    assert only(check(path, BENEFITS)) == ("guest differs", "guests/people.parquet", 5, "full_name")


def test_a_guest_that_nobody_knows_is_named(in_groups: Snapshot, spoil: Spoil) -> None:
    path = spoil(in_groups, "guests/people.parquet", cell(4, "id", 5))
    assert only(check(path, BENEFITS)) == ("unknown guest", "guests/people.parquet", 5, "id")


def test_a_guest_that_is_missing_is_named(in_groups: Snapshot, spoil: Spoil) -> None:
    other = value(in_groups, "Household", "id", 0)
    path = spoil(in_groups, "guests/households.parquet", cell(60, "id", other))
    kinds = {(v.kind, v.column) for v in check(path, BENEFITS)}
    assert ("missing guest", "mother_id") in kinds
