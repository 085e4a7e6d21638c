"""What waits today: counted by benefit, by law, by month and by question; of my commune only."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from ansinh.web.office.counting import waiting_kinds
from ansinh.web.office.decisions import decide
from ansinh.web.office.models import Case, Finding
from tests.web.conftest import HERE, Office

TODAY = date(2026, 11, 30)


def page(office: Office, role: str = "commune_officer", language: str = "vi") -> str:
    client = office.client(role)
    client.cookies["django_language"] = language
    return client.get("/").content.decode()


def test_a_list_is_counted_by_benefit_with_its_money_a_month(office: Office) -> None:
    kinds = waiting_kinds(office.user("commune_officer"), TODAY)
    assert [(w.kind["benefit"], w.lines, w.monthly) for w in kinds] == [
        ("assistance.social_pension", 2, 1_080_000)
    ]
    assert "1,08 triệu đ" in page(office)
    assert "1,08 m đ" in page(office, language="en")


def test_what_is_decided_waits_no_more(office: Office) -> None:
    user = office.user("commune_officer")
    decide(user, Finding.objects.filter(person_id=11), "accepted")
    (left,) = waiting_kinds(user, TODAY)
    assert (left.lines, left.monthly) == (1, 540_000)
    decide(user, Finding.objects.filter(person_id=12), "rejected", reason="đã chuyển đi")
    assert waiting_kinds(user, TODAY) == []


def test_what_is_not_money_a_month_has_no_money_a_month(office: Office) -> None:
    Finding.objects.all().delete()
    office.found(0, benefit="assistance.funeral", due=10_000_000)
    (once,) = waiting_kinds(office.user("commune_officer"), TODAY)
    assert (once.lines, once.due, once.monthly) == (1, 10_000_000, 0)


def test_cases_stand_by_when_the_law_wants_them_answered(office: Office) -> None:
    decide(office.user("commune_officer"), Finding.objects.filter(area_id=HERE), "accepted")
    late, soon = Case.objects.order_by("pk")
    today = timezone.localdate()
    Case.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=1))
    Case.objects.filter(pk=soon.pk).update(due_on=today + timedelta(days=7))
    spans = {s["name"]: s for s in office.client("commune_leader").get("/").context["spans"]}
    assert [spans[name]["count"] for name in ("overdue", "week", "later")] == [1, 1, 0]
    (row,) = spans["overdue"]["rows"]
    assert row["procedure"].vi


def test_what_changes_soon_stands_by_month(office: Office) -> None:
    for place, month in ((0, date(2027, 2, 1)), (1, date(2027, 1, 1))):
        office.found(place, list="soon", due=0, then=540_000, month=month)
    months = office.client("commune_officer").get("/").context["months"]
    assert [(m["month"], m["lines"]) for m in months] == [
        (date(2027, 1, 1), 1),
        (date(2027, 2, 1), 1),
    ]


def test_a_question_says_how_many_wait_on_it(office: Office) -> None:
    for place in (0, 1):
        office.found(place, list="missing", benefit="", needs="Person.insurance_pension", due=None)
    (asked,) = office.client("commune_officer").get("/").context["questions"]
    assert (asked["waiting"].lines, asked["of_homes"]) == (2, False)
    assert "lương hưu" in asked["text"]


def test_communes_stand_side_by_side_for_who_sees_several(office: Office) -> None:
    assert "Các xã, phường" not in page(office)
    shown = page(office, "department_specialist")
    assert all(area.name in shown for area in office.areas)


def test_a_province_leader_gets_counts_and_nobodys_name(office: Office) -> None:
    decide(office.user("commune_officer"), Finding.objects.filter(person_id=11), "accepted")
    client = office.client("province_leader")
    shown = client.get("/").content.decode()
    assert all(area.name in shown for area in office.areas)
    assert "1,62 triệu đ" in shown
    assert "Vầy" not in shown
    assert "Thôn 1" not in shown
    assert "/list/" not in shown
    assert client.get("/list/missed").status_code == 403


def test_an_administrator_sees_no_counts(office: Office) -> None:
    assert "Được hưởng mà chưa nhận" not in page(office, "administrator")
