"""A file through the pages: sent, its columns said, looked at, taken in, undone."""

from __future__ import annotations

import io
from typing import Any

import fastexcel
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ansinh.web.registry.models import MODELS, Batch
from tests.web.conftest import Office
from tests.web.imports.files import POOR, workbook

Recognition = MODELS["PovertyRecognition"]


def send(client: Client, rows: list[list[Any]], form: str = "poor_list") -> Batch:
    sent = SimpleUploadedFile("hộ nghèo.xlsx", workbook(rows))
    client.post("/imports", {"form": form, "file": sent})
    return Batch.objects.latest("pk")


def check(client: Client, batch: Batch, **more: str) -> str:
    (columns,) = batch.matched.values()
    fields = {f"column-0-{place}": code for place, code in columns.items()}
    since = {"PovertyRecognition.since": "01/01/2026"}
    client.post(f"/imports/{batch.pk}/check", {**fields, **since, **more})
    return client.get(f"/imports/{batch.pk}").content.decode()


def test_a_file_goes_through_its_steps(office: Office) -> None:
    client = office.client("commune_officer")
    batch = send(client, POOR)
    page = client.get(f"/imports/{batch.pk}").content.decode()
    assert "Phân loại hộ / Hộ nghèo" in page
    page = check(client, batch)
    assert "Nhập <b>" in page or "Nhập 2 dòng không có lỗi" in page
    assert "Loại hộ: Hộ nghèo" in page
    client.post(f"/imports/{batch.pk}/take", {"all": "1"})
    assert Recognition.objects.filter(closed_on=None).count() == 2
    assert "Hoàn tác cả tệp" in client.get(f"/imports/{batch.pk}").content.decode()
    client.post(f"/imports/{batch.pk}/undo")
    assert not Recognition.objects.filter(closed_on=None).exists()
    assert "Đã hoàn tác" in client.get(f"/imports/{batch.pk}").content.decode()


def test_marked_rows_alone_are_taken(office: Office) -> None:
    client = office.client("commune_officer")
    batch = send(client, POOR)
    check(client, batch)
    client.post(f"/imports/{batch.pk}/take", {"chosen": "1"})
    assert not Recognition.objects.exists()
    row = batch.rows.order_by("pk").last()
    assert row is not None
    client.post(f"/imports/{batch.pk}/take", {"chosen": "1", "row": str(row.pk)})
    assert [r.household_id for r in Recognition.objects.all()] == [2]


def test_problems_are_told_and_marked_in_the_file_that_comes_back(office: Office) -> None:
    client = office.client("commune_officer")
    rows = [list(row) for row in POOR]
    rows[3][2] = "32/5/1946"
    batch = send(client, rows)
    page = check(client, batch)
    assert "ghi ngày/tháng/năm" in page
    answer = client.get(f"/imports/{batch.pk}/corrected")
    sheet = fastexcel.read_excel(answer.content).load_sheet(0, header_row=None).to_polars()
    cells = [[str(cell or "") for cell in row] for row in sheet.iter_rows()]
    assert cells[3][2] == "32/5/1946"
    assert "C: ghi ngày/tháng/năm" in cells[3][-1]
    assert cells[4][1] == "Nông Thị Vầy 2"
    with io.BytesIO(answer.content) as file:
        assert file.read(2) == b"PK"


def test_a_wrong_file_says_why_and_leaves_nothing(office: Office) -> None:
    client = office.client("commune_officer")
    sent = SimpleUploadedFile("ảnh.xlsx", b"not a table")
    page = client.post("/imports", {"form": "poor_list", "file": sent}, follow=True)
    assert "không phải tệp Excel hoặc CSV" in page.content.decode()
    assert not Batch.objects.exists()


def test_a_step_is_not_done_twice(office: Office) -> None:
    client = office.client("commune_officer")
    batch = send(client, POOR)
    check(client, batch)
    for _ in range(2):
        client.post(f"/imports/{batch.pk}/take", {"all": "1"})
    assert Recognition.objects.count() == 2


def test_english_pages_are_english(office: Office) -> None:
    client = office.client("commune_officer")
    client.cookies["django_language"] = "en"
    batch = send(client, POOR)
    page = check(client, batch)
    assert "rows without a problem" in page
    assert "Class: Poor" in page
