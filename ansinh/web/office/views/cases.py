"""Cases that were opened: the list, one of them, and what leaders decide about them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from ansinh.engine.errors import DataError
from ansinh.web.access import audit, policy
from ansinh.web.access.policy import Action
from ansinh.web.office import law
from ansinh.web.office.casework import STATES, CasesAsked, File
from ansinh.web.office.decisions import close
from ansinh.web.office.models import Case, Decision
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import page_of, sorting

_SORTS = {
    "name": ("Người", "Person"),
    "village": ("thôn", "village"),
    "benefit": ("Chế độ", "Benefit"),
    "opened": ("Lập ngày", "Opened"),
    "due": ("Hạn theo luật", "Due by law"),
}


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """Cases, what is due first."""
    asked, today = CasesAsked.of(request.GET), timezone.localdate()
    rows = asked.rows(request.user, Action.READ, today).select_related("decision__by", "closed_by")
    page = page_of(asked.in_order(rows), request)
    sight = policy.sight(request.user)
    page.object_list = [File.of(case, sight, today) for case in page.object_list]
    context = {
        "page": page,
        "asked": asked,
        "sorts": sorting(_SORTS, asked.sort or "due"),
        "may_decide": asked.state == Case.OPEN and policy.may(request.user, Action.DECIDE),
        "may_export": policy.may(request.user, Action.EXPORT),
    }
    if request.headers.get("HX-Request"):
        return render(request, "office/case_rows.html", context)
    return render(request, "office/cases.html", context | _choices(request.user, asked))


@require_GET
def case(request: HttpRequest, number: int) -> HttpResponse:
    """One case: by when and with what, why, who proposed and decided, what happened."""
    rows = policy.cases(request.user).select_related("decision__by", "closed_by", "area", "person")
    found = get_object_or_404(rows, pk=number)
    today = timezone.localdate()
    earlier = Decision.objects.filter(key=found.decision.key).exclude(pk=found.decision_id)
    audit.write(request.user, "read", f"case {found.pk}", household=found.household_id)
    context = {
        "case": found,
        "file": File.of(found, policy.sight(request.user), today),
        "earlier": earlier.select_related("by").order_by("at"),
        "may_decide": found.state == Case.OPEN
        and policy.cases(request.user, Action.DECIDE).filter(pk=found.pk).exists(),
    }
    return render(request, "office/case.html", context)


@require_POST
def close_case(request: HttpRequest, number: int) -> HttpResponse:
    """Grant or refuse a case."""
    found = get_object_or_404(policy.cases(request.user, Action.DECIDE), pk=number)
    _close(request, policy.cases(request.user, Action.DECIDE).filter(pk=found.pk))
    return redirect("case", number=number)


@require_POST
def close_cases(request: HttpRequest) -> HttpResponse:
    """Grant or refuse the cases that are marked."""
    marked = [int(key) for key in request.POST.getlist("key") if key.isdecimal()]
    _close(request, policy.cases(request.user, Action.DECIDE).filter(pk__in=marked))
    back, hosts = request.POST.get("back", ""), {request.get_host()}
    return redirect(back if url_has_allowed_host_and_scheme(back, hosts) else reverse("cases"))


def _close(request: HttpRequest, rows: Any) -> None:
    state, reason = request.POST.get("state", ""), request.POST.get("reason", "")
    try:
        count = close(request.user, rows, state, reason)
    except DataError as error:
        messages.error(request, str(error))
    else:
        told = speech(f"Đã ghi quyết định cho {count} hồ sơ.", f"{count} cases decided.")
        messages.success(request, told)


def _choices(user: Any, asked: CasesAsked) -> dict[str, Any]:
    """What the list can be narrowed to, each with how many cases."""
    mine = policy.cases(user)
    states = dict(mine.values_list("state").annotate(n=Count("pk")).order_by())
    names = {
        Case.OPEN: speech("Chờ quyết định", "To be decided"),
        Case.GRANTED: speech("Đã duyệt", "Granted"),
        Case.REFUSED: speech("Không duyệt", "Refused"),
    }
    of_state = mine.filter(state=asked.state)
    benefits = of_state.values_list("benefit").annotate(n=Count("pk")).order_by()
    named = [(law.name_of(code, code), code, n) for code, n in benefits]
    areas = dict(policy.areas(user).values_list("pk", "name"))
    villages = of_state.filter(area_id=int(asked.area)) if asked.area else of_state
    found = villages.exclude(village="").values_list("village").annotate(n=Count("pk"))
    return {
        "states": [(state, names[state], states.get(state, 0)) for state in STATES],
        "benefits": sorted((speech(n.vi, n.en), code, count) for n, code, count in named),
        "areas": sorted((name, str(area), 0) for area, name in areas.items())
        if len(areas) > 1
        else [],
        "villages": [(village, village, n) for village, n in found.order_by("village")]
        if len(areas) == 1 or asked.area
        else [],
        "spans": [
            (speech("Quá hạn", "Overdue"), "overdue", 0),
            (speech("Trong bảy ngày tới", "Within seven days"), "week", 0),
            (speech("Sau đó, hoặc chưa rõ", "Later, or not known"), "later", 0),
        ],
    }
