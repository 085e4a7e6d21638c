"""Quyết định 754/QĐ-CTN (2022), 715/QĐ-CTN (2023): quà ngày Thương binh - Liệt sĩ 27/7.

Both decisions have the same two lists; those of later years were not found.
"""

from ansinh.engine import Law, Money, benefit, document, month_of, rule
from ansinh.law.facts.entities import MeritRelation, MeritTitle, Person
from ansinh.law.facts.merit_choices import MeritKind, MeritKinship
from ansinh.law.merit.ordinance_02_2020_titles import BY_RATE, WAR_INVALIDS

DECISION = document("754/QĐ-CTN")
DECISION_OF_2023 = document("715/QĐ-CTN")
JULY = 7
SEVERE = 81
THROUGH_THE_PRESS = "read through the press; the decisions of later years were not found"


@rule(
    DECISION.article(1),
    DECISION_OF_2023.article(1),
    en="Draws a merit allowance for an injury or disease",
)
def draws_by_rate(title: MeritTitle) -> bool:
    """Thương binh, bệnh binh, nhiễm chất độc hóa học đang hưởng trợ cấp hằng tháng."""
    return title.kind in BY_RATE and title.is_paid


@rule(
    DECISION.article(1),
    DECISION_OF_2023.article(1),
    en="Relative of a martyr who draws the nurturing allowance",
)
def is_nurtured_martyr_relative(person: Person) -> bool:
    """Thân nhân liệt sĩ đang hưởng trợ cấp tuất nuôi dưỡng hằng tháng."""
    return any(
        relation.gives_nurturing
        for relation in person.merit_relations
        if relation.kind == MeritKind.MARTYR
    )


@rule(
    DECISION.article(1),
    DECISION_OF_2023.article(1),
    en="Stands for the relatives of a martyr, or worships",
)
def stands_for_martyr(relation: MeritRelation) -> bool:
    """Đại diện thân nhân liệt sĩ, người thờ cúng liệt sĩ."""
    return (
        relation.kind == MeritKind.MARTYR
        and relation.is_relation_now
        and (relation.receives_for_family or relation.kinship == MeritKinship.WORSHIPPER)
    )


@rule(
    DECISION.article(1),
    DECISION_OF_2023.article(1),
    en="Is a war invalid on the loss-of-capacity regime",
)
def is_war_invalid_on_capacity_loss(person: Person) -> bool:
    """Thương binh đang hưởng chế độ mất sức lao động."""
    return person.draws_capacity_loss and any(
        title.kind in WAR_INVALIDS for title in person.merit_titles if title.counts
    )


@rule(
    DECISION.article(1),
    DECISION_OF_2023.article(1),
    en="Level of the gift of 27 July: 1, 2, or 0 for none",
    unverified=THROUGH_THE_PRESS,
)
def gift_27_7_level(person: Person) -> int:
    """Mỗi người một suất quà, mức cao nhất."""
    if (
        any(title.counted_rate >= SEVERE for title in person.merit_titles if title.draws_by_rate)
        or person.heroic_mother_allowance > 0
        or person.is_nurtured_martyr_relative
        or person.martyrs_on_scale > 1
    ):
        return 1
    if (
        any(title.draws_by_rate for title in person.merit_titles)
        or person.is_war_invalid_on_capacity_loss
        or any(relation.stands_for_martyr for relation in person.merit_relations)
    ):
        return 2
    return 0


@benefit(
    DECISION.article(1),
    DECISION_OF_2023.article(1),
    code="merit.gift_27_7",
    name="Quà của Chủ tịch nước ngày 27/7",
    en="President’s gift on 27 July",
    paid="once",
    payer="central budget",
    domain="merit",
    unverified=THROUGH_THE_PRESS,
)
def gift_27_7(person: Person, law: Law) -> Money:
    """Nhận trong tháng 7."""
    if month_of(law.date) != JULY or not person.is_alive:
        return 0
    return law.merit.gift_27_7.of(person.gift_27_7_level)
