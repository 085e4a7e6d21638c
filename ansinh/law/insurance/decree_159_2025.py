"""Nghị định 159/2025/NĐ-CP (trước đó 134/2015/NĐ-CP): Nhà nước hỗ trợ đóng BHXH tự nguyện."""

from ansinh.engine import Law, Money, Rate, benefit, document, round_half_up, rule
from ansinh.law.facts.choices import Ethnicity
from ansinh.law.facts.entities import InsurancePeriod, Person
from ansinh.law.facts.insurance import InsuredCategory

LAW_58 = document("58/2014/QH13")
LAW_41 = document("41/2024/QH15")
DECREE_134 = document("134/2015/NĐ-CP")
DECREE = document("159/2025/NĐ-CP")
FROM_MEMORY = "rates of Decree 134/2015 from memory"


@rule(DECREE.article(5), en="Is a voluntary period going on")
@rule(DECREE_134.article(14), en="Is a voluntary period going on")
def is_voluntary_now(period: InsurancePeriod, law: Law) -> bool:
    """Đang tham gia bảo hiểm xã hội tự nguyện trong tháng."""
    return period.category == InsuredCategory.VOLUNTARY and period.since <= law.date < period.until


@rule(DECREE.article(5, clause=3), en="Months that the State has supported")
@rule(DECREE_134.article(14, clause=2), en="Months that the State has supported")
def supported_months(person: Person) -> int:
    """Số tháng đã được Nhà nước hỗ trợ."""
    return sum(period.months for period in person.insurance_periods if period.state_support > 0)


@rule(DECREE.article(5, clause=1), en="Share of the least contribution that the State pays")
def support_rate(person: Person, law: Law) -> Rate:
    """Hộ nghèo 50%, cận nghèo 40%, dân tộc thiểu số 30%, người khác 20%: lấy mức cao nhất."""
    if person.household.is_poor:
        return law.insurance.voluntary.support_poor
    if person.household.is_near_poor:
        return law.insurance.voluntary.support_near_poor
    if person.ethnicity != Ethnicity.KINH:
        return law.insurance.voluntary.support_minority
    return law.insurance.voluntary.support_other


@rule(
    DECREE_134.article(14, clause=1),
    en="Share of the least contribution that the State pays",
    name="support_rate",
    unverified=FROM_MEMORY,
)
def support_rate_before_2025(person: Person, law: Law) -> Rate:
    """Hộ nghèo 30%, cận nghèo 25%, người khác 10%."""
    if person.household.is_poor:
        return law.insurance.voluntary.support_poor
    if person.household.is_near_poor:
        return law.insurance.voluntary.support_near_poor
    return law.insurance.voluntary.support_other


@benefit(
    DECREE.article(5, clause=1),
    LAW_41.article(36),
    code="insurance.voluntary_support",
    name="Nhà nước hỗ trợ đóng bảo hiểm xã hội tự nguyện",
    en="State support of voluntary contributions",
    paid="monthly",
    payer="state budget",
    domain="insurance",
)
@benefit(
    DECREE_134.article(14, clause=1),
    LAW_58.article(87),
    code="insurance.voluntary_support",
    name="Nhà nước hỗ trợ đóng bảo hiểm xã hội tự nguyện",
    en="State support of voluntary contributions",
    paid="monthly",
    payer="state budget",
    domain="insurance",
    unverified=FROM_MEMORY,
)
def voluntary_support(person: Person, law: Law) -> Money:
    """Tỷ lệ hỗ trợ nhân 22% chuẩn hộ nghèo nông thôn, không quá 120 tháng."""
    if not any(period.is_voluntary_now for period in person.insurance_periods):
        return 0
    if person.supported_months >= law.insurance.voluntary.most_months:
        return 0
    return round_half_up(
        law.insurance.contribution.least_income * law.insurance.voluntary.rate * person.support_rate
    )


@rule(LAW_41.article(36), DECREE.article(5), en="A voluntary participant pays")
@rule(LAW_58.article(87), DECREE_134.article(14), en="A voluntary participant pays")
def voluntary_payment(person: Person) -> Money:
    """22% thu nhập tự chọn trừ phần Nhà nước hỗ trợ."""
    return (
        sum(
            period.own_social_contribution
            for period in person.insurance_periods
            if period.is_voluntary_now
        )
        - person.voluntary_support
    )
