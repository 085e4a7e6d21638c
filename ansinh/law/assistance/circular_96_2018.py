"""Thông tư 96/2018/TT-BTC: quà chúc thọ, mừng thọ người cao tuổi.

The State President gives a centenarian 5 m of silk besides the money, the provincial chairman gives
goods worth 150,000 đồng at 90; gifts at other ages are for the province to decide.
"""

from ansinh.engine import Law, Money, benefit, document, month_of, rule
from ansinh.law.facts.entities import Person

LAW_39 = document("39/2009/QH12")
CIRCULAR = document("96/2018/TT-BTC")


@rule(LAW_39.article(21), en="Has the birthday in this month, and has reached it")
def completes_a_year_this_month(person: Person, law: Law) -> bool:
    """Tròn tuổi trong tháng: quà được ghi nhận một lần, vào tháng sinh nhật."""
    return (
        month_of(person.birth_date) == month_of(law.date)
        and person.age > person.age_before_this_month
    )


@benefit(
    CIRCULAR.article(3, clause=2),
    LAW_39.article(21),
    code="assistance.longevity_gift",
    name="Quà chúc thọ, mừng thọ 90 tuổi, 100 tuổi (tiền mặt)",
    en="Longevity gift at 90 and 100 (cash part)",
    paid="once",
    payer="state budget",
    domain="assistance",
)
def longevity_gift(person: Person, law: Law) -> Money:
    """Chúc thọ tuổi 90 và tuổi 100: mức tiền mặt tối thiểu."""
    if not person.is_alive or not person.is_elderly or not person.completes_a_year_this_month:
        return 0
    return law.assistance.longevity_cash.of(person.age)
