"""Who may do what, where: the one place that answers it.

A *duty* is a role in an area (or the whole province) for a domain of the law (or all of it). What a
page shows is asked for here (:func:`households`, :func:`people`, :func:`findings`, …), never from
the tables directly; what a page does is an :class:`Action`, named for its address in
:data:`ansinh.web.access.gate.ADDRESSES`, without which no address answers.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ansinh.engine.errors import DataError
from ansinh.web.access.models import BrokenGlass, Duty
from ansinh.web.registry.models import Area, Household, Person, Transfer


class Action(enum.Enum):
    """What may be done; each address asks for one."""

    ENTER = "enter"
    READ = "read"
    EDIT = "edit"
    IMPORT = "import"
    DECIDE = "decide"
    EXPORT = "export"
    RUN = "run"
    SEE_SENSITIVE = "see sensitive"
    READ_LOG = "read log"
    MANAGE_ACCOUNTS = "manage accounts"


@dataclass(frozen=True)
class Role:
    """A kind of duty.

    Attributes:
        in_commune: Whether it is held in one commune (or else in the province).
    """

    code: str
    vi: str
    en: str
    actions: frozenset[Action]
    in_commune: bool


def _role(code: str, vi: str, en: str, *actions: Action, in_commune: bool = False) -> Role:
    return Role(code, vi, en, frozenset({Action.ENTER, *actions}), in_commune)


ROLES = {
    role.code: role
    for role in (
        _role(
            "commune_officer",
            "Công chức văn hóa – xã hội cấp xã",
            "Commune officer",
            Action.READ,
            Action.EDIT,
            Action.IMPORT,
            Action.EXPORT,
            Action.RUN,
            Action.SEE_SENSITIVE,
            in_commune=True,
        ),
        _role(
            "commune_leader",
            "Lãnh đạo Ủy ban nhân dân cấp xã",
            "Commune leader",
            Action.READ,
            Action.DECIDE,
            Action.EXPORT,
            in_commune=True,
        ),
        _role(
            "department_specialist",
            "Chuyên viên sở",
            "Department specialist",
            Action.READ,
            Action.EXPORT,
            Action.RUN,
        ),
        _role("province_leader", "Lãnh đạo tỉnh", "Province leader"),
        _role("inspector", "Thanh tra", "Inspector", Action.READ, Action.READ_LOG),
        _role("administrator", "Quản trị hệ thống", "Administrator", Action.MANAGE_ACCOUNTS),
    )
}
#: Pairs of roles that one person may not hold at once, and why.
APART: tuple[tuple[str, str, str], ...] = (
    ("commune_officer", "commune_leader", "who prepares a case does not decide it"),
    ("commune_officer", "inspector", "who works is not who inspects"),
    ("commune_leader", "inspector", "who decides is not who inspects"),
    ("department_specialist", "inspector", "who works is not who inspects"),
    ("administrator", "commune_officer", "who makes accounts does not keep the registry"),
    ("administrator", "commune_leader", "who makes accounts does not decide"),
    ("administrator", "inspector", "who makes accounts does not inspect"),
)


def duties(user: Any) -> list[Duty]:
    """The duties that somebody holds today."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_duties"):
        today = timezone.localdate()
        held = Duty.objects.filter(user=user).select_related("area")
        user._duties = [d for d in held if d.until is None or d.until > today]
    found: list[Duty] = user._duties
    return found


def may(user: Any, action: Action) -> bool:
    """Whether some duty allows an action somewhere."""
    return any(action in ROLES[duty.role].actions for duty in duties(user))


def _areas(user: Any, action: Action) -> list[int] | None:
    """Communes in which somebody may do it; None is the whole province."""
    held = [duty for duty in duties(user) if action in ROLES[duty.role].actions]
    if any(duty.area_id is None and not ROLES[duty.role].in_commune for duty in held):
        return None
    return sorted({duty.area_id for duty in held if duty.area_id is not None})


def areas(user: Any, action: Action = Action.READ) -> QuerySet[Any]:
    """Communes in which somebody may do it."""
    return _within(Area.objects.all(), "id", _areas(user, action))


def households(user: Any, action: Action = Action.READ) -> QuerySet[Any]:
    """Households that somebody may read (or do something else with)."""
    return _within(Household.objects.all(), "area_id", _areas(user, action))


def people(user: Any, action: Action = Action.READ) -> QuerySet[Any]:
    """People that somebody may read (or do something else with)."""
    return _within(Person.objects.all(), "household__area_id", _areas(user, action))


def domains(user: Any, action: Action = Action.READ) -> list[str] | None:
    """Domains of the law in which somebody may do it; None is all of them."""
    held = [duty for duty in duties(user) if action in ROLES[duty.role].actions]
    if any(not duty.domain for duty in held):
        return None
    return sorted({duty.domain for duty in held})


def findings(user: Any, action: Action = Action.READ) -> QuerySet[Any]:
    """What the last run found for people whom somebody may read, in the domains of the duty."""
    from ansinh.web.office.models import Finding

    found = _within(Finding.objects.all(), "area_id", _areas(user, action))
    wanted = domains(user, action)
    return found if wanted is None else found.filter(Q(domain__in=wanted))


def cases(user: Any, action: Action = Action.READ) -> QuerySet[Any]:
    """Cases of people whom somebody may read, in the domains of the duty."""
    from ansinh.web.office.models import Case

    found = _within(Case.objects.all(), "area_id", _areas(user, action))
    wanted = domains(user, action)
    return found if wanted is None else found.filter(Q(domain__in=wanted))


def incoming(user: Any, action: Action = Action.EDIT) -> QuerySet[Any]:
    """People whom other communes offer to those of somebody."""
    return _within(Transfer.objects.all(), "area_id", _areas(user, action))


def outgoing(user: Any, action: Action = Action.EDIT) -> QuerySet[Any]:
    """People whom communes of somebody offer to others."""
    return _within(Transfer.objects.all(), "left__area_id", _areas(user, action))


def sees_sensitive(user: Any, household: Any) -> bool:
    """Whether somebody may see the sensitive facts of a household: by role, or the glass."""
    allowed = _areas(user, Action.SEE_SENSITIVE)
    if allowed is None or household.area_id in allowed:
        return True
    now = timezone.now()
    return BrokenGlass.objects.filter(user=user, household=household, until__gt=now).exists()


def give(user: Any, role: str, area: Any = None, domain: str = "") -> Duty:
    """Give somebody a duty; the one way to do it.

    Raises:
        DataError: the user holds a role that one person may not hold together with this one.
    """
    held = {role, *(duty.role for duty in duties(user))}
    for one, other, why in APART:
        if {one, other} <= held:
            raise DataError(f"{one} and {other} may not be held by one person: {why}")
    user.__dict__.pop("_duties", None)
    duty, _ = Duty.objects.get_or_create(user=user, role=role, area=area, domain=domain)
    return duty


def _within(rows: QuerySet[Any], field: str, allowed: list[int] | None) -> QuerySet[Any]:
    return rows if allowed is None else rows.filter(**{f"{field}__in": allowed})
