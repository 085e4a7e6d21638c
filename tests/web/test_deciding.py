from __future__ import annotations

from datetime import date

import pytest

from ansinh.engine.errors import DataError
from ansinh.web.office.decisions import close, decide, waiting
from ansinh.web.office.models import Case, Decision, Finding
from ansinh.web.office.procedures import due_day
from tests.web.conftest import Office

TODAY = date(2026, 11, 30)


def open_keys() -> list[str]:
    rows = waiting(Finding.objects.all(), TODAY).order_by("key")
    return [key.rsplit(":", 1)[1] for key in rows.values_list("key", flat=True)]


def test_what_is_accepted_becomes_a_case(office: Office) -> None:
    user = office.user("commune_officer")
    assert decide(user, Finding.objects.filter(person_id=11), Decision.ACCEPTED) == 1
    (case,) = Case.objects.all()
    assert (case.person_id, case.amount, case.state) == (11, 540_000, Case.OPEN)
    assert open_keys() == ["p12", "p13", "p14"]


def test_a_later_run_does_not_undo_a_decision(office: Office) -> None:
    user = office.user("commune_officer")
    decide(user, Finding.objects.filter(person_id=11), Decision.REJECTED, reason="đã chuyển đi")
    (old,) = Finding.objects.filter(person_id=11)
    old.pk = None
    Finding.objects.filter(person_id=11).delete()
    old.save()
    assert "p11" not in open_keys()
    Finding.objects.filter(person_id=11).update(stand="– 600000 –")
    assert "p11" in open_keys()


def test_what_is_put_off_comes_back_on_its_day(office: Office) -> None:
    user, until = office.user("commune_officer"), date(2999, 1, 1)
    found = Finding.objects.filter(person_id=11)
    decide(user, found, Decision.NOT_NOW, reason="chờ giấy tờ", until=until)
    assert "p11" not in open_keys()
    rows = waiting(Finding.objects.all(), until)
    assert rows.filter(person_id=11).exists()


@pytest.mark.parametrize(
    ("action", "options"),
    [
        ("rejected", {}),
        ("needs_data", {"reason": " "}),
        ("not_now", {"reason": "vì"}),
        ("not_now", {"reason": "vì", "until": date(2000, 1, 1)}),
        ("burnt", {"reason": "vì"}),
    ],
)
def test_a_decision_without_its_reason_or_day_is_refused(
    office: Office, action: str, options: dict[str, object]
) -> None:
    with pytest.raises(DataError):
        decide(office.user("commune_officer"), Finding.objects.all(), action, **options)  # type: ignore[arg-type]
    assert not Decision.objects.exists()


def test_a_case_is_decided_once(office: Office) -> None:
    decide(office.user("commune_officer"), Finding.objects.filter(person_id=11), "accepted")
    leader, case = office.user("commune_leader"), Case.objects.get()
    this = Case.objects.filter(pk=case.pk)
    with pytest.raises(DataError, match="lý do"):
        close(leader, this, Case.REFUSED)
    assert close(leader, this, Case.GRANTED) == 1
    with pytest.raises(DataError, match="đã được quyết định"):
        close(leader, this, Case.REFUSED, "đổi ý")
    case.refresh_from_db()
    assert (case.state, case.closed_by) == (Case.GRANTED, leader)


def test_a_case_is_due_when_its_procedure_says(office: Office) -> None:
    assert due_day("assistance.social_pension", date(2026, 11, 30)) == date(2026, 12, 14)
    assert due_day("assistance.social_pension", date(2026, 8, 28)) == date(2026, 9, 16)
    assert due_day("nobody.knows", date(2026, 11, 30)) is None


def test_an_overdue_case_says_so_in_words(office: Office) -> None:
    decide(office.user("commune_officer"), Finding.objects.filter(person_id=11), "accepted")
    Case.objects.update(due_on=date(2020, 1, 1))
    assert "Quá hạn 01/01/2020" in office.client("commune_leader").get("/cases").content.decode()
