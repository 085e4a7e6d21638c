from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client

from ansinh.web.access.models import Entry, User
from tests.web.access.codes import code_of
from tests.web.conftest import Office

PASSWORD = "mot mat khau dai"  # noqa: S105
ACTIVATE = "/account/2fa/totp/activate/"
CODES = "/account/2fa/recovery-codes/"


@pytest.fixture
def user(office: Office) -> User:
    cache.clear()
    user = office.user("province_leader")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(user: User) -> Client:
    client = Client()
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    return client


def confirmed(user: User) -> Client:
    client = sign_in(user)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def activated(user: User) -> tuple[Client, str]:
    client = confirmed(user)
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": code_of(secret)})
    return client, secret


def page(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_second_factor_is_turned_on_with_a_real_code(
    user: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in(user)
    assert client.get(ACTIVATE).url.startswith("/account/reauthenticate/")
    client = confirmed(user)
    answer = client.get(ACTIVATE)
    secret = answer.context["form"].secret
    assert "<svg" in page(answer)
    assert "<?xml" not in page(answer)
    assert secret in page(answer)
    wrong = client.post(ACTIVATE, {"code": f"{(int(code_of(secret)) + 500_000) % 1_000_000:06}"})
    assert "Mã chưa đúng." in page(wrong)
    assert not Authenticator.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(ACTIVATE, {"code": code_of(secret)}).url == CODES
    assert Entry.objects.filter(action="second factor added", user=user).exists()


def test_the_secret_does_not_lie_open_in_the_database(user: User) -> None:
    client, secret = activated(user)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))
    codes = client.get(CODES).context["unused_codes"]
    assert len(codes) == 10


def test_signing_in_takes_the_code_too(user: User) -> None:
    _, secret = activated(user)
    client = sign_in(user)
    assert "_auth_user_id" not in client.session
    asked = client.get("/account/2fa/authenticate/")
    assert "Mật khẩu đúng. Nhập thêm mã để vào." in page(asked)
    assert "Mã chưa đúng." in page(client.post("/account/2fa/authenticate/", {"code": "1"}))
    code = code_of(secret, later=1)
    client.post("/account/2fa/authenticate/", {"code": code})
    assert "_auth_user_id" in client.session
    again = sign_in(user)
    assert "Mã chưa đúng." in page(again.post("/account/2fa/authenticate/", {"code": code}))
    assert "_auth_user_id" not in again.session


def test_guessing_codes_is_stopped(user: User) -> None:
    _, secret = activated(user)
    client = sign_in(user)
    for _ in range(5):
        client.post("/account/2fa/authenticate/", {"code": "1"})
    right = client.post("/account/2fa/authenticate/", {"code": code_of(secret, later=1)})
    assert "Đã thử sai quá nhiều lần" in page(right)
    assert "_auth_user_id" not in client.session


def test_what_was_tried_is_known_to_every_process_of_the_server(user: User) -> None:
    activated(user)
    sign_in(user).post("/account/2fa/authenticate/", {"code": "1"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_attempts")
        assert cursor.fetchone()[0]


def test_a_recovery_code_opens_once(user: User) -> None:
    client, _ = activated(user)
    code = client.get(CODES).context["unused_codes"][0]
    assert code in page(client.get(f"{CODES}download/"))
    for is_in in (True, False):
        fresh = sign_in(user)
        fresh.post("/account/2fa/authenticate/", {"code": code})
        assert ("_auth_user_id" in fresh.session) == is_in


def test_new_recovery_codes_replace_the_old_ones(user: User) -> None:
    client, _ = activated(user)
    old = client.get(CODES).context["unused_codes"]
    assert "Các mã cũ sẽ không dùng được nữa." in page(client.get(f"{CODES}generate/"))
    client.post(f"{CODES}generate/")
    assert not set(old) & set(client.get(CODES).context["unused_codes"])


def test_a_second_factor_is_turned_off_with_its_codes(user: User) -> None:
    client, _ = activated(user)
    assert "Đang bật" in page(client.get("/account/2fa/"))
    client.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert "Chưa bật" in page(client.get("/account/2fa/"))
    assert Entry.objects.filter(action="second factor removed", user=user).exists()


def test_where_a_second_factor_is_required_nothing_opens_without(user: User, settings: Any) -> None:
    settings.REQUIRE_MFA = True
    client = sign_in(user)
    for path in ("/", "/account/2fa/", "/accounts", "/log"):
        assert client.get(path).url == ACTIVATE
    assert client.get("/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == ACTIVATE
    assert client.get(ACTIVATE).url.startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": code_of(secret)})
    assert client.get("/").status_code == 200
    settings.REQUIRE_MFA = False
    assert sign_in(user).get("/").status_code == 302


def test_where_none_is_required_pages_open_without(user: User) -> None:
    assert sign_in(user).get("/").status_code == 200


@pytest.mark.parametrize(("language", "word"), [("vi", "Xác thực"), ("en", "Second factor")])
def test_pages_of_the_account_speak_both_languages(
    user: User, settings: Any, language: str, word: str
) -> None:
    client, _ = activated(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert word in page(client.get("/account/2fa/"))
    for path in (
        "/account/2fa/totp/deactivate/",
        CODES,
        f"{CODES}generate/",
        "/account/password/change/",
        "/account/reauthenticate/",
        "/account/2fa/reauthenticate/",
        "/account/logout/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert 'class="card sign-in"' in page(answer), path
        assert f'lang="{language}"' in page(answer)
