"""A rule that counts months since 1995 is answered by all three readers, whoever is asked first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ansinh.engine.answers import Known
from ansinh.engine.book import LawBook, declared_versions
from ansinh.engine.evaluate import Evaluator
from ansinh.engine.kernel import Kernel
from ansinh.engine.oracle import Oracle
from ansinh.engine.overlay import load_rules
from ansinh.engine.tables import tables_of
from tests.engine.small_law import household, member, small_law

RULES = """
from ansinh.engine import rule
from tests.engine.small_law import Household, Person

@rule(en="Months", since="1995-01-01", otherwise=0)
def months_on_record(person: Person) -> int:
    \"\"\"Số tháng đã ghi.\"\"\"
    return person.last_month.months_on_record + 1

@rule(en="Of all, a month ago", since="1995-01-01", otherwise=0)
def months_of_all(household: Household) -> int:
    \"\"\"Tổng số tháng của cả hộ, tháng trước.\"\"\"
    return sum(p.months_on_record for p in household.last_month.people)
"""


def law_with_months(folder: Path) -> LawBook:
    """The small law and these rules."""
    path = folder / "months.py"
    path.write_text(RULES, encoding="utf-8")
    return small_law().revised(versions=declared_versions([load_rules(path)]))


def test_a_history_of_decades_is_no_deep_recursion(tmp_path: Path) -> None:
    book = law_with_months(tmp_path)
    day, known = date(2026, 12, 1), date(2026, 12, 31)
    top = household()
    an, months = member(top, "an"), (2026 - 1995) * 12 + 12
    assert Oracle(book, day, known).value(an, "months_on_record") == months
    assert Evaluator(book, day, known).value(an, "months_on_record") == Known(months)
    kernel = Kernel(book, benefits=[], columns=["Person.months_on_record"])
    columns = kernel.run(tables_of(book.entities, [top]), [(day, known)]).columns
    assert columns["Person.months_on_record"][0].to_pylist() == [months] * 3


def test_members_seen_a_month_ago_are_read_a_month_ago(tmp_path: Path) -> None:
    book = law_with_months(tmp_path)
    day, known = date(2026, 12, 1), date(2026, 12, 31)
    top, months = household(), 3 * ((2026 - 1995) * 12 + 11)
    assert book.program.rules["Household.months_of_all"].reads_earlier == {
        "Person.months_on_record"
    }
    assert Oracle(book, day, known).value(top, "months_of_all") == months
    assert Evaluator(book, day, known).value(top, "months_of_all") == Known(months)
    kernel = Kernel(book, benefits=[], columns=["Household.months_of_all"])
    columns = kernel.run(tables_of(book.entities, [top]), [(day, known)]).columns
    assert columns["Household.months_of_all"][0].to_pylist() == [months]
