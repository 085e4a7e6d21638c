from __future__ import annotations

import io
import unicodedata
from datetime import date

import pytest
import xlsxwriter

from ansinh.engine.errors import DataError
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.imports import reading
from ansinh.web.registry.imports.reading import read_file
from ansinh.web.registry.imports.values import (
    CellError,
    read_citizen_number,
    read_day,
    read_value,
)

TODAY = date(2026, 11, 30)


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Thôn 1")
        sheet.write(2, 0, unicodedata.normalize("NFD", "Nông  Thị Vầy"))
        sheet.write(2, 1, 24151000001)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(2, 2, date(1968, 5, 1), day)
        sheet.write(3, 0, "Ẩn")
        sheet.set_row(3, None, None, {"hidden": True})
        book.add_worksheet("Thôn 2").write(0, 0, "x")
    return out.getvalue()


def test_sheets_keep_their_rows_and_tell_the_hidden_ones() -> None:
    first, second = read_file("sổ hộ.xlsx", workbook())
    assert first.rows[2] == ["Nông Thị Vầy", "24151000001", "1968-05-01 00:00:00"]
    assert first.hidden == {3}
    assert (second.name, second.rows, second.hidden) == ("Thôn 2", [["x"]], frozenset())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_in_any_usual_encoding(encoding: str, separator: str) -> None:
    text = f"Họ tên{separator}Thôn\nĐỗ Thế{separator}Bến\n"
    if encoding == "cp1258":
        text = f"Ho\u0323 tên{separator}Thôn\nÐô\u0303 Thê\u0301{separator}Bê\u0301n\n"
        text = text.replace("Ð", "Đ")
    (sheet,) = read_file("a.csv", text.encode(encoding))
    assert sheet.rows == [["Họ tên", "Thôn"], ["Đỗ Thế", "Bến"]]


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(DataError, match="expected an Excel or CSV file"):
        read_file("a.xlsx", b"not a workbook")


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("1/5/68", date(1968, 5, 1), ""),
        ("01.05.1968", date(1968, 5, 1), ""),
        ("1968-05-01 00:00:00", date(1968, 5, 1), ""),
        ("24959", date(1968, 5, 1), ""),
        ("05-1968", date(1968, 5, 1), "chỉ ghi tháng 05-1968"),
        ("1968", date(1968, 1, 1), "chỉ ghi năm 1968"),
    ],
)
def test_dates_of_birth_as_communes_write_them(text: str, value: date, note: str) -> None:
    found = read_day(text, TODAY, is_birth=True)
    assert (found.value, found.note) == (value, note)


@pytest.mark.parametrize("text", ["31/2/1968", "1/5/24", "hôm qua", "1968"])
def test_a_day_that_is_not_certain_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        read_day(text, TODAY, is_birth=False)


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("Receipt.amount", "1.080.000 đ", 1_080_000),
        ("Receipt.amount", "540000.0", 540_000),
        ("Person.sex", "NU", "female"),
        ("PovertyRecognition.poverty_class", "Hộ cận nghèo", "near_poor"),
        ("Household.has_radio", "x", True),
        ("Household.dwelling_area", "62,5", "62.5"),
    ],
)
def test_values_are_read_as_facts(fact: str, text: str, value: object) -> None:
    assert read_value(ENTITIES.fact(fact), text, TODAY) == value


@pytest.mark.parametrize(
    ("fact", "text"),
    [("Receipt.amount", "-5"), ("Person.sex", "?"), ("MeritTitle.injury_rate", "140")],
)
def test_a_wrong_value_says_what_to_write(fact: str, text: str) -> None:
    with pytest.raises(CellError, match="write"):
        read_value(ENTITIES.fact(fact), text, TODAY)


def test_numbers_agree_with_birth_and_sex() -> None:
    born = date(1946, 5, 1)
    assert read_citizen_number("24146000001", born, "female") == "024146000001"
    for wrong, birth, sex in (
        ("024146000001", date(1947, 1, 1), "female"),
        ("024146000001", date(2046, 1, 1), "female"),
        ("024146000001", born, "male"),
        ("999146000001", born, "female"),
        ("121234567", born, "female"),
    ):
        with pytest.raises(CellError):
            read_citizen_number(wrong, birth, sex)


def test_a_small_file_that_unpacks_to_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "UNPACKED", 1000)
    with pytest.raises(DataError, match="unpacks to more than"):
        read_file("a.xlsx", workbook())
