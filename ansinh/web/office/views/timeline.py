"""Life and law of one household as a dated list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from ansinh.web.access import audit, policy
from ansinh.web.office.timeline import coming, past
from ansinh.web.office.views.common import home_asked
from ansinh.web.office.views.known import shown_on


@require_GET
def timeline(request: HttpRequest, number: int) -> HttpResponse:
    """What comes in the next year by the law, and what was."""
    home, today = home_asked(request, number), timezone.localdate()
    sees = policy.sees_sensitive(request.user, home)
    shown = shown_on(request.user, home, today, sees=sees)
    audit.write(request.user, "read timeline", f"household {home.pk}")
    context = {
        "home": home,
        "head": shown.people[0].thing if shown.people else None,
        "today": today,
        "coming": [] if home.closed_on else coming(home, shown, today, sees=sees),
        "past": past(request.user, home, shown, today, sees=sees),
    }
    return render(request, "office/timeline.html", context)
