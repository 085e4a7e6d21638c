from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.utils import timezone

from ansinh.web.access import accounts, audit, policy
from ansinh.web.access.models import Entry, User
from ansinh.web.access.policy import give
from tests.web.conftest import HERE, Office

PASSWORD = "mot mat khau dai"  # noqa: S105
CHOSEN = "mat khau cua rieng toi"


@pytest.fixture
def admin(office: Office) -> Client:
    return office.client("administrator")


def made(username: str = "hoa") -> User:
    user = User.objects.create(username=username, full_name="Nguyễn Thị Hoà")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(username: str, password: str, client: Client | None = None) -> tuple[Client, Any]:
    client = client or Client()
    fields = {"login": username, "password": password}
    return client, client.post("/account/login/", fields)


def last_action() -> tuple[str, str]:
    entry = Entry.objects.order_by("-id")[0]
    return entry.action, entry.subject


def test_an_account_is_made_and_its_password_shown_once(admin: Client) -> None:
    fields = {"username": "hoa", "full_name": "Nguyễn Thị Hoà"}
    answer = admin.post("/accounts/new", fields)
    given = answer.context["given"]
    user = User.objects.get(username="hoa")
    assert len(given) >= 12
    assert given in answer.content.decode()
    assert user.check_password(given)
    assert last_action() == ("account made", f"account {user.pk}")
    assert given not in admin.get(f"/accounts/{user.pk}").content.decode()
    assert given not in str(list(Entry.objects.values_list("detail", flat=True)))


@pytest.mark.parametrize(
    "fields",
    [
        {"username": "hoa", "full_name": ""},
        {"username": "", "full_name": "Hoà"},
        {"username": "có dấu cách", "full_name": "Hoà"},
        {"username": "ADMINISTRATOR-1-", "full_name": "Hoà"},
        {"username": "hoa", "full_name": "Hoà", "password": "ngan"},
        {"username": "hoa", "full_name": "Hoà", "password": "password1234"},
    ],
)
def test_an_account_that_cannot_be_is_refused(admin: Client, fields: dict[str, str]) -> None:
    before = User.objects.count()
    answer = admin.post("/accounts/new", fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert User.objects.count() == before


def test_a_one_time_password_must_be_changed_before_anything_opens(admin: Client) -> None:
    fields = {"username": "hoa", "full_name": "Hoà", "password": PASSWORD}
    admin.post("/accounts/new", fields)
    give(User.objects.get(username="hoa"), "province_leader")
    client, _ = sign_in("hoa", PASSWORD)
    change = "/account/password/change/"
    assert client.get("/").url == change
    assert client.get("/account/2fa/").url == change
    assert client.get(change).status_code == 200
    same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(change, same).status_code == 200
    assert client.get("/").url == change
    client.post(change, {**same, "password1": CHOSEN, "password2": CHOSEN})
    assert client.get("/").status_code == 200
    assert last_action()[0] == "password changed"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Một người không được vừa là"),
        ("en", "may not be held by one person: who prepares a case does not decide it"),
    ],
)
def test_roles_that_stand_apart_are_refused_in_the_language_of_the_page(
    office: Office, admin: Client, language: str, words: str
) -> None:
    officer = office.user("commune_officer")
    admin.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    fields = {"role": "commune_leader", "area": str(HERE)}
    answer = admin.post(f"/accounts/{officer.pk}/duties", fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert [duty.role for duty in officer.duties.all()] == ["commune_officer"]


def test_roles_stand_apart_even_while_the_account_is_closed(office: Office, admin: Client) -> None:
    officer = office.user("commune_officer")
    User.objects.filter(pk=officer.pk).update(is_active=False)
    answer = admin.post(f"/accounts/{officer.pk}/duties", {"role": "inspector"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "commune_officer"},
        {"role": "inspector", "area": str(HERE)},
        {"role": "emperor"},
        {"role": "commune_officer", "area": "99"},
        {"role": "commune_officer", "area": "x"},
        {"role": "department_specialist", "domain": "magic"},
        {"role": "department_specialist", "until": "2020-01-01"},
        {"role": "department_specialist", "until": "hôm qua"},
    ],
)
def test_a_duty_that_cannot_be_is_refused(admin: Client, fields: dict[str, str]) -> None:
    user = made()
    assert admin.post(f"/accounts/{user.pk}/duties", fields).status_code == 422
    assert not user.duties.exists()


def test_a_duty_is_given_ended_and_given_anew_and_nothing_is_lost(admin: Client) -> None:
    user, until = made(), timezone.localdate() + timedelta(days=30)
    fields = {"role": "commune_officer", "area": str(HERE), "domain": "merit", "until": str(until)}
    admin.post(f"/accounts/{user.pk}/duties", fields)
    duty = user.duties.get()
    assert (duty.area_id, duty.domain, duty.until) == (HERE, "merit", until)
    assert policy.may(User.objects.get(pk=user.pk), policy.Action.EDIT)
    admin.post(f"/accounts/{user.pk}/duties/{duty.pk}/end")
    assert not policy.may(User.objects.get(pk=user.pk), policy.Action.EDIT)
    assert last_action() == ("duty ended", f"account {user.pk}")
    assert admin.post(f"/accounts/{user.pk}/duties/{duty.pk}/end").status_code == 404
    admin.post(f"/accounts/{user.pk}/duties", {**fields, "until": ""})
    assert policy.may(User.objects.get(pk=user.pk), policy.Action.EDIT)
    assert user.duties.count() == 2


def test_a_duty_given_twice_is_one_with_the_new_end(office: Office, admin: Client) -> None:
    user = office.user("department_specialist")
    until = timezone.localdate() + timedelta(days=1)
    fields = {"role": "department_specialist", "until": str(until)}
    admin.post(f"/accounts/{user.pk}/duties", fields)
    assert user.duties.get().until == until


def test_administrators_do_nothing_to_themselves(office: Office, admin: Client) -> None:
    me = office.user("administrator")
    give(made(), "administrator")
    held = me.duties.get()
    assert admin.post(f"/accounts/{me.pk}/duties", {"role": "province_leader"}).status_code == 422
    assert admin.post(f"/accounts/{me.pk}/duties/{held.pk}/end").status_code == 422
    for action in ("close", "second-factor", "password"):
        answer = admin.post(f"/accounts/{me.pk}/change", {"action": action})
        assert answer.status_code == 422, action
    me.refresh_from_db()
    assert me.is_active
    assert me.duties.get().until is None


def test_the_last_administrator_stays(office: Office, admin: Client) -> None:
    other = office.user("administrator", area=None)
    admin.post(f"/accounts/{other.pk}/change", {"action": "close"})
    other.refresh_from_db()
    assert not other.is_active
    assert last_action() == ("account closed", f"account {other.pk}")
    me = office.user("administrator")
    helper = office.client("administrator", area=None)
    User.objects.filter(pk=other.pk).update(is_active=True)
    helper.post(f"/accounts/{me.pk}/duties/{me.duties.get().pk}/end")
    me.refresh_from_db()
    assert not policy.may(User.objects.get(pk=me.pk), policy.Action.MANAGE_ACCOUNTS)
    with pytest.raises(policy.RefusedError, match="last administrator"):
        accounts.close(me, other)


def test_a_closed_account_is_out_at_once_and_in_again_when_opened(
    office: Office, admin: Client
) -> None:
    officer = office.user("commune_officer")
    theirs = office.client("commune_officer")
    assert theirs.get("/").status_code == 200
    admin.post(f"/accounts/{officer.pk}/change", {"action": "close"})
    assert theirs.get("/").status_code == 302
    admin.post(f"/accounts/{officer.pk}/change", {"action": "open"})
    assert office.client("commune_officer").get("/").status_code == 200
    assert last_action()[0] == "account opened"


def test_a_locked_account_is_seen_and_unlocked(admin: Client) -> None:
    user = made()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client, _ = sign_in("hoa", "sai mat khau roi")
    assert last_action() == ("locked out", f"account {user.pk}")
    assert "_auth_user_id" not in sign_in("hoa", PASSWORD)[0].session
    assert "Đang bị khóa" in admin.get("/accounts?q=hoa").content.decode()
    admin.post(f"/accounts/{user.pk}/change", {"action": "unlock"})
    assert "Đang bị khóa" not in admin.get("/accounts?q=hoa").content.decode()
    client, _ = sign_in("hoa", PASSWORD)
    assert "_auth_user_id" in client.session


def test_a_lost_second_factor_is_removed_with_its_codes(admin: Client) -> None:
    user = made()
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    assert "_auth_user_id" not in sign_in("hoa", PASSWORD)[0].session
    admin.post(f"/accounts/{user.pk}/change", {"action": "second-factor"})
    assert not Authenticator.objects.exists()
    assert "_auth_user_id" in sign_in("hoa", PASSWORD)[0].session


def test_a_forgotten_password_is_given_anew_and_ends_what_is_open(admin: Client) -> None:
    user = made()
    client, _ = sign_in("hoa", PASSWORD)
    answer = admin.post(f"/accounts/{user.pk}/change", {"action": "password"})
    given = answer.context["given"]
    assert client.get("/account/password/change/").status_code == 302
    assert "_auth_user_id" not in sign_in("hoa", PASSWORD)[0].session
    client, _ = sign_in("hoa", given)
    assert client.get("/").url == "/account/password/change/"


def test_a_personal_number_is_checked_and_is_of_one_account(admin: Client) -> None:
    user, other = made(), made("mai")
    fields = {"action": "name", "full_name": "Nguyễn Thị Hoà", "national_number": "024146000011"}
    admin.post(f"/accounts/{user.pk}/change", fields)
    user.refresh_from_db()
    assert user.national_number == "024146000011"
    assert admin.post(f"/accounts/{other.pk}/change", fields).status_code == 422
    wrong = {**fields, "national_number": "999146000011"}
    assert admin.post(f"/accounts/{other.pk}/change", wrong).status_code == 422
    admin.post(f"/accounts/{user.pk}/change", {**fields, "national_number": ""})
    user.refresh_from_db()
    assert user.national_number is None


@pytest.mark.parametrize("words", ["nguyen hoa", "Hoà", "HOA", "024146000011"])
def test_accounts_are_found_by_name_user_name_and_number(admin: Client, words: str) -> None:
    user = made("thanhhoa")
    User.objects.filter(pk=user.pk).update(national_number="024146000011")
    page = admin.get("/accounts", {"q": words}).content.decode()
    assert "Nguyễn Thị Hoà" in page
    assert "administrator-" not in page.partition('id="found"')[2]


def test_the_list_asks_as_much_for_many_accounts_as_for_one(
    admin: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        give(made(f"u{number}"), "province_leader")
    with django_assert_max_num_queries(12):
        assert admin.get("/accounts").status_code == 200


def test_a_change_that_is_none_does_not_exist(admin: Client) -> None:
    assert admin.post(f"/accounts/{made().pk}/change", {"action": "burn"}).status_code == 404


def test_every_change_of_an_account_leaves_the_log_whole(admin: Client) -> None:
    user = made()
    for action in ("close", "open", "unlock", "second-factor", "password"):
        admin.post(f"/accounts/{user.pk}/change", {"action": action})
    written = list(Entry.objects.filter(subject=f"account {user.pk}").values_list("action"))
    assert len(written) == 5
    assert audit.check(limit=None).broken is None
