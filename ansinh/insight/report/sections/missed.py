"""Who is missed and why; what the run finds of mistakes put in on purpose; rows that cannot be."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ansinh.insight.report import charts
from ansinh.insight.report.document import (
    Absent,
    Block,
    Column,
    Figure,
    Points,
    Prose,
    Section,
    Table,
)
from ansinh.insight.report.findings import Findings, benefit_of, label_of
from ansinh.insight.report.sections.common import (
    MISSED,
    NEAR_AGE,
    NO_REASONS,
    NOT_OVERPAID,
    WAITING,
    reasons,
    summed,
)
from ansinh.insight.report.wording import Text, count, day, joined, lowered, same, say, share

_TITLE = Text("Ai bị bỏ sót, và vì sao", "Who is missed, and why")
_IMPOSSIBLE = {
    "born_before_parent": Text("Sinh không sau cha, mẹ", "Born before a parent"),
    "parent_too_young": Text("Cha, mẹ quá trẻ", "A parent too young"),
    "parent_of_wrong_sex": Text("Cha, mẹ ghi nhầm giới", "A parent of the other sex"),
    "born_after_parent_died": Text("Sinh sau khi cha, mẹ đã mất", "Born after a parent had died"),
    "births_too_close": Text("Hai lần sinh quá gần nhau", "Births too close"),
    "two_spouses": Text("Hai người cùng ghi một vợ hoặc chồng", "Two who name one spouse"),
    "spouse_not_mutual": Text("Vợ, chồng một phía", "A spouse who does not name back"),
    "spouse_too_young": Text("Vợ, chồng quá trẻ", "A spouse too young"),
    "death_before_birth": Text("Mất trước khi sinh", "Died before birth"),
    "pension_too_young": Text("Lương hưu khi quá trẻ", "A pension too young"),
    "number_other_year": Text("Số định danh khác năm sinh", "Identity number of another year"),
    "number_other_sex": Text("Số định danh khác giới", "Identity number of the other sex"),
    "certified_before_birth": Text("Giấy khuyết tật trước khi sinh", "Certified before birth"),
    "certified_after_death": Text("Giấy khuyết tật sau khi mất", "Certified after death"),
    "receipt_before_birth": Text("Nhận trước khi sinh", "Receipts before birth"),
    "receipt_after_death": Text("Bắt đầu nhận sau khi mất", "Receipts begun after death"),
    "receipt_twice": Text("Một khoản nhận hai lần", "A receipt twice"),
    "household_receipt_twice": Text("Khoản của hộ nhận hai lần", "A household receipt twice"),
    "recognised_twice": Text("Công nhận hai loại hộ cùng lúc", "Recognised twice at once"),
}


def missed(found: Findings) -> Section:
    """Reasons, accuracy against the truth, doubtful rows."""
    blocks: tuple[Block, ...] = (
        *_reasons(found),
        *_accuracy(found),
        *_duplicates(found),
        *_impossible(found),
    )
    return Section("missed", _TITLE, blocks, Text("Bỏ sót", "Missed"))


def _reasons(found: Findings) -> tuple[Block, ...]:
    table = reasons(found)
    kinds = (
        (pl.col("reason").is_in(MISSED), _WHY_MISSED, "leaf"),
        (pl.col("reason").is_in(WAITING), _WHY_WAITING, "unknown"),
        (~pl.col("reason").is_in(NOT_OVERPAID), _WHY_OVERPAID, "wrong"),
    )
    figures = [_figure(found, table.filter(those), words, tone) for those, words, tone in kinds]
    shown = [figure for figure in figures if figure is not None]
    if not shown:
        return (Absent(NO_REASONS),)
    lead = say(
        "{n} suất được hưởng không có trong sổ chi trả ngày {day}: {paid} suất có tiền hoặc hiện "
        "vật, {status} quyết định công nhận.",
        "{n} entitlements are not on the rolls of {day}: {paid} of money or kind, {status} mere "
        "recognitions.",
        n=found.lines("missed"),
        day=day(found.date),
        paid=found.lines("missed") - found.recognitions("missed"),
        status=found.recognitions("missed"),
    )
    return (
        Prose(lead, is_lead=True),
        *_by_benefit(table),
        *shown,
        *_recognitions(found),
        _reason_table(found),
    )


@dataclass(frozen=True)
class _Words:
    """What a chart of reasons is called."""

    key: str
    title: tuple[str, str]
    note: tuple[str, str]


_WHY_MISSED = _Words(
    "reasons",
    (
        "Bị bỏ sót nhiều nhất vì: {why} ({n} trong {all} suất)",
        "Missed most because: {why} ({n} of {all})",
    ),
    (
        "Suất có tiền hoặc hiện vật bị bỏ sót, theo lý do, ngày {day}.",
        "Entitlements of money or kind that are missed, by reason, on {day}.",
    ),
)
_WHY_WAITING = _Words(
    "waiting",
    (
        "Chưa kết luận được nhiều nhất vì: {why} ({n} trong {all} suất)",
        "Undecided most because: {why} ({n} of {all})",
    ),
    (
        "Suất có tiền hoặc hiện vật chưa kết luận được, theo thông tin còn thiếu, ngày {day}.",
        "Entitlements of money or kind that cannot be decided, by what is not known, on {day}.",
    ),
)


_WHY_OVERPAID = _Words(
    "overpaid",
    (
        "Chi cho người không được hưởng nhiều nhất vì: {why} ({n} trong {all} suất)",
        "Paid without being due most because: {why} ({n} of {all})",
    ),
    (
        "Suất có tiền hoặc hiện vật đang chi mà không đúng, theo lý do, ngày {day}.",
        "Entitlements of money or kind that are paid and not due, by reason, on {day}.",
    ),
)


def _figure(found: Findings, table: pl.DataFrame, words: _Words, colour: str) -> Figure | None:
    told = summed(table, 8)
    if not told:
        return None
    rows = [charts.Bar(why, n, count(n)) for why, n in told]
    total = int(table["people"].sum())
    return Figure(
        words.key,
        say(*words.title, why=lowered(told[0][0]), n=told[0][1], all=total),
        say(*words.note, day=day(found.date)),
        Text(
            "Biểu đồ thanh ngang, mỗi thanh một lý do, dài nhất ở trên.",
            "Horizontal bars, one a reason, the longest on top.",
        ),
        lambda view: charts.bars(rows, view, charts.COUNTS, colour),
        Table(
            say(*words.note, day=day(found.date)),
            (
                Column(Text("Lý do", "Reason"), is_figure=False),
                Column(Text("Số suất", "Entitlements")),
            ),
            tuple((why, count(n)) for why, n in summed(table, 1000)),
            is_folded=True,
        ),
    )


def _by_benefit(table: pl.DataFrame) -> tuple[Block, ...]:
    """A sentence a benefit: "814 by one missing paper, 3,112 within six months of the age"."""
    wanted = table.filter(pl.col("reason").is_in([*MISSED, *WAITING, *NEAR_AGE]))
    sums = wanted.group_by("benefit").agg(total=pl.col("people").sum())
    most = sums.sort("total", "benefit", descending=[True, False]).head(4)
    items = []
    for code in most["benefit"]:
        rows = wanted.filter(pl.col("benefit") == code).sort(
            "people", "reason", "detail", descending=[True, False, False]
        )
        parts = joined(
            say("{n} {why}", "{n} {why}", n=row["people"], why=lowered(label_of(row)))
            for row in rows.head(3).iter_rows(named=True)
        )
        name = benefit_of(rows.row(0, named=True))
        items.append(say("{name}: {parts}.", "{name}: {parts}.", name=name, parts=parts))
    return (Points(tuple(items)),)


def _recognitions(found: Findings) -> tuple[Block, ...]:
    """What keeps recognitions (poor, near-poor, low income …) from being decided."""
    table = reasons(found, status=True).filter(pl.col("reason").is_in([*MISSED, *WAITING]))
    told = summed(table, 3)
    if not told:
        return ()
    parts = joined(say("{n} {why}", "{n} {why}", n=n, why=lowered(why)) for why, n in told)
    return (
        Prose(
            say(
                "Các quyết định công nhận (hộ nghèo, hộ cận nghèo, thu nhập thấp …): {parts}.",
                "Recognitions (poor, near-poor, low income …): {parts}.",
                parts=parts,
            )
        ),
    )


def _reason_table(found: Findings) -> Table:
    rows = reasons(found).sort("benefit", "people", "reason", descending=[False, True, False])
    return Table(
        say(
            "Lý do theo từng chế độ có tiền hoặc hiện vật, ngày {day}",
            "Reasons by benefit of money or kind, on {day}",
            day=day(found.date),
        ),
        (
            Column(Text("Chế độ", "Benefit"), is_figure=False),
            Column(Text("Lý do", "Reason"), is_figure=False),
            Column(Text("Số suất", "Entitlements")),
        ),
        tuple(
            (benefit_of(row), label_of(row), count(row["people"]))
            for row in rows.iter_rows(named=True)
        ),
        is_folded=True,
    )


# --- against the truth ----------------------------------------------------------------------------


def _accuracy(found: Findings) -> tuple[Block, ...]:
    table = found.table("accuracy")
    if table.is_empty():
        return ()
    rows = [
        charts.Dots(
            label_of(row),
            {"precision": row["precision"], "recall": row["recall"]},
            say("{n}", "{n}", n=row["planted"] or 0),
        )
        for row in table.iter_rows(named=True)
    ]
    series = (
        charts.Series(
            "precision",
            Text("Độ chính xác (precision)", "Precision"),
            "soon",
            "diamond",
        ),
        charts.Series("recall", Text("Độ phủ (recall)", "Recall"), "leaf", "circle"),
    )
    planted, hits = (int(table[name].sum() or 0) for name in ("planted", "hits"))
    figure = Figure(
        "accuracy",
        say(
            "Tìm thấy {hits} trong {planted} lỗi đã cài ({share})",
            "{hits} of {planted} planted mistakes are found ({share})",
            hits=hits,
            planted=planted,
            share=share(hits / planted if planted else None),
        ),
        Text(
            "Người trong sổ này là tổng hợp, lỗi được cài có chủ ý: tỷ lệ nói về cách tìm, không "
            "nói về người thật. Bên phải là số lỗi đã cài. “Thiếu một giấy tờ” tính mọi khoản chờ "
            "thông tin, nên độ chính xác thấp là tự nhiên.",
            "The people of this registry are synthetic and the mistakes planted on purpose: the "
            "rates speak of the search, not of real people. The number planted stands at the "
            "right. “One missing paper” counts all that waits for a fact: its precision is low by "
            "nature.",
        ),
        Text(
            "Biểu đồ chấm: mỗi dòng một loại lỗi, hai chấm là độ chính xác và độ phủ.",
            "Dot plot: a row a kind of mistake, two dots for precision and recall.",
        ),
        lambda view: charts.dots(rows, series, view, charts.SHARES, top=1.0),
        _accuracy_table(table),
    )
    return (figure,)


def _accuracy_table(table: pl.DataFrame) -> Table:
    headings = (
        Text("Đã cài", "Planted"),
        Text("Dòng nêu ra", "Lines"),
        Text("Trúng", "Hits"),
        Text("Còn chờ thông tin", "Waiting"),
        Text("Độ chính xác", "Precision"),
        Text("Độ phủ", "Recall"),
    )
    return Table(
        Text("Lỗi đã cài và lỗi tìm thấy", "Mistakes planted and found"),
        (Column(Text("Loại lỗi", "Kind"), is_figure=False), *(Column(h) for h in headings)),
        tuple(
            (
                label_of(row),
                *(count(row[name]) for name in ("planted", "lines", "hits", "waiting")),
                *(share(row[name]) for name in ("precision", "recall")),
            )
            for row in table.iter_rows(named=True)
        ),
        is_folded=True,
    )


# --- doubtful rows --------------------------------------------------------------------------------


def _duplicates(found: Findings) -> tuple[Block, ...]:
    pairs = found.duplicates
    if pairs is None:
        return (Absent(Text("Chưa tìm người ghi trùng.", "Duplicates were not looked for.")),)
    if pairs.is_empty():
        return (Prose(Text("Không thấy ai bị ghi hai lần.", "Nobody seems to be recorded twice.")),)
    sure = pairs.filter(pl.col("probability") >= 0.95).height
    return (
        Prose(
            say(
                "{n} cặp dòng có thể là một người ghi hai lần, {sure} cặp gần như chắc chắn (xác "
                "suất từ 95 %); {paid} cặp đang cùng nhận tiền; {apart} cặp ở hai xã khác nhau. "
                "Danh sách: duplicates.parquet.",
                "{n} pairs of rows may be one person recorded twice, {sure} of them almost surely "
                "(probability 95 % or more); in {paid} pairs both are paid; {apart} pairs live in "
                "two communes. The list: duplicates.parquet.",
                n=pairs.height,
                sure=sure,
                paid=int(pairs["both_paid"].sum() or 0),
                apart=pairs.filter(pl.col("commune") != pl.col("other_commune")).height,
            )
        ),
    )


def _impossible(found: Findings) -> tuple[Block, ...]:
    facts = found.impossible
    if facts is None:
        return (Absent(Text("Chưa tìm điều vô lý.", "Impossible facts were not looked for.")),)
    if facts.is_empty():
        return (
            Prose(
                Text("Không thấy điều gì vô lý trong sổ.", "Nothing in the registry is impossible.")
            ),
        )
    kinds = facts.group_by("kind").len("n").sort("n", "kind", descending=[True, False])
    told = joined(
        say("{n} {kind}", "{n} {kind}", n=n, kind=lowered(_IMPOSSIBLE.get(kind, same(kind))))
        for kind, n in kinds.iter_rows()
    )
    return (
        Prose(
            say(
                "Điều vô lý trong sổ: {n} dòng ({told}). Danh sách: impossible.parquet.",
                "Impossible facts in the registry: {n} rows ({told}). The list: "
                "impossible.parquet.",
                n=facts.height,
                told=told,
            )
        ),
    )
