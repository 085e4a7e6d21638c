"""People between communes: offers that wait for an answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from ansinh.engine.errors import DataError
from ansinh.web.access import audit, policy
from ansinh.web.access.policy import Action
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import home_asked, said, version_asked
from ansinh.web.office.views.forms import answers, blank, read
from ansinh.web.office.views.lives import OF_HOUSEHOLD, homes_found
from ansinh.web.registry.changing import ConflictError
from ansinh.web.registry.details import detail_of
from ansinh.web.registry.models import Transfer
from ansinh.web.registry.transfers import (
    REFUSED,
    WITHDRAWN,
    send_back,
    take_in,
    take_in_as_household,
)

_SHOWN = ("person", "left", "left__area", "area", "by")


@require_GET
def transfers(request: HttpRequest) -> HttpResponse:
    """Offers that wait: those of other communes first, then one's own."""
    found = {
        "incoming": policy.incoming(request.user),
        "outgoing": policy.outgoing(request.user),
    }
    context = {
        name: rows.filter(state=Transfer.OPEN).select_related(*_SHOWN).order_by("at", "pk")
        for name, rows in found.items()
    }
    return render(request, "office/transfers.html", context)


@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, number: int) -> HttpResponse:
    """One offer: find the household that they enter, take them in or send them back."""
    theirs = policy.incoming(request.user).filter(pk=number).select_related(*_SHOWN).first()
    mine = policy.outgoing(request.user).filter(pk=number).select_related(*_SHOWN).first()
    found = theirs or mine
    if found is None:
        raise Http404
    audit.write(request.user, "read transfer", f"household {found.left_id}", transfer=found.pk)
    context: dict[str, Any] = {
        "transfer": found,
        "may_take": theirs is not None,
        "may_withdraw": mine is not None,
        "found": homes_found(request, request.GET.get("q", "").strip()),
        "words": request.GET.get("q", ""),
    }
    if theirs is not None:
        details = [detail_of("Household", name) for name in OF_HOUSEHOLD]
        is_new = "new" in request.POST
        context |= {
            "others": _others(request, theirs),
            "fields": read(request, None, details) if is_new else blank(None, details),
        }
    asked = request.POST.get("to") or request.GET.get("to") or ""
    if asked.isdecimal():
        context["target"] = home_asked(request, int(asked), Action.EDIT)
    if request.method == "GET":
        return render(request, "office/transfer.html", context)
    try:
        home = _answered(request, context)
    except ConflictError:
        context["error"] = speech(
            "Có người vừa sửa hộ nhận; xem lại rồi tiếp nhận lần nữa.",
            "Somebody has just changed that household; look again, then take them in.",
        )
        context["target"].refresh_from_db()
        return render(request, "office/transfer.html", context, status=409)
    except DataError as error:
        context["error"] = said(error)
        return render(request, "office/transfer.html", context, status=422)
    messages.success(request, speech("Đã trả lời đề nghị.", "Answered."))
    return redirect("transfers") if home is None else redirect("household", number=home.pk)


def _others(request: HttpRequest, found: Transfer) -> list[Transfer]:
    """Who of the same household is offered for the same day, and waits too."""
    same = policy.incoming(request.user).filter(
        left=found.left_id, area=found.area_id, on=found.on, state=Transfer.OPEN
    )
    return list(same.exclude(pk=found.pk).select_related(*_SHOWN).order_by("pk"))


def _answered(request: HttpRequest, context: dict[str, Any]) -> Any:
    """Answer an offer; the household that they have entered, if any."""
    found, answer = context["transfer"], request.POST.get("answer", "")
    if "withdraw" in request.POST and context["may_withdraw"]:
        send_back(request.user, found, WITHDRAWN, answer)
    elif "refuse" in request.POST and context["may_take"]:
        send_back(request.user, found, REFUSED, answer)
    elif context["may_take"] and ("target" in context or "new" in request.POST):
        together = context["others"] if request.POST.get("together") else []
        if "new" in request.POST:
            values = answers(context["fields"])
            return take_in_as_household(request.user, [found, *together], values)
        take_in(request.user, [found, *together], context["target"], version_asked(request))
        return context["target"]
    else:
        raise Http404
    return None
