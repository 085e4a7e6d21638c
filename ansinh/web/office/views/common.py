"""What several pages need."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from ansinh.engine.entities import Fact
from ansinh.insight import words
from ansinh.people.spelling import forms
from ansinh.web.office.templatetags.words import speech
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


def day_asked(request: HttpRequest) -> date:
    """The day in ``?on=``; today without it, or where it is no day."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()


def words_of(fact: Fact, value: Any) -> str:
    """A value as people read it."""
    if fact.type == "bool":
        return speech("Có", "Yes") if value else speech("Không", "No")
    if fact.choice is not None:
        choice = fact.choice.of(value)
        return speech(choice.vi, choice.en)
    if fact.type == "date":
        return words.day(value)
    text = words.grouped(value) if isinstance(value, int) else f"{value}".replace(".", ",")
    return f"{text} {fact.unit}".strip()


def received(household: int, on: date) -> dict[tuple[str, int], dict[str, int]]:
    """(entity, row) → benefit → amount that the rolls say is received on a day."""
    found: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    current = Q(closed_on__isnull=True) & (Q(since__isnull=True) | Q(since__lte=on))
    current &= Q(until__isnull=True) | Q(until__gt=on)
    persons = MODELS["Receipt"].objects.filter(current, person__household_id=household)
    for row, code, amount in persons.values_list("person_id", "benefit", "amount"):
        found["Person", row][code] += amount or 0
    homes = MODELS["HouseholdReceipt"].objects.filter(current, household_id=household)
    for code, amount in homes.values_list("benefit", "amount"):
        found["Household", household][code] += amount or 0
    return found
