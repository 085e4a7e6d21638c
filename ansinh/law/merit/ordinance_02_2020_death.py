"""Pháp lệnh 02/2020/UBTVQH14: trợ cấp mai táng, trợ cấp một lần khi người đang hưởng từ trần.

What is paid on a death stands with the deceased and arises in the month of the death.
"""

from ansinh.engine import Law, Money, benefit, document, first_of_month, only_highest, rule
from ansinh.law.facts.entities import MeritRelation, Person
from ansinh.law.facts.merit_choices import MeritKind
from ansinh.law.merit.ordinance_02_2020_titles import HELPERS

ORDINANCE = document("02/2020/UBTVQH14")
DECREE_131 = document("131/2021/NĐ-CP")
FUNERAL_WITHOUT_ALLOWANCE = (MeritKind.RESISTANCE_ACTIVIST, *HELPERS)


@rule(ORDINANCE.article(10, clause=3), en="Died this month")
def died_in_the_month(person: Person, law: Law) -> bool:
    """Từ trần trong tháng, tính đến ngày xét."""
    return first_of_month(law.date) <= person.death_date <= law.date


@rule(ORDINANCE.article(16, clause=11), en="Drawn as a relative of a martyr, for this relation")
def drawn_for_martyr(relation: MeritRelation) -> Money:
    """Trợ cấp tuất của thân nhân liệt sĩ theo khoản 3 Điều 16."""
    if relation.kind != MeritKind.MARTYR:
        return 0
    return relation.survivor_amount


@rule(
    ORDINANCE.article(16, clause=3),
    ORDINANCE.article(16, clause=11),
    en="Drawn as a relative of martyrs",
)
def martyr_survivor_total(person: Person, law: Law) -> Money:
    """Trợ cấp tuất đang hưởng với tư cách thân nhân liệt sĩ."""
    if person.martyrs_on_scale > 1:
        return person.merit_survivor_allowance
    return min(
        sum(relation.drawn_for_martyr for relation in person.merit_relations),
        law.merit.martyr_survivor.of(2),
    )


@benefit(
    ORDINANCE.article(25, clause=4),
    ORDINANCE.article(16, clause=11),
    ORDINANCE.article(31, clause=6),
    DECREE_131.article(121, clause=2),
    code="merit.death_allowance",
    name="Trợ cấp một lần khi người đang hưởng trợ cấp ưu đãi từ trần",
    en="Once-only allowance on the death of a recipient",
    paid="once",
    payer="central budget",
    domain="merit",
    unverified="Article 31(6) names the allowance alone, Decree 131 Article 121(2) both",
)
def death_allowance(person: Person, law: Law) -> Money:
    """Ba tháng trợ cấp, phụ cấp hiện hưởng, trừ trợ cấp người phục vụ và tuất nuôi dưỡng."""
    if not person.died_in_the_month:
        return 0
    drawn = (
        person.own_merit_amount + person.martyr_survivor_total + person.agent_orange_child_allowance
    )
    return drawn * law.merit.death_months


@rule(
    ORDINANCE.article(37, clause=2),
    ORDINANCE.article(40, clause=3),
    en="Has a title that gives a funeral without an allowance",
)
def has_title_with_funeral(person: Person) -> bool:
    """Người hoạt động kháng chiến, người giúp đỡ cách mạng: kể cả khi không hưởng hằng tháng."""
    return any(
        title.kind in FUNERAL_WITHOUT_ALLOWANCE for title in person.merit_titles if title.counts
    )


@rule(ORDINANCE.article(6, clause=4), en="The death gives the merit funeral allowance")
def death_gives_merit_funeral(person: Person) -> bool:
    """Đang hưởng trợ cấp ưu đãi, là thân nhân liệt sĩ hưởng tuất, con dị dạng, hoặc Điều 37, 40."""
    return (
        person.own_merit_amount > 0
        or person.martyr_survivor_total > 0
        or person.agent_orange_child_allowance > 0
        or person.has_title_with_funeral
    )


@benefit(
    ORDINANCE.article(6, clause=4),
    DECREE_131.article(121, clause=1),
    code="merit.funeral",
    name="Trợ cấp mai táng người có công, thân nhân liệt sĩ",
    en="Funeral allowance of the merit regime",
    paid="once",
    payer="central budget",
    domain="merit",
)
def merit_funeral(person: Person, law: Law) -> Money:
    """Mức mai táng của bảo hiểm xã hội; bảo hiểm xã hội đã chi trả thì không chi lần nữa."""
    if not person.died_in_the_month or person.has_insurance_funeral:
        return 0
    if not person.death_gives_merit_funeral:
        return 0
    return law.insurance.reference_level * law.insurance.survivors.funeral


HIGHEST_FUNERAL = only_highest(
    ORDINANCE.article(6, clause=4),
    among=(
        "merit.funeral",
        "assistance.funeral",
        "assistance.funeral_in_facility",
        "assistance.death_emergency",
    ),
    vi="Chỉ một trợ cấp mai táng từ ngân sách nhà nước, mức cao nhất",
    en="One funeral allowance from the state budget, the highest",
)
