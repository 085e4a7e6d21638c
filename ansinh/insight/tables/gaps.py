"""The gaps between town and country, lowland and mountain, Kinh and minorities, stage by stage."""

from __future__ import annotations

import polars as pl

from ansinh.insight.measures import fgt_rates
from ansinh.insight.tables.groups import TERRAIN, UNKNOWN
from ansinh.insight.tables.poverty import STAGES

#: Between → dimension, group of the better placed, Vietnamese and English label.
GAPS = {
    "urban_rural": ("area_kind", "urban", "Nông thôn so với thành thị", "Country against town"),
    "lowland_mountain": (
        TERRAIN,
        "lowland",
        "Miền núi so với vùng còn lại",
        "Mountain communes against the rest",
    ),
    "kinh_minority": (
        "ethnicity",
        "kinh",
        "Dân tộc thiểu số so với Kinh",
        "Ethnic minorities against Kinh",
    ),
}
_SCHEMA = {
    "between": pl.String,
    "label": pl.String,
    "label_en": pl.String,
    "stage": pl.String,
    "headcount_points": pl.Float64,
    "gap_points": pl.Float64,
    "income_ratio": pl.Float64,
}
_SUMS = ("known", "poor", "gap", "severity", "income")


def gaps(rates: pl.DataFrame) -> pl.DataFrame:
    """``gaps.parquet`` from the poverty rates of every group.

    ``headcount_points`` and ``gap_points`` are the worse placed less the better placed, in points;
    ``income_ratio`` is the mean income of the worse placed over that of the better placed.
    """
    rows = []
    for between, (dimension, better, vi, en) in GAPS.items():
        known = rates.filter((pl.col("dimension") == dimension) & (pl.col("group") != UNKNOWN))
        sides = known.group_by("stage", better=pl.col("group") == better)
        found = sides.agg(pl.col(list(_SUMS)).sum()).with_columns(fgt_rates())
        by_side = {(row["stage"], row["better"]): row for row in found.iter_rows(named=True)}
        for stage in STAGES:
            one, other = by_side.get((stage, True)), by_side.get((stage, False))
            if one and other and one["known"] and other["known"]:
                rows.append((between, vi, en, stage, *_difference(one, other)))
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _difference(
    better: dict[str, float], worse: dict[str, float]
) -> tuple[float, float, float | None]:
    income = better["mean_income"]
    return (
        100 * (worse["headcount"] - better["headcount"]),
        100 * (worse["gap"] - better["gap"]),
        worse["mean_income"] / income if income else None,
    )
