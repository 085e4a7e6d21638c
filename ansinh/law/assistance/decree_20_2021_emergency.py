"""Nghị định 20/2021/NĐ-CP, Điều 12, 13 và 15: trợ giúp xã hội khẩn cấp.

Each support arises in the month of the event. The amounts are minimums that the commune considers.
"""

from ansinh.engine import Law, Money, benefit, document, first_of_month, rule
from ansinh.law.facts.assistance import EmergencyHarm, EmergencyKind, HouseDamage
from ansinh.law.facts.entities import Emergency, Household, Person

DECREE = document("20/2021/NĐ-CP")
CAUSES_OF_HUNGER = (
    EmergencyKind.DISASTER,
    EmergencyKind.FIRE,
    EmergencyKind.CROP_FAILURE,
    EmergencyKind.LEAN_SEASON,
    EmergencyKind.FORCE_MAJEURE,
)
CAUSES_OF_INJURY = (
    EmergencyKind.DISASTER,
    EmergencyKind.FIRE,
    EmergencyKind.TRAFFIC_ACCIDENT,
    EmergencyKind.SERIOUS_WORK_ACCIDENT,
    EmergencyKind.FORCE_MAJEURE,
)
CAUSES_OF_LOSS_OF_HOUSE = (
    EmergencyKind.DISASTER,
    EmergencyKind.FIRE,
    EmergencyKind.FORCE_MAJEURE,
)


@rule(DECREE.article(12), en="Happened this month")
def is_this_month(emergency: Emergency, law: Law) -> bool:
    """Xảy ra trong tháng, tính đến ngày xét."""
    return first_of_month(law.date) <= emergency.happened_on <= law.date


# --- 12(1): gạo ---------------------------------------------------------------------------------


@benefit(
    DECREE.article(12, clause=1),
    code="assistance.rice_tet",
    name="Hỗ trợ gạo dịp Tết Nguyên đán",
    en="Rice at the Lunar New Year",
    paid="once",
    payer="state budget",
    domain="assistance",
    unit="kg",
    kind="goods",
    considered=True,
)
def rice_tet(household: Household, law: Law) -> int:
    """15 kg gạo mỗi người thiếu đói, một tháng."""
    return law.assistance.rice_per_person * sum(
        emergency.people_short_of_food
        for emergency in household.emergencies
        if emergency.is_this_month and emergency.kind == EmergencyKind.LUNAR_NEW_YEAR
    )


@benefit(
    DECREE.article(12, clause=1),
    code="assistance.rice_hunger",
    name="Hỗ trợ gạo khi thiếu đói do thiên tai, hỏa hoạn, mất mùa, giáp hạt",
    en="Rice in hunger after a disaster, fire, crop failure or in the lean season",
    paid="once",
    payer="state budget",
    domain="assistance",
    unit="kg",
    kind="goods",
    considered=True,
)
def rice_hunger(household: Household, law: Law) -> int:
    """15 kg gạo mỗi người mỗi tháng, không quá 03 tháng mỗi đợt."""
    return law.assistance.rice_per_person * sum(
        emergency.people_short_of_food
        * min(emergency.months_short_of_food, law.assistance.longest_rice)
        for emergency in household.emergencies
        if emergency.is_this_month and emergency.kind in CAUSES_OF_HUNGER
    )


# --- 13: người bị thương nặng -------------------------------------------------------------------


@rule(DECREE.article(2, clause=2), en="Was severely injured this month")
def is_severely_injured_this_month(person: Person, law: Law) -> bool:
    """Bị thương phải cấp cứu, điều trị từ 03 ngày trở lên, trong tháng."""
    return (
        person.harm == EmergencyHarm.INJURED
        and first_of_month(law.date) <= person.harmed_on <= law.date
        and person.days_of_treatment >= law.assistance.days_of_severe_injury
    )


@benefit(
    DECREE.article(13, clause=1),
    code="assistance.injury",
    name="Hỗ trợ người bị thương nặng",
    en="Support for severe injury",
    paid="once",
    payer="state budget",
    domain="assistance",
    considered=True,
)
def injury(person: Person, law: Law) -> Money:
    """Tối thiểu 10 lần mức chuẩn."""
    if not person.is_severely_injured_this_month or person.harm_cause not in CAUSES_OF_INJURY:
        return 0
    return person.household.assistance_level * law.assistance.injury_multiple


# --- 15: nhà ở ----------------------------------------------------------------------------------


@rule(DECREE.article(15, clause=1), en="Poor, near-poor or in difficulty")
def may_have_house_support(household: Household) -> bool:
    """Hộ nghèo, hộ cận nghèo, hộ có hoàn cảnh khó khăn."""
    return household.is_poor_or_near_poor or household.is_in_difficulty


@rule(DECREE.article(15, clause=1), en="Lost the house this month and has nowhere to live")
def lost_house_this_month(household: Household) -> bool:
    """Nhà đổ, sập, trôi, cháy hoàn toàn trong tháng và không còn nơi ở."""
    return any(
        emergency.has_no_other_home
        for emergency in household.emergencies
        if emergency.is_this_month
        and emergency.house_damage == HouseDamage.DESTROYED
        and emergency.kind in CAUSES_OF_LOSS_OF_HOUSE
    )


@benefit(
    DECREE.article(15, clause=1),
    code="assistance.house_lost",
    name="Hỗ trợ làm nhà ở",
    en="Support to rebuild a house",
    paid="once",
    payer="state budget",
    domain="assistance",
    considered=True,
)
def house_lost(household: Household, law: Law) -> Money:
    """Tối thiểu 40 triệu đồng cho hộ mất nhà, không còn nơi ở."""
    if not household.lost_house_this_month or not household.may_have_house_support:
        return 0
    return law.assistance.house_lost


@benefit(
    DECREE.article(15, clause=2),
    code="assistance.relocation",
    name="Hỗ trợ di dời nhà ở khẩn cấp",
    en="Support for urgent relocation",
    paid="once",
    payer="state budget",
    domain="assistance",
    considered=True,
)
def relocation(household: Household, law: Law) -> Money:
    """Tối thiểu 30 triệu đồng cho hộ phải di dời nhà ở khẩn cấp theo quyết định."""
    if any(e.must_relocate for e in household.emergencies if e.is_this_month):
        return law.assistance.relocation
    return 0


@rule(DECREE.article(15, clause=3), en="House badly damaged this month")
def house_badly_damaged_this_month(household: Household) -> bool:
    """Nhà hư hỏng nặng, không ở được trong tháng."""
    return any(
        emergency.house_damage == HouseDamage.BADLY_DAMAGED
        for emergency in household.emergencies
        if emergency.is_this_month and emergency.kind in CAUSES_OF_LOSS_OF_HOUSE
    )


@benefit(
    DECREE.article(15, clause=3),
    code="assistance.house_damaged",
    name="Hỗ trợ sửa chữa nhà ở",
    en="Support to repair a house",
    paid="once",
    payer="state budget",
    domain="assistance",
    considered=True,
)
def house_damaged(household: Household, law: Law) -> Money:
    """Tối thiểu 20 triệu đồng cho hộ có nhà hư hỏng nặng."""
    if not household.house_badly_damaged_this_month or not household.may_have_house_support:
        return 0
    return law.assistance.house_damaged
