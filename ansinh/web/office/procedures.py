"""Procedures of the law as the office asks about them: by when, step by step, with which papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ansinh.engine.errors import DataError
from ansinh.engine.procedures import Due, Paper, Procedure, deadlines
from ansinh.law.calendar import vietnam
from ansinh.law.procedures import national_procedures


@dataclass(frozen=True)
class Way:
    """The procedure that leads to a benefit, for a full file received on a day.

    Attributes:
        steps: With the last day of each.
    """

    procedure: Procedure
    received: date
    steps: tuple[Due, ...]

    @property
    def papers(self) -> tuple[Paper, ...]:
        """What is handed in."""
        return self.procedure.at(self.received).papers

    @property
    def due(self) -> date | None:
        """The day by which the file must be answered; None where the days are not known."""
        return self.steps[-1].day


@lru_cache(maxsize=4096)
def way_to(benefit: str, received: date) -> Way | None:
    """The procedure that leads to a benefit; None unless it is one, and its days can be told."""
    procedures = national_procedures()
    found = procedures.leading_to(benefit, received)
    if len(found) != 1:
        return None
    try:
        steps = deadlines(procedures, found[0], received, vietnam())
    except DataError:
        return None
    return Way(found[0], received, tuple(steps))


def due_day(benefit: str, received: date) -> date | None:
    """The day by which a full file received on a day must be answered; None where not known."""
    way = way_to(benefit, received)
    return None if way is None else way.due
