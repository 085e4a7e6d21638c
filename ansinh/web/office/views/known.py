"""What the registry says of a household on a day, as its page shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from ansinh.engine.entities import EntityType
from ansinh.people.layout import TOP
from ansinh.web.access.discretion import revealing
from ansinh.web.office.history import HIDDEN, Links
from ansinh.web.office.templatetags.words import label
from ansinh.web.registry.details import Detail, details_of, records_of
from ansinh.web.registry.membership import NEVER, lived_in
from ansinh.web.registry.models import MODELS, Membership
from ansinh.web.registry.rows import earlier_values


@dataclass(frozen=True)
class Known:
    """One thing known of a row: hidden where the reader may not see it.

    Attributes:
        text: As people read it; empty where nobody knows it.
    """

    detail: Detail
    row: int
    text: str

    @property
    def is_hidden(self) -> bool:
        """Whether it is there but not for this reader."""
        return self.text == HIDDEN


@dataclass(frozen=True)
class Record:
    """A record with what it says, without what nobody knows."""

    kind: EntityType
    thing: Any
    known: list[Known]


@dataclass
class Holder:
    """A person or the household, with what is known, what is not, and its records by kind.

    Attributes:
        facts_at: Address of its details, up to their names: hundreds stand on a page.
        unknown: Labels of what nobody knows, each with its address; empty where none is filled in
            by hand.
    """

    thing: Any
    facts_at: str
    known: list[Known]
    unknown: list[tuple[str, str]]
    records: list[tuple[EntityType, list[Record]]] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """A household on a day.

    Attributes:
        people: Who belonged to it, the eldest first.
        gone: Who did once, with how and when it ended: memberships, the latest first.
    """

    of_home: Holder
    people: list[Holder]
    gone: list[Any]


def shown_on(
    user: Any, home: Any, on: date, *, sees: bool, only: Collection[int] | None = None
) -> Shown:
    """The household as the registry knows it on a day: today, or an earlier one.

    Args:
        only: People of whom it is told what is known, with their records; by default all.
    """
    people = _people(home, on)
    told_of = [person for person in people if only is None or person.pk in only]
    records = _records(home, told_of, on)
    if not sees:
        _hide(records)
    if on < timezone.localdate():
        _put_back(home, people, records, on)
    things = [home, *told_of, *(thing for rows in records.values() for thing in rows)]
    links = Links(user, _linked(things))

    def holder(thing: Any) -> Holder:
        told = list(_known(thing, links, sees=sees))
        kinds = [
            (kind, [Record(kind, r, _said(_known(r, links, sees=sees))) for r in rows])
            for kind in records_of(type(thing).__name__)
            if (rows := [r for r in records[kind.name] if _owner(kind, r) == thing.pk])
        ]
        some = reverse("fact", args=[home.pk, type(thing).__name__, thing.pk, "-"])
        facts_at = some.removesuffix("-")
        unknown = [
            (facts_at + one.detail.name if one.detail.by_hand else "", label(one.detail))
            for one in told
            if not one.text
        ]
        return Holder(thing, facts_at, _said(told), unknown, kinds)

    of_people = [holder(p) if p in told_of else Holder(p, "", [], []) for p in people]
    return Shown(holder(home), of_people, _gone(home, people))


def _people(home: Any, on: date) -> list[Any]:
    people = MODELS["Person"].objects.order_by("birth_date", "pk")
    if on < timezone.localdate():
        return list(people.filter(pk__in=lived_in([home.pk], on)))
    return list(people.filter(household=home, closed_on__isnull=True))


def _records(home: Any, people: list[Any], on: date) -> dict[str, list[Any]]:
    """Entity → its rows; what ended after the day still stood then."""
    lasting = Q(closed_on__isnull=True) | (Q(closed_on__gt=on) & ~Q(close_reason__in=NEVER))
    owners = {TOP: [home.pk], "Person": [person.pk for person in people]}
    wanted = {
        kind.name: MODELS[kind.name].objects.filter(lasting, **{f"{kind.owner.name}__in": numbers})
        for owner, numbers in owners.items()
        if numbers
        for kind in records_of(owner)
        if kind.owner is not None
    }
    there = names_of_some(wanted)
    return {
        name: list(rows.order_by("pk")) if name in there else [] for name, rows in wanted.items()
    }


def names_of_some(tables: Mapping[str, QuerySet[Any]]) -> set[str]:
    """Names of the tables that hold a row, in one query."""
    first, *others = (rows.order_by().values_list(Value(name)) for name, rows in tables.items())
    return {name for (name,) in first.union(*others)}


def _hide(records: Mapping[str, list[Any]]) -> None:
    """Take out receipts of benefits whose name tells a sensitive fact."""
    for rows in records.values():
        rows[:] = [row for row in rows if getattr(row, "benefit", "") not in revealing()]


def _put_back(home: Any, people: list[Any], records: Mapping[str, list[Any]], on: date) -> None:
    """Details that changed after the day as they were on it; nothing is saved."""
    rows = {(TOP, home.pk): home, **{("Person", person.pk): person for person in people}}
    rows |= {(name, thing.pk): thing for name, found in records.items() for thing in found}
    earlier = earlier_values([home.pk], [person.pk for person in people], on)
    for (entity, row, name), before in earlier.items():
        if (entity, row) in rows:
            setattr(rows[entity, row], details_of(entity)[name].column, before)


def _known(thing: Any, links: Links, *, sees: bool) -> Iterable[Known]:
    for detail in details_of(type(thing).__name__).values():
        hidden = detail.sensitive and not sees
        value = getattr(thing, detail.column)
        yield Known(detail, thing.pk, HIDDEN if hidden else links.words(detail, value))


def _said(found: Iterable[Known]) -> list[Known]:
    return [one for one in found if one.text]


def _linked(things: Iterable[Any]) -> Iterable[tuple[str, int]]:
    for thing in things:
        for detail in details_of(type(thing).__name__).values():
            number = getattr(thing, detail.column) if detail.target else None
            if number is not None:
                yield detail.target, number


def _owner(kind: EntityType, thing: Any) -> int:
    assert kind.owner is not None
    return int(getattr(thing, f"{kind.owner.name}_id"))


def _gone(home: Any, people: list[Any]) -> list[Any]:
    here = [person.pk for person in people]
    past = Membership.objects.filter(household=home).exclude(person__in=here)
    return list(past.exclude(until=None).select_related("person").order_by("-until", "-pk"))
