"""Runs of the law, what they found, what people decided, and the cases that follow."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ansinh.web.registry.models import Area, Household, Person


class Run(models.Model):
    """One run of the law over the registry.

    Attributes:
        area: The commune it was run over; null is the whole province.
        effect, known: The day asked about, and the day whose knowledge of the law was used.
        summary: As ``ansinh run`` writes it.
        progress: Parts done of a hundred, while it goes on.
    """

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    effect = models.DateField()
    known = models.DateField()
    summary = models.JSONField(default=dict)
    stage = models.CharField(max_length=40, blank=True, default="")
    progress = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True, default="")

    @property
    def is_going_on(self) -> bool:
        """Whether it has neither ended nor failed."""
        return self.finished_at is None and not self.error


class Finding(models.Model):
    """A line of a list of the last run; a later run replaces them all.

    Attributes:
        key: The same for the same finding in every run: list, benefit (or fact), who.
        stand: What it says in figures: what is received, due and will be.
        list: ``missed``, ``not_entitled``, ``wrong_amount``, ``soon`` or ``missing``.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="findings")
    key = models.CharField(max_length=160, db_index=True)
    stand = models.CharField(max_length=80)
    list = models.CharField(max_length=20)
    kind = models.CharField(max_length=40, blank=True, default="")
    benefit = models.CharField(max_length=80, blank=True, default="")
    name = models.CharField(max_length=300, blank=True, default="")
    domain = models.CharField(max_length=40, blank=True, default="")
    unit = models.CharField(max_length=20, blank=True, default="")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="findings")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="findings")
    village = models.CharField(max_length=300, blank=True, default="")
    full_name = models.CharField(max_length=300, blank=True, default="")
    search_name = models.CharField(max_length=300, blank=True, default="")
    birth_date = models.DateField(null=True)
    received = models.BigIntegerField(null=True)
    due = models.BigIntegerField(null=True)
    then = models.BigIntegerField(null=True)
    arrears = models.BigIntegerField(null=True)
    month = models.DateField(null=True)
    note = models.TextField(blank=True, default="")
    note_en = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    reason_en = models.TextField(blank=True, default="")
    article = models.CharField(max_length=300, blank=True, default="")
    article_en = models.CharField(max_length=300, blank=True, default="")
    needs = models.CharField(max_length=120, blank=True, default="")
    question = models.TextField(blank=True, default="")

    class Meta:
        indexes = (
            models.Index(fields=("area", "list", "benefit")),
            models.Index(fields=("list", "benefit")),
        )


class Cell(models.Model):
    """How many lines the last run found of one kind in one commune, and their amounts together.

    Pages count from these, never from people; what has been decided since is taken off.

    Attributes:
        lines: Findings of the kind.
        received, due, then: Sums of the findings' amounts, in the benefit's unit per payment.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="cells")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    list = models.CharField(max_length=20)
    benefit = models.CharField(max_length=80, blank=True, default="")
    needs = models.CharField(max_length=120, blank=True, default="")
    month = models.DateField(null=True)
    domain = models.CharField(max_length=40, blank=True, default="")
    lines = models.PositiveIntegerField()
    received = models.BigIntegerField()
    due = models.BigIntegerField()
    then = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("area", "list")),)


class Decision(models.Model):
    """What somebody decided about a finding; a later run never undoes it.

    Attributes:
        key: Key of the finding.
        stand: The finding's, when it was decided: if it changes, the finding is shown again.
        until: Until when it is put off (*not now*).
    """

    ACCEPTED, REJECTED, NOT_NOW, NEEDS_DATA = "accepted", "rejected", "not_now", "needs_data"

    key = models.CharField(max_length=160, db_index=True)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True, default="")
    stand = models.CharField(max_length=80)
    until = models.DateField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class Case(models.Model):
    """A case (hồ sơ) opened from a finding, to be decided by who may.

    Attributes:
        explanation: What the finding said, in both languages, and by the law of which days; how
            the law led to it, step by step, on the day the case was opened.
        due_on: Last day of the procedure that leads to the benefit, for a full file received on the
            day it was opened; null where the days are not known.
    """

    OPEN, GRANTED, REFUSED = "open", "granted", "refused"

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="case")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="cases")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="cases")
    list = models.CharField(max_length=20)
    benefit = models.CharField(max_length=80)
    name = models.CharField(max_length=300, blank=True, default="")
    unit = models.CharField(max_length=20, blank=True, default="")
    full_name = models.CharField(max_length=300, blank=True, default="")
    search_name = models.CharField(max_length=300, blank=True, default="")
    village = models.CharField(max_length=300, blank=True, default="")
    domain = models.CharField(max_length=40, blank=True, default="")
    amount = models.BigIntegerField(null=True)
    article = models.CharField(max_length=300, blank=True, default="")
    explanation = models.JSONField(default=dict)
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=20, default=OPEN)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes = (
            models.Index(fields=("area", "state", "due_on")),
            models.Index(fields=("state", "due_on")),
        )
