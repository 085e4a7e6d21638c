from __future__ import annotations

from datetime import date
from typing import Any

from ansinh.web.office.timeline import coming, past
from ansinh.web.office.views.known import shown_on
from ansinh.web.registry.changing import Proof, change_facts
from ansinh.web.registry.living import add_record, end_row
from ansinh.web.registry.models import MODELS, Household
from tests.web.conftest import Office

TODAY = date(2026, 11, 24)
SINCE = Proof(date(2026, 6, 1), "hội đồng xã")


def lines(office: Office, which: str) -> list[tuple[date, str, str]]:
    user, home = office.user("commune_officer"), Household.objects.get(pk=1)
    shown = shown_on(user, home, TODAY, sees=True)
    found = (
        coming(home, shown, TODAY, sees=True)
        if which == "coming"
        else past(user, home, shown, TODAY, sees=True)
    )
    return [(moment.on, moment.who, moment.text) for moment in found]


def test_a_benefit_starts_on_the_birthday_the_law_names(office: Office) -> None:
    MODELS["Person"].objects.filter(pk=11).update(birth_date=date(1952, 3, 10))
    starts = [line for line in lines(office, "coming") if "hưu trí xã hội" in line[2]]
    ((on, who, text),) = starts
    assert (on.year, on.month, who) == (2027, 3, "Nông Thị Vầy 1")
    assert "bắt đầu, 540.000 đ" in text


def test_nothing_comes_where_nothing_changes(office: Office) -> None:
    assert [line for line in lines(office, "coming") if "hưu trí xã hội" in line[2]] == []


def test_records_lives_and_changes_stand_by_their_days(office: Office) -> None:
    user, home = office.user("commune_officer"), office.mine
    severe = {"kind": "mobility", "degree": "severe", "certified_on": "2026-05-01"}
    add_record(user, home, 1, "Disability", 11, {**severe, "until": "2027-05-01"}, SINCE)
    change_facts(user, home, 2, {("Household", 1, "toilet"): "none"}, SINCE)
    end_row(user, home, 3, "Person", 11, "died", Proof(date(2026, 7, 1)))
    told = lines(office, "past")
    assert told == sorted(told, key=lambda line: line[0], reverse=True)
    assert (date(1946, 5, 1), "Nông Thị Vầy 1", "sinh") in told
    assert [line for line in told if line[2].endswith("mất")] == [
        (date(2026, 7, 1), "Nông Thị Vầy 1", "mất")
    ]
    assert any(on == date(2026, 5, 1) and "Khuyết tật" in text for on, _, text in told)
    assert any("Tự hoại, bán tự hoại → Không có" in text for _, _, text in told)
    ends = [on for on, _, text in lines(office, "coming") if "Khuyết tật" in text]
    assert date(2027, 5, 1) in ends


def test_the_page_is_printable_and_of_mine_only(office: Office) -> None:
    client = office.client("commune_officer")
    page = client.get("/households/1/timeline").content.decode()
    assert "Mười hai tháng tới" in page
    assert "data-print" in page
    assert client.get("/households/3/timeline").status_code == 404


def test_sensitive_changes_are_hidden_on_the_timeline(office: Office) -> None:
    user: Any = office.user("commune_officer")
    change_facts(user, office.mine, 1, {("Person", 11, "has_hiv"): False}, SINCE)
    shown = "Có → Không"
    assert shown in office.client("commune_officer").get("/households/1/timeline").content.decode()
    page = office.client("commune_leader").get("/households/1/timeline").content.decode()
    assert shown not in page
