"""Nghị định 131/2021/NĐ-CP, Điều 82 đến 88 và 183: bảo hiểm y tế, điều dưỡng, xe lăn."""

from ansinh.engine import Law, Rate, benefit, document, only_first, rule
from ansinh.law.facts.entities import MeritRelation, MeritTitle, Person
from ansinh.law.facts.merit_choices import MeritKind, MeritKinship
from ansinh.law.merit.ordinance_02_2020_titles import BY_RATE, HEROES, WAR_INVALIDS

DECREE = document("131/2021/NĐ-CP")
DECREE_146 = document("146/2018/NĐ-CP")
LAW_HEALTH = document("25/2008/QH12")
LAW_51 = document("51/2024/QH15")
ORDINANCE = document("02/2020/UBTVQH14")
SUCCESSOR_NOT_READ = "from 15 August 2025 Decree 188/2025 may change it: its lists were not read"
CLAUSES_OF_A_DIGEST = "read in a digest of Articles 9 to 39 and 84"
SEVERE = 81
LEAST_OF_RELATIVES = 61
LEAST_AGE_OF_A_CHILD = 6
ALWAYS_SEVERE = (
    MeritKind.ACTIVIST_PRE_1945,
    MeritKind.ACTIVIST_PRE_UPRISING,
    MeritKind.HEROIC_MOTHER,
)
YEARLY = (*ALWAYS_SEVERE, MeritKind.HELPER_PRE_1945)
EVERY_SECOND_YEAR = (*HEROES, MeritKind.IMPRISONED, MeritKind.HELPER_ORDER)
ACTIVISTS = (MeritKind.ACTIVIST_PRE_1945, MeritKind.ACTIVIST_PRE_UPRISING)
FAMILY = (
    MeritKinship.FATHER,
    MeritKinship.MOTHER,
    MeritKinship.SPOUSE,
    MeritKinship.CHILD,
    MeritKinship.FOSTERER,
)
PARENTS = (MeritKinship.FATHER, MeritKinship.MOTHER)
SPOUSE_AND_CHILD = (MeritKinship.SPOUSE, MeritKinship.CHILD)
WITH_CHAIR = (
    *ALWAYS_SEVERE,
    *HEROES,
    MeritKind.AGENT_ORANGE,
    MeritKind.IMPRISONED,
    MeritKind.HELPER_PRE_1945,
)
INVALIDS_AND_SOLDIERS = (*WAR_INVALIDS, MeritKind.SICK_SOLDIER)


# --- bảo hiểm y tế ---


@rule(
    ORDINANCE.article(16, clause=6),
    DECREE_146.article(3, clause=11),
    en="A relative of a martyr with a card",
)
def is_martyr_family(relation: MeritRelation) -> bool:
    """Cha, mẹ, vợ, chồng, con, người có công nuôi liệt sĩ."""
    return (
        relation.kind == MeritKind.MARTYR
        and relation.kinship in FAMILY
        and relation.is_relation_now
    )


@rule(
    DECREE.article(183),
    en="A child that has a card as a relative",
    unverified=SUCCESSOR_NOT_READ,
    since="2021-07-01",
)
def is_insured_child(relation: MeritRelation) -> bool:
    """Con từ đủ 06 tuổi đến dưới 18 tuổi, hoặc còn đi học, hoặc khuyết tật nặng."""
    return relation.person.age >= LEAST_AGE_OF_A_CHILD and relation.is_child_in_need


@rule(
    DECREE.article(183),
    DECREE_146.article(3, clause=12),
    en="Another relative with a card",
    unverified=SUCCESSOR_NOT_READ,
    since="2021-07-01",
)
def is_other_insured_family(relation: MeritRelation) -> bool:
    """Vợ, chồng, con của diện a, b; cha, mẹ, vợ, chồng, con của Anh hùng, người từ 61%."""
    if not relation.is_relation_now:
        return False
    if relation.deformity_amount > 0:
        return relation.person.age >= LEAST_AGE_OF_A_CHILD
    if relation.kinship == MeritKinship.CHILD and not relation.is_insured_child:
        return False
    if relation.kind in ACTIVISTS:
        return relation.kinship in SPOUSE_AND_CHILD
    if relation.kind in HEROES:
        return relation.kinship in FAMILY
    return (
        relation.kind in BY_RATE
        and relation.kinship in FAMILY
        and relation.injury_rate >= LEAST_OF_RELATIVES
    )


@rule(
    DECREE.article(183),
    DECREE_146.article(3, clause=19),
    en="Cares at home for a person with merit",
    unverified=SUCCESSOR_NOT_READ,
    since="2021-07-01",
)
def is_merit_caregiver(person: Person) -> bool:
    """Người phục vụ Bà mẹ VNAH, người từ 81%, sống ở gia đình."""
    return any(
        other.carer == person and other.caregiver_allowance > 0 for other in person.household.people
    )


@rule(
    DECREE.article(82),
    DECREE.article(183),
    DECREE_146.article(14),
    en="Health insurance group of the merit regime: 1 paid in full, 2 at 95 %, 0 none",
    unverified=SUCCESSOR_NOT_READ,
    since="2021-07-01",
)
def merit_health_group(person: Person) -> int:
    """Nhóm 1: người có công, thân nhân liệt sĩ; nhóm 2: thân nhân khác, người phục vụ."""
    if not person.is_alive:
        return 0
    if person.is_person_with_merit:
        return 1
    if any(relation.is_martyr_family for relation in person.merit_relations):
        return 1
    if person.remarried_spouse_allowance > 0 or person.is_merit_caregiver:
        return 2
    return 2 if any(r.is_other_insured_family for r in person.merit_relations) else 0


@benefit(
    DECREE.article(82),
    DECREE_146.article(3, clause=3),
    code="merit.health_card",
    name="Thẻ bảo hiểm y tế người có công, thân nhân, người phục vụ",
    en="Health insurance card of people with merit, relatives and caregivers",
    paid="in kind",
    payer="central budget",
    domain="merit",
    unit="card",
    kind="insurance",
    unverified=SUCCESSOR_NOT_READ,
    since="2021-07-01",
)
def merit_health_card(person: Person) -> bool:
    """Ngân sách nhà nước đóng bảo hiểm y tế."""
    return person.merit_health_group > 0


ONE_CARD = only_first(
    LAW_HEALTH.article(13, clause=5),
    LAW_51.article(1),
    among=("merit.health_card", "assistance.health_card"),
    vi="Thuộc nhiều nhóm thì đóng theo nhóm đứng trước tại Điều 12: một thẻ bảo hiểm y tế",
    en="In several groups, the first of Article 12 counts: one health insurance card",
    unverified="the place of those who serve at home in Article 12 was not read",
)


@rule(
    DECREE_146.article(14),
    DECREE.article(82),
    en="Share of the cost of treatment that the card pays",
    since="2021-07-01",
    unverified=SUCCESSOR_NOT_READ,
)
def merit_health_share(person: Person, law: Law) -> Rate:
    """Mức hưởng cao nhất theo diện người có công."""
    return law.merit.health_share.of(person.merit_health_group)


@rule(
    DECREE_146.article(14),
    en="No ceiling on drugs, supplies and services",
    since="2021-07-01",
    unverified=SUCCESSOR_NOT_READ,
)
def has_health_without_ceiling(person: Person) -> bool:
    """Diện a, b, Bà mẹ VNAH, người từ 81%: không áp dụng giới hạn tỷ lệ thanh toán."""
    return any(
        title.kind in ALWAYS_SEVERE or title.counted_rate >= SEVERE
        for title in person.merit_titles
        if title.is_paid
    )


# --- điều dưỡng ---


@rule(
    DECREE.article(84),
    ORDINANCE.article(24),
    en="Years from one convalescence to the next, by title",
    unverified=CLAUSES_OF_A_DIGEST,
    since="2021-07-01",
)
def convalescence_of_title(title: MeritTitle) -> int:
    """Hằng năm hoặc hai năm một lần."""
    if not title.is_paid:
        return 0
    if title.kind in YEARLY or title.counted_rate >= SEVERE:
        return 1
    return 2 if title.kind in EVERY_SECOND_YEAR or title.kind in BY_RATE else 0


@rule(ORDINANCE.article(16, clause=5), en="Martyrs whose parent the person is")
def martyr_children(person: Person) -> int:
    """Số liệt sĩ là con đẻ."""
    return sum(
        1
        for relation in person.merit_relations
        if relation.kinship in PARENTS and relation.is_martyr_family
    )


@rule(
    ORDINANCE.article(16, clause=5),
    DECREE.article(84),
    en="Years from one convalescence to the next, by relation",
)
def convalescence_of_relation(relation: MeritRelation) -> int:
    """Cha, mẹ của con duy nhất hoặc từ 02 liệt sĩ: hằng năm; thân nhân khác: hai năm."""
    if not relation.is_martyr_family:
        return 0
    if relation.kinship in PARENTS:
        return 1 if relation.is_only_child or relation.person.martyr_children > 1 else 2
    if relation.kinship == MeritKinship.CHILD and not relation.is_severely_disabled_child:
        return 0
    return 2


@rule(
    DECREE.article(84, clause=2),
    en="Years from one convalescence to the next",
    since="2021-07-01",
)
def convalescence_every(person: Person) -> int:
    """Số năm từ lần điều dưỡng trước đến lần sau, theo căn cứ có lợi nhất."""
    if any(title.convalescence_of_title == 1 for title in person.merit_titles) or any(
        relation.convalescence_of_relation == 1 for relation in person.merit_relations
    ):
        return 1
    if any(title.convalescence_of_title == 2 for title in person.merit_titles) or any(
        relation.convalescence_of_relation == 2 for relation in person.merit_relations
    ):
        return 2
    return 0


# --- phương tiện trợ giúp ---


@rule(DECREE.article(88), en="Is a war invalid or sick soldier", since="2021-07-01")
def is_war_invalid_or_sick_soldier(person: Person) -> bool:
    """Thương binh, người hưởng chính sách như thương binh, bệnh binh."""
    return any(title.kind in INVALIDS_AND_SOLDIERS for title in person.merit_titles if title.counts)


@rule(
    DECREE.article(88),
    en="May have a chair or cane",
    unverified=CLAUSES_OF_A_DIGEST,
    since="2021-07-01",
)
def may_have_chair(person: Person) -> bool:
    """Diện a, b, d, đ, e, i, k, m khoản 1; thân nhân liệt sĩ hưởng tuất; con dị dạng."""
    return (
        any(title.kind in WITH_CHAIR for title in person.merit_titles if title.counts)
        or person.martyr_survivor_total > 0
        or person.agent_orange_child_allowance > 0
    )


@rule(
    document("75/2021/NĐ-CP").article(13, clause=3),
    en="War invalid or sick soldier of 81 % or more who draws",
    since="2021-07-01",
)
def is_severe_invalid_or_soldier(person: Person) -> bool:
    """Thương binh, bệnh binh có tỷ lệ từ 81% đang hưởng trợ cấp hằng tháng."""
    return any(
        title.kind in INVALIDS_AND_SOLDIERS and title.counted_rate >= SEVERE
        for title in person.merit_titles
        if title.is_paid
    )
