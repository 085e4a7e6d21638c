"""An unknown number is no number below the first bracket, for any reader."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ansinh.engine.book import declared_versions
from ansinh.engine.evaluate import Evaluator
from ansinh.engine.kernel import Kernel
from ansinh.engine.outcome import Status
from ansinh.engine.overlay import load_rules
from ansinh.engine.tables import tables_of
from tests.engine.small_law import household, member, small_law

RULES = """
from ansinh.engine import Law, Money, benefit
from tests.engine.small_law import ACT, Person

@benefit(ACT.article(6), code="small.earlier", name="Trợ cấp thử", en="A test", paid="monthly",
         payer="state budget", domain="small")
def earlier_allowance(person: Person, law: Law) -> Money:
    \"\"\"Theo hệ số của chín nghìn năm trước.\"\"\"
    return law.small.level * law.small.elder_coefficient.of(person.age - 9000)
"""


def test_an_unknown_index_is_unknown_and_not_below_the_first_bracket(tmp_path: Path) -> None:
    path = tmp_path / "earlier.py"
    path.write_text(RULES, encoding="utf-8")
    book = small_law().revised(versions=declared_versions([load_rules(path)]))
    effect, known = date(2026, 12, 1), date(2026, 12, 31)
    top = household()
    an = member(top, "an")
    an.values.pop("birth_date", None)
    told = Evaluator(book, effect, known).outcomes(an)["small.earlier"]
    result = Kernel(book, benefits=["small.earlier"]).run(
        tables_of(book.entities, [top]), [(effect, known)]
    )
    mine = next(r for r in result.outcomes.to_pylist() if r["row"] == 0)
    assert told.status == Status(mine["status"]) == Status.UNDETERMINED
    assert told.needs == mine["needs"] == "Person.birth_date"
