"""Legal dates by their own laws, and the machine code computing the same ones."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.engine import dates
from ansinh.engine.kernel import Kernel
from ansinh.engine.overlay import load_overlay
from ansinh.engine.tables import tables_of
from tests.engine.small_law import household, person, small_law

DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))
MONTHS = st.integers(-1200, 1200)
LEAP_DAY = date(2004, 2, 29)
KNOWN = date(2026, 12, 31)


@given(DAYS, DAYS)
def test_an_age_is_the_number_of_birthdays_that_have_passed(birth: date, day: date) -> None:
    if birth <= day:
        age = dates.years_between(birth, day)
        assert dates.birthday_at(birth, age) <= day < dates.birthday_at(birth, age + 1)
    assert dates.years_between(birth, day) == dates.months_between(birth, day) // 12


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2005, 2, 28), 0),
        (date(2005, 3, 1), 1),
        (date(2008, 2, 28), 3),
        (date(2008, 2, 29), 4),
        (date(2004, 2, 28), -1),
        (date(2004, 2, 29), 0),
    ],
)
def test_who_is_born_on_29_february_is_a_year_older_on_1_march_of_a_common_year(
    day: date, age: int
) -> None:
    assert dates.years_between(LEAP_DAY, day) == age


@given(DAYS, MONTHS)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    later = dates.add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])


@given(DAYS, MONTHS)
def test_complete_months_are_those_that_were_added(day: date, months: int) -> None:
    short = dates.add_months(day, months).day < day.day
    assert dates.months_between(day, dates.add_months(day, months)) == months - short


@given(DAYS, DAYS)
def test_complete_months_reach_the_day_and_one_more_goes_past_it(start: date, end: date) -> None:
    months = dates.months_between(start, end)
    assert dates.add_months(start, months) <= end
    assert end <= dates.add_months(start, months + 1)


def test_a_month_is_complete_on_the_day_of_the_same_number_only() -> None:
    end_of_january = date(2025, 1, 31)
    assert dates.months_between(end_of_january, date(2025, 2, 28)) == 0
    assert dates.months_between(end_of_january, date(2025, 3, 1)) == 1
    assert dates.months_between(date(2025, 1, 30), end_of_january) == 0


@given(DAYS, st.integers(-100, 100))
def test_years_are_twelve_months_and_29_february_is_held_in_february(day: date, years: int) -> None:
    assert dates.add_years(day, years) == dates.add_months(day, years * 12)
    assert dates.add_years(day, years).month == day.month


@given(DAYS)
def test_the_first_of_a_month_starts_it_and_the_next_one_follows_its_last_day(day: date) -> None:
    first, following = dates.first_of_month(day), dates.first_of_next_month(day)
    assert first <= day < following
    assert first.day == following.day == 1
    assert (dates.add_days(following, -1).month, dates.year_of(first)) == (day.month, day.year)
    assert dates.first_of_month(dates.add_days(following, -1)) == first


@given(DAYS, st.integers(-40_000, 40_000))
def test_days_are_added_and_taken_away_again(day: date, days: int) -> None:
    later = dates.add_days(day, days)
    assert later - day == timedelta(days)
    assert dates.add_days(later, -days) == day


def test_dates_are_held_within_the_calendar() -> None:
    assert dates.add_days(date.max, 1) == date.max
    assert dates.add_days(date.min, -1) == date.min
    assert dates.add_months(date.max, 1) == date.max
    assert dates.add_months(date.min, -1) == date.min
    assert dates.first_of_next_month(date(9999, 12, 31)) == date(9999, 12, 1)


# --- the machine code ---------------------------------------------------------------------------

DOCUMENTS = "- {number: 9/2000/TEST, title: Ngày, issued: 1990-01-01, in_force: 1990-01-01}\n"
HEAD = (
    "from datetime import date\n"
    f"from ansinh.engine import {', '.join(dates.DATE_FUNCTIONS)}, document, rule\n"
    "from ansinh.engine import Law\n"
    "from tests.engine.small_law import Person\n\n"
    "ACT = document('9/2000/TEST')\n\n"
)
RULE = '''
@rule(ACT.article({number}), en="{name}")
def probe_{name}(person: Person{law}) -> {result}:
    """Thử {name}."""
    return {expression}
'''
#: Rule → what it computes; ``height`` is any number, ``law.date`` the day asked about.
PROBES = {
    "years": ("int", "years_between(person.birth_date, law.date)"),
    "months": ("int", "months_between(person.birth_date, law.date)"),
    "months_back": ("int", "months_between(law.date, person.birth_date)"),
    "days": ("int", "days_between(person.birth_date, law.date)"),
    "days_back": ("int", "days_between(law.date, person.birth_date)"),
    "later_month": ("date", "add_months(person.birth_date, person.height)"),
    "later_year": ("date", "add_years(person.birth_date, person.height)"),
    "later_day": ("date", "add_days(person.birth_date, person.height)"),
    "first": ("date", "first_of_month(person.birth_date)"),
    "following": ("date", "first_of_next_month(person.birth_date)"),
    "year": ("int", "year_of(person.birth_date)"),
    "month": ("int", "month_of(person.birth_date)"),
}


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Kernel:
    rules = [
        RULE.format(
            number=number,
            name=name,
            result=result,
            expression=expression,
            law=", law: Law" if "law." in expression else "",
        )
        for number, (name, (result, expression)) in enumerate(PROBES.items(), 1)
    ]
    folder = tmp_path_factory.mktemp("dates")
    (folder / "documents.yaml").write_text(DOCUMENTS, encoding="utf-8")
    (folder / "probes.py").write_text(HEAD + "\n".join(rules), encoding="utf-8")
    book = load_overlay(folder, small_law())
    return Kernel(book, benefits=[], columns=[f"Person.probe_{name}" for name in PROBES])


def expected(expression: str, birth: date, number: int, day: date) -> int | date:
    known = {"person.birth_date": repr(birth), "person.height": repr(number), "law.date": repr(day)}
    for name, value in known.items():
        expression = expression.replace(name, value.replace("datetime.", ""))
    found: int | date = eval(expression, {**dates.DATE_FUNCTIONS, "date": date})  # noqa: S307
    return found


ODD_DAYS = st.sampled_from(
    [LEAP_DAY, date(1900, 2, 28), date(2000, 2, 29), date(2023, 12, 31), date.min, date.max]
)
#: A fact that is a number is kept in 32 bits.
NUMBERS = st.integers(-5_000, 5_000) | st.integers(-(2**31), 2**31 - 1)
PEOPLE = st.lists(st.tuples(DAYS | ODD_DAYS | st.dates(), NUMBERS), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(people=PEOPLE, day=st.dates(date(1995, 1, 1), date(2150, 1, 1)))
def test_machine_code_computes_the_same_dates(
    kernel: Kernel, people: list[tuple[date, int]], day: date
) -> None:
    rows = [
        household(people={"an": person(birth_date=birth, height=number)})
        for birth, number in people
    ]
    tables = tables_of(kernel.book.entities, rows)
    columns = kernel.run(tables, [(day, KNOWN)]).columns
    for name, (_, expression) in PROBES.items():
        found = columns[f"Person.probe_{name}"][0].to_pylist()
        assert found == [expected(expression, birth, number, day) for birth, number in people], name
