"""Due days of real procedures: the dossier's worked cases, Tết, 2 September, changes of the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ansinh.engine.procedures import Due, deadlines
from ansinh.engine.values import NEVER
from ansinh.law.book import national_law
from ansinh.law.calendar import vietnam
from ansinh.law.procedures import BEGINS, ENDS, national_procedures

PROCEDURES = national_procedures()
BY_KEY = {procedure.key: procedure for procedure in PROCEDURES}
MONTHLY = "assistance.monthly"


def dues(key: str, received: date) -> list[Due]:
    return deadlines(PROCEDURES, BY_KEY[key], received, vietnam())


def days(key: str, received: date) -> list[date | None]:
    return [due.day for due in dues(key, received)]


# --- worked cases ---------------------------------------------------------------------------------


def test_an_allowance_of_2_june_2025_is_decided_on_the_last_day_of_the_district() -> None:
    """Services dossier, worked case 30: 7, 3, 7 and 3 working days."""
    steps = dues(MONTHLY, date(2025, 6, 2))
    assert [due.day for due in steps] == [
        date(2025, 6, 11),
        date(2025, 6, 16),
        date(2025, 6, 25),
        date(2025, 6, 30),
    ]
    assert [who.code for _, who in steps[-1].holders] == ["district_chair"]
    slipped = PROCEDURES.holders("district_chair", "assistance", *[date(2025, 7, 1)] * 2)
    assert [who.code for _, who in slipped] == ["commune_chair"]


def test_an_allowance_of_2_july_2025_has_ten_working_days_at_the_commune() -> None:
    """Services dossier, worked case 30, second part."""
    (only,) = dues(MONTHLY, date(2025, 7, 2))
    assert (only.day, only.holders[0][1].code) == (date(2025, 7, 16), "commune_chair")


def test_a_complaint_of_6_july_2026_is_accepted_and_decided_by_the_new_law() -> None:
    """Services dossier, worked case 29."""
    accepted, decided, _ = dues("administration.complaint_first", date(2026, 7, 6))
    assert (accepted.day, decided.day) == (date(2026, 7, 15), date(2026, 8, 14))
    assert decided.latest == date(2026, 9, 3), "45 days end on a Saturday before 2 September"


def test_a_complaint_of_8_june_2026_has_the_old_ten_days() -> None:
    """Services dossier, worked case 29, second part."""
    assert days("administration.complaint_first", date(2026, 6, 8))[0] == date(2026, 6, 18)


def test_a_social_pension_of_21_july_2025_is_decided_by_4_august() -> None:
    """Assistance dossier, worked case 5."""
    assert days("assistance.social_pension", date(2025, 7, 21)) == [date(2025, 8, 4)]


def test_a_funeral_of_a_social_pensioner_has_three_working_days() -> None:
    """Assistance dossier, worked case 37."""
    received = date(2025, 9, 15)
    assert days("assistance.social_pension_funeral", received) == [date(2025, 9, 18)]


# --- changes of law -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "steps", "last"),
    [
        (date(2025, 6, 30), 4, date(2025, 7, 28)),
        (date(2025, 7, 1), 1, date(2025, 7, 15)),
    ],
)
def test_the_day_a_file_is_received_decides_between_district_and_commune(
    received: date, steps: int, last: date
) -> None:
    found = dues(MONTHLY, received)
    assert (len(found), found[-1].day) == (steps, last)
    assert found[-1].holders[-1][1].code == "commune_chair"


def test_a_step_over_1_july_2025_is_handed_from_district_to_commune() -> None:
    office = dues(MONTHLY, date(2025, 6, 16))[2]
    assert [(since, who.code) for since, who in office.holders] == [
        (date(2025, 6, 30), "district_office"),
        (date(2025, 7, 1), "commune_committee"),
    ]


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (date(2025, 6, 30), [date(2025, 7, 7), date(2025, 7, 16), date(2025, 7, 28)]),
        (date(2025, 7, 1), [date(2025, 7, 8), date(2025, 7, 21)]),
        (date(2026, 4, 28), [date(2026, 5, 7), date(2026, 5, 19)]),
        (date(2026, 4, 29), [date(2026, 5, 8), date(2026, 5, 15)]),
        (date(2027, 2, 26), [date(2027, 3, 5), date(2027, 3, 12)]),
        (date(2027, 3, 1), [date(2027, 3, 8), date(2027, 3, 22)]),
    ],
)
def test_merit_days_follow_the_day_received(received: date, expected: list[date]) -> None:
    assert days("merit.worship", received) == expected


def test_the_labour_department_became_home_affairs_for_merit_and_health_for_assistance() -> None:
    day = date(2025, 3, 1)
    for domain, heir in (("merit", "home_affairs_department"), ("assistance", "health_department")):
        before = PROCEDURES.holders("labour_department", domain, *[day - timedelta(1)] * 2)
        after = PROCEDURES.holders("labour_department", domain, day, day)
        assert [who.code for _, who in (*before, *after)] == ["labour_department", heir]


# --- days off -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "received", "expected"),
    [
        (MONTHLY, date(2026, 2, 13), date(2026, 3, 6)),  # Tết from 16 to 20 February
        (MONTHLY, date(2026, 8, 21), date(2026, 9, 8)),  # 22 August worked for 31 August
        (MONTHLY, date(2025, 8, 29), date(2025, 9, 16)),  # 1 and 2 September
        (MONTHLY, date(2026, 1, 1), date(2026, 1, 15)),  # 2 January off, Saturday 10 worked
        ("insurance.retirement", date(2026, 2, 9), date(2026, 3, 6)),  # 20 days without five of Tết
        ("merit.severe_supplement", date(2026, 2, 6), date(2026, 2, 23)),  # 18 February is Tết
        ("poverty.in_year", date(2026, 8, 3), date(2026, 9, 3)),  # 30 August, a Sunday
        ("poverty.yearly", date(2025, 10, 6), date(2025, 12, 14)),
    ],
)
def test_holidays_and_days_worked_in_exchange_are_counted(
    key: str, received: date, expected: date
) -> None:
    assert days(key, received)[-1] == expected


# --- the whole ------------------------------------------------------------------------------------


def test_every_procedure_can_be_counted_on_both_sides_of_every_change() -> None:
    for procedure in PROCEDURES:
        changes = {v.since for v in procedure.versions} | {v.until for v in procedure.versions}
        for change in changes - {NEVER}:
            for day in (max(change, date(2013, 1, 2)) - timedelta(1), change):
                if procedure.holds(day) and day.year > 2012:
                    steps = deadlines(PROCEDURES, procedure, day, vietnam())
                    known = [due.day for due in steps if due.day and not due.step.from_receipt]
                    assert known == sorted(known), procedure.key
                    assert all(due.holders for due in steps)


def test_no_step_of_a_version_since_july_2025_is_left_to_an_authority_that_ended() -> None:
    for procedure in PROCEDURES:
        received = max(date(2026, 7, 1), procedure.versions[0].since)
        if procedure.holds(received):
            for due in deadlines(PROCEDURES, procedure, received, vietnam()):
                assert due.holders[0][1].until == NEVER, procedure.key


def test_national_codes_are_confirmed_or_say_why_not() -> None:
    confirmed = {p.code for p in PROCEDURES if p.code and not p.code_unverified}
    assert {"1.001776", "1.001731", "1.014027", "1.014028", "1.010803"} <= confirmed
    assert {"1.001758", "2.000286", "1.010804"}.isdisjoint(confirmed)


def test_each_benefit_that_must_be_applied_for_has_papers_and_steps_on_a_day_it_exists() -> None:
    waived = {waiver.benefit for waiver in PROCEDURES.waivers}
    for code, rule in national_law().benefits.items():
        assert rule.benefit is not None
        if not rule.benefit.is_recorded or code in waived:
            continue
        first = rule.versions[0].since
        assert first is not None
        begins = PROCEDURES.domain_begins.get(rule.benefit.domain, BEGINS)
        received = min(max(first, begins), ENDS - timedelta(1))
        assert PROCEDURES.leading_to(code, received), code
