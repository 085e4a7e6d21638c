"""People and households come, move, end and are taken up again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ansinh.engine.errors import DataError
from ansinh.web.access import audit, policy
from ansinh.web.access.policy import Action
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import (
    attempt,
    home_asked,
    matching,
    part,
    proof_asked,
    said,
    version_asked,
)
from ansinh.web.office.views.forms import Field, answers, blank, read
from ansinh.web.registry.changing import ConflictError, row_of
from ansinh.web.registry.details import detail_of
from ansinh.web.registry.living import (
    COMINGS,
    add_household,
    add_person,
    end_row,
    endings,
    move_person,
    reopen_row,
)
from ansinh.web.registry.lookalikes import lookalikes
from ansinh.web.registry.membership import BORN
from ansinh.web.registry.models import MODELS
from ansinh.web.registry.transfers import offer

#: What is asked of somebody new; the rest is asked on the household's page.
_OF_PERSON = (
    "full_name",
    "birth_date",
    "sex",
    "ethnicity",
    "citizen_number",
    "mother",
    "father",
    "spouse",
)
#: What is asked of a new household.
OF_HOUSEHOLD = ("village", "address", "former_area")
#: Households offered to move to.
_HOMES = 10


@require_http_methods(["GET", "POST"])
def new_household(request: HttpRequest) -> HttpResponse:
    """A new household in one of the communes of who signed in."""
    areas = policy.areas(request.user, Action.EDIT).filter(valid_to__isnull=True).order_by("name")
    details = [detail_of("Household", name) for name in OF_HOUSEHOLD]
    context: dict[str, Any] = {"areas": areas, "since": timezone.localdate().isoformat()}
    if request.method == "GET":
        context["fields"] = blank(None, details)
        return render(request, "office/new_household.html", context)
    context |= {"fields": read(request, None, details), "posted": request.POST}
    area = get_object_or_404(areas, pk=request.POST.get("area") or 0)
    try:
        home = add_household(request.user, area, answers(context["fields"]), proof_asked(request))
    except DataError as error:
        context["error"] = said(error)
        return render(request, "office/new_household.html", context, status=422)
    messages.success(request, speech("Đã lập hộ mới.", "The household is registered."))
    return redirect("household", number=home.pk)


@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest, number: int, how: str) -> HttpResponse:
    """Somebody born into the household, or come to live there."""
    home = home_asked(request, number, Action.EDIT)
    if how not in COMINGS:
        raise Http404
    details = [detail_of("Person", name) for name in _OF_PERSON]
    context: dict[str, Any] = {
        "home": home,
        "how": how,
        "version": home.version,
        "since": timezone.localdate().isoformat(),
    }
    if request.method == "GET":
        context["fields"] = blank(home, details)
        return part(request, "office/new_person.html", context)
    fields = read(request, home, details)
    context |= {"fields": fields, "posted": request.POST}
    if request.POST.get("different") != "yes":
        found = _lookalikes(request, home, fields)
        if found["mine"] or found["elsewhere"]:
            return part(request, "office/new_person.html", {**context, **found}, status=422)
    values = {field.detail.name: field.value for field in fields}

    def add() -> None:
        proof = proof_asked(request, "birth_date" if how == BORN else "since")
        add_person(request.user, home, version_asked(request), answers(fields), proof, how)

    done = speech(f"Đã ghi {values['full_name']} vào hộ.", f"{values['full_name']} is registered.")
    return attempt(request, home, "office/new_person.html", context, add, done)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, number: int, entity: str, row: int) -> HttpResponse:
    """A person, the household or a record ends."""
    home = home_asked(request, number, Action.EDIT)
    thing = _row(home, entity, row)
    context = {
        "home": home,
        "entity": entity,
        "thing": thing,
        "endings": endings(entity),
        "version": home.version,
        "since": timezone.localdate().isoformat(),
        "posted": request.POST,
    }
    if request.method == "GET":
        return part(request, "office/end.html", context)

    def finish() -> None:
        end_row(
            request.user,
            home,
            version_asked(request),
            entity,
            row,
            request.POST.get("how", ""),
            proof_asked(request),
            request.POST.get("reason", "").strip(),
        )

    return attempt(
        request, home, "office/end.html", context, finish, speech("Đã ghi kết thúc.", "Ended.")
    )


@require_POST
def reopen(request: HttpRequest, number: int, entity: str, row: int) -> HttpResponse:
    """What had ended is taken up again."""
    home = home_asked(request, number, Action.EDIT)
    _row(home, entity, row)
    back = request.POST.get("back_on", "")
    try:
        back_on = date.fromisoformat(back) if back else None
        proof = proof_asked(request)
        reopen_row(request.user, home, version_asked(request), entity, row, proof, back_on)
    except ConflictError:
        message = speech("Có người vừa sửa hộ này; xem lại.", "Somebody changed it; look again.")
        messages.error(request, message)
    except (DataError, ValueError) as error:
        messages.error(request, said(error))
    else:
        messages.success(request, speech("Đã ghi lại như cũ.", "Taken up again."))
    return redirect("household", number=home.pk)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, number: int, person: int) -> HttpResponse:
    """Somebody moves to another household of who signed in; the form finds and shows it first."""
    home = home_asked(request, number, Action.EDIT)
    who = _row(home, "Person", person)
    words = request.GET.get("q", "").strip()
    context: dict[str, Any] = {
        "home": home,
        "who": who,
        "words": words,
        "found": homes_found(request, words),
        "version": home.version,
        "since": timezone.localdate().isoformat(),
        "posted": request.POST,
    }
    areas = MODELS["Area"].objects.filter(valid_to__isnull=True).exclude(pk=home.area_id)
    context |= {"areas": areas.order_by("name"), "living": _living(home)}
    asked = request.POST.get("to") or request.GET.get("to") or ""
    if asked.isdecimal():
        target = home_asked(request, int(asked), Action.EDIT)
        context |= {"target": target, "other_version": target.version}
    if request.method == "GET" or "target" not in context:
        return part(request, "office/move.html", context)

    def go() -> None:
        seen, theirs = version_asked(request), version_asked(request, "other_version")
        reason = request.POST.get("reason", "").strip()
        move_person(request.user, who, seen, target, theirs, proof_asked(request), reason)

    done = speech(f"Đã chuyển {who.full_name}.", f"{who.full_name} has moved.")
    return attempt(request, home, "office/move.html", context, go, done, target)


@require_POST
def offer_person(request: HttpRequest, number: int, person: int) -> HttpResponse:
    """Offer somebody, or the whole household, to another commune, whose officer takes them in."""
    home = home_asked(request, number, Action.EDIT)
    who = _row(home, "Person", person)
    area = get_object_or_404(MODELS["Area"], pk=request.POST.get("area") or 0)
    context: dict[str, Any] = {
        "home": home,
        "who": who,
        "version": home.version,
        "since": timezone.localdate().isoformat(),
        "posted": request.POST,
        "areas": [area],
        "living": _living(home),
    }

    def go() -> None:
        seen, reason = version_asked(request), request.POST.get("reason", "").strip()
        people = list(_living(home)) if request.POST.get("together") else [who]
        offer(request.user, home, seen, people, area, proof_asked(request), reason)

    done = speech(f"Đã gửi đề nghị đến {area.name}.", f"Offered to {area.name}.")
    return attempt(request, home, "office/move.html", context, go, done)


def _living(home: Any) -> Any:
    """Who lives in a household."""
    return home.people.filter(closed_on__isnull=True, death_date__isnull=True).order_by("pk")


def _row(home: Any, entity: str, row: int) -> Any:
    """A row of the household, or there is no such page."""
    try:
        return row_of(home, entity, row)
    except DataError:
        raise Http404 from None


def _lookalikes(request: HttpRequest, home: Any, fields: list[Field]) -> dict[str, Any]:
    """Who may be the same: by name where one may read them, elsewhere only that there is one."""
    values = {field.detail.name: field.value for field in fields if not field.error}
    born = values.get("birth_date")
    found = lookalikes(
        values.get("citizen_number") or "",
        values.get("full_name") or "",
        date.fromisoformat(born) if born else None,
    )
    mine = policy.people(request.user).filter(pk__in=found.values("pk"))
    elsewhere = list(found.exclude(pk__in=mine.values("pk")).values_list("pk", flat=True))
    if elsewhere:
        subject = f"household {home.pk}"
        audit.write(request.user, "read lookalikes", subject, people=elsewhere)
    return {"mine": list(mine.select_related("household")), "elsewhere": elsewhere}


def homes_found(request: HttpRequest, words: str) -> list[Any]:
    """Households with somebody of that name or number, of who may change them."""
    if not words:
        return []
    people = policy.people(request.user, Action.EDIT).filter(
        closed_on__isnull=True, household__closed_on__isnull=True
    )
    found = matching(people, words, "search_name", "citizen_number")
    return list(found.select_related("household").order_by("search_name", "pk")[:_HOMES])
