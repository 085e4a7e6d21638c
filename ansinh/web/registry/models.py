"""Tables of the registry. The law's entities make most of them; nobody is ever deleted from any.

A row ends (``closed_on``, ``close_reason``) or is corrected. Every new value is kept in
:class:`Change`, which also says from what day it holds and what proves it; what happened to a row
as a whole in :class:`Event`; who lived where in :class:`Membership`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from ansinh.engine.errors import LawError
from ansinh.people.spelling import forms
from ansinh.web.registry.fields import ENTITIES, columns_of


class Registered(models.Model):
    """What every row of the registry says of itself."""

    closed_on = models.DateField(null=True)
    close_reason = models.CharField(max_length=40, blank=True, default="")
    source = models.CharField(max_length=200, blank=True, default="")
    proof = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        abstract = True


class Findable(models.Model):
    """A name that is found with or without diacritics."""

    search_name = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Keep the folded name beside the written one."""
        self.search_name = forms(getattr(self, "full_name", "")).folded
        super().save(*args, **options)


class Versioned(models.Model):
    """A number that grows with every change, so that two officers cannot overwrite each other."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


_BASES: dict[str, tuple[type[models.Model], ...]] = {
    "Person": (Findable, Registered),
    "Household": (Versioned, Registered),
}
#: Entity → what its rows are found by, besides their owner. On SQLite the index of the parts of a
#: name is a plain one.
_INDEXES: dict[str, tuple[models.Index, ...]] = {
    "Person": (
        GinIndex(fields=("search_name",), opclasses=("gin_trgm_ops",), name="people_by_word"),
        models.Index(fields=("search_name", "id"), name="people_by_name"),
        models.Index(fields=("citizen_number",), name="people_by_number"),
    )
}


def _model(name: str) -> type[models.Model]:
    entity = ENTITIES[name]
    bases, columns = _BASES.get(name, (Registered,)), columns_of(entity)
    own = {field.name for base in bases for field in base._meta.fields}
    if taken := own & columns.keys():
        raise LawError(
            f"{name}.{min(taken)} is a column of the office; the fact needs another name"
        )
    settled = {"db_table": f"registry_{entity.table}", "app_label": "registry"}
    meta = type("Meta", (), {**settled, "indexes": _INDEXES.get(name, ())})
    content = {
        "__module__": __name__,
        "__doc__": f"{entity.vi} ({entity.en}).",
        "Meta": meta,
        **columns,
    }
    return type(name, bases, content)


#: Entity → its table.
MODELS: dict[str, Any] = {entity.name: _model(entity.name) for entity in ENTITIES}
Area, Household, Person = (MODELS[name] for name in ("Area", "Household", "Person"))


class Noted(models.Model):
    """What was done to one row of a household: by whom, what says so and what proves it.

    Attributes:
        version: Of the household, with what was done.
    """

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="%(class)ss")
    version = models.PositiveIntegerField(default=0)
    entity = models.CharField(max_length=40)
    row = models.BigIntegerField()
    source = models.CharField(max_length=200, blank=True, default="")
    proof = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        abstract = True


class Change(Noted):
    """One fact of one row that became another: what it was, what it is, since when, why.

    Attributes:
        fact: Name of a :class:`~ansinh.web.registry.details.Detail`: mostly a fact of the law.
        valid_from: The day from which the new value holds.
        before, after: Values as written in files (``2024-07-01``, ``septic``); null is not known.
    """

    fact = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    valid_from = models.DateField()

    class Meta:
        indexes = (models.Index(fields=("entity", "row", "fact")),)


class Batch(models.Model):
    """A file of a commune on its way into the registry.

    Attributes:
        tables: What was found in each sheet: name, columns, rows, hidden rows, rows left out.
        matched: Sheet → place of a column → code of what it says.
        constants: Code → text that every row says where no column does.
        takes_hidden: Whether rows that Excel hides are taken too.
        counts: State of a row → how many, when it was checked.
        seen: The last batch that had gone into the commune when this one was checked.
        progress: Parts done of a hundred, while something goes on.
        error: Why the last step failed; empty where it did not.
    """

    UPLOADED, CHECKING, CHECKED = "uploaded", "checking", "checked"
    IMPORTING, IMPORTED, UNDOING, UNDONE = "importing", "imported", "undoing", "undone"

    form = models.CharField(max_length=40)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=200)
    tables = models.JSONField(default=list)
    matched = models.JSONField(default=dict)
    constants = models.JSONField(default=dict)
    takes_hidden = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default=UPLOADED)
    counts = models.JSONField(default=dict)
    seen = models.BigIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True, default="")
    imported_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    left = models.PositiveIntegerField(default=0)

    @property
    def is_going_on(self) -> bool:
        """Whether a step is being done, or waits to be."""
        return self.state in (self.CHECKING, self.IMPORTING, self.UNDOING)


class BatchRow(models.Model):
    """What a row of a file would do, or did.

    Attributes:
        state: ``new``, ``changed``, ``same`` or ``problem``.
        name: Whom it speaks of.
        household, version: The household it concerns, as it was when the row was checked; null of
            one that is added.
        effects: ``adds``, ``changes`` and ``links``, see :mod:`…imports.planning`.
        problems: Column, Vietnamese, English and whether it is a warning.
        added: Rows of the registry that it added: entity and number.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    name = models.CharField(max_length=300, blank=True, default="")
    household = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=0)
    effects = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    is_taken = models.BooleanField(default=False)
    added = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=("batch", "state")),)


class Heading(models.Model):
    """What somebody said that a heading of a form means; empty is *nothing that we keep*."""

    form = models.CharField(max_length=40)
    words = models.CharField(max_length=200)
    code = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("form", "words"), name="heading_once"),)


class Event(Noted):
    """What happened to one row as a whole: it came, moved, ended, was taken up again or merged.

    Attributes:
        kind: One of the names in :mod:`ansinh.web.registry.living`.
        on: The day on which it happened.
        detail: What else tells it apart: the other household, the other person.
    """

    kind = models.CharField(max_length=20)
    on = models.DateField()
    reason = models.CharField(max_length=500, blank=True, default="")
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=("entity", "row")),)


class Membership(models.Model):
    """Days, half-open, on which somebody belonged to a household.

    Attributes:
        since: Null where the registry does not know: from before it was loaded.
        how: How it began: ``loaded``, ``imported``, ``born``, ``came`` or ``moved``.
        ending: How it ended: ``moved``, ``moved_away``, ``dissolved``; or that it never was, see
            :data:`ansinh.web.registry.membership.NEVER`.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    how = models.CharField(max_length=20)
    ending = models.CharField(max_length=20, blank=True, default="")
    source = models.CharField(max_length=200, blank=True, default="")
    proof = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(until=None), name="one_home_at_a_time"
            ),
        )


class Transfer(models.Model):
    """A person offered to another commune, whose officer takes them in or sends them back.

    Until then the person stays where they are.
    """

    OPEN, TAKEN, REFUSED, WITHDRAWN = "open", "taken", "refused", "withdrawn"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="transfers")
    left = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="sent")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.CharField(max_length=500, blank=True, default="")
    proof = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=OPEN)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(state="open"), name="one_offer_at_a_time"
            ),
        )


class Merge(models.Model):
    """Two rows of the same person made one, and all that is needed to part them again.

    Attributes:
        moved: Rows that pointed to ``dropped``: ``app.model.column`` → their numbers.
        values: Details taken from ``dropped``: name → [before, after], as written in files.
        membership: The open membership of ``dropped``, which the merge ended.
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    dropped = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merged_into")
    moved = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
