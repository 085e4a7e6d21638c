"""Accounts, duties, broken glass, and the log that nobody can quietly change."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from ansinh.web.registry.models import Findable


class User(Findable, AbstractUser):
    """Somebody who works with the registry.

    Attributes:
        must_change_password: The password is one that an administrator knows, good for one sign-in.
        national_number: Personal number by which the national identity signs in; null is none.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(max_length=300, blank=True, default="")
    must_change_password = models.BooleanField(default=False)
    national_number = models.CharField(max_length=12, null=True, blank=True, unique=True)

    def get_full_name(self) -> str:
        """The name as it is written; the user name where none is."""
        return self.full_name or self.get_username()

    def get_short_name(self) -> str:
        """The same: a Vietnamese name is not cut."""
        return self.get_full_name()


class Duty(models.Model):
    """A role that somebody holds: where, and for which part of the law. It ends, never goes.

    Attributes:
        role: Code of a role in :mod:`ansinh.web.access.policy`.
        area: The commune; null is the whole province.
        domain: A policy domain of the law; empty is every domain.
        until: The first day on which it is held no more; null is open.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties")
    role = models.CharField(max_length=40)
    area = models.ForeignKey(
        "registry.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    domain = models.CharField(max_length=40, blank=True, default="")
    since = models.DateField(auto_now_add=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "area", "domain"),
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="one_duty_once",
            ),
        )


class BrokenGlass(models.Model):
    """Leave, for a while, to see the sensitive facts of one household, and the reason given."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="broken_glass")
    household = models.ForeignKey(
        "registry.Household", on_delete=models.PROTECT, related_name="broken_glass"
    )
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()


class Token(models.Model):
    """What a program signs in with, as one user. See :mod:`…access.tokens`.

    Attributes:
        digest: SHA-256 of the token, as hexadecimal; the token itself is not kept.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    used_on = models.DateField(null=True)
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class Entry(models.Model):
    """One line of the log: who read a personal page or changed what. See :mod:`…access.audit`.

    Attributes:
        previous, hash: SHA-256 of the line before and of this one, as hexadecimal.
    """

    at = models.DateTimeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, blank=True, default="")
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = (
            models.Index(fields=("subject", "id")),
            models.Index(fields=("user", "id")),
            models.Index(fields=("action", "id")),
            models.Index(fields=("at", "id")),
        )


class Checkpoint(models.Model):
    """One walk of the log's chain: from which line to which, and what it met.

    Attributes:
        first, last: Lines walked, by their number; ``lines`` of them.
        hash: Of the last line, so that a later walk goes on from there and sees a tail cut off.
        broken: The line whose hash or place is wrong; null is none.
    """

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    lines = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    broken = models.BigIntegerField(null=True)
