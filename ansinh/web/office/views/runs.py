"""Runs of the law, asked for and looked at."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ansinh.web.access import policy
from ansinh.web.access.policy import Action
from ansinh.web.office import tasks
from ansinh.web.office.models import Run
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import chosen_area, page_of


@require_http_methods(["GET", "POST"])
def runs(request: HttpRequest) -> HttpResponse:
    """Runs of the law over what the user keeps, the latest first; POST starts one."""
    user = request.user
    is_whole = policy.is_whole_province(user, Action.RUN)
    areas = [] if is_whole else list(policy.areas(user, Action.RUN).order_by("name"))
    if request.method == "POST":
        area = None if is_whole else chosen_area(request, Action.RUN)
        if area is None and not is_whole:
            messages.error(request, speech("Chọn một xã.", "Choose a commune."))
        elif tasks.run(user, area) is None:
            messages.error(request, speech("Luật đang được chạy.", "The law is running already."))
        return redirect("runs")
    mine = Run.objects.all() if is_whole else Run.objects.filter(Q(area__in=areas) | Q(area=None))
    rows = mine.select_related("by", "area").order_by("-pk")
    page = page_of(rows, request)
    context = {"page": page, "areas": areas, "goes_on": any(run.is_going_on for run in page)}
    is_part = request.headers.get("HX-Request")
    return render(request, "office/run_rows.html" if is_part else "office/runs.html", context)
