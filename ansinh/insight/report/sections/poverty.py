"""Poverty by income and by deprivation, what each benefit does, and the gaps between groups."""

from __future__ import annotations

from typing import Any

import polars as pl

from ansinh.insight.report import charts
from ansinh.insight.report.document import (
    Absent,
    Block,
    Column,
    Figure,
    Prose,
    Section,
    Table,
)
from ansinh.insight.report.findings import Findings, label_of
from ansinh.insight.report.sections.common import (
    DIMENSIONS,
    STAGES,
    group_name,
    headcounts,
    stage_series,
)
from ansinh.insight.report.sections.deprivation import deprivation
from ansinh.insight.report.wording import NBSP, Text, count, day, decimal, money, points, say, share

_TITLE = Text("Nghèo và khoảng cách", "Poverty and gaps")
_WITHOUT = "without:"


def poverty(found: Findings) -> Section:
    """Foster–Greer–Thorbecke, each benefit's part, gaps, Alkire–Foster."""
    blocks: tuple[Block, ...] = (
        *_stages(found),
        *_groups(found),
        *_without(found),
        *_gaps(found),
        *deprivation(found),
    )
    return Section("poverty", _TITLE, blocks, Text("Nghèo", "Poverty"))


# --- income ---------------------------------------------------------------------------------------


def _stages(found: Findings) -> tuple[Block, ...]:
    table = found.table("poverty", "all")
    rows = {row["stage"]: row for row in table.iter_rows(named=True) if row["stage"] in STAGES}
    if not rows or all(row["headcount"] is None for row in rows.values()):
        none = Text("Không tính được nghèo theo thu nhập.", "Income poverty is not computed.")
        return (Absent(none),)
    first = next(iter(rows.values()))
    lead = say(
        "Tính trên {known} người ở hộ đã rõ thu nhập; {unknown} người ở hộ chưa rõ thu nhập không "
        "tính. Ngày {day}.",
        "Of {known} people in households whose income is known; {unknown} whose is not are left "
        "out. On {day}.",
        known=(first["people"] or 0) - (first["people_unknown"] or 0),
        unknown=first["people_unknown"] or 0,
        day=day(found.date),
    )
    return (Prose(lead, is_lead=True), _stage_table(found, rows))


def _stage_table(found: Findings, rows: dict[str, dict[str, Any]]) -> Table:
    has_errors = any(row["se_headcount"] is not None for row in rows.values())
    headings = [
        Text("Tỷ lệ (P0)", "Headcount (P0)"),
        *([Text("Sai số chuẩn", "Standard error")] if has_errors else []),
        Text("Độ sâu (P1)", "Gap (P1)"),
        Text("Độ nghiêm trọng (P2)", "Severity (P2)"),
        Text("Gini", "Gini"),
        Text("Thu nhập bình quân", "Mean income"),
    ]
    body = tuple(
        (
            STAGES[stage],
            share(row["headcount"], 2),
            *([share(row["se_headcount"], 2)] if has_errors else []),
            share(row["gap"], 2),
            share(row["severity"], 2),
            decimal(row["gini"], 3),
            money(None if row["mean_income"] is None else round(row["mean_income"])),
        )
        for stage, row in rows.items()
    )
    return Table(
        say(
            "Nghèo theo thu nhập (Foster–Greer–Thorbecke), ngày {day}; thu nhập một người một "
            "tháng",
            "Income poverty (Foster–Greer–Thorbecke), on {day}; income of a person a month",
            day=day(found.date),
        ),
        (Column(Text("Thu nhập", "Income"), is_figure=False), *(Column(h) for h in headings)),
        body,
    )


def _groups(found: Findings) -> tuple[Block, ...]:
    rows: list[charts.Dots | charts.Heading] = []
    compared: list[tuple[str, charts.Dots]] = []
    for dimension, name in DIMENSIONS.items():
        within = headcounts(found, (dimension,))
        if len(within) > 1:
            rows += [charts.Heading(name), *within]
            compared += [(dimension, row) for row in within]
    if not compared:
        return ()
    dimension, worst = max(
        compared, key=lambda found: (found[1].values.get("received") or 0, found[1].label.vi)
    )
    return (
        Figure(
            "poverty-groups",
            say(
                "Cao nhất với mức đang nhận: {name} ({share})",
                "Highest with what is received: {name} ({share})",
                name=group_name(dimension, worst.label),
                share=share(worst.values.get("received")),
            ),
            say(
                "Tỷ lệ người không vượt chuẩn thu nhập theo nhóm, ngày {day}; bên phải: từ trước "
                "trợ cấp đến mức được hưởng.",
                "Share of people not above the line by group, on {day}; at the right: from before "
                "transfers to what the law gives.",
                day=day(found.date),
            ),
            Text(
                "Biểu đồ chấm: mỗi dòng một nhóm, ba chấm là ba mức thu nhập.",
                "Dot plot: a row a group, three dots for three stages of income.",
            ),
            lambda view: charts.dots(rows, stage_series(), view, charts.SHARES),
            _group_table(found),
        ),
    )


def _group_table(found: Findings) -> Table:
    table = found.table("poverty").filter(
        pl.col("dimension").is_in(list(DIMENSIONS)) & pl.col("stage").is_in(list(STAGES))
    )
    rows = []
    for _, group in table.group_by(["dimension", "group"], maintain_order=True):
        first = group.row(0, named=True)
        values = dict(group.select("stage", "headcount").iter_rows())
        gaps = dict(group.select("stage", "gap").iter_rows())
        rows.append(
            (
                label_of(first),
                DIMENSIONS[first["dimension"]],
                count(first["people"]),
                count(first["people_unknown"]),
                *(share(values.get(stage), 2) for stage in STAGES),
                share(gaps.get("due"), 2),
            )
        )
    return Table(
        say("Nghèo theo nhóm, ngày {day}", "Poverty by group, on {day}", day=day(found.date)),
        (
            Column(Text("Nhóm", "Group"), is_figure=False),
            Column(Text("Theo", "By"), is_figure=False),
            Column(Text("Người", "People")),
            Column(Text("Chưa rõ thu nhập", "Income unknown")),
            *(Column(text) for text in STAGES.values()),
            Column(Text("Độ sâu khi chi đủ", "Gap as due")),
        ),
        tuple(rows),
        is_folded=True,
    )


# --- without each benefit -------------------------------------------------------------------------


def _without(found: Findings) -> tuple[Block, ...]:
    table = found.table("poverty", "all")
    due = table.filter(pl.col("stage") == "due")
    base = due["headcount"][0] if due.height else None
    without = table.filter(
        pl.col("stage").str.starts_with(_WITHOUT) & pl.col("headcount").is_not_null()
    )
    if base is None or without.is_empty():
        return ()
    ranked = without.with_columns(more=100 * (pl.col("headcount") - base)).sort(
        "more", "stage", descending=[True, False]
    )
    moved = ranked.filter(pl.col("more").abs() >= 0.005)
    if moved.is_empty():
        none = Text(
            "Bỏ riêng từng chế độ không làm tỷ lệ thay đổi đáng kể.",
            "Without any one benefit the share hardly changes.",
        )
        return (Prose(none),)
    names = _benefit_names(found)
    rows = [
        charts.Bar(names.get(_code(row), _name(row)), row["more"], points(row["more"], 2))
        for row in moved.head(12).iter_rows(named=True)
    ]
    first = moved.row(0, named=True)
    return (
        Figure(
            "without",
            say(
                "Không có “{name}” thì tỷ lệ cao thêm {n}",
                "Without “{name}” the share would be {n} higher",
                name=names.get(_code(first), _name(first)),
                n=_unsigned(first["more"]),
            ),
            say(
                "Tỷ lệ người không vượt chuẩn thu nhập tăng thêm (điểm %) nếu bỏ riêng một chế "
                "độ, so với khi chi đủ theo luật ({base}), ngày {day}; không tính thay đổi hành "
                "vi.",
                "Rise of the share of people not above the line (points) were one benefit taken "
                "away, against all paid as due ({base}), on {day}; behaviour held as it is.",
                base=share(base, 2),
                day=day(found.date),
            ),
            Text("Biểu đồ thanh ngang, mỗi thanh một chế độ.", "Horizontal bars, one a benefit."),
            lambda view: charts.bars(rows, view, charts.POINTS),
            _without_table(found, ranked, names),
        ),
    )


def _code(row: dict[str, str]) -> str:
    return row["stage"].removeprefix(_WITHOUT)


def _name(row: dict[str, str]) -> Text:
    name = row["name"] or _code(row)
    return Text(name, name)


def _benefit_names(found: Findings) -> dict[str, Text]:
    rows = found.table("coverage", "all").select("benefit", "name", "name_en")
    return {row["benefit"]: label_of(row, "name") for row in rows.iter_rows(named=True)}


def _unsigned(value: float) -> Text:
    number = decimal(abs(value), 2)
    return Text(f"{number.vi}{NBSP}điểm{NBSP}%", f"{number.en}{NBSP}points")


def _without_table(found: Findings, ranked: pl.DataFrame, names: dict[str, Text]) -> Table:
    return Table(
        say(
            "Nếu bỏ riêng một chế độ, ngày {day}",
            "Without one benefit, on {day}",
            day=day(found.date),
        ),
        (
            Column(Text("Chế độ", "Benefit"), is_figure=False),
            Column(Text("Tỷ lệ (P0)", "Headcount (P0)")),
            Column(Text("Tăng thêm", "Rise")),
            Column(Text("Độ sâu (P1)", "Gap (P1)")),
            Column(Text("Gini", "Gini")),
        ),
        tuple(
            (
                names.get(_code(row), _name(row)),
                share(row["headcount"], 2),
                points(row["more"], 2),
                share(row["gap"], 2),
                decimal(row["gini"], 4),
            )
            for row in ranked.iter_rows(named=True)
        ),
        is_folded=True,
    )


# --- gaps -----------------------------------------------------------------------------------------


def _gaps(found: Findings) -> tuple[Block, ...]:
    table = found.table("gaps").filter(pl.col("stage").is_in(list(STAGES)))
    wide: dict[str, tuple[Text, dict[str, float | None]]] = {}
    for row in table.iter_rows(named=True):
        wide.setdefault(row["between"], (label_of(row), {}))[1][row["stage"]] = row[
            "headcount_points"
        ]
    known = {key: told for key, told in wide.items() if told[1].get("before") is not None}
    if not known:
        none = Text(
            "Không so sánh được thành thị, nông thôn, miền núi và dân tộc: thiếu một bên.",
            "Town, country, mountains and ethnic groups cannot be compared: one side is missing.",
        )
        return (Absent(none),)
    rows = [
        charts.Dots(label, values, decimal(values.get("due"))) for label, values in known.values()
    ]
    name, values = max(known.values(), key=lambda told: abs(told[1]["before"] or 0))
    figure = Figure(
        "gaps",
        say(
            "Khoảng cách rộng nhất: {name}, {a} trước trợ cấp và {b} khi chi đủ",
            "The widest gap: {name}, {a} before transfers and {b} as due",
            name=name,
            a=points(values.get("before")),
            b=points(values.get("due")),
        ),
        say(
            "Chênh lệch tỷ lệ người không vượt chuẩn thu nhập, điểm %, ngày {day}; bên phải là "
            "khi chi đủ.",
            "Difference of the share of people not above the line, points, on {day}; at the right "
            "as due.",
            day=day(found.date),
        ),
        Text("Biểu đồ chấm: mỗi dòng một khoảng cách.", "Dot plot: a row a gap."),
        lambda view: charts.dots(rows, stage_series(), view, charts.POINTS),
        _gap_table(found, table),
    )
    return (figure,)


def _gap_table(found: Findings, table: pl.DataFrame) -> Table:
    return Table(
        say(
            "Khoảng cách giữa các nhóm, ngày {day}",
            "Gaps between groups, on {day}",
            day=day(found.date),
        ),
        (
            Column(Text("Giữa", "Between"), is_figure=False),
            Column(Text("Thu nhập", "Income"), is_figure=False),
            Column(Text("Tỷ lệ", "Headcount")),
            Column(Text("Độ sâu", "Gap")),
            Column(Text("Tỷ số thu nhập", "Income ratio")),
        ),
        tuple(
            (
                label_of(row),
                STAGES[row["stage"]],
                points(row["headcount_points"], 2),
                points(row["gap_points"], 2),
                decimal(row["income_ratio"], 2),
            )
            for row in table.iter_rows(named=True)
        ),
        is_folded=True,
    )
