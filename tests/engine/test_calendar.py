"""Working days: the count itself, and those of Việt Nam against what the government announced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.engine.calendar import WorkingCalendar
from ansinh.engine.errors import DataError
from ansinh.law.calendar import _library, corrections, vietnam

MONDAY = date(2025, 3, 3)
PLAIN = WorkingCalendar(frozenset())
DAYS = st.dates(date(2014, 1, 1), date(2035, 12, 31))


def test_weekends_and_holidays_do_not_count_and_worked_saturdays_do() -> None:
    wednesday, saturday = MONDAY + timedelta(2), MONDAY + timedelta(5)
    calendar = WorkingCalendar(frozenset({wednesday}), frozenset({saturday}))
    week = [calendar.is_working_day(MONDAY + timedelta(n)) for n in range(7)]
    assert week == [True, True, False, True, True, True, False]
    assert calendar.add_working_days(MONDAY, 4) == saturday
    assert calendar.working_days_between(MONDAY, saturday) == 4


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2025, 7, 21), 10, date(2025, 8, 4)),
        (date(2025, 9, 15), 3, date(2025, 9, 18)),
        (date(2024, 11, 8), 3, date(2024, 11, 13)),
        (date(2024, 11, 9), 0, date(2024, 11, 9)),
        (date(2025, 1, 24), 1, date(2025, 2, 3)),
        (date(2024, 5, 3), 1, date(2024, 5, 4)),
        (date(2025, 12, 31), 1, date(2026, 1, 5)),
        (date(2026, 1, 9), 1, date(2026, 1, 10)),
    ],
)
def test_the_first_working_day_counted_comes_after_the_start(
    start: date, days: int, due: date
) -> None:
    assert vietnam().add_working_days(start, days) == due


def test_each_step_of_a_procedure_counts_from_the_end_of_the_one_before() -> None:
    friday = MONDAY - timedelta(3)
    assert PLAIN.due(friday, [2, 3, 0, 1]) == [
        date(2025, 3, 4),
        date(2025, 3, 7),
        date(2025, 3, 7),
        date(2025, 3, 10),
    ]
    assert PLAIN.due(friday, []) == []


@given(DAYS, st.integers(0, 60))
def test_counting_back_finds_what_was_added(start: date, days: int) -> None:
    end = vietnam().add_working_days(start, days)
    assert vietnam().working_days_between(start, end) == days
    assert vietnam().working_days_between(end, start) == -days
    assert days == 0 or vietnam().is_working_day(end)


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_two_steps_end_when_one_of_their_sum_does(start: date, first: int, second: int) -> None:
    assert vietnam().due(start, [first, second])[-1] == vietnam().due(start, [first + second])[0]


def test_years_that_nobody_knows_and_negative_counts_are_refused() -> None:
    with pytest.raises(DataError, match="from 0, got -1"):
        PLAIN.add_working_days(MONDAY, -1)
    with pytest.raises(DataError, match="known from 2013-01-01 to 2040-12-31, not on 2012-12-31"):
        vietnam().is_working_day(date(2012, 12, 31))
    with pytest.raises(DataError, match="known only up to 2040-12-31"):
        vietnam().add_working_days(date(2040, 12, 28), 5)
    with pytest.raises(DataError, match="known only up to 9999-12-31"):
        PLAIN.add_working_days(date.max, 1)


@pytest.mark.parametrize("year", corrections()["checked"])
def test_working_days_off_are_those_that_were_announced(year: int) -> None:
    notices = corrections()["notices"]
    off = {day for notice in notices for day in notice["days_off"] if day.year == year}
    worked = {d for notice in notices for d in notice.get("worked", ()) if d.year == year}
    days = [date(year, 1, 1) + timedelta(n) for n in range(365 + (year % 4 == 0))]
    assert {d for d in days if d.weekday() < 5 and not vietnam().is_working_day(d)} == off
    assert {d for d in days if d.weekday() > 4 and vietnam().is_working_day(d)} == worked


def test_a_correction_is_dropped_once_the_library_knows_it() -> None:
    off, worked = _library()
    for entry in corrections()["corrections"]:
        assert not off & set(entry["days_off"])
        assert not worked & set(entry.get("worked", ()))
