"""The days on which the law is asked, from 2022 to the registry's day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.dates import add_months, first_of_month

Numbers = np.ndarray[Any, Any]

#: A claim: benefit (number) and row of the person or household.
KEY = ["benefit", "row"]
#: The first day of which the rolls tell.
BEGIN = date(2022, 1, 1)
#: Once-only payments count as received for so long.
MONTHS_REMEMBERED = 12


@dataclass(frozen=True)
class Window:
    """The days of one registry.

    Attributes:
        day: The registry's day.
        rises: Days on which figures of what is paid monthly change, also before the window.
    """

    day: date
    rises: tuple[date, ...]

    @cached_property
    def days(self) -> list[date]:
        """The first of each quarter, each day of a rise, and the registry's day, in order."""
        quarters = [day for day in self._months if day.month % 3 == 1]
        inside = [rise for rise in self.rises if BEGIN <= rise <= self.day]
        return sorted({*quarters, *inside, self.day})

    @cached_property
    def month_ends(self) -> list[date]:
        """The last day of each month, and the registry's day: when what happened in it is known."""
        return [add_months(month, 1) - timedelta(days=1) for month in self._months[:-1]] + [
            self.day
        ]

    @cached_property
    def glances(self) -> list[date]:
        """A few days that tell who may have a history: one every second year, and a year ago."""
        year_ago = max(add_months(self.day, -MONTHS_REMEMBERED), BEGIN)
        return [*(day for day in self._months[::24] if day < year_ago), year_ago]

    @cached_property
    def _months(self) -> list[date]:
        count = (self.day.year - BEGIN.year) * 12 + self.day.month
        return [add_months(BEGIN, number) for number in range(count)]

    @property
    def last(self) -> int:
        """Place of the registry's day in :attr:`days`."""
        return len(self.days) - 1

    @cached_property
    def starts(self) -> Numbers:
        """First day paid when something is due on each of the days and was not on the one before.

        What is found due on the registry's day is paid from the first of its month.
        """
        days = [*self.days[:-1], max(first_of_month(self.day), self.days[max(self.last - 1, 0)])]
        return _days(days)

    @cached_property
    def rose(self) -> Numbers:
        """Whether figures changed on each of the days."""
        return np.isin(_days(self.days), _days(self.rises))

    @cached_property
    def last_rise_before(self) -> np.datetime64:
        """The level in force when the window begins counts from this day."""
        before = [rise for rise in self.rises if rise < BEGIN]
        return np.datetime64(max(before, default=add_months(BEGIN, -6)), "D")

    @property
    def today(self) -> np.datetime64:
        """The registry's day."""
        return np.datetime64(self.day, "D")

    @property
    def year_ago(self) -> np.datetime64:
        """The same day of the year before."""
        return np.datetime64(add_months(self.day, -MONTHS_REMEMBERED), "D")


def _days(days: Sequence[date]) -> Numbers:
    return np.array(days, dtype="datetime64[D]")


def days_of(table: pa.Table, column: str) -> Numbers:
    """A column of dates; no day where the cell is empty."""
    days = table.column(column).to_numpy(zero_copy_only=False)
    return np.asarray(days.astype("datetime64[D]"))
