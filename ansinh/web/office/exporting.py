"""Lists of the office as Excel files: what the reader may see, as real numbers and dates.

Headings are Vietnamese, as on the forms of communes, whatever the language of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override

from ansinh.engine.errors import DataError
from ansinh.insight.columns import LISTS as LIST_KINDS
from ansinh.insight.columns import Column, ListKind
from ansinh.insight.excel import write_rows
from ansinh.insight.words import grouped
from ansinh.people.spelling import forms
from ansinh.web.access import audit, policy
from ansinh.web.access.policy import Action
from ansinh.web.office import law
from ansinh.web.office.casework import CasesAsked, File
from ansinh.web.office.counting import waiting_kinds
from ansinh.web.office.listing import Asked, Line, lines
from ansinh.web.office.models import Case, Finding

#: Rows of one file: what a program opens without trouble; more is asked for in parts.
MOST = 200_000
_ROWS = 2_000
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GREEN = "#1E4D3A"
_COMMUNE = Column("commune", "text", "Xã, phường", 18)
_VILLAGE = Column("village", "text", "Thôn, tổ dân phố", 18)
_HOUSEHOLD = Column("household_id", "count", "Mã hộ", 11)
_FULL_NAME = Column("full_name", "text", "Họ và tên", 24)
_BENEFIT = Column("name", "text", "Chế độ", 42, wrap=True)
_REASON = Column("reason", "text", "Lý do", 80, wrap=True)
_ARTICLE = Column("article", "text", "Căn cứ", 34, wrap=True)
_DUE = Column("due_on", "date", "Hạn theo luật", 13)
_AMOUNT = Column("amount", "money", "Mức", 15)
_UNIT = Column("unit", "text", "Đơn vị", 8)
PEOPLE = ListKind(
    "people",
    "Người trong sổ",
    "Người tìm thấy",
    _GREEN,
    (
        _COMMUNE,
        _VILLAGE,
        _HOUSEHOLD,
        Column("id", "count", "Mã người", 11),
        _FULL_NAME,
        Column("birth_date", "date", "Ngày sinh", 12),
        Column("citizen_number", "text", "Số định danh", 15),
        Column("death_date", "date", "Ngày mất", 12),
    ),
)
CASES = ListKind(
    "cases",
    "Hồ sơ",
    "Hồ sơ đã lập",
    _GREEN,
    (
        Column("pk", "count", "Số hồ sơ", 9),
        _COMMUNE,
        _VILLAGE,
        _HOUSEHOLD,
        _FULL_NAME,
        _BENEFIT,
        _AMOUNT,
        _UNIT,
        _REASON,
        _ARTICLE,
        Column("opened_on", "date", "Lập ngày", 12),
        Column("by", "text", "Người lập", 18),
        _DUE,
        Column("state", "text", "Trạng thái", 16),
        Column("closed_on", "date", "Quyết định ngày", 14),
        Column("closed_by", "text", "Người quyết định", 18),
        Column("closing_reason", "text", "Lý do quyết định", 40, wrap=True),
    ),
)
COUNTS = ListKind(
    "counts",
    "Việc hôm nay",
    "Số dòng đang chờ, theo xã và chế độ",
    _GREEN,
    (
        _COMMUNE,
        Column("list", "text", "Danh sách", 30),
        Column("name", "text", "Chế độ hoặc thông tin", 60, wrap=True),
        Column("month", "month", "Từ tháng", 11),
        Column("lines", "count", "Số dòng", 10),
        Column("monthly", "money", "Đồng mỗi tháng", 18),
    ),
)
_STATES = {Case.OPEN: "Chờ quyết định", Case.GRANTED: "Đã duyệt", Case.REFUSED: "Không duyệt"}


def export_worklist(user: Any, asked: Asked, today: date) -> FileResponse:
    """The lines of a list that wait, as they are filtered and sorted."""
    rows = asked.in_order(asked.waiting(user, Action.EXPORT, today), today)
    kind = _kind_of(asked.list)
    sight = policy.sight(user)
    names = _areas(user)

    def cells(line: Line) -> Mapping[str, Any]:
        found = line.finding
        own = {c.name: getattr(found, c.name, None) for c in kind.columns}
        return own | {
            "kind": found.kind or None,
            "name": line.name,
            "question": line.name,
            "commune": names.get(found.area_id),
            "reason": line.reason,
            "article": line.article,
            "note": "•••" if line.is_hidden else found.note,
            "due_on": line.due_on,
        }

    return _file(
        user, kind, rows, lambda found: map(cells, lines(found, sight, today)), asked.filters
    )


def export_cases(user: Any, asked: CasesAsked, today: date) -> FileResponse:
    """Cases, as they are filtered and sorted."""
    rows = asked.in_order(asked.rows(user, Action.EXPORT, today))
    rows = rows.select_related("decision__by", "closed_by")
    sight, names = policy.sight(user), _areas(user)

    def cells(case: Any) -> Mapping[str, Any]:
        file = File.of(case, sight, today)
        own = {c.name: getattr(case, c.name, None) for c in CASES.columns}
        return own | {
            "commune": names.get(case.area_id),
            "name": file.name,
            "reason": file.reason,
            "article": file.article,
            "by": str(case.decision.by),
            "state": _STATES[case.state],
            "closed_on": case.closed_at.date() if case.closed_at else None,
            "closed_by": str(case.closed_by or ""),
        }

    return _file(user, CASES, rows, lambda found: map(cells, found), asked.filters)


def export_people(user: Any, rows: Any, words: str) -> FileResponse:
    """People that a search found."""
    names = _areas(user)

    def cells(person: Any) -> Mapping[str, Any]:
        home = person.household
        own = {c.name: getattr(person, c.name, None) for c in PEOPLE.columns}
        return own | {"commune": names.get(home.area_id), "village": home.village}

    told = {"q": words} if words else {}
    return _file(user, PEOPLE, rows, lambda found: map(cells, found), told)


def export_counts(user: Any, today: date) -> FileResponse:
    """What waits, counted by commune, list, benefit and month: nobody is named."""
    names = _areas(user)
    found = waiting_kinds(user, today, ("area_id", "list", "benefit", "needs", "month"))
    with override("vi"):
        rows = [
            {
                "commune": names.get(w.kind["area_id"], ""),
                "list": LIST_KINDS[w.kind["list"]].title,
                "name": _what(w.kind),
                "month": w.kind["month"],
                "lines": w.lines,
                "monthly": w.monthly,
            }
            for w in found
        ]
    rows.sort(key=lambda row: (row["commune"], row["list"], -row["lines"]))
    return _file(user, COUNTS, rows, lambda some: iter(some), {})


def _what(kind: Mapping[str, Any]) -> str:
    return law.name_of(kind["benefit"]).vi if kind["benefit"] else law.question_of(kind["needs"]).vi


def _kind_of(name: str) -> ListKind:
    """The list as the run's workbook has it, of what the office keeps."""
    kept = {field.attname for field in Finding._meta.concrete_fields} | {"commune"}
    kind = LIST_KINDS[name]
    columns = [column for column in kind.columns if column.heading and column.name in kept]
    if name == "missing":
        columns.append(Column("note", "text", "Các chế độ đang chờ", 60, wrap=True))
    elif name != "not_entitled":
        columns.append(_DUE)
    return ListKind(kind.name, kind.title, kind.meaning, kind.colour, tuple(columns))


def _areas(user: Any) -> dict[int, str]:
    return dict(policy.areas(user, Action.EXPORT).values_list("pk", "name"))


def _file(
    user: Any,
    kind: ListKind,
    rows: Any,
    told: Callable[[Sequence[Any]], Iterable[Mapping[str, Any]]],
    asked: Mapping[str, str],
) -> FileResponse:
    """The rows as a file to download, kept in the log with how many they are.

    Raises:
        DataError: there are more than :data:`MOST`.
    """
    count = len(rows) if isinstance(rows, list) else rows.count()
    if count > MOST:
        raise DataError(f"{grouped(count)} > {grouped(MOST)}")
    each = rows if isinstance(rows, list) else rows.iterator(chunk_size=_ROWS)
    file = TemporaryFile()  # noqa: SIM115 the answer closes it when it is sent
    try:
        with override("vi"):
            written = write_rows(file, kind.title, kind, _columns(kind, each, told))
        file.seek(0)
        audit.write(user, "export", kind.name, rows=written, asked=dict(asked))
    except BaseException:
        file.close()
        raise
    return FileResponse(file, as_attachment=True, filename=_name(user, kind), content_type=_TYPE)


def _columns(
    kind: ListKind,
    rows: Iterable[Any],
    told: Callable[[Sequence[Any]], Iterable[Mapping[str, Any]]],
) -> Iterator[dict[str, list[Any]]]:
    names = [column.name for column in kind.columns]
    for some in _chunks(rows):
        cells = list(told(some))
        yield {name: [row[name] for row in cells] for name in names}


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(rows)
    while some := list(islice(remaining, _ROWS)):
        yield some


def _name(user: Any, kind: ListKind) -> str:
    """``duoc-huong-ma-chua-nhan_xa-dai-son_2026-11-30.xlsx``."""
    areas = list(policy.areas(user, Action.EXPORT)[:2])
    where = areas[0].name if len(areas) == 1 else "tỉnh"
    parts = (_slug(kind.title), _slug(where), timezone.localdate().isoformat())
    return "_".join(parts) + ".xlsx"


def _slug(text: str) -> str:
    return slugify(forms(text).folded)
