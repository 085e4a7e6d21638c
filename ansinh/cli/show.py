"""The summary of a run on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ansinh.cli.common import speech
from ansinh.cli.findings import accuracy_table, services_table, shares, show_why
from ansinh.cli.style import STYLE
from ansinh.insight.words import PAYERS, UNITS, day, decimal, grouped, money, percent, short_money

COLOURS = {
    "missed": "green",
    "not_entitled": "red",
    "wrong_amount": "yellow",
    "soon": "blue",
    "missing": "magenta",
}
TITLES = {
    "missed": "Entitled but missed",
    "not_entitled": "Receiving but not entitled",
    "wrong_amount": "Wrong amount",
    "soon": "Soon to change",
    "missing": "Data missing",
}
_KINDS = {"rural": ("Nông thôn", "Rural"), "urban": ("Thành thị", "Urban")}


def indented(console: Console, line: str | Text, depth: int = 0) -> None:
    """Print a line whose continuation stands under its beginning."""
    if isinstance(line, str):
        text = line.lstrip(" ")
        depth, line = depth + len(line) - len(text), Text(text)
    console.print(Padding(line, (0, 0, 0, depth), expand=False))


def show_summary(summary: Mapping[str, Any], folder: Path, console: Console) -> None:
    """Print what a run found and where its files are."""
    _head(summary, console)
    console.print(_lists(summary))
    console.print(_benefits(summary, console.width))
    services = [row for row in summary["benefits"] if not row["recorded"] and row["entitled"]]
    if services:
        title = ("Miễn giảm, tín dụng, dịch vụ, ưu tiên", "Exemptions, credit, services, priority")
        console.print(_entitled(services, console.width, speech(*title)))
    console.print(_cost(summary))
    if summary["poverty"]:
        console.print(_poverty(summary["poverty"]))
    lacking = [row for row in summary["services"] if row["lacking"]]
    if lacking:
        console.print(services_table(lacking))
    show_why(summary, console)
    if summary["accuracy"]:
        console.print(accuracy_table(summary["accuracy"]))
    _explained(summary, console)
    _foot(summary, folder, console)


def show_outcomes(summary: Mapping[str, Any], folder: Path, console: Console) -> None:
    """Print what a run found that looked at nothing but what is due."""
    _head(summary, console)
    rows = [row for row in summary["benefits"] if row["entitled"]]
    console.print(_entitled(rows, console.width, speech("Được hưởng", "Entitled")))
    _foot(summary, folder, console)


def _head(summary: Mapping[str, Any], console: Console) -> None:
    effect = day(date.fromisoformat(summary["date"]))
    known = day(date.fromisoformat(summary["known"]))
    people, homes = grouped(summary["people"]), grouped(summary["households"])
    console.print(
        speech(
            f"[bold]Ngày xét {effect}[/], theo luật biết đến {known}: {people} người, {homes} hộ",
            f"[bold]On {effect}[/], by the law known on {known}: "
            f"{people} people, {homes} households",
        )
    )
    for note in summary["laid_over"]:
        console.print(speech(f"Áp dụng thêm: {note}", f"Laid over the law: {note}"), markup=False)


def _lists(summary: Mapping[str, Any]) -> Table:
    from ansinh.insight.columns import LISTS  # with Polars, which an explanation has no need of

    table = Table(title=speech("Các danh sách", "The lists"), title_justify="left", **STYLE)
    table.add_column(speech("Danh sách", "List"))
    table.add_column(speech("Số dòng", "Lines"), justify="right")
    table.add_column(speech("Ý nghĩa", "Meaning"))
    asked = sum(row["missed"] for row in summary["benefits"] if row["on_request"])
    for name, kind in LISTS.items():
        title = speech(kind.title, TITLES[name])
        meaning = kind.meaning if speech.language == "vi" else ""
        if name == "missed" and asked:
            meaning = f"{meaning} ({grouped(asked)} {speech('cần nộp đơn', 'on request')})"
        count = grouped(summary["lists"][name])
        table.add_row(f"[bold {COLOURS[name]}]{title}[/]", count, meaning)
    return table


def _benefits(summary: Mapping[str, Any], width: int) -> Table:
    table = Table(title=speech("Từng chế độ", "By benefit"), title_justify="left", **STYLE)
    add_name(table, width - 86)
    headings = (
        ("Được hưởng", "Entitled"),
        ("Đang nhận", "Receiving"),
        ("Bỏ sót", "Missed"),
        ("Không đúng", "Not entitled"),
        ("Sai mức", "Wrong"),
        ("Sắp đổi", "Soon"),
        ("Thiếu tin", "Missing"),
        ("Phải chi", "Due"),
    )
    for vi, en in headings:
        no_wrap = vi == "Phải chi"
        table.add_column(speech(vi, en), justify="right", min_width=6, no_wrap=no_wrap)
    names = (
        "entitled",
        "receiving",
        "missed",
        "not_entitled",
        "wrong_amount",
        "soon",
        "undetermined",
    )
    for row in summary["benefits"]:
        if row["recorded"] and any(row[name] for name in names):
            table.add_row(row["name"], *(grouped(row[name]) for name in names), _due(row))
    return table


def _entitled(rows: Sequence[Mapping[str, Any]], width: int, title: str) -> Table:
    """How many are entitled to each of some benefits, and of how many it is not known."""
    table = Table(title=title, title_justify="left", **STYLE)
    add_name(table, width - 40)
    for vi, en in (("Được hưởng", "Entitled"), ("Thiếu tin", "Missing")):
        table.add_column(speech(vi, en), justify="right")
    table.add_column(speech("Đơn vị", "Unit"))
    for row in rows:
        counts = (grouped(row[name]) for name in ("entitled", "undetermined"))
        table.add_row(row["name"], *counts, UNITS[row["unit"]])
    return table


def _due(row: Mapping[str, Any]) -> str:
    if not row["counted"]:
        return ""
    return short_money(row["due"]) if row["unit"] == "VND" else money(row["due"], row["unit"])


def add_name(table: Table, room: int) -> None:
    """A column of benefits' names that is cut where there is no room."""
    width = max(room, 24)
    table.add_column(speech("Chế độ", "Benefit"), no_wrap=True, overflow="ellipsis", width=width)


def _cost(summary: Mapping[str, Any]) -> Table:
    table = Table(title=speech("Kinh phí", "Cost"), title_justify="left", **STYLE)
    table.add_column(speech("Nguồn chi", "Payer"))
    for vi, en in (
        ("Phải chi/tháng", "Due a month"),
        ("Đang chi/tháng", "Paid a month"),
        ("Chưa rõ/tháng", "Undecided"),
        ("Chênh lệch/tháng", "Gap a month"),
        ("Phải chi/năm", "Due a year"),
        ("Chênh lệch/năm", "Gap a year"),
    ):
        table.add_column(speech(vi, en), justify="right")
    cost = summary["cost"]
    for payer, sums in [*cost["by_payer"].items(), (speech("Cộng", "Total"), cost)]:
        month, year = sums["month"], sums["year"]
        table.add_row(
            speech(PAYERS.get(payer, payer), payer),
            money(month["due"]),
            money(month["received"]),
            money(month["undecided"]),
            money(month["gap"]),
            short_money(year["due"]),
            short_money(year["gap"]),
        )
    coverage = summary["coverage"]
    share = percent(coverage["covered"], coverage["entitled"])
    table.caption = speech(
        f"Cả năm không kể khoản chi một lần. Bao phủ: {share} suất được hưởng đang được nhận",
        f"A year without what is paid once. Coverage: {share} of what is due is received",
    )
    return table


def _poverty(poverty: Mapping[str, Any]) -> Table:
    table = Table(
        title=speech(
            f"Người ở hộ không vượt chuẩn thu nhập ({poverty['article']})",
            f"People at or below the income line ({poverty['article']})",
        ),
        title_justify="left",
        **STYLE,
    )
    table.add_column(speech("Địa bàn", "Area"))
    for vi, en in (
        ("Trước trợ cấp", "Before transfers"),
        ("Với mức đang nhận", "With what is received"),
        ("Với mức được hưởng", "With what is due"),
        ("Chưa rõ thu nhập", "Income unknown"),
    ):
        table.add_column(speech(vi, en), justify="right")
    whole = {**poverty["all"], "group": speech("Chung", "All")}
    for group in [*poverty["by_kind"], whole]:
        name = speech(*_KINDS[group["group"]]) if group["group"] in _KINDS else group["group"]
        shares = [
            "–"
            if group[stage]["headcount"] is None
            else f"{decimal(100 * group[stage]['headcount'], 2)} %"
            for stage in ("before", "received", "due")
        ]
        table.add_row(name, *shares, grouped(group["income_unknown"]))
    return table


def _foot(summary: Mapping[str, Any], folder: Path, console: Console) -> None:
    timing = summary["timing"]
    speed = grouped(timing["people_per_kernel_second"] or 0)
    times = grouped(timing["evaluations"])
    kernel, total = decimal(timing["kernel_seconds"], 3), decimal(timing["seconds"], 1)
    console.print(
        speech(
            f"Luật chạy {times} lượt người trong {kernel} s ({speed} người/s); cả việc {total} s",
            f"The law ran {times} times in {kernel} s ({speed} people/s); in all {total} s",
        )
    )
    console.print(shares(timing["stages"]))
    aside = sum(summary["set_aside"].values())
    if aside:
        reasons = ", ".join(f"{why} {grouped(n)}" for why, n in summary["set_aside"].items())
        console.print(
            speech(
                f"Để riêng {grouped(aside)} trường hợp không tính được: {reasons}",
                f"Set aside, could not be computed: {grouped(aside)} ({reasons})",
            )
        )
    if summary["unknown_receipt_codes"]:
        codes = ", ".join(f"{c} ({n})" for c, n in summary["unknown_receipt_codes"].items())
        console.print(
            speech(f"Mã chế độ lạ trong sổ chi: {codes}", f"Unknown codes in the rolls: {codes}"),
            markup=False,
        )
    console.print(f"[bold]{speech('Kết quả', 'Results')}:[/] {folder}")
    for path in sorted(folder.iterdir()):
        console.print(f"  {path}{'/' if path.is_dir() else ''}", markup=False)


def _explained(summary: Mapping[str, Any], console: Console) -> None:
    most = summary["explained_most"]
    over = [name for name, count in summary["explained"].items() if summary["lists"][name] > count]
    if over and most:
        console.print(
            speech(
                f"Mỗi danh sách có {grouped(most)} dòng đầu được giải thích đầy đủ; "
                "dòng khác: ansinh explain",
                f"The first {grouped(most)} lines of each list are explained in full; "
                "for others: ansinh explain",
            )
        )
