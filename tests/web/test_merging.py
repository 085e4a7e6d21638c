from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ansinh.engine.errors import DataError
from ansinh.web.office.models import Finding
from ansinh.web.registry.changing import ConflictError, Proof, change_facts
from ansinh.web.registry.living import add_record
from ansinh.web.registry.merging import merge_people, undo_merge
from ansinh.web.registry.models import MODELS, Event, Merge
from ansinh.web.registry.rows import household_row
from tests.web.conftest import Office

SINCE = Proof(date(2026, 6, 1))
SEVERE = {"kind": "mobility", "degree": "severe"}
Person, Disability = MODELS["Person"], MODELS["Disability"]


@pytest.fixture
def two(office: Office) -> tuple[Any, Any, Any]:
    """An officer and two rows; the second has a record, a child and another birth date."""
    user = office.user("commune_officer")
    kept, dropped = office.people[:2]
    add_record(user, office.homes[1], 1, "Disability", 12, SEVERE, SINCE)
    Person.objects.filter(pk=14).update(mother=12)
    return user, kept, dropped


def everything() -> dict[str, list[dict[str, Any]]]:
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Person, Disability, Finding, MODELS["Receipt"])
    }


def test_records_and_kin_go_over_and_come_back(two: tuple[Any, Any, Any], office: Office) -> None:
    user, kept, dropped = two
    before = everything()
    made = merge_people(user, kept, 1, dropped, 2, ["birth_date"], "một người ghi hai lần")
    kept.refresh_from_db()
    assert kept.birth_date == date(1946, 5, 2)
    (row,) = household_row(1).members["people"]
    assert [d.values["degree"].code for d in row.members["disabilities"]] == ["severe"]
    assert household_row(2).members["people"] == []
    assert Person.objects.get(pk=14).mother_id == 11
    assert set(Finding.objects.values_list("person", flat=True)) == {11, 13, 14}
    assert made.moved["registry.Disability.person_id"] == [Disability.objects.get().pk]
    made = Merge.objects.get(pk=made.pk)
    undo_merge(user, made, 2, 3)
    assert everything() == before
    assert [p.key for p in household_row(2).members["people"]] == [12]
    kinds = Event.objects.filter(entity="Person").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["merged", "merged", "parted", "parted"]


@pytest.mark.parametrize("versions", [(7, 2), (1, 7)])
def test_a_merge_is_refused_where_either_household_has_changed(
    two: tuple[Any, Any, Any], versions: tuple[int, int]
) -> None:
    user, kept, dropped = two
    with pytest.raises(ConflictError):
        merge_people(user, kept, versions[0], dropped, versions[1])
    assert not Merge.objects.exists()
    assert Person.objects.filter(closed_on__isnull=True).count() == 4


def test_one_row_or_an_ended_one_is_not_merged(two: tuple[Any, Any, Any]) -> None:
    user, kept, dropped = two
    with pytest.raises(DataError, match="one row"):
        merge_people(user, kept, 1, kept, 1)
    merge_people(user, kept, 1, dropped, 2)
    with pytest.raises(DataError, match="ended already"):
        merge_people(user, kept, 2, Person.objects.get(pk=12), 3)


def test_a_merge_is_undone_once_and_not_over_a_later_value(two: tuple[Any, Any, Any]) -> None:
    user, kept, dropped = two
    made = merge_people(user, kept, 1, dropped, 2, ["birth_date"])
    change_facts(user, kept.household, 2, {("Person", 11, "birth_date"): "1940-01-01"}, SINCE)
    again = Merge.objects.get(pk=made.pk)
    with pytest.raises(DataError, match="changed since"):
        undo_merge(user, again, 3, 3)
    place = {("Person", 11, "birth_date"): "1946-05-02"}
    change_facts(user, kept.household, 3, place, SINCE)
    undo_merge(user, Merge.objects.get(pk=made.pk), 4, 3)
    with pytest.raises(DataError, match="undone already"):
        undo_merge(user, Merge.objects.get(pk=made.pk), 5, 4)


def test_two_rows_of_one_household_are_merged(office: Office) -> None:
    other = Person.objects.create(household=office.mine, full_name="Nông Thị Vầy 1")
    user = office.user("commune_officer")
    merge_people(user, office.people[0], 1, other, 1)
    assert [p.key for p in household_row(1).members["people"]] == [11]


# --- pages ----------------------------------------------------------------------------------------


def test_a_page_shows_both_side_by_side_merges_and_parts(
    two: tuple[Any, Any, Any], office: Office
) -> None:
    client = office.client("commune_officer")
    path = "/households/1/people/11/merge"
    assert "Vầy 2" in client.get(f"{path}?q=vay").content.decode()
    page = client.get(f"{path}?with=12").content.decode()
    assert "01/05/1946" in page
    assert "02/05/1946" in page
    assert "Khuyết tật (1)" in page
    fields = {"version": "1", "other_version": "2", "with": "12", "taken": ["birth_date"]}
    assert client.post(path, fields).status_code == 302
    made = Merge.objects.get()
    page = client.get("/households/1").content.decode()
    assert "Hoàn tác việc gộp" in page
    undo = f"/households/1/merges/{made.pk}/undo"
    client.post(undo, {"version": "1", "other_version": "1"})
    assert Merge.objects.filter(undone_at=None).exists()
    client.post(undo, {"version": "2", "other_version": "3"})
    assert not Merge.objects.filter(undone_at=None).exists()
    assert "Hoàn tác việc gộp" not in client.get("/households/1").content.decode()


def test_rows_of_another_commune_are_neither_found_nor_merged(office: Office) -> None:
    client = office.client("commune_officer")
    path = "/households/1/people/11/merge"
    assert "Vầy 3" not in client.get(f"{path}?q=vay").content.decode()
    assert client.get(f"{path}?with=13").status_code == 404
    assert client.post(path, {"with": "13", "version": "1"}).status_code == 404


def test_who_comes_late_to_a_merge_is_shown_what_happened(
    two: tuple[Any, Any, Any], office: Office
) -> None:
    client = office.client("commune_officer")
    fields = {"version": "1", "other_version": "1", "with": "12"}
    answer = client.post("/households/1/people/11/merge", fields)
    assert answer.status_code == 409
    assert "Khuyết tật: ghi vào sổ" in answer.content.decode()
    assert not Merge.objects.exists()


def test_a_merge_of_another_household_is_no_door(two: tuple[Any, Any, Any], office: Office) -> None:
    made = merge_people(two[0], two[1], 1, two[2], 2)
    client = office.client("commune_officer")
    assert client.post(f"/households/2/merges/{made.pk}/undo", {}).status_code == 404
    other = office.client("commune_officer", 2)
    assert other.post(f"/households/1/merges/{made.pk}/undo", {}).status_code == 404
