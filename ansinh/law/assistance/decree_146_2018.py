"""Nghị định 146/2018/NĐ-CP: thẻ bảo hiểm y tế do ngân sách đóng từ trợ cấp xã hội."""

from ansinh.engine import benefit, document
from ansinh.law.facts.entities import Person

DECREE = document("146/2018/NĐ-CP")
DECREE_20 = document("20/2021/NĐ-CP")
LAW_41 = document("41/2024/QH15")


@benefit(
    DECREE.article(3, clause=8),
    DECREE_20.article(9),
    DECREE_20.article(25, clause=2),
    LAW_41.article(22, clause=3),
    code="assistance.health_card",
    name="Thẻ bảo hiểm y tế của người hưởng trợ cấp xã hội, trợ cấp hưu trí xã hội",
    en="Health insurance card of recipients of social allowances and the social pension",
    paid="in kind",
    payer="state budget",
    domain="assistance",
    unit="card",
    kind="insurance",
    since="2021-07-01",
)
def health_card(person: Person) -> bool:
    """Người hưởng trợ cấp xã hội hằng tháng, sống ở cơ sở hoặc hưởng trợ cấp hưu trí xã hội."""
    return person.is_alive and (
        person.is_entitled_to_monthly_allowance
        or person.is_entitled_to_upkeep
        or person.is_social_pensioner
    )
