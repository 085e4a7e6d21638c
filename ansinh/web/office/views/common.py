"""What several pages need."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django_htmx.http import HttpResponseClientRedirect

from ansinh.engine.errors import DataError
from ansinh.people.spelling import forms
from ansinh.web.access import policy
from ansinh.web.access.policy import Action, RefusedError
from ansinh.web.office.history import Line, history
from ansinh.web.office.templatetags.words import speech
from ansinh.web.registry.changing import ConflictError, Proof
from ansinh.web.registry.membership import lived_in
from ansinh.web.registry.models import MODELS

#: Rows of a page of a list: what a screen and a half holds.
ROWS = 25
#: Rows that are counted and leafed through; of more, only that there are more is told.
MOST = 10_000
#: Digits of a personal number.
_NUMBER = 12


class Pages(Paginator):  # type: ignore[type-arg]
    """Pages of rows that may be millions: they are counted up to :data:`MOST`.

    Rows that fill no page are read and not counted.
    """

    @cached_property
    def _first(self) -> list[Any]:
        return list(self.object_list[: self.per_page + 1])

    @cached_property
    def _counted(self) -> int:
        if len(self._first) <= self.per_page:
            return len(self._first)
        rows = self.object_list
        assert isinstance(rows, QuerySet)
        return rows.order_by()[: MOST + 1].count()

    @property
    def count(self) -> int:
        """How many there are, or :data:`MOST`."""
        return min(self._counted, MOST)

    @property
    def is_more(self) -> bool:
        """Whether there are more than are counted."""
        return self._counted > MOST

    def page(self, number: int | str) -> Page[Any]:
        """The rows of a page."""
        found = super().page(number)
        if found.number == 1:
            found.object_list = self._first[: self.per_page]
        return found


def page_of(rows: QuerySet[Any], request: HttpRequest) -> Page[Any]:
    """The page asked for; the last one where there are fewer."""
    return Pages(rows, ROWS).get_page(request.GET.get("page"))


@dataclass(frozen=True)
class Sort:
    """One order that a list can be put in.

    Attributes:
        value: What the address asks for to get it; the other way round where it is so already.
        is_on, is_down: Whether the list is in this order, and from the last to the first.
    """

    name: str
    label: str
    value: str
    is_on: bool
    is_down: bool


def sorting(names: Mapping[str, tuple[str, str]], asked: str) -> dict[str, Sort]:
    """Orders that a list offers, by name, when ``asked`` is the one it is in."""
    now, down = asked.removeprefix("-"), asked.startswith("-")
    return {
        name: Sort(
            name,
            speech(vi, en),
            f"-{name}" if name == now and not down else name,
            name == now,
            name == now and down,
        )
        for name, (vi, en) in names.items()
    }


def chosen_area(request: HttpRequest, action: policy.Action) -> Any:
    """The commune that a form names, or the only one in which its sender may do this."""
    areas = policy.areas(request.user, action)
    number = request.POST.get("area", "")
    if number:
        return areas.filter(pk=number).first() if number.isdecimal() else None
    few = list(areas[:2])
    return few[0] if len(few) == 1 else None


def ordered(rows: QuerySet[Any], columns: Iterable[str], *, down: bool) -> QuerySet[Any]:
    """Rows by columns; what is not known comes last both ways."""
    orders = [F(column) for column in columns]
    told = [o.desc(nulls_last=True) if down else o.asc(nulls_last=True) for o in orders]
    return rows.order_by(*told, "pk")


def matching(rows: QuerySet[Any], words: str, name: str, number: str) -> QuerySet[Any]:
    """Rows in whose name words begin so, with or without diacritics, or whose number it is.

    Args:
        name: Column of the folded name.
        number: Column of the personal number; empty where there is none.
    """
    words = words.strip()
    if words.isdecimal() and len(words) == _NUMBER and number:
        return rows.filter(**{number: words})
    if not words:
        return rows
    every = Q()
    for word in forms(words).folded.split():
        every &= _has_word(name, word)
    return rows.filter(every)


def _has_word(name: str, beginning: str) -> Q:
    """A word of the name begins so; PostgreSQL looks all words up in one walk of their index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{name}__regex": rf"\m{re.escape(beginning)}"})
    return Q(**{f"{name}__startswith": beginning}) | Q(**{f"{name}__contains": f" {beginning}"})


def home_asked(request: HttpRequest, number: int, action: Action = Action.READ) -> Any:
    """The household, if who asks may do this with it; else there is none."""
    rows = policy.households(request.user, action).select_related("area", "former_area")
    return get_object_or_404(rows, pk=number)


def part(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A form beside the page, or a page of its own where there is no script."""
    is_part = bool(request.headers.get("HX-Request"))
    context["frame"] = "office/part.html" if is_part else "office/page.html"
    return render(request, template, context, status=status)


def proof_asked(request: HttpRequest, day: str = "since") -> Proof:
    """Since when, the source and the proof, as the form says.

    Args:
        day: Name of the question that says since when.

    Raises:
        RefusedError: the day is none.
    """
    try:
        since = date.fromisoformat(request.POST.get(day, ""))
    except ValueError:
        raise RefusedError("ngày chưa đúng", "the date is not right") from None
    return Proof(since, request.POST.get("source", ""), request.POST.get("proof", ""))


def version_asked(request: HttpRequest, name: str = "version") -> int:
    """The version of the household that the officer saw; 0, which none has, where it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() else 0


def attempt(
    request: HttpRequest,
    home: Any,
    template: str,
    context: dict[str, Any],
    operation: Callable[[], Any],
    done: str,
    other: Any = None,
) -> HttpResponse:
    """Do it and go back to the household, or show the form again with what stands in the way.

    Somebody else's change is told, with the form as it was filled in beside it (409).

    Args:
        other: Another household that the form speaks of, with ``other_version``.
    """
    try:
        operation()
    except ConflictError:
        home.refresh_from_db()
        lines = _since(request, home, "version")
        lines += [] if other is None else _since(request, other, "other_version")
        context |= {"conflict": lines, "version": home.version}
        return part(request, template, context, status=409)
    except DataError as error:
        context["error"] = said(error)
        return part(request, template, context, status=422)
    messages.success(request, done)
    page = reverse("household", args=[home.pk])
    return HttpResponseClientRedirect(page) if request.headers.get("HX-Request") else redirect(page)


def _since(request: HttpRequest, home: Any, name: str) -> list[Line]:
    sees = policy.sees_sensitive(request.user, home)
    return history(request.user, home, sees=sees, after=version_asked(request, name))


def said(error: Exception) -> str:
    """Why something was refused, in the language of the page."""
    return speech(error.vi, error.en) if isinstance(error, RefusedError) else str(error)


def day_asked(request: HttpRequest) -> date:
    """The day in ``?on=``; today without it, or where it is no day."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()


def received(household: int, on: date) -> dict[tuple[str, int], dict[str, int]]:
    """(entity, row) → benefit → amount that the rolls say is received on a day."""
    found: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    current = Q(closed_on__isnull=True) & (Q(since__isnull=True) | Q(since__lte=on))
    current &= Q(until__isnull=True) | Q(until__gt=on)
    if on < timezone.localdate():
        mine = Q(person__in=list(lived_in([household], on)))
    else:
        mine = Q(person__household=household)
    persons = MODELS["Receipt"].objects.filter(current, mine)
    for row, code, amount in persons.values_list("person_id", "benefit", "amount"):
        found["Person", row][code] += amount or 0
    homes = MODELS["HouseholdReceipt"].objects.filter(current, household_id=household)
    for code, amount in homes.values_list("benefit", "amount"):
        found["Household", household][code] += amount or 0
    return found
