"""No address answers unless it stands here with the action it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

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
    "set_language": None,
    "health": None,
    "home": Action.ENTER,
    "act": Action.EDIT,
    "search": Action.READ,
    "household": Action.READ,
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
    "close_case": Action.DECIDE,
}


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
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may(request.user, action):
            raise PermissionDenied
        return None
