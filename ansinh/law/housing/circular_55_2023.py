"""Thông tư 55/2023/TT-BTC, Điều 6, 74, 75: nhà ở, nước sinh hoạt của hai chương trình 2021–2025.

Houses: projects 5 of Decision 90/QĐ-TTg (poor districts) and 1 of Decision 1719/QĐ-TTg (areas of
ethnic minorities); the amounts are the share of the central budget, to which the province adds.
"""

from ansinh.engine import Law, Money, add_years, benefit, document, first_of_month, round_down, rule
from ansinh.law.facts.entities import Household
from ansinh.law.facts.housing import HouseProgramme

CIRCULAR = document("55/2023/TT-BTC")
DECISION_90 = document("90/QĐ-TTg")
DECISION_1719 = document("1719/QĐ-TTg")
CONSTRUCTION_CIRCULAR = document("01/2022/TT-BXD")
END = "2026-01-01"
CONDITIONS = "conditions read in a court's judgment that cites Circular 01/2022/TT-BXD"


@rule(
    CONSTRUCTION_CIRCULAR.article(),
    en="Poor or near-poor, in a house that is not durable, not helped before",
    unverified="the circular has foundation, frame and roof; the survey has wall, column, roof",
)
def may_be_helped_with_house(household: Household) -> bool:
    """Hộ nghèo, cận nghèo; hai trong ba kết cấu không bền chắc; chưa được hỗ trợ nhà ở."""
    return (
        (household.is_poor or household.is_near_poor)
        and not household.had_house_support
        and household.is_deprived_of_housing_quality
    )


@rule(DECISION_90.article(1), en="Housing support was approved this month")
def has_house_approval_this_month(household: Household, law: Law) -> bool:
    """Danh sách hỗ trợ nhà ở được phê duyệt trong tháng, tính đến ngày xét."""
    return first_of_month(law.date) <= household.house_approved_on <= law.date


@rule(
    CIRCULAR.article(5),
    DECISION_1719.article(1),
    en="Poor minority household, or poor Kinh household in an especially difficult place",
)
def is_poor_in_difficult_area(household: Household) -> bool:
    """Hộ dân tộc thiểu số nghèo; hộ Kinh nghèo ở xã, thôn đặc biệt khó khăn."""
    return household.is_poor and (
        household.is_ethnic_minority or household.lives_in_especially_difficult_area
    )


@benefit(
    DECISION_90.article(1),
    CIRCULAR.article(74),
    code="housing.poor_district_house",
    name="Hỗ trợ nhà ở hộ nghèo, cận nghèo huyện nghèo",
    en="House support in poor districts",
    paid="once",
    payer="state budget",
    domain="housing",
    since="2022-01-18",
    until=END,
    considered=True,
    unverified=CONDITIONS,
)
def poor_district_house(household: Household, law: Law) -> Money:
    """Hộ độc lập từ 03 năm ở huyện nghèo; xây mới hoặc sửa chữa, trong tháng phê duyệt."""
    if not household.has_house_approval_this_month:
        return 0
    if household.house_programme != HouseProgramme.POOR_DISTRICTS or not household.in_poor_district:
        return 0
    years = law.housing.household_years
    if add_years(household.formed_on, years) > law.date or not household.may_be_helped_with_house:
        return 0
    return law.housing.poor_district_house[household.house_work]


@benefit(
    DECISION_1719.article(1),
    code="housing.minority_house",
    name="Hỗ trợ nhà ở vùng đồng bào dân tộc thiểu số",
    en="House support in ethnic-minority areas",
    paid="once",
    payer="state budget",
    domain="housing",
    until=END,
    considered=True,
    unverified="the total with the provincial share (44 and 22 million) is not confirmed",
)
def minority_house(household: Household, law: Law) -> Money:
    """Hộ nghèo dân tộc thiểu số hoặc ở nơi đặc biệt khó khăn xây nhà, trong tháng phê duyệt."""
    if not household.has_house_approval_this_month:
        return 0
    if household.house_programme != HouseProgramme.MINORITY:
        return 0
    if not household.is_poor_in_difficult_area or not household.may_be_helped_with_house:
        return 0
    return law.housing.minority_house[household.house_work]


@rule(CIRCULAR.article(75), en="First part of the house support")
def first_part_of_house_support(household: Household, law: Law) -> Money:
    """70% sau khi xong nền móng, hoặc khi sửa chữa được 30% khối lượng."""
    return round_down(
        law.housing.poor_district_house[household.house_work] * law.housing.first_part
    )


@rule(CIRCULAR.article(75), en="Last part of the house support")
def last_part_of_house_support(household: Household, law: Law) -> Money:
    """Phần còn lại khi hoàn thành."""
    return (
        law.housing.poor_district_house[household.house_work]
        - household.first_part_of_house_support
    )


@benefit(
    CIRCULAR.article(6),
    code="housing.water_support",
    name="Hỗ trợ nước sinh hoạt phân tán",
    en="Support for scattered domestic water",
    paid="once",
    payer="state budget",
    domain="housing",
    considered=True,
)
def water_support(household: Household, law: Law) -> Money:
    """Hộ nghèo dân tộc thiểu số hoặc ở nơi đặc biệt khó khăn, thiếu nước, một lần."""
    if not first_of_month(law.date) <= household.water_support_on <= law.date:
        return 0
    if not household.is_poor_in_difficult_area or not household.is_deprived_of_water:
        return 0
    return law.housing.water_support
