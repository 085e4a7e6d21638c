"""Nghị quyết năm 2021 của HĐND tỉnh Bắc Giang: thêm đối tượng hưởng trợ cấp xã hội hằng tháng."""

from ansinh.engine import Money, benefit, document, only_highest, rule
from ansinh.law.assistance.decree_20_2021_allowances import MONTHLY_ALLOWANCES
from ansinh.law.facts.choices import FormerProvince
from ansinh.law.facts.entities import Household, Person

RESOLUTION = document("BG-TGXH-2021/NQ-HĐND")
SUMMARY = "read in the beginning of a news summary; number and articles not found"


@rule(RESOLUTION.article(), en="Lives on the old territory of Bắc Giang", unverified=SUMMARY)
def lives_in_old_bac_giang(household: Household) -> bool:
    """Sống trên địa bàn tỉnh Bắc Giang cũ."""
    return household.area.former_province == FormerProvince.BAC_GIANG


@rule(
    RESOLUTION.article(),
    unverified=SUMMARY,
    en="From 80, poor or near-poor, in an especially difficult commune or village of Bắc Giang",
)
def is_extra_elder_of_bac_giang(person: Person) -> bool:
    """Từ đủ 80 tuổi thuộc hộ nghèo, cận nghèo ở xã, thôn đặc biệt khó khăn của tỉnh."""
    return (
        person.can_be_paid_this_month
        and person.age >= 80
        and person.is_elderly
        and person.household.is_poor_or_near_poor
        and person.household.lives_in_old_bac_giang
        and person.household.lives_in_especially_difficult_area
    )


@benefit(
    RESOLUTION.article(),
    code="assistance.bac_giang_elder_80",
    name="Trợ cấp người từ đủ 80 tuổi hộ nghèo, cận nghèo vùng đặc biệt khó khăn (Bắc Giang)",
    en="Allowance from 80 for the poor and near-poor of especially difficult areas (Bắc Giang)",
    paid="monthly",
    payer="province budget",
    domain="assistance",
    unverified=SUMMARY,
)
def bac_giang_elder_80_allowance(person: Person) -> Money:
    """Mức chuẩn nhân 1,0, kể cả khi có lương hưu, trợ cấp bảo hiểm xã hội."""
    if not person.is_extra_elder_of_bac_giang:
        return 0
    return person.household.assistance_level


HIGHEST_WITH_THE_PROVINCE = only_highest(
    RESOLUTION.article(),
    document("20/2021/NĐ-CP").article(6, clause=2),
    among=(*MONTHLY_ALLOWANCES, "assistance.social_pension", "assistance.bac_giang_elder_80"),
    together=[
        (
            (*MONTHLY_ALLOWANCES, "assistance.social_pension"),
            (*MONTHLY_ALLOWANCES, "assistance.social_pension"),
        )
    ],
    vi="Đã hưởng trợ cấp theo quy định của Chính phủ thì chỉ hưởng một mức cao nhất",
    en="With a national allowance only the single highest is paid",
)
