"""Poverty of income by people: before transfers, with what is received, with what is due.

A household's income is its own income of the survey, which by the survey's rules leaves out
assistance paid by the State; monthly benefits in đồng are then added. Poverty here is of income
alone, by people: not the official classification, which also counts deprivations. Of what nobody
can decide, what is received counts as due: it stays as it is. *Without* a benefit means: everything
due but this benefit.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import polars as pl

from ansinh.insight import lists
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.measures import fgt_rates, fgt_sums, gini_of
from ansinh.insight.standard import PovertyLine
from ansinh.insight.tables.groups import (
    ALL,
    COMMON,
    HOME_DIMENSIONS,
    PERSON_DIMENSIONS,
    TERRAIN,
    Labels,
    by_group,
    heads,
)
from ansinh.insight.tables.sums import Sums
from ansinh.insight.view import View, monthly

WITHOUT = "without:"
#: Stage → what is added to a household's own income.
STAGES: Mapping[str, pl.Expr] = {
    "before": pl.lit(0),
    "received": pl.col("received"),
    "due": pl.col("due"),
}
#: Dimensions in which the effect of each single benefit is told.
_WITHOUT_BY = {name: HOME_DIMENSIONS[name] for name in (ALL, "area_kind")}
#: Incomes a head are kept in bins of so many đồng for the Gini coefficient, each with its own mean;
#: at a mean income of millions what is lost inside the bins is below a ten-thousandth.
_BIN = 20_000
_FGT = dict.fromkeys(("poor", "gap", "severity", "shortfall", "income"), pl.Float64)
_VALUES: dict[str, Any] = {"known": pl.Int64, "unknown": pl.Int64, **_FGT}


class Poverty:
    """Adds up incomes by group and stage."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        keys = ["dimension", "group", "stage"]
        self._sums = Sums(keys, _VALUES)
        self._bins = Sums([*keys, "bin"], {"people": pl.Int64, "income": pl.Float64})

    def add(self, view: View) -> None:
        """Add the incomes of a chunk's people."""
        homes = view.living_homes
        staged = pl.concat([_staged(homes, stage, added) for stage, added in STAGES.items()])
        self._add(staged, HOME_DIMENSIONS)
        self._add(heads(staged, view.people), PERSON_DIMENSIONS)
        self._add_without(view, homes)

    def _add_without(self, view: View, homes: pl.DataFrame) -> None:
        """For each benefit, what the households that are due it differ by without it."""
        due = lists.rightly_paid(view.situation)
        amounts = monthly(due, self.catalogue, view.people)
        amounts = amounts.group_by("benefit", "household_row").agg(pl.col("amount").sum())
        codes = self.catalogue.frame.select("benefit", code=pl.lit(WITHOUT) + pl.col("code"))
        touched = homes.join(amounts.join(codes, on="benefit"), on="household_row")
        without = _staged(touched, pl.col("code"), pl.col("due") - pl.col("amount"))
        self._add(without, _WITHOUT_BY)
        self._add(_staged(touched, pl.col("code"), pl.col("due")), _WITHOUT_BY, sign=-1)

    def _add(self, staged: pl.DataFrame, dimensions: Mapping[str, str], sign: int = 1) -> None:
        people, head = pl.col("people"), pl.col("head")
        sums = fgt_sums(head * people, pl.col("line") * people, people)
        signed = pl.col(list(_VALUES)) * sign
        self._sums.add(by_group(staged, ["stage"], sums, dimensions).with_columns(signed))
        known = staged.filter(head.is_not_null()).with_columns(bin=(head / _BIN).floor())
        counts = [people.sum() * sign, (head * people).sum().alias("income") * sign]
        if dimensions is not PERSON_DIMENSIONS:
            self._bins.add(by_group(known, ["stage", "bin"], counts, dimensions))

    # --- answers ----------------------------------------------------------------------------------

    @cached_property
    def rates(self) -> pl.DataFrame:
        """``dimension``, ``group``, ``stage``, the sums and what follows, when all is added.

        There is no Gini coefficient by sex and age: an income is a household's.
        """
        keys = ["dimension", "group", "stage"]
        sums = _whole(self._sums.total(), keys)
        bins = _whole(self._bins.total(), [*keys, "bin"]).filter(pl.col("people") > 0)
        ginis = bins.group_by(keys).agg(
            gini_of(pl.col("income") / pl.col("people"), pl.col("people"))
        )
        found = sums.with_columns(fgt_rates()).join(ginis, on=keys, how="left")
        return found.with_columns(people=pl.col("known") + pl.col("unknown"))

    def frame(self, labels: Labels) -> pl.DataFrame:
        """``poverty.parquet``; a registry is no sample, so ``se_headcount`` is null."""
        names = self.catalogue.frame.select("name", stage=pl.lit(WITHOUT) + pl.col("code"))
        order = {stage: place for place, stage in enumerate(STAGES)}
        found = self.rates.join(names, on="stage", how="left")
        place = pl.col("stage").replace_strict(order, default=len(order), return_dtype=pl.Int32)
        told = labels.put_on(found.filter(pl.col("dimension") != TERRAIN).sort(place, "stage"))
        return told.select(
            *COMMON,
            "stage",
            "name",
            "people",
            people_unknown="unknown",
            **{name: name for name in ("headcount", "gap", "severity", "gini", "mean_income")},
            se_headcount=pl.lit(None, pl.Float64),
        )


def _staged(homes: pl.DataFrame, stage: str | pl.Expr, transfers: pl.Expr) -> pl.DataFrame:
    """Households with ``people``, ``stage`` and ``head``, the income a head in it."""
    return homes.select(
        "household_row",
        "line",
        *[column for column in HOME_DIMENSIONS.values() if column in homes.columns],
        people="members",
        stage=pl.lit(stage) if isinstance(stage, str) else stage,
        head=(pl.col("income") + transfers) / pl.col("members"),
    )


def _whole(sums: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Sums in which *without* stages, kept as differences from *due*, are whole."""
    without = sums.filter(pl.col("stage").str.starts_with(WITHOUT))
    stages = without.select("stage").unique()
    due = sums.filter((pl.col("stage") == "due") & pl.col("dimension").is_in(list(_WITHOUT_BY)))
    base = due.drop("stage").join(stages, how="cross").select(sums.columns)
    rest = sums.filter(~pl.col("stage").str.starts_with(WITHOUT))
    return pl.concat([rest, base, without]).group_by(keys).sum()


def poverty_summary(poverty: Poverty, line: PovertyLine | None) -> dict[str, Any]:
    """Headcounts and depth by kind of area and commune, as the summary holds them.

    ``headcount`` is the share of people at or below the line; ``depth`` the average shortfall as a
    share of the line (Foster–Greer–Thorbecke 1); ``shortfall`` what is missing to the line, đồng a
    month.
    """
    rates = poverty.rates
    if line is None or rates.is_empty():
        return {}
    groups = {name: _groups(rates, name) for name in (ALL, "area_kind", "commune")}
    return {
        "line": dict(line.by_kind),
        "article": line.article,
        "all": groups[ALL][0],
        "by_kind": groups["area_kind"],
        "by_commune": groups["commune"],
    }


def _groups(rates: pl.DataFrame, dimension: str) -> list[dict[str, Any]]:
    """Entries of a dimension, by group; each stage under its name."""
    mine = rates.filter((pl.col("dimension") == dimension) & pl.col("stage").is_in(list(STAGES)))
    entries: dict[str, dict[str, Any]] = {}
    for row in mine.sort("group").iter_rows(named=True):
        entry = entries.setdefault(
            row["group"],
            {"group": row["group"], "people": row["people"], "income_unknown": row["unknown"]},
        )
        entry[row["stage"]] = {
            "poor": round(row["poor"]),
            "headcount": row["headcount"],
            "depth": row["gap"],
            "shortfall": round(row["shortfall"]),
            "mean_income": None if row["mean_income"] is None else round(row["mean_income"]),
        }
    return list(entries.values())
