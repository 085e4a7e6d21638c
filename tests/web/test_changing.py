from __future__ import annotations

from datetime import date

import pytest

from ansinh.engine.errors import DataError
from ansinh.web.access import audit
from ansinh.web.access.models import Entry
from ansinh.web.registry.changing import ConflictError, Proof, change_facts
from ansinh.web.registry.models import Change
from ansinh.web.registry.rows import household_row
from tests.web.conftest import Office

SINCE = Proof(date(2026, 11, 1), "phiếu rà soát")


def toilet(home: int, on: date | None = None) -> str:
    return str(household_row(home, on).values["toilet"].code)


def test_a_changed_fact_keeps_what_it_was(office: Office) -> None:
    place = ("Household", 1, "toilet")
    change_facts(office.user("commune_officer"), office.mine, 1, {place: "none"}, SINCE)
    assert toilet(1) == "none"
    assert toilet(1, on=date(2026, 11, 1)) == "none"
    assert toilet(1, on=date(2026, 10, 31)) == "septic"
    (change,) = Change.objects.all()
    assert (change.before, change.after, change.source) == ("septic", "none", "phiếu rà soát")


def test_two_officers_cannot_overwrite_each_other(office: Office) -> None:
    user, place = office.user("commune_officer"), ("Household", 1, "toilet")
    change_facts(user, office.mine, 1, {place: "none"}, SINCE)
    with pytest.raises(ConflictError):
        change_facts(user, office.mine, 1, {place: "pour_flush"}, SINCE)
    assert toilet(1) == "none"


def test_the_second_officer_is_shown_both_versions(office: Office) -> None:
    client = office.client("commune_officer")
    path = "/households/1/facts/Household/1/toilet"
    fields = {"since": "2026-11-01", "version": "1"}
    assert client.post(path, {**fields, "value": "none"}).status_code == 302
    answer = client.post(path, {**fields, "value": "pour_flush"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<b>Không có</b>" in page
    assert "<b>Thấm dội nước</b>" in page


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("Household", 1, "toilet"), "golden"),
        (("Person", 13, "birth_date"), "2000-01-01"),
        (("Household", 1, "no_such_fact"), 1),
        (("Nobody", 1, "toilet"), "none"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_changes(
    office: Office, place: tuple[str, int, str], value: object
) -> None:
    with pytest.raises(DataError):
        change_facts(office.user("commune_officer"), office.mine, 1, {place: value}, SINCE)
    office.mine.refresh_from_db()
    assert office.mine.version == 1
    assert not Change.objects.exists()


def test_a_change_is_seen_before_it_is_saved(office: Office) -> None:
    client = office.client("commune_officer")
    path = "/households/1/facts/Person/11/insurance_pension"
    fields = {"value": "5000000", "since": "2026-11-01", "version": "1", "preview": "1"}
    page = client.post(path, fields).content.decode()
    assert "Trợ cấp hưu trí xã hội" in page
    assert household_row(1).members["people"][0].values["insurance_pension"] == 0


def test_the_log_is_whole_until_somebody_touches_it(office: Office) -> None:
    client = office.client("commune_officer")
    client.get("/households/1")
    client.get("/households/2")
    client.post("/households/1/glass", {"reason": "xác minh"})
    assert Entry.objects.count() == 3
    assert audit.check(limit=None).broken is None
    Entry.objects.filter(pk=Entry.objects.order_by("pk")[1].pk).update(subject="household 9")
    broken = audit.check(limit=None).broken
    assert broken is not None
    assert broken == Entry.objects.order_by("pk")[1].pk


def test_a_dropped_line_breaks_the_log(office: Office) -> None:
    client = office.client("commune_officer")
    for number in (1, 2, 1):
        client.get(f"/households/{number}")
    Entry.objects.order_by("pk")[1].delete()
    assert audit.check(limit=None).broken is not None
