"""Whom an identity signs in: the account that holds its personal number."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ansinh.web.access import audit
from ansinh.web.access.models import User
from ansinh.web.office.templatetags.words import speech


class KnownOnly(DefaultSocialAccountAdapter):  # type: ignore[misc, unused-ignore]
    """Nobody signs up."""

    def is_open_for_signup(self, *_asked: Any) -> bool:
        """Accounts are made by an administrator."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Take the account whose personal number the signed answer tells; else refuse."""
        told = sociallogin.account.extra_data["id_token"].get(settings.OIDC_CLAIM)
        known = User.objects.filter(national_number=told, is_active=True) if told else []
        user = next(iter(known), None)
        if user is None:
            audit.write(None, "identity refused")
            vi = "Danh tính này chưa gắn với tài khoản nào. Báo người quản trị."
            en = "This identity belongs to no account. Tell the administrator."
            raise ImmediateHttpResponse(refusal(request, speech(vi, en), status=403))
        sociallogin.user = user

    def on_authentication_error(self, request: HttpRequest, *_asked: Any, **_told: Any) -> None:
        """Say so in our look: it was cancelled, forged, or came too late."""
        vi = "Không đăng nhập được bằng định danh quốc gia. Hãy thử lại."
        en = "The national identity did not sign you in. Try again."
        raise ImmediateHttpResponse(refusal(request, speech(vi, en), status=401))


def refusal(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """The page that says why nobody is signed in."""
    return render(request, "account/refused.html", {"why": why}, status=status)
