"""One household: its people, what is known, what the law gives, and a fact changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ansinh.engine.errors import AnSinhError, DataError
from ansinh.web.access import audit, discretion, policy
from ansinh.web.access.models import BrokenGlass
from ansinh.web.access.policy import Action
from ansinh.web.office import law
from ansinh.web.office.history import Links, history
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import (
    attempt,
    day_asked,
    home_asked,
    part,
    proof_asked,
    received,
    said,
    version_asked,
)
from ansinh.web.office.views.forms import answers, blank, read, values_of
from ansinh.web.office.views.known import Shown, shown_on
from ansinh.web.registry.changing import Place, change_facts, row_of
from ansinh.web.registry.details import Detail, detail_of
from ansinh.web.registry.models import MODELS, Merge
from ansinh.web.registry.places import unit_on

#: How long broken glass stays open.
_GLASS = timedelta(hours=1)
#: Changes told on a household's page, the latest first.
_CHANGES = 20


@require_GET
def household(request: HttpRequest, number: int) -> HttpResponse:
    """The page of one household on a day."""
    home = home_asked(request, number)
    today, on = timezone.localdate(), day_asked(request)
    sees = policy.sees_sensitive(request.user, home)
    shown = shown_on(request.user, home, on, sees=sees, only=())
    told = (
        law.Told({})
        if _has_ended(home, on)
        else law.tell(home.pk, on, today, received(home.pk, on))
    )
    audit.write(request.user, "read", f"household {home.pk}", on=on.isoformat())
    is_mine = _is_mine(request, home)
    context = {
        "home": home,
        "on": on,
        "today": today,
        "unit": unit_on(home, on),
        "members": _members(shown, told, sees=sees),
        "of_home": _discreet(told.of("Household", home.pk), sees=sees),
        "holder": shown.of_home,
        "gone": shown.gone,
        "history": history(request.user, home, sees=sees, limit=_CHANGES),
        "may_edit": is_mine and home.closed_on is None,
        "may_reopen": is_mine,
        "merges": Merge.objects.filter(kept__household=home, undone_at=None).select_related(
            "kept", "dropped__household", "by"
        ),
        "hides": not sees,
    }
    return render(request, "office/household.html", context)


def _members(shown: Shown, told: law.Told, *, sees: bool) -> list[dict[str, Any]]:
    return [
        {
            "person": one.thing,
            "benefits": _discreet(told.of("Person", one.thing.pk), sees=sees),
        }
        for one in shown.people
    ]


def _discreet(benefits: list[law.Benefit], *, sees: bool) -> list[law.Benefit]:
    """Without those whose name tells what the reader may not see."""
    return [b for b in benefits if sees or b.code not in discretion.revealing()]


@require_GET
def known(request: HttpRequest, number: int, person: int) -> HttpResponse:
    """What is known of somebody in a household on a day, with the records."""
    home, on = home_asked(request, number), day_asked(request)
    sees = policy.sees_sensitive(request.user, home)
    shown = shown_on(request.user, home, on, sees=sees, only=(person,))
    holder = next((one for one in shown.people if one.thing.pk == person), None)
    if holder is None:
        raise Http404
    audit.write(request.user, "read", f"household {home.pk}", on=on.isoformat(), person=person)
    may_edit = _is_mine(request, home) and home.closed_on is None
    return part(
        request, "office/known.html", {"home": home, "holder": holder, "may_edit": may_edit}
    )


@require_GET
def why(request: HttpRequest, number: int, entity: str, row: int, code: str) -> HttpResponse:
    """Why a benefit is due or not, step by step with each article."""
    home = home_asked(request, number)
    today, on = timezone.localdate(), day_asked(request)
    if _has_ended(home, on):
        raise Http404
    top = law.row_on(home.pk, on, today)
    who = next((r for r in top.walk() if (r.entity, r.key) == (entity, row)), None)
    sees = policy.sees_sensitive(request.user, home)
    if who is None or code not in law.book().benefits:
        raise Http404
    if code in discretion.revealing() and not sees:
        raise Http404
    explained = law.explainer(on, today).explain(who, code)
    language = get_language() or "vi"
    context = {
        "name": getattr(MODELS[entity].objects.get(pk=row), "full_name", ""),
        "told": explained,
        "sentence": law.sentence(explained, language),
        "sum": explained.amount(language) if explained.outcome.amount else "",
        "arithmetic": explained.arithmetic(language).splitlines(),
        "steps": explained.steps(language),
        "unverified": explained.unverified,
        "on": on,
        "hides": code in discretion.resting() and not sees,
    }
    audit.write(request.user, "read why", f"household {home.pk}", benefit=code, row=row)
    return render(request, "office/why.html", context)


@require_http_methods(["GET", "POST"])
def fact(request: HttpRequest, number: int, entity: str, row: int, name: str) -> HttpResponse:
    """Change one fact: the form, what would follow (``preview``), and saving it."""
    home = home_asked(request, number, Action.EDIT)
    detail = _detail(home, entity, name, request)
    if _has_ended(home, timezone.localdate()):
        raise Http404
    try:
        thing = row_of(home, entity, row)
    except DataError:
        raise Http404 from None
    context: dict[str, Any] = {
        "home": home,
        "entity": entity,
        "row": row,
        "detail": detail,
        "since": timezone.localdate().isoformat(),
        "version": home.version,
    }
    if request.method == "GET":
        context["field"] = blank(home, [detail], values_of(thing, [detail]), "value")[0]
        return part(request, "office/fact.html", context)
    now = getattr(thing, detail.column)
    fields = read(request, home, [detail], {name: now}, "value")
    context |= {"field": fields[0], "posted": request.POST}
    place: Place = (entity, row, name)
    if "preview" in request.POST:
        try:
            context["effects"] = _effects(home, place, answers(fields)[name])
        except AnSinhError as error:
            context["error"] = said(error)
        return part(request, "office/fact.html", context)
    mine = None if fields[0].error else fields[0].value
    links = Links(request.user, [(detail.target, n) for n in (now, mine) if detail.target and n])
    context |= {"theirs": links.words(detail, now), "mine": links.words(detail, mine)}

    def change() -> None:
        values = {place: answers(fields)[name]}
        change_facts(request.user, home, version_asked(request), values, proof_asked(request))

    done = speech(f"Đã lưu: {detail.vi}.", f"Saved: {detail.en}.")
    return attempt(request, home, "office/fact.html", context, change, done)


@require_POST
def break_glass(request: HttpRequest, number: int) -> HttpResponse:
    """See the sensitive facts of a household for an hour, for a reason that is kept."""
    home = home_asked(request, number)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, speech("Cần ghi lý do.", "A reason is needed."))
    else:
        until = timezone.now() + _GLASS
        assert request.user.is_authenticated
        BrokenGlass.objects.create(user=request.user, household=home, reason=reason, until=until)
        audit.write(request.user, "break glass", f"household {home.pk}", reason=reason)
    return redirect("household", number=home.pk)


def _is_mine(request: HttpRequest, home: Any) -> bool:
    """Whether the reader's duties let them change the household."""
    return policy.households(request.user, Action.EDIT).filter(pk=home.pk).exists()


def _has_ended(home: Any, on: date) -> bool:
    """Whether there is no household on the day of which the law could say anything."""
    return home.closed_on is not None and bool(home.closed_on <= on)


def _detail(home: Any, entity: str, name: str, request: HttpRequest) -> Detail:
    try:
        found = detail_of(entity, name)
    except DataError:
        raise Http404 from None
    hidden = found.sensitive and not policy.sees_sensitive(request.user, home)
    if hidden or not found.by_hand:
        raise Http404
    return found


def _effects(home: Any, place: Place, raw: Any) -> list[dict[str, Any]]:
    """What changes in the household's benefits if the fact were so."""
    today = timezone.localdate()
    paid = received(home.pk, today)
    before = law.tell(home.pk, today, today, paid)
    after = law.tell(home.pk, today, today, paid, {place: raw})
    names = dict(MODELS["Person"].objects.filter(household=home).values_list("pk", "full_name"))
    effects = []
    for key in {**before.benefits, **after.benefits}:
        old = {b.code: b for b in before.benefits.get(key, [])}
        new = {b.code: b for b in after.benefits.get(key, [])}
        for code in sorted(old.keys() | new.keys()):
            was, will = old.get(code), new.get(code)
            if (was and (was.state, was.due)) == (will and (will.state, will.due)):
                continue
            shown = will or was
            assert shown is not None
            effects.append(
                {
                    "who": names.get(key[1], "") if key[0] == "Person" else "",
                    "benefit": shown,
                    "was": was,
                    "will": will,
                    "why": law.sentence(will.told, get_language() or "vi") if will else "",
                }
            )
    return effects
