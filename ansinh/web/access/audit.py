"""The log of reads of personal pages and of changes: append-only, each line bound to the last.

A line's hash covers what it says and the hash before it, so that no line can be changed, dropped or
put in between without every later hash being wrong; ``ansinh audit verify`` walks the chain.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from ansinh.web.access.models import Entry

#: The hash before the first line.
START = "0" * 64
_LOCK = 42_42


def write(user: Any, action: str, subject: str = "", **detail: Any) -> Entry:
    """Append a line; writers wait for each other, so that the chain never forks."""
    with transaction.atomic():
        _wait_for_other_writers()
        last = Entry.objects.order_by("-id").values_list("hash", flat=True).first()
        entry = Entry(
            at=timezone.now(),
            user=user if getattr(user, "pk", None) else None,
            action=action,
            subject=subject,
            detail=detail,
            previous=last or START,
        )
        entry.hash = hash_of(entry)
        entry.save(force_insert=True)
    return entry


def last_change() -> str:
    """The hash of the last line that is no read: as long as it stays, nothing was changed."""
    changes = Entry.objects.exclude(action__startswith="read").order_by("-id")
    return changes.values_list("hash", flat=True).first() or START


def hash_of(entry: Entry) -> str:
    """What the line's hash must be."""
    content = [
        entry.previous,
        entry.at.isoformat(),
        entry.user_id,
        entry.action,
        entry.subject,
        entry.detail,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def first_broken() -> Entry | None:
    """The first line whose hash or place in the chain is wrong; None if the log is whole."""
    previous = START
    for entry in Entry.objects.order_by("id").iterator():
        if entry.previous != previous or entry.hash != hash_of(entry):
            return entry
        previous = entry.hash
    return None


def _wait_for_other_writers() -> None:
    """SQLite has one writer at a time already; PostgreSQL is asked for a lock until commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
