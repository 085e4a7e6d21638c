"""Quyết định 28/2014/QĐ-TTg, 60/2014/QĐ-TTg: hỗ trợ tiền điện hộ nghèo, hộ chính sách xã hội."""

from ansinh.engine import Law, Money, benefit, document, ratio, round_half_up, rule
from ansinh.law.facts.choices import ReceiptGroup
from ansinh.law.facts.entities import Household, Person

DECISION_28 = document("28/2014/QĐ-TTg")
DECISION_60 = document("60/2014/QĐ-TTg")


@rule(
    DECISION_28.article(3, clause=7),
    en="Monthly support for electricity",
    unverified="prices and rounding between 2017 and 2023 from memory",
)
def electricity_support_level(household: Household, law: Law) -> Money:
    """Tiền điện của 30 kWh theo giá bậc 1, gồm thuế giá trị gia tăng."""
    before_tax = law.poverty.electricity_kwh * law.poverty.electricity_price
    with_tax = before_tax * (1 + law.poverty.electricity_vat)
    step = law.poverty.electricity_rounding
    return round_half_up(ratio(with_tax, step)) * step


@rule(
    DECISION_60.article(1, clause=1),
    en="Draws a monthly social allowance",
    unverified="that a social pension counts as the social allowance it replaced is our reading",
)
def draws_social_allowance(person: Person, law: Law) -> bool:
    """Đang hưởng trợ cấp xã hội hằng tháng, hoặc trợ cấp hưu trí xã hội thay cho trợ cấp ấy."""
    return any(
        receipt.group in (ReceiptGroup.SOCIAL_ASSISTANCE, ReceiptGroup.SOCIAL_PENSION)
        for receipt in person.receipts
        if receipt.since <= law.date < receipt.until
    )


@rule(DECISION_60.article(1, clause=1), en="Has a member on a monthly social allowance")
def has_member_on_social_allowance(household: Household) -> bool:
    """Có thành viên đang hưởng trợ cấp xã hội hằng tháng."""
    return any(person.draws_social_allowance for person in household.people if person.is_alive)


@rule(
    DECISION_60.article(1, clause=1),
    en="Social-policy household for electricity support",
    unverified="points of the clause read in a secondary source",
)
def is_social_policy_household(household: Household, law: Law) -> bool:
    """Hộ chính sách xã hội: có người hưởng trợ cấp xã hội, hoặc hộ dân tộc nơi chưa có lưới.

    Where there is a grid the household must use no more than 50 kWh in the month.
    """
    if household.is_on_grid:
        return (
            household.has_member_on_social_allowance
            and household.monthly_kwh <= law.poverty.electricity_most_kwh
        )
    return household.has_member_on_social_allowance or household.is_ethnic_minority


@benefit(
    DECISION_28.article(3, clause=7),
    DECISION_60.article(1, clause=2),
    code="poverty.electricity",
    name="Hỗ trợ tiền điện",
    en="Support for electricity",
    paid="monthly",
    payer="state budget",
    domain="poverty",
    since="2016-08-11",
    unverified="prices and rounding between 2017 and 2023 from memory",
)
def electricity_support(household: Household) -> Money:
    """Hộ nghèo, hoặc hộ chính sách xã hội không nghèo: một suất mỗi hộ mỗi tháng."""
    if household.is_poor or household.is_social_policy_household:
        return household.electricity_support_level
    return 0
