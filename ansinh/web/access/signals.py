"""What happens at the door is written in the log."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, user_logged_in, user_logged_out
from allauth.mfa.signals import authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.dispatch import receiver

from ansinh.web.access import audit
from ansinh.web.access.models import User


@receiver(user_logged_in)
def _signed_in(user: User, sociallogin: Any = None, **_rest: Any) -> None:
    by = "password" if sociallogin is None else "national identity"
    audit.write(user, "sign in", f"account {user.pk}", by=by)


@receiver(user_logged_out)
def _signed_out(user: User | None, **_rest: Any) -> None:
    if user is not None:
        audit.write(user, "sign out", f"account {user.pk}")


@receiver(password_changed)
def _changed_password(user: User, **_rest: Any) -> None:
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    audit.write(user, "password changed", f"account {user.pk}")


@receiver(authenticator_added)
def _added(user: User, authenticator: Any, **_rest: Any) -> None:
    audit.write(user, "second factor added", f"account {user.pk}", kind=authenticator.type)


@receiver(authenticator_removed)
def _removed(user: User, authenticator: Any, **_rest: Any) -> None:
    audit.write(user, "second factor removed", f"account {user.pk}", kind=authenticator.type)


@receiver(user_locked_out)
def _locked_out(username: str, ip_address: str | None = None, **_rest: Any) -> None:
    """Of accounts that exist only: a stranger does not fill the log."""
    user = User.objects.filter(username__iexact=username).first()
    if user is not None:
        audit.write(None, "locked out", f"account {user.pk}", address=ip_address)
