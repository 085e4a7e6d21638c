"""Finding people and households."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ansinh.web.access import policy
from ansinh.web.office.views.common import matching, page_of


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """People by name, with or without diacritics, or by number; of who signed in may read."""
    words = request.GET.get("q", "")
    rows = policy.people(request.user).filter(closed_on__isnull=True)
    rows = matching(rows, words, "search_name", "citizen_number")
    rows = rows.select_related("household", "household__area").order_by("search_name", "pk")
    context = {"words": words, "page": page_of(rows, request)}
    template = "office/found.html" if request.headers.get("HX-Request") else "office/search.html"
    return render(request, template, context)
