"""How much waits, of what and where: from what the last run counted, less what has been decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from ansinh.web.access import policy
from ansinh.web.access.policy import Action
from ansinh.web.office.decisions import settled
from ansinh.web.office.law import info_of

KINDS = ("list", "benefit", "needs", "month")
_SUMS = ("received", "due", "then")


@dataclass(frozen=True)
class Waiting:
    """Lines of one kind that wait.

    Attributes:
        kind: The values that they share, by name.
        lines: How many.
        received, due, then: Sums of their amounts, in the benefit's unit per payment.
    """

    kind: dict[str, Any]
    lines: int
    received: int
    due: int
    then: int

    @property
    def monthly(self) -> int:
        """Money a month that is at stake, in đồng; 0 of what is not paid monthly in money."""
        info = info_of(self.kind.get("benefit", ""))
        if info is None:
            return self.received if self.kind.get("list") == "missing" else 0
        if info.paid != "monthly" or info.unit != "VND":
            return 0
        stakes = {
            "missed": self.due,
            "not_entitled": self.received,
            "wrong_amount": self.due - self.received,
            "soon": self.then - self.due,
        }
        return stakes.get(self.kind.get("list", ""), 0)


def waiting_kinds(user: Any, today: date, by: Sequence[str] = KINDS) -> list[Waiting]:
    """What waits for somebody's attention, by kind, the most lines first."""
    counted = policy.counts(user).values(*by).annotate(n=Sum("lines"), **_sums())
    done = settled(policy.findings(user, Action.COUNT), today)
    decided = {
        tuple(row[name] for name in by): row
        for row in done.values(*by).annotate(n=Count("pk"), **_sums()).order_by()
    }
    found = []
    for row in counted.order_by():
        less = decided.get(tuple(row[name] for name in by), {})
        lines, *sums = (row[name] - less.get(name, 0) for name in ("n", *_SUMS))
        if lines > 0:
            found.append(Waiting({name: row[name] for name in by}, lines, *sums))
    return sorted(found, key=lambda w: (-w.lines, *(str(v) for v in w.kind.values())))


def lines_of(waiting: Iterable[Waiting]) -> int:
    """How many lines they are together."""
    return sum(w.lines for w in waiting)


def monthly_of(waiting: Iterable[Waiting]) -> int:
    """Money a month at stake in them together, in đồng."""
    return sum(w.monthly for w in waiting)


def _sums() -> dict[str, Any]:
    return {name: Coalesce(Sum(name), 0) for name in _SUMS}
