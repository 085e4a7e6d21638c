"""What was written down of a household, told in a line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from ansinh.web.access import discretion, policy
from ansinh.web.office.templatetags.words import happening, in_words, label, speech
from ansinh.web.registry.details import Detail, detail_of
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.models import MODELS, Change, Event

HIDDEN = "•••"


@dataclass(frozen=True)
class Line:
    """One change or event.

    Attributes:
        on: The day it is true from; ``at`` is when it was written down.
        what: The detail that changed, or the kind of event.
    """

    at: datetime
    by: Any
    on: date
    who: str
    text: str
    source: str
    proof: str
    what: str
    reason: str = ""


def history(
    user: Any, home: Any, *, sees: bool, after: int = 0, limit: int | None = None
) -> list[Line]:
    """Changes and events of a household, the latest first.

    Args:
        sees: Whether sensitive facts are shown.
        after: Version of the household: only what came later.
        limit: How many at most.
    """
    found: list[Change | Event] = []
    for rows in (home.changes, home.events):
        wanted = rows.filter(version__gt=after) if after else rows.all()
        found += wanted.select_related("by").order_by("-pk")[:limit]
    found = sorted(found, key=lambda one: one.at, reverse=True)[:limit]
    names = _owners(found)
    links = Links(user, _linked(found))
    return [_line(one, names, links, sees=sees) for one in found]


class Links:
    """Names of people and places that links lead to; who is out of reach is not named."""

    def __init__(self, user: Any, wanted: Iterable[tuple[str, int]]) -> None:
        numbers: dict[str, set[int]] = {"Person": set(), "Area": set()}
        for target, number in wanted:
            numbers[target].add(number)
        people = policy.people(user).filter(pk__in=numbers["Person"])
        areas = MODELS["Area"].objects.filter(pk__in=numbers["Area"])
        self._names = {
            **{("Person", pk): name for pk, name in people.values_list("pk", "full_name")},
            **{("Area", pk): name for pk, name in areas.values_list("pk", "name")},
        }

    def __call__(self, target: str, number: int | None) -> str:
        """The name; empty where the link leads nowhere."""
        if number is None:
            return ""
        elsewhere = speech("một người ở xã khác", "somebody in another commune")
        return self._names.get((target, number), elsewhere) or f"{number}"

    def words(self, detail: Detail, value: Any) -> str:
        """Any value as people read it, a link by its name."""
        return self(detail.target, value) if detail.target else in_words(detail, value)


def _linked(found: Iterable[Change | Event]) -> Iterable[tuple[str, int]]:
    for one in found:
        if isinstance(one, Change) and (target := detail_of(one.entity, one.fact).target):
            yield from ((target, n) for n in (one.before, one.after) if n is not None)


def _owners(found: Iterable[Change | Event]) -> dict[tuple[str, int], str]:
    """(entity, row) → who and what it is about, in words; the household itself needs none."""
    rows: dict[str, set[int]] = {}
    for one in found:
        rows.setdefault(one.entity, set()).add(one.row)
    names = {}
    for entity, numbers in rows.items():
        owner = ENTITIES[entity].owner
        for thing in _with_owner(entity, numbers):
            names[entity, thing.pk] = _name(entity, thing, owner)
    return names


def _with_owner(entity: str, numbers: set[int]) -> Iterable[Any]:
    rows = MODELS[entity].objects.filter(pk__in=numbers)
    owner = ENTITIES[entity].owner
    return list(rows.select_related(owner.name) if owner else rows)


def _name(entity: str, thing: Model, owner: Any) -> str:
    if entity == "Person":
        return getattr(thing, "full_name", "") or f"{thing.pk}"
    if owner is None or entity == "Household":
        return ""
    person = getattr(getattr(thing, owner.name), "full_name", "")
    return " · ".join(part for part in (person, label(ENTITIES[entity])) if part)


def _line(
    one: Change | Event, names: Mapping[tuple[str, int], str], links: Links, *, sees: bool
) -> Line:
    reason, what = "", one.fact if isinstance(one, Change) else one.kind
    if isinstance(one, Change):
        detail, on = detail_of(one.entity, one.fact), one.valid_from
        seen = sees or not detail.sensitive
        was, now = (
            links.words(detail, value) or "?" if seen and _may_be_told(value, sees) else HIDDEN
            for value in (one.before, one.after)
        )
        text = f"{label(detail)}: {was} → {now}"
    else:
        on, reason = one.on, one.reason
        text = happening(one.kind)
    who = names.get((one.entity, one.row), "")
    return Line(one.at, one.by, on, who, text, one.source, one.proof, what, reason)


def _may_be_told(value: Any, sees: bool) -> bool:
    """Whether a value is no name of a benefit that tells a sensitive fact."""
    return sees or value not in discretion.revealing()
