"""Some lines of each list, as a run shows them on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ansinh.cli.common import speech
from ansinh.cli.show import COLOURS, TITLES
from ansinh.cli.style import STYLE
from ansinh.insight.columns import LISTS
from ansinh.insight.words import day, grouped, money

_WIDTH = 118
#: The examples are taken from so many lines at the head of a list.
_LOOKED_AT = 500


def show_lines(folder: Path, most: int, console: Console) -> None:
    """Print up to ``most`` lines of each list that has any, of different benefits, money first.

    Args:
        folder: Where the run put its Parquet files.
        most: Lines a list; 0 prints none.
    """
    for name, kind in LISTS.items():
        lines = pq.read_table(folder / f"{name}.parquet")
        if most and lines.num_rows:
            title = speech(kind.title, TITLES[name])
            shown = min(most, lines.num_rows)
            of = speech(
                f"{shown} trong {grouped(lines.num_rows)} dòng",
                f"{shown} of {grouped(lines.num_rows)} lines",
            )
            console.print(_table(f"[bold {COLOURS[name]}]{title}[/] ({of})", _chosen(lines, most)))


def _chosen(lines: pa.Table, most: int) -> list[dict[str, Any]]:
    rows = lines.slice(0, _LOOKED_AT).to_pylist()
    rows.sort(key=lambda line: line.get("unit") != "VND")
    first = {line.get("benefit", line.get("needs")): line for line in reversed(rows)}
    different = [line for line in rows if line is first[line.get("benefit", line.get("needs"))]]
    return [*different, *(line for line in rows if line not in different)][:most]


def _table(title: str, lines: list[dict[str, Any]]) -> Table:
    table = Table(title=title, title_justify="left", width=_WIDTH, **STYLE)
    table.add_column(speech("Họ và tên, ngày sinh", "Name, date of birth"), width=30)
    table.add_column(speech("Thôn, tổ dân phố", "Village"), width=16)
    table.add_column(speech("Vì sao", "Why"), ratio=1)
    for line in lines:
        table.add_row(*map(Text, (_who(line), line["village"] or "", _why(line))))
    return table


def _who(line: Mapping[str, Any]) -> str:
    born = line.get("birth_date")
    return f"{line['full_name']}, {day(born)}" if isinstance(born, date) else str(line["full_name"])


def _why(line: Mapping[str, Any]) -> str:
    """The reason in one sentence; of missing data, the question and what waits for it."""
    if "question" in line:
        asked = line["question"] or line["needs_name"]
        return f"{asked} → {line['benefits']}"
    figures = [
        money(line[name])
        for name in ("received", "due", "then")
        if line.get("unit") == "VND" and line.get(name) is not None
    ]
    return (
        f"{line['reason']} [{line['article']}]"
        if not figures
        else (f"{' → '.join(figures)}: {line['reason']} [{line['article']}]")
    )
