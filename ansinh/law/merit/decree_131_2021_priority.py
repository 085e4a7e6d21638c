"""Nghị định 131/2021/NĐ-CP, Điều 91, 99 đến 109: nhà ở, tiền sử dụng đất, việc làm, vay vốn."""

from ansinh.engine import Law, Rate, document, rule
from ansinh.law.facts.entities import Household, MeritRelation, MeritTitle, Person
from ansinh.law.facts.merit_choices import MeritKind, MeritKinship
from ansinh.law.merit.ordinance_02_2020_titles import BY_RATE, HEROES

DECREE = document("131/2021/NĐ-CP")
BY_KIND = (
    MeritKind.ACTIVIST_PRE_1945,
    MeritKind.ACTIVIST_PRE_UPRISING,
    MeritKind.HEROIC_MOTHER,
    *HEROES,
    MeritKind.IMPRISONED,
    MeritKind.RESISTANCE_ACTIVIST,
    MeritKind.HELPER_PRE_1945,
    MeritKind.HELPER_ORDER,
    MeritKind.HELPER_MEDAL,
)
WITH_LAND_AND_LOANS = (MeritKind.HEROIC_MOTHER, *HEROES, *BY_RATE, MeritKind.HELPER_PRE_1945)
WITH_JOBS = (*HEROES, MeritKind.HELPER_PRE_1945)
CHILDREN_WITH_JOBS = (
    MeritKind.ACTIVIST_PRE_1945,
    MeritKind.ACTIVIST_PRE_UPRISING,
    *HEROES,
    *BY_RATE,
)


@rule(
    DECREE.article(104),
    DECREE.article(105),
    en="Relief of the land-use fee by title",
    since="2021-07-01",
)
def title_relief(title: MeritTitle, law: Law) -> Rate:
    """Theo diện, hoặc theo tỷ lệ tổn thương cơ thể."""
    if not title.is_paid:
        return 0
    if title.kind in BY_KIND:
        return law.merit.relief[title.kind]
    return law.merit.relief_by_rate.of(title.counted_rate)


@rule(
    DECREE.article(104),
    DECREE.article(105),
    en="Relief of the land-use fee by relation",
    since="2021-07-01",
)
def relation_relief(relation: MeritRelation, law: Law) -> Rate:
    """Thân nhân liệt sĩ; đang hưởng tuất nuôi dưỡng thì miễn toàn bộ."""
    if not relation.is_martyr_family:
        return 0
    if relation.gives_nurturing:
        return 1
    return law.merit.relief_martyr_relative


@rule(DECREE.article(106), en="Relief of the land-use fee of a person", since="2021-07-01")
def land_fee_relief(person: Person) -> Rate:
    """Nhiều căn cứ thì một tỷ lệ cao nhất."""
    return max(
        max((title.title_relief for title in person.merit_titles), default=0),
        max((relation.relation_relief for relation in person.merit_relations), default=0),
    )


@rule(DECREE.article(106), en="Relief of the land-use fee of the household", since="2021-07-01")
def household_land_fee_relief(household: Household) -> Rate:
    """Nhiều thành viên thì cộng, không quá 100%, trong hạn mức, một lần cho một hộ."""
    if household.had_land_fee_relief:
        return 0
    return min(sum(person.land_fee_relief for person in household.people), 1)


@rule(DECREE.article(100), en="Relief of the rent of a social or state house", since="2021-07-01")
def rent_relief(person: Person) -> Rate:
    """Cùng tỷ lệ; sống cô đơn không nơi nương tựa thì miễn toàn bộ."""
    if person.land_fee_relief > 0 and person.lives_alone:
        return 1
    return person.land_fee_relief


@rule(
    DECREE.article(99),
    DECREE.article(102),
    en="Belongs to the housing support of merit",
    since="2021-07-01",
)
def has_merit_housing_priority(person: Person) -> bool:
    """Người có công, thân nhân liệt sĩ: hỗ trợ cải thiện nhà ở."""
    return person.is_person_with_merit or any(
        relation.is_martyr_family for relation in person.merit_relations
    )


@rule(
    DECREE.article(108),
    DECREE.article(109),
    en="Priority of land, water, forest, loans, and tax relief",
    since="2021-07-01",
)
def has_land_and_loan_priority(person: Person) -> bool:
    """Ưu tiên giao, thuê đất, mặt nước, rừng; vay vốn ưu đãi; miễn, giảm thuế."""
    return any(
        title.kind in WITH_LAND_AND_LOANS for title in person.merit_titles if title.counts
    ) or any(relation.is_martyr_family for relation in person.merit_relations)


@rule(DECREE.article(91), en="Priority of admission to study and of jobs", since="2021-07-01")
def has_job_priority(person: Person) -> bool:
    """Anh hùng, người giúp đỡ trước 1945, con của người có công, thân nhân liệt sĩ."""
    return any(title.kind in WITH_JOBS for title in person.merit_titles if title.counts) or any(
        relation.is_martyr_family
        or (relation.kinship == MeritKinship.CHILD and relation.kind in CHILDREN_WITH_JOBS)
        for relation in person.merit_relations
        if relation.is_relation_now
    )
