"""What changed between two dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ansinh.engine.documents import Article
from ansinh.engine.lawdiff import Change, diff
from ansinh.engine.reform import load_reform
from ansinh.law.book import national_law
from tests.engine.small_law import small_law

DECREE = "2/2021/TEST"


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
    assert "360,000 → 500,000 VND/month" in change.line("en")
    assert "20/2021/NĐ-CP → " in change.line("en")
    assert "76/2024/NĐ-CP" in change.line("en")
    assert "assistance.disability" in found.touched_benefits()


def test_the_social_pension_begins_and_the_old_age_allowances_end_on_1_july_2025() -> None:
    found = diff(national_law(), date(2025, 6, 30), date(2025, 7, 1))
    how = {c.key: c.how for c in found.changes if c.what == "benefit"}
    assert how["assistance.social_pension"] == "begun"
    assert how["assistance.elder_80"] == how["assistance.elder_75_80"] == "ended"
    assert any("1 coefficient → –" in line for line in found.lines("en"))
    assert {"assistance.elder_80", "assistance.social_pension"} <= set(found.touched_benefits())
    later = diff(national_law(), date(2026, 6, 30), date(2026, 7, 1)).touched_benefits()
    assert "assistance.social_pension" in later
    assert "assistance.elder_80" not in later


def test_changes_stand_by_document_and_article() -> None:
    found = diff(small_law(), date(2021, 6, 30), date(2021, 7, 1))
    cites = [change.cites[-1] for change in found.changes]
    assert len(cites) > 5
    numbers = [int(cite.article or 0) for cite in cites if cite.document == DECREE]
    assert numbers == sorted(numbers)
    assert [cite.document for cite in cites] == sorted(cite.document for cite in cites)


def test_every_kind_of_change_has_a_line_in_both_languages() -> None:
    found = diff(small_law(), date(2019, 6, 1), date(2022, 7, 1))
    assert {change.what for change in found.changes} == {
        "rule",
        "benefit",
        "exception",
        "parameter",
        "interaction",
    }
    assert len(found.lines("vi")) == len(found.lines("en")) == len(found.changes)
    ended = diff(small_law(), date(2021, 12, 31), date(2022, 1, 1))
    [line] = [line for line in ended.lines("en") if "interaction" in line]
    assert line == f"Ended: interaction “Only the first” (clause 10 Article 6 {DECREE})"
    assert {"small.severe", "small.toddler"} <= set(ended.touched_benefits())


def test_benefits_are_touched_through_what_they_read_and_only_those() -> None:
    found = diff(small_law(), date(2026, 6, 30), date(2026, 7, 1))
    assert [change.key for change in found.changes] == ["small.level"]
    assert found.touched_benefits() == [
        "small.elder",
        "small.severe",
        "small.toddler",
        "small.water",
    ]


def test_a_rule_that_takes_the_place_of_another_is_a_change_of_version(tmp_path: Path) -> None:
    path = tmp_path / "elders.py"
    path.write_text(
        "from ansinh.engine import document, rule\n"
        "from tests.engine.small_law import Person\n\n"
        "@rule(document('3/2026/TEST').article(9), en='Everybody')\n"
        "def is_elder(person: Person) -> bool:\n"
        '    """Ai cũng là người cao tuổi."""\n'
        "    return person.height > 0\n",
        encoding="utf-8",
    )
    book = load_reform(path, small_law())
    found = diff(book, date(2026, 9, 30), date(2026, 10, 1))
    [change] = found.changes
    assert (change.key, change.how, change.en) == ("Person.is_elder", "changed", "Everybody")
    assert [cite.document for cite in change.cites][1] == "3/2026/TEST"
    assert "small.elder" in found.touched_benefits()
    assert "small.water" not in found.touched_benefits()


def test_a_change_without_an_article_has_no_empty_brackets() -> None:
    change = Change("rule", "Person.x", "begun", "Thử", "Try", ())
    assert change.line("vi") == "Bắt đầu quy định “Thử”"
    cited = Change(
        "parameter", "x.y", "changed", "Tỷ lệ", "Rate", (Article("1"),), "4,5", "6", "percent"
    )
    assert cited.line("en") == "Changed: figure “Rate”: 4.5 → 6 percent (1)"


def test_between_a_date_and_itself_nothing_changes() -> None:
    same = diff(national_law(), date(2025, 1, 1), date(2025, 1, 1))
    assert same.changes == ()
    assert same.lines() == same.touched_benefits() == []
