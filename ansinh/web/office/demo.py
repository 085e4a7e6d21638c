"""Demo accounts: one for each role, in the commune with the most households."""

from __future__ import annotations

import secrets
from typing import Any

from django.db.models import Count

from ansinh.web.access.models import User
from ansinh.web.access.policy import ROLES, give
from ansinh.web.registry.models import Area, Household

#: Account → role.
ACCOUNTS = {
    "canbo": "commune_officer",
    "lanhdao": "commune_leader",
    "chuyenvien": "department_specialist",
    "tinh": "province_leader",
    "thanhtra": "inspector",
    "quantri": "administrator",
}


def make_accounts(password: str | None = None) -> tuple[str, Any]:
    """Make (or set anew) one account a role; returns their password and the commune."""
    password = password or secrets.token_urlsafe(9)
    counts = Household.objects.values_list("area_id").annotate(n=Count("pk")).order_by("-n")
    first = counts.first()
    area = Area.objects.get(pk=first[0]) if first else None
    for name, role in ACCOUNTS.items():
        user, _ = User.objects.get_or_create(username=name)
        user.set_password(password)
        user.save()
        if not ROLES[role].in_commune:
            give(user, role)
        elif area is not None:
            give(user, role, area)
    return password, area
