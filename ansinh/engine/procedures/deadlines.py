"""When each step of a procedure is due, counted as the law counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansinh.engine.calendar import WorkingCalendar
from ansinh.engine.procedures.model import (
    BUT_HOLIDAYS,
    CALENDAR,
    Holder,
    Procedure,
    Procedures,
    Recurring,
    Step,
)


@dataclass(frozen=True)
class Due:
    """A step of one file.

    Attributes:
        start: The day that sets it off, which does not count.
        day: The last day; ``None`` where no number of days was found for it or a step before it.
        latest: The last day where the law allows more days.
        holders: Who has it, from which day on, up to the last day.
    """

    step: Step
    start: date | None
    day: date | None
    latest: date | None
    holders: tuple[Holder, ...]


def deadlines(
    procedures: Procedures, procedure: Procedure, received: date, calendar: WorkingCalendar
) -> list[Due]:
    """The steps of a file received on a day, each counted from the end of the one before.

    Raises:
        NotInForceError: there was no such procedure on that day.
        DataError: the count leaves the years whose holidays are known.
    """
    found: list[Due] = []
    start: date | None = received
    for step in procedure.at(received).steps:
        if step.from_receipt:
            start = received
        if start is not None and step.begins is not None:
            start = _set_off(start, step.begins, step.ends)
        day = None if start is None else _last_day(step, step.days, start, calendar)
        latest = None
        if start is not None and step.longest is not None:
            latest = _last_day(step, step.longest, start, calendar)
        since = start or received
        holders = procedures.holders(step.by, procedure.domain, since, latest or day or since)
        found.append(Due(step, start, day, latest, tuple(holders)))
        start = day
    return found


def _set_off(start: date, begins: Recurring, ends: Recurring | None) -> date:
    """When a step begins that waits for a day; inside a yearly window, at once."""
    opening = begins.on_or_after(start)
    return start if ends is not None and ends.on_or_after(start) < opening else opening


def _last_day(step: Step, days: int | None, start: date, calendar: WorkingCalendar) -> date | None:
    if step.ends is not None:
        return step.ends.on_or_after(start)
    if days is None:
        return None
    if step.unit == CALENDAR:
        return calendar.add_calendar_days(start, days)
    if step.unit == BUT_HOLIDAYS:
        return calendar.add_days_but_holidays(start, days)
    return calendar.add_working_days(start, days)
