"""Lives of rows: they come, move, end and are taken up again; none is ever deleted.

Every operation is all or nothing, names the version of the household that the officer saw, and
leaves an :class:`~ansinh.web.registry.models.Event` and a line of the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from ansinh.people.layout import TOP
from ansinh.web.access import audit
from ansinh.web.access.policy import RefusedError
from ansinh.web.registry.changing import (
    Proof,
    next_version,
    not_after_today,
    row_of,
    set_details,
    write_changes,
)
from ansinh.web.registry.details import details_of, records_of
from ansinh.web.registry.membership import BORN, CAME, MERGED, MISTAKE, MOVED, begin, finish
from ansinh.web.registry.models import MODELS, Event, Household, Membership, Person

DIED, MOVED_AWAY, DISSOLVED, ENDED = "died", "moved_away", "dissolved", "ended"
ADDED, REOPENED = "added", "reopened"
MOVED_IN, MOVED_OUT = "moved_in", "moved_out"
#: How somebody may come into a household.
COMINGS = (BORN, CAME)


@dataclass(frozen=True)
class Ending:
    """A way in which a row ends."""

    code: str
    vi: str
    en: str


_MISTAKE = Ending(MISTAKE, "Ghi nhầm, không có thật", "Registered by mistake")
_MOVED_AWAY = Ending(MOVED_AWAY, "Chuyển đi khỏi tỉnh", "Moved away from the province")


def endings(entity: str) -> tuple[Ending, ...]:
    """How a row of an entity may end."""
    if entity == "Person":
        return (Ending(DIED, "Đã mất", "Died"), _MOVED_AWAY, _MISTAKE)
    if entity == TOP:
        return (_MOVED_AWAY, Ending(DISSOLVED, "Không còn ai", "Nobody is left"), _MISTAKE)
    return (Ending(ENDED, "Hết hiệu lực", "No longer holds"), _MISTAKE)


def add_household(user: Any, area: Any, values: Mapping[str, Any], proof: Proof) -> Any:
    """A new household in a commune, without people yet; returns it.

    Raises:
        DataError: a value is not of its type.
    """
    not_after_today(proof.valid_from)
    with transaction.atomic():
        household = Household(area=area, source=proof.source, proof=proof.proof)
        set_details(household, values)
        write_event(user, household, household, ADDED, proof)
        audit.write(user, "add household", f"household {household.pk}", area=area.pk)
    return household


def add_person(
    user: Any, household: Any, version: int, values: Mapping[str, Any], proof: Proof, how: str
) -> Any:
    """Somebody new in a household, born there or come from outside the registry; returns them.

    Args:
        values: Detail → value as written in files; a name is needed.
        proof: With the day of birth, or of coming.
        how: ``born`` or ``came``.

    Raises:
        ConflictError: the household has changed since ``version``.
        DataError: a value is wrong, or the household has ended.
    """
    assert how in COMINGS
    not_after_today(proof.valid_from)
    must_be_open(household)
    if not str(values.get("full_name") or "").strip():
        raise RefusedError("cần ghi họ và tên", "a name is missing")
    with transaction.atomic():
        now = next_version(household, version)
        person = Person(household=household, source=proof.source, proof=proof.proof)
        set_details(person, values)
        if person.birth_date and person.birth_date > proof.valid_from:
            raise RefusedError("ngày đến trước ngày sinh", "came before being born")
        begin(person, proof.valid_from, how, proof.source, proof.proof)
        write_event(user, household, person, how, proof, version=now)
        audit.write(user, "add person", f"household {household.pk}", person=person.pk)
    return person


def add_record(
    user: Any,
    household: Any,
    version: int,
    entity: str,
    owner: int,
    values: Mapping[str, Any],
    proof: Proof,
) -> Any:
    """A new record (a disability, a title, a receipt …) of the household or of one of its people.

    Raises:
        ConflictError: the household has changed since ``version``.
        DataError: a value is wrong, nothing is said, or the owner is not of the household.
    """
    not_after_today(proof.valid_from)
    kind = next((e for name in (TOP, "Person") for e in records_of(name) if e.name == entity), None)
    if kind is None or kind.owner is None:
        raise RefusedError("không có loại giấy tờ này", "there is no such record")
    if not any(value not in (None, "") for value in values.values()):
        raise RefusedError("cần ghi ít nhất một điều", "say at least one thing")
    with transaction.atomic():
        now = next_version(household, version)
        holder = row_of(household, kind.owner.target, owner)
        must_be_open(holder)
        record = MODELS[entity](**{kind.owner.name: holder}, source=proof.source, proof=proof.proof)
        set_details(record, values)
        write_event(user, household, record, ADDED, proof, version=now)
        audit.write(user, "add record", f"household {household.pk}", entity=entity, row=record.pk)
    return record


def end_row(
    user: Any,
    household: Any,
    version: int,
    entity: str,
    row: int,
    how: str,
    proof: Proof,
    reason: str = "",
) -> None:
    """A person, the household or a record ends; nothing is deleted.

    The dead are told by their day of death and stay: the law still speaks of them. A record that
    has a last day gets it and stays; another one is closed. A household ends with everybody in it.

    Args:
        how: A code of :func:`endings`.
        proof: With the day of death, of leaving, or from which a record no longer holds.

    Raises:
        ConflictError: the household has changed since ``version``.
        DataError: it has ended already, cannot end so, or the day has not come.
    """
    not_after_today(proof.valid_from)
    if how not in {ending.code for ending in endings(entity)}:
        raise RefusedError("không kết thúc như vậy được", "it cannot end so")
    with transaction.atomic():
        now = next_version(household, version)
        thing = row_of(household, entity, row)
        must_be_open(thing)
        last_day = {"Person": "death_date"}.get(entity, "until")
        detail: dict[str, Any] = {}
        if how in (DIED, ENDED) and last_day in details_of(entity):
            must_be_alive(thing, last_day)
            day = {(entity, row, last_day): proof.valid_from.isoformat()}
            write_changes(user, household, now, day, proof)
        else:
            _close(thing, proof.valid_from, how)
            if entity == TOP:
                detail = {"people": _close_people(household, proof.valid_from, how)}
        write_event(user, household, thing, how, proof, version=now, reason=reason, detail=detail)
        audit.write(user, "end row", f"household {household.pk}", entity=entity, row=row, how=how)


def reopen_row(
    user: Any,
    household: Any,
    version: int,
    entity: str,
    row: int,
    proof: Proof,
    back_on: date | None = None,
) -> None:
    """What had ended is taken up again, a household with the people who ended with it.

    Args:
        back_on: The day on which somebody who had left came back; without it, they never left.

    Raises:
        ConflictError: the household has changed since ``version``.
        DataError: it has not ended, or ended by a merge, which is undone another way.
    """
    with transaction.atomic():
        now = next_version(household, version)
        thing = row_of(household, entity, row)
        if thing.closed_on is None:
            raise RefusedError("dòng này chưa kết thúc", "it has not ended")
        if thing.close_reason == MERGED:
            raise RefusedError("hãy hoàn tác việc gộp", "undo the merge instead")
        if entity != TOP:
            must_be_open(household)
        people = [thing] if entity == "Person" else _ended_with(thing) if entity == TOP else []
        for person in people:
            _belong_again(person, back_on)
        for one in {id(t): t for t in (thing, *people)}.values():
            one.closed_on, one.close_reason = None, ""
            one.save(update_fields=["closed_on", "close_reason"])
        write_event(user, household, thing, REOPENED, proof, version=now)
        audit.write(user, "reopen row", f"household {household.pk}", entity=entity, row=row)


def move_person(
    user: Any,
    person: Any,
    version: int | None,
    target: Any,
    target_version: int | None,
    proof: Proof,
    reason: str = "",
) -> None:
    """Somebody leaves one household for another; who asks has seen to it that both are theirs.

    Args:
        version, target_version: Of the household left and of the one entered, as the officer saw
            them; None where nobody looked at it.
        proof: With the day of the move.

    Raises:
        ConflictError: one of the households has changed since.
        DataError: the person is dead or has ended, is there already, or came later than that day.
    """
    not_after_today(proof.valid_from)
    left = person.household
    for thing in (person, target):
        must_be_open(thing)
    must_be_alive(person, "death_date")
    if left.pk == target.pk:
        raise RefusedError("người này đang ở hộ đó", "they live there already")
    with transaction.atomic():
        versions = {
            home.pk: next_version(home, seen)
            for home, seen in sorted(
                ((left, version), (target, target_version)), key=lambda pair: int(pair[0].pk)
            )
        }
        before = finish(person, proof.valid_from, MOVED)
        if before is not None and before.since and before.since >= proof.valid_from:
            raise RefusedError("ngày chuyển trước ngày đến hộ cũ", "moved before coming there")
        person.household = target
        person.save(update_fields=["household"])
        begin(person, proof.valid_from, MOVED, proof.source, proof.proof)
        for home, kind, other in ((left, MOVED_OUT, target), (target, MOVED_IN, left)):
            write_event(
                user,
                home,
                person,
                kind,
                proof,
                version=versions[home.pk],
                reason=reason,
                detail={"household": other.pk},
            )
        audit.write(user, "move person", f"household {left.pk}", person=person.pk, to=target.pk)


def write_event(
    user: Any,
    household: Any,
    thing: Any,
    kind: str,
    proof: Proof,
    *,
    version: int = 1,
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Keep what happened to a row, inside the operation that did it."""
    return Event.objects.create(
        by=user,
        household=household,
        version=version,
        entity=type(thing).__name__,
        row=thing.pk,
        kind=kind,
        on=proof.valid_from,
        reason=reason,
        source=proof.source,
        proof=proof.proof,
        detail=dict(detail or {}),
    )


def must_be_open(thing: Any) -> None:
    """Refuse what has ended.

    Raises:
        RefusedError: it has.
    """
    if thing.closed_on is not None:
        raise RefusedError("dòng này đã kết thúc", "it has ended already")


def must_be_alive(thing: Any, last_day: str) -> None:
    """Refuse what has its last day already.

    Raises:
        RefusedError: it has.
    """
    if getattr(thing, last_day) is not None:
        raise RefusedError("đã có ngày cuối; hãy sửa ngày đó", "it has its last day; correct that")


def _close(thing: Any, day: date, how: str) -> None:
    thing.closed_on, thing.close_reason = day, how
    thing.save(update_fields=["closed_on", "close_reason"])
    if isinstance(thing, Person):
        finish(thing, day, how)


def _close_people(household: Any, day: date, how: str) -> list[int]:
    people = list(household.people.filter(closed_on=None))
    if how == DISSOLVED and any(person.death_date is None for person in people):
        raise RefusedError("hộ còn người đang sống", "somebody still lives there")
    for person in people:
        _close(person, day, how)
    return [person.pk for person in people]


def _ended_with(household: Any) -> Iterable[Any]:
    """People who ended with their household, and have not been taken up since."""
    last = Event.objects.filter(household=household, entity=TOP).order_by("-pk").first()
    numbers = last.detail.get("people", []) if last else []
    return list(household.people.filter(pk__in=numbers, closed_on__isnull=False))


def _belong_again(person: Any, back_on: date | None) -> None:
    if back_on is not None:
        not_after_today(back_on)
        begin(person, back_on, CAME)
        return
    last = Membership.objects.filter(person=person).order_by("-pk").first()
    if last is not None:
        last.until, last.ending = None, ""
        last.save(update_fields=["until", "ending"])
