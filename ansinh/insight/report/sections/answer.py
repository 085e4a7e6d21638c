"""The answer on one page: the lists, the money, coverage, poverty, reasons and what comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.insight.report import charts
from ansinh.insight.report.atlas import Atlas
from ansinh.insight.report.document import (
    Absent,
    Block,
    Card,
    Cards,
    Column,
    Figure,
    Panel,
    Panels,
    Points,
    Prose,
    Section,
    Table,
)
from ansinh.insight.report.findings import Findings, label_of, titles
from ansinh.insight.report.sections.common import (
    MISSED,
    NO_REASONS,
    WAITING,
    headcount_table,
    headcounts,
    reasons,
    stage_series,
    summed,
)
from ansinh.insight.report.sections.places import has_map, measure_map, measures
from ansinh.insight.report.wording import (
    Text,
    big_money,
    count,
    day,
    difference,
    joined,
    listed,
    lowered,
    month,
    payer,
    same,
    say,
    share,
)


def answer(found: Findings, boundaries: Path | None) -> Section:
    """What a leader asks first.

    Raises:
        DataError: the boundaries are not GeoJSON, or lack a commune.
    """
    blocks: tuple[Block, ...] = (
        Prose(_in_short(found), is_lead=True),
        _lists(found),
        *_by_payer(found),
        Panels((_money(found), _poverty(found), *_map(found, boundaries))),
        Panels((_reasons(found), _silent(found), _coming(found))),
    )
    return Section(
        "answer",
        Text("Trả lời trên một trang", "The answer on one page"),
        blocks,
        Text("Trả lời", "Answer"),
    )


def _in_short(found: Findings) -> Text:
    coverage, cost = found.summary["coverage"], found.summary["cost"]
    return say(
        "Ngày {day}, {covered} trong {entitled} suất được hưởng đang được nhận ({share}); mỗi "
        "tháng phải chi {due}, đang chi {received}.",
        "On {day}, {covered} of {entitled} entitlements were being received ({share}); {due} a "
        "month was due and {received} paid.",
        day=day(found.date),
        covered=coverage["covered"],
        entitled=coverage["entitled"],
        share=share(coverage["share"]),
        due=big_money(cost["month"]["due"]),
        received=big_money(cost["month"]["received"]),
    )


# --- the lists ------------------------------------------------------------------------------------


def _lists(found: Findings) -> Cards:
    notes = {
        "missed": _missed_note(found),
        "not_entitled": _paid_note(found),
        "wrong_amount": _wrong_note(found),
        "soon": say(
            "trong {n} tháng tới", "in the next {n} months", n=found.summary["months_ahead"]
        ),
        "missing": Text("chưa đủ dữ liệu để kết luận", "not enough is known to decide"),
    }
    return Cards(
        tuple(
            Card(count(found.lines(name)), title, notes[name], name)
            for name, title in titles().items()
        )
    )


def _monthly(found: Findings, name: str, column: str) -> int:
    """Sum of a money column of a list over benefits paid monthly."""
    codes = [
        row["code"]
        for row in found.summary["benefits"]
        if row["paid"] == "monthly" and row["unit"] == "VND" and row["counted"]
    ]
    lines = found.listed(name, "benefit", column)
    return int(lines.filter(pl.col("benefit").is_in(codes))[column].sum() or 0)


def _missed_note(found: Findings) -> Text:
    return joined(
        (
            say("{n} mỗi tháng", "{n} a month", n=big_money(_monthly(found, "missed", "due"))),
            *_status_note(found, "missed"),
        )
    )


def _paid_note(found: Findings) -> Text:
    amount = big_money(_monthly(found, "not_entitled", "received"))
    return joined(
        (
            say("{n} mỗi tháng", "{n} a month", n=amount),
            *_status_note(found, "not_entitled"),
        )
    )


def _status_note(found: Findings, name: str) -> tuple[Text, ...]:
    number = found.recognitions(name)
    if not number:
        return ()
    return (say("{n} là quyết định công nhận", "{n} are mere recognitions", n=number),)


def _wrong_note(found: Findings) -> Text:
    difference = _monthly(found, "wrong_amount", "difference")
    less = difference >= 0
    return say(
        "tính chung {way} {n} mỗi tháng",
        "on balance {way} by {n} a month",
        way=Text("chi thiếu", "underpaid") if less else Text("chi thừa", "overpaid"),
        n=big_money(abs(difference)),
    )


# --- money and poverty ----------------------------------------------------------------------------


_SUMS = {
    ("month", "due"): Text("Phải chi mỗi tháng", "Due a month"),
    ("month", "received"): Text("Đang chi mỗi tháng", "Paid a month"),
    ("month", "gap"): Text("Thiếu (+), thừa (−) mỗi tháng", "Short (+) or over (−) a month"),
    ("year", "due"): Text("Phải chi mỗi năm", "Due a year"),
    ("year", "received"): Text("Đang chi mỗi năm", "Paid a year"),
    ("year", "gap"): Text("Thiếu (+), thừa (−) mỗi năm", "Short (+) or over (−) a year"),
}


def _money(found: Findings) -> Panel:
    cost = found.summary["cost"]
    payers = list(cost["by_payer"])
    heading = payer(payers[0]) if len(payers) == 1 else Text("Mọi nguồn", "All payers")
    table = Table(
        say(
            "Theo luật và sổ chi trả ngày {day}; một năm không kể các khoản chi một lần.",
            "By the law and the rolls of {day}; a year leaves out what is paid once.",
            day=day(found.date),
        ),
        (Column(Text("Tiền", "Money"), is_figure=False), Column(heading)),
        tuple((text, _told(cost, *key)) for key, text in _SUMS.items()),
    )
    return Panel(Text("Tiền và bao phủ", "Money and coverage"), (table, *_coverage(found)))


def _told(sums: dict[str, Any], span: str, name: str) -> Text:
    return (difference if name == "gap" else big_money)(sums[span][name])


def _by_payer(found: Findings) -> tuple[Block, ...]:
    """Who pays, where several do."""
    by_payer = found.summary["cost"]["by_payer"]
    if len(by_payer) < 2:
        return ()
    return (
        Table(
            say("Theo nguồn chi, ngày {day}", "By payer, on {day}", day=day(found.date)),
            (
                Column(Text("Nguồn chi", "Payer"), is_figure=False),
                *(Column(text) for text in _SUMS.values()),
            ),
            tuple(
                (payer(name), *(_told(sums, *key) for key in _SUMS))
                for name, sums in by_payer.items()
            ),
        ),
    )


def _coverage(found: Findings) -> tuple[Block, ...]:
    coverage = found.summary["coverage"]
    if not coverage["entitled"]:
        return (Absent(Text("Không ai được hưởng chế độ nào.", "Nobody is entitled to anything.")),)
    return (
        Cards(
            (
                Card(
                    share(coverage["share"]),
                    Text("bao phủ", "coverage"),
                    say(
                        "{a} trong {b} suất được hưởng đang được nhận, ngày {day}",
                        "{a} of {b} entitlements are being received, on {day}",
                        a=coverage["covered"],
                        b=coverage["entitled"],
                        day=day(found.date),
                    ),
                ),
            )
        ),
    )


def _poverty(found: Findings) -> Panel:
    title = Text("Người ở hộ không vượt chuẩn thu nhập", "People not above the income line")
    rows = headcounts(found, ("all", "area_kind", "terrain"))
    if not rows:
        return Panel(title, (Absent(_no_poverty()),))
    whole = rows[0]
    before, received, due = (whole.values[key] for key in ("before", "received", "due"))
    figure = Figure(
        "answer-poverty",
        say(
            "Trợ cấp đang nhận đưa tỷ lệ từ {a} xuống {b}; chi đúng luật thì là {c}",
            "Transfers received bring the share from {a} to {b}; paid as the law says, to {c}",
            a=share(before, 2),
            b=share(received, 2),
            c=share(due, 2),
        ),
        say(
            "Tỷ lệ người theo thu nhập của hộ, ngày {day}.",
            "Share of people by the income of their household, on {day}.",
            day=day(found.date),
        ),
        Text(
            "Biểu đồ chấm: mỗi dòng một địa bàn, ba chấm là trước trợ cấp, với mức đang nhận và "
            "với mức được hưởng.",
            "Dot plot: a row an area, three dots for before transfers, as received and as due.",
        ),
        lambda view: charts.dots(rows, stage_series(), view, charts.SHARES),
        headcount_table(rows, found.date),
        is_small=True,
    )
    return Panel(title, (figure,))


def _no_poverty() -> Text:
    return Text(
        "Không tính được: chưa rõ chuẩn thu nhập hoặc thu nhập của các hộ.",
        "Not computed: the income line or the incomes of households are not known.",
    )


def _map(found: Findings, boundaries: Path | None) -> tuple[Panel, ...]:
    if not has_map(found, boundaries):
        return ()
    measure = measures(found)[0]
    if not measure.values:
        return ()
    figure = measure_map(found, Atlas.of(found.communes, boundaries), measure, None)
    small = replace(figure, key="answer-map", is_small=True)
    return (Panel(Text("Nơi nào nghèo nhất", "Where poverty is highest"), (small,)),)


# --- reasons, silence, what comes -----------------------------------------------------------------


def _reasons(found: Findings) -> Panel:
    title = Text(
        "Vì sao chưa được nhận: ba lý do lớn nhất", "Why people do not receive: three main reasons"
    )
    table = reasons(found).filter(pl.col("reason").is_in([*MISSED, *WAITING]))
    told = summed(table, 3)
    if not told:
        return Panel(title, (Absent(NO_REASONS),))
    items = tuple(
        say("{n} suất: {why}", "{n} entitlements: {why}", n=n, why=lowered(why)) for why, n in told
    )
    return Panel(title, (Points(items),))


def _silent(found: Findings) -> Panel:
    title = Text("Nơi im lặng bất thường", "Silent places")
    table = found.table("silent")
    quiet = table.filter(pl.col("silent")).sort("ratio", "group")
    if table.is_empty():
        return Panel(
            title, (Absent(Text("Không có nơi nào để so sánh.", "No places to compare.")),)
        )
    if quiet.is_empty():
        none = Text(
            "Không nơi nào ít người hưởng đến mức khó là ngẫu nhiên.",
            "Nowhere are claims so few that chance hardly explains it.",
        )
        return Panel(title, (Prose(none),))
    named = quiet.group_by("group", "label", maintain_order=True).agg(
        pl.col("observed").first(),
        pl.col("expected").first(),
        pl.col("name").first(),
        pl.col("name_en").first(),
    )
    items = tuple(
        say(
            "{place}: {n} so với khoảng {expected} dự kiến ({benefit})",
            "{place}: {n} where about {expected} are expected ({benefit})",
            place=same(row["label"]),
            n=row["observed"],
            expected=count(round(row["expected"])),
            benefit=label_of(row, "name"),
        )
        for row in named.head(3).iter_rows(named=True)
    )
    lead = say(
        "{n} xã, phường có số người hưởng ít khác thường:",
        "{n} communes have unusually few recipients:",
        n=named.height,
    )
    return Panel(title, (Prose(lead), Points(items)))


def _coming(found: Findings) -> Panel:
    ahead = found.summary["months_ahead"]
    title = say("{n} tháng tới", "The next {n} months", n=ahead)
    soon = found.listed("soon", "month", "change")
    items: list[Text] = []
    near = soon.filter(pl.col("month") <= found.date + timedelta(days=92)).height
    if soon.height:
        items.append(
            say(
                "{n} suất sẽ bắt đầu, thôi hưởng hoặc đổi mức, {near} trong ba tháng đầu",
                "{n} entitlements begin, end or change, {near} of them within three months",
                n=soon.height,
                near=near,
            )
        )
    forecast = found.summary.get("forecast") or []
    if len(forecast) > 1:
        items.append(_change_of_cost(forecast))
    if not items:
        return Panel(title, (Absent(Text("Không có thay đổi nào.", "Nothing changes.")),))
    items += _near(found)
    return Panel(title, (Points(tuple(items)),))


def _change_of_cost(forecast: list[dict[str, Any]]) -> Text:
    first, last = forecast[0], forecast[-1]
    return say(
        "Chi hằng tháng theo luật: {a} tháng {m}, {b} tháng {n}",
        "Due a month by the law: {a} in {m}, {b} in {n}",
        a=big_money(first["due"]),
        b=big_money(last["due"]),
        m=month(date.fromisoformat(first["month"])),
        n=month(date.fromisoformat(last["month"])),
    )


def _near(found: Findings) -> list[Text]:
    rows = found.table("near", "all")
    sums = dict(rows.group_by("state").agg(pl.col("households").sum()).iter_rows())
    told = []
    if fall := sums.get("may_fall_in"):
        told.append(
            say("{n} hộ có thể thành hộ nghèo", "{n} households may fall into poverty", n=fall)
        )
    if climb := sums.get("may_climb_out"):
        told.append(say("{n} hộ có thể thoát nghèo", "{n} households may climb out", n=climb))
    return [listed(told)] if told else []
