"""The worklist: narrowed, ordered, found in, and decided about by marks or by filter."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from ansinh.web.office.models import Decision, Finding
from ansinh.web.office.procedures import due_day
from tests.web.conftest import HERE, THERE, Office


def names(office: Office, query: str, role: str = "commune_officer", name: str = "missed") -> list:
    page = office.client(role).get(f"/list/{name}?{query}").context["page"]
    return [line.finding.full_name.rpartition(" ")[2] for line in page]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["1", "2"]),
        ("sort=-name", ["2", "1"]),
        ("sort=-birth", ["2", "1"]),
        ("sort=amount", ["2", "1"]),
        ("sort=-amount", ["1", "2"]),
        ("sort=-village", ["2", "1"]),
        ("sort=due", ["1", "2"]),
        ("sort=nothing", ["1", "2"]),
        ("village=Thôn 2", ["2"]),
        ("q=vầy 1", ["1"]),
        ("q=VAY 1", ["1"]),
        ("q=024151000002", ["2"]),
        ("benefit=assistance.social_pension", ["1", "2"]),
        ("benefit=assistance.funeral", []),
        (f"area={THERE}", []),
        (f"area={HERE}", ["1", "2"]),
        ("month=2027-01-01", []),
        ("month=x", ["1", "2"]),
    ],
)
def test_a_list_is_narrowed_and_ordered(office: Office, query: str, found: list[str]) -> None:
    Finding.objects.filter(person_id=12).update(due=500_000)
    assert names(office, query) == found


def test_what_has_no_day_by_law_comes_last(office: Office) -> None:
    known = Finding.objects.get(person_id=12)
    Finding.objects.filter(person_id=11).update(benefit="nobody.knows")
    assert due_day(known.benefit, timezone.localdate()) is not None
    assert names(office, "sort=due") == ["2", "1"]
    assert names(office, "sort=-due") == ["2", "1"]


def test_each_line_says_by_when_a_file_of_today_must_be_answered(office: Office) -> None:
    shown = office.client("commune_officer").get("/list/missed").content.decode()
    day = due_day("assistance.social_pension", timezone.localdate())
    assert day is not None
    assert f"{day:%d/%m/%Y}" in shown


def test_a_change_to_come_is_counted_from_its_month(office: Office) -> None:
    office.found(0, list="soon", due=0, then=540_000, month=date(2027, 1, 1))
    (line,) = office.client("commune_officer").get("/list/soon").context["page"]
    assert line.due_on == due_day("assistance.social_pension", date(2027, 1, 1))


def test_the_province_narrows_to_a_commune(office: Office) -> None:
    assert names(office, "", "department_specialist") == ["1", "2", "3", "4"]
    assert names(office, f"area={THERE}", "department_specialist") == ["3", "4"]


def test_there_are_five_lists(office: Office) -> None:
    client = office.client("commune_officer")
    for name in ("missed", "not_entitled", "wrong_amount", "soon", "missing"):
        assert client.get(f"/list/{name}").status_code == 200
    assert client.get("/list/everything").status_code == 404


def test_a_filter_answers_with_the_rows_alone(office: Office) -> None:
    client = office.client("commune_officer")
    rows = client.get("/list/missed", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in rows
    assert "2 dòng" in " ".join(rows.split())


def test_all_that_match_the_filter_are_decided_beyond_the_page(office: Office) -> None:
    client = office.client("commune_officer")
    form = {"all": "1", "expected": "1", "village": "Thôn 2", "action": "accepted"}
    client.post("/list/missed/act", form)
    assert list(Decision.objects.values_list("person_id", flat=True)) == [12]
    form = {"all": "1", "expected": "1", "action": "rejected", "reason": "đã chuyển đi"}
    client.post("/list/missed/act", form)
    assert set(Decision.objects.values_list("person_id", flat=True)) == {11, 12}


@pytest.mark.parametrize("form", [{"all": "1", "expected": "9"}, {"all": "1"}, {}, {"key": "x"}])
def test_another_number_of_lines_than_was_shown_decides_nothing(
    office: Office, form: dict[str, str]
) -> None:
    client = office.client("commune_officer")
    answer = client.post("/list/missed/act", {**form, "action": "accepted"}, follow=True)
    assert not Decision.objects.exists()
    told = answer.content.decode()
    assert "vừa thay đổi" in told or "Chưa chọn dòng nào" in told or "cho 0 dòng" in told


def test_a_list_speaks_english_on_an_english_page(office: Office) -> None:
    client = office.client("commune_officer")
    client.cookies["django_language"] = "en"
    shown = client.get("/list/missed").content.decode()
    assert "Is 75 years old" in shown
    assert "Article 21" in shown
    assert "Đủ 75 tuổi" not in shown


def test_a_household_is_named_in_the_language_of_the_page(office: Office) -> None:
    Finding.objects.filter(person_id=11).update(person=None, full_name="Hộ Nông Thị Vầy")
    client = office.client("commune_officer")
    assert "Hộ Nông Thị Vầy" in client.get("/list/missed").content.decode()
    client.cookies["django_language"] = "en"
    assert "Household of Nông Thị Vầy" in client.get("/list/missed").content.decode()


def test_what_ends_by_itself_needs_no_file(office: Office) -> None:
    office.found(0, list="soon", due=540_000, then=0, month=date(2027, 1, 1))
    (line,) = office.client("commune_officer").get("/list/soon").context["page"]
    assert (line.needs_file, line.due_on) == (False, None)
