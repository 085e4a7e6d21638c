"""Accounts: made, given duties, closed and opened; each change is one function and one log line.

Nobody is deleted. An administrator looks after others, never after their own account, and the last
administrator stays.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ansinh.web.access import audit, policy
from ansinh.web.access.models import Duty, User
from ansinh.web.access.policy import RefusedError
from ansinh.web.registry.imports.values import CellError, read_citizen_number

#: Random bytes of a one-time password: 12 letters.
_ONE_TIME = 9


@transaction.atomic
def make(by: Any, username: str, full_name: str, password: str = "") -> tuple[User, str]:
    """Make an account without duties.

    Args:
        by: Who makes it; None is the command line.
        password: A one-time password; empty makes one.

    Returns:
        The account, and the password that opens it once.

    Raises:
        RefusedError: the user name is taken or cannot be, the name is missing, or the password is
            too weak.
    """
    user = User(username=username.strip(), full_name=full_name.strip())
    if not user.full_name:
        raise RefusedError("Ghi họ và tên.", "Write the full name.")
    if User.objects.filter(username__iexact=user.username).exists():
        raise RefusedError("Tên đăng nhập này đã có.", "This user name is taken.")
    try:
        User._meta.get_field("username").clean(user.username, user)
    except ValidationError:
        raise RefusedError(
            "Tên đăng nhập chỉ gồm chữ, số và @ . + - _.",
            "A user name has letters, digits and @ . + - _ only.",
        ) from None
    given = _set_one_time(user, password)
    user.save()
    audit.write(by, "account made", _subject(user), username=user.username)
    return user, given


@transaction.atomic
def give_password(by: Any, user: User, password: str = "") -> str:
    """Give a one-time password for one that is forgotten; returns it.

    Raises:
        RefusedError: it is one's own account, or the password is too weak.
    """
    _not_oneself(by, user)
    given = _set_one_time(user, password)
    user.save(update_fields=["password", "must_change_password"])
    audit.write(by, "password given", _subject(user))
    return given


@transaction.atomic
def name(by: Any, user: User, full_name: str, national_number: str) -> None:
    """Write the full name, and the personal number by which the national identity signs in.

    Raises:
        RefusedError: the name is missing, or the number is none, or somebody else's.
    """
    if not full_name.strip():
        raise RefusedError("Ghi họ và tên.", "Write the full name.")
    number = None
    if national_number.strip():
        try:
            number = read_citizen_number(national_number, None, None)
        except CellError as error:
            raise RefusedError(error.vi, error.en) from None
        if User.objects.filter(national_number=number).exclude(pk=user.pk).exists():
            raise RefusedError(
                "Số định danh này đã gắn với tài khoản khác.",
                "This personal number belongs to another account.",
            )
    if number != user.national_number:
        _not_oneself(by, user)
    user.full_name, user.national_number = full_name.strip(), number
    user.save(update_fields=["full_name", "search_name", "national_number"])
    audit.write(by, "account named", _subject(user), has_number=number is not None)


@transaction.atomic
def give_duty(
    by: Any, user: User, role: str, area: Any, domain: str = "", until: date | None = None
) -> Duty:
    """Give a duty to somebody else.

    Raises:
        RefusedError: see :func:`policy.give`; or it is one's own account.
    """
    _not_oneself(by, user)
    duty = policy.give(user, role, area, domain, until)
    audit.write(by, "duty given", _subject(user), **_told(duty))
    return duty


@transaction.atomic
def end_duty(by: Any, duty: Duty) -> None:
    """End a duty today; what was done under it stays.

    Raises:
        RefusedError: it is one's own, or the last administrator's.
    """
    _not_oneself(by, duty.user)
    if duty.role == "administrator":
        _not_the_last(duty.user)
    duty.until = timezone.localdate()
    duty.save(update_fields=["until"])
    audit.write(by, "duty ended", _subject(duty.user), **_told(duty))


@transaction.atomic
def close(by: Any, user: User) -> None:
    """Let somebody in no more, until the account is opened again.

    Raises:
        RefusedError: it is one's own, or the last administrator's.
    """
    _not_oneself(by, user)
    _not_the_last(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.write(by, "account closed", _subject(user))


@transaction.atomic
def open_again(by: Any, user: User) -> None:
    """Let somebody in again, with the duties that are still theirs."""
    _not_oneself(by, user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.write(by, "account opened", _subject(user))


@transaction.atomic
def unlock(by: Any, user: User) -> None:
    """Forget the wrong passwords that locked somebody out."""
    reset(username=user.username.lower())
    audit.write(by, "account unlocked", _subject(user))


@transaction.atomic
def remove_second_factor(by: Any, user: User) -> None:
    """Take a lost second factor away, recovery codes with it.

    Raises:
        RefusedError: it is one's own: there is a page for that, which asks for the password.
    """
    _not_oneself(by, user)
    Authenticator.objects.filter(user=user).delete()
    audit.write(by, "second factor removed", _subject(user))


def locked(usernames: list[str]) -> set[str]:
    """Those of the user names that too many wrong passwords have locked out."""
    since = timezone.now() - get_cool_off()
    tried = {name.lower(): name for name in usernames}
    attempts = AccessAttempt.objects.filter(
        username__in=tried,
        attempt_time__gt=since,
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
    )
    return {tried[name] for name in attempts.values_list("username", flat=True)}


def _set_one_time(user: User, password: str) -> str:
    given = password or secrets.token_urlsafe(_ONE_TIME)
    if password:
        try:
            validate_password(password, user)
        except ValidationError as error:
            text = " ".join(error.messages)
            raise RefusedError(text, text) from None
    user.set_password(given)
    user.must_change_password = True
    return given


def _not_oneself(by: Any, user: User) -> None:
    if by is not None and by.pk == user.pk:
        raise RefusedError(
            "Không tự thay đổi tài khoản của chính mình: nhờ một người quản trị khác.",
            "Nobody changes their own account: ask another administrator.",
        )


def _not_the_last(user: User) -> None:
    """Somebody else must be an administrator; locks them all, so that two do not go at once."""
    held = policy.current(Duty.objects.filter(role="administrator", user__is_active=True))
    holders = set(held.select_for_update().values_list("user_id", flat=True))
    if holders == {user.pk}:
        raise RefusedError(
            "Đây là người quản trị cuối cùng: giao nhiệm vụ quản trị cho người khác trước.",
            "This is the last administrator: make somebody else one first.",
        )


def _subject(user: User) -> str:
    return f"account {user.pk}"


def _told(duty: Duty) -> dict[str, Any]:
    area = duty.area.code if duty.area else None
    until = duty.until.isoformat() if duty.until else None
    return {"role": duty.role, "area": area, "domain": duty.domain, "until": until}
