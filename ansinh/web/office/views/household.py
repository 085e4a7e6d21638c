"""One household: its people, what is known, what the law gives, and a fact changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from ansinh.engine.entities import Fact
from ansinh.engine.errors import AnSinhError, DataError
from ansinh.web.access import audit, discretion, policy
from ansinh.web.access.models import BrokenGlass
from ansinh.web.access.policy import Action
from ansinh.web.office import law
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import day_asked, received, words_of
from ansinh.web.registry.changing import (
    ConflictError,
    Place,
    Proof,
    change_facts,
    fact_of,
    row_of,
    written,
)
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.models import MODELS

#: How long broken glass stays open.
_GLASS = timedelta(hours=1)
#: Changes told on a household's page, the latest first.
_CHANGES = 20


@dataclass(frozen=True)
class Known:
    """One fact as a page shows it: hidden where the reader may not see it."""

    fact: Fact
    row: int
    value: Any
    is_hidden: bool

    @property
    def text(self) -> str:
        """The value as people read it; empty where nobody knows it."""
        return "" if self.value is None else words_of(self.fact, self.value)


@require_GET
def household(request: HttpRequest, number: int) -> HttpResponse:
    """The page of one household on a day."""
    home = _home(request, number)
    today, on = timezone.localdate(), day_asked(request)
    told = law.tell(home.pk, on, today, received(home.pk, on))
    sees = policy.sees_sensitive(request.user, home)
    people = MODELS["Person"].objects.filter(household=home, closed_on__isnull=True)
    members = [
        {
            "person": person,
            "benefits": _shown(told.of("Person", person.pk), sees=sees),
            "facts": list(_facts("Person", person, sees=sees)),
        }
        for person in people.order_by("birth_date", "pk")
    ]
    audit.write(request.user, "read", f"household {home.pk}", on=on.isoformat())
    context = {
        "home": home,
        "on": on,
        "members": members,
        "of_home": _shown(told.of("Household", home.pk), sees=sees),
        "facts": list(_facts("Household", home, sees=sees)),
        "changes": [
            (change, sees or not fact_of(change.entity, change.fact).sensitive)
            for change in home.changes.select_related("by").order_by("-pk")[:_CHANGES]
        ],
        "may_edit": policy.households(request.user, Action.EDIT).filter(pk=home.pk).exists(),
        "hides": not sees,
    }
    return render(request, "office/household.html", context)


@require_GET
def why(request: HttpRequest, number: int, entity: str, row: int, code: str) -> HttpResponse:
    """Why a benefit is due or not, step by step with each article."""
    home = _home(request, number)
    today, on = timezone.localdate(), day_asked(request)
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
    home = _home(request, number, Action.EDIT)
    found = _fact(home, entity, name, request)
    try:
        thing = row_of(home, entity, row)
    except DataError:
        raise Http404 from None
    context: dict[str, Any] = {
        "home": home,
        "fact": found,
        "entity": entity,
        "row": row,
        "value": written(getattr(thing, name)),
        "choices": [] if found.choice is None else list(found.choice),
        "today": timezone.localdate(),
        "version": home.version,
    }
    if request.method == "GET":
        return render(request, "office/fact.html", context)
    try:
        raw = _raw(found, request.POST.get("value", ""))
        since = date.fromisoformat(request.POST.get("since", ""))
    except ValueError:
        context["error"] = speech("Ngày hoặc giá trị chưa đúng.", "A date or value is not right.")
        return render(request, "office/fact.html", context, status=422)
    place: Place = (entity, row, name)
    context |= {"value": raw, "since": since, "source": request.POST.get("source", "")}
    if "preview" in request.POST:
        try:
            context["effects"] = _effects(home, place, raw)
        except AnSinhError as error:
            context["error"] = str(error)
        return render(request, "office/fact.html", context)
    proof = Proof(since, request.POST.get("source", ""), request.POST.get("proof", ""))
    try:
        version = int(request.POST.get("version", "0"))
        change_facts(request.user, home, version, {place: raw}, proof)
    except ConflictError:
        context |= {"conflict": True, "theirs": written(getattr(thing, name))}
        home.refresh_from_db()
        context["version"] = home.version
        return render(request, "office/fact.html", context, status=409)
    except (DataError, ValueError) as error:
        context["error"] = str(error)
        return render(request, "office/fact.html", context, status=422)
    messages.success(request, speech(f"Đã lưu: {found.vi}.", f"Saved: {found.en}."))
    page = reverse("household", args=[home.pk])
    return HttpResponseClientRedirect(page) if request.headers.get("HX-Request") else redirect(page)


@require_POST
def break_glass(request: HttpRequest, number: int) -> HttpResponse:
    """See the sensitive facts of a household for an hour, for a reason that is kept."""
    home = _home(request, number)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, speech("Cần ghi lý do.", "A reason is needed."))
    else:
        until = timezone.now() + _GLASS
        assert request.user.is_authenticated
        BrokenGlass.objects.create(user=request.user, household=home, reason=reason, until=until)
        audit.write(request.user, "break glass", f"household {home.pk}", reason=reason)
    return redirect("household", number=home.pk)


def _home(request: HttpRequest, number: int, action: Action = Action.READ) -> Any:
    """The household, if who asks may do this with it; else there is none."""
    rows = policy.households(request.user, action).select_related("area", "former_area")
    return get_object_or_404(rows, pk=number)


def _shown(benefits: list[law.Benefit], *, sees: bool) -> list[law.Benefit]:
    """Without those whose name tells what the reader may not see."""
    return [b for b in benefits if sees or b.code not in discretion.revealing()]


def _facts(entity: str, thing: Any, *, sees: bool) -> Iterator[Known]:
    for found in ENTITIES[entity].facts.values():
        hidden = found.sensitive and not sees
        yield Known(found, thing.pk, None if hidden else getattr(thing, found.name), hidden)


def _fact(home: Any, entity: str, name: str, request: HttpRequest) -> Fact:
    try:
        found = fact_of(entity, name)
    except DataError:
        raise Http404 from None
    if found.sensitive and not policy.sees_sensitive(request.user, home):
        raise Http404
    return found


def _raw(found: Fact, text: str) -> Any:
    """The value of the form as files write it; nothing is not known.

    Raises:
        ValueError: it is not of the fact's type.
    """
    if not text:
        return None
    if found.type == "bool":
        return {"yes": True, "no": False}[text] if text in ("yes", "no") else int("")
    if found.type in ("int", "money"):
        return int(text.replace(".", "").replace(" ", ""))
    return text.replace(",", ".") if found.type == "rate" else text


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
