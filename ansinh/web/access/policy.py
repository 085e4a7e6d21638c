"""Who may do what, where: the one place that answers it.

A *duty* is a role in an area (or the whole province) for a domain of the law (or all of it). What a
page shows is asked for here (:func:`households`, :func:`people`, :func:`findings`, …), never from
the tables directly; what a page does is an :class:`Action`, named for its address in
:data:`ansinh.web.access.gate.ADDRESSES`, without which no address answers.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ansinh.engine.errors import DataError
from ansinh.lawbook.phrases import DOMAINS
from ansinh.web.access.discretion import revealing
from ansinh.web.access.models import BrokenGlass, Duty, Entry, User
from ansinh.web.registry.models import Area, Batch, Household, Person, Transfer


class Action(enum.Enum):
    """What may be done; each address asks for one."""

    ENTER = "enter"
    COUNT = "count"
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
            Action.COUNT,
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
            Action.COUNT,
            Action.READ,
            Action.DECIDE,
            Action.EXPORT,
            in_commune=True,
        ),
        _role(
            "department_specialist",
            "Chuyên viên sở",
            "Department specialist",
            Action.COUNT,
            Action.READ,
            Action.EXPORT,
            Action.RUN,
        ),
        _role("province_leader", "Lãnh đạo tỉnh", "Province leader", Action.COUNT),
        _role("inspector", "Thanh tra", "Inspector", Action.COUNT, Action.READ, Action.READ_LOG),
        _role("administrator", "Quản trị hệ thống", "Administrator", Action.MANAGE_ACCOUNTS),
    )
}


class RefusedError(DataError):
    """What somebody asked for may not be done; says why in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


@dataclass(frozen=True)
class Pair:
    """Two roles that one person may not hold at once, and why."""

    one: str
    other: str
    vi: str
    en: str


_WORKS = ("người làm không tự thanh tra", "who works is not who inspects")
APART = (
    Pair(
        "commune_officer",
        "commune_leader",
        "người lập hồ sơ không tự duyệt",
        "who prepares a case does not decide it",
    ),
    Pair("commune_officer", "inspector", *_WORKS),
    Pair("commune_leader", "inspector", *_WORKS),
    Pair("department_specialist", "inspector", *_WORKS),
    Pair(
        "administrator",
        "commune_officer",
        "người lập tài khoản không giữ sổ",
        "who makes accounts does not keep the registry",
    ),
    Pair(
        "administrator",
        "commune_leader",
        "người lập tài khoản không duyệt hồ sơ",
        "who makes accounts does not decide",
    ),
    Pair(
        "administrator",
        "inspector",
        "người lập tài khoản không thanh tra",
        "who makes accounts does not inspect",
    ),
)


def duties(user: Any) -> list[Duty]:
    """The duties that somebody holds today."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_duties"):
        user._duties = list(current(Duty.objects.filter(user=user)).select_related("area"))
    found: list[Duty] = user._duties
    return found


def current(held: QuerySet[Duty]) -> QuerySet[Duty]:
    """Duties that are held today."""
    return held.filter(Q(until__isnull=True) | Q(until__gt=timezone.localdate()))


def _allowing(user: Any, action: Action) -> list[Duty]:
    """The duties that allow an action."""
    return [duty for duty in duties(user) if action in ROLES[duty.role].actions]


def may(user: Any, action: Action) -> bool:
    """Whether some duty allows an action somewhere."""
    return bool(_allowing(user, action))


def _areas(user: Any, action: Action) -> list[int] | None:
    """Communes in which somebody may do it; None is the whole province."""
    held = _allowing(user, action)
    if any(duty.area_id is None and not ROLES[duty.role].in_commune for duty in held):
        return None
    return sorted({duty.area_id for duty in held if duty.area_id is not None})


def is_whole_province(user: Any, action: Action) -> bool:
    """Whether somebody may do it everywhere."""
    return _areas(user, action) is None


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
    held = _allowing(user, action)
    if any(not duty.domain for duty in held):
        return None
    return sorted({duty.domain for duty in held})


def findings(user: Any, action: Action = Action.READ) -> QuerySet[Any]:
    """What the last run found for people whom somebody may read, in the domains of the duty."""
    from ansinh.web.office.models import Finding

    return _discreet(_within_duty(Finding.objects.all(), user, action), user)


def cases(user: Any, action: Action = Action.READ) -> QuerySet[Any]:
    """Cases of people whom somebody may read, in the domains of the duty."""
    from ansinh.web.office.models import Case

    return _discreet(_within_duty(Case.objects.all(), user, action), user)


def counts(user: Any) -> QuerySet[Any]:
    """Counts of what the last run found, by commune; they name nobody.

    Benefits that give a sensitive fact away are counted only where somebody may see such facts.
    """
    from ansinh.web.office.models import Cell

    rows = _within_duty(Cell.objects.all(), user, Action.COUNT)
    seen = _areas(user, Action.SEE_SENSITIVE)
    if seen is None:
        return rows
    return rows.filter(~Q(benefit__in=revealing()) | Q(area_id__in=seen))


@dataclass(frozen=True)
class Sight:
    """Where somebody may see sensitive facts.

    Attributes:
        areas: Communes, by role; None is the whole province.
        households: Those whose glass is broken just now.
    """

    areas: frozenset[int] | None
    households: frozenset[int]

    def of(self, area: int, household: int) -> bool:
        """Whether the sensitive facts of a household are seen."""
        return self.areas is None or area in self.areas or household in self.households


def sight(user: Any) -> Sight:
    """Where somebody may see sensitive facts, just now."""
    allowed = _areas(user, Action.SEE_SENSITIVE)
    if allowed is None:
        return Sight(None, frozenset())
    broken = BrokenGlass.objects.filter(user=user, until__gt=timezone.now())
    return Sight(frozenset(allowed), frozenset(broken.values_list("household_id", flat=True)))


def batches(user: Any) -> QuerySet[Any]:
    """Files sent for communes in which somebody may import."""
    return _within(Batch.objects.all(), "area_id", _areas(user, Action.IMPORT))


def incoming(user: Any, action: Action = Action.EDIT) -> QuerySet[Any]:
    """People whom other communes offer to those of somebody."""
    return _within(Transfer.objects.all(), "area_id", _areas(user, action))


def outgoing(user: Any, action: Action = Action.EDIT) -> QuerySet[Any]:
    """People whom communes of somebody offer to others."""
    return _within(Transfer.objects.all(), "left__area_id", _areas(user, action))


def sees_sensitive(user: Any, household: Any) -> bool:
    """Whether somebody may see the sensitive facts of a household: by role, or the glass."""
    return sight(user).of(household.area_id, household.pk)


def accounts(user: Any) -> QuerySet[User]:
    """Accounts that somebody may look after: all or none."""
    return User.objects.all() if may(user, Action.MANAGE_ACCOUNTS) else User.objects.none()


def entries(user: Any) -> QuerySet[Entry]:
    """Lines of the log that somebody may read: whoever inspects the province reads them all."""
    whole = is_whole_province(user, Action.READ_LOG)
    return Entry.objects.all() if whole else Entry.objects.none()


@transaction.atomic
def give(
    user: Any, role: str, area: Any = None, domain: str = "", until: date | None = None
) -> Duty:
    """Give somebody a duty; the one way to do it. One that is held already gets the new end.

    Args:
        until: The first day on which it is held no more; None is open.

    Raises:
        RefusedError: the user holds a role that one person may not hold together with this one;
            the role is none, or lacks its commune, or has none; the end has passed.
    """
    if role not in ROLES:
        raise RefusedError(f"Không có vai trò {role}.", f"There is no role {role}.")
    kind = ROLES[role]
    if kind.in_commune != (area is not None):
        raise RefusedError(
            f"Vai trò {kind.vi} cần một xã."
            if kind.in_commune
            else f"{kind.vi} là vai trò của tỉnh.",
            f"{kind.en} needs a commune." if kind.in_commune else f"{kind.en} is of the province.",
        )
    if domain and domain not in DOMAINS:
        raise RefusedError(f"Không có lĩnh vực {domain}.", f"There is no domain {domain}.")
    if until is not None and until <= timezone.localdate():
        raise RefusedError("Ngày kết thúc phải sau hôm nay.", "The end must be after today.")
    User.objects.select_for_update().get(pk=user.pk)
    rows = current(Duty.objects.filter(user=user))
    held = {role, *rows.values_list("role", flat=True)}
    for pair in APART:
        if {pair.one, pair.other} <= held:
            one, other = ROLES[pair.one], ROLES[pair.other]
            raise RefusedError(
                f"Một người không được vừa là {one.vi} vừa là {other.vi}: {pair.vi}.",
                f"{one.en} and {other.en} may not be held by one person: {pair.en}.",
            )
    user.__dict__.pop("_duties", None)
    same = {"role": role, "area": area, "domain": domain}
    duty = rows.filter(**same).first() or Duty(user=user, **same)
    duty.until = until
    duty.save()
    return duty


def _within_duty(rows: QuerySet[Any], user: Any, action: Action) -> QuerySet[Any]:
    """Rows of the areas and the domains of the duty."""
    found = _within(rows, "area_id", _areas(user, action))
    wanted = domains(user, action)
    return found if wanted is None else found.filter(domain__in=wanted)


def _discreet(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Without benefits that give a sensitive fact away, but where somebody may see such facts."""
    seen = sight(user)
    if seen.areas is None:
        return rows
    shown = Q(area_id__in=seen.areas) | Q(household_id__in=seen.households)
    return rows.filter(~Q(benefit__in=revealing()) | shown)


def _within(rows: QuerySet[Any], field: str, allowed: list[int] | None) -> QuerySet[Any]:
    return rows if allowed is None else rows.filter(**{f"{field}__in": allowed})
