"""Nghị định 20/2021/NĐ-CP, Điều 11, 14 và 25: hỗ trợ chi phí mai táng.

What is paid on a death stands with the deceased, is paid to whoever organises the burial, and
arises in the month of the death.
"""

from ansinh.engine import Law, Money, benefit, document, first_of_month, only_highest, rule
from ansinh.law.facts.assistance import EmergencyHarm, EmergencyKind
from ansinh.law.facts.entities import Person

DECREE = document("20/2021/NĐ-CP")
DECREE_176 = document("176/2025/NĐ-CP")
CAUSES_OF_DEATH = (
    EmergencyKind.DISASTER,
    EmergencyKind.FIRE,
    EmergencyKind.EPIDEMIC,
    EmergencyKind.TRAFFIC_ACCIDENT,
    EmergencyKind.SERIOUS_WORK_ACCIDENT,
    EmergencyKind.FORCE_MAJEURE,
)


@rule(DECREE.article(11), en="Died this month")
def died_this_month(person: Person, law: Law) -> bool:
    """Chết trong tháng, tính đến ngày xét."""
    return first_of_month(law.date) <= person.death_date <= law.date


@rule(DECREE.article(11, clause=1, point="b"), en="Child of a poor single parent")
def is_child_of_poor_single_parent(child: Person) -> bool:
    """Con của người đơn thân nghèo đang nuôi con."""
    return child.counts_as_child_of_single_parent and any(
        parent.is_poor_single_parent
        for parent in child.household.people
        if child.mother == parent
        or child.father == parent
        or (child.carer == parent and child.is_adopted)
    )


@rule(DECREE.article(11, clause=1, point="c"), en="From 80, on a survivor's or other allowance")
def is_elder_on_survivor_allowance(person: Person) -> bool:
    """Người từ đủ 80 tuổi đang hưởng trợ cấp tuất BHXH hằng tháng, trợ cấp hằng tháng khác."""
    return person.age >= 80 and (person.insurance_allowance > 0 or person.draws_merit_allowance)


@rule(DECREE.article(11, clause=1), DECREE_176.article(5), en="Death gives funeral support")
def death_gives_funeral_support(person: Person) -> bool:
    """Người đang hưởng trợ cấp xã hội, hưu trí xã hội, hoặc thuộc diện hỗ trợ mai táng."""
    return (
        person.is_elder_on_survivor_allowance
        or person.is_social_pensioner
        or person.is_child_of_poor_single_parent
        or person.is_entitled_to_monthly_allowance
    )


@benefit(
    DECREE.article(11, clause=2),
    DECREE_176.article(5, clause=1),
    code="assistance.funeral",
    name="Hỗ trợ chi phí mai táng",
    en="Funeral support",
    paid="once",
    payer="state budget",
    domain="assistance",
)
def funeral_support(person: Person, law: Law) -> Money:
    """Tối thiểu 20 lần mức chuẩn cho người tổ chức mai táng."""
    if not person.died_this_month or not person.death_gives_funeral_support:
        return 0
    return person.household.assistance_level * law.assistance.funeral_multiple


@benefit(
    DECREE.article(25, clause=3),
    code="assistance.funeral_in_facility",
    name="Hỗ trợ mai táng người sống tại cơ sở",
    en="Funeral support for residents of a facility",
    paid="once",
    payer="state budget",
    domain="assistance",
)
def funeral_in_facility(person: Person, law: Law) -> Money:
    """Tối thiểu 50 lần mức chuẩn."""
    if not person.died_this_month or not person.is_entitled_to_upkeep:
        return 0
    return person.household.assistance_level * law.assistance.funeral_in_facility_multiple


@rule(DECREE.article(14, clause=1), en="Died or went missing in an emergency this month")
def is_victim_this_month(person: Person, law: Law) -> bool:
    """Chết trong tháng, hoặc mất tích trong tháng, trong sự việc khẩn cấp."""
    if person.harm == EmergencyHarm.DEAD:
        return person.died_this_month
    if person.harm == EmergencyHarm.MISSING:
        return first_of_month(law.date) <= person.harmed_on <= law.date
    return False


@benefit(
    DECREE.article(14, clause=1),
    code="assistance.death_emergency",
    name="Hỗ trợ hộ có người chết, mất tích do thiên tai, hỏa hoạn, tai nạn",
    en="Support for a death or disappearance in a disaster, fire or accident",
    paid="once",
    payer="state budget",
    domain="assistance",
    considered=True,
)
def death_emergency(person: Person, law: Law) -> Money:
    """Tối thiểu 50 lần mức chuẩn, trả cho hộ có người chết, mất tích."""
    if not person.is_victim_this_month or person.harm_cause not in CAUSES_OF_DEATH:
        return 0
    return person.household.assistance_level * law.assistance.death_multiple


HIGHEST_FUNERAL_SUPPORT = only_highest(
    DECREE.article(11, clause=2),
    DECREE_176.article(5, clause=2),
    among=("assistance.funeral", "assistance.funeral_in_facility", "assistance.death_emergency"),
    vi="Được hỗ trợ mai táng theo nhiều văn bản thì chỉ hưởng mức cao nhất",
    en="Of several funeral supports only the highest",
)
