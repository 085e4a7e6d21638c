"""Working days: which days count, and when so many of them are over.

The engine knows no country: whoever makes a calendar says which days are holidays and which days
off are worked in exchange.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ansinh.engine.dates import ONE_DAY
from ansinh.engine.errors import DataError

_SATURDAY = 5


@dataclass(frozen=True)
class WorkingCalendar:
    """Monday to Friday without holidays, and the days off that are worked in exchange.

    Attributes:
        holidays: Days off, compensatory days and exchanged days included.
        worked: Days that are worked although they are a Saturday, a Sunday or a holiday.
        first, last: Days between which the holidays are known.
    """

    holidays: frozenset[date]
    worked: frozenset[date] = frozenset()
    first: date = date.min
    last: date = date.max

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open on ``day``.

        Raises:
            DataError: the holidays of that year are not known.
        """
        if not self.first <= day <= self.last:
            raise DataError(
                f"working days are known from {self.first} to {self.last}, not on {day}"
            )
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def add_working_days(self, start: date, days: int) -> date:
        """The last of ``days`` working days, the first of which comes after ``start``.

        ``start`` itself when ``days`` is 0.

        Raises:
            DataError: ``days`` is negative, or the count leaves the years that are known.
        """
        if days < 0:
            raise DataError(f"expected a number of working days from 0, got {days}")
        day, left = start, days
        while left:
            day = self._next(day)
            left -= self.is_working_day(day)
        return day

    def add_calendar_days(self, start: date, days: int) -> date:
        """The last of ``days`` days after ``start``; where it is a day off, the next working day.

        Raises:
            DataError: ``days`` is negative, or the count leaves the years that are known.
        """
        if days < 0:
            raise DataError(f"expected a number of days from 0, got {days}")
        day = start + days * ONE_DAY
        return day if not days or self.is_working_day(day) else self.add_working_days(day, 1)

    def add_days_but_holidays(self, start: date, days: int) -> date:
        """The last of ``days`` days after ``start``, holidays left out and weekends counted.

        Raises:
            DataError: ``days`` is negative, or the count leaves the years that are known.
        """
        if days < 0:
            raise DataError(f"expected a number of days from 0, got {days}")
        day, left = start, days
        while left:
            day = self._next(day)
            left -= day not in self.holidays
        return day if not days or self.is_working_day(day) else self.add_working_days(day, 1)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative when it is earlier.

        Raises:
            DataError: the count leaves the years that are known.
        """
        if end < start:
            return -self.working_days_between(end, start)
        day, found = start, 0
        while day < end:
            day = self._next(day)
            found += self.is_working_day(day)
        return found

    def due(self, start: date, steps: Iterable[int]) -> list[date]:
        """The last day of each of several steps, each counted from the end of the one before.

        Args:
            start: The day the first step is set off, which does not count.
            steps: Working days that each step may take.

        Raises:
            DataError: a step is negative, or leaves the years that are known.
        """
        days: list[date] = []
        for step in steps:
            start = self.add_working_days(start, step)
            days.append(start)
        return days

    def _next(self, day: date) -> date:
        if day >= self.last:
            raise DataError(f"working days are known only up to {self.last}")
        return day + ONE_DAY
