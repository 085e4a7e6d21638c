from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ansinh.engine.errors import DataError
from ansinh.web.office.decisions import close, decide
from ansinh.web.office.models import Case, Finding
from ansinh.web.registry.changing import ConflictError, Proof
from ansinh.web.registry.living import add_person, end_row
from ansinh.web.registry.models import MODELS, Event, Transfer
from ansinh.web.registry.rows import household_row
from ansinh.web.registry.transfers import offer, send_back, take_in, take_in_as_household
from tests.web.conftest import THERE, Office

MOVED = Proof(date(2026, 6, 1), proof="giấy báo cư trú")
PATH = "/households/1/people/11/offer"
FIELDS = {"version": "1", "since": "2026-06-01", "area": "2", "reason": "lấy chồng"}


def offered(office: Office) -> Transfer:
    user = office.user("commune_officer")
    (made,) = offer(user, office.mine, 1, office.people[:1], office.areas[1], MOVED)
    return made


def people(home: int, on: date | None = None) -> list[Any]:
    return [row.key for row in household_row(home, on).members["people"]]


def test_who_is_offered_stays_until_they_are_taken_in(office: Office) -> None:
    mine, theirs = office.client("commune_officer"), office.client("commune_officer", THERE)
    assert mine.post(PATH, FIELDS).status_code == 302
    (made,) = Transfer.objects.all()
    assert people(1) == [11]
    assert "Vầy 1" not in theirs.get("/people?q=vay").content.decode()
    assert "Vầy 1" in theirs.get("/transfers").content.decode()
    page = theirs.get(f"/transfers/{made.pk}?q=vay 3").content.decode()
    assert "?to=3" in page
    answer = theirs.post(f"/transfers/{made.pk}", {"to": "3", "version": "1"})
    assert answer.status_code == 302
    assert people(1) == []
    assert sorted(people(3)) == [11, 13]
    assert people(1, date(2026, 5, 31)) == [11]
    assert "Vầy 1" in theirs.get("/people?q=vay").content.decode()
    assert "Vầy 1" not in mine.get("/people?q=vay").content.decode()
    assert "Vầy 1" in theirs.get("/list/missed").content.decode()
    assert "Vầy 1" not in mine.get("/list/missed").content.decode()
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["offered", "moved_out", "moved_in"]


def test_only_the_two_communes_see_an_offer_and_each_does_its_part(office: Office) -> None:
    made = offered(office)
    path = f"/transfers/{made.pk}"
    mine, theirs = office.client("commune_officer"), office.client("commune_officer", THERE)
    assert mine.post(path, {"to": "2", "version": "1"}).status_code == 404
    assert mine.post(path, {"refuse": "1", "answer": "không"}).status_code == 404
    assert theirs.post(path, {"withdraw": "1"}).status_code == 404
    assert theirs.post(path, {"to": "1", "version": "1"}).status_code == 404
    assert office.client("commune_leader", THERE).get(path).status_code == 403
    assert theirs.post(path, {"refuse": "1"}).status_code == 422
    assert theirs.post(path, {"refuse": "1", "answer": "chưa đến ở"}).status_code == 302
    assert people(1) == [11]
    assert "chưa đến ở" in mine.get("/households/1").content.decode()


def test_an_offer_of_communes_of_others_does_not_exist(office: Office) -> None:
    user = office.user("commune_officer", THERE)
    third = MODELS["Area"].objects.create(pk=9, code="09", name="Xã Ba", kind="rural")
    (made,) = offer(user, office.theirs, 1, office.people[2:3], third, MOVED)
    assert office.client("commune_officer").get(f"/transfers/{made.pk}").status_code == 404


def test_an_offer_is_answered_once(office: Office) -> None:
    made, user = offered(office), office.user("commune_officer", THERE)
    send_back(user, made, "refused", "chưa đến ở")
    with pytest.raises(DataError, match="answered already"):
        take_in(user, [made], office.theirs, 1)
    assert people(1) == [11]


def test_an_offer_to_a_household_that_changed_waits(office: Office) -> None:
    made, user = offered(office), office.user("commune_officer", THERE)
    with pytest.raises(ConflictError):
        take_in(user, [made], office.theirs, 5)
    made.refresh_from_db()
    assert made.state == Transfer.OPEN
    theirs = office.client("commune_officer", THERE)
    assert theirs.post(f"/transfers/{made.pk}", {"to": "3", "version": "5"}).status_code == 409


def test_nobody_is_offered_twice_nor_to_their_own_commune(office: Office) -> None:
    offered(office)
    user = office.user("commune_officer")
    with pytest.raises(DataError, match="offered already"):
        offer(user, office.mine, 2, office.people[:1], office.areas[1], MOVED)
    with pytest.raises(DataError, match="already"):
        offer(user, office.homes[1], 1, office.people[1:2], office.areas[0], MOVED)


def test_who_left_meanwhile_is_not_taken_in(office: Office) -> None:
    made, user = offered(office), office.user("commune_officer", THERE)
    end_row(office.user("commune_officer"), office.mine, 2, "Person", 11, "moved_away", MOVED)
    made.refresh_from_db()
    with pytest.raises(DataError, match="ended already"):
        take_in(user, [Transfer.objects.get(pk=made.pk)], office.theirs, 1)
    assert Transfer.objects.get().state == Transfer.OPEN


@pytest.fixture
def family(office: Office) -> Office:
    """The first household has a second person, and one who has died."""
    user, day = office.user("commune_officer"), Proof(date(2020, 1, 1))
    for version, name in ((1, "Nông Văn Bảy"), (2, "Nông Thị Tám")):
        add_person(user, office.mine, version, {"full_name": name}, day, "came")
    MODELS["Person"].objects.filter(full_name="Nông Thị Tám").update(death_date=date(2025, 1, 1))
    return office


WHOLE = {**FIELDS, "version": "3", "together": "1"}


def test_a_whole_household_moves_and_founds_one_of_its_own(family: Office) -> None:
    mine, theirs = family.client("commune_officer"), family.client("commune_officer", THERE)
    assert "Nông Văn Bảy)" in mine.get("/households/1/people/11/move").content.decode()
    assert mine.post(PATH, WHOLE).status_code == 302
    first, second = Transfer.objects.order_by("pk")
    page = theirs.get(f"/transfers/{second.pk}").content.decode()
    assert "Cùng những người cùng hộ: Nông Thị Vầy 1" in " ".join(page.split())
    fields = {"new": "1", "together": "1", "village": "Thôn Mới"}
    answer = theirs.post(f"/transfers/{second.pk}", fields)
    home = MODELS["Household"].objects.get(village="Thôn Mới")
    assert answer.url == f"/households/{home.pk}"
    assert home.area_id == THERE
    assert sorted(people(home.pk)) == sorted([first.person_id, second.person_id])
    assert set(Transfer.objects.values_list("state", flat=True)) == {Transfer.TAKEN}
    assert "Nông Văn Bảy" in theirs.get(f"/households/{home.pk}").content.decode()


def test_one_of_a_household_may_be_taken_in_without_the_others(family: Office) -> None:
    family.client("commune_officer").post(PATH, WHOLE)
    first, second = Transfer.objects.order_by("pk")
    theirs = family.client("commune_officer", THERE)
    theirs.post(f"/transfers/{first.pk}", {"to": "3", "version": "1"})
    assert sorted(people(3)) == [11, 13]
    second.refresh_from_db()
    assert second.state == Transfer.OPEN


def test_a_household_is_offered_whole_or_not_at_all(family: Office) -> None:
    other = MODELS["Person"].objects.get(full_name="Nông Văn Bảy")
    offer(family.user("commune_officer"), family.mine, 3, [other], family.areas[1], MOVED)
    answer = family.client("commune_officer").post(PATH, {**WHOLE, "version": "4"})
    assert answer.status_code == 422
    assert Transfer.objects.get().person == other


def test_where_one_cannot_be_taken_in_nobody_is_and_no_household_is_left(family: Office) -> None:
    family.client("commune_officer").post(PATH, WHOLE)
    first, second = Transfer.objects.order_by("pk")
    user = family.user("commune_officer", THERE)
    send_back(user, second, "refused", "chưa đến ở")
    before = MODELS["Household"].objects.count()
    with pytest.raises(DataError, match="answered already"):
        take_in_as_household(user, [first, second], {"village": "Thôn Mới"})
    assert MODELS["Household"].objects.count() == before
    assert 11 in people(1)
    first.refresh_from_db()
    assert first.state == Transfer.OPEN


def test_an_open_case_goes_with_the_person_and_a_decided_one_stays(office: Office) -> None:
    user, leader = office.user("commune_officer"), office.user("commune_leader")
    office.found(0, benefit="assistance.health_card", list="soon")
    decide(user, Finding.objects.filter(person_id=11), "accepted")
    close(leader, Case.objects.filter(list="soon"), Case.GRANTED)
    made = offered(office)
    take_in(office.user("commune_officer", THERE), [made], office.theirs, 1)
    homes = dict(Case.objects.values_list("list", "household_id"))
    assert homes == {"missed": office.theirs.pk, "soon": office.mine.pk}
    path = "/cases?q=vay 1"
    assert "Vầy 1" in office.client("commune_officer", THERE).get(path).content.decode()
