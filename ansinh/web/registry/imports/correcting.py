"""The file given back: what can be put right is, what must be mended is marked where it stands."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import xlsxwriter
from django.utils import timezone
from xlsxwriter.utility import xl_col_to_name

from ansinh.web.registry.imports.batches import file_of, find_tables
from ansinh.web.registry.imports.forms import FORMS
from ansinh.web.registry.imports.lines import Line, read_lines
from ansinh.web.registry.imports.reading import read_file
from ansinh.web.registry.models import Batch

_DATE = "dd/mm/yyyy"
#: Values that are written anew as they were understood.
_REPAIRED = ("Person.full_name", "Person.citizen_number")


def corrected(batch: Batch) -> bytes:
    """An Excel workbook with the sheets of a batch's file.

    Dates, names and personal numbers that were understood are written in one way; a cell with a
    problem is red, with a note that says what to write; a last column gathers the notes of a row.
    """
    form, sheets = FORMS[batch.form], read_file(batch.file_name, file_of(batch).read_bytes())
    said: dict[tuple[str, int], list[dict[str, Any]]] = {
        (row.sheet, row.number): row.problems
        for row in batch.rows.exclude(problems=[]).only("sheet", "number", "problems")
    }
    lines: dict[tuple[str, int], Line] = {}
    for table in find_tables(form, batch.file_name, sheets):
        places = {int(k): code for k, code in batch.matched.get(table.sheet, {}).items()}
        for line in read_lines(table, form, places, {}, timezone.localdate()):
            lines[line.sheet, line.number] = line
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        formats = {
            "wrong": book.add_format({"bg_color": "#f8e6e2", "font_color": "#a3281d"}),
            "note": book.add_format({"font_color": "#a3281d", "text_wrap": True}),
            "day": book.add_format({"num_format": _DATE}),
        }
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:31])
            width = max(map(len, sheet.rows), default=0)
            page.set_column(0, max(width - 1, 0), 16)
            page.set_column(width, width, 60)
            for place, cells in enumerate(sheet.rows):
                key = (sheet.name, place + 1)
                _write(page, place, cells, lines.get(key), said.get(key, []), formats)
                notes = "; ".join(f"{p['column']}: {p['vi']}" for p in said.get(key, []))
                if notes:
                    page.write_string(place, width, notes, formats["note"])
    return out.getvalue()


def _write(
    page: Any,
    place: int,
    cells: list[str],
    line: Line | None,
    problems: list[dict[str, Any]],
    formats: dict[str, Any],
) -> None:
    wrong = {p["column"]: p["vi"] for p in problems if not p["is_warning"]}
    repaired = {} if line is None else _repaired(line)
    for column, text in enumerate(cells):
        name = xl_col_to_name(column)
        if name in wrong:
            page.write_string(place, column, text, formats["wrong"])
            page.write_comment(place, column, wrong[name])
        elif isinstance(repaired.get(name), date):
            page.write_datetime(place, column, repaired[name], formats["day"])
        elif text:
            page.write_string(place, column, repaired.get(name, text))


def _repaired(line: Line) -> dict[str, Any]:
    """Excel's name of a column → the value to write there."""
    found: dict[str, Any] = {}
    for code, value in line.values.items():
        column = line.columns.get(code, "")
        is_day = isinstance(value, str) and value[4:5] == value[7:8] == "-" and len(value) == 10
        if column and code in _REPAIRED:
            found[column] = value
        elif column and is_day and code not in line.notes:
            found[column] = date.fromisoformat(value)
    return found
