"""Luật Bảo hiểm xã hội 41/2024/QH15, Điều 31–36 (trước đó 58/2014/QH13): căn cứ và mức đóng.

What a line of the book costs in the month asked about; health and unemployment insurance are
collected with it.
"""

from ansinh.engine import Law, Money, document, round_half_up, rule
from ansinh.law.facts.entities import InsurancePeriod
from ansinh.law.facts.insurance import InsuredCategory

LAW_58 = document("58/2014/QH13")
LAW = document("41/2024/QH15")
LAW_HEALTH = document("51/2024/QH15")
LAW_HEALTH_2008 = document("25/2008/QH12")
LAW_38 = document("38/2013/QH13")
LAW_74 = document("74/2025/QH15")
DECREE_188 = document("188/2025/NĐ-CP")
ROUNDED = "no text names the rounding to the đồng"
FROM_MEMORY = "base and split of contributions before July 2025 from memory"


@rule(LAW.article(31, clause=1), LAW.article(36), en="Base of social insurance")
def social_base(period: InsurancePeriod, law: Law) -> Money:
    """Từ mức tham chiếu (tự nguyện: từ chuẩn hộ nghèo nông thôn) đến 20 lần mức tham chiếu."""
    most = law.insurance.reference_level * law.insurance.contribution.most_levels
    if period.category == InsuredCategory.VOLUNTARY:
        return min(most, max(period.monthly_base, law.insurance.contribution.least_income))
    return min(most, max(period.monthly_base, law.insurance.reference_level))


@rule(
    LAW_58.article(87),
    LAW_58.article(89, clause=3),
    en="Base of social insurance",
    name="social_base",
    unverified=FROM_MEMORY,
)
def social_base_before_2025(period: InsurancePeriod, law: Law) -> Money:
    """Từ lương tối thiểu vùng (tự nguyện: từ chuẩn hộ nghèo nông thôn) đến 20 lần lương cơ sở."""
    most = law.insurance.reference_level * law.insurance.contribution.most_levels
    if period.category == InsuredCategory.VOLUNTARY:
        return min(most, max(period.monthly_base, law.insurance.contribution.least_income))
    return min(most, max(period.monthly_base, period.minimum_wage_now))


@rule(
    LAW.article(33),
    LAW.article(34),
    LAW.article(36),
    en="The insured pay, social insurance",
    unverified=ROUNDED,
)
@rule(
    LAW_58.article(85),
    LAW_58.article(87),
    en="The insured pay, social insurance",
    unverified=FROM_MEMORY,
)
def own_social_contribution(period: InsurancePeriod, law: Law) -> Money:
    """Phần người tham gia đóng bảo hiểm xã hội mỗi tháng."""
    return round_half_up(period.social_base * law.insurance.contribution.own[period.category])


@rule(LAW.article(34), en="The employer pays, social insurance", unverified=ROUNDED)
@rule(LAW_58.article(86), en="The employer pays, social insurance", unverified=FROM_MEMORY)
def employer_social_contribution(period: InsurancePeriod, law: Law) -> Money:
    """Phần người sử dụng lao động đóng, kể cả quỹ tai nạn lao động."""
    return round_half_up(
        period.social_base
        * (
            law.insurance.contribution.employer[period.category]
            + law.insurance.contribution.accident[period.category]
        )
    )


@rule(
    LAW_HEALTH_2008.article(14),
    DECREE_188.article(6, clause=1),
    LAW_HEALTH.article(1),
    en="Base of health insurance",
    unverified="article numbers of the amending law from memory",
)
def health_base(period: InsurancePeriod, law: Law) -> Money:
    """Tiền lương đến 20 lần mức tham chiếu; người hoạt động không chuyên trách: mức lương cơ sở."""
    if period.category == InsuredCategory.PART_TIME_OFFICIAL:
        return law.insurance.reference_level
    return min(
        period.monthly_base,
        law.insurance.reference_level * law.insurance.contribution.most_levels,
    )


@rule(
    LAW_HEALTH_2008.article(13),
    DECREE_188.article(6, clause=1),
    en="The insured pay, health insurance",
    unverified=ROUNDED,
)
def own_health_contribution(period: InsurancePeriod, law: Law) -> Money:
    """Một phần ba của 4,5%; chủ hộ kinh doanh và người quản lý không lương đóng toàn bộ."""
    return round_half_up(
        period.health_base * law.insurance.contribution.own_health[period.category]
    )


@rule(
    LAW_74.article(33), LAW_74.article(34), en="Unemployment insurance, worker", unverified=ROUNDED
)
@rule(
    LAW_38.article(57), LAW_38.article(58), en="Unemployment insurance, worker", unverified=ROUNDED
)
def own_unemployment_contribution(period: InsurancePeriod, law: Law) -> Money:
    """1% tiền lương, tối đa 20 lần lương tối thiểu vùng."""
    if not period.pays_unemployment:
        return 0
    most = period.minimum_wage_now * law.insurance.unemployment.highest_base
    return round_half_up(min(period.monthly_base, most) * law.insurance.unemployment.worker)


@rule(LAW_74.article(33), en="Unemployment insurance, employer", unverified=ROUNDED)
@rule(LAW_38.article(57), en="Unemployment insurance, employer", unverified=ROUNDED)
def employer_unemployment_contribution(period: InsurancePeriod, law: Law) -> Money:
    """1% quỹ tiền lương, tối đa 20 lần lương tối thiểu vùng mỗi người."""
    if not period.pays_unemployment:
        return 0
    most = period.minimum_wage_now * law.insurance.unemployment.highest_base
    return round_half_up(min(period.monthly_base, most) * law.insurance.unemployment.employer)


@rule(LAW.article(33), en="All that the insured pay in a month")
@rule(LAW_58.article(85), en="All that the insured pay in a month")
def own_contributions(period: InsurancePeriod) -> Money:
    """Tổng số người tham gia đóng: xã hội, y tế, thất nghiệp."""
    return (
        period.own_social_contribution
        + period.own_health_contribution
        + period.own_unemployment_contribution
    )
