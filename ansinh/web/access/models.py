"""Accounts, duties, broken glass, and the log that nobody can quietly change."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Somebody who works with the registry."""


class Duty(models.Model):
    """A role that somebody holds: where, and for which part of the law.

    Attributes:
        role: Code of a role in :mod:`ansinh.web.access.policy`.
        area: The commune; null is the whole province.
        domain: A policy domain of the law; empty is every domain.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="duties")
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
