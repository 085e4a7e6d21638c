"""What several chapters tell: stages of income, groups, reasons, take-up of everything together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from ansinh.insight.measures import wilson
from ansinh.insight.report.charts import Dots, Interval, Series
from ansinh.insight.report.document import Column, Table
from ansinh.insight.report.findings import Findings, label_of
from ansinh.insight.report.wording import NBSP, Text, day, say, share

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
    "terrain": Text("Miền núi", "Mountains"),
    "sex": Text("Giới", "Sex"),
    "age": Text("Tuổi", "Age"),
}
#: A group smaller than this is left out of a chart; its table keeps it.
FEW = 30


def stage_series() -> tuple[Series, ...]:
    """The three stages: a hollow dot, a diamond, a small dot that leaves the others in sight."""
    return (
        Series("before", STAGES["before"], "ink-2", "circle", is_filled=False),
        Series("received", STAGES["received"], "amount", "diamond", size=130),
        Series("due", STAGES["due"], "leaf", "circle", size=40),
    )


def headcounts(found: Findings, dimensions: Sequence[str]) -> list[Dots]:
    """A row a group with the share of people not above the line at each stage.

    Groups of few people and the group of those of whom the dimension is unknown are left out.
    """
    rows: list[Dots] = []
    for dimension in dimensions:
        table = found.table("poverty", dimension)
        by_group = table.filter(pl.col("stage").is_in(list(STAGES)))
        for _, group in by_group.group_by(["group"], maintain_order=True):
            values = dict(group.select("stage", "headcount").iter_rows())
            first = group.row(0, named=True)
            known = (first["people"] or 0) - (first["people_unknown"] or 0)
            if known < FEW or values.get("before") is None or first["group"] == "unknown":
                continue
            rows.append(Dots(label_of(first), values, stage_note(values)))
    return rows


def headcount_table(rows: Sequence[Dots], when: date) -> Table:
    """The numbers behind a chart of :func:`headcounts`."""
    return Table(
        say(
            "Tỷ lệ người không vượt chuẩn thu nhập, ngày {day}",
            "Share of people not above the income line, on {day}",
            day=day(when),
        ),
        (Column(Text("Nhóm", "Group"), is_figure=False), *map(Column, STAGES.values())),
        tuple((row.label, *(share(row.values.get(stage), 2) for stage in STAGES)) for row in rows),
        is_folded=True,
    )


def stage_note(values: dict[str, float | None]) -> Text:
    """``12,4 › 11,0 %``: from before transfers to what the law gives."""
    before, due = share(values.get("before"), 1), share(values.get("due"), 1)
    return Text(
        f"{before.vi.removesuffix(f'{NBSP}%')} › {due.vi}",
        f"{before.en.removesuffix(f'{NBSP}%')} › {due.en}",
    )


NO_REASONS = Text(
    "Không có ai bị bỏ sót, hoặc chưa rõ lý do.", "Nobody is missed, or why is unknown."
)
#: Why somebody entitled is not paid.
MISSED = ("receives_another", "began_lately", "no_number", "on_request", "other")
#: Why it cannot be said whether somebody is entitled.
WAITING = ("one_missing_paper", "several_missing_papers", "not_assessed")
#: Not entitled yet, for age alone.
NEAR_AGE = ("within_six_months",)


#: Why somebody paid is not entitled: every reason but these.
NOT_OVERPAID = (*MISSED, *WAITING, *NEAR_AGE, "paid_undecided")


def reasons(found: Findings, *, status: bool = False) -> pl.DataFrame:
    """Rows of ``why`` of what is paid or given, or of mere recognitions (``status``)."""
    units = found.table("coverage", "all").select("benefit", is_status=pl.col("unit") == "status")
    table = found.table("why").join(units.unique("benefit"), on="benefit", how="left")
    return table.filter(
        (pl.col("people") > 0) & (pl.col("is_status").fill_null(value=False) == status)
    )


def summed(table: pl.DataFrame, most: int) -> list[tuple[Text, int]]:
    """Reasons over all benefits of a table like ``why``, most first."""
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


def group_name(dimension: str, label: Text) -> Text:
    """The name of a group where its dimension is not said: ``dân tộc Hoa``."""
    if dimension == "ethnicity":
        return Text(f"dân tộc {label.vi}", f"{label.en} (ethnic group)")
    return label


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


def with_interval(value: float | None, low: float | None, high: float | None) -> Text:
    """A share with its limits: ``97,3 % (96,9–97,7 %)``; a dash where there is none."""
    middle, least, most = share(value), share(low), share(high)
    if middle.vi == "–":
        return middle
    return Text(
        f"{middle.vi} ({least.vi.removesuffix(f'{NBSP}%')}–{most.vi})",
        f"{middle.en} ({least.en.removesuffix(f'{NBSP}%')}–{most.en})",
    )
