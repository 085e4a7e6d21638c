"""A fact becomes another: checked, kept with its history, and never over somebody else's change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ansinh.engine.errors import DataError
from ansinh.people.layout import TOP
from ansinh.web.access import audit, policy
from ansinh.web.access.policy import RefusedError
from ansinh.web.registry.details import detail_of
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.imports.values import CellError, read_citizen_number
from ansinh.web.registry.models import MODELS, Change, Household

#: (entity, row, name of a detail: mostly a fact).
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
    with transaction.atomic():
        now = next_version(household, version)
        changes = write_changes(user, household, now, values, proof)
        for change in changes:
            _must_be_allowed(user, change)
        facts = [f"{c.entity}.{c.fact}" for c in changes]
        audit.write(user, "change", f"household {household.pk}", facts=facts)
    return changes


def next_version(household: Any, version: int | None) -> int:
    """Take a household's next number, so that nobody else changes it at once.

    Args:
        version: What the officer saw; None where nobody looked at the household before.

    Raises:
        ConflictError: it has changed since.
    """
    same = Household.objects.filter(pk=household.pk)
    if version is not None:
        same = same.filter(version=version)
    if not same.update(version=F("version") + 1):
        raise ConflictError
    household.refresh_from_db(fields=["version"])
    now: int = household.version
    return now


def write_changes(
    user: Any, household: Any, version: int, values: Mapping[Place, Any], proof: Proof
) -> list[Change]:
    """As :func:`change_facts`, inside an operation that has taken ``version`` already."""
    changes = []
    for (entity, row), details in _by_row(values).items():
        thing = row_of(household, entity, row)
        for name, before in set_details(thing, details).items():
            changes.append(
                Change(
                    by=user,
                    household=household,
                    version=version,
                    entity=entity,
                    row=row,
                    fact=name,
                    before=written(before),
                    after=written(getattr(thing, detail_of(entity, name).column)),
                    valid_from=proof.valid_from,
                    source=proof.source,
                    proof=proof.proof,
                )
            )
    return Change.objects.bulk_create(changes)


def set_details(thing: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row new values and save it; returns what the changed ones were before.

    Raises:
        DataError: a value is not of its type, or a personal number contradicts the person.
    """
    before, columns = {}, []
    for name, raw in values.items():
        detail = detail_of(type(thing).__name__, name)
        value, was = detail.read(raw), getattr(thing, detail.column)
        if value != was:
            before[name] = was
            columns.append(detail.column)
            setattr(thing, detail.column, value)
    if "citizen_number" in before and thing.citizen_number:
        thing.citizen_number = _checked_number(thing)
    if thing.pk is None:
        thing.save()
    elif columns:
        thing.save(update_fields=[*columns, *(["search_name"] if "full_name" in before else [])])
    return before


def written(value: Any) -> Any:
    """A value of the database as files write it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def row_of(household: Any, entity: str, row: int) -> Any:
    """A row of the household: itself, one of its people, or a record of either.

    Raises:
        DataError: it is not of the household.
    """
    if (entity, row) == (TOP, household.pk):
        return household
    if entity in MODELS:
        path, kind = [], ENTITIES[entity]
        while kind.owner is not None:
            path.append(kind.owner.name)
            kind = ENTITIES[kind.owner.target]
        if path and kind.name == TOP:
            rows = MODELS[entity].objects.filter(pk=row, **{"__".join(path): household.pk})
            if found := rows.first():
                return found
    raise DataError(f"{entity} {row} is not of household {household.pk}")


def not_after_today(day: date) -> None:
    """What has happened is written down, not what will.

    Raises:
        RefusedError: the day has not come.
    """
    if day > timezone.localdate():
        raise RefusedError("ngày này chưa đến", "that day has not come yet")


def _must_be_allowed(user: Any, change: Change) -> None:
    """Officers write what is written by hand, and link to whom they may read."""
    detail, to = detail_of(change.entity, change.fact), change.after
    if not detail.by_hand:
        raise RefusedError(f"{detail.vi}: không sửa bằng tay", f"{detail.en}: not written by hand")
    is_person = detail.target == "Person" and to is not None
    if is_person and not policy.people(user).filter(pk=to).exists():
        raise RefusedError(f"{detail.vi}: không có trong sổ", f"{detail.en}: not in the registry")


def _by_row(values: Mapping[Place, Any]) -> dict[tuple[str, int], dict[str, Any]]:
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for (entity, row, name), raw in values.items():
        detail_of(entity, name)
        rows.setdefault((entity, row), {})[name] = raw
    return rows


def _checked_number(person: Any) -> str:
    try:
        return read_citizen_number(person.citizen_number, person.birth_date, person.sex)
    except CellError as error:
        raise RefusedError(error.vi, error.en) from None
