"""Luật Bảo hiểm xã hội 41/2024/QH15: ai được hưởng trợ cấp hưu trí xã hội từ 01/7/2025."""

from ansinh.engine import Law, document, only_highest, rule
from ansinh.law.assistance.decree_20_2021_allowances import MONTHLY_ALLOWANCES
from ansinh.law.facts.entities import Person

LAW = document("41/2024/QH15")
LAW_58 = document("58/2014/QH13")
DECREE_176 = document("176/2025/NĐ-CP")
LOWEST_AGE_OF_WORK = 15
LEAST_YEARS_OF_CONTRIBUTION = 15


@rule(
    LAW.article(64, clause=1),
    en="Draws a retirement pension",
    unverified="article from memory: at least 15 years of contributions",
)
@rule(
    LAW_58.article(54, clause=1),
    en="Draws a retirement pension",
    unverified="article from memory: at least 20 years, of which 15 is the safe side",
)
def draws_pension(person: Person) -> bool:
    """Đang hưởng lương hưu: trước 30 tuổi chưa ai đủ 15 năm đóng kể từ tuổi 15."""
    if person.age < LOWEST_AGE_OF_WORK + LEAST_YEARS_OF_CONTRIBUTION:
        return False
    return person.insurance_pension > 0


@rule(LAW.article(21, clause=1, point="a"), en="From full 75 years")
def is_75_or_older(person: Person) -> bool:
    """Từ đủ 75 tuổi trở lên."""
    return person.age >= 75


@rule(LAW.article(21, clause=2), en="From full 70 to under 75, poor or near-poor")
def is_poor_70_to_75(person: Person) -> bool:
    """Từ đủ 70 tuổi đến dưới 75 tuổi thuộc hộ nghèo, hộ cận nghèo."""
    household = person.household
    return 70 <= person.age < 75 and (household.is_poor or household.is_near_poor)


@rule(
    LAW.article(21, clause=1, point="b"),
    DECREE_176.article(2, clause=1, point="b"),
    en="No pension or insurance allowance, or one below the social pension",
)
def has_no_sufficient_pension(person: Person, law: Law) -> bool:
    """Không hưởng lương hưu, trợ cấp BHXH hằng tháng, hoặc hưởng mức thấp hơn."""
    return (
        person.insurance_pension + person.insurance_allowance < law.assistance.social_pension_level
    )


@rule(
    LAW.article(21),
    DECREE_176.article(2),
    en="Belongs to the social pension group",
)
def qualifies_for_social_pension(person: Person) -> bool:
    """Đủ điều kiện hưởng trợ cấp hưu trí xã hội (khi có văn bản đề nghị)."""
    return (
        person.can_be_paid_this_month
        and person.is_citizen
        and (person.is_75_or_older or person.is_poor_70_to_75)
        and person.has_no_sufficient_pension
    )


HIGHER_OF_SOCIAL_PENSION_AND_ALLOWANCE = only_highest(
    LAW.article(22, clause=2),
    DECREE_176.article(3, clause=1),
    among=("assistance.social_pension", *MONTHLY_ALLOWANCES),
    together=[(MONTHLY_ALLOWANCES, MONTHLY_ALLOWANCES)],
    vi="Đồng thời thuộc diện trợ cấp xã hội hằng tháng thì hưởng chế độ cao hơn",
    en="Whoever also has a monthly social allowance gets the higher one",
)
