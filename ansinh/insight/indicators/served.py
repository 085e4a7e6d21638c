"""Indicators that need entitlements: read from the results of ``ansinh run`` of the same day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.engine.errors import DataError
from ansinh.engine.outcome import Status
from ansinh.insight.indicators.compute import told_figures
from ansinh.insight.indicators.measure import HOMES, share
from ansinh.insight.store import SUMMARY
from ansinh.insight.summary import FORMAT, VERSION
from ansinh.insight.tables.groups import DIMENSIONS, Labels, by_group

#: Indicator → domain of the law, and whom it counts.
_SERVED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "merit_families_served": ("merit", ("household_id",)),
    "assistance_served": ("assistance", ("household_id", "person_id")),
}
_PLACES = ("commune_code", "commune", "former_code", "former_unit", "district", "area_kind")
_GROUPS = ("area_class", "ethnicity")


def served(results: Path, day: date, area: str | None = None) -> pl.DataFrame:
    """Who receives all that is due, of those entitled to something; columns as ``compute`` gives.

    What must be asked for is left out: nobody is missed who never asked.

    Raises:
        DataError: the folder holds no results, or those of another day.
    """
    summary = _summary(results, day)
    homes = pl.read_parquet(
        results / "households.parquet", columns=["household_id", *_PLACES, *_GROUPS]
    )
    if area is not None:
        homes = homes.filter((pl.col("commune_code") == area) | (pl.col("former_code") == area))
    labels = Labels()
    labels.learn(homes)
    parts = [
        _figures(results, name, _codes(summary, domain), whom, homes)
        for name, (domain, whom) in _SERVED.items()
    ]
    return labels.put_on(pl.concat(parts))


def _summary(results: Path, day: date) -> dict[str, Any]:
    path = results / SUMMARY
    if not path.exists():
        raise DataError(f"{results}: there is no {SUMMARY}, so these are no results of a run")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if (found.get("format"), found.get("version")) != (FORMAT, VERSION):
        raise DataError(f"{path}: expected {FORMAT} of version {VERSION}; run the law again")
    if found["date"] != day.isoformat():
        raise DataError(f"{results}: results of {found['date']}, expected those of {day}")
    return found


def _codes(summary: Mapping[str, Any], domain: str) -> list[str]:
    """Benefits of a domain that rolls record, given without asking, more than a recognition."""
    return [
        row["code"]
        for row in summary["benefits"]
        if row["domain"] == domain
        and row["recorded"]
        and not row["on_request"]
        and row["unit"] != "status"
    ]


def _figures(
    results: Path, name: str, codes: list[str], whom: tuple[str, ...], homes: pl.DataFrame
) -> pl.DataFrame:
    ours = pl.col("benefit").cast(pl.String).is_in(codes)
    entitled = (
        pl.scan_parquet(results / "outcomes.parquet")
        .filter(ours, pl.col("status") == Status.ENTITLED)
        .select(whom)
        .unique()
        .collect()
    )
    missed = pl.scan_parquet(results / "missed.parquet").filter(ours).select(whom).unique()
    rows = (
        entitled.join(
            missed.collect().with_columns(is_missed=True), on=whom, how="left", nulls_equal=True
        )
        .with_columns(pl.col("is_missed").fill_null(value=False))
        .join(homes, on="household_id")
    )
    measure = share("homes", ~pl.col("is_missed"), pl.lit(value=True))
    columns = {key: item.value for key, item in measure.sums.items()}
    places = {dimension: DIMENSIONS[dimension] for dimension in HOMES}
    kept = [column for column in places.values() if column in rows.columns]
    sums = by_group(
        rows.select(*kept, **columns), [], [pl.col(key).sum() for key in columns], places
    )
    return told_figures(name, measure, sums)
