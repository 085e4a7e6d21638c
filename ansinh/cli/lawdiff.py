"""``ansinh law diff`` on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ansinh.cli.common import speech
from ansinh.cli.show import add_name
from ansinh.cli.style import STYLE
from ansinh.engine.book import LawBook
from ansinh.insight.compare import Side, compare
from ansinh.insight.run import Progress
from ansinh.insight.words import day, grouped, money, short_money


def show_changes(book: LawBook, first: date, second: date, console: Console) -> None:
    """What rules, figures and interactions are other on the second day, and what reads them."""
    from ansinh.engine.lawdiff import diff

    found = diff(book, first, second)
    lines = found.lines(speech.language)
    console.print(
        speech(
            f"[bold]Luật ngày {day(first)} và ngày {day(second)}[/]: {len(lines)} thay đổi",
            f"[bold]The law on {day(first)} and {day(second)}[/]: {len(lines)} changes",
        )
    )
    for line in lines:
        console.print(f"  {escape(line)}", soft_wrap=True)
    touched = found.touched_benefits(book)
    if touched:
        console.print(
            speech(
                f"Chế độ có thể đổi theo: {', '.join(touched)}",
                f"Benefits that may follow: {', '.join(touched)}",
            ),
            soft_wrap=True,
        )


def over_people(
    folder: Path, before: LawBook, after: LawBook, first: date, second: date, told: Progress
) -> list[dict[str, Any]]:
    """Both days over the people of a registry; each by the law as known on the later one."""
    known = max(first, second, date.today())
    return compare(folder, Side(before, first, known), Side(after, second, known), told)


def show_touched(entries: Iterable[Mapping[str, Any]], console: Console) -> None:
    """By benefit: who begins, ends, gets more or less; and the money."""
    table = Table(title=speech("Tác động", "Whom it touches"), title_justify="left", **STYLE)
    add_name(table, console.width - 84)
    for vi, en in (
        ("Trước", "Before"),
        ("Sau", "After"),
        ("Thêm", "Begin"),
        ("Thôi", "End"),
        ("Tăng", "More"),
        ("Giảm", "Less"),
        ("Chênh lệch mỗi kỳ", "Difference a payment"),
    ):
        table.add_column(speech(vi, en), justify="right")
    year = 0
    for entry in entries:
        difference = entry["due_after"] - entry["due_before"]
        touched = any(entry[name] for name in ("begin", "end", "more", "less"))
        if not touched and not difference:
            continue
        paid = entry["counted"] and entry["unit"] == "VND"
        year += 12 * difference if paid and entry["paid"] == "monthly" else 0
        counts = ("before", "after", "begin", "end", "more", "less")
        shown = money(difference, entry["unit"]) if entry["counted"] else ""
        table.add_row(entry["name"], *(grouped(entry[name]) for name in counts), shown)
    console.print(table)
    console.print(
        speech(
            f"Chi thêm mỗi năm cho các chế độ hằng tháng: {short_money(year)}",
            f"More a year for monthly benefits: {short_money(year)}",
        )
    )
