"""The load test: its officers are signed in and know whom to ask for, and its page can be written.

No test asserts a time.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from bench.office import mends, page
from bench.office.accounts import officers
from bench.office.mends import Mend
from bench.office.page import render
from bench.office.processes import Meter, Took, Use, run
from bench.office.province import Province
from bench.office.trial import Page, Plan, Trial, _read
from bench.timing import Machine
from tests.web.conftest import HERE, THERE, Office

PLAN = Plan(officers=2, minutes=1, think=(3, 7), processes=2)
STATS = """Type,Name,Request Count,Failure Count,50%,95%,99%,100%
GET,household,20,1,100,280,400,900
GET,"search, number",10,0,20,30,31,32
,Aggregated,30,1,90,280,400,900
"""


def test_officers_of_several_communes_are_signed_in_and_ask_for_their_own_people(
    office: Office,
) -> None:
    found = officers(2)
    assert [who["user"] for who in found] == ["bench-01", "bench-02"]
    for who, area in zip(found, (HERE, THERE), strict=True):
        client = Client()
        client.cookies.load(who["cookies"])
        for number in who["households"]:
            assert client.get(f"/households/{number}").status_code == 200
            assert office.homes[number - 1].area_id == area
        person = who["people"][0]
        for words in person.values():
            answer = client.get("/people", {"q": words}).content.decode()
            assert person["name"] in answer
    assert [who["user"] for who in officers(1)] == ["bench-01"]


def test_what_locust_wrote_becomes_pages(tmp_path: Path) -> None:
    file = tmp_path / "pages_stats.csv"
    file.write_text(STATS, encoding="utf-8")
    found = _read(file, Use(10, 1.5, 0.5, 0.2, 0.1, 0.9))
    assert found.pages["household"] == Page("household", 20, 1, 100, 280, 400, 900)
    assert (found.whole.asked, found.rate, found.cpu) == (30, 3.0, 50.0)


@pytest.mark.parametrize(
    ("others", "slow", "told"),
    [
        (0.1, 280, ("**met**", "took **0% of the machine**")),
        (9.0, 280, ("**met**", "pages waited for")),
        (0.1, 340, ("not met by household 340 ms",)),
    ],
)
def test_the_page_says_what_was_met_and_what_else_was_at_work(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    others: float,
    slow: float,
    told: tuple[str, ...],
) -> None:
    monkeypatch.setattr(page, "server_of", lambda _: "PostgreSQL 15")
    file = tmp_path / "pages_stats.csv"
    file.write_text(STATS, encoding="utf-8")
    read = _read(file, Use(10, 1.5, 0.5, 0.2, others, 0.9))
    slowed = Page("household", 20, 1, 100, slow, 400, 900)
    now = Trial({**read.pages, "household": slowed}, read.use, read.whole)
    rows = {"registry_people": 100, "registry_households": 30, "office_finding": 9}
    steps = {"loaded": Took(10, 5, 300, 0.5)}
    province = Province(steps, {"snapshot": 3.0}, rows, 2**30)
    text = render(Machine.here(), province, PLAN, now, [Mend("names", 90, 30)], "")
    for words in (*told, "13 rows a second", "| household | 20 | 1 | 100 |", "3.0 ×"):
        assert words in text


def test_the_old_ways_answer_as_the_new_ones_do(office: Office) -> None:
    officer = office.user("commune_officer")
    assert _top(mends._as_tables(1)) == _top(mends._as_rows(1))
    assert mends._by_subquery(HERE) == mends._by_number(HERE)
    assert mends._ask("") == (1,)
    assert mends._everybody(officer)("") == mends._at_most(officer)("") == 2
    if connection.vendor == "postgresql":
        for find in (mends._parts(officer), mends._words(officer)):
            assert find("nong thi vay") == (2, [office.people[0], office.people[1]])
        for find in (mends._scan(officer), mends._words(officer)):
            assert find("024151000001") == (1, [office.people[0]])


def _top(found: Any) -> tuple[Any, ...]:
    return found.key, found.values, [person.key for person in found.members["people"]]


def test_a_command_is_timed_and_its_failure_told(tmp_path: Path) -> None:
    took = run([sys.executable, "-c", "print(1)"], {}, tmp_path)
    assert took.peak > 1
    assert took.seconds > 0
    with pytest.raises(RuntimeError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], {}, tmp_path)


def test_the_meter_parts_what_the_server_used_from_the_rest() -> None:
    used = Meter(1).use(officers=0.0, loads=[1.0, 2.0])
    assert used.load == 1.5
    assert min(used.server, used.database, used.others) >= 0


def test_what_is_filled_in_is_the_form_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    form = (
        '<input type="hidden" name="csrf" value="a&amp;b">'
        '<input type="date" name="since" value="1">'
        '<select id="value" name="value"><option value="">?</option>'
        '<option value="septic">x</option></select><button name="preview">'
    )
    assert _officers(monkeypatch)._filled(form) == {
        "csrf": "a&b",
        "since": "1",
        "value": "septic",
        "preview": "1",
    }


def _officers(monkeypatch: pytest.MonkeyPatch) -> object:
    """Locust's script, without Locust."""
    parts = type(sys)("locust")
    parts.HttpUser, parts.between = object, lambda *_: None  # type: ignore[attr-defined]
    parts.task = lambda _: lambda function: function  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "locust", parts)
    monkeypatch.setenv("THINK", "1,2")
    monkeypatch.setenv("OFFICERS", "/dev/null")
    place = Path(page.__file__).with_name("officers.py")
    found = importlib.util.spec_from_file_location("officers", place)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
