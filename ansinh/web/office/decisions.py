"""What officers and leaders decide: about findings and about cases, one or many at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ansinh.engine.errors import DataError
from ansinh.web.access import audit
from ansinh.web.office.models import Case, Decision, Finding
from ansinh.web.office.procedures import due_day
from ansinh.web.office.reasons import kept_explanations
from ansinh.web.office.templatetags.words import speech

ACTIONS = (Decision.ACCEPTED, Decision.REJECTED, Decision.NOT_NOW, Decision.NEEDS_DATA)
#: What needs a reason in words.
_REASONED = (Decision.REJECTED, Decision.NOT_NOW, Decision.NEEDS_DATA)
_ROWS = 500


def waiting(findings: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Findings that nobody has decided with the amounts as they are now.

    What was put off comes back on its day; what was decided comes back if its amounts change.
    """
    return findings.filter(~_is_settled(today))


def settled(findings: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Findings that somebody has decided with the amounts as they are now."""
    return findings.filter(_is_settled(today))


def _is_settled(today: date) -> Exists:
    same = Decision.objects.filter(key=OuterRef("key"), stand=OuterRef("stand"))
    return Exists(same.filter(~Q(action=Decision.NOT_NOW) | Q(until__gt=today)))


def decide(
    user: Any,
    findings: QuerySet[Any],
    action: str,
    *,
    reason: str = "",
    until: date | None = None,
    expected: int | None = None,
) -> int:
    """Decide about findings that still wait, all or none; what is accepted becomes a case.

    Two people who decide about the same lines at once are asked one after the other; what the first
    has decided waits no longer.

    Args:
        expected: How many the officer saw; another number decides nothing.

    Returns:
        How many were decided.

    Raises:
        DataError: the action is none, lacks its reason or day, or there are not as many lines.
    """
    if action not in ACTIONS:
        raise DataError(f"{action!r} is no decision; expected one of {', '.join(ACTIONS)}")
    if action in _REASONED and not reason.strip():
        raise DataError(speech("Cần ghi lý do.", "Say why: a reason is missing."))
    if action == Decision.NOT_NOW and (until is None or until <= timezone.localdate()):
        raise DataError(speech("Cần ghi ngày, sau hôm nay.", "Say until when: a day after today."))
    with transaction.atomic():
        chosen = _locked(findings)
        if expected is not None and len(chosen) != expected:
            raise DataError(
                speech(
                    f"Danh sách vừa thay đổi: đã xem {expected} dòng, nay có {len(chosen)}.",
                    f"The list has changed: {expected} lines were shown, {len(chosen)} wait.",
                )
            )
        decisions = Decision.objects.bulk_create(
            [
                Decision(
                    key=finding.key,
                    household_id=finding.household_id,
                    person_id=finding.person_id,
                    action=action,
                    reason=reason.strip(),
                    stand=finding.stand,
                    until=until if action == Decision.NOT_NOW else None,
                    by=user,
                )
                for finding in chosen
            ],
            batch_size=_ROWS,
        )
        if action == Decision.ACCEPTED:
            _open_cases(decisions, chosen)
        audit.write_many(user, f"decide {action}", _by_household(chosen, reason))
    return len(chosen)


def close(user: Any, cases: QuerySet[Any], state: str, reason: str = "") -> int:
    """Grant or refuse cases that are open, each once; returns how many.

    Raises:
        DataError: none of them is open, the state is none, or a refusal has no reason.
    """
    if state not in (Case.GRANTED, Case.REFUSED):
        raise DataError(f"{state!r} is no end of a case")
    if state == Case.REFUSED and not reason.strip():
        raise DataError(speech("Cần ghi lý do.", "Say why: a reason is missing."))
    with transaction.atomic():
        locked = cases.filter(state=Case.OPEN).select_for_update(of=("self",))
        homes = dict(locked.order_by("pk").values_list("pk", "household_id"))
        closed = Case.objects.filter(pk__in=homes, state=Case.OPEN).update(
            state=state,
            closed_at=timezone.now(),
            closed_by=user,
            closing_reason=reason.strip(),
        )
        if not closed:
            raise DataError(speech("Hồ sơ đã được quyết định rồi.", "It has been decided already."))
        lines = [(f"household {h}", {"case": n, "reason": reason}) for n, h in homes.items()]
        audit.write_many(user, f"case {state}", lines)
    return closed


def _by_household(findings: list[Any], reason: str) -> list[tuple[str, dict[str, Any]]]:
    """A line of the log for each household: which findings were decided, and why."""
    keys: dict[int, list[str]] = {}
    for finding in findings:
        keys.setdefault(finding.household_id, []).append(finding.key)
    return [(f"household {home}", {"findings": k, "reason": reason}) for home, k in keys.items()]


def _locked(findings: QuerySet[Any]) -> list[Any]:
    """The findings that wait, once nobody else can decide about them at the same time."""
    list(findings.select_for_update(of=("self",)).values_list("pk", flat=True))
    return list(waiting(findings, timezone.localdate()).select_related("run"))


def _open_cases(decisions: list[Decision], findings: list[Finding]) -> None:
    today = timezone.localdate()
    explained = kept_explanations(findings, today)
    Case.objects.bulk_create(
        [
            Case(
                decision=decision,
                area_id=finding.area_id,
                household_id=finding.household_id,
                person_id=finding.person_id,
                list=finding.list,
                benefit=finding.benefit,
                name=finding.name,
                unit=finding.unit,
                full_name=finding.full_name,
                search_name=finding.search_name,
                village=finding.village,
                domain=finding.domain,
                amount=finding.due if finding.due is not None else finding.then,
                article=finding.article,
                explanation=explanation,
                opened_on=today,
                due_on=due_day(finding.benefit, today),
            )
            for decision, finding, explanation in zip(decisions, findings, explained, strict=True)
        ],
        batch_size=_ROWS,
    )
