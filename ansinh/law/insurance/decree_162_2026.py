"""Nghị định 162/2026/NĐ-CP: điều chỉnh lương hưu từ 01/7/2026."""

from datetime import date

from ansinh.engine import Law, Money, document, round_half_up, rule
from ansinh.law.facts.entities import Person

DECREE = document("162/2026/NĐ-CP")
FIRST_DAY = date(2026, 7, 1)
NEW_FUND = date(1995, 1, 1)
ROUNDED = "no text names the rounding to the đồng"


@rule(DECREE.article(2), since="2026-07-01", en="Pension after July 2026", unverified=ROUNDED)
def pension_after_july_2026(person: Person, law: Law) -> Money:
    """Tăng 8%; người nghỉ trước 1995 còn thấp được tăng thêm đến 3.800.000 đồng."""
    if person.pension_amount_since >= FIRST_DAY:
        return person.pension_amount_at_first
    raised = round_half_up(
        person.pension_after_july_2024 * (1 + law.insurance.increase_162_2026.percent)
    )
    if person.pensioner_since >= NEW_FUND:
        return raised
    lifted = min(
        raised + law.insurance.increase_162_2026.top_up, law.insurance.increase_162_2026.floor
    )
    return max(raised, lifted)
