"""Tokens of one's own, for programs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ansinh.web.access import tokens
from ansinh.web.access.models import Token
from ansinh.web.office.templatetags.words import speech


@never_cache
@require_http_methods(["GET", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """The tokens that count, and making one; its text is shown this once."""
    made, name = "", request.POST.get("name", "").strip()
    if request.method == "POST" and not name:
        messages.error(request, speech("Cần ghi tên mã.", "A name is needed."))
    elif request.method == "POST":
        made = tokens.make(request.user, name[:100])
    assert request.user.is_authenticated
    living = Token.objects.filter(
        user=request.user, revoked_at__isnull=True, until__gt=timezone.now()
    )
    context = {"tokens": living.order_by("-pk"), "made": made}
    return render(request, "office/tokens.html", context)


@require_POST
def revoke_token(request: HttpRequest, number: int) -> HttpResponse:
    """End a token."""
    if tokens.revoke(request.user, number):
        messages.success(request, speech("Đã thu hồi mã.", "Revoked."))
    return redirect("tokens")
