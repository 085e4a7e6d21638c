from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from ansinh.engine.entities import UNKNOWN
from ansinh.engine.errors import DataError
from ansinh.web.access.models import Entry
from ansinh.web.office.views.common import received
from ansinh.web.registry.changing import ConflictError, Proof, change_facts
from ansinh.web.registry.living import (
    add_household,
    add_person,
    end_row,
    move_person,
    reopen_row,
)
from ansinh.web.registry.membership import fill_memberships
from ansinh.web.registry.models import MODELS, Change, Event, Membership
from ansinh.web.registry.rows import household_row
from ansinh.web.registry.snapshot import write_snapshot
from tests.web.conftest import HERE, Office

DAY = date(2026, 6, 1)
ON_THAT_DAY = Proof(DAY, "đơn", "giấy xác nhận")
BABY = {"full_name": "Nông Minh Khôi", "birth_date": "2026-06-01", "sex": "male"}


def people(home: int, on: date | None = None) -> list[int]:
    return sorted(int(row.key) for row in household_row(home, on).members["people"])


def officer(office: Office) -> Any:
    return office.user("commune_officer")


def test_everybody_who_has_none_gets_one_membership(office: Office) -> None:
    assert Membership.objects.filter(how="loaded", since=None, until=None).count() == 4
    assert fill_memberships() == 0


def test_a_newborn_is_in_the_household_from_the_day_of_birth(office: Office) -> None:
    baby = add_person(officer(office), office.mine, 1, BABY, ON_THAT_DAY, "born")
    assert people(1) == [11, baby.pk]
    assert people(1, DAY) == [11, baby.pk]
    assert people(1, DAY - timedelta(days=1)) == [11]
    assert baby.search_name == "nong minh khoi"
    event = Event.objects.get()
    assert (event.kind, event.on, event.version, event.proof) == (
        "born",
        DAY,
        2,
        "giấy xác nhận",
    )


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({**BABY, "full_name": " "}, DAY),
        ({**BABY, "citizen_number": "024151000001"}, DAY),
        ({**BABY, "sex": "golden"}, DAY),
        ({**BABY, "mother": 999}, DAY),
        ({**BABY, "birth_date": "2026-06-02"}, DAY),
        (BABY, date(2999, 1, 1)),
    ],
)
def test_nobody_wrong_is_registered(office: Office, values: dict[str, Any], day: date) -> None:
    with pytest.raises(DataError):
        add_person(officer(office), office.mine, 1, values, Proof(day), "born")
    office.mine.refresh_from_db()
    assert office.mine.version == 1
    assert people(1) == [11]
    assert not Event.objects.exists()


def test_zeros_that_a_sheet_took_from_a_number_are_put_back(office: Office) -> None:
    values = {**BABY, "citizen_number": "24226000001"}
    baby = add_person(officer(office), office.mine, 1, values, ON_THAT_DAY, "born")
    assert baby.citizen_number == "024226000001"


def test_somebody_who_moves_is_found_where_they_lived_that_day(office: Office) -> None:
    move_person(officer(office), office.people[0], 1, office.homes[1], 1, ON_THAT_DAY)
    assert people(1) == []
    assert people(2) == [11, 12]
    assert people(1, DAY - timedelta(days=1)) == [11]
    assert people(2, DAY - timedelta(days=1)) == [12]
    assert people(2, DAY) == [11, 12]
    kinds = Event.objects.order_by("household").values_list("household", "kind")
    assert list(kinds) == [(1, "moved_out"), (2, "moved_in")]


def test_facts_changed_after_a_move_are_as_they_were_before_it(office: Office) -> None:
    user = officer(office)
    move_person(user, office.people[0], 1, office.homes[1], 1, ON_THAT_DAY)
    place = ("Person", 11, "insurance_pension")
    change_facts(user, office.homes[1], 2, {place: 5_000_000}, Proof(date(2026, 7, 1)))
    (then,) = household_row(1, date(2026, 5, 1)).members["people"]
    now = household_row(2).members["people"]
    assert then.values["insurance_pension"] == 0
    assert [p.values["insurance_pension"] for p in now if p.key == 11] == [5_000_000]


@pytest.mark.parametrize("versions", [(7, 1), (1, 7)])
def test_a_move_is_refused_where_either_household_has_changed(
    office: Office, versions: tuple[int, int]
) -> None:
    with pytest.raises(ConflictError):
        move_person(
            officer(office),
            office.people[0],
            versions[0],
            office.homes[1],
            versions[1],
            ON_THAT_DAY,
        )
    assert people(1) == [11]
    assert Membership.objects.count() == 4


def test_a_day_of_moving_before_coming_is_refused(office: Office) -> None:
    user = officer(office)
    baby = add_person(user, office.mine, 1, BABY, ON_THAT_DAY, "born")
    with pytest.raises(DataError, match="before coming"):
        move_person(user, baby, 2, office.homes[1], 1, Proof(DAY))
    assert people(1) == [11, baby.pk]


def test_the_dead_stay_and_the_law_knows_the_day(office: Office) -> None:
    end_row(officer(office), office.mine, 1, "Person", 11, "died", ON_THAT_DAY)
    (person,) = household_row(1).members["people"]
    assert person.values["death_date"] == DAY
    (then,) = household_row(1, date(2026, 5, 1)).members["people"]
    assert then.values["death_date"] is UNKNOWN
    assert Change.objects.get().fact == "death_date"
    office.mine.refresh_from_db()
    with pytest.raises(DataError, match="last day"):
        end_row(officer(office), office.mine, 2, "Person", 11, "died", ON_THAT_DAY)


def test_who_left_is_gone_now_and_there_before(office: Office) -> None:
    end_row(officer(office), office.mine, 1, "Person", 11, "moved_away", ON_THAT_DAY)
    assert people(1) == []
    assert people(1, date(2026, 5, 1)) == [11]
    reopen_row(officer(office), office.mine, 2, "Person", 11, ON_THAT_DAY, date(2026, 8, 1))
    assert people(1) == [11]
    assert people(1, date(2026, 7, 1)) == []


def test_a_mistake_never_was_and_can_be_taken_back(office: Office) -> None:
    user = officer(office)
    end_row(user, office.mine, 1, "Person", 11, "mistake", ON_THAT_DAY)
    assert people(1, date(2026, 5, 1)) == []
    reopen_row(user, office.mine, 2, "Person", 11, ON_THAT_DAY)
    assert people(1) == people(1, date(2026, 5, 1)) == [11]
    assert Membership.objects.filter(person=11, until=None).count() == 1


def test_a_household_ends_and_comes_back_with_its_people(office: Office, tmp_path: Any) -> None:
    user = officer(office)
    end_row(user, office.mine, 1, "Household", 1, "moved_away", ON_THAT_DAY)
    write_snapshot(tmp_path / "out", DAY)
    client = office.client("commune_officer")
    page = client.get("/households/1").content.decode()
    assert "Hộ này đã kết thúc" in page
    assert "/households/1/facts/" not in page
    for path in ("facts/Household/1/toilet", "why/Person/11/assistance.social_pension"):
        assert client.get(f"/households/1/{path}").status_code == 404
    assert people(1, date(2026, 5, 1)) == [11]
    with pytest.raises(DataError, match="ended already"):
        add_person(user, _fresh(1), 2, BABY, ON_THAT_DAY, "born")
    reopen_row(user, _fresh(1), 2, "Household", 1, ON_THAT_DAY)
    assert people(1) == [11]


def test_a_household_with_somebody_alive_is_not_empty(office: Office) -> None:
    with pytest.raises(DataError, match="still lives there"):
        end_row(officer(office), office.mine, 1, "Household", 1, "dissolved", ON_THAT_DAY)
    assert people(1) == [11]


def test_a_new_household_takes_people_in(office: Office) -> None:
    user = officer(office)
    home = add_household(user, office.areas[0], {"village": "Thôn 9"}, ON_THAT_DAY)
    person = add_person(user, home, 1, BABY, ON_THAT_DAY, "came")
    assert people(home.pk) == [person.pk]


def test_every_life_is_a_line_of_the_log(office: Office) -> None:
    user = officer(office)
    add_person(user, office.mine, 1, BABY, ON_THAT_DAY, "born")
    end_row(user, office.mine, 2, "Person", 11, "moved_away", ON_THAT_DAY)
    reopen_row(user, office.mine, 3, "Person", 11, ON_THAT_DAY)
    move_person(user, office.people[1], 1, office.mine, 4, ON_THAT_DAY)
    actions = Entry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["add person", "end row", "reopen row", "move person"]


def test_what_was_received_is_told_where_they_lived_that_day(office: Office) -> None:
    receipt = MODELS["Receipt"].objects.create(
        person_id=11, benefit="assistance.social_pension", amount=540_000, since=date(2026, 1, 1)
    )
    move_person(officer(office), office.people[0], 1, office.homes[1], 1, ON_THAT_DAY)
    told = {("Person", 11): {receipt.benefit: 540_000}}
    assert received(1, date(2026, 5, 1)) == told
    assert received(1, timezone.localdate()) == {}
    assert received(2, timezone.localdate()) == told


# --- pages ----------------------------------------------------------------------------------------


def form(**values: str) -> dict[str, str]:
    return {"version": "1", "since": "2026-06-01", **values}


def test_a_page_registers_a_newborn(office: Office) -> None:
    client = office.client("commune_officer")
    page = client.get("/households/1/people/new/born").content.decode()
    assert "Họ và tên" in page
    answer = client.post("/households/1/people/new/born", form(**BABY, mother="11"))
    assert answer.status_code == 302
    baby = MODELS["Person"].objects.get(full_name="Nông Minh Khôi")
    assert (baby.household_id, baby.mother_id) == (1, 11)
    assert "sinh ra trong hộ" in client.get("/households/1").content.decode()


def test_a_mother_is_found_by_name_and_only_in_my_commune(office: Office) -> None:
    client = office.client("commune_officer")
    path = "/households/1/people/new/born"
    several = client.post(path, form(**BABY, mother_find="vay"))
    assert several.status_code == 422
    assert "Vầy 2" in several.content.decode()
    assert "Vầy 3" not in several.content.decode()
    assert client.post(path, form(**BABY, mother="13")).status_code == 422
    assert client.post(path, form(**BABY, mother_find="vay 2")).status_code == 302
    assert MODELS["Person"].objects.get(full_name="Nông Minh Khôi").mother_id == 12


def test_who_may_be_the_same_is_told_before_saving(office: Office) -> None:
    client = office.client("commune_officer")
    path = "/households/1/people/new/came"
    same = form(full_name="NONG THI VAY 2", birth_date="1946-05-02")
    page = client.post(path, same)
    assert page.status_code == 422
    assert "Có thể là cùng một người" in page.content.decode()
    assert "Nông Thị Vầy 2" in page.content.decode()
    assert client.post(path, {**same, "different": "yes"}).status_code == 302


def test_of_another_commune_only_that_there_is_one_is_told(office: Office) -> None:
    client = office.client("commune_officer")
    fields = form(full_name="Ai đó", birth_date="1946-05-03", sex="female")
    page = client.post(
        "/households/1/people/new/came", {**fields, "citizen_number": "024151000003"}
    ).content.decode()
    assert "Có người như vậy ở xã khác." in page
    assert Entry.objects.get().detail == {"people": [13]}
    assert "Vầy 3" not in page


def test_who_comes_late_sees_what_the_other_did_and_keeps_what_they_wrote(office: Office) -> None:
    client = office.client("commune_officer")
    client.post("/households/1/people/new/born", form(**BABY))
    other = form(full_name="Nông Hải Yến", birth_date="2026-05-20")
    answer = client.post("/households/1/people/new/born", other)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nông Minh Khôi: sinh ra trong hộ" in page
    assert 'value="Nông Hải Yến"' in page
    assert 'name="version" value="2"' in page


def test_pages_end_and_take_up_again(office: Office) -> None:
    client = office.client("commune_officer")
    left = form(how="moved_away", reason="đi làm ăn xa")
    assert client.post("/households/1/end/Person/11", left).status_code == 302
    page = client.get("/households/1").content.decode()
    assert "Từng ở hộ này" in page
    assert "đi làm ăn xa" in page
    back = {"version": "2", "since": "2026-07-01"}
    client.post("/households/1/reopen/Person/11", back)
    assert people(1) == [11]


def test_an_ending_without_its_reason_or_day_is_refused(office: Office) -> None:
    client = office.client("commune_officer")
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    for fields in (
        form(),
        form(how="burnt"),
        form(how="died", since=tomorrow),
        form(how="died", since="x"),
    ):
        assert client.post("/households/1/end/Person/11", fields).status_code == 422
    assert people(1) == [11]


def test_a_page_moves_somebody_to_a_household_of_mine_only(office: Office) -> None:
    client = office.client("commune_officer")
    found = client.get("/households/1/people/11/move?q=vay").content.decode()
    assert "to=2" in found
    assert "to=3" not in found
    assert client.get("/households/1/people/11/move?to=3").status_code == 404
    fields = form(to="2", other_version="1")
    assert client.post("/households/1/people/11/move", {**fields, "to": "3"}).status_code == 404
    assert client.post("/households/1/people/11/move", fields).status_code == 302
    assert people(2) == [11, 12]


def test_the_page_of_an_earlier_day_shows_who_lived_there_and_what_was_known(
    office: Office,
) -> None:
    client = office.client("commune_officer")
    client.post("/households/1/people/11/move", form(to="2", other_version="1"))
    fields = {"value": "Nông Thị Khác", "since": "2026-06-02", "version": "2"}
    client.post("/households/2/facts/Person/11/full_name", fields)
    then = client.get("/households/1?on=2026-05-01").content.decode()
    assert "Hộ Nông Thị Vầy 1" in then
    assert "Nông Thị Khác" in client.get("/households/2").content.decode()
    assert MODELS["Person"].objects.get(pk=11).search_name == "nong thi khac"


def test_a_page_registers_a_household_in_my_commune_only(office: Office) -> None:
    client = office.client("commune_officer")
    fields = form(area=str(HERE), village="Thôn mới")
    assert client.post("/households/new", {**fields, "area": "2"}).status_code == 404
    assert client.post("/households/new", fields).status_code == 302
    assert MODELS["Household"].objects.get(village="Thôn mới").area_id == HERE


def _fresh(home: int) -> Any:
    return MODELS["Household"].objects.get(pk=home)
