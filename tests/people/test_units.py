"""Communes before and after 1 July 2025, and the published page."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import DataError, UnknownNameError
from ansinh.people import describe
from ansinh.people.units import (
    BEGIN,
    MERGER,
    PROVINCE_POPULATION,
    area_tables,
    cells,
    cells_of,
    code_on,
    communes,
    find_unit,
    former_units,
    mountain_codes,
    standing_on,
    unit_by_cell,
    units,
)

LAST_DAY = date(2025, 6, 30)
PAGE = Path(__file__).parents[2] / "docs" / "snapshot-format.md"


def test_the_province_has_the_units_that_its_documents_count() -> None:
    assert len(communes()) == 99
    assert sum(unit.kind == "urban" for unit in communes()) == 33
    assert sum(unit.former_province == "24" for unit in communes()) == 58
    assert sum(len(old) for old in former_units().values()) == 313
    assert len(mountain_codes()) == 27


def test_a_code_means_nothing_without_a_date() -> None:
    with pytest.raises(DataError, match="unit 24: a code means nothing without a date"):
        find_unit("24")
    assert find_unit("24", on=LAST_DAY).name == "Tỉnh Bắc Giang"
    assert find_unit("24", on=MERGER).name == "Tỉnh Bắc Ninh"
    assert find_unit("27", on=LAST_DAY).name == "Tỉnh Bắc Ninh"
    with pytest.raises(UnknownNameError, match="27"):
        find_unit("27", on=MERGER)
    assert find_unit("07210", on=LAST_DAY).name == "Phường Hoàng Văn Thụ"
    assert find_unit("07210", on=MERGER).name == "Phường Bắc Giang"


@pytest.mark.parametrize(
    ("day", "bac_giang", "bac_ninh"),
    [
        (BEGIN, 209, 126),
        (date(2024, 11, 30), 209, 126),
        (date(2024, 12, 1), 209, 121),
        (date(2025, 1, 1), 192, 121),
        (MERGER, 58, 41),
    ],
)
def test_each_day_has_its_units(day: date, bac_giang: int, bac_ninh: int) -> None:
    standing = standing_on(day).values()
    assert sum(unit.former_province == "24" for unit in standing) == bac_giang
    assert sum(unit.former_province == "27" for unit in standing) == bac_ninh
    assert set(unit_by_cell(day)) == set(standing)


def test_town_and_country_go_by_the_day() -> None:
    kinds = {day: find_unit("09253", on=day).kind for day in (BEGIN, date(2023, 4, 10))}
    assert list(kinds.values()) == ["rural", "urban"]


def test_a_cell_lies_whole_in_one_unit_on_every_later_day() -> None:
    assert len(cells()) == 335
    assert code_on("07207", LAST_DAY) == "07207"
    assert code_on("07207", MERGER) == "07210"
    assert "07207" in {cell.code for cell in cells_of("07210", MERGER)}
    assert [cell.code for cell in cells_of("07210", LAST_DAY)] == ["07210"]
    with pytest.raises(UnknownNameError, match="213"):
        cells_of("213", LAST_DAY)


def test_the_people_of_cells_are_the_people_of_their_commune() -> None:
    for unit in communes():
        inside = sum(cell.population for cell in cells_of(unit.code, MERGER))
        assert abs(inside - unit.population) <= 10, unit.name


def test_every_former_unit_ended_with_june_2025() -> None:
    for old in former_units().values():
        for unit in old:
            assert unit.is_valid_on(LAST_DAY)
            assert not unit.is_valid_on(MERGER)
    assert all(not unit.is_valid_on(LAST_DAY) for unit in communes())


def test_spans_of_one_code_do_not_overlap() -> None:
    spans = defaultdict(list)
    for unit in units():
        spans[unit.code].append((unit.valid_from or date.min, unit.valid_to or date.max))
    for code, found in spans.items():
        found.sort()
        for (_, end), (start, _) in pairwise(found):
            assert end <= start, code


def test_missing_populations_fill_the_provinces_total() -> None:
    total = sum(unit.population for unit in communes())
    assert PROVINCE_POPULATION - 9 <= total <= PROVINCE_POPULATION
    assert min(unit.population for unit in communes()) > 5_000


def test_sourced_classes_are_spans_within_reach_of_their_unit(entities: EntityMap) -> None:
    tables = area_tables(entities)
    known = set(tables["Area"].column("id").to_pylist())
    periods = tables["AreaClassPeriod"].to_pylist()
    assert len(periods) > 30
    assert {period["area_id"] for period in periods} <= known
    assert all(period["since"] < period["until"] for period in periods)
    assert {period["region_class"] for period in periods} == {"region_i", "region_ii"}


def test_the_class_is_unknown_where_no_source_says_it(entities: EntityMap) -> None:
    for area in area_tables(entities)["Area"].to_pylist():
        standing = area["valid_from"] == MERGER and area["valid_to"] is None
        lowland = standing and area["code"] not in mountain_codes()
        outside = area["former_province"] == "bac_ninh" or lowland
        assert area["region_class"] == ("outside" if outside else None), area["name"]


def test_the_published_page_is_what_the_declarations_say(entities: EntityMap) -> None:
    page = PAGE.read_text(encoding="utf-8")
    generated = page.split(describe.BEGIN)[1].split(describe.END)[0].strip()
    assert generated == describe.format_tables(entities), (
        "run: python -m ansinh.people.describe docs/snapshot-format.md"
    )


def test_regions_of_minimum_wages_are_those_of_the_decrees(entities: EntityMap) -> None:
    tables = area_tables(entities)
    names = {row["id"]: row["name"] for row in tables["Area"].to_pylist()}
    found = {
        (names[row["area_id"]], row["since"]): row["region"]
        for row in tables["AreaWageRegion"].to_pylist()
    }
    assert found["Xã Hiệp Hòa", date(2026, 1, 1)] == "region_iii"
    assert found["Phường Tự Lạn", date(2026, 1, 1)] == "region_ii"
    assert found["Xã Lục Ngạn", date(2026, 1, 1)] == "region_iv"
    assert found["Phường Dĩnh Kế", date(2022, 7, 1)] == "region_iii"
    assert found["Phường Dĩnh Kế", date(2024, 7, 1)] == "region_ii"
    assert "region_i" not in found.values()
