"""What lies ahead: who is near the line, and what the coming months cost."""

from __future__ import annotations

from datetime import date

import polars as pl

from ansinh.insight.report import charts
from ansinh.insight.report.document import Absent, Block, Column, Figure, Prose, Section, Table
from ansinh.insight.report.findings import Findings, label_of
from ansinh.insight.report.wording import (
    Text,
    big_money,
    count,
    day,
    lowered,
    money,
    month,
    payer,
    same,
    say,
)

_NEAR = Text("Ai sắp thành hộ nghèo, ai sắp thoát nghèo", "About to fall in, about to climb out")
_MONTHS = Text("Những tháng tới", "The coming months")
_NEAR_SHORT, _MONTHS_SHORT = Text("Sát ngưỡng", "Near the line"), Text("Sắp tới", "Ahead")
_STATES = {
    "may_fall_in": Text("Có thể thành hộ nghèo", "May fall into poverty"),
    "may_climb_out": Text("Có thể thoát nghèo", "May climb out of poverty"),
}
#: Colours of payers, most expensive first.
_TONES = ("leaf", "rank-3", "amount", "soon", "unknown", "line-2")


# --- near -----------------------------------------------------------------------------------------


def near(found: Findings) -> Section:
    """Households close to the line, by reason."""
    table = found.table("near", "all").filter(pl.col("households") > 0)
    if table.is_empty():
        none = Text(
            "Không có hộ nào sát ngưỡng nghèo, hoặc chưa tính.",
            "No household is near, or not computed.",
        )
        return Section("near", _NEAR, (Absent(none),), _NEAR_SHORT)
    sums = dict(table.group_by("state").agg(pl.col("households").sum()).iter_rows())
    lead = say(
        "{fall} hộ có thể thành hộ nghèo và {climb} hộ có thể thoát nghèo, theo thu nhập và thiếu "
        "hụt ngày {day}.",
        "{fall} households may fall into poverty and {climb} may climb out, by income and "
        "deprivations on {day}.",
        fall=sums.get("may_fall_in", 0),
        climb=sums.get("may_climb_out", 0),
        day=day(found.date),
    )
    blocks: list[Block] = [Prose(lead, is_lead=True)]
    blocks += [_state(found, table, state) for state in _STATES if sums.get(state)]
    places = _near_places(found)
    return Section("near", _NEAR, (*blocks, *places), _NEAR_SHORT)


def _state(found: Findings, table: pl.DataFrame, state: str) -> Figure:
    ranked = table.filter(pl.col("state") == state).sort(
        "households", "reason", descending=[True, False]
    )
    rows = [
        charts.Bar(label_of(row, "reason_label"), row["households"], count(row["households"]))
        for row in ranked.iter_rows(named=True)
    ]
    first = ranked.row(0, named=True)
    colour = "wrong" if state == "may_fall_in" else "leaf"
    return Figure(
        state.replace("_", "-"),
        say(
            "{state}: nhiều nhất vì {why} ({n} hộ)",
            "{state}: most because of {why} ({n} households)",
            state=_STATES[state],
            why=lowered(label_of(first, "reason_label")),
            n=first["households"],
        ),
        say(
            "Số hộ theo lý do, ngày {day}.",
            "Households by reason, on {day}.",
            day=day(found.date),
        ),
        Text("Biểu đồ thanh ngang, mỗi thanh một lý do.", "Horizontal bars, one a reason."),
        lambda view: charts.bars(rows, view, charts.COUNTS, colour),
        Table(
            _STATES[state],
            (
                Column(Text("Lý do", "Reason"), is_figure=False),
                Column(Text("Hộ", "Households")),
                Column(Text("Người", "People")),
            ),
            tuple(
                (label_of(row, "reason_label"), count(row["households"]), count(row["people"]))
                for row in ranked.iter_rows(named=True)
            ),
            is_folded=True,
        ),
    )


def _near_places(found: Findings) -> tuple[Block, ...]:
    table = found.table("near", "commune")
    sums = table.group_by("group", "label", maintain_order=True).agg(
        **{state: pl.col("households").filter(pl.col("state") == state).sum() for state in _STATES}
    )
    if sums.height < 2:
        return ()
    return (
        Table(
            say(
                "Hộ sát ngưỡng nghèo theo xã, ngày {day}",
                "Households near the line by commune, on {day}",
                day=day(found.date),
            ),
            (
                Column(Text("Xã, phường", "Commune"), is_figure=False),
                *(Column(text) for text in _STATES.values()),
            ),
            tuple(
                (same(row["label"]), *(count(row[state]) for state in _STATES))
                for row in sums.iter_rows(named=True)
            ),
            is_folded=True,
        ),
    )


# --- months ---------------------------------------------------------------------------------------


def foresight(found: Findings) -> Section:
    """What is due month by month, by payer."""
    table = found.table("months").filter(pl.col("paid") == "monthly")
    sums = table.group_by("month", "payer").agg(pl.col("due").sum()).sort("month", "payer")
    if sums.is_empty():
        none = Text("Chưa tính chi các tháng tới.", "The coming months are not computed.")
        return Section("months", _MONTHS, (Absent(none),), _MONTHS_SHORT)
    by_month: dict[date, dict[str, int]] = {}
    for when, who, due in sums.iter_rows():
        by_month.setdefault(when, {})[who] = due
    totals = (
        sums.group_by("payer")
        .agg(pl.col("due").sum())
        .sort("due", "payer", descending=[True, False])
    )
    payers = totals["payer"].to_list()
    series = [
        charts.Series(who, payer(who), _TONES[min(rank, len(_TONES) - 1)])
        for rank, who in enumerate(payers)
    ]
    months = [(f"{when.month:02}/{when.year}", values) for when, values in by_month.items()]
    figure = _month_figure(found, by_month, months, series, payers)
    return Section("months", _MONTHS, (figure,), _MONTHS_SHORT)


def _month_figure(
    found: Findings,
    by_month: dict[date, dict[str, int]],
    months: list[tuple[str, dict[str, int]]],
    series: list[charts.Series],
    payers: list[str],
) -> Figure:
    whole = {when: sum(values.values()) for when, values in by_month.items()}
    (first, a), *_, (last, b) = whole.items() if len(whole) > 1 else [*whole.items()] * 2
    unit = (
        Text("tỷ đồng", "billion đồng")
        if max(whole.values()) >= 10**9
        else Text("triệu đồng", "million đồng")
    )
    return Figure(
        "months",
        say(
            "Chi theo luật: {a} tháng {first}, {b} tháng {last}",
            "Due by law: {a} in {first}, {b} in {last}",
            a=big_money(a),
            b=big_money(b),
            first=month(first),
            last=month(last),
        ),
        say(
            "Các chế độ hằng tháng, {unit}, nếu luật biết đến {known} và những điều đã biết về "
            "mọi người giữ nguyên, chỉ tuổi và thời hạn thay đổi.",
            "Monthly benefits, {unit}, if the law known on {known} and all that is known of "
            "people stay as they are, and only ages and terms go on.",
            unit=unit,
            known=day(date.fromisoformat(found.summary["known"])),
        ),
        Text(
            "Biểu đồ cột, mỗi tháng một cột, chia theo nguồn chi.",
            "Columns, one a month, by payer.",
        ),
        lambda view: charts.columns(months, series, view),
        Table(
            Text("Chi theo luật từng tháng", "Due by law, month by month"),
            (
                Column(Text("Tháng", "Month"), is_figure=False),
                *(Column(payer(who)) for who in payers),
                *([Column(Text("Cộng", "Total"))] if len(payers) > 1 else []),
            ),
            tuple(
                (
                    month(when),
                    *(money(values.get(who, 0)) for who in payers),
                    *([money(whole[when])] if len(payers) > 1 else []),
                )
                for when, values in by_month.items()
            ),
            is_folded=True,
        ),
    )
