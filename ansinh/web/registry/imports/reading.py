"""Sheets of a file as text, with the rows that Excel hides."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

import fastexcel

from ansinh.web.access.policy import RefusedError

#: Bytes that an Excel file may unpack to.
UNPACKED = 400 * 1024 * 1024
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


@dataclass(frozen=True)
class Sheet:
    """One sheet: cells as tidy text, empty where nothing is written.

    Attributes:
        hidden: Places of rows that Excel hides, counted from 0.
    """

    name: str
    rows: list[list[str]]
    hidden: frozenset[int] = frozenset()


def read_file(name: str, content: bytes) -> list[Sheet]:
    """Every sheet of an Excel file, or the one of a CSV file.

    Raises:
        RefusedError: it is neither, cannot be read, or unpacks to more than :data:`UNPACKED`.
    """
    if name.lower().endswith((".csv", ".txt")):
        return [_csv(name, content)]
    try:
        _check_size(name, content)
        book = fastexcel.read_excel(content)
        hidden = _hidden_rows(content)
        sheets = []
        for place, sheet_name in enumerate(book.sheet_names):
            sheet = book.load_sheet(sheet_name, header_row=None, skip_rows=0, dtypes="string")
            rows = [[_tidy(cell) for cell in row] for row in sheet.to_polars().iter_rows()]
            sheets.append(Sheet(_tidy(sheet_name), rows, hidden.get(place, frozenset())))
    except (fastexcel.FastExcelError, zipfile.BadZipFile, KeyError) as error:
        raise RefusedError(
            f"{name}: không phải tệp Excel hoặc CSV, hoặc tệp hỏng ({error})",
            f"{name}: expected an Excel or CSV file: {error}",
        ) from None
    return sheets


def _tidy(cell: str | None) -> str:
    return "" if cell is None else " ".join(unicodedata.normalize("NFC", cell).split())


def _csv(name: str, content: bytes) -> Sheet:
    text = _decoded(name, content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(";,\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return Sheet("CSV", [[_tidy(cell) for cell in row] for row in rows])


def _decoded(name: str, content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or else Windows-1258, which writes tones as marks."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", "cp1258"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedError(
        f"{name}: không đọc được dấu tiếng Việt; hãy lưu lại thành «CSV UTF-8»",
        f"{name}: expected UTF-8 or Windows-1258; save it as «CSV UTF-8»",
    )


def _check_size(name: str, content: bytes) -> None:
    """Refuse a small file that would unpack to something that does not fit."""
    if content[:2] != b"PK":
        return
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > UNPACKED:
            most = UNPACKED // 1024 // 1024
            raise RefusedError(
                f"{name}: giải nén ra quá {most} MB; hãy chia nhỏ tệp",
                f"{name}: unpacks to more than {most} MB; split the file",
            )


def _hidden_rows(content: bytes) -> dict[int, frozenset[int]]:
    """Place of a sheet → its hidden rows; the reader of cells does not tell them."""
    if content[:2] != b"PK":
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if "xl/workbook.xml" not in parts.namelist():
            return {}
        book = parts.read("xl/workbook.xml")
        relations = parts.read("xl/_rels/workbook.xml.rels")
        files = {
            _attribute(tag, b"Id"): _attribute(tag, b"Target")
            for tag in _RELATION.findall(relations)
        }
        found = {}
        for place, tag in enumerate(_SHEET.findall(book)):
            target = files.get(_attribute(tag, rb"\w+:id"), "").removeprefix("/xl/")
            path = f"xl/{target}"
            if path in parts.namelist():
                marks = [row for row in _ROW.findall(parts.read(path)) if _HIDDEN.search(row)]
                numbers = [_NUMBER.search(row) for row in marks]
                found[place] = frozenset(int(n[1]) - 1 for n in numbers if n)
    return found


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    return found[1].decode() if found else ""
