"""Finding people and households."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ansinh.web.access import policy
from ansinh.web.access.policy import Action
from ansinh.web.office.views.common import matching, page_of


def found_people(user: Any, words: str, action: Action = Action.READ) -> QuerySet[Any]:
    """People whose name or number it is, of those whom somebody may read (or export)."""
    rows = policy.people(user, action).filter(closed_on__isnull=True)
    rows = matching(rows, words, "search_name", "citizen_number")
    return rows.select_related("household", "household__area").order_by("search_name", "pk")


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """People by name, with or without diacritics, or by number; of who signed in may read."""
    words = request.GET.get("q", "")
    context = {
        "words": words,
        "page": page_of(found_people(request.user, words), request),
        "may_export": policy.may(request.user, Action.EXPORT),
    }
    template = "office/found.html" if request.headers.get("HX-Request") else "office/search.html"
    return render(request, template, context)
