"""What waits today, and the list to work off."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from ansinh.engine.errors import DataError
from ansinh.insight.columns import LISTS as LIST_KINDS
from ansinh.web.access import policy
from ansinh.web.access.policy import Action
from ansinh.web.office.decisions import decide, waiting
from ansinh.web.office.models import Run
from ansinh.web.office.running import LISTS
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import matching, page_of

#: List → short name in English; the Vietnamese one is the list's own.
_EN = {
    "missed": "Entitled, not receiving",
    "not_entitled": "Receiving, no longer entitled",
    "wrong_amount": "Wrong amount",
    "soon": "Soon to change",
    "missing": "Data missing",
}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The lists as counts, and the one asked for as rows to act on."""
    today = timezone.localdate()
    if not policy.may(request.user, Action.READ):
        return render(request, "office/home.html", {"run": _last_run(), "lists": []})
    open_ = waiting(policy.findings(request.user), today)
    counts = dict(open_.values_list("list").annotate(n=Count("pk")))
    lists = [{"name": name, "title": _title(name), "count": counts.get(name, 0)} for name in LISTS]
    chosen = request.GET.get("list", "")
    chosen = chosen if chosen in LISTS else LISTS[0]
    rows = _filtered(open_.filter(list=chosen), request)
    context = {
        "run": _last_run(),
        "lists": lists,
        "chosen": chosen,
        "title": _title(chosen),
        "page": page_of(rows.order_by("village", "household_id", "person_id", "benefit"), request),
        "benefits": _choices(open_.filter(list=chosen), "benefit", "name"),
        "villages": _choices(open_.filter(list=chosen), "village", "village"),
        "asked": {name: request.GET.get(name, "") for name in ("benefit", "village", "q")},
        "may_edit": policy.may(request.user, Action.EDIT),
        "people": policy.people(request.user).filter(closed_on__isnull=True).count(),
        "homes": policy.households(request.user).filter(closed_on__isnull=True).count(),
    }
    template = "office/rows.html" if request.headers.get("HX-Request") else "office/home.html"
    return render(request, template, context)


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Decide about the findings that are marked."""
    keys = request.POST.getlist("key")
    chosen = policy.findings(request.user, Action.EDIT).filter(key__in=keys)
    chosen = waiting(chosen, timezone.localdate())
    action, reason = request.POST.get("action", ""), request.POST.get("reason", "")
    try:
        count = decide(request.user, chosen, action, reason=reason, until=_until(request))
    except DataError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, speech(f"Đã ghi quyết định cho {count} dòng.", f"{count} lines decided.")
        )
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    target = request.POST.get("back", "")
    hosts = {request.get_host()}
    return target if url_has_allowed_host_and_scheme(target, hosts) else "/"


def _until(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        return None


def _last_run() -> Run | None:
    return Run.objects.filter(finished_at__isnull=False).order_by("-pk").first()


def _title(name: str) -> str:
    return speech(LIST_KINDS[name].title, _EN[name])


def _filtered(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    for name in ("benefit", "village"):
        if request.GET.get(name):
            rows = rows.filter(**{name: request.GET[name]})
    return matching(rows, request.GET.get("q", ""), "search_name", "person__citizen_number")


def _choices(rows: QuerySet[Any], value: str, label: str) -> list[tuple[str, str, int]]:
    found = rows.exclude(**{value: ""}).values_list(value, label).annotate(n=Count("pk"))
    return sorted(((v, text, n) for v, text, n in found), key=lambda row: row[1])
