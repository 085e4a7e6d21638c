from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ansinh.engine.errors import DataError
from ansinh.web.access.discretion import revealing
from ansinh.web.registry.changing import ConflictError, Proof, change_facts
from ansinh.web.registry.details import details_of, records_of
from ansinh.web.registry.living import add_record, end_row, reopen_row
from ansinh.web.registry.models import MODELS, Change
from ansinh.web.registry.rows import household_row
from tests.web.conftest import Office

SINCE = Proof(date(2026, 6, 1), "hội đồng xã", "giấy xác nhận số 7")
SEVERE = {"kind": "mobility", "degree": "severe", "certified_on": "2026-06-01"}
KINDS = [(owner, kind.name) for owner in ("Household", "Person") for kind in records_of(owner)]


def officer(office: Office) -> Any:
    return office.user("commune_officer")


def disabilities(on: date | None = None) -> list[Any]:
    return household_row(1, on).members["people"][0].members["disabilities"]


def test_a_record_is_seen_by_the_law(office: Office) -> None:
    add_record(officer(office), office.mine, 1, "Disability", 11, SEVERE, SINCE)
    (found,) = disabilities()
    assert found.values["degree"].code == "severe"
    page = office.client("commune_officer").get("/households/1").content.decode()
    assert "Khuyết tật" in page
    assert "giấy xác nhận số 7" in page


@pytest.mark.parametrize(
    ("entity", "owner", "values"),
    [
        ("Disability", 13, SEVERE),
        ("Disability", 11, {}),
        ("Disability", 11, {"degree": None}),
        ("Disability", 11, {**SEVERE, "degree": "golden"}),
        ("Disability", 11, {**SEVERE, "no_such_fact": 1}),
        ("Receipt", 11, {"benefit": "no.such.benefit"}),
        ("Person", 1, {"full_name": "Ai"}),
        ("AreaClassPeriod", 1, {"since": "2026-01-01"}),
    ],
)
def test_a_wrong_record_is_refused_and_nothing_changes(
    office: Office, entity: str, owner: int, values: dict[str, Any]
) -> None:
    with pytest.raises(DataError):
        add_record(officer(office), office.mine, 1, entity, owner, values, SINCE)
    office.mine.refresh_from_db()
    assert office.mine.version == 1
    assert not MODELS["Disability"].objects.exists()


def test_a_record_on_an_old_version_is_refused(office: Office) -> None:
    with pytest.raises(ConflictError):
        add_record(officer(office), office.mine, 5, "Disability", 11, SEVERE, SINCE)


def test_a_corrected_record_keeps_what_it_was(office: Office) -> None:
    user = officer(office)
    record = add_record(user, office.mine, 1, "Disability", 11, SEVERE, SINCE)
    place = ("Disability", record.pk, "degree")
    later = Proof(date(2026, 8, 1))
    change_facts(user, office.mine, 2, {place: "especially_severe"}, later)
    assert disabilities()[0].values["degree"].code == "especially_severe"
    assert disabilities(date(2026, 7, 1))[0].values["degree"].code == "severe"


def test_a_record_with_a_last_day_gets_it_and_stays(office: Office) -> None:
    user = officer(office)
    record = add_record(user, office.mine, 1, "Disability", 11, SEVERE, SINCE)
    end_row(user, office.mine, 2, "Disability", record.pk, "ended", Proof(date(2026, 9, 1)))
    (found,) = disabilities()
    assert found.values["until"] == date(2026, 9, 1)
    assert Change.objects.get().fact == "until"


def test_a_record_without_a_last_day_is_closed_and_was_there_before(office: Office) -> None:
    user = officer(office)
    loan = {"programme": "poor_household", "principal": 1_000_000}
    programme = details_of("PolicyLoan")["programme"].choices[0].code
    record = add_record(
        user, office.mine, 1, "PolicyLoan", 1, {**loan, "programme": programme}, SINCE
    )
    end_row(user, office.mine, 2, "PolicyLoan", record.pk, "ended", Proof(date(2026, 9, 1)))
    assert household_row(1).members["policy_loans"] == []
    assert len(household_row(1, date(2026, 8, 1)).members["policy_loans"]) == 1
    reopen_row(user, office.mine, 3, "PolicyLoan", record.pk, SINCE)
    assert len(household_row(1).members["policy_loans"]) == 1


def test_a_mistaken_record_never_was(office: Office) -> None:
    user = officer(office)
    record = add_record(user, office.mine, 1, "Disability", 11, SEVERE, SINCE)
    end_row(user, office.mine, 2, "Disability", record.pk, "mistake", Proof(date(2026, 9, 1)))
    assert disabilities() == disabilities(date(2026, 8, 1)) == []


# --- pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("owner", "entity"), KINDS)
def test_every_record_has_a_form_that_saves(office: Office, owner: str, entity: str) -> None:
    client = office.client("commune_officer")
    row = 1 if owner == "Household" else 11
    path = f"/households/1/records/new/{owner}/{row}/{entity}"
    page = client.get(path).content.decode()
    details = details_of(entity)
    assert all(f'name="{name}"' in page for name in details)
    fields = {name: example(detail) for name, detail in details.items()}
    answer = client.post(path, {**fields, "version": "1", "since": "2026-06-01"})
    assert answer.status_code == 302, answer.content.decode()
    thing = MODELS[entity].objects.get()
    assert all(getattr(thing, d.column) not in (None, "") for d in details.values())
    opened = client.get(f"/households/1/records/{entity}/{thing.pk}").content.decode()
    assert all(f'name="{name}"' in opened for name in details)


def example(detail: Any) -> str:
    """An answer that any fact of its type takes."""
    if detail.target:
        return {"Person": "11", "Area": "1"}[detail.target]
    if detail.choices:
        return str(detail.choices[0].code)
    least = detail.fact.least if detail.fact and detail.fact.least is not None else 1
    return {"bool": "no", "date": "2026-05-01", "text": "chữ"}.get(detail.type, str(least))


def test_a_page_shows_what_could_not_be_taken_and_why(office: Office) -> None:
    client = office.client("commune_officer")
    path = "/households/1/records/new/Person/11/Disability"
    answer = client.post(path, {"version": "1", "since": "2026-06-01", "certified_on": "hôm qua"})
    assert answer.status_code == 422
    assert "giá trị chưa đúng" in answer.content.decode()
    assert 'value="hôm qua"' in answer.content.decode()


def test_sensitive_facts_of_records_are_hidden(office: Office) -> None:
    add_record(
        officer(office), office.mine, 1, "HealthVisit", 11, {"has_rare_disease": True}, SINCE
    )
    label = details_of("HealthVisit")["has_rare_disease"].vi
    shown = f"{label}: <b>Có</b>"
    path = "/households/1/people/11"
    assert shown in office.client("commune_officer").get(path).content.decode()
    page = office.client("commune_leader").get(path).content.decode()
    assert shown not in page
    assert f"{label}: <b>•••</b>" in page


def test_kin_are_picked_from_the_people_of_my_commune(office: Office) -> None:
    client = office.client("commune_officer")
    path = "/households/1/facts/Person/11/carer"
    fields = {"version": "1", "since": "2026-06-01"}
    assert client.post(path, {**fields, "value": "13"}).status_code == 422
    assert client.post(path, {**fields, "value_find": "Vay 2"}).status_code == 302
    assert household_row(1).members["people"][0].links["carer"].key == 12
    assert household_row(1, date(2026, 5, 1)).members["people"][0].links == {}
    assert "? → Nông Thị Vầy 2" in client.get("/households/1").content.decode()


def test_kin_in_another_commune_are_not_named(office: Office) -> None:
    MODELS["Person"].objects.filter(pk=11).update(mother=13)
    client = office.client("commune_officer")
    page = client.get("/households/1/people/11").content.decode()
    assert "một người ở xã khác" in page
    assert "Vầy 3" not in page
    path = "/households/1/facts/Person/11/mother"
    fields = {"version": "1", "since": "2026-06-01", "value": "13"}
    assert client.post(path, fields).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/households/1/records/new/Person/13/Disability",
        "/households/1/records/new/Person/11/Household",
        "/households/1/records/new/Person/11/PolicyLoan",
        "/households/1/records/new/Area/1/AreaClassPeriod",
        "/households/1/records/Person/11",
        "/households/1/records/Household/1",
        "/households/1/end/Nobody/1",
    ],
)
def test_what_is_no_record_of_mine_is_not_there(office: Office, path: str) -> None:
    assert office.client("commune_officer").get(path).status_code == 404


def test_receipts_whose_name_tells_a_sensitive_fact_are_hidden(office: Office) -> None:
    told = next(b for b in details_of("Receipt")["benefit"].choices if b.code in revealing())
    add_record(officer(office), office.mine, 1, "Receipt", 11, {"benefit": told.code}, SINCE)
    path = "/households/1/people/11"
    assert told.vi in office.client("commune_officer").get(path).content.decode()
    for page in (path, "/households/1/timeline"):
        assert told.vi not in office.client("commune_leader").get(page).content.decode()


@pytest.mark.parametrize(
    ("place", "value"),
    [(("Household", 1, "area"), 2), (("Person", 11, "mother"), 13), (("Person", 11, "mother"), 99)],
)
def test_what_no_form_offers_is_refused_below_the_form_too(
    office: Office, place: tuple[str, int, str], value: int
) -> None:
    with pytest.raises(DataError):
        change_facts(officer(office), office.mine, 1, {place: value}, SINCE)
    office.mine.refresh_from_db()
    assert (office.mine.area_id, office.mine.version) == (1, 1)
    assert MODELS["Person"].objects.get(pk=11).mother_id is None
