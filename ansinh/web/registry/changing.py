"""A fact becomes another: checked, kept with its history, and never over somebody else's change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from ansinh.engine.entities import UNKNOWN, Fact
from ansinh.engine.errors import DataError
from ansinh.engine.rows import read_fact
from ansinh.people.layout import TOP
from ansinh.web.access import audit
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.models import MODELS, Change, Household

#: (entity, row, fact).
Place = tuple[str, int, str]


class ConflictError(Exception):
    """Somebody else changed the household since the page was opened."""


@dataclass(frozen=True)
class Proof:
    """Since when a new value holds, where it comes from and what proves it."""

    valid_from: date
    source: str = ""
    proof: str = ""


def change_facts(
    user: Any, household: Any, version: int, values: Mapping[Place, Any], proof: Proof
) -> list[Change]:
    """Write new values of facts of one household, all or none; returns what changed.

    Args:
        version: Version of the household that the officer saw.
        values: Place → value as written in files; None is not known.

    Raises:
        ConflictError: the household has changed since ``version``.
        DataError: a value is not of its fact's type, or the row is not of the household.
    """
    read = {place: (raw, _fact_and_value(place, raw)) for place, raw in values.items()}
    with transaction.atomic():
        same = Household.objects.filter(pk=household.pk, version=version)
        if not same.update(version=F("version") + 1):
            raise ConflictError
        changes = []
        for (entity, row, name), (raw, value) in read.items():
            thing = row_of(household, entity, row)
            before = getattr(thing, name)
            if before == value:
                continue
            setattr(thing, name, value)
            thing.save(update_fields=[name])
            changes.append(
                Change(
                    by=user,
                    household=household,
                    entity=entity,
                    row=row,
                    fact=name,
                    before=written(before),
                    after=raw,
                    valid_from=proof.valid_from,
                    source=proof.source,
                    proof=proof.proof,
                )
            )
        Change.objects.bulk_create(changes)
        facts = [f"{c.entity}.{c.fact}" for c in changes]
        audit.write(user, "change", f"household {household.pk}", facts=facts)
    return changes


def fact_of(entity: str, name: str) -> Fact:
    """A fact of the law.

    Raises:
        DataError: there is none of that name.
    """
    facts = ENTITIES[entity].facts if entity in {e.name for e in ENTITIES} else {}
    if name not in facts:
        raise DataError(f"{entity}.{name} is no fact of the registry")
    return facts[name]


def written(value: Any) -> Any:
    """A value of the database as files write it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _fact_and_value(place: Place, raw: Any) -> Any:
    """The value as the database takes it."""
    fact = fact_of(place[0], place[2])
    value = read_fact(fact, raw)
    if value is UNKNOWN:
        return None
    return raw if fact.type in ("choice", "rate") else value


def row_of(household: Any, entity: str, row: int) -> Any:
    """A row of the household: itself, one of its people, or a record of either.

    Raises:
        DataError: it is not of the household.
    """
    if (entity, row) == (TOP, household.pk):
        return household
    path, kind = [], ENTITIES[entity]
    while kind.owner is not None:
        path.append(kind.owner.name)
        kind = ENTITIES[kind.owner.target]
    if path and kind.name == TOP:
        rows = MODELS[entity].objects.filter(pk=row, **{"__".join(path): household.pk})
        if found := rows.first():
            return found
    raise DataError(f"{entity} {row} is not of household {household.pk}")
