"""Rows of a table as values of facts, with every problem by its column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from ansinh.web.registry.details import detail_of
from ansinh.web.registry.imports.forms import Form, Target
from ansinh.web.registry.imports.headings import Row, Table
from ansinh.web.registry.imports.values import (
    CellError,
    is_mark,
    plain,
    read_citizen_number,
    read_day,
    read_value,
)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row, and what to write instead, in both languages.

    Attributes:
        column: Excel's name of the column; empty where it is the whole row.
        is_warning: Whether the row may be taken all the same.
    """

    column: str
    vi: str
    en: str
    is_warning: bool = False


@dataclass
class Line:
    """A row that was read.

    Attributes:
        values: ``Person.sex`` → value as written in files.
        columns: The same → Excel's name of the column it came from.
        notes: Codes of values that stand for less than they say (a day of birth for its year).
    """

    sheet: str
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        """Whether something must be mended before the row can be taken."""
        return any(not problem.is_warning for problem in self.problems)

    def say(self, about: str, vi: str, en: str, *, is_warning: bool = False) -> None:
        """Note a problem of the column that says ``about``."""
        self.problems.append(Problem(self.columns.get(about, ""), vi, en, is_warning))

    def of(self, entity: str) -> dict[str, Any]:
        """Column of an entity → value."""
        start = f"{entity}."
        return {k.removeprefix(start): v for k, v in self.values.items() if k.startswith(start)}


@dataclass(frozen=True)
class _Cell:
    """What a cell says: values by code, a note, or an error."""

    values: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    error: CellError | None = None


def read_lines(
    table: Table, form: Form, matched: Mapping[int, str], constants: Mapping[str, str], today: date
) -> list[Line]:
    """Every row of a table.

    Args:
        matched: Place of a column → code of what it says.
        constants: Code → text that every row says where no column does.
    """
    readers = {place: _reader(form.targets[code], today) for place, code in matched.items()}
    fixed = {code: _reader(form.targets[code], today)(text) for code, text in constants.items()}
    codes = {place: form.targets[code].about for place, code in matched.items()}
    return [_line(table, row, readers, codes, fixed) for row in table.rows]


def _line(
    table: Table,
    row: Row,
    readers: Mapping[int, Callable[[str], _Cell]],
    codes: Mapping[int, str],
    fixed: Mapping[str, _Cell],
) -> Line:
    line = Line(table.sheet, row.number)
    for place, read in readers.items():
        text = row.cells[place] if place < len(row.cells) else ""
        line.columns.setdefault(codes[place], xl_col_to_name(place))
        if text:
            _take(line, codes[place], xl_col_to_name(place), read(text))
    for code, cell in fixed.items():
        if code not in line.values:
            _take(line, code, "", cell)
    if row.village:
        line.values.setdefault("Household.village", row.village)
    _check_number(line)
    return line


def _take(line: Line, about: str, column: str, cell: _Cell) -> None:
    if cell.error is not None:
        line.problems.append(Problem(column, cell.error.vi, cell.error.en))
        return
    for code, value in cell.values.items():
        if line.values.get(code, value) != value:
            line.problems.append(
                Problem(column, "khác với cột khác của dòng này", "differs from another column")
            )
        line.values[code] = value
        line.columns[code] = column
    if cell.note:
        line.notes.add(about)
        line.problems.append(Problem(column, cell.note, cell.note, is_warning=True))


def _check_number(line: Line) -> None:
    """The personal number against birth and sex, once all three are read."""
    raw = line.values.get("Person.citizen_number")
    if raw is None:
        return
    born = line.values.get("Person.birth_date")
    try:
        line.values["Person.citizen_number"] = read_citizen_number(
            raw, date.fromisoformat(born) if born else None, line.values.get("Person.sex")
        )
    except CellError as error:
        del line.values["Person.citizen_number"]
        line.say("Person.citizen_number", error.vi, error.en)


def _reader(target: Target, today: date) -> Callable[[str], _Cell]:
    """What reads the cells of a column; the same text is read once."""

    @cache
    def read(text: str) -> _Cell:
        try:
            return _read(target, text, today)
        except CellError as error:
            return _Cell(error=error)

    return read


def _read(target: Target, text: str, today: date) -> _Cell:
    fact = target.fact
    if target.code == "Receipt.benefit":
        return _Cell({target.code: benefit_called(text)})
    if fact is None:
        is_name = target.code == "Person.full_name"
        return _Cell({target.code: text.title() if is_name and text.isupper() else text})
    if target.choice and fact.type != "date":
        if is_mark(text) is not None:
            return _Cell({target.about: target.choice} if is_mark(text) else {})
        if target.about != "Person.sex":
            raise CellError("đánh dấu «x» hoặc để trống", "write «x» or nothing")
    if fact.type == "date" or target.choice:
        is_birth = target.choice != "" or fact.name == "birth_date"
        day = read_day(text, today, is_birth)
        about = "Person.birth_date" if target.choice else target.about
        sex = {"Person.sex": target.choice} if target.choice else {}
        return _Cell({about: day.value.isoformat(), **sex}, day.note)
    return _Cell({target.about: read_value(fact, text, today)})


@lru_cache(maxsize=1)
def _benefits() -> dict[str, str]:
    """Folded name or code → code."""
    benefits = detail_of("Receipt", "benefit").choices
    return {plain(text): b.code for b in benefits for text in (b.code, b.vi, b.en)}


def benefit_called(text: str) -> str:
    """Code of the benefit of a person that a cell names.

    Raises:
        CellError: the law has none of that name, or rolls do not record it.
    """
    code = _benefits().get(plain(text))
    if code is None:
        raise CellError(
            f"không có chế độ «{text}»; ghi đúng tên, hoặc chọn chế độ cho cả danh sách",
            f"no benefit is called «{text}»; write its name, or choose one for the whole list",
        )
    return code
