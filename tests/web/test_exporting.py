"""Lists as Excel files: real numbers and dates, what the reader may see, kept in the log."""

from __future__ import annotations

from datetime import date
from typing import Any

import fastexcel
import polars as pl
import pytest
from django.test import Client
from django.utils import timezone

from ansinh.web.access.models import Entry
from ansinh.web.office import exporting
from ansinh.web.office.decisions import decide
from ansinh.web.office.models import Finding
from tests.web.conftest import Office, content_of

PLACES = {
    "/xlsx": "viec-hom-nay",
    "/list/missed/xlsx": "duoc-huong-ma-chua-nhan",
    "/people/xlsx": "nguoi-trong-so",
    "/cases/xlsx": "ho-so",
}


def sheet(client: Client, path: str) -> pl.DataFrame:
    book = fastexcel.read_excel(content_of(client.get(path)))
    return book.load_sheet(0, header_row=1).to_polars()


def test_the_list_is_the_page_with_real_numbers_and_dates(office: Office) -> None:
    found = sheet(office.client("commune_officer"), "/list/missed/xlsx?sort=-name")
    assert found["Họ và tên"].to_list() == ["Nông Thị Vầy 2", "Nông Thị Vầy 1"]
    assert found["Được hưởng"].to_list() == [540_000, 540_000]
    assert found["Được hưởng"].dtype.is_numeric()
    assert found["Ngày sinh"].dtype.is_temporal()
    assert found["Ngày sinh"].to_list()[1].isoformat()[:10] == "1946-05-01"
    assert found["Hạn theo luật"].dtype.is_temporal()
    assert found["Xã, phường"].to_list() == ["Xã Tân Sơn"] * 2
    narrowed = sheet(office.client("commune_officer"), "/list/missed/xlsx?village=Thôn 2")
    assert narrowed["Họ và tên"].to_list() == ["Nông Thị Vầy 2"]


def test_a_line_that_looks_like_a_formula_is_text(office: Office) -> None:
    Finding.objects.filter(person_id=11).update(full_name='=HYPERLINK("http://x","y")')
    found = sheet(office.client("commune_officer"), "/list/missed/xlsx?q=vay 1")
    assert found["Họ và tên"].to_list() == ['=HYPERLINK("http://x","y")']


def test_people_cases_and_counts_hold_my_commune_only(office: Office) -> None:
    decide(office.user("commune_officer"), Finding.objects.all(), "accepted")
    client = office.client("commune_leader")
    assert sheet(client, "/people/xlsx?q=vay")["Họ và tên"].to_list() == [
        "Nông Thị Vầy 1",
        "Nông Thị Vầy 2",
    ]
    cases = sheet(client, "/cases/xlsx")
    assert sorted(cases["Họ và tên"].to_list()) == ["Nông Thị Vầy 1", "Nông Thị Vầy 2"]
    assert cases["Lập ngày"].dtype.is_temporal()
    assert set(cases["Trạng thái"]) == {"Chờ quyết định"}


def test_counts_name_nobody(office: Office) -> None:
    counts = sheet(office.client("department_specialist"), "/xlsx")
    assert counts["Số dòng"].to_list() == [2, 2]
    assert counts["Đồng mỗi tháng"].to_list() == [1_080_000, 1_080_000]
    assert counts["Xã, phường"].to_list() == ["Xã Lục Ngạn", "Xã Tân Sơn"]


@pytest.mark.parametrize(("path", "title"), PLACES.items())
def test_a_file_is_named_for_list_place_and_day_and_kept_in_the_log(
    office: Office, path: str, title: str
) -> None:
    answer = office.client("commune_officer").get(path)
    assert content_of(answer)
    day = timezone.localdate().isoformat()
    assert f'filename="{title}_xa-tan-son_{day}.xlsx"' in answer["Content-Disposition"]
    entry = Entry.objects.get(action="export")
    assert entry.detail["rows"] == (0 if "cases" in path else 1 if path == "/xlsx" else 2)


def test_too_many_rows_are_asked_for_in_parts(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST", 1)
    answer: Any = office.client("commune_officer").get("/list/missed/xlsx", follow=True)
    assert "hãy lọc bớt" in answer.content.decode()
    assert not Entry.objects.filter(action="export").exists()


@pytest.mark.parametrize("name", ["not_entitled", "wrong_amount", "soon", "missing"])
def test_every_list_can_be_taken_away(office: Office, name: str) -> None:
    needs = {"benefit": "", "needs": "Person.insurance_pension"} if name == "missing" else {}
    office.found(0, list=name, received=1, then=2, month=date(2027, 1, 1), **needs)
    found = sheet(office.client("commune_officer"), f"/list/{name}/xlsx")
    assert found["Họ và tên"].to_list() == ["Nông Thị Vầy 1"]
