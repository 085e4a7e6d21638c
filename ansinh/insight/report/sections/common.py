"""What several chapters tell: stages of income, groups, reasons, take-up of everything together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from ansinh.insight.measures import wilson
from ansinh.insight.report.charts import Dots, Interval, Series
from ansinh.insight.report.findings import Findings, label_of
from ansinh.insight.report.wording import Text, say, share

#: Before transfers, with what is received, with what is due.
STAGES: dict[str, Text] = {
    "before": Text("Trước trợ cấp", "Before transfers"),
    "received": Text("Với mức đang nhận", "As received"),
    "due": Text("Với mức được hưởng", "As due by law"),
}
DIMENSIONS: dict[str, Text] = {
    "area_kind": Text("Thành thị, nông thôn", "Town and country"),
    "area_class": Text("Khu vực", "Area class"),
    "ethnicity": Text("Dân tộc", "Ethnic group"),
    "sex": Text("Giới", "Sex"),
    "age": Text("Tuổi", "Age"),
}
#: A group smaller than this is left out of a chart; its table keeps it.
FEW = 30


def stage_series() -> tuple[Series, ...]:
    """The three stages as dots: hollow, grey diamond, filled."""
    return (
        Series("before", STAGES["before"], "ink-2", "circle", is_filled=False),
        Series("received", STAGES["received"], "amount", "diamond"),
        Series("due", STAGES["due"], "leaf", "circle"),
    )


def headcounts(found: Findings, dimensions: Sequence[str]) -> list[Dots]:
    """A row a group with the share of people not above the line at each stage."""
    rows: list[Dots] = []
    for dimension in dimensions:
        table = found.table("poverty", dimension)
        by_group = table.filter(pl.col("stage").is_in(list(STAGES)))
        for _, group in by_group.group_by(["group"], maintain_order=True):
            values = dict(group.select("stage", "headcount").iter_rows())
            first = group.row(0, named=True)
            known = (first["people"] or 0) - (first["people_unknown"] or 0)
            if known < FEW or values.get("before") is None:
                continue
            rows.append(Dots(label_of(first), values, stage_note(values)))
    return rows


def stage_note(values: dict[str, float | None]) -> Text:
    """``12,4 › 11,0 %``: from before transfers to what the law gives."""
    before, due = share(values.get("before"), 1), share(values.get("due"), 1)
    return Text(
        f"{before.vi.removesuffix(' %')} › {due.vi}", f"{before.en.removesuffix(' %')} › {due.en}"
    )


def top_reasons(found: Findings, most: int) -> list[tuple[Text, int]]:
    """Why entitlements are missed, over all benefits, most first."""
    table = found.table("why")
    sums = (
        table.group_by("reason", "detail")
        .agg(pl.col("people").sum(), pl.col("label").first(), pl.col("label_en").first())
        .filter(pl.col("people") > 0)
        .sort("people", "reason", "detail", descending=[True, False, False])
    )
    return [(label_of(row), row["people"]) for row in sums.head(most).iter_rows(named=True)]


def paid(table: pl.DataFrame) -> pl.DataFrame:
    """Coverage of what is paid or given: a mere status is no benefit."""
    return table.filter(pl.col("unit") != "status")


def take_up(table: pl.DataFrame, keys: Iterable[str]) -> pl.DataFrame:
    """All benefits together by ``keys``: entitled, covered, take_up, take_up_low, take_up_high."""
    sums = (
        paid(table)
        .group_by(list(keys), maintain_order=True)
        .agg(pl.col("entitled", "covered").sum())
        .filter(pl.col("entitled") > 0)
    )
    low, high = wilson(sums["covered"].to_numpy(), sums["entitled"].to_numpy())
    return sums.with_columns(
        take_up=pl.col("covered") / pl.col("entitled"),
        take_up_low=pl.Series(low),
        take_up_high=pl.Series(high),
    )


def interval(label: Text, row: dict[str, float]) -> Interval:
    """A row of a dot plot of take-up."""
    note = say(
        "{share} ({n})", "{share} ({n})", share=share(row["take_up"]), n=int(row["entitled"])
    )
    return Interval(label, row["take_up_low"], row["take_up"], row["take_up_high"], note)
