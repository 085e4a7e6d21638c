"""A case: steps by law, papers, what was said when it was opened, who proposed and decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ansinh.web.office.decisions import decide
from ansinh.web.office.models import Case, Finding
from ansinh.web.office.procedures import way_to
from tests.web.conftest import HERE, Office


@pytest.fixture
def opened(office: Office) -> list[Case]:
    """Two cases of my commune."""
    mine = Finding.objects.filter(area_id=HERE)
    decide(office.user("commune_officer"), mine, "accepted", reason="đủ giấy tờ")
    return list(Case.objects.order_by("person_id"))


def found(office: Office, query: str) -> list[int]:
    page = office.client("commune_leader").get(f"/cases?{query}").context["page"]
    return [file.case.person_id for file in page]


def test_a_case_tells_steps_papers_and_who_proposed_it(office: Office, opened: list[Case]) -> None:
    shown = office.client("commune_leader").get(f"/cases/{opened[0].pk}").content.decode()
    way = way_to(opened[0].benefit, timezone.localdate())
    assert way is not None
    assert way.papers
    for text in (*(s.step.vi for s in way.steps), *(p.vi for p in way.papers)):
        assert text in shown
    assert f"{way.due:%d/%m/%Y}" in shown
    assert "commune_officer-1-" in shown
    assert "đủ giấy tờ" in shown


def test_the_explanation_is_kept_as_it_was(office: Office, opened: list[Case]) -> None:
    Finding.objects.all().delete()
    office.people[0].birth_date = None
    office.people[0].save()
    case = opened[0]
    assert case.explanation["effect"] == "2026-11-30"
    assert "1946" in " ".join(case.explanation["steps"]["vi"])
    client = office.client("commune_leader")
    shown = client.get(f"/cases/{case.pk}").content.decode()
    assert "Đủ 75 tuổi" in shown
    assert case.explanation["steps"]["vi"][0] in shown
    client.cookies["django_language"] = "en"
    assert "Is 75 years old" in client.get(f"/cases/{case.pk}").content.decode()


def test_what_cannot_be_explained_keeps_its_words(office: Office) -> None:
    Finding.objects.filter(person_id=11).update(benefit="nobody.knows")
    decide(office.user("commune_officer"), Finding.objects.filter(person_id=11), "accepted")
    case = Case.objects.get()
    assert (case.explanation["reason"], case.explanation["steps"]) == ("Đủ 75 tuổi", {})
    shown = office.client("commune_leader").get(f"/cases/{case.pk}").content.decode()
    assert "Chưa rõ một thủ tục duy nhất" in shown


def test_a_leader_grants_many_and_the_page_says_so(office: Office, opened: list[Case]) -> None:
    client = office.client("commune_leader")
    keys = [str(case.pk) for case in opened]
    answer = client.post("/cases/close", {"key": keys, "state": "granted"}, follow=True)
    assert "2 hồ sơ" in answer.content.decode()
    assert set(Case.objects.values_list("state", flat=True)) == {Case.GRANTED}
    shown = client.get(f"/cases/{opened[0].pk}").content.decode()
    assert "commune_leader-1-" in shown
    assert 'name="state"' not in shown


def test_a_refusal_of_many_needs_its_reason(office: Office, opened: list[Case]) -> None:
    client = office.client("commune_leader")
    client.post("/cases/close", {"key": [opened[0].pk], "state": "refused"})
    assert not Case.objects.exclude(state=Case.OPEN).exists()
    client.post("/cases/close", {"key": [opened[0].pk, "x"], "state": "refused", "reason": "thiếu"})
    assert Case.objects.get(state=Case.REFUSED).pk == opened[0].pk


def test_cases_of_another_commune_are_not_granted(office: Office, opened: list[Case]) -> None:
    theirs = office.client("commune_leader", area=2)
    theirs.post("/cases/close", {"key": [c.pk for c in opened], "state": "granted"})
    assert not Case.objects.exclude(state=Case.OPEN).exists()


def test_cases_are_narrowed_and_ordered(office: Office, opened: list[Case]) -> None:
    today = timezone.localdate()
    Case.objects.filter(person_id=11).update(due_on=today + timedelta(days=30))
    Case.objects.filter(person_id=12).update(due_on=today - timedelta(days=1))
    assert found(office, "") == [12, 11]
    assert found(office, "sort=-due") == [11, 12]
    assert found(office, "sort=name") == [11, 12]
    assert found(office, "sort=-village") == [12, 11]
    assert found(office, "due=overdue") == [12]
    assert found(office, "due=later") == [11]
    assert found(office, "due=week") == []
    assert found(office, "village=Thôn 2") == [12]
    assert found(office, "q=vay 1") == [11]
    assert found(office, "benefit=assistance.funeral") == []
    assert found(office, "state=granted") == []
