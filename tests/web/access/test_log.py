from __future__ import annotations

import ast
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ansinh.web.access import audit
from ansinh.web.access.models import Checkpoint, Entry
from ansinh.web.office.decisions import close, decide
from ansinh.web.office.models import Case, Finding
from tests.web.conftest import HERE, Office

WEB = Path(audit.__file__).parents[1]


@pytest.fixture
def inspector(office: Office) -> Client:
    return office.client("inspector")


def shown(answer: Any) -> list[tuple[str, str]]:
    lines = answer.context["lines"]
    return [(line["entry"].action, line["entry"].subject) for line in lines]


def test_a_bulk_decision_is_found_by_each_household_and_takes_one_lock(office: Office) -> None:
    user = office.user("commune_officer")
    with CaptureQueriesContext(connection) as few:
        decide(user, Finding.objects.filter(person_id=11), "rejected", reason="đã đi")
    with CaptureQueriesContext(connection) as many:
        decide(user, Finding.objects.filter(person_id__gt=11), "rejected", reason="đã đi")
    lines = Entry.objects.filter(action="decide rejected")
    assert sorted(lines.values_list("subject", flat=True)) == [
        f"household {number}" for number in range(1, 5)
    ]
    assert lines.get(subject="household 2").detail["findings"] == [
        "missed:assistance.social_pension:p12"
    ]
    for name, most in (("access_entry", 2), ("pg_advisory", 1)):
        for asked in (few, many):
            assert sum(name in q["sql"] for q in asked.captured_queries) <= most
    assert audit.check(limit=None).broken is None


def test_a_closed_case_is_found_by_its_household(office: Office) -> None:
    decide(office.user("commune_officer"), Finding.objects.filter(person_id=11), "accepted")
    close(office.user("commune_leader"), Case.objects.all(), Case.GRANTED)
    entry = Entry.objects.get(action="case granted")
    assert (entry.subject, entry.detail["case"]) == ("household 1", Case.objects.get().pk)


def test_the_log_tells_who_did_what_to_whom(office: Office, inspector: Client) -> None:
    office.client("commune_officer").get("/households/1")
    answer = inspector.get("/log")
    page = answer.content.decode()
    assert shown(answer) == [("read", "household 1")]
    assert "commune_officer-1-" in page
    assert "/log/households/1" in page
    assert Entry.objects.order_by("-id")[0].action == "read log"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"account": "leader"}, [("read", "household 2")]),
        ({"account": "nobody"}, []),
        ({"action": "read why"}, []),
        ({"subject": "2"}, [("read", "household 2")]),
        ({"subject": "household 1"}, [("read", "household 1")]),
        ({"day": "2020-01-01"}, []),
        ({"day": "hôm nay"}, []),
        ({"account": "officer", "subject": "1", "action": "read"}, [("read", "household 1")]),
    ],
)
def test_the_log_is_filtered(
    office: Office, inspector: Client, query: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    office.client("commune_officer").get("/households/1")
    office.client("commune_leader").get("/households/2")
    assert shown(inspector.get("/log", query)) == expected


def test_a_day_of_the_log_is_a_day_in_viet_nam(office: Office, inspector: Client) -> None:
    day = date(2026, 11, 2)
    start = timezone.make_aware(datetime.combine(day, time()))
    for minutes in (-1, 0, 60 * 24 - 1, 60 * 24):
        audit.write(None, "read", f"household {minutes + 10}")
        Entry.objects.filter(subject=f"household {minutes + 10}").update(
            at=start + timedelta(minutes=minutes)
        )
    found = shown(inspector.get("/log", {"day": day.isoformat()}))
    assert found == [("read", "household 1449"), ("read", "household 10")]


def test_the_log_is_paged_by_line_and_never_counted(office: Office, inspector: Client) -> None:
    audit.write_many(None, "read", [(f"household {n}", {}) for n in range(1, 61)])
    with CaptureQueriesContext(connection) as asked:
        first = inspector.get("/log", {"action": "read"})
    assert not any("COUNT(" in q["sql"] and "entry" in q["sql"] for q in asked.captured_queries)
    assert [s for _, s in shown(first)] == [f"household {n}" for n in range(60, 35, -1)]
    older = inspector.get("/log", {"action": "read", "before": first.context["more"]})
    assert [s for _, s in shown(older)] == [f"household {n}" for n in range(35, 10, -1)]
    oldest = inspector.get("/log", {"action": "read", "before": older.context["more"]})
    assert (len(shown(oldest)), oldest.context["more"]) == (10, None)


def test_who_has_read_a_household_is_told_account_by_account(
    office: Office, inspector: Client
) -> None:
    for _ in range(2):
        office.client("commune_officer").get("/households/1")
    office.client("commune_leader").get("/households/1")
    office.client("commune_leader").get("/households/2")
    answer = inspector.get("/log/households/1")
    told = {row["user"].username: row["n"] for row in answer.context["people"]}
    assert told == {"commune_officer-1-": 2, "commune_leader-1-": 1}
    assert Entry.objects.order_by("-id")[0].subject == "household 1"
    assert inspector.get("/log/households/999").status_code == 404
    assert "/log/households/1" in inspector.get("/households/1").content.decode()
    officer = office.client("commune_officer").get("/households/1").content.decode()
    assert "/log/households/1" not in officer


def test_an_inspector_of_one_commune_reads_neither_the_log_nor_another_commune(
    office: Office,
) -> None:
    client = office.client("inspector")
    office.user("inspector").duties.update(area=HERE)
    office.client("commune_officer").get("/households/1")
    assert shown(client.get("/log")) == []
    assert client.get("/log/households/1").context["people"] == []
    assert client.get("/log/households/3").status_code == 404


def test_the_chain_is_checked_on_from_where_the_last_check_ended(office: Office) -> None:
    audit.write_many(None, "read", [(f"household {n}", {}) for n in range(1, 6)])
    first = audit.check(limit=3)
    assert (first.lines, first.broken) == (3, None)
    second = audit.check(limit=3)
    assert (second.first, second.lines, second.broken) == (first.last + 1, 2, None)
    assert audit.check(limit=3).lines == 0
    whole = audit.check(limit=None)
    assert (whole.lines, whole.last) == (5, second.last)


def test_a_changed_line_and_a_cut_tail_are_found(office: Office, inspector: Client) -> None:
    audit.write_many(None, "read", [(f"household {n}", {}) for n in range(1, 6)])
    ids = list(Entry.objects.order_by("id").values_list("id", flat=True))
    audit.check(limit=2)
    Entry.objects.filter(pk=ids[3]).update(subject="household 9")
    assert audit.check().broken == ids[3]
    inspector.post("/log/check")
    page = inspector.get("/log").content.decode()
    assert f"ở dòng {ids[3]}.</b>" in page
    assert Entry.objects.filter(action="check log").exists()
    Entry.objects.filter(pk=ids[3]).update(subject="household 4")
    assert audit.check().broken is None
    Entry.objects.order_by("-id")[0].delete()
    assert audit.check().broken is not None
    assert audit.check(limit=None).broken is not None


def test_a_check_from_the_page_says_what_was_checked(office: Office, inspector: Client) -> None:
    office.client("commune_officer").get("/households/1")
    assert "Chưa kiểm lần nào" in inspector.get("/log").content.decode()
    inspector.post("/log/check")
    found = Checkpoint.objects.get()
    page = inspector.get("/log").content.decode()
    assert f"Nguyên vẹn đến dòng {found.last}." in page
    assert found.by == office.user("inspector")


def test_every_action_that_is_written_has_a_name_in_both_languages() -> None:
    written = {
        call.args[1].value
        for path in WEB.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in ("audit.write", "audit.write_many")
        and isinstance(call.args[1], ast.Constant)
    }
    assert len(written) > 10
    assert written - audit.ACTIONS.keys() == set()
    assert all(label.vi and label.en for label in audit.ACTIONS.values())


def test_a_line_that_no_page_knows_is_shown_as_it_is(office: Office, inspector: Client) -> None:
    audit.write(None, "unheard of", "thing 5", reason="<b>")
    page = inspector.get("/log").content.decode()
    assert "unheard of" in page
    assert "&lt;b&gt;" in page
