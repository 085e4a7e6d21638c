"""Thông báo 523/TB-VPCP: mức hỗ trợ xóa nhà tạm, nhà dột nát cho hộ nghèo, hộ cận nghèo.

The movement, launched in April 2024, ended on 31 August 2025; its amounts are known from the day of
its Central Steering Committee. Households of merit have ``merit/decision_21_2024.py``.
"""

from ansinh.engine import Law, Money, benefit, document, only_highest
from ansinh.law.facts.entities import Household
from ansinh.law.facts.housing import HouseProgramme

NOTICE = document("523/TB-VPCP")
DECISION_1243 = document("1243/QĐ-TTg")
LAW = document("27/2023/QH15")


@benefit(
    NOTICE.article(),
    DECISION_1243.article(1),
    code="housing.temporary_house",
    name="Hỗ trợ xóa nhà tạm, nhà dột nát",
    en="Support to replace a temporary house",
    paid="once",
    payer="state budget and donations",
    domain="housing",
    since="2024-10-23",
    until="2025-09-01",
    considered=True,
    unverified="amounts and days from the press; number of the notice from memory",
)
def temporary_house(household: Household, law: Law) -> Money:
    """Hộ nghèo, cận nghèo có nhà tạm: xây mới hoặc sửa chữa, trong tháng phê duyệt."""
    if not household.has_house_approval_this_month:
        return 0
    if household.house_programme != HouseProgramme.TEMPORARY_HOUSES:
        return 0
    if not household.may_be_helped_with_house:
        return 0
    return law.housing.temporary_house[household.house_work]


ARTICLE_79 = only_highest(
    LAW.article(79, clause=1, point="đ"),
    among=(
        "merit.housing",
        "housing.temporary_house",
        "housing.poor_district_house",
        "housing.minority_house",
    ),
    vi="Một hộ chỉ hưởng một chính sách hỗ trợ nhà ở, mức cao nhất",
    en="A household has one housing support, the highest",
)
