from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ansinh.engine.errors import DataError
from ansinh.web.registry.changing import ConflictError, Proof
from ansinh.web.registry.living import end_row
from ansinh.web.registry.models import MODELS, Event, Transfer
from ansinh.web.registry.rows import household_row
from ansinh.web.registry.transfers import offer, send_back, take_in
from tests.web.conftest import THERE, Office

MOVED = Proof(date(2026, 6, 1), proof="giấy báo cư trú")
PATH = "/households/1/people/11/offer"
FIELDS = {"version": "1", "since": "2026-06-01", "area": "2", "reason": "lấy chồng"}


def offered(office: Office) -> Transfer:
    user = office.user("commune_officer")
    return offer(user, office.mine, 1, office.people[0], office.areas[1], MOVED)


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
    made = offer(user, office.theirs, 1, office.people[2], third, MOVED)
    assert office.client("commune_officer").get(f"/transfers/{made.pk}").status_code == 404


def test_an_offer_is_answered_once(office: Office) -> None:
    made, user = offered(office), office.user("commune_officer", THERE)
    send_back(user, made, "refused", "chưa đến ở")
    with pytest.raises(DataError, match="answered already"):
        take_in(user, made, office.theirs, 1)
    assert people(1) == [11]


def test_an_offer_to_a_household_that_changed_waits(office: Office) -> None:
    made, user = offered(office), office.user("commune_officer", THERE)
    with pytest.raises(ConflictError):
        take_in(user, made, office.theirs, 5)
    made.refresh_from_db()
    assert made.state == Transfer.OPEN
    theirs = office.client("commune_officer", THERE)
    assert theirs.post(f"/transfers/{made.pk}", {"to": "3", "version": "5"}).status_code == 409


def test_nobody_is_offered_twice_nor_to_their_own_commune(office: Office) -> None:
    offered(office)
    user = office.user("commune_officer")
    with pytest.raises(DataError, match="offered already"):
        offer(user, office.mine, 2, office.people[0], office.areas[1], MOVED)
    with pytest.raises(DataError, match="already"):
        offer(user, office.homes[1], 1, office.people[1], office.areas[0], MOVED)


def test_who_left_meanwhile_is_not_taken_in(office: Office) -> None:
    made, user = offered(office), office.user("commune_officer", THERE)
    end_row(office.user("commune_officer"), office.mine, 2, "Person", 11, "moved_away", MOVED)
    made.refresh_from_db()
    with pytest.raises(DataError, match="ended already"):
        take_in(user, Transfer.objects.get(pk=made.pk), office.theirs, 1)
    assert Transfer.objects.get().state == Transfer.OPEN
