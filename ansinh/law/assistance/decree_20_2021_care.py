"""Nghị định 20/2021/NĐ-CP, Điều 18 đến 25: chăm sóc tại cộng đồng và tại cơ sở trợ giúp xã hội.

What is paid for somebody taken in stands with the person cared for: the amount follows from that
person's age and group, and the carer, who is paid, may live in another household.
"""

from ansinh.engine import (
    Law,
    Money,
    Rate,
    add_months,
    benefit,
    document,
    exists,
    first_of_month,
    only_highest,
    rule,
)
from ansinh.law.assistance.decree_20_2021_allowances import MONTHLY_ALLOWANCES
from ansinh.law.facts.assistance import FacilityStay
from ansinh.law.facts.choices import Sex
from ansinh.law.facts.entities import Household, Person

DECREE = document("20/2021/NĐ-CP")
CIRCULAR = document("02/2021/TT-BLĐTBXH")


@rule(DECREE.article(24), en="Lives in a social facility")
def lives_in_facility(person: Person) -> bool:
    """Sống tại cơ sở trợ giúp xã hội, nhà xã hội."""
    return person.facility_stay != FacilityStay.NONE


# --- 18(2), 19(2): bảo vệ khẩn cấp --------------------------------------------------------------


@rule(DECREE.article(18, clause=2), en="Is under urgent protection, up to three months")
def is_under_urgent_protection(person: Person, law: Law) -> bool:
    """Được chăm sóc, nuôi dưỡng tạm thời không quá 03 tháng."""
    if law.date < first_of_month(person.sheltered_since):
        return False
    return law.date < add_months(person.sheltered_since, law.assistance.longest_shelter)


@benefit(
    DECREE.article(19, clause=2),
    CIRCULAR.article(3),
    code="assistance.urgent_protection_meals",
    name="Tiền ăn trong thời gian bảo vệ khẩn cấp",
    en="Meals under urgent protection",
    paid="once",
    payer="state budget",
    domain="assistance",
    since="2021-07-01",
)
def urgent_protection_meals(person: Person, law: Law) -> Money:
    """60.000 đồng mỗi người mỗi ngày, theo số ngày trong tháng."""
    if not person.is_under_urgent_protection:
        return 0
    return law.assistance.meals_per_day * person.sheltered_days


# --- 20(1): nhận chăm sóc trẻ em không có nguồn nuôi dưỡng, người cao tuổi ------------------------


@rule(DECREE.article(20, clause=1), en="Is cared for by somebody who took them in")
def has_carer(person: Person) -> bool:
    """Có người nhận chăm sóc, nuôi dưỡng còn sống, và không ở cơ sở."""
    if person.lives_in_facility:
        return False
    if exists(person.carer):
        return person.carer.lives_in_this_month
    return person.is_taken_in


@benefit(
    DECREE.article(20, clause=1),
    code="assistance.care_taken_in",
    name="Hỗ trợ người nhận nuôi dưỡng trẻ em không có nguồn nuôi dưỡng, người cao tuổi",
    en="Support to whoever takes in a child without support or an elder",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def care_taken_in(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân hệ số theo tuổi trẻ em, hoặc 1,5 cho người cao tuổi, trả người nhận nuôi."""
    if person.is_child_without_support and person.has_carer:
        return person.household.assistance_level * law.assistance.coefficient_care_child.of(
            person.coefficient_age
        )
    if person.is_elder_taken_in_instead_of_facility and person.has_carer:
        return person.household.assistance_level * law.assistance.coefficient_care_elder
    return 0


# --- 20(2)(a), (b): người khuyết tật mang thai, nuôi con dưới 36 tháng ----------------------------


@rule(DECREE.article(20, clause=2, point="a"), en="Number of own children under 36 months")
def children_under_36_months(person: Person) -> int:
    """Số con dưới 36 tháng tuổi đang nuôi."""
    return sum(
        1
        for child in person.household.people
        if child.mother == person or child.father == person
        if child.lives_in_this_month and child.age_before_this_month < 3
    )


@rule(DECREE.article(20, clause=2, point="a"), en="Coefficient of a disabled parent's support")
def parent_care_coefficient(person: Person, law: Law) -> Rate:
    """Hệ số cao nhất: mang thai hoặc nuôi một con 1,5; cả hai, hoặc từ hai con trở lên 2,0."""
    if not person.is_disabled_enough or not person.can_be_paid_this_month:
        return 0
    if person.children_under_36_months >= 2:
        return law.assistance.coefficient_pregnant_and_raising
    if person.is_pregnant and person.children_under_36_months == 1:
        return law.assistance.coefficient_pregnant_and_raising
    if person.is_pregnant or person.children_under_36_months == 1:
        return law.assistance.coefficient_pregnant_or_raising
    return 0


@rule(DECREE.article(20, clause=2, point="a"), en="The couple's one support goes to the spouse")
def spouse_takes_the_support(person: Person) -> bool:
    """Cả vợ và chồng đủ điều kiện: một suất, hệ số cao hơn; bằng nhau thì người vợ nhận."""
    if not exists(person.spouse):
        return False
    mine = person.parent_care_coefficient
    theirs = person.spouse.parent_care_coefficient
    return theirs > mine or (theirs == mine and person.sex == Sex.MALE)


@benefit(
    DECREE.article(20, clause=2, point="a"),
    DECREE.article(20, clause=2, point="b"),
    code="assistance.care_pregnant_or_raising",
    name="Hỗ trợ người khuyết tật nặng, đặc biệt nặng mang thai hoặc nuôi con dưới 36 tháng",
    en="Support to a disabled person pregnant or raising a child under 36 months",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def care_pregnant_or_raising(person: Person) -> Money:
    """Mức chuẩn nhân hệ số, ngoài trợ cấp khuyết tật; cả vợ và chồng thì chỉ một suất."""
    if person.parent_care_coefficient == 0 or person.spouse_takes_the_support:
        return 0
    return person.household.assistance_level * person.parent_care_coefficient


# --- 20(2)(c), (d): chăm sóc người khuyết tật đặc biệt nặng ---------------------------------------


@rule(DECREE.article(20, clause=2, point="c"), en="Is cared for by the own family")
def is_cared_for_by_household(person: Person) -> bool:
    """Người khuyết tật đặc biệt nặng do hộ gia đình mình trực tiếp chăm sóc."""
    return (
        person.is_especially_severely_disabled
        and person.can_be_paid_this_month
        and not person.lives_in_facility
        and not person.is_taken_in
    )


@rule(DECREE.article(20, clause=2, point="c"), en="Members who live in this month")
def members_this_month(household: Household) -> int:
    """Số thành viên còn sống trong tháng: người ở một mình không có hộ trực tiếp chăm sóc."""
    return sum(1 for person in household.people if person.lives_in_this_month)


@benefit(
    DECREE.article(20, clause=2, point="c"),
    code="assistance.care_household",
    name="Hỗ trợ hộ trực tiếp chăm sóc người khuyết tật đặc biệt nặng",
    en="Support to a household caring for people with especially severe disability",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def care_household(household: Household, law: Law) -> Money:
    """Mức chuẩn nhân 1,0 cho mỗi người khuyết tật đặc biệt nặng được hộ chăm sóc."""
    if household.members_this_month < 2:
        return 0
    each = household.assistance_level * law.assistance.coefficient_care_household
    return each * sum(1 for person in household.people if person.is_cared_for_by_household)


@benefit(
    DECREE.article(20, clause=2, point="d"),
    code="assistance.care_taken_in_disabled",
    name="Hỗ trợ người nhận nuôi dưỡng người khuyết tật đặc biệt nặng",
    en="Support to whoever takes in a person with especially severe disability",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def care_taken_in_disabled(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân 2,5 cho trẻ em, 1,5 cho người từ đủ 16 tuổi; trả cho người nhận nuôi."""
    if not person.is_especially_severely_disabled or not person.is_taken_in:
        return 0
    if not person.can_be_paid_this_month or not person.has_carer:
        return 0
    return person.household.assistance_level * law.assistance.coefficient_taken_in_disabled.of(
        person.coefficient_age
    )


# --- 24, 25: tại cơ sở --------------------------------------------------------------------------


@rule(DECREE.article(25, clause=1), en="Is kept in a facility at the State's expense")
def is_entitled_to_upkeep(person: Person) -> bool:
    """Sống tại cơ sở vì hoàn cảnh đặc biệt khó khăn."""
    return (
        person.facility_stay == FacilityStay.ESPECIALLY_DIFFICULT and person.can_be_paid_this_month
    )


@benefit(
    DECREE.article(25, clause=1),
    DECREE.article(24, clause=1),
    code="assistance.institution_upkeep",
    name="Trợ cấp nuôi dưỡng tại cơ sở trợ giúp xã hội",
    en="Upkeep in a social facility",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def institution_upkeep(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân 5,0 dưới 4 tuổi, nhân 4,0 từ đủ 4 tuổi."""
    if not person.is_entitled_to_upkeep:
        return 0
    return person.household.assistance_level * law.assistance.coefficient_institution.of(
        person.coefficient_age
    )


UPKEEP_INSTEAD_OF_ALLOWANCE = only_highest(
    DECREE.article(25, clause=5),
    among=("assistance.institution_upkeep", *MONTHLY_ALLOWANCES),
    together=[(MONTHLY_ALLOWANCES, MONTHLY_ALLOWANCES)],
    vi="Hưởng trợ cấp nuôi dưỡng tại cơ sở thì không hưởng trợ cấp xã hội hằng tháng",
    en="Upkeep in a facility takes the place of the monthly social allowance",
)
