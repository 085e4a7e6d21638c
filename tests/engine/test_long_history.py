"""A rule that counts months since 1995 is answered by all three readers, whoever is asked first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ansinh.engine.answers import Known
from ansinh.engine.evaluate import Evaluator
from ansinh.engine.kernel import Kernel
from ansinh.engine.oracle import Oracle
from ansinh.engine.reform import load_reform
from ansinh.engine.tables import tables_of
from tests.engine.small_law import household, member, small_law

RULES = """
from ansinh.engine import rule
from tests.engine.small_law import Person

@rule(en="Months", since="1995-01-01", otherwise=0)
def months_on_record(person: Person) -> int:
    \"\"\"Số tháng đã ghi.\"\"\"
    return person.last_month.months_on_record + 1
"""


def test_a_history_of_decades_is_no_deep_recursion(tmp_path: Path) -> None:
    (tmp_path / "months.py").write_text(RULES, encoding="utf-8")
    book = load_reform(tmp_path / "months.py", small_law())
    day, known = date(2026, 12, 1), date(2026, 12, 31)
    top = household()
    an, months = member(top, "an"), (2026 - 1995) * 12 + 12
    assert Oracle(book, day, known).value(an, "months_on_record") == months
    assert Evaluator(book, day, known).value(an, "months_on_record") == Known(months)
    kernel = Kernel(book, benefits=[], columns=["Person.months_on_record"])
    columns = kernel.run(tables_of(book.entities, [top]), [(day, known)]).columns
    assert columns["Person.months_on_record"][0].to_pylist() == [months] * 3
