"""Where the table of a sheet is, and what its columns say.

A sheet has a title or two, a heading of one to three rows (merged cells come with their first cell
filled), perhaps a row that numbers the columns, rows of data with the name of a village between
them, totals and signatures. Nothing is guessed from data: a column says what its heading says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from ansinh.web.registry.imports.forms import Form, Target, heading
from ansinh.web.registry.imports.reading import Sheet

#: Rows at the top of a sheet among which its heading is looked for.
_TOP = 40
#: Cells shown to recognise a column by.
_EXAMPLES = 3
#: Headings of a form that a row must hold to be the heading.
_LEAST = 2
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[A-Z])\)?(\.0)?(=.*)?")
#: Read with its diacritics: «Bàn» is a family name.
_VILLAGE = re.compile(
    r"(thôn|thon|bản|xóm|xom|khu phố|làng|buôn|tdp|tổ dân phố|tổ \d)\b", re.IGNORECASE
)
#: Totals and signatures.
_END = re.compile(
    r"(tổng|tong|cộng|cong)$|(tổng cộng|tong cong|cộng|tổng số|tong so|người lập|nguoi lap|"
    r"chủ tịch|chu tich|tm\.|tm|ký tên|ky ten|nơi nhận|noi nhan)(?!\w)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[IVX]+|\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        place: Counted from 0; :attr:`letter` is Excel's name of it.
        text: Its heading, from the top: ``Năm sinh / Nam``.
        examples: A few cells, to recognise it by.
    """

    place: int
    text: str
    examples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """``A`` … ``Z``, ``AA`` and so on."""
        return str(xl_col_to_name(self.place))


@dataclass(frozen=True)
class Row:
    """A row of data.

    Attributes:
        number: As Excel counts it, from 1.
        village: What the last row that holds nothing but a village says.
    """

    number: int
    cells: list[str]
    village: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Table:
    """The table of one sheet.

    Attributes:
        left_out: Rows below the heading that hold no data, with what they say: villages, totals,
            signatures.
    """

    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: tuple[tuple[int, str], ...]


def find_table(sheet: Sheet, form: Form) -> Table | None:
    """The table of a sheet; None where no row looks like a heading of the form."""
    known = {words for target in form.targets.values() for words in target.headings}
    names = form.targets["Person.full_name"].headings
    top = sheet.rows[:_TOP]
    scores = [sum(heading(cell) in known for cell in row if cell) for row in top]
    if not scores or max(scores) < _LEAST:
        return None
    last = first = scores.index(max(scores))
    while first > 0 and scores[first - 1] and _filled(sheet.rows[first - 1]) >= _LEAST:
        first -= 1
    named = [
        place
        for row in sheet.rows[first : last + 1]
        for place, cell in enumerate(row)
        if heading(cell) in names
    ]
    name = named[0] if named else -1
    while last + 1 < len(sheet.rows) and _is_more_heading(sheet.rows[last + 1], name, known):
        last += 1
    texts = _headings(sheet.rows[first : last + 1])
    start = last + 1
    while start < len(sheet.rows) and _numbers_columns(sheet.rows[start]):
        start += 1
    rows, left_out = _data(sheet, start, name)
    columns = tuple(
        Column(place, text, _examples(rows, place)) for place, text in enumerate(texts) if text
    )
    return Table(sheet.name, columns, tuple(rows), tuple(left_out))


def match(table: Table, form: Form, remembered: Mapping[str, str]) -> dict[int, str]:
    """Place of a column → code of what it says; columns that say nothing known are left out.

    Args:
        remembered: Folded heading → code, as somebody chose it before; empty is *nothing*.
    """
    by_words: dict[str, Target] = {}
    for target in form.targets.values():
        for words in target.headings:
            by_words.setdefault(words, target)
    found: dict[int, str] = {}
    for column in table.columns:
        whole = heading(column.text)
        code = remembered.get(whole)
        if code is None:
            parts = [heading(part) for part in column.text.split(" / ")]
            wanted = [whole, *reversed(parts)]
            code = next((by_words[words].code for words in wanted if words in by_words), "")
        if code in form.targets and code not in found.values():
            found[column.place] = code
    return found


def _filled(row: list[str]) -> int:
    return sum(bool(cell) for cell in row)


def _is_more_heading(row: list[str], name: int, known: set[str]) -> bool:
    """Whether a row under a heading goes on with it: no name, no figures, some known word."""
    cells = [cell for cell in row if cell]
    if not cells or (0 <= name < len(row) and row[name]) or _numbers_columns(row):
        return False
    words = [heading(cell) for cell in cells]
    return any(w in known for w in words) and not any(w.isdecimal() for w in words)


def _numbers_columns(row: list[str]) -> bool:
    cells = [cell for cell in row if cell]
    return len(cells) > _LEAST and all(_COLUMN_NUMBER.fullmatch(cell) for cell in cells)


def _headings(rows: list[list[str]]) -> list[str]:
    """Text of every column, from the top; a merged heading stands over all it is merged with."""
    width = max(map(len, rows))
    filled = [row + [""] * (width - len(row)) for row in rows]
    for level, row in enumerate(filled[:-1]):
        below = filled[level + 1]
        for place in range(1, width):
            above = [filled[upper][place] for upper in range(level)]
            if not row[place] and below[place] and row[place - 1] and not any(above):
                row[place] = row[place - 1]
    texts = []
    for place in range(width):
        parts = dict.fromkeys(row[place] for row in filled if row[place])
        texts.append(" / ".join(parts))
    return texts


def _data(sheet: Sheet, start: int, name: int) -> tuple[list[Row], list[tuple[int, str]]]:
    rows: list[Row] = []
    left_out: list[tuple[int, str]] = []
    village = ""
    for place in range(start, len(sheet.rows)):
        cells = sheet.rows[place]
        texts = [cell for cell in cells if cell]
        if not texts:
            continue
        called = cells[name] if 0 <= name < len(cells) else ""
        alone = [text for text in texts if not _COUNT.fullmatch(text)]
        if len(alone) == 1 and _VILLAGE.match(alone[0]):
            village = alone[0]
            left_out.append((place + 1, village))
        elif not called or any(map(_END.match, texts)):
            left_out.append((place + 1, " · ".join(texts)[:80]))
        else:
            rows.append(Row(place + 1, cells, village, place in sheet.hidden))
    return rows, left_out


def _examples(rows: list[Row], place: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in rows:
        if place < len(row.cells) and row.cells[place]:
            found[row.cells[place]] = None
            if len(found) == _EXAMPLES:
                break
    return tuple(found)
