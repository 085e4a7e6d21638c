"""Every address × role × area: what answers, what is hidden, and that no address is forgotten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from ansinh.engine.errors import DataError
from ansinh.web.access.gate import ADDRESSES
from ansinh.web.access.policy import APART, ROLES, Action, give
from ansinh.web.office.models import Case, Decision, Finding
from ansinh.web.registry.changing import Proof, change_facts
from ansinh.web.registry.imports.batches import file_of, upload
from ansinh.web.registry.models import Batch
from tests.web.conftest import HERE, Office, content_of
from tests.web.imports.files import POOR, workbook

CHANGE = {
    "version": 1,
    "valid_from": "2026-11-01",
    "changes": [{"entity": "Household", "row": 1, "fact": "toilet", "value": "none"}],
}
#: Address → method, path of my commune and of another, fields.
OURS: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "home": ("get", "/", "/", {}),
    "export_home": ("get", "/xlsx", "/xlsx", {}),
    "list": ("get", "/list/missed", "/list/missed", {}),
    "export_list": ("get", "/list/missed/xlsx", "/list/missed/xlsx", {}),
    "export_people": ("get", "/people/xlsx?q=vay", "/people/xlsx?q=vay", {}),
    "export_cases": ("get", "/cases/xlsx", "/cases/xlsx", {}),
    "case": ("get", "/cases/1", "/cases/2", {}),
    "close_cases": ("post", "/cases/close", "/cases/close", {"state": "granted"}),
    "search": ("get", "/people?q=vay", "/people?q=vay", {}),
    "household": ("get", "/households/1", "/households/3", {}),
    "known": ("get", "/households/1/people/11", "/households/3/people/13", {}),
    "why": (
        "get",
        "/households/1/why/Person/11/assistance.social_pension",
        "/households/3/why/Person/13/assistance.social_pension",
        {},
    ),
    "fact": (
        "get",
        "/households/1/facts/Household/1/toilet",
        "/households/3/facts/Household/3/toilet",
        {},
    ),
    "break_glass": ("post", "/households/1/glass", "/households/3/glass", {"reason": "vì việc"}),
    "timeline": ("get", "/households/1/timeline", "/households/3/timeline", {}),
    "new_household": ("get", "/households/new", "/households/new", {}),
    "new_person": ("get", "/households/1/people/new/born", "/households/3/people/new/born", {}),
    "move": ("get", "/households/1/people/11/move", "/households/3/people/13/move", {}),
    "offer": (
        "post",
        "/households/1/people/11/offer",
        "/households/3/people/13/offer",
        {"area": "2"},
    ),
    "merge": ("get", "/households/1/people/11/merge", "/households/3/people/13/merge", {}),
    "undo_merge": ("post", "/households/1/merges/1/undo", "/households/3/merges/1/undo", {}),
    "transfers": ("get", "/transfers", "/transfers", {}),
    "transfer": ("get", "/transfers/1", "/transfers/2", {}),
    "end": ("get", "/households/1/end/Person/11", "/households/3/end/Person/13", {}),
    "reopen": ("post", "/households/1/reopen/Person/11", "/households/3/reopen/Person/13", {}),
    "new_record": (
        "get",
        "/households/1/records/new/Person/11",
        "/households/3/records/new/Person/13",
        {},
    ),
    "record": (
        "get",
        "/households/1/records/Disability/21",
        "/households/3/records/Disability/23",
        {},
    ),
    "cases": ("get", "/cases", "/cases", {}),
    "close_case": ("post", "/cases/1/close", "/cases/2/close", {"state": "granted"}),
    "act": ("post", "/list/missed/act", "/list/missed/act", {}),
    "imports": ("get", "/imports", "/imports", {}),
    "batch": ("get", "/imports/1", "/imports/2", {}),
    "check_batch": ("post", "/imports/1/check", "/imports/2/check", {}),
    "take_batch": ("post", "/imports/1/take", "/imports/2/take", {}),
    "undo_batch": ("post", "/imports/1/undo", "/imports/2/undo", {}),
    "corrected_file": ("get", "/imports/1/corrected", "/imports/2/corrected", {}),
    "runs": ("get", "/runs", "/runs", {}),
    "accounts": ("get", "/accounts", "/accounts", {}),
    "new_account": ("get", "/accounts/new", "/accounts/new", {}),
    "one_account": ("get", "/accounts/9999", "/accounts/9999", {}),
    "change_account": ("post", "/accounts/9999/change", "/accounts/9999/change", {}),
    "give_duty": ("post", "/accounts/9999/duties", "/accounts/9999/duties", {}),
    "end_duty": ("post", "/accounts/9999/duties/1/end", "/accounts/9999/duties/1/end", {}),
    "log": ("get", "/log", "/log", {}),
    "check_log": ("post", "/log/check", "/log/check", {}),
    "readers": ("get", "/log/households/1", "/log/households/3", {}),
    "tokens": ("get", "/tokens", "/tokens", {}),
    "revoke_token": ("post", "/tokens/1/revoke", "/tokens/2/revoke", {}),
    "api:openapi-json": ("get", "/api/openapi.json", "/api/openapi.json", {}),
    "api:facts": ("get", "/api/facts", "/api/facts", {}),
    "api:people": ("get", "/api/people?q=vay", "/api/people?q=vay", {}),
    "api:household": ("get", "/api/households/1", "/api/households/3", {}),
    "api:change": ("patch", "/api/households/1/facts", "/api/households/3/facts", CHANGE),
    "api:findings": ("get", "/api/findings/missed", "/api/findings/missed", {}),
    "api:decide": (
        "post",
        "/api/findings/missed/decisions",
        "/api/findings/missed/decisions",
        {"keys": ["x"], "action": "accepted"},
    ),
    "api:cases": ("get", "/api/cases", "/api/cases", {}),
    "api:case": ("get", "/api/cases/1", "/api/cases/2", {}),
    "api:close_case": (
        "post",
        "/api/cases/1/decision",
        "/api/cases/2/decision",
        {"state": "granted"},
    ),
}
#: Addresses of one household, case or file.
OF_ONE = [
    name for name, (_, mine, theirs, _) in OURS.items() if mine != theirs and name != "revoke_token"
]
API = {name for name in OURS if name.startswith("api:")}
#: Signing in and out, languages and health: theirs who wrote them, or everybody's.
OTHERS = {
    name
    for name in ADDRESSES
    if name.split("_")[0] in ("account", "mfa", "set", "health", "identity")
}


def ask(client: Client, name: str, path: str) -> Any:
    method, _, _, fields = OURS[name]
    kind = {"content_type": "application/json"} if name in API and method != "get" else {}
    answer = getattr(client, method)(path, fields, **kind)
    content_of(answer)
    return answer


def all_names() -> set[str]:
    found = set()
    stack = [("", item) for item in get_resolver().url_patterns]
    while stack:
        space, item = stack.pop()
        if hasattr(item, "url_patterns"):
            inner = f"{item.namespace}:" if item.namespace else space
            stack += [(inner, one) for one in item.url_patterns]
        elif item.name:
            found.add(space + item.name)
    return found


def test_every_address_of_ours_is_in_the_table() -> None:
    ours = {name for name in ADDRESSES if name not in OTHERS}
    assert ours == set(OURS)
    assert ours <= all_names()


def test_an_address_outside_the_gate_does_not_answer(office: Office) -> None:
    shut = all_names() - set(ADDRESSES)
    assert "account_signup" in shut
    client = office.client("commune_officer")
    assert client.get("/account/signup/").status_code == 403


@pytest.mark.parametrize("name", OURS)
def test_nobody_gets_in_unsigned(office: Office, name: str) -> None:
    answer = ask(Client(), name, OURS[name][1])
    if name in API:
        assert answer.status_code == 401
        return
    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/")


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_its_actions_open(office: Office, role: str, name: str) -> None:
    open_cases(office)
    send_files(office)
    allowed = ADDRESSES[name] in ROLES[role].actions
    status = ask(office.client(role), name, OURS[name][1]).status_code
    assert (status == 403) == (not allowed), status


@pytest.mark.parametrize("name", OF_ONE)
@pytest.mark.parametrize("role", [r for r in ROLES if ROLES[r].in_commune])
def test_another_commune_does_not_exist(office: Office, role: str, name: str) -> None:
    open_cases(office)
    send_files(office)
    status = ask(office.client(role), name, OURS[name][2]).status_code
    assert status in (403, 404)
    if ADDRESSES[name] in ROLES[role].actions:
        assert status == 404


@pytest.mark.parametrize("role", ["commune_officer", "commune_leader"])
@pytest.mark.parametrize(
    "path",
    [
        "/list/missed",
        "/people?q=vay",
        "/cases",
        "/api/people",
        "/api/findings/missed",
        "/api/cases",
    ],
)
def test_lists_and_searches_hold_my_commune_only(office: Office, role: str, path: str) -> None:
    open_cases(office)
    page = office.client(role).get(path).content.decode()
    assert "Vầy 1" in page
    assert "Vầy 3" not in page


def test_the_province_reads_every_commune(office: Office) -> None:
    page = office.client("department_specialist").get("/people?q=vay").content.decode()
    assert all(f"Vầy {number}" in page for number in range(1, 5))


def test_a_duty_of_one_domain_sees_findings_of_that_domain(office: Office) -> None:
    Finding.objects.filter(person_id=12).update(domain="merit")
    page = (
        office.client("department_specialist", domain="merit").get("/list/missed").content.decode()
    )
    assert "Vầy 2" in page
    assert "Vầy 1" not in page


def test_files_of_another_commune_are_not_listed(office: Office) -> None:
    send_files(office)
    page = office.client("commune_officer").get("/imports").content.decode()
    assert "xã 1.xlsx" in page
    assert "xã 2.xlsx" not in page


def test_findings_of_another_commune_cannot_be_decided(office: Office) -> None:
    keys = list(Finding.objects.values_list("key", flat=True))
    office.client("commune_officer").post("/list/missed/act", {"key": keys, "action": "accepted"})
    decided = set(Decision.objects.values_list("household__area_id", flat=True))
    assert decided == {HERE}


def test_sensitive_facts_are_hidden_without_the_role_and_shown_through_broken_glass(
    office: Office,
) -> None:
    assert Action.SEE_SENSITIVE not in ROLES["commune_leader"].actions
    client = office.client("commune_leader")
    mine, other = "/households/1/people/11", "/households/2/people/12"
    assert "•••" in client.get(mine).content.decode()
    assert "•••" not in office.client("commune_officer").get(mine).content.decode()
    client.post("/households/1/glass", {"reason": "xác minh đơn"})
    assert "•••" not in client.get(mine).content.decode()
    assert "•••" in client.get(other).content.decode()


def test_what_is_known_is_told_of_people_of_the_household_alone(office: Office) -> None:
    client = office.client("commune_officer")
    assert client.get("/households/1/people/11").status_code == 200
    assert client.get("/households/1/people/12").status_code == 404
    assert client.get("/households/1/people/13").status_code == 404


def open_cases(office: Office) -> None:
    """Case 1 in my commune, case 2 in the other."""
    for number, home in ((1, office.mine), (2, office.theirs)):
        decision = Decision.objects.create(
            key=str(number),
            stand="",
            household=home,
            action="accepted",
            by=office.user("commune_officer"),
        )
        Case.objects.create(
            pk=number,
            decision=decision,
            area_id=home.area_id,
            household=home,
            person=home.people.first(),
            full_name=home.people.first().full_name,
            list="missed",
            benefit="assistance.social_pension",
            opened_on="2026-11-30",
        )


def send_files(office: Office) -> None:
    """File 1 of my commune, file 2 of the other."""
    for number, area in enumerate(office.areas, 1):
        sent = upload(
            office.user("commune_officer"), area, "poor_list", f"xã {number}.xlsx", workbook(POOR)
        )
        Batch.objects.filter(pk=sent.pk).update(id=number)
        file_of(sent).rename(file_of(Batch(pk=number, file_name=sent.file_name)))


@pytest.mark.parametrize(
    "path",
    [
        "/households/1/facts/Person/13/insurance_pension",
        "/households/1/facts/Person/12/insurance_pension",
        "/households/1/facts/Household/3/toilet",
        "/households/1/facts/Area/1/kind",
        "/households/1/why/Person/13/assistance.social_pension",
    ],
)
def test_my_household_is_no_door_to_a_row_of_another(office: Office, path: str) -> None:
    client = office.client("commune_officer")
    assert client.get(path).status_code == 404
    assert client.post(path, {"value": "1", "since": "2026-11-01"}).status_code in (404, 405)


def test_the_history_of_a_sensitive_fact_is_hidden_like_the_fact(office: Office) -> None:
    user, place = office.user("commune_officer"), ("Person", 11, "has_hiv")
    change_facts(user, office.mine, 1, {place: False}, Proof(date(2026, 11, 1)))
    shown = "Có → Không"
    assert shown in office.client("commune_officer").get("/households/1").content.decode()
    assert shown not in office.client("commune_leader").get("/households/1").content.decode()


@pytest.mark.parametrize(("one", "other"), [(pair.one, pair.other) for pair in APART])
def test_roles_that_must_stand_apart_are_refused_to_one_person(
    office: Office, one: str, other: str
) -> None:
    user = office.user(one)
    where = office.areas[0] if ROLES[other].in_commune else None
    with pytest.raises(DataError, match="may not be held by one person"):
        give(user, other, where)
    assert [duty.role for duty in user.duties.all()] == [one]
