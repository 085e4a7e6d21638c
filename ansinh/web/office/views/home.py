"""What waits today: how much of what and where, by when, and what changes soon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from ansinh.web.access import policy
from ansinh.web.access.policy import Action
from ansinh.web.office import law
from ansinh.web.office.counting import Waiting, lines_of, monthly_of, waiting_kinds
from ansinh.web.office.listing import title_of
from ansinh.web.office.models import Case, Run
from ansinh.web.office.procedures import way_to
from ansinh.web.office.running import LISTS
from ansinh.web.office.templatetags.words import speech

#: Kinds told of each list, months told of what changes, and kinds of cases told of each span.
_TOP, _MONTHS, _CASES = 4, 6, 5
_WEEK = timedelta(days=7)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The lists as counts and money, what is due by law, what changes soon, what is not known."""
    user, today = request.user, timezone.localdate()
    context: dict[str, Any] = {"run": _last_run(user)}
    if policy.may(user, Action.COUNT):
        kinds = waiting_kinds(user, today)
        by_list = {name: [w for w in kinds if w.kind["list"] == name] for name in LISTS}
        context |= {
            "lists": [_list(name, by_list[name]) for name in LISTS],
            "spans": _due(user, today),
            "months": _months(by_list["soon"]),
            "questions": [_question(w) for w in _together(by_list["missing"], "needs")[:_MONTHS]],
            "communes": _communes(user, today),
            "people": policy.people(user, Action.COUNT).filter(closed_on__isnull=True).count(),
            "homes": policy.households(user, Action.COUNT).filter(closed_on__isnull=True).count(),
        }
    return render(request, "office/home.html", context)


def _list(name: str, kinds: list[Waiting]) -> dict[str, Any]:
    benefits = [] if name == "missing" else _together(kinds, "benefit")
    return {
        "name": name,
        "title": title_of(name),
        "lines": lines_of(kinds),
        "monthly": 0 if name == "missing" else monthly_of(kinds),
        "top": [
            {"code": w.kind["benefit"], "name": _name(w.kind["benefit"]), "waiting": w}
            for w in benefits[:_TOP]
        ],
        "more": len(benefits[_TOP:]),
    }


def _together(kinds: Iterable[Waiting], name: str) -> list[Waiting]:
    """Kinds that share one value, added up; the most lines first."""
    groups: dict[Any, list[Waiting]] = defaultdict(list)
    for waiting in kinds:
        groups[waiting.kind[name]].append(waiting)
    added = [
        Waiting(
            {"list": some[0].kind["list"], "benefit": some[0].kind["benefit"], name: value},
            lines_of(some),
            *(sum(getattr(w, column) for w in some) for column in ("received", "due", "then")),
        )
        for value, some in groups.items()
    ]
    return sorted(added, key=lambda w: -w.lines)


def _months(kinds: list[Waiting]) -> list[dict[str, Any]]:
    """What changes, month by month."""
    found = []
    for month in sorted({w.kind["month"] for w in kinds if w.kind["month"]})[:_MONTHS]:
        some = [w for w in kinds if w.kind["month"] == month]
        top = [{"name": _name(w.kind["benefit"]), "waiting": w} for w in _together(some, "benefit")]
        found.append({"month": month, "lines": lines_of(some), "top": top[:_TOP]})
    return found


def _question(waiting: Waiting) -> dict[str, Any]:
    needs = waiting.kind["needs"]
    asked = law.question_of(needs)
    return {
        "needs": needs,
        "text": speech(asked.vi, asked.en),
        "of_homes": needs.startswith("Household."),
        "waiting": waiting,
    }


def _due(user: Any, today: date) -> list[dict[str, Any]]:
    """Open cases by when the law wants them answered: over due, within a week, later."""
    rows = policy.cases(user, Action.COUNT).filter(state=Case.OPEN)
    rows = rows.values("due_on", "opened_on", "benefit", "name").annotate(n=Count("pk"))
    spans: dict[str, list[dict[str, Any]]] = {name: [] for name in ("overdue", "week", "later")}
    for row in rows.order_by(F("due_on").asc(nulls_last=True), "-n"):
        way, due = way_to(row["benefit"], row["opened_on"]), row["due_on"]
        named = law.name_of(row["benefit"], row["name"])
        told = {
            "due_on": due,
            "count": row["n"],
            "benefit": row["benefit"],
            "name": speech(named.vi, named.en),
            "procedure": way.procedure if way and way.procedure.vi != named.vi else None,
        }
        soon = due is not None and due <= today + _WEEK
        span = "later" if not soon else "overdue" if due < today else "week"
        spans[span].append(told)
    titles = {
        "overdue": speech("Quá hạn", "Overdue"),
        "week": speech("Trong bảy ngày tới", "Within seven days"),
        "later": speech("Sau đó, hoặc chưa rõ hạn", "Later, or no day known"),
    }
    return [
        {
            "name": name,
            "title": titles[name],
            "count": sum(told["count"] for told in some),
            "rows": some[:_CASES],
        }
        for name, some in spans.items()
    ]


def _communes(user: Any, today: date) -> list[dict[str, Any]]:
    """Communes side by side, where somebody sees several."""
    areas = dict(policy.areas(user, Action.COUNT).values_list("pk", "name"))
    if len(areas) < 2:
        return []
    found: dict[int, list[Waiting]] = defaultdict(list)
    for waiting in waiting_kinds(user, today, ("area_id", "list", "benefit")):
        found[waiting.kind["area_id"]].append(waiting)
    return [
        {
            "area": area,
            "name": areas[area],
            "lines": [lines_of(w for w in some if w.kind["list"] == name) for name in LISTS],
            "monthly": monthly_of(w for w in some if w.kind["list"] == "missed"),
        }
        for area, some in sorted(found.items(), key=lambda item: -lines_of(item[1]))
    ]


def _name(code: str) -> str:
    named = law.name_of(code, code)
    return speech(named.vi, named.en)


def _last_run(user: Any) -> Run | None:
    """The last run that told of what somebody reads."""
    ended = Run.objects.filter(finished_at__isnull=False).order_by("-pk")
    mine = Q(area=None) | Q(area__in=policy.areas(user, Action.COUNT))
    return ended.filter(mine).first()
