"""Cases as pages and files show them: which are asked for, in which order, and how each went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from ansinh.engine.procedures import Due
from ansinh.web.access import discretion, policy
from ansinh.web.access.policy import Action, Sight
from ansinh.web.office import law
from ansinh.web.office.models import Case
from ansinh.web.office.procedures import Way, way_to
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import matching, ordered

#: Orders of cases, each with the columns it means.
SORTS: Mapping[str, tuple[str, ...]] = {
    "due": ("due_on", "opened_on"),
    "name": ("search_name",),
    "village": ("area_id", "village", "household_id"),
    "benefit": ("benefit", "due_on"),
    "opened": ("opened_on",),
}
STATES = (Case.OPEN, Case.GRANTED, Case.REFUSED)
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class CasesAsked:
    """Which cases are asked for; an empty field asks for all.

    Attributes:
        due: ``overdue``, ``week`` or ``later``.
        sort: A key of :data:`SORTS`, with ``-`` before it for the other way round.
    """

    state: str = Case.OPEN
    benefit: str = ""
    area: str = ""
    village: str = ""
    due: str = ""
    q: str = ""
    sort: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> CasesAsked:
        """What an address (or a form) asks."""
        told = {f.name: str(values.get(f.name, "")).strip() for f in fields(cls)}
        if told["state"] not in STATES:
            told["state"] = Case.OPEN
        if told["sort"].removeprefix("-") not in SORTS:
            told["sort"] = ""
        if not told["area"].isdecimal():
            told["area"] = ""
        return cls(**told)

    @property
    def filters(self) -> dict[str, str]:
        """Every field that narrows the list, by name."""
        told = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in told.items() if value and name != "sort"}

    def rows(self, user: Any, action: Action, today: date) -> QuerySet[Any]:
        """Cases that somebody may do this with, and that are asked for."""
        rows = policy.cases(user, action).filter(state=self.state)
        for name in ("benefit", "village"):
            if getattr(self, name):
                rows = rows.filter(**{name: getattr(self, name)})
        if self.area:
            rows = rows.filter(area_id=int(self.area))
        if self.due in ("overdue", "week", "later"):
            rows = rows.filter(_span(self.due, today))
        return matching(rows, self.q, "search_name", "person__citizen_number")

    def in_order(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows in the order asked for; without one, what is due first."""
        columns = SORTS[self.sort.removeprefix("-") or "due"]
        return ordered(rows, columns, down=self.sort.startswith("-"))


def _span(due: str, today: date) -> Q:
    if due == "overdue":
        return Q(due_on__lt=today)
    if due == "week":
        return Q(due_on__gte=today, due_on__lte=today + _WEEK)
    return Q(due_on__gt=today + _WEEK) | Q(due_on__isnull=True)


@dataclass(frozen=True)
class File:
    """A case as a page or file shows it.

    Attributes:
        is_hidden: Whether its words may tell what the reader may not see.
    """

    case: Any
    today: date
    is_hidden: bool

    @classmethod
    def of(cls, case: Any, sight: Sight, today: date) -> File:
        """A case for somebody who sees so much."""
        kept = case.explanation
        hidden = not sight.of(case.area_id, case.household_id)
        tells = discretion.tells(case.benefit, str(kept.get("reason", "")), case.name)
        return cls(case, today, hidden and tells)

    @property
    def name(self) -> str:
        """The benefit."""
        named = law.name_of(self.case.benefit, self.case.name)
        return speech(named.vi, named.en)

    @property
    def reason(self) -> str:
        """Why it was opened, in the words of then."""
        if self.is_hidden:
            return "•••"
        kept = self.case.explanation
        vi = kept.get("reason", "")
        return speech(vi, kept.get("reason_en") or vi)

    @property
    def article(self) -> str:
        """The article it rests on."""
        return speech(
            self.case.article, self.case.explanation.get("article_en") or self.case.article
        )

    @property
    def law_steps(self) -> list[str]:
        """How the law led there when it was opened, step by step."""
        return (
            []
            if self.is_hidden
            else self.case.explanation.get("steps", {}).get(speech("vi", "en"), [])
        )

    @property
    def way(self) -> Way | None:
        """The procedure, counted from the day it was opened."""
        return way_to(self.case.benefit, self.case.opened_on)

    @property
    def steps(self) -> list[tuple[Due, str]]:
        """Steps of the procedure, each ``done``, ``late`` or still to come (empty)."""
        if self.way is None:
            return []
        ended = self.case.closed_at.date() if self.case.closed_at else None
        return [(step, self._state(step, ended)) for step in self.way.steps]

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and nobody has decided."""
        due = self.case.due_on
        return self.case.state == Case.OPEN and due is not None and due < self.today

    def _state(self, step: Due, ended: date | None) -> str:
        if ended is not None:
            return "done"
        return "late" if step.day is not None and step.day < self.today else ""
