"""Nghị định 176/2025/NĐ-CP: mức, tháng bắt đầu và hỗ trợ mai táng của trợ cấp hưu trí xã hội."""

from datetime import date

from ansinh.engine import NEVER, Law, Money, benefit, document, first_of_month, rule
from ansinh.law.facts.choices import ReceiptGroup
from ansinh.law.facts.entities import Household, Person

LAW_41 = document("41/2024/QH15")
DECREE = document("176/2025/NĐ-CP")


@rule(DECREE.article(3), en="Social pension where the household lives")
def social_pension_level(household: Household, law: Law) -> Money:
    """Mức trợ cấp hưu trí xã hội; nghị quyết của tỉnh có thể hỗ trợ thêm."""
    return law.assistance.social_pension_level


@benefit(
    DECREE.article(3, clause=1),
    LAW_41.article(22, clause=1),
    code="assistance.social_pension",
    name="Trợ cấp hưu trí xã hội",
    en="Social pension",
    paid="monthly",
    payer="state budget",
    domain="assistance",
    on_request=True,
)
def social_pension(person: Person) -> Money:
    """Người từ đủ 75 tuổi, hoặc từ 70 tuổi hộ nghèo, cận nghèo, không có lương hưu đủ mức."""
    if not person.qualifies_for_social_pension:
        return 0
    return person.household.social_pension_level


@rule(DECREE.article(4, clause=2), en="First month of the social pension")
def social_pension_start(person: Person) -> date:
    """Hưởng từ tháng Chủ tịch UBND cấp xã ký quyết định."""
    if person.social_pension_decision_on == NEVER:
        return NEVER
    return first_of_month(person.social_pension_decision_on)


@rule(DECREE.article(4), en="Has asked for the social pension or is on its roll")
def has_asked_for_social_pension(person: Person, law: Law) -> bool:
    """Đã có văn bản đề nghị, hoặc đang có tên trong danh sách chi trả."""
    return person.social_pension_requested_on <= law.date or any(
        receipt.group == ReceiptGroup.SOCIAL_PENSION
        for receipt in person.receipts
        if receipt.since <= law.date < receipt.until
    )


@rule(
    DECREE.article(5),
    LAW_41.article(22, clause=3),
    en="Is a social pensioner",
    otherwise=False,
)
def is_social_pensioner(person: Person) -> bool:
    """Đủ điều kiện và đã đề nghị, kể cả người chết trước khi có quyết định."""
    return person.has_asked_for_social_pension and person.qualifies_for_social_pension
