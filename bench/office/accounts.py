"""Officers of the communes with the most people: ``python -m bench.office.accounts COUNT FILE``.

Each is signed in already: checking a password is slow on purpose, and is no page.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

#: What an earlier office called the cookie of a session.
_EARLIER = "sessionid"
#: Names, numbers and households that an officer asks for.
_KNOWN = 40


def officers(count: int) -> list[dict[str, Any]]:
    """Accounts by commune, each with its cookies and what it will ask for."""
    from django.db.models import Count

    from ansinh.web.access.models import User
    from ansinh.web.access.policy import give
    from ansinh.web.registry.models import Area, Household

    counts = Household.objects.values_list("area_id").annotate(n=Count("pk")).order_by("-n")
    found = []
    for number, (area, _) in enumerate(counts[:count], 1):
        user, _ = User.objects.get_or_create(username=f"bench-{number:02}")
        give(user, "commune_officer", Area.objects.get(pk=area))
        found.append({"user": user.username, "cookies": _cookies(user), **_asked(area)})
    return found


def _cookies(user: Any) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: key, _EARLIER: key}


def _asked(area: int) -> dict[str, Any]:
    from ansinh.people.spelling import forms
    from ansinh.web.office.models import Finding
    from ansinh.web.registry.models import Person

    chance = random.Random(area)
    rows = Person.objects.filter(household__area_id=area, closed_on=None).exclude(citizen_number="")
    rows = list(rows.exclude(full_name="").values_list("full_name", "citizen_number"))
    people = [
        {"name": name, "plain": forms(name).folded, "number": number}
        for name, number in chance.sample(rows, min(_KNOWN, len(rows)))
    ]
    homes = Finding.objects.filter(area_id=area).values_list("household_id", flat=True)
    homes = sorted(set(homes))
    return {"people": people, "households": chance.sample(homes, min(_KNOWN, len(homes)))}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
    django.setup()
    Path(sys.argv[2]).write_text(json.dumps(officers(int(sys.argv[1]))), encoding="utf-8")
