"""The communes and wards of the province, day by day, from the packaged tables.

A code means nothing without a date: 24 is Bắc Giang before and Bắc Ninh after 1 July 2025. Between
1 January 2022 and today no commune was split, so that each unit of that first day is a *cell* which
lies whole within one unit on every later day.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import DataError, UnknownNameError
from ansinh.people.assumptions import assumed
from ansinh.people.layout import Layout

DATA = Path(__file__).parent / "data"
#: The first day of which the world is told.
BEGIN = date(2022, 1, 1)
#: First day of the two-level local government and of the merged province.
MERGER = date(2025, 7, 1)
LAST_DAY_BEFORE = MERGER - timedelta(days=1)
#: Registered population of the province in Resolution 202/2025/QH15.
PROVINCE_POPULATION = 3_619_433
#: Communes without a published figure: what the printed population of their district (1 January
#: 2025, Resolution 1191) leaves after the other communes; in equal parts where there are two.
BY_SUBTRACTION = {
    "07621": 7_450,  # Vân Sơn and Yên Định, of Sơn Động
    "07642": 7_450,
    "07531": 10_700,  # Tân Sơn and Sơn Hải, of Lục Ngạn
    "07543": 10_700,
    "07612": 42_000,  # Phượng Sơn, of Chũ
    "07682": 37_200,  # Tân An, of the city of Bắc Giang
}
FORMER_PROVINCES = {"24": "bac_giang", "27": "bac_ninh"}
_DIFFICULT = "especially_difficult_village_count"


@dataclass(frozen=True)
class Unit:
    """A commune, ward, township, district or province for a span of dates.

    Attributes:
        id: Number in the areas table: the code followed by one digit for the version.
        kind: ``urban`` or ``rural``; empty for a province.
        level: ``commune``, ``district`` or ``province``.
        former_province: Code of the old province: ``24`` Bắc Giang, ``27`` Bắc Ninh.
        valid_to: First day on which it no longer exists; None while it does.
        population: Registered people; 0 where nothing is published.
    """

    id: int
    code: str
    name: str
    type: str
    kind: str
    level: str
    district_code: str
    district_name: str
    former_province: str
    valid_from: date | None
    valid_to: date | None
    population: int
    formed_from: tuple[str, ...] = ()

    def is_valid_on(self, day: date) -> bool:
        """Whether the unit exists on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


@dataclass(frozen=True)
class Cell:
    """The area of one commune of 1 January 2022, the same on every later day.

    Attributes:
        number: Place in :func:`cells`.
        unit: The unit of 1 January 2022.
        population: Registered people of 2025 who live in it.
        villages: How many it has; they are numbered from ``first_village`` within the commune of
            today.
    """

    number: int
    unit: Unit
    population: int
    is_mountain: bool
    first_village: int
    villages: int

    @property
    def code(self) -> str:
        """Code on 1 January 2022."""
        return self.unit.code


@lru_cache(maxsize=1)
def every_unit() -> tuple[Unit, ...]:
    """Every unit of every level and date."""
    found = _before() + _after()
    return tuple(sorted(found, key=lambda unit: unit.id))


@lru_cache(maxsize=1)
def units() -> tuple[Unit, ...]:
    """Every commune-level unit, in the order of the areas table."""
    return tuple(unit for unit in every_unit() if unit.level == "commune")


def find_unit(code: str, on: date | None = None) -> Unit:
    """The unit that bears ``code`` on a day.

    Raises:
        DataError: no date is given; the same code names different units on different days.
        UnknownNameError: no unit of that code exists on that day.
    """
    if on is None:
        raise DataError(f"unit {code}: a code means nothing without a date, say on which day")
    standing = {unit.code: unit for unit in every_unit() if unit.is_valid_on(on)}
    if code not in standing:
        raise UnknownNameError("commune", code, sorted(standing))
    return standing[code]


@lru_cache(maxsize=1)
def cells() -> tuple[Cell, ...]:
    """The communes of 1 January 2022, by code."""
    base = sorted((u for u in units() if u.is_valid_on(BEGIN)), key=lambda unit: unit.code)
    people = _cell_populations(base)
    per_village = assumed("places.people_in_a_village")
    first: dict[str, int] = defaultdict(int)
    found = []
    for number, unit in enumerate(base):
        now = code_on(unit.code, MERGER)
        villages = max(2, people[unit.code] // per_village)
        mountain = now in mountain_codes()
        found.append(Cell(number, unit, people[unit.code], mountain, first[now], villages))
        first[now] += villages
    return tuple(found)


def cells_of(code: str, on: date) -> list[Cell]:
    """The cells of the commune that bears ``code`` on a day.

    Raises:
        UnknownNameError: no commune has that code on that day.
    """
    if find_unit(code, on).level != "commune":
        raise UnknownNameError("commune", code, [unit.code for unit in standing_on(on).values()])
    return [cell for cell in cells() if code_on(cell.code, on) == code]


@lru_cache(maxsize=64)
def unit_by_cell(on: date) -> tuple[Unit, ...]:
    """The unit in which each cell lies on a day, in the order of :func:`cells`."""
    standing = standing_on(on)
    return tuple(standing[code_on(cell.code, on)] for cell in cells())


@lru_cache(maxsize=64)
def standing_on(day: date) -> dict[str, Unit]:
    """Code → commune-level unit that exists on a day."""
    return {unit.code: unit for unit in units() if unit.is_valid_on(day)}


def code_on(code: str, day: date) -> str:
    """What became, by ``day``, of the commune that bore ``code`` on 1 January 2022."""
    for when, successors in _changes():
        if BEGIN < when <= day:
            code = successors.get(code, code)
    return code


@lru_cache(maxsize=1)
def _changes() -> list[tuple[date, dict[str, str]]]:
    """Day of change → code before and after, in order."""
    found: dict[date, dict[str, str]] = defaultdict(dict)
    for row in _rows("unit_changes.csv"):
        if row["extent"] == "whole":
            found[date.fromisoformat(row["date"])][row["old_code"]] = row["new_code"]
    return sorted(found.items())


def _cell_populations(base: list[Unit]) -> dict[str, int]:
    """Registered people of each cell: of its former unit where printed, else in equal shares."""
    now = {unit.code: unit.population for unit in communes()}
    parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for unit in base:
        former, today = code_on(unit.code, LAST_DAY_BEFORE), code_on(unit.code, MERGER)
        parts[today][former].append(unit.code)
    printed = {code: unit.population for code, unit in standing_on(LAST_DAY_BEFORE).items()}
    people: dict[str, int] = {}
    for today, formers in parts.items():
        usual = now[today] / len(formers)
        sizes = {former: printed[former] or usual for former in formers}
        for former, codes in formers.items():
            share = sizes[former] / sum(sizes.values()) / len(codes)
            people |= dict.fromkeys(codes, round(now[today] * share))
    return people


@lru_cache(maxsize=1)
def communes() -> tuple[Unit, ...]:
    """The 99 communes and wards since 1 July 2025; none has population 0."""
    now = [unit for unit in units() if unit.is_valid_on(MERGER)]
    now = [replace(u, population=u.population or BY_SUBTRACTION.get(u.code, 0)) for u in now]
    missing = [unit for unit in now if not unit.population]
    rest = PROVINCE_POPULATION - sum(unit.population for unit in now)
    weights = {unit.code: len(unit.formed_from) for unit in missing}
    return tuple(
        unit
        if unit.population
        else replace(unit, population=rest * weights[unit.code] // sum(weights.values()))
        for unit in now
    )


@lru_cache(maxsize=1)
def former_units() -> dict[str, tuple[Unit, ...]]:
    """Code of a commune of today → the units of 30 June 2025 that it was formed from."""
    by_code = standing_on(LAST_DAY_BEFORE)
    found: dict[str, list[Unit]] = defaultdict(list)
    for row in _rows("unit_changes.csv"):
        if row["date"] == MERGER.isoformat() and row["old_code"] in by_code:
            found[row["new_code"]].append(by_code[row["old_code"]])
    return {code: tuple(sorted(old, key=lambda unit: unit.id)) for code, old in found.items()}


@lru_cache(maxsize=1)
def mountain_codes() -> frozenset[str]:
    """Communes of today on the expected list of mountain communes (report of November 2025)."""
    return frozenset(
        row["code"] for row in _rows("area_classes.csv") if row["class"] == "mountain_expected"
    )


def is_difficult_village(cell_code: Any, is_mountain: Any, village: Any) -> np.ndarray[Any, Any]:
    """Which villages are flagged as especially difficult: an assumption, for no list was found.

    It hangs on the cell and the village alone, so that every household of one agrees.
    """
    share = assumed("places.difficult_villages_of_mountain_communes")
    return np.asarray(is_mountain & ((village * 7919 + cell_code * 104_729) % 1000 < 1000 * share))


def area_tables(entities: EntityMap) -> dict[str, pa.Table]:
    """The areas, their sourced class periods and minimum wage regions, as tables of a snapshot.

    A commune of old Bắc Ninh is outside the ethnic-minority and mountainous area, which never
    reached that province. The class of every other commune is unknown outside the sourced periods.
    """
    layout = Layout(entities)
    counts = _village_counts()
    rows = [_area_row(unit) | counts.get(unit.id, {}) for unit in units()]
    periods = _class_rows()
    area, period = entities["Area"], entities["AreaClassPeriod"]
    wages = entities["AreaWageRegion"]
    return {
        "Area": layout.complete(area, _table(rows, layout.schema(area))),
        "AreaClassPeriod": layout.complete(period, _table(periods, layout.schema(period))),
        "AreaWageRegion": layout.complete(wages, _table(_wage_rows(), layout.schema(wages))),
    }


def _area_row(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.id,
        "kind": unit.kind,
        "code": unit.code,
        "name": unit.name,
        "former_province": FORMER_PROVINCES[unit.former_province],
        "type": unit.type,
        "region_class": "outside" if _is_surely_outside(unit) else None,
        "district_name": unit.district_name or None,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }


def _is_surely_outside(unit: Unit) -> bool:
    """In former Bắc Ninh, or one of today's communes off the expected list of mountain communes."""
    off_the_list = unit.is_valid_on(MERGER) and unit.code not in mountain_codes()
    return unit.former_province == "27" or off_the_list


def _village_counts() -> dict[int, dict[str, int]]:
    """Unit of today or of the last day before the merger → its villages, all and difficult."""
    found: dict[int, dict[str, int]] = {}
    for day in (LAST_DAY_BEFORE, MERGER):
        for cell, unit in zip(cells(), unit_by_cell(day), strict=True):
            flagged = is_difficult_village(
                int(cell.code), cell.is_mountain, np.arange(cell.villages)
            )
            old = found.get(unit.id, {})
            found[unit.id] = {
                "village_count": old.get("village_count", 0) + cell.villages,
                _DIFFICULT: old.get(_DIFFICULT, 0) + int(flagged.sum()),
            }
    return found


def _class_rows() -> list[dict[str, Any]]:
    by_code: dict[str, list[Unit]] = defaultdict(list)
    for unit in units():
        by_code[unit.code].append(unit)
    rows: list[dict[str, Any]] = []
    for row in _rows("area_classes.csv"):
        if row["class"] not in ("I", "II", "III"):
            continue
        since, until = date.fromisoformat(row["from"]), _day_after(row["to"])
        region = f"region_{row['class'].lower()}"
        rows.extend(
            {"area_id": unit.id, "region_class": region, "since": since, "until": until}
            for unit in by_code[row["code"]]
            if unit.is_valid_on(since) or (unit.valid_from and since < unit.valid_from < until)
        )
    rows.sort(key=lambda r: (r["area_id"], r["since"]))
    return [{"id": number, **row} for number, row in enumerate(rows, 1)]


@lru_cache(maxsize=8)
def wage_regions(day: date) -> dict[int, int]:
    """Place of the region of minimum wages of each unit in the list of regions, on a day."""
    names = ["region_i", "region_ii", "region_iii", "region_iv"]
    return {
        row["area_id"]: names.index(row["region"])
        for row in _wage_rows()
        if row["since"] <= day and (row["until"] is None or day < row["until"])
    }


def _wage_rows() -> list[dict[str, Any]]:
    """Regions of minimum wages, each span of the former units and of those of today."""
    by_code: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in units():
        by_code[unit.code, "after" if unit.is_valid_on(MERGER) else "before"].append(unit)
    rows: list[dict[str, Any]] = []
    for row in _rows("wage_regions.csv"):
        since = date.fromisoformat(row["from"])
        until = _day_after(row["to"]) if row["to"] else None
        rows.extend(
            {
                "area_id": unit.id,
                "region": f"region_{row['region'].lower()}",
                "since": since,
                "until": until,
            }
            for unit in by_code[row["code"], row["unit_file"]]
            if unit.is_valid_on(since)
        )
    rows.sort(key=lambda r: (r["area_id"], r["since"]))
    return [{"id": number, **row} for number, row in enumerate(rows, 1)]


def _table(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.table(
        {field.name: pa.array([r.get(field.name) for r in rows], field.type) for field in schema}
    )


def _before() -> list[Unit]:
    rows = sorted(_rows("units_before.csv"), key=lambda row: (row["code"], row["valid_from"]))
    versions: dict[str, int] = defaultdict(int)
    found = []
    for row in rows:
        versions[row["code"]] += 1
        number = int(row["code"]) * 10 + versions[row["code"]]
        found.append(_unit(row, number, row["district_name"], row["province_code"]))
    return found


def _after() -> list[Unit]:
    return [
        replace(
            _unit(row, int(row["code"]) * 10 + 9, "", row["former_province_code"]),
            formed_from=tuple(row["formed_from"].split("; ")),
        )
        for row in _rows("units_after.csv")
    ]


def _unit(row: dict[str, str], number: int, district: str, province: str) -> Unit:
    return Unit(
        id=number,
        code=row["code"],
        name=row["name"],
        type=row["type"],
        kind=row["kind"],
        level=row["level"],
        district_code=row["district_code"],
        district_name=district,
        former_province=province,
        valid_from=_day(row["valid_from"]),
        valid_to=_day_after(row["valid_to"]) if row["valid_to"] else None,
        population=int(row["population"] or 0),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _day_after(text: str) -> date:
    return date.fromisoformat(text) + timedelta(days=1)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
