"""People between communes: offered by the officer of one, taken in by the officer of the other.

Nobody may change two communes' households alone: who is offered stays where they are until the
receiving officer names the household that they enter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.web.access import audit
from ansinh.web.access.policy import RefusedError
from ansinh.web.registry.changing import Proof, next_version, not_after_today
from ansinh.web.registry.living import (
    add_household,
    move_person,
    must_be_alive,
    must_be_open,
    write_event,
)
from ansinh.web.registry.models import Transfer

OFFERED, WITHDRAWN, REFUSED = "offered", "withdrawn", "refused"


def offer(
    user: Any,
    household: Any,
    version: int,
    people: Sequence[Any],
    area: Any,
    proof: Proof,
    reason: str = "",
) -> list[Transfer]:
    """Offer somebody of a household, or all who live there, to another commune: all or nobody.

    Args:
        proof: With the day on which they moved there.

    Raises:
        ConflictError: the household has changed since ``version``.
        DataError: somebody is dead, has ended, or is offered already.
    """
    not_after_today(proof.valid_from)
    if area.pk == household.area_id:
        raise RefusedError("xã nhận là xã đang ở", "they live in that commune already")
    with transaction.atomic():
        now = next_version(household, version)
        return [_offered(user, household, now, one, area, proof, reason) for one in people]


def _offered(
    user: Any, household: Any, version: int, person: Any, area: Any, proof: Proof, reason: str
) -> Transfer:
    must_be_open(person)
    must_be_alive(person, "death_date")
    if Transfer.objects.filter(person=person, state=Transfer.OPEN).exists():
        raise RefusedError("đã đề nghị chuyển, đang chờ trả lời", "offered already")
    made: Transfer = Transfer.objects.create(
        person=person,
        left=household,
        area=area,
        on=proof.valid_from,
        reason=reason,
        proof=proof.proof,
        by=user,
    )
    detail = {"area": area.pk}
    write_event(
        user, household, person, OFFERED, proof, version=version, reason=reason, detail=detail
    )
    audit.write(user, "offer person", f"household {household.pk}", person=person.pk, **detail)
    return made


def take_in(user: Any, transfers: Sequence[Transfer], target: Any, version: int | None) -> None:
    """The people enter a household of the receiving commune, on the day of the offer: all or none.

    Args:
        version: Of the household entered, as the officer saw it; None where nobody looked at it.

    Raises:
        ConflictError: the household entered has changed since ``version``.
        DataError: an offer was answered already, or somebody is no longer where it says.
    """
    with transaction.atomic():
        for transfer in transfers:
            if target.area_id != transfer.area_id:
                raise RefusedError("hộ này không ở xã nhận", "that household is in another commune")
            _answer(user, transfer, Transfer.TAKEN)
            person = transfer.person
            if person.household_id != transfer.left_id:
                raise RefusedError("người này đã sang hộ khác", "they live elsewhere by now")
            proof = Proof(transfer.on, proof=transfer.proof)
            move_person(user, person, None, target, version, proof, transfer.reason)
            version = None


def take_in_as_household(
    user: Any, transfers: Sequence[Transfer], values: Mapping[str, Any]
) -> Any:
    """The people found a household of their own in the receiving commune; returns it.

    Args:
        values: Detail of the household → value as written in files.

    Raises:
        DataError: as :func:`take_in`, or a value is not of its type.
    """
    first = transfers[0]
    with transaction.atomic():
        household = add_household(user, first.area, values, Proof(first.on, proof=first.proof))
        take_in(user, transfers, household, None)
    return household


def send_back(user: Any, transfer: Transfer, state: str, answer: str) -> None:
    """The receiving officer refuses the offer, or the offering one withdraws it.

    Raises:
        DataError: it was answered already, or a refusal has no reason.
    """
    assert state in (REFUSED, WITHDRAWN)
    if state == REFUSED and not answer.strip():
        raise RefusedError("cần ghi lý do", "say why: a reason is missing")
    with transaction.atomic():
        _answer(user, transfer, state, answer.strip())
        now = next_version(transfer.left, None)
        proof = Proof(timezone.localdate())
        write_event(
            user, transfer.left, transfer.person, state, proof, version=now, reason=answer.strip()
        )
        subject = f"household {transfer.left_id}"
        audit.write(user, f"transfer {state}", subject, person=transfer.person_id)


def _answer(user: Any, transfer: Transfer, state: str, answer: str = "") -> None:
    waiting = Transfer.objects.filter(pk=transfer.pk, state=Transfer.OPEN)
    if not waiting.update(state=state, answered_at=timezone.now(), answered_by=user, answer=answer):
        raise RefusedError("đề nghị này đã được trả lời", "this offer has been answered already")
