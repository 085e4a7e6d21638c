"""The log, as an inspector reads it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Max, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from ansinh.web.access import audit, policy
from ansinh.web.access.models import Checkpoint, Entry, User
from ansinh.web.access.policy import Action
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import ROWS

_FILTERS = ("account", "action", "subject", "day")
_ACCOUNTS = 50


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Lines of the log, the latest first: who did what, when, to whom."""
    asked = {name: request.GET.get(name, "").strip() for name in _FILTERS}
    rows = _filtered(policy.entries(request.user), asked)
    context = {
        "asked": asked,
        "actions": audit.ACTIONS.items(),
        "most": audit.STRETCH,
        **_stretch(rows, request.GET.get("before", "")),
        "checked": Checkpoint.objects.select_related("by").order_by("-id").first(),
    }
    audit.write(request.user, "read log", "", asked={k: v for k, v in asked.items() if v})
    return render(request, "office/log.html", context)


@require_GET
def readers(request: HttpRequest, number: int) -> HttpResponse:
    """Who has read or changed one household: each account once, then line by line."""
    home = get_object_or_404(policy.households(request.user, Action.READ_LOG), pk=number)
    subject = f"household {home.pk}"
    rows = policy.entries(request.user).filter(subject=subject)
    people = rows.values("user_id").annotate(n=Count("pk"), first=Min("at"), last=Max("at"))
    told = list(people.order_by("-last"))
    known = User.objects.in_bulk([row["user_id"] for row in told if row["user_id"]])
    context = {
        "home": home,
        "people": [{**row, "user": known.get(row["user_id"])} for row in told],
        **_stretch(rows, request.GET.get("before", "")),
    }
    audit.write(request.user, "read log", subject)
    return render(request, "office/readers.html", context)


@require_POST
def check_log(request: HttpRequest) -> HttpResponse:
    """Walk the chain on from where the last walk ended, a bounded stretch at a time."""
    found = audit.check(request.user)
    told = {"first": found.first, "last": found.last, "lines": found.lines}
    audit.write(request.user, "check log", "", **told, broken=found.broken)
    if found.broken is not None:
        vi, en = f"Nhật ký bị sửa ở dòng {found.broken}.", f"The log is broken at {found.broken}."
        messages.error(request, speech(vi, en))
    else:
        vi, en = f"Đã kiểm {found.lines} dòng: nguyên vẹn.", f"{found.lines} lines checked: whole."
        messages.success(request, speech(vi, en))
    return redirect("log")


def _filtered(rows: QuerySet[Entry], asked: dict[str, str]) -> QuerySet[Entry]:
    if asked["account"]:
        known = User.objects.filter(username__icontains=asked["account"])
        rows = rows.filter(user_id__in=list(known.values_list("pk", flat=True)[:_ACCOUNTS]))
    if asked["action"]:
        rows = rows.filter(action=asked["action"])
    if asked["subject"]:
        rows = rows.filter(subject=_subject(asked["subject"]))
    if asked["day"]:
        rows = _of_day(rows, asked["day"])
    return rows


def _subject(written: str) -> str:
    """A subject as it was written, or the household whose number it is."""
    return f"household {int(written)}" if written.isdecimal() else written


def _of_day(rows: QuerySet[Entry], written: str) -> QuerySet[Entry]:
    """Lines of one day; their numbers are bounded too, so that no index is walked from its end."""
    try:
        start = timezone.make_aware(datetime.combine(date.fromisoformat(written), time()))
    except ValueError:
        return rows.none()
    span = {"at__gte": start, "at__lt": start + timedelta(days=1)}
    number = F("id") + 0  # else PostgreSQL walks the numbers of the whole log, not the day's lines
    ends = Entry.objects.filter(**span).aggregate(first=Min(number), last=Max(number))
    if ends["first"] is None:
        return rows.none()
    return rows.filter(**span, id__gte=ends["first"], id__lte=ends["last"])


def _stretch(rows: QuerySet[Entry], before: str) -> dict[str, Any]:
    """One page of lines before a number: found by the number, never counted."""
    if before.isdecimal():
        rows = rows.filter(id__lt=int(before))
    lines = list(rows.select_related("user").order_by("-id")[: ROWS + 1])
    more = lines[ROWS - 1].pk if len(lines) > ROWS else None
    subjects = [_kind_and_number(entry) for entry in lines[:ROWS]]
    accounts = User.objects.in_bulk([number for kind, number in subjects if kind == "account"])
    told = [
        {**_line(entry), "kind": kind, "number": number, "account": accounts.get(number)}
        for entry, (kind, number) in zip(lines, subjects, strict=False)
    ]
    return {"lines": told, "more": more, "before": before}


def _kind_and_number(entry: Entry) -> tuple[str, int]:
    kind, _, number = entry.subject.partition(" ")
    return (kind, int(number)) if number.isdecimal() else ("", 0)


def _line(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry,
        "action": audit.ACTIONS.get(entry.action, audit.Label(entry.action, entry.action)),
        "details": [
            (audit.DETAILS.get(name, audit.Label(name, name)), _written(value))
            for name, value in entry.detail.items()
            if value not in ("", None)
        ],
    }


def _written(value: Any) -> str:
    """A detail in words: lists and pairs joined."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {part}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
