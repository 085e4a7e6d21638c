"""Runs of the law, asked for and looked at."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ansinh.web.access import policy
from ansinh.web.access.policy import Action
from ansinh.web.office import tasks
from ansinh.web.office.models import Run
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import page_of


@require_http_methods(["GET", "POST"])
def runs(request: HttpRequest) -> HttpResponse:
    """Runs of the law over what the user keeps, the latest first; POST starts one."""
    wanted = policy.areas(request.user, Action.RUN)
    area = None if policy.is_whole_province(request.user, Action.RUN) else wanted.first()
    mine = Run.objects.all() if area is None else Run.objects.filter(area__in=[area, None])
    if request.method == "POST":
        if tasks.run(request.user, area) is None:
            messages.error(request, speech("Luật đang được chạy.", "The law is running already."))
        return redirect("runs")
    rows = mine.select_related("by", "area").order_by("-pk")
    page = page_of(rows, request)
    context = {"page": page, "area": area, "goes_on": any(run.is_going_on for run in page)}
    is_part = request.headers.get("HX-Request")
    return render(request, "office/run_rows.html" if is_part else "office/runs.html", context)
