"""Two rows of the same person side by side, made one, and parted again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from ansinh.engine.errors import DataError
from ansinh.web.access import audit, policy
from ansinh.web.access.policy import Action
from ansinh.web.office.history import Links
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import (
    attempt,
    home_asked,
    matching,
    part,
    said,
    version_asked,
)
from ansinh.web.office.views.known import names_of_some
from ansinh.web.registry.changing import ConflictError, row_of
from ansinh.web.registry.details import Detail, records_of
from ansinh.web.registry.lookalikes import lookalikes
from ansinh.web.registry.merging import differences, merge_people, undo_merge
from ansinh.web.registry.models import MODELS, Merge

#: People offered as the same.
_CANDIDATES = 10


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, number: int, person: int) -> HttpResponse:
    """Find the other row, look at both side by side, and make them one."""
    home = home_asked(request, number, Action.EDIT)
    try:
        kept = row_of(home, "Person", person)
    except DataError:
        raise Http404 from None
    mine = policy.people(request.user, Action.EDIT).filter(closed_on__isnull=True)
    mine = mine.exclude(pk=kept.pk).select_related("household", "household__area")
    words = request.GET.get("q", "").strip()
    context: dict[str, Any] = {"home": home, "kept": kept, "words": words, "version": home.version}
    asked = request.POST.get("with") or request.GET.get("with") or ""
    if not asked.isdecimal():
        context["found"] = _candidates(mine, kept, words)
        return part(request, "office/merge.html", context)
    other = get_object_or_404(mine, pk=asked)
    rows = _side_by_side(request.user, kept, other)
    audit.write(request.user, "read both", f"household {other.household_id}", row=other.pk)
    context |= {
        "other": other,
        "other_version": other.household.version,
        "rows": rows,
        "records": [(one, _records(one)) for one in (kept, other)],
    }
    if request.method == "GET":
        return part(request, "office/merge.html", context)

    def go() -> None:
        seen, theirs = version_asked(request), version_asked(request, "other_version")
        shown = {detail.name for detail, _, _ in rows}
        taken = [name for name in request.POST.getlist("taken") if name in shown]
        reason = request.POST.get("reason", "").strip()
        merge_people(request.user, kept, seen, other, theirs, taken, reason)

    done = speech("Đã gộp; có thể hoàn tác ở trang hộ.", "Merged; it can be undone on this page.")
    return attempt(request, home, "office/merge.html", context, go, done, other.household)


@require_POST
def part_again(request: HttpRequest, number: int, merge: int) -> HttpResponse:
    """Undo a merge."""
    home = home_asked(request, number, Action.EDIT)
    made = get_object_or_404(Merge.objects.select_related("dropped"), pk=merge)
    home_asked(request, made.dropped.household_id, Action.EDIT)
    if made.kept.household_id != home.pk:
        raise Http404
    try:
        seen, theirs = version_asked(request), version_asked(request, "other_version")
        undo_merge(request.user, made, seen, theirs)
    except ConflictError:
        message = speech("Có người vừa sửa hộ này; xem lại.", "Somebody changed it; look again.")
        messages.error(request, message)
    except DataError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, speech("Đã tách lại hai người.", "They are two again."))
    return redirect("household", number=home.pk)


def _candidates(mine: Any, kept: Any, words: str) -> list[Any]:
    """Who looks like the same, or has the name or number that was typed."""
    if words:
        found = matching(mine, words, "search_name", "citizen_number")
    else:
        same = lookalikes(kept.citizen_number, kept.full_name, kept.birth_date)
        found = mine.filter(pk__in=same.values("pk"))
    return list(found.order_by("search_name", "pk")[:_CANDIDATES])


def _side_by_side(user: Any, kept: Any, other: Any) -> list[tuple[Detail, str, str]]:
    """What the rows do not agree on, in words, without what the reader may not see."""
    sees = all(policy.sees_sensitive(user, one.household) for one in (kept, other))
    rows = [row for row in differences(kept, other) if sees or not row[0].sensitive]
    linked = [(d.target, n) for d, *both in rows if d.target for n in both if n]
    links = Links(user, linked)
    return [(d, links.words(d, ours), links.words(d, theirs)) for d, ours, theirs in rows]


def _records(person: Any) -> list[tuple[Any, int]]:
    """Kind of record → how many a row has."""
    rows = {
        kind.name: MODELS[kind.name].objects.filter(person=person, closed_on=None)
        for kind in records_of("Person")
    }
    there = names_of_some(rows)
    kinds = [kind for kind in records_of("Person") if kind.name in there]
    return [(kind, rows[kind.name].count()) for kind in kinds]
