"""The list to work off: filtered, sorted, and decided about, one line or many."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from ansinh.engine.errors import DataError
from ansinh.web.access import policy
from ansinh.web.access.policy import Action
from ansinh.web.office import law
from ansinh.web.office.counting import waiting_kinds
from ansinh.web.office.decisions import decide
from ansinh.web.office.listing import Asked, lines, title_of
from ansinh.web.office.running import LISTS
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import page_of, sorting


@require_GET
def worklist(request: HttpRequest, name: str) -> HttpResponse:
    """Lines of one list that wait, 25 a page."""
    asked, today = _asked(name, request.GET), timezone.localdate()
    rows = asked.waiting(request.user, Action.READ, today)
    page = page_of(asked.in_order(rows, today), request)
    page.object_list = list(lines(page.object_list, policy.sight(request.user), today))
    context = {
        "name": name,
        "asked": asked,
        "page": page,
        "sorts": sorting(_SORTS[name], asked.sort),
        "may_edit": policy.may(request.user, Action.EDIT),
        "may_export": policy.may(request.user, Action.EXPORT),
        "title": title_of(name),
    }
    if request.headers.get("HX-Request"):
        return render(request, "office/rows.html", context)
    return render(request, "office/worklist.html", context | _choices(request.user, asked, today))


@require_POST
def act(request: HttpRequest, name: str) -> HttpResponse:
    """Decide about the lines that are marked, or about all that match the filter."""
    asked, today, form = _asked(name, request.POST), timezone.localdate(), request.POST
    rows = asked.waiting(request.user, Action.EDIT, today)
    expected = None
    if form.get("all"):
        expected = int(form.get("expected", "0")) if form.get("expected", "").isdecimal() else 0
    else:
        rows = rows.filter(key__in=form.getlist("key"))
    try:
        if not expected and not form.getlist("key"):
            raise DataError(speech("Chưa chọn dòng nào.", "No line is marked."))
        action, reason = form.get("action", ""), form.get("reason", "")
        count = decide(
            request.user, rows, action, reason=reason, until=_until(form), expected=expected
        )
    except DataError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, speech(f"Đã ghi quyết định cho {count} dòng.", f"{count} lines decided.")
        )
    back = form.get("back", "")
    hosts = {request.get_host()}
    return redirect(
        back if url_has_allowed_host_and_scheme(back, hosts) else reverse("list", args=[name])
    )


_WHO = {"name": ("Người", "Person"), "birth": ("ngày sinh", "born"), "village": ("thôn", "village")}
_BY_LAW = {"amount": ("Theo luật", "By law"), "due": ("Hạn theo luật", "Due by law")}
_RECEIVED = {"amount": ("Đang nhận", "Received")}
#: Orders offered of each list, with their names.
_SORTS: dict[str, dict[str, tuple[str, str]]] = {
    "missed": _WHO | _BY_LAW,
    "not_entitled": _WHO | _RECEIVED,
    "wrong_amount": _WHO | _BY_LAW,
    "soon": _WHO | _BY_LAW | {"amount": ("Sẽ là", "Will be")},
    "missing": _WHO | _RECEIVED,
}


def _asked(name: str, values: Any) -> Asked:
    if name not in LISTS:
        raise Http404
    return Asked.of(name, values)


def _until(form: Any) -> date | None:
    try:
        return date.fromisoformat(form.get("until", ""))
    except ValueError:
        return None


def _choices(user: Any, asked: Asked, today: date) -> dict[str, Any]:
    """What the list can be narrowed to, each with how many lines wait."""
    kinds = waiting_kinds(user, today, ("list", "benefit", "needs", "month", "area_id"))
    mine = [w for w in kinds if w.kind["list"] == asked.list]
    counts: dict[str, dict[Any, int]] = {n: {} for n in ("benefit", "needs", "month", "area_id")}
    for waiting in mine:
        for name, found in counts.items():
            if waiting.kind[name]:
                found[waiting.kind[name]] = found.get(waiting.kind[name], 0) + waiting.lines
    areas = dict(policy.areas(user).values_list("pk", "name"))
    named = {code: law.name_of(code, code) for code in counts["benefit"]}
    wanted = {needs: law.question_of(needs) for needs in counts["needs"]}
    labels: dict[str, dict[Any, str]] = {
        "benefit": {code: speech(n.vi, n.en) for code, n in named.items()},
        "needs": {needs: speech(n.vi, n.en) for needs, n in wanted.items()},
        "month": {month: f"{month:%m/%Y}" for month in counts["month"]},
        "area_id": {area: areas.get(area, "") for area in counts["area_id"]},
    }
    offered = {
        name: sorted((labels[name][value], str(value), n) for value, n in found.items())
        for name, found in counts.items()
    }
    offered["month"].sort(key=lambda row: row[1])
    one_area = len(areas) == 1 or asked.area
    return {
        "lists": [
            (name, title_of(name), sum(w.lines for w in kinds if w.kind["list"] == name))
            for name in LISTS
        ],
        "benefits": offered["benefit"],
        "questions": offered["needs"],
        "months": offered["month"],
        "areas": offered["area_id"] if len(areas) > 1 else [],
        "villages": _villages(user, asked, today) if one_area else [],
    }


def _villages(user: Any, asked: Asked, today: date) -> list[tuple[str, str, int]]:
    rows = Asked(asked.list, area=asked.area).waiting(user, Action.READ, today)
    found = rows.exclude(village="").values_list("village").annotate(n=Count("pk"))
    return [(village, village, n) for village, n in found.order_by("village")]
