"""Thông tư 14/2022/TT-BTTTT: hỗ trợ điện thoại thông minh cho hộ nghèo, hộ cận nghèo đến 2025."""

from ansinh.engine import Law, Money, benefit, document, first_of_month, rule
from ansinh.law.facts.entities import Household

CIRCULAR = document("14/2022/TT-BTTTT")
SECTION = "Chương IV mục 2"
DIGEST = "section 2 of chapter IV as six press digests agree; numbers of articles not found"


@rule(
    CIRCULAR.article(note=SECTION),
    en="Poor or near-poor without a device of the programmes",
    unverified=DIGEST,
)
def may_have_smartphone(household: Household) -> bool:
    """Hộ nghèo, hộ cận nghèo chưa được hỗ trợ máy tính bảng, thiết bị học tập trực tuyến."""
    if household.was_given_learning_device:
        return False
    return household.is_poor or household.is_near_poor


@rule(
    CIRCULAR.article(note=SECTION),
    en="Place in the order of smartphones; 0 for none",
    unverified=DIGEST + "; families of martyrs count as families of merit",
)
def smartphone_order(household: Household) -> int:
    """Thứ tự ưu tiên: 1 có công, 2 chính sách xã hội, 3 hộ nghèo, 4 hộ cận nghèo."""
    if not household.may_have_smartphone:
        return 0
    if any(person.has_merit_housing_priority for person in household.people if person.is_alive):
        return 1
    if household.has_member_on_social_allowance:
        return 2
    return 3 if household.is_poor else 4


@rule(CIRCULAR.article(note=SECTION), en="Bought the smartphone itself", unverified=DIGEST)
def bought_smartphone_itself(household: Household, law: Law) -> bool:
    """Hộ tự mua điện thoại thông minh từ ngày Thông tư có hiệu lực, tính đến ngày xét."""
    return law.information.smartphones_from <= household.bought_smartphone_on <= law.date


@benefit(
    CIRCULAR.article(note=SECTION),
    code="information.smartphone",
    name="Hỗ trợ tiền mua điện thoại thông minh",
    en="Money for a smartphone",
    paid="once",
    payer="public telecommunications fund",
    domain="information",
    on_request=True,
    unverified=DIGEST,
)
def smartphone(household: Household, law: Law) -> Money:
    """500.000 đồng mỗi hộ trong danh sách đã tự mua, ghi vào tháng đủ cả hai điều kiện."""
    ready = max(household.smartphone_approved_on, household.bought_smartphone_on)
    if not first_of_month(law.date) <= ready <= law.date:
        return 0
    if not household.bought_smartphone_itself or not household.may_have_smartphone:
        return 0
    return law.information.smartphone


@benefit(
    CIRCULAR.article(note=SECTION),
    code="information.smartphone_package",
    name="Gói điện thoại thông minh kèm dịch vụ viễn thông",
    en="Smartphone with mobile service",
    paid="once",
    payer="public telecommunications fund",
    domain="information",
    kind="service",
    unit="service",
    on_request=True,
    unverified=DIGEST,
)
def smartphone_package(household: Household, law: Law) -> bool:
    """Hộ trong danh sách không tự mua: gói qua doanh nghiệp viễn thông."""
    if law.date < household.smartphone_approved_on or household.bought_smartphone_itself:
        return False
    return household.may_have_smartphone
