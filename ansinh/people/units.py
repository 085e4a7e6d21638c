"""The communes and wards of the province before and after 1 July 2025, from the packaged tables."""

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
from ansinh.people.layout import Layout

DATA = Path(__file__).parent / "data"
#: First day of the two-level local government and of the merged province.
MERGER = date(2025, 7, 1)
#: Registered population of the province in Resolution 202/2025/QH15.
PROVINCE_POPULATION = 3_619_433
#: Vân Sơn and Yên Định together, by subtraction (README of the data, section 2).
SMALL_PAIR = {"07621": 7_450, "07642": 7_450}
#: Share of the villages of mountain communes that are flagged; no list was found.
DIFFICULT_VILLAGES = 0.4
FORMER_PROVINCES = {"24": "bac_giang", "27": "bac_ninh"}


@dataclass(frozen=True)
class Unit:
    """A commune, ward or township for a span of dates.

    Attributes:
        id: Number in the areas table: the code followed by one digit for the version.
        kind: ``urban`` or ``rural``.
        former_province: Code of the old province: ``24`` Bắc Giang, ``27`` Bắc Ninh.
        valid_to: First day on which it no longer exists; None while it does.
        population: Registered people; 0 where nothing is published.
    """

    id: int
    code: str
    name: str
    type: str
    kind: str
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


@lru_cache(maxsize=1)
def units() -> tuple[Unit, ...]:
    """Every commune-level unit, in the order of the areas table."""
    found = _before() + _after()
    return tuple(sorted(found, key=lambda unit: unit.id))


@lru_cache(maxsize=1)
def communes() -> tuple[Unit, ...]:
    """The 99 communes and wards since 1 July 2025; none has population 0."""
    now = [unit for unit in units() if unit.is_valid_on(MERGER)]
    now = [replace(u, population=u.population or SMALL_PAIR.get(u.code, 0)) for u in now]
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
    last_day = MERGER - timedelta(days=1)
    by_code = {u.code: u for u in units() if u.is_valid_on(last_day)}
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


def village_count(unit: Unit) -> int:
    """Villages of a commune: an assumption, one for 900 people."""
    return max(3, unit.population // 900)


def is_difficult_village(unit: Unit, village: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Which villages of a mountain commune are flagged as especially difficult: an assumption.

    It hangs on the commune and the village alone, so that every household of one agrees.
    """
    if unit.code not in mountain_codes():
        return np.zeros(len(village), dtype=bool)
    return np.asarray((village * 7919 + unit.id * 104_729) % 1000 < 1000 * DIFFICULT_VILLAGES)


def area_tables(entities: EntityMap) -> dict[str, pa.Table]:
    """The areas, their sourced class periods and minimum wage regions, as tables of a snapshot.

    A commune of old Bắc Ninh is outside the ethnic-minority and mountainous area, which never
    reached that province. The class of every other commune is unknown outside the sourced periods.
    """
    layout = Layout(entities)
    now = {unit.id: unit for unit in communes()}
    rows = [_area_row(unit) | _village_counts(now.get(unit.id)) for unit in units()]
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
        "region_class": "outside" if unit.former_province == "27" else None,
        "district_name": unit.district_name or None,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }


def _village_counts(unit: Unit | None) -> dict[str, int]:
    if unit is None:
        return {}
    villages = np.arange(village_count(unit))
    difficult = int(is_difficult_village(unit, villages).sum())
    return {"village_count": len(villages), "especially_difficult_village_count": difficult}


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
    rows = [row for row in _rows("units_before.csv") if row["level"] == "commune"]
    rows.sort(key=lambda row: (row["code"], row["valid_from"]))
    versions: dict[str, int] = defaultdict(int)
    found = []
    for row in rows:
        versions[row["code"]] += 1
        found.append(
            Unit(
                int(row["code"]) * 10 + versions[row["code"]],
                row["code"],
                row["name"],
                row["type"],
                row["kind"],
                row["district_name"],
                row["province_code"],
                _day(row["valid_from"]),
                _day_after(row["valid_to"]),
                int(row["population"] or 0),
            )
        )
    return found


def _after() -> list[Unit]:
    return [
        Unit(
            int(row["code"]) * 10 + 9,
            row["code"],
            row["name"],
            row["type"],
            row["kind"],
            "",
            row["former_province_code"],
            _day(row["valid_from"]),
            None,
            int(row["population"] or 0),
            tuple(row["formed_from"].split("; ")),
        )
        for row in _rows("units_after.csv")
        if row["level"] == "commune"
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _day_after(text: str) -> date:
    return date.fromisoformat(text) + timedelta(days=1)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
