"""Coverage and take-up, by benefit and by group."""

from __future__ import annotations

import polars as pl

from ansinh.insight.report import charts
from ansinh.insight.report.document import Absent, Block, Column, Figure, Prose, Section, Table
from ansinh.insight.report.findings import Findings, benefit_of, label_of
from ansinh.insight.report.sections.common import (
    DIMENSIONS,
    FEW,
    group_name,
    interval,
    paid,
    take_up,
    with_interval,
)
from ansinh.insight.report.wording import (
    Text,
    big_money,
    count,
    day,
    difference,
    joined,
    money,
    payer,
    say,
    share,
)

_TITLE = Text("Bao phủ từng chế độ", "Coverage, benefit by benefit")
_NONE = Text("không chế độ nào", "none of them")
_SHORT = Text("Bao phủ", "Coverage")
_PAID = {
    "monthly": Text("hằng tháng", "monthly"),
    "yearly": Text("hằng năm", "yearly"),
    "once": Text("một lần", "once"),
    "in kind": Text("hiện vật", "in kind"),
}


def coverage(found: Findings) -> Section:
    """Of those entitled, how many receive."""
    table = found.table("coverage", "all")
    shown = paid(table).filter(pl.col("entitled") + pl.col("receiving") > 0)
    if shown.is_empty():
        none = Text("Chưa có bảng bao phủ.", "There is no table of coverage.")
        return Section("coverage", _TITLE, (Absent(none),), _SHORT)
    blocks: tuple[Block, ...] = (
        Prose(_lead(found, shown), is_lead=True),
        _by_benefit(found, shown),
        _money_by_benefit(found, shown),
        *_by_group(found),
    )
    return Section("coverage", _TITLE, blocks, _SHORT)


def _lead(found: Findings, table: pl.DataFrame) -> Text:
    full = table.filter((pl.col("covered") == pl.col("entitled")) & (pl.col("entitled") > 0))
    return say(
        "{n} chế độ có người được hưởng ngày {day}; {full} đến được với tất cả.",
        "{n} benefits had people entitled on {day}; {full} reached everyone.",
        n=table.filter(pl.col("entitled") > 0).height,
        day=day(found.date),
        full=say("{n} chế độ", "{n} of them", n=full.height) if full.height else _NONE,
    )


def _by_benefit(found: Findings, table: pl.DataFrame) -> Block:
    drawn = table.filter(pl.col("take_up").is_not_null() & (pl.col("entitled") >= FEW)).sort(
        "take_up", "entitled", descending=[False, True]
    )
    if drawn.is_empty():
        return _benefit_table(found, table)
    rows = [interval(benefit_of(row), row) for row in drawn.iter_rows(named=True)]
    worst = drawn.row(0, named=True)
    return Figure(
        "take-up",
        say(
            "Thấp nhất là “{name}”: {share} người được hưởng đang nhận",
            "Lowest is “{name}”: {share} of those entitled receive it",
            name=benefit_of(worst),
            share=share(worst["take_up"]),
        ),
        say(
            "Tỷ lệ đang nhận trong số được hưởng, ngày {day}; vạch là khoảng tin cậy 95 % "
            "(Wilson), trong ngoặc là số được hưởng. Chế độ dưới {few} suất chỉ có trong bảng.",
            "Share receiving among those entitled, on {day}; the line is the 95 % interval "
            "(Wilson), the number of those entitled in brackets. Benefits of fewer than {few} "
            "stand in the table alone.",
            day=day(found.date),
            few=FEW,
        ),
        Text(
            "Biểu đồ chấm có khoảng tin cậy, mỗi dòng một chế độ, xếp từ tỷ lệ thấp đến cao.",
            "Dot plot with intervals, a row a benefit, from the lowest share to the highest.",
        ),
        lambda view: charts.intervals(rows, view),
        _benefit_table(found, table),
    )


def _benefit_table(found: Findings, table: pl.DataFrame) -> Table:
    headings = (
        Text("Chi trả", "Paid"),
        Text("Được hưởng", "Entitled"),
        Text("Đang nhận", "Receiving"),
        Text("Đúng người", "Rightly"),
        Text("Bỏ sót", "Missed"),
        Text("Không còn đúng", "Not entitled"),
        Text("Sai mức", "Wrong"),
        Text("Thiếu thông tin", "Undetermined"),
        Text("Tỷ lệ nhận", "Take-up"),
    )
    rows = tuple(
        (
            benefit_of(row),
            joined(
                (_PAID.get(row["paid"], Text(row["paid"], row["paid"])), payer(row["payer"])), ", "
            ),
            *(
                count(row[name])
                for name in (
                    "entitled",
                    "receiving",
                    "covered",
                    "missed",
                    "not_entitled",
                    "wrong_amount",
                    "undetermined",
                )
            ),
            with_interval(row["take_up"], row["take_up_low"], row["take_up_high"]),
        )
        for row in table.iter_rows(named=True)
    )
    return Table(
        say(
            "Bao phủ từng chế độ, ngày {day}", "Coverage by benefit, on {day}", day=day(found.date)
        ),
        (
            Column(Text("Chế độ", "Benefit"), is_figure=False),
            Column(headings[0], is_figure=False),
            *(Column(h) for h in headings[1:]),
        ),
        rows,
        is_folded=True,
    )


# --- money ----------------------------------------------------------------------------------------


def _money_by_benefit(found: Findings, table: pl.DataFrame) -> Block:
    monthly = (
        table.filter(pl.col("counted") & (pl.col("unit") == "VND") & (pl.col("paid") == "monthly"))
        .with_columns(gap=pl.col("due") - pl.col("received"))
        .sort("due", "benefit", descending=[True, False])
    )
    if monthly.is_empty():
        return Absent(
            Text("Không có chế độ chi tiền hằng tháng.", "No benefit is paid in money every month.")
        )
    widest = monthly.sort(pl.col("gap").abs(), descending=True).row(0, named=True)
    size = 10**9 if (monthly["due"].max() or 0) >= 10**9 else 10**6  # type: ignore[operator]
    unit = Text("tỷ đồng", "billion đồng") if size == 10**9 else Text("triệu đồng", "million đồng")
    rows = [
        charts.Dots(
            benefit_of(row),
            {"due": row["due"] / size, "received": row["received"] / size},
            difference(row["gap"]),
        )
        for row in monthly.head(8).iter_rows(named=True)
    ]
    series = (
        charts.Series("received", Text("Đang chi", "Paid"), "amount", "diamond", size=130),
        charts.Series("due", Text("Phải chi", "Due"), "leaf", "circle", size=40),
    )
    return Figure(
        "money",
        say(
            "Chênh lệch lớn nhất ở “{name}”: {way} {n} mỗi tháng",
            "The widest gap is at “{name}”: {way} by {n} a month",
            name=benefit_of(widest),
            way=Text("chi thiếu", "underpaid")
            if widest["gap"] >= 0
            else Text("chi thừa", "overpaid"),
            n=big_money(abs(widest["gap"])),
        ),
        say(
            "Phải chi theo luật và đang chi một tháng, {unit}, ngày {day}; bên phải là phần chi "
            "thiếu (+) hoặc thừa (−).",
            "Due by law and paid a month, {unit}, on {day}; at the right what is short (+) or "
            "over (−).",
            unit=unit,
            day=day(found.date),
        ),
        Text(
            "Biểu đồ chấm: mỗi dòng một chế độ, hai chấm là đang chi và phải chi một tháng.",
            "Dot plot: a row a benefit, two dots for what is paid and what is due a month.",
        ),
        lambda view: charts.dots(rows, series, view, charts.POINTS),
        _money_table(found, table),
    )


def _money_table(found: Findings, table: pl.DataFrame) -> Table:
    money_rows = table.filter(pl.col("counted") & (pl.col("unit") == "VND"))
    return Table(
        say(
            "Tiền từng chế độ, mỗi lần chi, ngày {day}",
            "Money by benefit, each payment, on {day}",
            day=day(found.date),
        ),
        (
            Column(Text("Chế độ", "Benefit"), is_figure=False),
            Column(Text("Chi trả", "Paid"), is_figure=False),
            Column(Text("Phải chi", "Due")),
            Column(Text("Đang chi", "Paid")),
            Column(Text("Chênh lệch", "Gap")),
        ),
        tuple(
            (
                benefit_of(row),
                _PAID.get(row["paid"], Text(row["paid"], row["paid"])),
                money(row["due"]),
                money(row["received"]),
                money(row["due"] - row["received"]),
            )
            for row in money_rows.iter_rows(named=True)
        ),
        is_folded=True,
    )


# --- groups ---------------------------------------------------------------------------------------


def _by_group(found: Findings) -> tuple[Block, ...]:
    keys = ("dimension", "group", "label", "label_en")
    table = found.table("coverage").filter(pl.col("dimension").is_in(list(DIMENSIONS)))
    groups = take_up(table, keys)
    if groups.is_empty():
        return ()
    drawn = groups.filter((pl.col("entitled") >= FEW) & (pl.col("group") != "unknown"))
    if drawn.is_empty():
        return (_group_table(found, groups),)
    rows: list[charts.Interval | charts.Heading] = []
    for dimension, name in DIMENSIONS.items():
        within = drawn.filter(pl.col("dimension") == dimension)
        if within.height > 1:
            rows.append(charts.Heading(name))
            rows += [interval(label_of(row), row) for row in within.iter_rows(named=True)]
    worst, best = (
        drawn.sort("take_up", descending=way).row(0, named=True) for way in (False, True)
    )
    whole = found.summary["coverage"]["share"]
    return (
        Figure(
            "take-up-groups",
            say(
                "Nhận được ít nhất: {worst} ({a}); nhiều nhất: {best} ({b})",
                "Reached least: {worst} ({a}); reached most: {best} ({b})",
                worst=group_name(worst["dimension"], label_of(worst)),
                a=share(worst["take_up"]),
                best=group_name(best["dimension"], label_of(best)),
                b=share(best["take_up"]),
            ),
            say(
                "Mọi chế độ gộp lại, theo nhóm, ngày {day}; vạch đứt là bao phủ chung; nhóm dưới "
                "{few} suất và nhóm chưa rõ không vẽ.",
                "All benefits together, by group, on {day}; the dashed line is overall coverage; "
                "groups of fewer than {few} entitlements or unknown are not drawn.",
                day=day(found.date),
                few=FEW,
            ),
            Text(
                "Biểu đồ chấm có khoảng tin cậy: thành thị và nông thôn, khu vực, dân tộc, giới, "
                "tuổi.",
                "Dot plot with intervals: town and country, area class, ethnic group, sex, age.",
            ),
            lambda view: charts.intervals(rows, view, whole),
            _group_table(found, groups),
        ),
    )


def _group_table(found: Findings, groups: pl.DataFrame) -> Table:
    return Table(
        say("Bao phủ theo nhóm, ngày {day}", "Coverage by group, on {day}", day=day(found.date)),
        (
            Column(Text("Nhóm", "Group"), is_figure=False),
            Column(Text("Theo", "By"), is_figure=False),
            Column(Text("Suất được hưởng", "Entitlements")),
            Column(Text("Đang nhận", "Received")),
            Column(Text("Tỷ lệ nhận", "Take-up")),
        ),
        tuple(
            (
                label_of(row),
                DIMENSIONS[row["dimension"]],
                count(row["entitled"]),
                count(row["covered"]),
                with_interval(row["take_up"], row["take_up_low"], row["take_up_high"]),
            )
            for row in groups.iter_rows(named=True)
        ),
        is_folded=True,
    )
