"""What officers and leaders decide: about findings, in bulk too, and about cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ansinh.engine.errors import DataError
from ansinh.engine.procedures import deadlines
from ansinh.law.calendar import vietnam
from ansinh.law.procedures import national_procedures
from ansinh.web.access import audit
from ansinh.web.office.models import Case, Decision, Finding

ACTIONS = (Decision.ACCEPTED, Decision.REJECTED, Decision.NOT_NOW, Decision.NEEDS_DATA)
#: What needs a reason in words.
_REASONED = (Decision.REJECTED, Decision.NOT_NOW, Decision.NEEDS_DATA)


def waiting(findings: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Findings that nobody has decided with the amounts as they are now.

    What was put off comes back on its day; what was decided comes back if its amounts change.
    """
    same = Decision.objects.filter(key=OuterRef("key"), stand=OuterRef("stand"))
    settled = same.filter(~Q(action=Decision.NOT_NOW) | Q(until__gt=today))
    return findings.filter(~Exists(settled))


def decide(
    user: Any,
    findings: Iterable[Any],
    action: str,
    *,
    reason: str = "",
    until: date | None = None,
) -> int:
    """Decide about findings, all or none; what is accepted becomes a case. Returns how many.

    Raises:
        DataError: the action is none, or lacks its reason or day.
    """
    if action not in ACTIONS:
        raise DataError(f"{action!r} is no decision; expected one of {', '.join(ACTIONS)}")
    if action in _REASONED and not reason.strip():
        raise DataError("say why: a reason is missing")
    if action == Decision.NOT_NOW and (until is None or until <= timezone.localdate()):
        raise DataError("say until when: a day after today is missing")
    chosen = list(findings)
    with transaction.atomic():
        for finding in chosen:
            decision = Decision.objects.create(
                key=finding.key,
                household_id=finding.household_id,
                person_id=finding.person_id,
                action=action,
                reason=reason.strip(),
                stand=finding.stand,
                until=until if action == Decision.NOT_NOW else None,
                by=user,
            )
            if action == Decision.ACCEPTED:
                _open_case(decision, finding)
        audit.write_many(user, f"decide {action}", _by_household(chosen, reason))
    return len(chosen)


def close(user: Any, case: Case, state: str, reason: str = "") -> None:
    """Grant or refuse a case, once.

    Raises:
        DataError: it is closed already, the state is none, or a refusal has no reason.
    """
    if state not in (Case.GRANTED, Case.REFUSED):
        raise DataError(f"{state!r} is no end of a case")
    if state == Case.REFUSED and not reason.strip():
        raise DataError("say why: a reason is missing")
    with transaction.atomic():
        closed = Case.objects.filter(pk=case.pk, state=Case.OPEN).update(
            state=state,
            closed_at=timezone.now(),
            closed_by=user,
            closing_reason=reason.strip(),
        )
        if not closed:
            raise DataError("this case has been decided already")
        subject = f"household {case.household_id}"
        audit.write(user, f"case {state}", subject, case=case.pk, reason=reason)


def _by_household(findings: list[Any], reason: str) -> list[tuple[str, dict[str, Any]]]:
    """A line of the log for each household: which findings were decided, and why."""
    keys: dict[int, list[str]] = {}
    for finding in findings:
        keys.setdefault(finding.household_id, []).append(finding.key)
    return [(f"household {home}", {"findings": k, "reason": reason}) for home, k in keys.items()]


def _open_case(decision: Decision, finding: Finding) -> None:
    Case.objects.create(
        decision=decision,
        area_id=finding.area_id,
        household_id=finding.household_id,
        person_id=finding.person_id,
        list=finding.list,
        benefit=finding.benefit,
        name=finding.name,
        unit=finding.unit,
        full_name=finding.full_name,
        domain=finding.domain,
        amount=finding.due if finding.due is not None else finding.then,
        article=finding.article,
        explanation={"reason": finding.reason, "note": finding.note},
        opened_on=timezone.localdate(),
        due_on=due_day(finding.benefit, timezone.localdate()),
    )


def due_day(benefit: str, received: date) -> date | None:
    """The day by which a full file received on a day must be answered; None where not known."""
    procedures = national_procedures()
    found = procedures.leading_to(benefit, received)
    if len(found) != 1:
        return None
    return deadlines(procedures, found[0], received, vietnam())[-1].day
