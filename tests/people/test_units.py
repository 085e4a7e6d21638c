"""Communes before and after 1 July 2025, and the published page."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

from ansinh.engine.entities import EntityMap
from ansinh.people.describe import BEGIN, END, format_tables
from ansinh.people.units import (
    MERGER,
    PROVINCE_POPULATION,
    area_tables,
    communes,
    former_units,
    mountain_codes,
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
        assert area["region_class"] == (
            "outside" if area["former_province"] == "bac_ninh" else None
        )


def test_the_published_page_is_what_the_declarations_say(entities: EntityMap) -> None:
    page = PAGE.read_text(encoding="utf-8")
    generated = page.split(BEGIN)[1].split(END)[0].strip()
    assert generated == format_tables(entities), (
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
