"""Places in time: which commune a household was of on a day, and old names that still find it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from ansinh.people.spelling import forms
from ansinh.web.registry.models import Area, Household

#: Kinds of units as people write them before a name.
_KINDS = ("xa ", "phuong ", "thi tran ")


def unit_on(household: Any, day: date) -> Any:
    """The commune-level unit that a household was of on a day; None where nobody knows.

    Before the household moved here it is the unit that it left, as it stood on that day; before
    1 July 2025 the former unit.
    """
    if household.moved_in_on is not None and day < household.moved_in_on:
        return valid_on(day).filter(code=household.moved_from_code).first()
    for unit in (household.area, household.former_area):
        if unit is not None and _stands(unit, day):
            return unit
    return None


def valid_on(day: date) -> QuerySet[Any]:
    """Units that stood on a day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    found: QuerySet[Any] = Area.objects.filter(begun & lasting)
    return found


def former_units(area: Any) -> QuerySet[Any]:
    """Units of before 1 July 2025 whose households are in an area now: its other names."""
    homes = Household.objects.filter(area=area, former_area__isnull=False)
    found: QuerySet[Any] = Area.objects.filter(pk__in=homes.values("former_area"))
    return found.exclude(pk=area.pk).order_by("name")


def units_named(words: str) -> list[Any]:
    """Units of that name, old or new, with or without diacritics and kind («deo gia»).

    Names are compared whole: a word of a name is a person's more often than a place's.
    """
    wanted = forms(words).folded
    if not wanted:
        return []
    return [area for area in Area.objects.order_by("pk") if wanted in _names(area.name)]


def _names(name: str) -> set[str]:
    folded = forms(name).folded
    return {folded, *(folded.removeprefix(kind) for kind in _KINDS)}


def _stands(unit: Any, day: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (
        unit.valid_to is None or day < unit.valid_to
    )
