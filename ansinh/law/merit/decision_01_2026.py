"""Quyết định 01/QĐ-CTN ngày 05/01/2026: quà Tết Bính Ngọ của Chủ tịch nước."""

from ansinh.engine import Law, Money, benefit, document, rule
from ansinh.law.facts.entities import Person

DECISION = document("01/QĐ-CTN")
LIST_CUT = "read through the press; the end of the second list was cut and follows earlier years"


@rule(
    DECISION.article(1),
    en="Level of the gift at Tết: 1, 2, or 0 for none",
    unverified=LIST_CUT,
)
def gift_tet_level(person: Person) -> int:
    """Như quà 27/7, thêm diện a, b, Anh hùng, người giúp đỡ cách mạng, tù đày, con dị dạng."""
    if (
        person.gift_27_7_level == 1
        or person.activist_pre_1945_allowance > 0
        or person.activist_pre_uprising_allowance > 0
        or person.hero_allowance > 0
        or person.helper_nurturing_allowance > 0
    ):
        return 1
    if (
        person.gift_27_7_level == 2
        or person.imprisoned_allowance > 0
        or person.helper_allowance > 0
        or person.agent_orange_child_allowance > 0
        or person.martyr_survivor_total > 0
    ):
        return 2
    return 0


@benefit(
    DECISION.article(1),
    code="merit.gift_tet",
    name="Quà Tết của Chủ tịch nước",
    en="President’s gift at Tết",
    paid="once",
    payer="central budget",
    domain="merit",
    unverified=LIST_CUT,
)
def gift_tet(person: Person, law: Law) -> Money:
    """Mỗi người một suất quà, mức cao nhất."""
    if not person.is_alive:
        return 0
    return law.merit.gift_tet.of(person.gift_tet_level)
