"""Tokens by which programs sign in as the user who made them: kept as hashes, shown once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ansinh.web.access import audit
from ansinh.web.access.models import Token

#: How long a token lasts.
LIFE = timedelta(days=365)
_SCHEME, _MARK = "Bearer ", "ansinh_"


def make(user: Any, name: str) -> str:
    """Make a token; the text returned is all there ever is of it."""
    text = _MARK + secrets.token_urlsafe(32)
    with transaction.atomic():
        until = timezone.now() + LIFE
        token = Token.objects.create(user=user, name=name, digest=_digest(text), until=until)
        audit.write(user, "make token", f"token {token.pk}", name=name)
    return text


def revoke(user: Any, number: int) -> bool:
    """End a token of one's own; whether there was one."""
    with transaction.atomic():
        mine = Token.objects.filter(pk=number, user=user, revoked_at__isnull=True)
        if not mine.update(revoked_at=timezone.now()):
            return False
        audit.write(user, "revoke token", f"token {number}")
    return True


def holder(text: str) -> Any | None:
    """Whose token it is, if it still counts; notes the day it is used."""
    now = timezone.now()
    living = Token.objects.filter(revoked_at__isnull=True, until__gt=now, user__is_active=True)
    token = living.select_related("user").filter(digest=_digest(text)).first()
    if token is None:
        return None
    if token.used_on != timezone.localdate():
        Token.objects.filter(pk=token.pk).update(used_on=timezone.localdate())
    return token.user


def signed_in_by_token(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Under ``/api`` a token says who asks; a wrong one is nobody, whatever the cookie says."""
    from django.contrib.auth.models import AnonymousUser

    def answer(request: HttpRequest) -> HttpResponse:
        header = request.headers.get("Authorization", "")
        if request.path.startswith("/api/") and header.startswith(_SCHEME):
            found = holder(header.removeprefix(_SCHEME).strip())
            request.user = found or AnonymousUser()
            request.by_token = found is not None  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
