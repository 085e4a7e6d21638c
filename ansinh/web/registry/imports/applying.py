"""Planned rows into the registry, in one transaction, and out of it again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ansinh.people.spelling import forms
from ansinh.web.access import audit
from ansinh.web.registry.bulk import insert, reserve, slices, update
from ansinh.web.registry.changing import written
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.membership import IMPORTED, UNDONE, begin_many, undo_many
from ansinh.web.registry.models import (
    MODELS,
    Area,
    Batch,
    BatchRow,
    Change,
    Event,
    Household,
)
from ansinh.web.registry.tables import LAYOUT

#: Entities, owners before what they own.
_ORDER = [entity.name for entity in LAYOUT.tree]
#: Tables that may point to a row without saying that somebody worked on it.
_NO_TOUCH = ("Finding", "Change", "BrokenGlass", "Event", "Membership")


class StaleError(Exception):
    """The registry has changed since the file was checked."""


def take_in(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Write what the rows plan, all or nothing.

    Raises:
        StaleError: a household, or the commune's people, changed since the check.
    """
    with transaction.atomic():
        _hold(batch, rows)
        numbers = _insert(batch, rows)
        _change(batch, [(row, change) for row in rows for change in row.effects["changes"]])
        _link([link for row in rows for link in row.effects["links"]], numbers)
        _touch(row.household for row in rows if row.household is not None)
        _note_taken(rows, numbers)
        batch.state, batch.progress, batch.imported_at = Batch.IMPORTED, 100, timezone.now()
        batch.save()
        audit.write(batch.by, "import", f"batch {batch.pk}", rows=len(rows), form=batch.form)


def undo(batch: Batch) -> int:
    """End what a batch added and put back what it changed; returns what was left as it is.

    What somebody has touched since stays: a fact that has become something else, a row that a later
    change, record or decision speaks of.
    """
    with transaction.atomic():
        rows = list(batch.rows.filter(is_taken=True).order_by("-pk"))
        _held({row.household for row in rows if row.household is not None})
        left = _end(batch, rows)
        left += _put_back(batch, rows)
        _touch(row.household for row in rows if row.household is not None)
        batch.state, batch.progress, batch.undone_at = Batch.UNDONE, 100, timezone.now()
        batch.left = left
        batch.save()
        audit.write(batch.by, "undo import", f"batch {batch.pk}", left=left)
    return left


def _hold(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Keep everybody else from the households until the transaction ends."""
    Area.objects.select_for_update().get(pk=batch.area_id)
    if last_batch(batch.area_id) != batch.seen:
        raise StaleError
    expected = {row.household: row.version for row in rows if row.household is not None}
    if _held(expected) != expected:
        raise StaleError
    taken = [values.get("citizen_number") for _r, e, _o, values in _adds(rows) if e == "Person"]
    for some in slices(sorted(filter(None, taken))):
        if MODELS["Person"].objects.filter(citizen_number__in=some, closed_on=None).exists():
            raise StaleError


def _held(households: Iterable[int]) -> dict[int, int]:
    """Number → version of those that have not ended; nobody else changes them meanwhile."""
    found: dict[int, int] = {}
    for some in slices(sorted(households)):
        held = Household.objects.select_for_update().order_by("pk").filter(pk__in=some)
        found |= held.filter(closed_on__isnull=True).values_list("pk", "version")
    return found


def _note_taken(rows: Sequence[BatchRow], numbers: Mapping[Any, int]) -> None:
    for some in slices([row.pk for row in rows]):
        BatchRow.objects.filter(pk__in=some).update(is_taken=True)
    added = (
        ([[entity, numbers[ref]] for ref, entity, *_ in row.effects["adds"]], row.pk)
        for row in rows
        if row.effects["adds"]
    )
    update(BatchRow, "added", ((json.dumps(ids), pk) for ids, pk in added))


def last_batch(area: int) -> int:
    """Number of the batch that went into a commune last; 0 of none."""
    done = Batch.objects.filter(area_id=area, imported_at__isnull=False).order_by("-imported_at")
    return done.values_list("pk", flat=True).first() or 0


def _adds(rows: Iterable[BatchRow]) -> list[tuple[Any, str, Any, dict[str, Any]]]:
    return [tuple(add) for row in rows for add in row.effects["adds"]]


def _insert(batch: Batch, rows: Sequence[BatchRow]) -> dict[Any, int]:
    """Add rows, owners first; returns reference → number."""
    numbers: dict[Any, int] = {}
    by_entity: dict[str, list[tuple[Any, Any, dict[str, Any], str]]] = defaultdict(list)
    for row in rows:
        for ref, entity, owner, values in row.effects["adds"]:
            by_entity[entity].append((ref, owner, values, _source(batch, row)))
    for entity, added in by_entity.items():
        given = reserve(MODELS[entity], len(added))
        numbers |= {ref: pk for (ref, *_), pk in zip(added, given, strict=True)}
    for entity in sorted(by_entity, key=_ORDER.index):
        records = [
            {
                **values,
                "id": numbers[ref],
                "source": source,
                **_owned(batch, entity, owner, numbers),
                **_searched(values),
            }
            for ref, owner, values, source in by_entity[entity]
        ]
        insert(MODELS[entity], _frame(entity, records))
        if entity == "Person":
            homes = {record["id"]: record["household_id"] for record in records}
            begin_many(homes, IMPORTED, batch.file_name)
    return numbers


def _searched(values: Mapping[str, Any]) -> dict[str, str]:
    name = values.get("full_name")
    return {} if name is None else {"search_name": forms(name).folded}


def _owned(batch: Batch, entity: str, owner: Any, numbers: Mapping[Any, int]) -> dict[str, Any]:
    relation = ENTITIES[entity].owner
    if relation is None:
        return {"area_id": batch.area_id}
    return {f"{relation.name}_id": numbers.get(owner, owner)}


def _frame(entity: str, records: list[dict[str, Any]]) -> pl.DataFrame:
    kinds = {"bool": pl.Boolean, "int": pl.Int64, "money": pl.Int64}
    facts = ENTITIES[entity].facts
    names = dict.fromkeys(name for record in records for name in record)
    schema = {
        name: pl.Int64
        if name == "id" or name.endswith("_id")
        else kinds.get(facts[name].type if name in facts else "", pl.String)
        for name in names
    }
    return pl.DataFrame([{**dict.fromkeys(names), **r} for r in records], schema=schema)


def _source(batch: Batch, row: BatchRow) -> str:
    return f"{batch.file_name} · {row.sheet} · {row.number}"[:200]


def _change(batch: Batch, changes: Sequence[tuple[BatchRow, list[Any]]]) -> None:
    by_column: dict[tuple[str, str], list[tuple[Any, int]]] = defaultdict(list)
    history = []
    for row, (entity, pk, name, before, after, since) in changes:
        assert row.household is not None
        by_column[entity, name].append((after, pk))
        history.append(
            Change(
                by=batch.by,
                household_id=row.household,
                version=row.version + 1,
                entity=entity,
                row=pk,
                fact=name,
                before=before,
                after=after,
                valid_from=since,
                source=_source(batch, row),
            )
        )
    for (entity, name), values in by_column.items():
        update(MODELS[entity], name, values)
        if name == "full_name":
            folded = [(forms(text).folded, pk) for text, pk in values]
            update(MODELS[entity], "search_name", folded)
    Change.objects.bulk_create(history)


def _link(links: Iterable[Sequence[Any]], numbers: Mapping[Any, int]) -> None:
    by_relation: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one, relation, other in links:
        by_relation[relation].append((numbers.get(other, other), numbers.get(one, one)))
    for relation, values in by_relation.items():
        update(MODELS["Person"], f"{relation}_id", values)


def _unlink(links: Iterable[Sequence[Any]], people: set[int]) -> None:
    """Take back links from people who were there to people who were added."""
    for one, relation, _other in links:
        if isinstance(one, int):
            held = MODELS["Person"].objects.filter(pk=one, **{f"{relation}_id__in": people})
            held.update(**{relation: None})


def _touch(households: Iterable[int]) -> None:
    for some in slices(sorted(set(households))):
        Household.objects.filter(pk__in=some).update(version=F("version") + 1)


def _end(batch: Batch, rows: Sequence[BatchRow]) -> int:
    """Close rows that were added and that nothing else speaks of, records before people."""
    added: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for entity, pk in row.added:
            added[entity].add(pk)
    _unlink((link for row in rows for link in row.effects["links"]), added["Person"])
    left = 0
    ended: dict[str, set[int]] = {}
    for entity in sorted(added, key=_ORDER.index, reverse=True):
        kept = _spoken_of(batch, entity, added[entity], ended)
        left += len(kept)
        ended[entity] = added[entity] - kept
        for some in slices(sorted(ended[entity])):
            MODELS[entity].objects.filter(pk__in=some).update(
                closed_on=timezone.localdate(), close_reason=UNDONE
            )
            if entity == "Person":
                undo_many(some, timezone.localdate())
    return left


def _spoken_of(
    batch: Batch, entity: str, added: set[int], ended: Mapping[str, set[int]]
) -> set[int]:
    """Rows that something points to which was not ended with them, or that were changed since."""
    found: set[int] = set()
    model = MODELS[entity]
    tables = {table: name for name, table in MODELS.items()}
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.one_to_many or relation.related_model.__name__ in _NO_TOUCH:
            continue
        column = relation.field.attname
        other = tables.get(relation.related_model, "")
        for some in slices(sorted(added)):
            rows = relation.related_model.objects.filter(**{f"{column}__in": some})
            if other:
                rows = rows.filter(closed_on__isnull=True)
            gone = added if other == entity else ended.get(other, set())
            found |= {to for pk, to in rows.values_list("pk", column) if pk not in gone}
    for some in slices(sorted(added)):
        for table in (Change, Event):
            later = table.objects.filter(entity=entity, row__in=some, at__gt=batch.imported_at)
            found |= set(later.values_list("row", flat=True))
    return found


def _put_back(batch: Batch, rows: Sequence[BatchRow]) -> int:
    """Facts as they were, where they still are as the batch made them."""
    wanted: dict[tuple[str, str], list[tuple[BatchRow, list[Any]]]] = defaultdict(list)
    for row in rows:
        for change in row.effects["changes"]:
            wanted[change[0], change[2]].append((row, change))
    left, back = 0, []
    for (entity, name), items in wanted.items():
        now: dict[int, Any] = {}
        for some in slices(sorted({change[1] for _row, change in items})):
            now |= dict(MODELS[entity].objects.filter(pk__in=some).values_list("pk", name))
        for row, (_entity, pk, _name, before, after, since) in items:
            if written(now[pk]) == after:
                back.append((row, [entity, pk, name, after, before, since]))
            else:
                left += 1
    _change(batch, back)
    return left
