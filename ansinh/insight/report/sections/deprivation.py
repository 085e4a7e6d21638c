"""Multidimensional poverty: how many, how much, by what, and in which groups."""

from __future__ import annotations

import polars as pl

from ansinh.insight.report import charts
from ansinh.insight.report.document import (
    Absent,
    Block,
    Card,
    Cards,
    Column,
    Figure,
    Prose,
    Table,
)
from ansinh.insight.report.findings import Findings, label_of
from ansinh.insight.report.sections.common import DIMENSIONS
from ansinh.insight.report.wording import Text, day, decimal, say, share


def deprivation(found: Findings) -> tuple[Block, ...]:
    """H, A and M0, what they are made of, and in whom."""
    table = found.table("deprivation", "all")
    whole = dict(table.filter(pl.col("indicator").is_null()).select("measure", "value").iter_rows())
    if whole.get("M0") is None:
        none = Text("Không tính được nghèo đa chiều.", "Multidimensional poverty is not computed.")
        return (Absent(none),)
    cards = Cards(
        (
            Card(
                share(whole.get("H")),
                Text("H: tỷ lệ người nghèo đa chiều", "H: share of people poor"),
            ),
            Card(
                share(whole.get("A")),
                Text(
                    "A: thiếu hụt bình quân của người nghèo", "A: average deprivation of the poor"
                ),
            ),
            Card(decimal(whole["M0"], 3), Text("M0 = H × A", "M0 = H × A")),
        )
    )
    indicators = table.filter(pl.col("indicator").is_not_null())
    figures = () if indicators.is_empty() else (_indicators(found, indicators),)
    return (cards, *_left_out(whole), *figures, *_poor_by_group(found))


def _left_out(whole: dict[str, float]) -> tuple[Block, ...]:
    """How many people the measures are not of."""
    if not whole.get("people_unknown"):
        return ()
    return (
        Prose(
            say(
                "Nghèo đa chiều không tính {n} người ở hộ chưa rõ một chỉ số.",
                "Multidimensional poverty leaves out {n} people of households of which an "
                "indicator is not known.",
                n=round(whole["people_unknown"]),
            )
        ),
    )


def _poor_by_group(found: Findings) -> tuple[Block, ...]:
    """H, A and M0 of each group."""
    table = found.table("deprivation").filter(
        pl.col("dimension").is_in(list(DIMENSIONS)) & pl.col("indicator").is_null()
    )
    rows = []
    for _, group in table.group_by(["dimension", "group"], maintain_order=True):
        first = group.row(0, named=True)
        values = dict(group.select("measure", "value").iter_rows())
        told = (share(values.get("H")), share(values.get("A")), decimal(values.get("M0"), 3))
        rows.append((label_of(first), DIMENSIONS[first["dimension"]], *told))
    if not rows:
        return ()
    headings = (Text("H: tỷ lệ", "H: headcount"), Text("A: mức thiếu hụt", "A: intensity"))
    return (
        Table(
            say(
                "Nghèo đa chiều theo nhóm, ngày {day}",
                "Multidimensional poverty by group, on {day}",
                day=day(found.date),
            ),
            (
                Column(Text("Nhóm", "Group"), is_figure=False),
                Column(Text("Theo", "By"), is_figure=False),
                *map(Column, headings),
                Column(Text("M0", "M0")),
            ),
            tuple(rows),
            is_folded=True,
        ),
    )


def _indicators(found: Findings, table: pl.DataFrame) -> Figure:
    values: dict[str, dict[str, float | None]] = {}
    labels: dict[str, Text] = {}
    for row in table.iter_rows(named=True):
        values.setdefault(row["indicator"], {})[row["measure"]] = row["value"]
        labels[row["indicator"]] = label_of(row, "indicator_label")
    order = sorted(values, key=lambda key: (-(values[key].get("censored") or 0), key))
    rows = [
        charts.Dots(labels[key], values[key], share(values[key].get("contribution"), 0))
        for key in order
    ]
    series = (
        charts.Series(
            "uncensored",
            Text("Thiếu hụt trong mọi người", "Deprived, of all people"),
            "ink-2",
            "circle",
            is_filled=False,
        ),
        charts.Series(
            "censored", Text("Nghèo và thiếu hụt", "Poor and deprived"), "leaf", "circle"
        ),
    )
    most = max(values, key=lambda key: (values[key].get("contribution") or 0, key))
    return Figure(
        "deprivation",
        say(
            "Góp nhiều nhất vào nghèo đa chiều: {name} ({share})",
            "Contributes most to multidimensional poverty: {name} ({share})",
            name=labels[most],
            share=share(values[most].get("contribution"), 0),
        ),
        say(
            "Tỷ lệ người theo từng chỉ số thiếu hụt (Alkire–Foster), ngày {day}; bên phải là phần "
            "đóng góp vào M0.",
            "Share of people by indicator (Alkire–Foster), on {day}; at the right the "
            "contribution to M0.",
            day=day(found.date),
        ),
        Text(
            "Biểu đồ chấm: mỗi dòng một chỉ số, chấm rỗng là thiếu hụt, chấm đặc là nghèo và "
            "thiếu hụt.",
            "Dot plot: a row an indicator, hollow dots the deprived, filled dots the poor and "
            "deprived.",
        ),
        lambda view: charts.dots(rows, series, view, charts.SHARES),
        _indicator_table(found, order, labels, values),
    )


def _indicator_table(
    found: Findings,
    order: list[str],
    labels: dict[str, Text],
    values: dict[str, dict[str, float | None]],
) -> Table:
    return Table(
        say(
            "Các chỉ số thiếu hụt, ngày {day}",
            "Indicators of deprivation, on {day}",
            day=day(found.date),
        ),
        (
            Column(Text("Chỉ số", "Indicator"), is_figure=False),
            Column(Text("Thiếu hụt", "Deprived")),
            Column(Text("Nghèo và thiếu hụt", "Poor and deprived")),
            Column(Text("Đóng góp", "Contribution")),
        ),
        tuple(
            (
                labels[key],
                *(
                    share(values[key].get(name))
                    for name in ("uncensored", "censored", "contribution")
                ),
            )
            for key in order
        ),
        is_folded=True,
    )
