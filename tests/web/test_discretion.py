"""Benefits whose name tells a sensitive fact: hidden in rows, found with the glass."""

from __future__ import annotations

import pytest
from django.test import Client

from ansinh.web.access import discretion, policy
from ansinh.web.office.counting import waiting_kinds
from ansinh.web.office.decisions import decide
from ansinh.web.office.models import Case, Finding
from tests.web.conftest import Office, content_of
from tests.web.test_exporting import sheet
from tests.web.test_home import TODAY

HIV, NAME = "assistance.hiv", "nhiễm HIV"


@pytest.fixture
def told(office: Office) -> Office:
    """Person 11 may have the benefit, person 12 a case for it."""
    words = {
        "benefit": HIV,
        "name": f"Trợ cấp người {NAME}",
        "reason": f"Bà {NAME}",
        "reason_en": "HIV",
    }
    office.found(0, **words)
    second = office.found(1, **words)
    decide(office.user("commune_officer"), Finding.objects.filter(pk=second.pk), "accepted")
    return office


def read(client: Client, path: str) -> str:
    return content_of(client.get(path)).decode()


def test_what_a_benefit_tells_is_read_off_the_law() -> None:
    assert HIV in discretion.revealing()
    assert "assistance.health_card" not in discretion.revealing()
    assert "assistance.health_card" in discretion.resting()
    assert "assistance.social_pension" not in discretion.resting()


@pytest.mark.parametrize("role", ["commune_leader", "department_specialist", "inspector"])
@pytest.mark.parametrize(
    "path", ["/", "/list/missed", "/list/missed?benefit=assistance.hiv", "/cases"]
)
def test_pages_do_not_name_it(told: Office, role: str, path: str) -> None:
    assert "HIV" not in read(told.client(role), path)
    assert "HIV" in read(told.client("commune_officer"), path.partition("?")[0])


def test_the_province_leader_counts_without_it(told: Office) -> None:
    assert "HIV" not in read(told.client("province_leader"), "/")
    benefits = {w.kind["benefit"] for w in waiting_kinds(told.user("province_leader"), TODAY)}
    assert HIV not in benefits


@pytest.mark.parametrize("path", ["/xlsx", "/list/missed/xlsx", "/cases/xlsx"])
def test_files_do_not_name_it(told: Office, path: str) -> None:
    assert "HIV" not in str(sheet(told.client("commune_leader"), path).to_dicts())
    assert "HIV" in str(sheet(told.client("commune_officer"), path).to_dicts())


def test_a_case_is_there_only_through_the_glass_of_its_household(told: Office) -> None:
    case, leader = Case.objects.get(), told.client("commune_leader")
    assert leader.get(f"/cases/{case.pk}").status_code == 404
    assert leader.post(f"/cases/{case.pk}/close", {"state": "granted"}).status_code == 404
    leader.post(f"/households/{case.household_id}/glass", {"reason": "quyết định hồ sơ"})
    assert "HIV" in read(leader, f"/cases/{case.pk}")
    leader.post(f"/cases/{case.pk}/close", {"state": "granted"})
    assert Case.objects.get().state == Case.GRANTED


def test_a_reason_that_may_tell_is_covered(told: Office) -> None:
    Finding.objects.filter(person_id=12, benefit="assistance.social_pension").update(
        note=f"Chuyển từ chế độ đang nhận: trợ cấp người {NAME} thuộc hộ nghèo", reason=""
    )
    told.found(0, benefit="assistance.health_card", name="Thẻ", reason=f"Cháu {NAME}")
    shown = read(told.client("commune_leader"), "/list/missed")
    assert "HIV" not in shown
    assert shown.count("•••") == 2
    assert "•••" not in read(told.client("commune_officer"), "/list/missed")


def test_a_household_shows_it_only_through_the_glass(told: Office) -> None:
    told.people[0].household_id = 1
    leader = told.client("commune_leader")
    user = told.user("commune_leader")
    assert not policy.sees_sensitive(user, told.mine)
    why = f"/households/1/why/Person/11/{HIV}"
    assert leader.get(why).status_code == 404
    card = read(leader, "/households/1/why/Person/11/assistance.health_card")
    assert "HIV" not in card
    assert "•••" in card
    leader.post("/households/1/glass", {"reason": "xác minh đơn"})
    assert "HIV" in read(leader, why)
