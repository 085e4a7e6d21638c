"""What ``ansinh indicators`` tells: figures beside targets, what cannot be told, the outlook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from ansinh.insight.indicators.compute import Census, Computed, compute
from ansinh.insight.indicators.definitions import definitions, missing
from ansinh.insight.indicators.served import served
from ansinh.insight.indicators.targets import Target, targets, verdict
from ansinh.insight.outlook import Kept, outlook
from ansinh.insight.population import boys_in_excess

#: Why a figure is missing → words for it.
NOTES = {
    "few": ("quá ít người để nêu", "too few to tell"),
    "unknown": ("chưa rõ về ai", "known of nobody"),
    "nobody": ("không có ai thuộc diện", "nobody it is about"),
    "none": ("không tính được", "cannot be computed"),
    "insurance_periods": ("sổ chưa có quá trình đóng bảo hiểm", "no insurance histories on file"),
    "results": ("cần kết quả ansinh run (--results)", "needs results of ansinh run (--results)"),
}


@dataclass(frozen=True)
class Unanswered:
    """A target without a figure, and the data that it would need."""

    target: Target
    needs: str
    needs_en: str


@dataclass(frozen=True)
class Indicators:
    """Everything that is told.

    Attributes:
        registry: The day that the registry shows.
        figures: One row an indicator, group and target: as :class:`Computed` has it, with
            ``target``, ``scope``, ``year``, ``goal`` (as the plan writes it), ``wanted``, ``gap``
            (value less wanted), ``verdict`` and ``confidence`` of the target.
        boys: Where more boys were born than chance explains.
        ages: Men and women by single age; the last row holds all higher ages.
        fertility: Births by age of the mother in the last three years.
        outlook: The population to the last year of the projection.
    """

    day: date
    registry: date
    area: str | None
    people: int
    homes: int
    unknown_age: int
    figures: pl.DataFrame
    unanswered: list[Unanswered]
    boys: pl.DataFrame
    ages: pl.DataFrame
    fertility: pl.DataFrame
    outlook: pl.DataFrame

    @property
    def whole(self) -> pl.DataFrame:
        """The figures of the whole area."""
        return self.figures.filter(pl.col("dimension") == "all")


def indicators(
    snapshot: Path,
    day: date,
    area: str | None = None,
    results: Path | None = None,
    told: Callable[[str, int, int], None] | None = None,
) -> Indicators:
    """Compute every indicator and set it beside the plan's targets.

    Args:
        area: Code of a commune, or of one before July 2025: only those who live there.
        results: What ``ansinh run`` wrote of the same registry and day, for what is due.
        told: Called as the work goes on.

    Raises:
        DataError: the registry or the results cannot be read or are of another day, or nobody lives
            in the area.
    """
    found = compute(snapshot, day, area, told)
    more = _waiting(found) if results is None else served(results, day, area)
    order = {name: place for place, name in enumerate(definitions())}
    figures = pl.concat([found.figures, more], how="diagonal_relaxed").sort(
        pl.col("indicator").replace_strict(order, return_dtype=pl.Int32), maintain_order=True
    )
    return Indicators(
        day,
        found.registry,
        area,
        found.people,
        found.homes,
        found.census.unknown,
        _beside_targets(figures, day),
        [Unanswered(targets()[code], *words) for code, words in missing().items()],
        boys_in_excess(found.figures),
        _ages(found.census),
        found.fertility,
        outlook(found.census.people, day.year, _kept(found)),
    )


def _ages(census: Census) -> pl.DataFrame:
    men, women = census.people
    columns = {"age": range(len(men)), "male": men, "female": women}
    return pl.DataFrame(columns).with_columns(pl.col("male", "female").cast(pl.Int64))


def _waiting(found: Computed) -> pl.DataFrame:
    """Indicators that wait for the results of a run."""
    whole = found.figures.head(1).select("dimension", "group", "label", "label_en")
    names = [name for name, known in definitions().items() if known.from_results]
    rows = pl.DataFrame({"indicator": names, "note": ["results"] * len(names)})
    return rows.join(whole, how="cross")


def _kept(found: Computed) -> Kept | None:
    """Fertility and sex ratio at birth of the last three years, where both are told."""
    whole = found.figures.filter(pl.col("dimension") == "all", pl.col("value").is_not_null())
    values = dict(whole.select("indicator", "value").iter_rows())
    wanted = ("fertility_pooled", "sex_ratio_at_birth_pooled")
    if not all(name in values for name in wanted):
        return None
    return Kept(values[wanted[0]], values[wanted[1]] / 100)


def _beside_targets(figures: pl.DataFrame, day: date) -> pl.DataFrame:
    goals = pl.DataFrame(_goals(day), schema=_GOAL, orient="row")
    rows = figures.join(goals, on="indicator", how="left", maintain_order="left")
    told = [
        verdict(value, low, high, goal, better) if goal else ""
        for value, low, high, goal, better in zip(
            *(rows[name] for name in ("value", "low", "high")),
            (targets()[c].goal(day.year) if c else None for c in rows["target"]),
            rows["better"],
            strict=True,
        )
    ]
    gap = pl.col("value") - pl.col("wanted")
    return rows.with_columns(gap=gap, verdict=pl.Series(told, dtype=pl.String)).drop("better")


def _goals(day: date) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for name, known in definitions().items():
        for code in known.targets:
            target = targets()[code]
            goal = target.goal(day.year)
            wanted = None if goal is None else goal.wanted(known.better)
            year, text = (None, "") if goal is None else (goal.year, goal.text)
            rows.append(
                (name, code, target.scope, year, text, wanted, known.better, target.confidence)
            )
    return rows


_GOAL = {
    "indicator": pl.String,
    "target": pl.String,
    "scope": pl.String,
    "year": pl.Int64,
    "goal": pl.String,
    "wanted": pl.Float64,
    "better": pl.String,
    "confidence": pl.String,
}
