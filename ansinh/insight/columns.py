"""What stands in each list, column by column: type, heading, width and format in Excel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl


@dataclass(frozen=True)
class Column:
    """One column of a list.

    Attributes:
        kind: ``text``, ``count``, ``money``, ``date``, ``month``, ``flag``, ``share`` or
            ``decimal``.
        heading: Vietnamese heading; empty for a column that Excel does not show.
        width: In characters.
        wrap: Whether long text goes on in a second line.
    """

    name: str
    kind: str
    heading: str = ""
    width: int = 12
    wrap: bool = False


@dataclass(frozen=True)
class ListKind:
    """One list: its name in files, its title and its columns."""

    name: str
    title: str
    meaning: str
    colour: str
    columns: tuple[Column, ...]


_TYPES: Mapping[str, Any] = {
    "text": pl.String,
    "count": pl.Int64,
    "money": pl.Int64,
    "date": pl.Date,
    "month": pl.Date,
    "flag": pl.Boolean,
    "share": pl.Float64,
    "decimal": pl.Float64,
}

_WHO = (
    Column("commune_code", "text"),
    Column("commune", "text", "Xã, phường", 18),
    Column("village", "text", "Thôn, tổ dân phố", 18),
    Column("household_id", "count", "Mã hộ", 11),
    Column("person_id", "count", "Mã người", 11),
    Column("full_name", "text", "Họ và tên", 24),
    Column("birth_date", "date", "Ngày sinh", 12),
)
_WHAT = (Column("name", "text", "Chế độ", 42, wrap=True),)
_CODE = Column("benefit", "text", "Mã chế độ", 26)
_WHY = (
    Column("note", "text", "Ghi chú", 30, wrap=True),
    Column("reason", "text", "Lý do", 80, wrap=True),
    Column("article", "text", "Căn cứ", 34, wrap=True),
    _CODE,
    Column("note_en", "text"),
    Column("reason_en", "text"),
    Column("article_en", "text"),
)
_KIND = Column("kind", "text", "Dạng sai", 20)
_HIDDEN_KIND = Column("kind", "text")
_UNIT = Column("unit", "text", "Đơn vị", 8)
_RECEIVED = Column("received", "money", "Đang nhận", 15)
_DUE = Column("due", "money", "Được hưởng", 15)
_FIRST = Column("first", "month", "Sai từ tháng", 12)
_MONTHS = Column("months", "count", "Số tháng", 9)

LISTS: Mapping[str, ListKind] = {
    kind.name: kind
    for kind in (
        ListKind(
            "missed",
            "Được hưởng mà chưa nhận",
            "Đủ điều kiện hưởng nhưng không có trong danh sách chi trả",
            "#1E6B4F",
            (
                *_WHO,
                *_WHAT,
                _HIDDEN_KIND,
                _DUE,
                _UNIT,
                Column("on_request", "flag", "Cần nộp đơn", 12),
                *_WHY,
            ),
        ),
        ListKind(
            "not_entitled",
            "Đang nhận mà không còn đúng",
            "Đang được chi trả nhưng theo luật không được hưởng vào ngày xét",
            "#B3392F",
            (
                *_WHO,
                *_WHAT,
                _KIND,
                _RECEIVED,
                _UNIT,
                Column("since", "date", "Nhận từ ngày", 12),
                Column("overpaid", "money", "Đã chi sai", 15),
                _MONTHS,
                _FIRST,
                *_WHY,
            ),
        ),
        ListKind(
            "wrong_amount",
            "Sai mức",
            "Được hưởng nhưng mức đang chi khác mức đúng",
            "#9A6A00",
            (
                *_WHO,
                *_WHAT,
                _KIND,
                _RECEIVED,
                _DUE,
                Column("difference", "money", "Chênh lệch", 15),
                _UNIT,
                Column("arrears", "money", "Truy lĩnh (+), thu hồi (−)", 18),
                _MONTHS,
                _FIRST,
                *_WHY,
            ),
        ),
        ListKind(
            "soon",
            "Sắp thay đổi",
            "Trong các tháng tới sẽ bắt đầu, thôi hưởng hoặc đổi mức",
            "#2A5D9F",
            (
                *_WHO,
                *_WHAT,
                Column("month", "month", "Từ tháng", 11),
                Column("change", "text", "Thay đổi", 12),
                _DUE,
                Column("then", "money", "Mức mới", 15),
                _UNIT,
                *_WHY,
            ),
        ),
        ListKind(
            "missing",
            "Thiếu thông tin",
            "Chưa kết luận được vì thiếu thông tin",
            "#6A4C93",
            (
                *_WHO,
                _HIDDEN_KIND,
                Column("needs", "text", "Mã thông tin", 30),
                Column("needs_name", "text", "Thông tin cần hỏi", 40, wrap=True),
                Column("question", "text", "Câu hỏi", 60, wrap=True),
                Column("waiting", "count", "Số chế độ đang chờ", 12),
                Column("decides", "count", "Chỉ chờ điều này", 12),
                Column("benefits", "text", "Các chế độ đang chờ", 60, wrap=True),
                Column("benefits_en", "text"),
                Column("received", "money", "Đang nhận", 15),
                Column("article", "text", "Căn cứ", 34, wrap=True),
                Column("article_en", "text"),
            ),
        ),
    )
}


#: Further sheets of the workbook, where the run looked for what they hold.
FINDINGS: Mapping[str, ListKind] = {
    kind.name: kind
    for kind in (
        ListKind(
            "lacking",
            "Thiếu dịch vụ cơ bản",
            "Người, hộ chưa dùng được dịch vụ cơ bản, và quyền lợi có thể giúp",
            "#3E6A73",
            (
                *_WHO,
                Column("service", "text", "Dịch vụ", 18),
                Column("what", "text", "Điều còn thiếu", 40, wrap=True),
                Column("lack", "text"),
                Column("mends", "text", "Được hưởng để khắc phục", 70, wrap=True),
                Column("codes", "text", "Mã chế độ", 30, wrap=True),
            ),
        ),
        ListKind(
            "duplicates",
            "Ghi hai lần",
            "Hai dòng có lẽ là một người",
            "#5C4B37",
            (
                Column("commune", "text", "Xã, phường", 18),
                Column("person_id", "count", "Mã người", 11),
                Column("full_name", "text", "Họ và tên", 24),
                Column("birth_date", "date", "Ngày sinh", 12),
                Column("citizen_number", "text", "Số định danh", 15),
                Column("other_commune", "text", "Xã, phường kia", 18),
                Column("other_id", "count", "Mã người kia", 11),
                Column("other_full_name", "text", "Họ và tên kia", 24),
                Column("other_birth_date", "date", "Ngày sinh kia", 12),
                Column("other_citizen_number", "text", "Số định danh kia", 15),
                Column("probability", "share", "Xác suất", 10),
                Column("both_paid", "flag", "Cùng được chi", 10),
                Column("reasons", "text", "Vì sao", 80, wrap=True),
            ),
        ),
        ListKind(
            "impossible",
            "Điều vô lý",
            "Thông tin không thể đúng, cần sửa",
            "#5C4B37",
            (
                Column("commune", "text", "Xã, phường", 18),
                Column("id", "count", "Mã", 11),
                Column("full_name", "text", "Họ và tên", 24),
                Column("other_id", "count", "Mã liên quan", 11),
                Column("what", "text", "Điều vô lý", 90, wrap=True),
            ),
        ),
    )
}


def schema_of(name: str) -> dict[str, Any]:
    """Polars types of the columns of a list or finding."""
    return {column.name: _TYPES[column.kind] for column in {**LISTS, **FINDINGS}[name].columns}
