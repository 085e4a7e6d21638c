"""Silent places, and the districts and communes of before 1 July 2025."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from ansinh.insight.report.document import Block, Column, Prose, Table
from ansinh.insight.report.findings import Findings, benefit_of, label_of
from ansinh.insight.report.sections.common import STAGES, take_up
from ansinh.insight.report.wording import Text, count, day, decimal, same, say, share

_SILENT_MEASURES = {
    "take_up": Text("nhận trong số được hưởng", "receipts of those entitled"),
    "claims": Text("người hưởng trong dân số", "recipients in the population"),
}


def silent(found: Findings) -> tuple[Block, ...]:
    """Where claims are improbably few, with how improbable that is."""
    table = found.table("silent")
    if table.is_empty():
        return ()
    quiet = table.filter(pl.col("silent")).sort("q", "group", "benefit")
    if quiet.is_empty():
        return (
            Prose(
                say(
                    "Nơi im lặng: {n} phép so sánh, không nơi nào ít người hưởng đến mức khó là "
                    "ngẫu nhiên.",
                    "Silent places: {n} comparisons, nowhere so few recipients that chance hardly "
                    "explains it.",
                    n=table.height,
                )
            ),
        )
    return (_silent_table(quiet, table.height),)


def _silent_table(quiet: pl.DataFrame, tested: int) -> Table:
    shown = quiet.head(20)
    caption = say(
        "Nơi im lặng: {n} trong {of} phép so sánh, {shown} nơi đáng xem trước. p là xác suất ít "
        "đến thế do ngẫu nhiên; q là tỷ lệ báo nhầm khi kể cả các nơi trên.",
        "Silent places: {n} of {of} comparisons, the first {shown} shown. p: how likely so few by "
        "chance; q: share of false alarms down to this row.",
        n=quiet.height,
        of=tested,
        shown=shown.height,
    )
    return Table(
        caption,
        (
            Column(Text("Xã, phường", "Commune"), is_figure=False),
            Column(Text("Chế độ", "Benefit"), is_figure=False),
            Column(Text("So", "Compared"), is_figure=False),
            Column(Text("Có", "Observed")),
            Column(Text("Dự kiến", "Expected")),
            Column(Text("Tỷ số", "Ratio")),
            Column(Text("p", "p")),
            Column(Text("q", "q")),
        ),
        tuple(_silent_row(row) for row in shown.iter_rows(named=True)),
    )


def _silent_row(row: Mapping[str, Any]) -> tuple[Text, ...]:
    return (
        same(row["label"]),
        benefit_of(row),
        _SILENT_MEASURES.get(row["measure"], same(row["measure"])),
        count(row["observed"]),
        decimal(row["expected"], 1),
        decimal(row["ratio"], 2),
        _probability(row["p"]),
        _probability(row["q"]),
    )


def _probability(value: float | None) -> Text:
    if value is not None and value < 0.001:
        return Text("< 0,001", "< 0.001")
    return decimal(value, 3)


def districts(found: Findings) -> tuple[Block, ...]:
    """Poverty and coverage by district, which ended with 30 June 2025."""
    caption = say(
        "Theo huyện trước 01/07/2025, ngày {day}",
        "By district before 1 July 2025, on {day}",
        day=day(found.date),
    )
    return _old_places(found, "district", caption, Text("Huyện, thị xã, thành phố", "District"))


def former_units(found: Findings) -> tuple[Block, ...]:
    """Poverty and coverage by the communes of before the merger."""
    caption = say(
        "Theo xã, phường, thị trấn trước 01/07/2025, ngày {day}",
        "By commune before 1 July 2025, on {day}",
        day=day(found.date),
    )
    return _old_places(
        found, "former_unit", caption, Text("Đơn vị cũ", "Former unit"), is_folded=True
    )


def _old_places(
    found: Findings, dimension: str, caption: Text, heading: Text, *, is_folded: bool = False
) -> tuple[Block, ...]:
    poverty = found.table("poverty", dimension)
    wide: dict[str, dict[str, float | None]] = {}
    people: dict[str, tuple[Text, int]] = {}
    for row in poverty.filter(pl.col("stage").is_in(list(STAGES))).iter_rows(named=True):
        wide.setdefault(row["group"], {})[row["stage"]] = row["headcount"]
        people[row["group"]] = (label_of(row), row["people"])
    cover = take_up(found.table("coverage", dimension), ["group"])
    covered = {row["group"]: row for row in cover.iter_rows(named=True)}
    if not wide:
        return ()
    rows = tuple(
        (
            people[code][0],
            count(people[code][1]),
            *(share(wide[code].get(stage)) for stage in STAGES),
            count(int(covered[code]["entitled"])) if code in covered else count(0),
            share(covered[code]["take_up"]) if code in covered else share(None),
        )
        for code in sorted(wide, key=lambda code: (-(wide[code].get("received") or 0), code))
    )
    columns = (
        Column(heading, is_figure=False),
        Column(Text("Người", "People")),
        *(Column(text) for text in STAGES.values()),
        Column(Text("Suất được hưởng", "Entitlements")),
        Column(Text("Bao phủ", "Coverage")),
    )
    return (Table(caption, columns, rows, is_folded=is_folded),)
