"""Nghị định 42/2023/NĐ-CP: điều chỉnh lương hưu từ 01/7/2023."""

from datetime import date

from ansinh.engine import Law, Money, document, round_half_up, rule
from ansinh.law.facts.entities import Person

DECREE = document("42/2023/NĐ-CP")
FIRST_DAY = date(2023, 7, 1)
FIRST_DAY_OF_DECREE_108 = date(2022, 1, 1)
NEW_FUND = date(1995, 1, 1)
ROUNDED = "no text names the rounding to the đồng"


@rule(
    DECREE.article(2),
    since="2023-07-01",
    en="Pension after July 2023",
    unverified=ROUNDED,
)
def pension_after_july_2023(person: Person, law: Law) -> Money:
    """Tăng 12,5% (20,8% nếu chưa tăng theo Nghị định 108/2021), rồi nâng mức thấp trước 1995."""
    if person.pension_amount_since >= FIRST_DAY:
        return person.pension_amount_at_first
    if person.pensioner_since >= FIRST_DAY_OF_DECREE_108:
        return round_half_up(
            person.pension_amount_at_first * (1 + law.insurance.increase_42_2023.first)
        )
    raised = round_half_up(
        person.pension_after_january_2022 * (1 + law.insurance.increase_42_2023.again)
    )
    if person.pensioner_since >= NEW_FUND:
        return raised
    lifted = min(
        raised + law.insurance.increase_42_2023.top_up, law.insurance.increase_42_2023.floor
    )
    return max(raised, lifted)
