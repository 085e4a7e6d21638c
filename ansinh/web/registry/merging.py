"""Two rows of the same person become one, and can be parted again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from ansinh.web.access import audit
from ansinh.web.access.policy import RefusedError
from ansinh.web.registry.changing import (
    Proof,
    next_version,
    write_changes,
    written,
)
from ansinh.web.registry.details import detail_of, details_of
from ansinh.web.registry.living import must_be_open, write_event
from ansinh.web.registry.membership import MERGED, finish
from ansinh.web.registry.models import Event, Membership, Merge, Person, Transfer

PARTED = "parted"
#: Tables that tell what was, and keep telling it of the row of which it was said.
_HISTORY = (Membership, Event, Merge, Transfer)


def differences(kept: Any, dropped: Any) -> list[tuple[Any, Any, Any]]:
    """Details that the two rows do not agree on: (detail, of the kept, of the dropped)."""
    found = []
    for detail in details_of("Person").values():
        ours, theirs = getattr(kept, detail.column), getattr(dropped, detail.column)
        if ours != theirs and theirs not in (None, ""):
            found.append((detail, ours, theirs))
    return found


def merge_people(
    user: Any,
    kept: Any,
    version: int,
    dropped: Any,
    other_version: int,
    taken: Iterable[str] = (),
    reason: str = "",
) -> Merge:
    """Make ``dropped`` one with ``kept``: its records and whoever points to it go over.

    Args:
        version, other_version: Of the household of ``kept`` and of ``dropped``, as the officer saw
            them.
        taken: Details whose value ``dropped`` had right.

    Raises:
        ConflictError: one of the households has changed since.
        DataError: they are one row, or one has ended.
    """
    if kept.pk == dropped.pk:
        raise RefusedError("hai dòng là một", "that is one row")
    for person in (kept, dropped):
        must_be_open(person)
    today = timezone.localdate()
    with transaction.atomic():
        now = _versions(kept, version, dropped, other_version)
        values = {
            name: written(getattr(dropped, detail_of("Person", name).column)) for name in taken
        }
        places = {("Person", kept.pk, name): value for name, value in values.items()}
        changes = write_changes(user, kept.household, now[0], places, Proof(today))
        made: Merge = Merge.objects.create(
            kept=kept,
            dropped=dropped,
            moved=_move(dropped.pk, kept.pk),
            values={change.fact: [change.before, change.after] for change in changes},
            membership=finish(dropped, today, MERGED),
            reason=reason,
            by=user,
        )
        dropped.closed_on, dropped.close_reason = today, MERGED
        dropped.save(update_fields=["closed_on", "close_reason"])
        _tell(user, made, MERGED, now, reason)
    return made


def undo_merge(user: Any, merge: Merge, version: int, other_version: int) -> None:
    """Part the two rows as they were before; what was added since stays with the kept one.

    Args:
        version, other_version: Of the household of the kept and of the dropped row.

    Raises:
        ConflictError: one of the households has changed since the page was opened.
        DataError: it is undone already, or a value that was taken has been changed since.
    """
    kept, dropped = merge.kept, merge.dropped
    with transaction.atomic():
        now = _versions(kept, version, dropped, other_version)
        undone = Merge.objects.filter(pk=merge.pk, undone_at=None)
        if not undone.update(undone_at=timezone.now(), undone_by=user):
            raise RefusedError("việc gộp này đã được hoàn tác", "this merge is undone already")
        _must_be_as_merged(kept, merge.values)
        places = {("Person", kept.pk, name): before for name, (before, _) in merge.values.items()}
        write_changes(user, kept.household, now[0], places, Proof(timezone.localdate()))
        _move_back(merge.moved, kept.pk, dropped.pk)
        dropped.closed_on, dropped.close_reason = None, ""
        dropped.save(update_fields=["closed_on", "close_reason"])
        if merge.membership is not None:
            merge.membership.until, merge.membership.ending = None, ""
            merge.membership.save(update_fields=["until", "ending"])
        _tell(user, merge, PARTED, now, "")


def _versions(kept: Any, version: int, dropped: Any, other_version: int) -> tuple[int, int]:
    """The next number of both households, always taken in one order; of one, taken once."""
    homes = {kept.household_id: (kept.household, version)}
    homes.setdefault(dropped.household_id, (dropped.household, other_version))
    now = {pk: next_version(*homes[pk]) for pk in sorted(homes)}
    return now[kept.household_id], now[dropped.household_id]


def _pointers() -> Iterator[tuple[str, Any, str]]:
    """Every column that points to people, of tables that say what is: key, table, column."""
    for relation in Person._meta.get_fields(include_hidden=True):
        model = getattr(relation, "related_model", None)
        if relation.auto_created and not relation.concrete and model not in _HISTORY:
            column = relation.field.attname
            yield f"{model._meta.label}.{column}", model, column  # type: ignore[union-attr]


def _move(old: int, new: int) -> dict[str, list[int]]:
    """Point to ``new`` whatever points to ``old``, but ``new`` itself; returns which rows."""
    moved = {}
    for key, model, column in _pointers():
        rows = model.objects.filter(**{column: old})
        if model is Person:
            rows = rows.exclude(pk=new)
        numbers = list(rows.order_by("pk").values_list("pk", flat=True))
        if numbers:
            model.objects.filter(pk__in=numbers).update(**{column: new})
            moved[key] = numbers
    return moved


def _move_back(moved: Mapping[str, list[int]], new: int, old: int) -> None:
    """Point to ``old`` again, where the row still points to ``new``."""
    for key, numbers in moved.items():
        label, column = key.rsplit(".", 1)
        rows = apps.get_model(label).objects.filter(pk__in=numbers, **{column: new})
        rows.update(**{column: old})


def _must_be_as_merged(kept: Any, values: Mapping[str, tuple[Any, Any]]) -> None:
    for name, (_, after) in values.items():
        detail = detail_of("Person", name)
        if written(getattr(kept, detail.column)) != after:
            raise RefusedError(
                f"«{detail.vi}» đã được sửa sau khi gộp; hãy sửa lại bằng tay trước",
                f"{detail.en} was changed since the merge; correct it by hand first",
            )


def _tell(user: Any, merge: Merge, kind: str, versions: tuple[int, int], reason: str) -> None:
    pairs = ((merge.kept, merge.dropped, versions[0]), (merge.dropped, merge.kept, versions[1]))
    proof = Proof(timezone.localdate())
    for person, other, version in pairs:
        write_event(
            user,
            person.household,
            person,
            kind,
            proof,
            version=version,
            reason=reason,
            detail={"person": other.pk, "merge": merge.pk},
        )
    audit.write(
        user,
        f"people {kind}",
        f"household {merge.kept.household_id}",
        kept=merge.kept_id,
        dropped=merge.dropped_id,
    )
