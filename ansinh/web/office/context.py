"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ansinh.web.access.policy import ROLES, Action, duties, may


def office(request: HttpRequest) -> dict[str, Any]:
    """The duties of who is signed in, and what they allow."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"duties": [], "may": {}}
    return {
        "duties": [(ROLES[duty.role], duty.area) for duty in duties(user)],
        "may": {action.name.lower(): may(user, action) for action in Action},
    }
