"""The API: by session or token, in the scope of the pages, described by the law's facts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ansinh.web.access import tokens
from ansinh.web.access.models import Entry, Token
from ansinh.web.office.decisions import decide
from ansinh.web.office.models import Case, Decision, Finding
from ansinh.web.registry.fields import ENTITIES
from tests.web.conftest import HERE, Office

PENSION = "assistance.social_pension"


@pytest.fixture
def client(office: Office) -> Client:
    return office.client("commune_officer")


def bearer(office: Office, role: str = "commune_officer") -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.make(office.user(role), 'máy của xã')}"}


def send(client: Client, method: str, path: str, content: dict[str, Any], **more: Any) -> Any:
    return getattr(client, method)(path, content, content_type="application/json", **more)


def test_every_fact_of_the_law_is_declared_once(client: Client) -> None:
    told = client.get("/api/facts").json()
    names = [f"{fact['entity']}.{fact['name']}" for fact in told]
    assert sorted(names) == sorted(f.qualified for e in ENTITIES for f in e.facts.values())
    toilet = next(fact for fact in told if fact["name"] == "toilet")
    assert toilet["type"] == "choice"
    assert "septic" in [choice["code"] for choice in toilet["choices"]]


def test_the_description_names_facts_with_label_and_type(client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    fields = described["components"]["schemas"]["HouseholdFacts"]["properties"]
    facts = ENTITIES["Household"].facts
    assert fields.keys() == facts.keys()
    assert fields["toilet"]["title"] == facts["toilet"].en
    assert "septic" in str(fields["toilet"])
    assert "/api/households/{number}/facts" in described["paths"]
    parameters = described["paths"]["/api/findings/{name}"]["get"]["parameters"]
    assert {"benefit", "village", "sort", "page"} <= {p["name"] for p in parameters}


def test_people_are_found_in_my_scope_only(client: Client) -> None:
    told = client.get("/api/people?q=vầy").json()
    assert told["count"] == 2
    assert told["items"][0]["full_name"] == "Nông Thị Vầy 1"
    assert told["items"][0]["commune"] == "Xã Tân Sơn"


def test_a_household_tells_what_is_known_and_hides_what_is_sensitive(office: Office) -> None:
    mine = office.client("commune_officer").get("/api/households/1").json()
    assert mine["facts"]["toilet"] == "septic"
    assert mine["people"][0]["facts"]["has_hiv"] is True
    assert mine["people"][0]["facts"]["birth_date"] == "1946-05-01"
    assert mine["hidden"] == []
    leader = office.client("commune_leader").get("/api/households/1").json()
    assert leader["people"][0]["facts"]["has_hiv"] is None
    assert "Person.has_hiv" in leader["hidden"]
    assert Entry.objects.filter(action="read", subject="household 1").count() == 2


def change(version: int, value: Any = "none", **more: Any) -> dict[str, Any]:
    one = {"entity": "Household", "row": 1, "fact": "toilet", "value": value}
    return {"version": version, "valid_from": "2026-11-01", "changes": [one | more]}


def test_a_fact_is_changed_on_the_version_that_was_read(client: Client, office: Office) -> None:
    answer = send(client, "patch", "/api/households/1/facts", change(1))
    assert (answer.status_code, answer.json()) == (200, {"version": 2, "changed": 1})
    office.mine.refresh_from_db()
    assert office.mine.toilet == "none"
    late = send(client, "patch", "/api/households/1/facts", change(1, "septic"))
    assert late.status_code == 409
    assert late.json()["version"] == 2
    assert late.json()["current"][0]["value"] == "none"


@pytest.mark.parametrize(
    ("change_", "status"),
    [
        (change(1, "palace"), 422),
        (change(1, fact="nothing"), 422),
        (change(1, row=3), 422),
        (change(1, entity="Person", row=13, fact="sex", value="male"), 422),
        ({"version": 1, "valid_from": "x", "changes": []}, 422),
    ],
)
def test_a_change_that_is_no_change_is_refused(
    client: Client, office: Office, change_: dict[str, Any], status: int
) -> None:
    answer = send(client, "patch", "/api/households/1/facts", change_)
    assert answer.status_code == status
    office.mine.refresh_from_db()
    assert office.mine.version == 1


def test_lines_are_listed_narrowed_and_decided(client: Client) -> None:
    told = client.get("/api/findings/missed?sort=-name").json()
    assert [line["person"] for line in told["items"]] == [12, 11]
    assert told["items"][0]["name"]["vi"] == "Trợ cấp hưu trí xã hội"
    assert told["items"][0]["reason"] == {"vi": "Đủ 75 tuổi", "en": "Is 75 years old"}
    assert client.get("/api/findings/missed?village=Thôn 2").json()["count"] == 1
    keys = [line["key"] for line in told["items"]]
    bad = {"keys": [*keys, "x"], "action": "accepted"}
    assert send(client, "post", "/api/findings/missed/decisions", bad).status_code == 422
    assert not Decision.objects.exists()
    good = send(
        client, "post", "/api/findings/missed/decisions", {"keys": keys, "action": "accepted"}
    )
    assert good.json() == {"decided": 2}
    assert client.get("/api/findings/missed").json()["count"] == 0
    assert client.get("/api/findings/nothing").status_code == 404


def test_cases_are_read_and_decided(office: Office) -> None:
    decide(office.user("commune_officer"), Finding.objects.filter(area_id=HERE), "accepted")
    leader = office.client("commune_leader")
    told = leader.get("/api/cases").json()
    number = told["items"][0]["id"]
    assert told["count"] == 2
    assert leader.get(f"/api/cases/{number}").json()["benefit"] == PENSION
    path = f"/api/cases/{number}/decision"
    assert send(leader, "post", path, {"state": "refused"}).status_code == 422
    assert send(leader, "post", path, {"state": "granted"}).json() == {"decided": 1}
    assert send(leader, "post", path, {"state": "granted"}).status_code == 422
    assert Case.objects.get(pk=number).state == Case.GRANTED


def test_what_tells_a_sensitive_fact_is_hidden_here_too(office: Office) -> None:
    office.found(0, benefit="assistance.hiv", name="HIV", reason="nhiễm HIV", reason_en="HIV")
    assert "HIV" in str(office.client("commune_officer").get("/api/findings/missed").json())
    assert "HIV" not in str(office.client("commune_leader").get("/api/findings/missed").json())


def test_a_token_opens_what_its_user_may(office: Office) -> None:
    headers = bearer(office, "commune_leader")
    assert Client().get("/api/people?q=vay", headers=headers).json()["count"] == 2
    assert Client().get("/api/households/3", headers=headers).status_code == 404
    answer = send(Client(), "patch", "/api/households/1/facts", change(1), headers=headers)
    assert answer.status_code == 403
    assert Token.objects.get().used_on == timezone.localdate()


def test_a_token_changes_things_without_a_cookie(office: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    path = "/api/households/1/facts"
    assert send(strict, "patch", path, change(1), headers=bearer(office)).status_code == 200


def test_a_session_changes_things_only_from_our_own_pages(office: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    user = office.user("commune_officer")
    strict.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(strict, "patch", "/api/households/1/facts", change(1)).status_code == 403
    office.mine.refresh_from_db()
    assert office.mine.version == 1


@pytest.mark.parametrize("ended", ["revoked", "too old", "user gone", "wrong", "none"])
def test_a_token_that_does_not_count_is_nobody(office: Office, ended: str) -> None:
    headers = bearer(office)
    if ended == "revoked":
        tokens.revoke(office.user("commune_officer"), Token.objects.get().pk)
    elif ended == "too old":
        Token.objects.update(until=timezone.now() - timedelta(days=1))
    elif ended == "user gone":
        user = office.user("commune_officer")
        user.is_active = False
        user.save()
    elif ended == "wrong":
        headers = {"Authorization": "Bearer ansinh_x"}
    else:
        headers = {}
    answer = Client().get("/api/people", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")


def test_a_wrong_token_is_not_helped_by_a_cookie(client: Client) -> None:
    assert client.get("/api/people", headers={"Authorization": "Bearer x"}).status_code == 401


def test_a_token_opens_no_page(office: Office) -> None:
    assert Client().get("/people", headers=bearer(office)).status_code == 302


def test_a_token_is_shown_once_and_kept_as_a_hash(client: Client, office: Office) -> None:
    shown = client.post("/tokens", {"name": "máy của xã"}).content.decode()
    text = shown.partition('class="token">')[2].partition("<")[0]
    assert text.startswith("ansinh_")
    assert text not in client.get("/tokens").content.decode()
    assert text not in str(Token.objects.values_list())
    assert text not in str(Entry.objects.values_list())
    assert Client().get("/api/people", headers={"Authorization": f"Bearer {text}"}).json()["count"]
    client.post(f"/tokens/{Token.objects.get().pk}/revoke")
    denied = Client().get("/api/people", headers={"Authorization": f"Bearer {text}"})
    assert denied.status_code == 401
    assert "máy của xã" not in client.get("/tokens").content.decode()


def test_a_token_needs_a_name_and_nobody_revokes_anothers(client: Client, office: Office) -> None:
    client.post("/tokens", {"name": " "})
    assert not Token.objects.exists()
    tokens.make(office.user("commune_leader"), "của lãnh đạo")
    client.post(f"/tokens/{Token.objects.get().pk}/revoke")
    assert Token.objects.get().revoked_at is None
