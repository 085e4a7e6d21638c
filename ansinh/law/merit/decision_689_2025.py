"""Quyết định 689/QĐ-CTN ngày 23/4/2025: quà nhân dịp 30/4 và 2/9/2025."""

from ansinh.engine import Law, Money, benefit, document
from ansinh.law.facts.entities import Person

DECISION = document("689/QĐ-CTN")


@benefit(
    DECISION.article(1),
    code="merit.gift_2025",
    name="Quà nhân dịp 30/4 và 2/9/2025",
    en="Gift on 30 April and 2 September 2025",
    paid="once",
    payer="central budget",
    domain="merit",
    unverified="read through the press; article assumed",
)
def gift_2025(person: Person, law: Law) -> Money:
    """Người có công hưởng hằng tháng, thân nhân liệt sĩ hưởng tuất, đại diện, thờ cúng."""
    if not person.is_alive:
        return 0
    if (
        person.own_merit_amount > 0
        or person.martyr_survivor_total > 0
        or any(relation.stands_for_martyr for relation in person.merit_relations)
    ):
        return law.merit.gift_2025
    return 0
