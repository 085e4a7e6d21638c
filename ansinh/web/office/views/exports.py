"""Lists to take away as Excel files."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from ansinh.engine.errors import DataError
from ansinh.web.access.policy import Action
from ansinh.web.office import exporting
from ansinh.web.office.casework import CasesAsked
from ansinh.web.office.listing import Asked
from ansinh.web.office.running import LISTS
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.people import found_people


@require_GET
def export_home(request: HttpRequest) -> HttpResponseBase:
    """What waits today, counted."""
    return _file(
        request, "home", lambda: exporting.export_counts(request.user, timezone.localdate())
    )


@require_GET
def export_list(request: HttpRequest, name: str) -> HttpResponseBase:
    """Lines of one list that wait, filtered and sorted as on the page."""
    if name not in LISTS:
        raise Http404
    asked = Asked.of(name, request.GET)
    return _file(
        request,
        "home",
        lambda: exporting.export_worklist(request.user, asked, timezone.localdate()),
    )


@require_GET
def export_people(request: HttpRequest) -> HttpResponseBase:
    """People that a search finds."""
    words = request.GET.get("q", "")
    rows = found_people(request.user, words, Action.EXPORT)
    return _file(request, "search", lambda: exporting.export_people(request.user, rows, words))


@require_GET
def export_cases(request: HttpRequest) -> HttpResponseBase:
    """Cases, filtered and sorted as on the page."""
    asked = CasesAsked.of(request.GET)
    return _file(
        request,
        "cases",
        lambda: exporting.export_cases(request.user, asked, timezone.localdate()),
    )


def _file(
    request: HttpRequest, back: str, made: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    try:
        return made()
    except DataError as error:
        too_many = speech("Quá nhiều dòng, hãy lọc bớt", "Too many lines; narrow the list")
        messages.error(request, f"{too_many}: {error}")
        return redirect(back)
