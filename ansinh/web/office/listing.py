"""The worklist: which lines are asked for, in which order, and what a row of the page says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, QuerySet, Value, When

from ansinh.insight.columns import LISTS as LIST_KINDS
from ansinh.web.access import discretion, policy
from ansinh.web.access.policy import Action, Sight
from ansinh.web.office import law
from ansinh.web.office.decisions import waiting
from ansinh.web.office.procedures import Way, way_to
from ansinh.web.office.templatetags.words import speech
from ansinh.web.office.views.common import matching, ordered

#: List → short name in English; the Vietnamese one is the list's own.
_EN = {
    "missed": "Entitled, not receiving",
    "not_entitled": "Receiving, no longer entitled",
    "wrong_amount": "Wrong amount",
    "soon": "Soon to change",
    "missing": "Data missing",
}
#: Orders of the rows, each with the columns it means.
SORTS: Mapping[str, tuple[str, ...]] = {
    "village": ("area_id", "village", "household_id", "person_id"),
    "name": ("search_name",),
    "birth": ("birth_date",),
    "amount": ("amount",),
    "due": ("due_on",),
}
#: Lists in which a file that comes in today (or when the change comes) has its last day by law.
_FILED = ("missed", "wrong_amount", "soon")


def title_of(name: str) -> str:
    """Name of a list in the language of the page."""
    return speech(LIST_KINDS[name].title, _EN[name])


@dataclass(frozen=True)
class Asked:
    """What of a list is asked for; an empty field asks for everything.

    Attributes:
        needs: The fact that lines wait for.
        month: First day of the month of the change.
        q: Words of a name, or a personal number.
        sort: A key of :data:`SORTS`, with ``-`` before it for the other way round.
    """

    list: str
    benefit: str = ""
    needs: str = ""
    month: str = ""
    area: str = ""
    village: str = ""
    q: str = ""
    sort: str = ""

    @classmethod
    def of(cls, name: str, values: Mapping[str, Any]) -> Asked:
        """What an address (or a form) asks of the list ``name``."""
        told = {f.name: str(values.get(f.name, "")).strip() for f in fields(cls)}
        if told["sort"].removeprefix("-") not in SORTS:
            told["sort"] = ""
        if not told["area"].isdecimal():
            told["area"] = ""
        return cls(**{**told, "list": name})

    @property
    def filters(self) -> dict[str, str]:
        """Every field that narrows the list, by name."""
        told = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: told[name] for name in told if told[name] and name not in ("list", "sort")}

    def waiting(self, user: Any, action: Action, today: date) -> QuerySet[Any]:
        """Lines that wait, that somebody may do this with, and that are asked for."""
        rows = waiting(policy.findings(user, action).filter(list=self.list), today)
        for name in ("benefit", "needs", "village"):
            if getattr(self, name):
                rows = rows.filter(**{name: getattr(self, name)})
        if self.area:
            rows = rows.filter(area_id=int(self.area))
        month = _day(self.month)
        if month is not None:
            rows = rows.filter(month=month)
        return matching(rows, self.q, "search_name", "person__citizen_number")

    def in_order(self, rows: Any, today: date) -> QuerySet[Any]:
        """The rows in the order asked for; what is not known comes last."""
        name = self.sort.removeprefix("-") or "village"
        if name == "amount":
            amount = {"soon": "then", "not_entitled": "received", "missing": "received"}
            rows = rows.annotate(amount=F(amount.get(self.list, "due")))
        if name == "due":
            rows = self._with_due(rows, today)
        return ordered(rows, SORTS[name], down=self.sort.startswith("-"))

    def _with_due(self, rows: Any, today: date) -> Any:
        if self.list == "soon" or self.list not in _FILED:
            return rows.annotate(due_on=F("month"))
        codes = list(rows.values_list("benefit", flat=True).distinct().order_by())
        ways = {code: way_to(code, today) for code in codes}
        cases = [When(benefit=c, then=Value(w.due)) for c, w in ways.items() if w and w.due]
        return rows.annotate(due_on=Case(*cases, default=None, output_field=DateField()))


@dataclass(frozen=True)
class Line:
    """A finding as a page or file shows it.

    Attributes:
        is_hidden: Whether its words may tell what the reader may not see.
    """

    finding: Any
    today: date
    is_hidden: bool

    @property
    def name(self) -> str:
        """The benefit, or the question that is open."""
        found = self.finding
        told = law.name_of(found.benefit, found.name) if found.benefit else None
        told = told or law.question_of(found.needs)
        return speech(told.vi, told.en)

    @property
    def reason(self) -> str:
        """Why the line stands in the list."""
        if self.is_hidden:
            return "•••"
        found = self.finding
        vi = found.reason or found.note
        return speech(vi, found.reason_en or found.note_en or vi)

    @property
    def article(self) -> str:
        """The article it rests on."""
        return speech(self.finding.article, self.finding.article_en or self.finding.article)

    @property
    def needs_file(self) -> bool:
        """Whether somebody hands in a file for it: not for what ends by itself."""
        found = self.finding
        return (
            found.list in _FILED
            and bool(found.benefit)
            and (found.list != "soon" or bool(found.then))
        )

    @property
    def way(self) -> Way | None:
        """The procedure for a file that comes in today, or when the change comes."""
        found = self.finding
        if not self.needs_file:
            return None
        return way_to(found.benefit, found.month if found.list == "soon" else self.today)

    @property
    def due_on(self) -> date | None:
        """Last day of that procedure."""
        return None if self.way is None else self.way.due


def lines(found: Iterable[Any], sight: Sight, today: date) -> Iterator[Line]:
    """Findings as they are shown to somebody who sees so much."""
    for finding in found:
        texts = (finding.reason, finding.note, finding.name)
        hidden = not sight.of(finding.area_id, finding.household_id)
        yield Line(finding, today, hidden and discretion.tells(finding.benefit, *texts))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
