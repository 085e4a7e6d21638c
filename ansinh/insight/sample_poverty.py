"""Poverty and inequality of a sample of households, with standard errors.

For a living-standards survey that stands as a snapshot: communes are the clusters that were drawn.
There are no survey weights in a snapshot, so every household counts alike, by its members. Groups
are judged as parts of the whole sample, so that the number of their people is random too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.insight.measures import (
    Estimate,
    Sample,
    fgt_estimates,
    gini_estimate,
    weighted_mean,
)
from ansinh.people.snapshot import Chunk, Snapshot

COLUMNS = {"Household": ["monthly_income"], "Area": ["kind"]}


@dataclass(frozen=True)
class SurveyLine:
    """A poverty line of a survey: đồng a person and year."""

    code: str
    vi: str
    en: str
    amount: int
    source: str


#: The lines of the General Statistics Office and the World Bank for the survey of 1997–98.
LINES_OF_1998 = (
    SurveyLine(
        "overall",
        "chuẩn nghèo chung",
        "overall poverty line",
        1_789_871,
        "General Statistics Office, Vietnam Living Standards Survey 1997–98 (2000)",
    ),
    SurveyLine(
        "food",
        "chuẩn nghèo lương thực",
        "food poverty line",
        1_286_833,
        "the same; known here by citation only, not checked",
    ),
)


def sampled_households(path: Path | str) -> pl.DataFrame:
    """Households with a known income: ``commune``, ``kind``, ``members``, ``income`` (đồng a year).

    Raises:
        DataError: the folder is not a snapshot.
    """
    chunks = Snapshot.open(path).chunks(COLUMNS)
    return pl.concat(_households(chunk) for chunk in chunks).drop_nulls("income")


def sample_poverty(homes: pl.DataFrame, line: int) -> pl.DataFrame:
    """Measures of the whole and of town and country, one a row.

    Args:
        homes: As of :func:`sampled_households`.
        line: Đồng a person and year; an income at the line is poor.

    Returns:
        ``group`` (``all``, ``urban``, ``rural``), ``measure`` (``headcount``, ``gap``,
        ``severity``, ``gini``, ``mean``), ``value``, ``se``, ``low`` and ``high`` (95 %).
    """
    groups = ["all", *(kind for kind in ("urban", "rural") if kind in homes["kind"])]
    rows = [
        {"group": group, "measure": measure, **_figures(estimate)}
        for group in groups
        for measure, estimate in _measures(homes, line, group).items()
    ]
    return pl.DataFrame(rows)


def _households(chunk: Chunk) -> pl.DataFrame:
    tables, own = chunk.tables, chunk.own_households
    homes, areas = tables["Household"].slice(0, own), tables["Area"]
    place = pc.index_in(homes.column("area_id"), value_set=areas.column("id"))
    monthly = homes.column("monthly_income").cast(pa.int64())
    columns = {
        "commune": homes.column("area_id"),
        "kind": areas.column("kind").cast(pa.string()).take(place),
        "members": pa.array(np.diff(tables.offsets("Person"))[:own]),
        "income": pc.multiply(monthly, 12),
    }
    return pl.DataFrame(pa.table(columns))


def _measures(homes: pl.DataFrame, line: int, group: str) -> dict[str, Estimate]:
    members = homes["members"].to_numpy().astype(np.float64)
    inside = np.ones(len(homes)) if group == "all" else (homes["kind"] == group).to_numpy()
    sample = Sample(members * inside, homes["commune"].to_numpy())
    a_head: npt.NDArray[np.float64] = homes["income"].to_numpy() / members
    headcount, gap, severity = fgt_estimates(a_head, line, sample)
    return {
        "headcount": headcount,
        "gap": gap,
        "severity": severity,
        "gini": gini_estimate(a_head, sample),
        "mean": weighted_mean(a_head, sample),
    }


def _figures(estimate: Estimate) -> dict[str, float]:
    low, high = estimate.interval()
    return {"value": estimate.value, "se": estimate.se, "low": low, "high": high}
