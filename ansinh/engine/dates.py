"""Legal dates that rules may use: ages, anniversaries, first days of months.

An age is complete on the anniversary of the birth; someone born on 29 February completes a year on
1 March of a common year.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def months_between(start: date, end: date) -> int:
    """Complete months from ``start`` to ``end`` (negative when ``end`` is earlier)."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def days_between(start: date, end: date) -> int:
    """Days from ``start`` to ``end``, one of the two counted (negative when ``end`` is earlier)."""
    return (end - start).days


def years_between(start: date, end: date) -> int:
    """Complete years from ``start`` to ``end`` (rounded down when negative)."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a month too short for it."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes 28 February in a common year."""
    return add_months(day, years * 12)


def add_days(day: date, days: int) -> date:
    """``days`` later, held between the first and the last day that a calendar has."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def first_of_month(day: date) -> date:
    """The first day of the month that ``day`` is in."""
    return day.replace(day=1)


def first_of_next_month(day: date) -> date:
    """The first day of the month after the one that ``day`` is in."""
    return add_months(day.replace(day=1), 1)


def year_of(day: date) -> int:
    """The calendar year."""
    return day.year


def month_of(day: date) -> int:
    """The calendar month, 1 to 12."""
    return day.month


def birthday_at(birth: date, age: int) -> date:
    """The day on which someone born on ``birth`` completes ``age`` years."""
    year = birth.year + age
    if (birth.month, birth.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return birth.replace(year=year)


DATE_FUNCTIONS = {
    function.__name__: function
    for function in (
        days_between,
        months_between,
        years_between,
        add_months,
        add_years,
        add_days,
        first_of_month,
        first_of_next_month,
        year_of,
        month_of,
    )
}

ONE_DAY = timedelta(days=1)
