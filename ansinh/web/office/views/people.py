"""Finding people and households."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ansinh.web.access import policy
from ansinh.web.office.views.common import matching, page_of
from ansinh.web.registry.places import former_units, units_named

#: Communes of a reader whose old names stand on the page.
_COMMUNES = 3


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """People by name, with or without diacritics, by number, or by commune, of today or before.

    Only those whom who signed in may read.
    """
    words = request.GET.get("q", "")
    mine = policy.people(request.user).filter(closed_on__isnull=True)
    rows = matching(mine, words, "search_name", "citizen_number")
    units = units_named(words)
    if units:
        here = Q(household__area__in=units) | Q(household__former_area__in=units)
        rows = mine.filter(Q(pk__in=rows.values("pk")) | here)
    shown = ("household", "household__area", "household__former_area")
    rows = rows.select_related(*shown).order_by("search_name", "pk")
    context = {"words": words, "units": units, "page": page_of(rows, request)}
    communes = list(policy.areas(request.user)[: _COMMUNES + 1])
    if len(communes) <= _COMMUNES:
        context["aliases"] = [(area, former_units(area)) for area in communes]
    template = "office/found.html" if request.headers.get("HX-Request") else "office/search.html"
    return render(request, template, context)
