from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from ansinh.web.access.models import Entry, User
from tests.web.access.codes import code_of
from tests.web.access.provider import CLIENT, SECRET, Provider
from tests.web.conftest import Office

NUMBER = "024146000011"


@pytest.fixture
def provider(settings: Any, db: None) -> Iterator[Provider]:
    cache.clear()
    running = Provider()
    app = {
        "provider_id": "national_identity",
        "name": "VNeID",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {
            "server_url": running.url,
            "scope": ["openid"],
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
        },
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"national_identity": {"APPS": [app]}}
    running.claims = {settings.OIDC_CLAIM: NUMBER}
    yield running
    running.close()


@pytest.fixture
def user(office: Office) -> User:
    user = office.user("province_leader")
    user.national_number = NUMBER
    user.save()
    return user


def come_back(client: Client, provider: Provider, start: str = "/account/identity/") -> Any:
    sent = client.get(start)
    assert sent.status_code == 302
    assert sent.url.startswith(f"{provider.url}/authorize?")
    return client.get("/account/identity/callback/", provider.sign_in(sent.url))


def test_a_known_identity_signs_in(user: User, provider: Provider) -> None:
    client = Client()
    answer = come_back(client, provider)
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/").context["user"] == user
    assert Entry.objects.get(action="sign in").detail == {"by": "national identity"}
    assert "/keys" in provider.fetched, "the signature is verified"
    assert not SocialAccount.objects.exists()


def test_what_was_asked_for_opens_after(user: User, provider: Provider) -> None:
    login = Client().get("/account/login/?next=/account/2fa/").content.decode()
    start = "/account/identity/?next=/account/2fa/"
    assert start in login.replace("%3D", "=")
    assert come_back(Client(), provider, start).url == "/account/2fa/"
    assert come_back(Client(), provider, "/account/identity/?next=//evil.example/").url == "/"


def test_an_unknown_identity_is_refused_and_makes_no_account(
    user: User, provider: Provider, settings: Any
) -> None:
    before = User.objects.count()
    for claims in ({settings.OIDC_CLAIM: "024146000099"}, {settings.OIDC_CLAIM: ""}, {}):
        provider.claims = claims
        client = Client()
        answer = come_back(client, provider)
        assert answer.status_code == 403
        assert "chưa gắn với tài khoản nào" in answer.content.decode()
        assert "_auth_user_id" not in client.session
    assert User.objects.count() == before
    assert Entry.objects.filter(action="identity refused").count() == 3


def test_a_closed_account_is_refused(user: User, provider: Provider) -> None:
    User.objects.update(is_active=False)
    assert come_back(Client(), provider).status_code == 403


def test_a_number_taken_from_the_account_opens_no_more(user: User, provider: Provider) -> None:
    assert come_back(Client(), provider).status_code == 302
    User.objects.update(national_number=None)
    assert come_back(Client(), provider).status_code == 403


@pytest.mark.parametrize("claims", [{"aud": "another"}, {"iss": "http://evil"}, {"exp": 1}])
def test_an_answer_for_somebody_else_is_refused(
    user: User, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims |= claims
    client = Client()
    assert come_back(client, provider).status_code == 401
    assert "_auth_user_id" not in client.session


def test_a_forged_signature_is_refused(user: User, provider: Provider) -> None:
    provider.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    client = Client()
    answer = come_back(client, provider)
    assert answer.status_code == 401
    assert "Hãy thử lại" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_answer_nobody_asked_for_is_refused(user: User, provider: Provider) -> None:
    sent = Client().get("/account/identity/")
    brought = provider.sign_in(sent.url)
    another = Client()
    assert another.get("/account/identity/callback/", brought).status_code == 401
    assert "_auth_user_id" not in another.session


def test_somebody_who_cancels_is_told_so(user: User, provider: Provider) -> None:
    client = Client()
    state = provider.sign_in(client.get("/account/identity/").url)["state"]
    fields = {"error": "access_denied", "state": state}
    assert client.get("/account/identity/callback/", fields).status_code == 401


def test_the_second_factor_is_asked_for_after_the_identity_too(
    user: User, provider: Provider
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    client = Client()
    assert come_back(client, provider).url == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert "_auth_user_id" in client.session


def test_a_provider_that_does_not_answer_is_said_so(user: User, settings: Any) -> None:
    gone = Provider()
    gone.close()
    app = {"provider_id": "national_identity", "client_id": "a", "secret": "b"}
    app["settings"] = {"server_url": gone.url}  # type: ignore[assignment]
    settings.SOCIALACCOUNT_PROVIDERS = {"national_identity": {"APPS": [app]}}
    answer = Client().get("/account/identity/")
    assert answer.status_code == 503
    assert "Hãy dùng mật khẩu" in answer.content.decode()


def test_without_its_settings_there_is_no_button_and_no_address(office: Office) -> None:
    assert "VNeID" not in Client().get("/account/login/").content.decode()
    assert Client().get("/account/identity/").status_code == 404
    assert Client().get("/account/identity/callback/").status_code == 404


def test_addresses_of_the_library_itself_stay_shut(provider: Provider, office: Office) -> None:
    for path in ("/account/3rdparty/", "/account/3rdparty/signup/", "/account/signup/"):
        assert Client().get(path).status_code == 403


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "set: False"),
        ({"URL": "https://a", "CLIENT": "b", "SECRET": "c"}, "set: True"),
        ({"URL": "https://a"}, "also needs ANSINH_OIDC_CLIENT, ANSINH_OIDC_SECRET"),
    ],
)
def test_all_settings_of_the_identity_are_needed_or_none(
    given: dict[str, str], expected: str, tmp_path: Any
) -> None:
    code = "from ansinh.web import settings; print('set:', bool(settings.SOCIALACCOUNT_PROVIDERS))"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ANSINH_")}
    environment |= {f"ANSINH_OIDC_{name}": value for name, value in given.items()}
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "ANSINH_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert expected in run.stdout + run.stderr


def test_the_answer_is_good_for_now_only(user: User, provider: Provider) -> None:
    provider.claims |= {"exp": int(time.time()) - 5}
    assert come_back(Client(), provider).status_code == 401
