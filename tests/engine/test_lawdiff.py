"""What changed between two dates."""

from __future__ import annotations

from datetime import date

from ansinh.engine.lawdiff import diff
from ansinh.law.book import national_law


def test_the_level_of_2026_is_a_change_only_once_it_is_known() -> None:
    book = national_law()
    june, july = date(2026, 6, 30), date(2026, 7, 1)
    keys = [c.key for c in diff(book, june, july, date(2026, 11, 1)).changes]
    assert "assistance.standard_level" in keys
    earlier = [c.key for c in diff(book, june, july, date(2026, 8, 1)).changes]
    assert "assistance.standard_level" not in earlier


def test_a_change_says_what_it_was_what_it_is_and_why() -> None:
    found = diff(national_law(), date(2024, 6, 30), date(2024, 7, 1))
    [change] = [c for c in found.changes if c.key == "assistance.standard_level"]
    assert (change.how, change.before, change.after) == ("changed", "360.000", "500.000")
    assert "360.000 → 500.000 VND/month" in change.line("vi")
    assert "76/2024/NĐ-CP" in change.line("en")
    assert "assistance.disability" in found.touched_benefits(national_law())


def test_the_social_pension_begins_and_the_old_age_allowances_end_on_1_july_2025() -> None:
    found = diff(national_law(), date(2025, 6, 30), date(2025, 7, 1))
    how = {c.key: c.how for c in found.changes if c.what == "benefit"}
    assert how["assistance.social_pension"] == "begun"
    assert how["assistance.elder_80"] == how["assistance.elder_75_80"] == "ended"


def test_between_a_date_and_itself_nothing_changes() -> None:
    assert diff(national_law(), date(2025, 1, 1), date(2025, 1, 1)).changes == ()
