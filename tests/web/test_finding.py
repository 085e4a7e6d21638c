"""Finding people by the words of a name, and pages of lists that are too long to count."""

from __future__ import annotations

import pytest
from django.db import connection

from ansinh.web.office.views import common
from ansinh.web.office.views.people import found_people
from ansinh.web.registry.models import Person
from tests.web.conftest import Office


@pytest.mark.parametrize("words", ["vay", "Vầy", "VẦY nông", "thi v", "024151000001"])
def test_people_are_found_by_beginnings_of_words_in_any_order_or_by_number(
    office: Office, words: str
) -> None:
    page = office.client("commune_officer").get("/people", {"q": words}).content.decode()
    assert "Vầy 1" in page


@pytest.mark.parametrize("words", ["ay", "vay x", "024151000003", "%", "_"])
def test_what_stands_within_a_word_finds_nobody(office: Office, words: str) -> None:
    page = office.client("commune_officer").get("/people", {"q": words}).content.decode()
    assert "Vầy" not in page


def test_of_more_rows_than_are_counted_the_page_says_that_there_are_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = office.client("department_specialist")
    assert "4 người" in _count(client.get("/people?q=vay"))
    monkeypatch.setattr(common, "MOST", 3)
    assert "hơn 3 người" in _count(client.get("/people?q=vay"))
    assert "hơn" not in _count(client.get("/people?q=vay 1"))


def test_a_list_that_is_not_counted_whole_is_not_decided_whole(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, offered = office.client("commune_officer"), 'name="all"'
    monkeypatch.setattr(common, "ROWS", 1)
    assert offered in client.get("/list/missed").content.decode()
    monkeypatch.setattr(common, "MOST", 1)
    assert offered not in client.get("/list/missed").content.decode()


def test_postgresql_looks_words_of_a_name_up_in_an_index(office: Office) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("an index of parts of words is PostgreSQL's")
    rows = common.matching(Person.objects.all(), "Vầy thi", "search_name", "citizen_number")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "people_by_word" in rows.explain()


def test_postgresql_sorts_the_people_of_a_commune_and_walks_along_those_of_the_province(
    office: Office,
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("a question of PostgreSQL's plans")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plans = [
        found_people(office.user(role), "")[:25].explain()
        for role in ("commune_officer", "department_specialist")
    ]
    assert ["people_by_name" in plan for plan in plans] == [False, True]


def _count(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]
