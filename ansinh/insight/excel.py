"""The officer's workbook: a front sheet with the figures, then one sheet a list or finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow.parquet as pq
import xlsxwriter

from ansinh.insight import words
from ansinh.insight.columns import FINDINGS, LISTS, Column, ListKind
from ansinh.insight.kinds import KINDS

WORKBOOK = "lists.xlsx"
#: Rows of a sheet, the heading included.
SHEET_ROWS = 1_048_576
_HEADING_ROWS = 2
_LINE = 15.0
#: The day that a workbook counts its days from.
_EPOCH = date(1899, 12, 30)
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "text": {**_FONT, "text_wrap": False, "indent": 1},
    "wrapped": {**_FONT, "text_wrap": True, "indent": 1},
    "count": {**_FONT, "num_format": "0"},
    "money": {**_FONT, "num_format": "#,##0;[Red]-#,##0"},
    "date": {**_FONT, "num_format": "dd/mm/yyyy", "align": "center"},
    "month": {**_FONT, "num_format": "mm/yyyy", "align": "center"},
    "flag": {**_FONT, "align": "center"},
    "share": {**_FONT, "num_format": "0.0%"},
    "decimal": {**_FONT, "num_format": "#,##0.0##;[Red]-#,##0.0##"},
}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(
    folder: Path, summary: Mapping[str, Any], progress: Callable[[str, int, int], None]
) -> Path:
    """Write ``lists.xlsx`` beside the Parquet files of a run, from them."""
    path = folder / WORKBOOK
    total = sum(summary["lists"].values())
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"title": "An Sinh", "comments": f"Ngày xét {summary['date']}"})
        formats = {name: book.add_format(dict(style)) for name, style in _FORMATS.items()}
        _Front(book, summary).write()
        done = 0
        kinds = [*LISTS.values(), *(k for k in FINDINGS.values() if _path(folder, k).exists())]
        for kind in kinds:
            for rows in _write_list(book, kind, _path(folder, kind), formats):
                done += rows
                progress("excel", min(done, total), max(total, 1))
    return path


def write_sheets(
    path: Path, comment: str, sheets: Iterable[tuple[ListKind, Mapping[str, list[Any]]]]
) -> None:
    """Write a workbook of small tables, each a sheet: column → its cells."""
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"title": "An Sinh", "comments": comment})
        formats = {name: book.add_format(dict(style)) for name, style in _FORMATS.items()}
        for kind, cells in sheets:
            sum(_write_batches(book, kind, list(kind.columns), [cells], formats))


def write_rows(
    path: Path | BinaryIO, comment: str, kind: ListKind, batches: Iterable[Mapping[str, list[Any]]]
) -> int:
    """Write a workbook of one list whose rows come in batches, and never stand in memory together.

    Args:
        batches: Column → its cells.

    Returns:
        How many rows were written.
    """
    with xlsxwriter.Workbook(path if not isinstance(path, Path) else str(path), _OPTIONS) as book:
        book.set_properties({"title": "An Sinh", "comments": comment})
        formats = {name: book.add_format(dict(style)) for name, style in _FORMATS.items()}
        return sum(_write_batches(book, kind, list(kind.columns), batches, formats))


def _path(folder: Path, kind: ListKind) -> Path:
    return folder / f"{kind.name}.parquet"


def _write_list(book: Any, kind: ListKind, path: Path, formats: Mapping[str, Any]) -> Iterator[int]:
    """Write one list from its file; yields the rows written as it goes."""
    columns = [column for column in kind.columns if column.heading]
    with pq.ParquetFile(path) as file:
        batches = file.iter_batches(batch_size=10_000, columns=[c.name for c in columns])
        cells = ({c.name: batch.column(c.name).to_pylist() for c in columns} for batch in batches)
        yield from _write_batches(book, kind, columns, cells, formats)


def _write_batches(
    book: Any,
    kind: ListKind,
    columns: list[Column],
    batches: Iterable[Mapping[str, list[Any]]],
    formats: Mapping[str, Any],
) -> Iterator[int]:
    """Write one list, on as many sheets as it needs; yields the rows written as it goes."""
    styles = [formats["wrapped" if column.wrap else column.kind] for column in columns]
    sheet, row, number = _sheet(book, kind, columns, 1), _HEADING_ROWS, 1
    for batch in batches:
        cells = [batch[c.name] for c in columns]
        for values in zip(*_written(columns, cells), strict=True):
            if row == SHEET_ROWS:
                _finish(sheet, row, columns)
                number += 1
                sheet, row = _sheet(book, kind, columns, number), _HEADING_ROWS
            _write_row(sheet, row, columns, values, styles)
            row += 1
        yield len(cells[0])
    _finish(sheet, row, columns)


def _sheet(book: Any, kind: ListKind, columns: list[Column], number: int) -> Any:
    sheet = book.add_worksheet(kind.title if number == 1 else f"{kind.title} ({number})")
    title = book.add_format({**_FONT, "bold": True, "font_size": 14, "font_color": kind.colour})
    heading = book.add_format(
        {
            **_FONT,
            "bold": True,
            "text_wrap": True,
            "valign": "vcenter",
            "align": "center",
            "bg_color": kind.colour,
            "font_color": "#FFFFFF",
            "border": 1,
        }
    )
    sheet.set_tab_color(kind.colour)
    sheet.freeze_panes(_HEADING_ROWS, _frozen(columns))
    sheet.repeat_rows(_HEADING_ROWS - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RTrang &P/&N")
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.write_string(0, 0, f"{kind.title}: {kind.meaning.lower()}", title)
    sheet.set_row(1, 32)
    for place, column in enumerate(columns):
        sheet.write_string(1, place, column.heading, heading)
    return sheet


def _frozen(columns: list[Column]) -> int:
    """Columns that stay in sight: up to the person's name."""
    names = [column.name for column in columns]
    return names.index("full_name") + 1 if "full_name" in names else 0


def _finish(sheet: Any, rows: int, columns: list[Column]) -> None:
    sheet.autofilter(_HEADING_ROWS - 1, 0, max(rows - 1, _HEADING_ROWS - 1), len(columns) - 1)


def _written(columns: list[Column], cells: list[list[Any]]) -> Iterator[list[Any]]:
    """Each column as it is written: text, number or nothing."""
    named = {column.name: values for column, values in zip(columns, cells, strict=True)}
    units = named.get("unit")
    for column, values in zip(columns, cells, strict=True):
        if column.kind == "money" and units is not None:
            pairs = zip(values, units, strict=True)
            yield [None if unit in words.UNCOUNTED else value for value, unit in pairs]
        elif column.kind in _AS_WRITTEN:
            change = _NAMES.get(column.name, _AS_WRITTEN[column.kind])
            yield [None if value is None else change(value) for value in values]
        else:
            yield values


#: What turns a value into what stands in the cell, by kind of column and by name.
_AS_WRITTEN: Mapping[str, Callable[[Any], Any]] = {
    "text": words.nfc,
    "flag": lambda value: "x" if value else None,
    "date": lambda value: (value - _EPOCH).days,
    "month": lambda value: (value - _EPOCH).days,
}
_NAMES: Mapping[str, Callable[[Any], Any]] = {
    "unit": lambda value: words.UNITS.get(value, value),
    "kind": lambda value: KINDS[value].vi,
}


def _height(columns: list[Column], values: tuple[Any, ...]) -> float:
    """Height of a row whose long texts are wrapped, in points."""
    lengths = [
        -(-len(value) // (column.width - 2))
        for column, value in zip(columns, values, strict=True)
        if column.wrap and value
    ]
    return _LINE * max(lengths, default=1)


def _write_row(
    sheet: Any, row: int, columns: list[Column], values: tuple[Any, ...], styles: list[Any]
) -> None:
    sheet.set_row(row, _height(columns, values))
    for place, (value, style) in enumerate(zip(values, styles, strict=True)):
        if isinstance(value, str):
            sheet.write_string(row, place, value, style)
        elif value is not None:
            sheet.write_number(row, place, value, style)


_HEIGHTS = {"title": 26.0, "section": 20.0, "heading": 32.0}


class _Front:
    """The first sheet: what was run, the lists, the money, coverage, poverty, each benefit."""

    def __init__(self, book: Any, summary: Mapping[str, Any]) -> None:
        self.summary, self.row = summary, 0
        self.sheet = book.add_worksheet("Tổng hợp")
        self.styles = {
            "title": book.add_format({**_FONT, "bold": True, "font_size": 16}),
            "section": book.add_format(
                {
                    **_FONT,
                    "bold": True,
                    "font_size": 12,
                    "font_color": "#1E4D3A",
                    "bottom": 1,
                }
            ),
            "heading": book.add_format(
                {
                    **_FONT,
                    "bold": True,
                    "text_wrap": True,
                    "bg_color": "#E6E0D0",
                    "border": 1,
                }
            ),
            "text": book.add_format({**_FONT, "indent": 1}),
            "number": book.add_format({**_FONT, "num_format": "#,##0;[Red]-#,##0"}),
            "share": book.add_format({**_FONT, "num_format": "0.0%"}),
        }

    def write(self) -> None:
        """Write every section."""
        self.sheet.set_column(0, 0, 62)
        self.sheet.set_column(1, 10, 15)
        self.sheet.set_column(11, 11, 40)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self._line(["An Sinh – kết quả rà soát chính sách xã hội"], "title")
        for label, value in self._facts():
            self._line([label, value])
        self._lists()
        self._cost()
        self._poverty()
        self._accuracy()
        self._benefits()

    def _facts(self) -> list[tuple[str, Any]]:
        found = self.summary
        facts = [
            ("Ngày xét", words.day(date.fromisoformat(found["date"]))),
            ("Theo luật biết đến ngày", words.day(date.fromisoformat(found["known"]))),
            ("Dữ liệu ngày", words.day(date.fromisoformat(found["snapshot_date"]))),
            ("Số người", found["people"]),
            ("Số hộ", found["households"]),
        ]
        return facts + [("Áp dụng thêm", note) for note in found["laid_over"]]

    def _lists(self) -> None:
        self._section("Các danh sách", ["Danh sách", "Số dòng", "Ý nghĩa"])
        for name, kind in LISTS.items():
            self._line([kind.title, self.summary["lists"][name], kind.meaning])

    def _cost(self) -> None:
        cost = self.summary["cost"]
        self._section(
            "Kinh phí (đồng)",
            [
                "Nguồn chi",
                "Phải chi/tháng",
                "Đang chi/tháng",
                "Chênh lệch/tháng",
                "Phải chi/năm",
                "Đang chi/năm",
                "Chênh lệch/năm",
            ],
        )
        for payer, sums in [*cost["by_payer"].items(), ("Cộng", cost)]:
            amounts = [
                sums[span][name]
                for span in ("month", "year")
                for name in ("due", "received", "gap")
            ]
            self._line([words.PAYERS.get(payer, payer), *amounts])
        share = self.summary["coverage"]["share"]
        if share is not None:
            self._line(["Tỷ lệ bao phủ (đang nhận / được hưởng)", share])

    def _poverty(self) -> None:
        poverty = self.summary["poverty"]
        if not poverty:
            return
        self._section(
            f"Tỷ lệ người dưới chuẩn thu nhập ({poverty['article']})",
            ["Địa bàn", "Trước trợ cấp", "Với mức đang nhận", "Với mức được hưởng"],
        )
        names = {"rural": "Nông thôn", "urban": "Thành thị"}
        for group in [*poverty["by_kind"], {**poverty["all"], "group": "Chung"}]:
            shares = [group[stage]["headcount"] for stage in ("before", "received", "due")]
            self._line([names.get(group["group"], group["group"]), *shares])

    def _accuracy(self) -> None:
        rows = self.summary["accuracy"]
        if not rows:
            return
        headings = ["Đã cài", "Số dòng", "Trúng", "Chờ thông tin", "Độ chính xác", "Độ phủ"]
        self._section("Đối chiếu với sai sót đã cài", ["Dạng sai", *headings])
        for row in rows:
            counts = (row[name] for name in ("planted", "lines", "hits", "waiting"))
            self._line([row["label"], *counts, row["precision"], row["recall"]])

    def _benefits(self) -> None:
        self._section(
            "Từng chế độ",
            [
                "Chế độ",
                "Được hưởng",
                "Đang nhận",
                "Trong đó đúng đối tượng",
                "Bỏ sót",
                "Không còn đúng",
                "Sai mức",
                "Sắp thay đổi",
                "Thiếu thông tin",
                "Phải chi",
                "Đang chi",
                "Căn cứ",
            ],
        )
        names = (
            "entitled",
            "receiving",
            "covered",
            "missed",
            "not_entitled",
            "wrong_amount",
            "soon",
            "undetermined",
            "due",
            "received",
        )
        for row in self.summary["benefits"]:
            self._line([row["name"], *(row.get(name) for name in names), row["article"]])

    def _section(self, title: str, headings: list[str]) -> None:
        self.row += 1
        self._line([title], "section")
        self._line(headings, "heading")

    def _line(self, values: list[Any], style: str = "text") -> None:
        self.sheet.set_row(self.row, _HEIGHTS.get(style, _LINE))
        for place, value in enumerate(values):
            if isinstance(value, int | float):
                shown = "share" if isinstance(value, float) else "number"
                self.sheet.write_number(self.row, place, value, self.styles[shown])
            elif value is not None:
                self.sheet.write_string(self.row, place, words.nfc(str(value)), self.styles[style])
        self.row += 1
