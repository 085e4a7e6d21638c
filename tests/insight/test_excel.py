from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
import pytest

from ansinh.insight import excel
from ansinh.insight.columns import FINDINGS, LISTS
from ansinh.insight.store import read_summary


def sheet(path: Path, name: str) -> list[dict[str, Any]]:
    read = fastexcel.read_excel(path).load_sheet(name, header_row=1)
    return read.to_arrow().to_pylist()


def test_every_list_has_a_sheet_after_the_front_one(results: Path) -> None:
    names = fastexcel.read_excel(results / excel.WORKBOOK).sheet_names
    further = ["Thiếu dịch vụ cơ bản", "Điều vô lý"]
    assert names == ["Tổng hợp", *(kind.title for kind in LISTS.values()), *further]


def test_people_registered_twice_have_a_sheet_where_they_were_looked_for(
    results: Path, tmp_path: Path
) -> None:
    for path in results.glob("*.parquet"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    columns = {column.name: [None] for column in FINDINGS["duplicates"].columns}
    pair = columns | {"person_id": [1], "other_id": [2], "probability": [0.97], "both_paid": [True]}
    pl.DataFrame(pair).write_parquet(tmp_path / "duplicates.parquet")
    excel.write_workbook(tmp_path, read_summary(results), lambda *_: None)
    (row,) = sheet(tmp_path / excel.WORKBOOK, "Ghi hai lần")
    assert (row["Mã người"], row["Xác suất"], row["Cùng được chi"]) == (1, 0.97, "x")


def test_the_front_sheet_scores_the_run_where_there_is_a_truth(results: Path) -> None:
    front = fastexcel.read_excel(results / excel.WORKBOOK).load_sheet(0, header_row=None)
    rows = {row[0]: row[1:] for row in front.to_polars().rows()}
    assert "Đối chiếu với sai sót đã cài" in rows
    assert [float(cell) for cell in rows["Đã mất vẫn chi"][:6]] == [1, 1, 1, 0, 1, 1]


def test_the_kind_of_mistake_is_written_in_vietnamese(results: Path) -> None:
    rows = sheet(results / excel.WORKBOOK, "Sai mức")
    kinds = {row["Họ và tên"]: row["Dạng sai"] for row in rows}
    assert kinds["Nguyễn Văn Sai Mức"] == "Chi theo mức cũ"
    assert kinds["Hoàng Văn Hai Nơi"] == "Chi ở hai nơi"


def test_money_and_dates_are_numbers_that_excel_can_sum(results: Path) -> None:
    rows = sheet(results / excel.WORKBOOK, "Sai mức")
    row = next(row for row in rows if row["Họ và tên"] == "Nguyễn Văn Sai Mức")
    assert row["Đang nhận"] == 500_000
    assert row["Truy lĩnh (+), thu hồi (−)"] == 200_000
    assert str(row["Ngày sinh"]).startswith("1942-05-01")
    assert row["Đơn vị"] == "đồng"


def test_a_card_has_no_amount(results: Path) -> None:
    rows = sheet(results / excel.WORKBOOK, "Được hưởng mà chưa nhận")
    row = next(row for row in rows if row["Mã chế độ"] == "tiny.card")
    assert row["Được hưởng"] is None
    assert row["Đơn vị"] == "thẻ"


def test_text_is_composed_and_never_a_formula(results: Path, tmp_path: Path) -> None:
    name = "=HYPERLINK(1) " + unicodedata.normalize("NFD", "Nguyễn")
    summary = {**read_summary(results)}
    for kind in LISTS.values():
        frame = pl.read_parquet(results / f"{kind.name}.parquet")
        frame.with_columns(full_name=pl.lit(name)).write_parquet(tmp_path / f"{kind.name}.parquet")
    excel.write_workbook(tmp_path, summary, lambda *_: None)
    rows = sheet(tmp_path / excel.WORKBOOK, "Sai mức")
    assert {row["Họ và tên"] for row in rows} == {"=HYPERLINK(1) Nguyễn"}


def test_a_list_too_long_for_a_sheet_goes_on_in_the_next(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in LISTS.values():
        frame = pl.read_parquet(results / f"{kind.name}.parquet")
        frame.write_parquet(tmp_path / f"{kind.name}.parquet")
    monkeypatch.setattr(excel, "SHEET_ROWS", 2 + 5)
    excel.write_workbook(tmp_path, read_summary(results), lambda *_: None)
    first = sheet(tmp_path / excel.WORKBOOK, "Sắp thay đổi")
    second = sheet(tmp_path / excel.WORKBOOK, "Sắp thay đổi (2)")
    assert (len(first), len(second)) == (5, 4)
    assert list(first[0]) == list(second[0])
