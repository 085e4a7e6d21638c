from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ansinh.web.registry.models import MODELS
from ansinh.web.registry.places import former_units, unit_on, units_named
from tests.web.conftest import Office

Area, Household = MODELS["Area"], MODELS["Household"]
MERGED = date(2025, 7, 1)


@pytest.fixture
def office(office: Office) -> Office:
    """My commune is new; household 1 was of Đèo Gia before, and moved in from Lục Ngạn in 2020."""
    Area.objects.filter(pk=1).update(valid_from=MERGED)
    old = Area.objects.create(
        pk=5, code="07", name="Xã Đèo Gia", valid_to=MERGED, district_name="Huyện Lục Ngạn"
    )
    Area.objects.create(pk=6, code="02", name="Xã khác", valid_from=MERGED)
    Area.objects.filter(pk=2).update(valid_to=MERGED)
    moved = {"moved_in_on": date(2020, 3, 1), "moved_from_code": "02"}
    Household.objects.filter(pk=1).update(former_area=old, **moved)
    return office


@pytest.mark.parametrize(
    ("day", "unit"),
    [
        (date(2019, 1, 1), "Xã Lục Ngạn"),
        (date(2020, 2, 29), "Xã Lục Ngạn"),
        (date(2020, 3, 1), "Xã Đèo Gia"),
        (date(2025, 6, 30), "Xã Đèo Gia"),
        (date(2025, 7, 1), "Xã Tân Sơn"),
        (date(2026, 11, 30), "Xã Tân Sơn"),
    ],
)
def test_a_household_has_its_unit_on_any_day(office: Office, day: date, unit: str) -> None:
    assert unit_on(Household.objects.get(pk=1), day).name == unit


def test_where_nobody_knows_there_is_no_unit(office: Office) -> None:
    assert unit_on(Household.objects.get(pk=2), date(2020, 1, 1)) is None


def test_a_commune_answers_to_its_old_names(office: Office) -> None:
    assert [unit.name for unit in former_units(office.areas[0])] == ["Xã Đèo Gia"]
    page = office.client("commune_officer").get("/people").content.decode()
    assert "?q=X%C3%A3%20%C4%90%C3%A8o%20Gia" in page


@pytest.mark.parametrize("words", ["Xã Đèo Gia", "deo gia", "ĐÈO GIA", "xa deo gia"])
def test_an_old_name_finds_its_people(office: Office, words: str) -> None:
    page = office.client("commune_officer").get("/people", {"q": words}).content.decode()
    assert "Vầy 1" in page
    assert "Vầy 2" not in page
    assert "Huyện Lục Ngạn" in page


def test_an_old_name_opens_no_other_commune(office: Office) -> None:
    there = Area.objects.get(pk=5)
    Household.objects.filter(pk=3).update(former_area=there)
    page = office.client("commune_officer").get("/people?q=deo gia").content.decode()
    assert "Vầy 3" not in page


def test_part_of_a_name_is_no_place(office: Office) -> None:
    assert units_named("gia") == []
    assert units_named(" ") == []


def test_the_page_of_an_earlier_day_names_the_unit_of_that_day(office: Office) -> None:
    client: Any = office.client("commune_officer")
    assert "Xã Đèo Gia ›" in client.get("/households/1?on=2025-01-01").content.decode()
    assert "Xã Tân Sơn ›" in client.get("/households/1").content.decode()
