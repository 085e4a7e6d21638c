"""Files as communes send them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

ROLL = [
    ["ỦY BAN NHÂN DÂN XÃ TÂN SƠN"],
    ["DANH SÁCH NHÂN KHẨU"],
    [],
    [
        "TT",
        "Họ và tên",
        "Năm sinh",
        "",
        "Số CCCD",
        "Quan hệ với chủ hộ",
        "Dân tộc",
        "Loại nhà tiêu",
    ],
    ["", "", "Nam", "Nữ", "", "", "", ""],
    ["1", "2", "3", "4", "5", "6", "7", "8"],
    ["I", "Thôn Bến Huyện"],
    ["1", "BÀN VĂN A", "1/5/68", "", "24068000001", "Chủ hộ", "Dao", "Tự hoại, bán tự hoại"],
    ["", "Tống Thị Sơn", "", "02-1970", "", "Vợ", "Kinh", ""],
    ["", "Bàn Thị C", "", "12/03/2015", "", "Con", "Dao", ""],
    ["II", "Thôn Đồng"],
    ["2", "Nông Văn D", "1950", "", "", "Chủ hộ", "Nùng", ""],
    ["", "Tổng cộng", "2", "2"],
    ["", "Người lập biểu", "", "", "", "Chủ tịch"],
]
POOR = [
    ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026"],
    ["STT", "Họ và tên chủ hộ", "Ngày sinh", "Thôn", "Phân loại hộ", ""],
    ["", "", "", "", "Hộ nghèo", "Hộ cận nghèo"],
    ["1", "Nong Thi Vay 1", "01/05/1946", "Thôn 1", "x", ""],
    ["2", "NÔNG THỊ VẦY 2", "1946", "Thôn 2", "", "x"],
]
ASSISTANCE = [
    [
        "Họ tên",
        "Ngày sinh",
        "Dạng tật",
        "Mức độ khuyết tật",
        "Chế độ",
        "Mức hưởng",
        "Hưởng từ tháng",
    ],
    [
        "Nông Thị Vầy 1",
        "1/5/1946",
        "Vận động",
        "Nặng",
        "Trợ cấp hưu trí xã hội",
        "540.000",
        "01/07/2026",
    ],
    ["Nông Thị Vầy 2", "2/5/1946", "", "", "Trợ cấp hưu trí xã hội", "500000", "01/07/2025"],
]
MERIT = [
    ["Họ và tên", "Năm sinh", "Diện đối tượng", "Tỷ lệ thương tật", "Hưởng từ ngày"],
    ["Nông Thị Vầy 1", "1946", "Thương binh", "61%", "01/01/1980"],
]


def workbook(rows: Sequence[Sequence[Any]], hidden: Sequence[int] = ()) -> bytes:
    """An Excel file of one sheet; ``hidden`` are places of rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        for place in hidden:
            sheet.set_row(place, None, None, {"hidden": True})
    return out.getvalue()
