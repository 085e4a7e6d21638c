"""One household for a page: its rows and those that its links lead to, in few statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Q

from ansinh.engine.entities import UNKNOWN, EntityType
from ansinh.engine.rows import Row, read_fact
from ansinh.people.layout import GUEST_DEPTH, TOP
from ansinh.web.registry.bulk import among
from ansinh.web.registry.fields import ENTITIES, members_name
from ansinh.web.registry.membership import NEVER, homes_of, lived_in
from ansinh.web.registry.models import MODELS, Change, Membership
from ansinh.web.registry.tables import LAYOUT

#: Values put in place of what the registry holds: (entity, row, detail) → value as written.
Values = Mapping[tuple[str, int, str], Any]
#: Entities whose rows may lead to people of other households.
_LEADING = ("Person", *{r.entity for r in LAYOUT.inner_links} - {"Person"})


def household_row(household: int, on: date | None = None, instead: Values | None = None) -> Row:
    """One household for the explainer, with the households that its links lead to.

    Args:
        on: A day: who lived there then, with facts that changed later as they were. Without it, as
            everything stands now.
        instead: Values tried before they are saved.
    """
    return _Gathering(on, instead or {}).household(household)


def earlier_values(
    households: Collection[int], people: Collection[int], on: date
) -> dict[tuple[str, int, str], Any]:
    """What details of households and people were on a day, of those that have changed since.

    A change stands with the household in which its person lived when it was written down.
    """
    homes = Membership.objects.filter(person__in=people).values("household")
    mine = Q(household__in=households) | Q(household__in=homes)
    later = Change.objects.filter(mine, valid_from__gt=on).order_by("-id")
    return {(change.entity, change.row, change.fact): change.before for change in later}


@dataclass
class _Gathering:
    """Rows found so far.

    Attributes:
        on: The day asked about; None is now.
        values: What stands in place of what the registry holds.
        rows: Entity → number → row.
        links: A row, the name of a link, and the number of the row that it leads to.
    """

    on: date | None
    instead: Values
    values: dict[tuple[str, int, str], Any] = field(default_factory=dict)
    rows: dict[str, dict[int, Row]] = field(default_factory=lambda: {e.name: {} for e in ENTITIES})
    links: list[tuple[Row, str, int]] = field(default_factory=list)

    def household(self, number: int) -> Row:
        """Gather all that the household leads to, tie it together and return it."""
        reached = {number}
        for _ in range(GUEST_DEPTH + 1):
            self._add_homes(sorted(reached))
            reached = self._homes_led_to() - self.rows[TOP].keys()
            if not reached:
                break
        for entity in LAYOUT.tree:
            if entity.owner is not None and entity.name not in _LEADING:
                self._add_owned(entity, self.rows[entity.owner.target].keys())
        self._add_areas()
        for row, name, target in self.links:
            found = self.rows[ENTITIES[row.entity].relations[name].target].get(target)
            if found is not None:
                row.links[name] = found
        return self.rows[TOP][number]

    def _add_homes(self, numbers: list[int]) -> None:
        """Households, and those of their rows whose links are followed."""
        homes = _read(ENTITIES[TOP], *self._lasting("id", numbers))
        lived = None if self.on is None else lived_in(numbers, self.on)
        where = ("household_id", numbers) if lived is None else ("id", list(lived))
        people = _read(ENTITIES["Person"], *self._lasting(*where))
        if lived is not None:
            for person in people:
                person["household_id"] = lived[person["id"]]
        if self.on is not None:
            self.values |= earlier_values(numbers, [p["id"] for p in people], self.on)
        self.values |= self.instead
        for home in homes:
            self._add(ENTITIES[TOP], home)
        for person in people:
            self._add(ENTITIES["Person"], person)
        for name in _LEADING[1:]:
            entity = ENTITIES[name]
            assert entity.owner is not None
            self._add_owned(entity, [person["id"] for person in people])

    def _add_owned(self, entity: EntityType, owners: Collection[int]) -> None:
        assert entity.owner is not None
        for found in _read(entity, *self._lasting(f"{entity.owner.name}_id", owners)):
            self._add(entity, found)

    def _add_areas(self) -> None:
        known = {entity.name for entity in LAYOUT.reference}
        wanted = {
            target
            for row, name, target in self.links
            if ENTITIES[row.entity].relations[name].target in known
        }
        for entity in LAYOUT.reference:
            column = "id" if entity.owner is None else f"{entity.owner.name}_id"
            for found in _read(entity, *among(column, wanted)):
                self._add(entity, found)

    def _add(self, entity: EntityType, found: dict[str, Any]) -> None:
        number = found["id"]
        row = Row(entity.name, number, _facts(entity, found))
        for relation in entity.relations.values():
            if relation.kind == "members":
                row.members[relation.name] = []
        for (name, place, detail), value in self.values.items():
            if (name, place) == (entity.name, number):
                if detail in entity.facts:
                    row.values[detail] = read_fact(entity.facts[detail], value)
                elif f"{detail}_id" in found:
                    found[f"{detail}_id"] = value
        if entity.owner is not None:
            row.owner = self.rows[entity.owner.target].get(found[f"{entity.owner.name}_id"])
            if row.owner is None:
                return
            row.owner.members[members_name(entity)].append(row)
        self.rows[entity.name][number] = row
        for link in entity.links:
            target = found[f"{link.name}_id"]
            if target is not None:
                self.links.append((row, link.name, target))

    def _homes_led_to(self) -> set[int]:
        people = {
            target
            for row, name, target in self.links
            if ENTITIES[row.entity].relations[name].target == "Person"
        }
        people -= self.rows["Person"].keys()
        if self.on is not None:
            return homes_of(people, self.on)
        found = MODELS["Person"].objects.filter(pk__in=people)
        return set(found.values_list("household_id", flat=True))

    def _lasting(self, column: str, numbers: Collection[int]) -> tuple[str, tuple[Any, ...]]:
        """Rows whose column is one of the numbers and that had not ended on the day."""
        wanted, values = among(column, numbers)
        if self.on is None:
            return f"closed_on IS NULL AND {wanted}", values
        marks = ", ".join(["%s"] * len(NEVER))
        ended = f"(closed_on IS NULL OR (closed_on > %s AND close_reason NOT IN ({marks})))"
        return f"{ended} AND {wanted}", (self.on.isoformat(), *NEVER, *values)


def _read(entity: EntityType, where: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Column → value of the rows that an SQL condition names, in order of their numbers."""
    columns, query = _query(entity.name)
    with connection.cursor() as cursor:
        cursor.execute(f"{query} WHERE {where} ORDER BY id", values)
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


@cache
def _query(entity: str) -> tuple[list[str], str]:
    kind = ENTITIES[entity]
    columns = [*LAYOUT.structure(kind), *kind.facts]
    named = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(MODELS[entity]._meta.db_table)
    return columns, f"SELECT {named} FROM {table}"  # noqa: S608


def _facts(entity: EntityType, found: Mapping[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = dict.fromkeys(entity.facts, UNKNOWN)
    for name, fact in entity.facts.items():
        value = found[name]
        if value is not None:
            known = bool(value) if fact.type == "bool" else value
            facts[name] = read_fact(fact, known)
    return facts
