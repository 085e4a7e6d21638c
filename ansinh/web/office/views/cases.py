"""Cases that were opened, and what leaders decide about them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from ansinh.engine.errors import DataError
from ansinh.web.access import policy
from ansinh.web.access.policy import Action
from ansinh.web.office.decisions import close
from ansinh.web.office.models import Case
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import page_of


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """Open cases first, the oldest of them first."""
    state = request.GET.get("state", Case.OPEN)
    rows = policy.cases(request.user).filter(state=state)
    rows = rows.select_related("person", "household", "decision__by").order_by("opened_on", "pk")
    context = {
        "page": page_of(rows, request),
        "state": state,
        "today": timezone.localdate(),
        "may_decide": policy.may(request.user, Action.DECIDE),
    }
    return render(request, "office/cases.html", context)


@require_POST
def close_case(request: HttpRequest, number: int) -> HttpResponse:
    """Grant or refuse a case."""
    case = get_object_or_404(policy.cases(request.user, Action.DECIDE), pk=number)
    state, reason = request.POST.get("state", ""), request.POST.get("reason", "")
    try:
        close(request.user, case, state, reason)
    except DataError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, speech("Đã ghi quyết định.", "Decided."))
    return redirect("cases")
