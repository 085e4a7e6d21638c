"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ansinh.web.access.policy import ROLES, Action, duties, may


def office(request: HttpRequest) -> dict[str, Any]:
    """The duties of who is signed in, what they allow, and what is set up."""
    user = getattr(request, "user", None)
    has_identity = bool(settings.SOCIALACCOUNT_PROVIDERS)
    if user is None or not user.is_authenticated:
        return {"duties": [], "may": {}, "has_identity": has_identity}
    return {
        "has_identity": has_identity,
        "duties": [(ROLES[duty.role], duty.area) for duty in duties(user)],
        "may": {action.name.lower(): may(user, action) for action in Action},
    }
