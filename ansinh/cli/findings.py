"""What a run says beyond its lists: why, silent places, how much of what was planted was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from ansinh.cli.common import speech
from ansinh.cli.style import STYLE
from ansinh.insight.stages import STAGES
from ansinh.insight.words import decimal, grouped

#: Reasons told together in one line: heading, and the reasons in order.
_LINES = (
    (
        ("Vì sao bỏ sót", "Why missed"),
        ("receives_another", "began_lately", "no_number", "on_request", "other"),
    ),
    (("Chỉ còn thiếu một thông tin", "One fact away"), ("one_missing_paper",)),
    (("Đang chi, chưa đủ thông tin", "Paid, a fact missing"), ("paid_undecided",)),
    (("Sắp đủ tuổi", "Soon old enough"), ("within_six_months",)),
    (
        ("Vì sao chi sai", "Why paid and not due"),
        ("dead", "has_another", "benefit_ended", "failed_condition", "condition"),
    ),
)
#: Reasons whose heading says all but the fact.
_FACTS = ("one_missing_paper", "paid_undecided")
#: Facts named in a line; the rest is in the table.
_NAMED = 3
#: The least share of the time that is told, and stages that are always told.
_SHOWN = 0.01
_ALWAYS = ("reading", "kernel", "joining", "writing")


def show_why(summary: Mapping[str, Any], console: Console) -> None:
    """Print the reasons, most first, then silent places and people registered twice."""
    for heading, reasons in _LINES:
        found = [row for row in summary["why"] if row["reason"] in reasons]
        if found:
            parts = [f"{grouped(row['people'])} {_said(row)}" for row in found[:_NAMED]]
            rest = sum(row["people"] for row in found[_NAMED:])
            if rest:
                parts.append(f"{grouped(rest)} {speech('khác', 'others')}")
            console.print(f"[bold]{speech(*heading)}:[/] {'; '.join(parts)}")
    for line in _further(summary):
        console.print(line)


def _said(row: Mapping[str, Any]) -> str:
    text = speech(row["label"], row["label_en"])
    if row["reason"] in _FACTS:
        text = text.partition(": ")[2]
    return text[:1].lower() + text[1:]


def _further(summary: Mapping[str, Any]) -> Iterable[str]:
    places = summary["silent"]["places"]
    if places:
        yield speech(
            f"[bold]Nơi im ắng:[/] {grouped(places)} xã, phường có quá ít người nhận, "
            "khó do ngẫu nhiên",
            f"[bold]Silent places:[/] {grouped(places)} communes in which improbably few receive",
        )
    twins = summary["duplicates"]
    if twins is not None:
        yield speech(
            f"[bold]Ghi hai lần:[/] {grouped(twins['pairs'])} cặp có lẽ là một người, "
            f"{grouped(twins['both_paid'])} cặp cùng được chi",
            f"[bold]Registered twice:[/] {grouped(twins['pairs'])} pairs are likely one person, "
            f"{grouped(twins['both_paid'])} both paid",
        )
    cases = sum(summary["impossible"].values())
    if cases:
        yield speech(
            f"[bold]Điều vô lý trong dữ liệu:[/] {grouped(cases)} trường hợp",
            f"[bold]Facts that cannot be:[/] {grouped(cases)} cases",
        )


def accuracy_table(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Precision and recall by kind of mistake, against the registry's truth."""
    table = Table(
        title=speech("Đối chiếu với sai sót đã cài", "Against the planted mistakes"),
        title_justify="left",
        **STYLE,
    )
    table.add_column(speech("Dạng sai", "Kind"))
    for vi, en in (
        ("Đã cài", "Planted"),
        ("Số dòng", "Lines"),
        ("Trúng", "Hits"),
        ("Chờ thông tin", "Waiting"),
        ("Độ chính xác", "Precision"),
        ("Độ phủ", "Recall"),
    ):
        table.add_column(speech(vi, en), justify="right")
    for row in rows:
        counts = (grouped(row[name]) for name in ("planted", "lines", "hits", "waiting"))
        shares_ = (_share(row[name]) for name in ("precision", "recall"))
        table.add_row(speech(row["label"], row["label_en"]), *counts, *shares_)
    return table


def services_table(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Who lacks a basic service: share of those it is known of, with Wilson's 95 % interval."""
    title = speech("Thiếu dịch vụ cơ bản", "Basic services that are lacking")
    table = Table(title=title, title_justify="left", **STYLE)
    table.add_column(speech("Dịch vụ", "Service"))
    table.add_column(speech("Thiếu", "Lacking"))
    for vi, en in (
        ("Người, hộ", "People, homes"),
        ("Trong số", "Of"),
        ("Tỷ lệ (95 %)", "Share (95 %)"),
        ("Có quyền lợi giúp", "Entitled to help"),
    ):
        table.add_column(speech(vi, en), justify="right")
    for row in rows:
        low, high = _share(row["share_low"]).removesuffix(" %"), _share(row["share_high"])
        table.add_row(
            speech(row["service_label"], row["service_label_en"]),
            speech(row["lack_label"], row["lack_label_en"]),
            grouped(row["lacking"]),
            grouped(row["known"]),
            f"{_share(row['share'])} ({low}–{high})",
            grouped(row["mended"]),
        )
    return table


def shares(stages: Mapping[str, Mapping[str, float]]) -> str:
    """Where the time went, in the order of a run; what took next to nothing is left out."""
    parts = [
        f"{speech(*STAGES[name])} {decimal(row['seconds'], 1)} s ({_share(row['share'], 0)})"
        for name, row in stages.items()
        if row["share"] >= _SHOWN or name in _ALWAYS
    ]
    return f"{speech('Thời gian', 'Time')}: {', '.join(parts)}"


def _share(value: float | None, places: int = 1) -> str:
    return "–" if value is None else f"{decimal(100 * value, places)} %"
