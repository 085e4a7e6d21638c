"""No address answers unless it stands here with the action it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from ansinh.web.access.policy import Action, may

#: Name of an address → what it asks for; None lets everybody in.
ADDRESSES: dict[str, Action | None] = {
    "account_login": None,
    "account_logout": None,
    "account_reauthenticate": Action.ENTER,
    "account_change_password": Action.ENTER,
    "mfa_authenticate": None,
    "mfa_index": Action.ENTER,
    "mfa_activate_totp": Action.ENTER,
    "mfa_deactivate_totp": Action.ENTER,
    "mfa_generate_recovery_codes": Action.ENTER,
    "mfa_view_recovery_codes": Action.ENTER,
    "mfa_download_recovery_codes": Action.ENTER,
    "mfa_reauthenticate": Action.ENTER,
    "identity_login": None,
    "identity_callback": None,
    "set_language": None,
    "health": None,
    "home": Action.ENTER,
    "export_home": Action.EXPORT,
    "list": Action.READ,
    "act": Action.EDIT,
    "export_list": Action.EXPORT,
    "search": Action.READ,
    "export_people": Action.EXPORT,
    "household": Action.READ,
    "known": Action.READ,
    "why": Action.READ,
    "fact": Action.EDIT,
    "break_glass": Action.READ,
    "timeline": Action.READ,
    "new_household": Action.EDIT,
    "new_person": Action.EDIT,
    "move": Action.EDIT,
    "offer": Action.EDIT,
    "merge": Action.EDIT,
    "undo_merge": Action.EDIT,
    "transfers": Action.EDIT,
    "transfer": Action.EDIT,
    "end": Action.EDIT,
    "reopen": Action.EDIT,
    "new_record": Action.EDIT,
    "record": Action.EDIT,
    "cases": Action.READ,
    "export_cases": Action.EXPORT,
    "case": Action.READ,
    "close_cases": Action.DECIDE,
    "close_case": Action.DECIDE,
    "imports": Action.IMPORT,
    "batch": Action.IMPORT,
    "check_batch": Action.IMPORT,
    "take_batch": Action.IMPORT,
    "undo_batch": Action.IMPORT,
    "corrected_file": Action.IMPORT,
    "runs": Action.RUN,
    "accounts": Action.MANAGE_ACCOUNTS,
    "new_account": Action.MANAGE_ACCOUNTS,
    "one_account": Action.MANAGE_ACCOUNTS,
    "change_account": Action.MANAGE_ACCOUNTS,
    "give_duty": Action.MANAGE_ACCOUNTS,
    "end_duty": Action.MANAGE_ACCOUNTS,
    "log": Action.READ_LOG,
    "check_log": Action.READ_LOG,
    "readers": Action.READ_LOG,
    "tokens": Action.ENTER,
    "revoke_token": Action.ENTER,
    "api:openapi-json": Action.ENTER,
    "api:facts": Action.ENTER,
    "api:people": Action.READ,
    "api:household": Action.READ,
    "api:change": Action.EDIT,
    "api:findings": Action.READ,
    "api:decide": Action.EDIT,
    "api:cases": Action.READ,
    "api:case": Action.READ,
    "api:close_case": Action.DECIDE,
}


#: What answers before a one-time password is changed or a second factor is added.
_FIRST = frozenset(
    {
        "account_change_password",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
    }
)


class Gate:
    """Asks :mod:`policy` before any view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Refuse an address that is not known, or that the user's duties do not open."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if name not in ADDRESSES:
            raise PermissionDenied
        action = ADDRESSES[name]
        if action is None:
            return None
        if not request.user.is_authenticated and name.startswith("api:"):
            return JsonResponse({"detail": "sign in, or send a token"}, status=401)
        if not request.user.is_authenticated:
            return _to(request, redirect_to_login(request.get_full_path()).url)
        if name not in _FIRST and (first := _owed(request.user)):
            return _to(request, reverse(first))
        if not may(request.user, action):
            raise PermissionDenied
        return None


def _owed(user: Any) -> str | None:
    """The address of what must be done before any page opens; None where nothing is owed."""
    if user.must_change_password:
        return "account_change_password"
    if settings.REQUIRE_MFA and not is_mfa_enabled(user, [Authenticator.Type.TOTP]):
        return "mfa_activate_totp"
    return None


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser there; the whole page where only a part of it was asked for."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect(address)
