"""How many queries each page asks is kept in a file; none asks more because there are more rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ansinh.web.access.gate import ADDRESSES
from ansinh.web.access.models import User
from ansinh.web.office.decisions import decide
from ansinh.web.office.models import Case, Finding
from ansinh.web.registry.models import MODELS, Transfer
from tests.web.conftest import HERE, THERE, Office, content_of
from tests.web.test_who_sees_what import OURS, send_files

FILE = Path(__file__).with_name("queries.yaml")
KEPT: dict[str, dict[str, int]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
#: What one database says and another does not.
_ASIDE = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT pg_advisory", "DECLARE", "CLOSE")
MORE = 12
#: A list that is longer than its page is counted.
COUNTED = 1


@pytest.fixture
def worked(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """My commune with a case, a record, a file and somebody offered to it, and one more account.

    Cursors of the server's side are not counted, so there are none.
    """
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    decide(office.user("commune_officer"), Finding.objects.filter(person_id=12), "accepted")
    Case.objects.update(id=1)
    MODELS["Disability"].objects.create(pk=21, person_id=11)
    by, on = office.user("commune_officer", THERE), date(2026, 11, 1)
    User.objects.create(pk=9999, username="somebody")
    send_files(office)
    Transfer.objects.create(pk=1, person_id=13, left_id=3, area_id=HERE, on=on, by=by)
    return office


def asked(office: Office, role: str, path: str) -> int:
    """Queries of a page that has been opened before."""
    client = office.client(role)
    read(client, path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read(client, path)
    return sum(not q["sql"].startswith(_ASIDE) for q in captured.captured_queries)


def read(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    content_of(answer)


@pytest.mark.parametrize("role", KEPT)
def test_each_page_asks_as_many_queries_as_the_file_says(worked: Office, role: str) -> None:
    found = {path: asked(worked, role, path) for path in KEPT[role]}
    assert found == KEPT[role], f"write into {FILE.name} what is meant, and say why"


@pytest.mark.parametrize("role", KEPT)
def test_no_page_asks_more_for_more_rows(worked: Office, role: str) -> None:
    for number in range(MORE):
        home = MODELS["Household"].objects.create(
            pk=100 + number, area_id=HERE, village=f"Thôn {number}"
        )
        person = MODELS["Person"].objects.create(
            pk=100 + number, household=home, full_name=f"Nông Thị Vầy {number}", sex="female"
        )
        worked.homes.append(home)
        worked.people.append(person)
        worked.found(len(worked.homes) - 1)
        MODELS["Person"].objects.create(pk=200 + number, household_id=1, full_name="Vầy")
        if number % 2:
            decide(
                worked.user("commune_officer"), Finding.objects.filter(person=person), "accepted"
            )
    found = {path: asked(worked, role, path) for path in KEPT[role]}
    more = {path: count - KEPT[role][path] for path, count in found.items()}
    assert set(more.values()) <= {0, COUNTED}, more


def test_every_page_that_is_read_stands_in_the_file() -> None:
    read_by_get = {
        name for name, (method, *_) in OURS.items() if method == "get" and name in ADDRESSES
    }
    kept = {path.partition("?")[0] for paths in KEPT.values() for path in paths}
    assert {OURS[name][1].partition("?")[0] for name in read_by_get} <= kept
