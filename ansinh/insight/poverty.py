"""Poverty and gaps before transfers, with what is received, and with what is due.

A household's income is its own income of the survey, which by the survey's rules leaves out
assistance paid by the State; monthly benefits in đồng are then added. Poverty here is of income
alone, by people: not the official classification, which also counts deprivations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.engine.book import LawBook
from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.insight.catalogue import Catalogue

#: The income a head and month at or below which a household is poor, by kind of area.
LINE = "poverty.income_line"
STAGES = ("before", "received", "due")


@dataclass(frozen=True)
class PovertyLine:
    """Income a head and month at or below which people count as poor, by kind of area."""

    by_kind: Mapping[str, int]
    article: str

    @classmethod
    def of(cls, book: LawBook, effect: date, known: date) -> PovertyLine | None:
        """The line in force, or ``None`` where the law book has none."""
        if LINE not in book.parameters or book.parameters[LINE].shape != "by_choice":
            return None
        value = book.parameters[LINE].at(effect, known)
        return None if value is None else cls(value.value, str(value.cite or ""))


def household_incomes(
    tables: Tables,
    own: int,
    catalogue: Catalogue,
    outcomes: pl.DataFrame,
    held: pl.DataFrame,
    labels: pl.DataFrame,
    people: pl.DataFrame,
) -> pl.DataFrame:
    """Each own household: ``kind`` of area, ``members`` alive, ``income`` and transfers a month."""
    homes = tables["Household"].slice(0, own)
    kinds = _kinds(tables, homes)
    income = pl.from_arrow(homes.column("monthly_income").cast(pa.int64()))
    assert isinstance(income, pl.Series)
    alive = people.filter(
        pl.col("death_date").is_null() | (pl.col("death_date") > catalogue.effect)
    )
    members = alive.group_by("household_row").agg(members=pl.len())
    frame = labels.select("household_row", "commune_code", "commune").with_columns(
        kind=kinds, income=income
    )
    due = outcomes.filter(pl.col("status") == Status.ENTITLED).select("benefit", "row", "amount")
    got = held.select("benefit", "row", amount="received")
    for name, transfers in (("due", due), ("received", got)):
        total = _monthly(transfers, catalogue, people).rename({"amount": name})
        frame = frame.join(total, on="household_row", how="left", maintain_order="left")
    return frame.join(members, on="household_row").with_columns(
        pl.col("due").fill_null(0), pl.col("received").fill_null(0)
    )


def _kinds(tables: Tables, homes: pa.Table) -> pl.Series:
    areas = tables["Area"]
    place = pc.index_in(homes.column("area_id"), value_set=areas.column("id"))
    kinds = areas.column("kind").cast(pa.string()).take(place)
    series = pl.from_arrow(kinds)
    assert isinstance(series, pl.Series)
    return series


def _monthly(transfers: pl.DataFrame, catalogue: Catalogue, people: pl.DataFrame) -> pl.DataFrame:
    """Monthly đồng by household row."""
    kinds = catalogue.frame.filter(
        (pl.col("paid") == "monthly") & (pl.col("unit") == "VND") & pl.col("counted")
    ).select("benefit", "entity")
    home = people.select(row="person_row", home="household_row")
    return (
        transfers.join(kinds, on="benefit")
        .join(home, on="row", how="left")
        .with_columns(
            household_row=pl.when(pl.col("entity") == "Person").then("home").otherwise("row")
        )
        .group_by("household_row")
        .agg(pl.col("amount").sum())
    )


def poverty_sums(homes: pl.DataFrame, line: PovertyLine, by: str) -> pl.DataFrame:
    """Sums by ``by`` from which every rate follows; they add up over chunks."""
    lines = pl.DataFrame(
        {"kind": list(line.by_kind), "line": list(line.by_kind.values())},
        schema={"kind": pl.String, "line": pl.Int64},
    )
    known = homes.join(lines, on="kind").with_columns(unknown=pl.col("income").is_null())
    sums: list[pl.Expr] = [
        pl.col("members").sum().alias("people"),
        pl.col("members").filter(pl.col("unknown")).sum().alias("people_unknown"),
    ]
    for stage in STAGES:
        extra = pl.lit(0) if stage == "before" else pl.col(stage)
        total = pl.col("income") + extra
        left = pl.col("line") * pl.col("members") - total
        short = left.clip(lower_bound=0)
        sums += [
            pl.col("members").filter(left >= 0).sum().alias(f"poor_{stage}"),
            short.sum().alias(f"shortfall_{stage}"),
            (short / pl.col("line")).sum().alias(f"depth_{stage}"),
            total.sum().alias(f"income_{stage}"),
        ]
    return known.group_by(pl.col(by).alias("group")).agg(sums)


def rates(sums: pl.DataFrame) -> list[dict[str, Any]]:
    """Headcount ratio, depth and mean income of each group, by stage.

    ``headcount`` is the share of people below the line; ``depth`` the average shortfall as a share
    of the line (Foster–Greer–Thorbecke 1); ``shortfall`` what is missing to the line, đồng a month.
    """
    groups = []
    for row in sums.group_by("group").sum().sort("group").iter_rows(named=True):
        known = row["people"] - row["people_unknown"]
        entry = {
            "group": row["group"],
            "people": row["people"],
            "income_unknown": row["people_unknown"],
        }
        for stage in STAGES:
            entry[stage] = {
                "poor": row[f"poor_{stage}"],
                "headcount": row[f"poor_{stage}"] / known if known else None,
                "depth": row[f"depth_{stage}"] / known if known else None,
                "shortfall": row[f"shortfall_{stage}"],
                "mean_income": round(row[f"income_{stage}"] / known) if known else None,
            }
        groups.append(entry)
    return groups


def gap(groups: list[dict[str, Any]]) -> dict[str, Any]:
    """Rural less urban headcount (in points), and rural over urban mean income, by stage."""
    by_kind = {entry["group"]: entry for entry in groups}
    if not {"rural", "urban"} <= by_kind.keys():
        return {}
    found: dict[str, Any] = {}
    for stage in STAGES:
        rural, urban = by_kind["rural"][stage], by_kind["urban"][stage]
        if rural["headcount"] is None or not urban["mean_income"]:
            continue
        found[stage] = {
            "headcount_points": 100 * (rural["headcount"] - urban["headcount"]),
            "income_ratio": rural["mean_income"] / urban["mean_income"],
        }
    return found
