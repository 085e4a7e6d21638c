"""Records of people and households: disabilities, titles, periods, receipts; one form for all."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ansinh.engine.errors import DataError
from ansinh.web.access import policy
from ansinh.web.access.policy import Action
from ansinh.web.office.templatetags.words import label, speech
from ansinh.web.office.views.common import (
    attempt,
    home_asked,
    part,
    proof_asked,
    version_asked,
)
from ansinh.web.office.views.forms import answers, asked, blank, read, values_of
from ansinh.web.registry.changing import change_facts, row_of
from ansinh.web.registry.details import records_of
from ansinh.web.registry.living import add_record


@require_http_methods(["GET", "POST"])
def new_record(
    request: HttpRequest, number: int, owner: str, row: int, entity: str = ""
) -> HttpResponse:
    """Add a record to a person or the household: which kind first, then its questions."""
    home = home_asked(request, number, Action.EDIT)
    try:
        holder = row_of(home, owner, row)
    except DataError:
        raise Http404 from None
    kinds = {kind.name: kind for kind in records_of(owner)}
    entity = entity or request.GET.get("kind", "")
    context: dict[str, Any] = {
        "home": home,
        "owner": owner,
        "holder": holder,
        "kinds": sorted(kinds.values(), key=label),
        "version": home.version,
        "since": timezone.localdate().isoformat(),
    }
    if not entity:
        return part(request, "office/record.html", context)
    if entity not in kinds:
        raise Http404
    details = asked(entity, sees=policy.sees_sensitive(request.user, home))
    context["kind"] = kinds[entity]
    if request.method == "GET":
        context["fields"] = blank(home, details)
        return part(request, "office/record.html", context)
    fields = read(request, home, details)
    context |= {"fields": fields, "posted": request.POST}

    def add() -> None:
        add_record(
            request.user,
            home,
            version_asked(request),
            entity,
            row,
            answers(fields),
            proof_asked(request),
        )

    done = speech(f"Đã ghi: {kinds[entity].vi}.", f"Registered: {kinds[entity].en}.")
    return attempt(request, home, "office/record.html", context, add, done)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, number: int, entity: str, row: int) -> HttpResponse:
    """Correct a record."""
    home = home_asked(request, number, Action.EDIT)
    kind = next(
        (k for o in ("Household", "Person") for k in records_of(o) if k.name == entity), None
    )
    try:
        thing = row_of(home, entity, row)
    except DataError:
        raise Http404 from None
    if kind is None:
        raise Http404
    details = asked(entity, sees=policy.sees_sensitive(request.user, home))
    now = values_of(thing, details)
    context: dict[str, Any] = {
        "home": home,
        "kind": kind,
        "thing": thing,
        "version": home.version,
        "since": timezone.localdate().isoformat(),
    }
    if request.method == "GET":
        context["fields"] = blank(home, details, now)
        return part(request, "office/record.html", context)
    fields = read(request, home, details, now)
    context |= {"fields": fields, "posted": request.POST}

    def correct() -> None:
        values = {(entity, row, name): value for name, value in answers(fields).items()}
        change_facts(request.user, home, version_asked(request), values, proof_asked(request))

    done = speech(f"Đã sửa: {kind.vi}.", f"Corrected: {kind.en}.")
    return attempt(request, home, "office/record.html", context, correct, done)
