"""To the national identity, and back."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from requests import RequestException

from ansinh.web.access.identity.adapter import refusal
from ansinh.web.access.identity.provider import NationalIdentityProvider, SignedAnswer
from ansinh.web.office.templatetags.words import speech


@require_GET
def login(request: HttpRequest) -> HttpResponse:
    """Send the browser to the national identity; what was asked for is kept in the session."""
    _must_be_set()
    provider = get_adapter().get_provider(request, NationalIdentityProvider.id)
    try:
        sent: HttpResponse = provider.redirect(
            request, process=AuthProcess.LOGIN, next_url=get_next_redirect_url(request)
        )
    except RequestException:
        return _away(request)
    return sent


@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Read the answer, and sign in whom it names."""
    _must_be_set()
    answer = SignedAnswer(request, NationalIdentityProvider.id)
    try:
        came: HttpResponse = OAuth2CallbackView.adapter_view(answer)(request)
    except RequestException:
        return _away(request)
    return came


def _must_be_set() -> None:
    if not settings.SOCIALACCOUNT_PROVIDERS:
        raise Http404


def _away(request: HttpRequest) -> HttpResponse:
    vi = "Máy chủ định danh quốc gia không trả lời. Hãy dùng mật khẩu."
    en = "The national identity does not answer. Use your password."
    return refusal(request, speech(vi, en), status=503)
