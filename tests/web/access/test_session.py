from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from ansinh.web import settings as office_settings
from ansinh.web.access import session as rest
from tests.web.conftest import Office

TEMPLATES = Path(office_settings.HERE) / "templates"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A hand that a test moves."""

    class Clock:
        now = 1_000_000.0

        def time(self) -> float:
            return self.now

    hand = Clock()
    monkeypatch.setattr(rest, "time", hand)
    return hand


def test_a_session_ends_after_a_while_of_rest(office: Office, clock: Any, settings: Any) -> None:
    client = office.client("commune_officer")
    for _ in range(3):
        assert client.get("/").status_code == 200
        clock.now += settings.SESSION_IDLE_AGE - 1
    assert client.get("/").status_code == 200
    clock.now += settings.SESSION_IDLE_AGE + 1
    assert client.get("/").url.startswith("/account/login/")
    assert "Phiên làm việc đã hết" in client.get("/account/login/").content.decode()


def test_a_session_ends_after_a_days_work_however_busy(
    office: Office, clock: Any, settings: Any
) -> None:
    client = office.client("commune_officer")
    end = clock.now + settings.SESSION_COOKIE_AGE
    while clock.now <= end:
        assert client.get("/").status_code == 200
        clock.now += settings.SESSION_IDLE_AGE - 1
    assert client.get("/").status_code == 302


def test_not_every_page_writes_its_session(office: Office, clock: Any) -> None:
    client = office.client("commune_officer")
    client.get("/")
    noted = client.session["seen"]
    clock.now += 30
    client.get("/")
    assert client.session["seen"] == noted
    clock.now += 31
    client.get("/")
    assert client.session["seen"] == noted + 61


def test_part_of_a_page_sends_the_whole_page_to_sign_in(office: Office) -> None:
    answer = Client().get("/people?q=a", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/account/login/?next=/people")


def test_browsers_are_told_to_run_nothing_but_ours(office: Office) -> None:
    for client in (Client(), office.client("commune_officer")):
        headers = client.get("/", follow=True).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_of_who_is_signed_in_are_not_kept(office: Office) -> None:
    assert "no-store" in office.client("commune_officer").get("/").headers["Cache-Control"]


@pytest.mark.parametrize(
    "template", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: str(p.relative_to(TEMPLATES))
)
def test_no_page_holds_a_style_or_a_script(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|hx-on", text) == []
    assert re.findall(r"hx-(?:vals|headers)=['\"]js:", text) == []


def test_our_own_script_evaluates_nothing() -> None:
    script = Path(finders.find("office/office.js")).read_text(encoding="utf-8")
    assert re.findall(r"\beval\(|new Function|innerHTML", script) == []


@pytest.mark.parametrize("https", ["0", "1"])
def test_cookies_are_as_safe_as_the_line(https: str, tmp_path: Path) -> None:
    names = (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_HTTPONLY",
        "SESSION_EXPIRE_AT_BROWSER_CLOSE",
        "DEBUG",
    )
    code = (
        "import json; from ansinh.web import settings; "
        f"print(json.dumps([getattr(settings, name) for name in {names}]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "ANSINH_HTTPS": https, "ANSINH_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    is_safe, name = https == "1", "__Host-session" if https == "1" else "session"
    assert json.loads(told.stdout) == [is_safe, is_safe, is_safe, name, True, True, False]
