"""Finding people and households."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ansinh.web.access import policy
from ansinh.web.access.policy import Action
from ansinh.web.office.views.common import matching, page_of
from ansinh.web.registry.places import former_units, units_named

#: Communes of a reader whose old names stand on the page.
_COMMUNES = 3


def found_people(
    user: Any, words: str, action: Action = Action.READ, units: Sequence[Any] | None = None
) -> QuerySet[Any]:
    """People whose name, number or commune it is, of those whom somebody may read (or export).

    A commune of before 1 July 2025 is found by its name of then.

    Args:
        units: Communes of that name, if they have been looked for.
    """
    units = units_named(words) if units is None else units
    mine = policy.people(user, action).filter(closed_on__isnull=True)
    rows = matching(mine, words, "search_name", "citizen_number")
    if units:
        here = Q(household__area__in=units) | Q(household__former_area__in=units)
        rows = mine.filter(Q(pk__in=rows.values("pk")) | here)
    shown = ("household", "household__area", "household__former_area")
    # Where there are no nulls, the order is the same; but PostgreSQL sorts the few that it found in
    # some communes, and does not walk along all names of the province until it has met 25 of them.
    sorted_here = not policy.is_whole_province(user, action)
    name = F("search_name").asc(nulls_first=True if sorted_here else None)
    return rows.select_related(*shown).order_by(name, "pk")


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """People by name, with or without diacritics, by number, or by commune, of today or before.

    Only those whom who signed in may read.
    """
    words = request.GET.get("q", "")
    units = units_named(words)
    context: dict[str, Any] = {
        "words": words,
        "units": units,
        "page": page_of(found_people(request.user, words, units=units), request),
        "may_export": policy.may(request.user, Action.EXPORT),
    }
    communes = [] if words else list(policy.areas(request.user)[: _COMMUNES + 1])
    if len(communes) <= _COMMUNES:
        context["aliases"] = [(area, former_units(area)) for area in communes]
    template = "office/found.html" if request.headers.get("HX-Request") else "office/search.html"
    return render(request, template, context)
