"""Luật Bảo hiểm xã hội 41/2024/QH15, Điều 23; 158/2025/NĐ-CP, Điều 22–25: trợ cấp hằng tháng.

For those at the retirement age who have contributions but no pension, until the social pension.
"""

from datetime import date

from ansinh.engine import (
    NEVER,
    Law,
    Money,
    add_months,
    add_years,
    benefit,
    document,
    first_of_month,
    month_of,
    months_between,
    ratio,
    round_half_up,
    round_up,
    rule,
    year_of,
)
from ansinh.law.facts.entities import Person

LAW = document("41/2024/QH15")
DECREE_158 = document("158/2025/NĐ-CP")
DECREE_159 = document("159/2025/NĐ-CP")
DECREE_162 = document("162/2026/NĐ-CP")
FIRST_DAY_OF_THE_INCREASE = date(2026, 7, 1)
ROUNDED = "no text names the rounding to the đồng"


@rule(DECREE_158.article(22), en="Month of the request for the allowance")
def gap_month(person: Person) -> date:
    """Tháng đề nghị hưởng trợ cấp hằng tháng."""
    return min(
        (first_of_month(request.requested_on) for request in person.gap_requests), default=NEVER
    )


@rule(LAW.article(23, clause=1), en="May draw the allowance of Article 23")
def may_draw_gap_allowance(person: Person, law: Law) -> bool:
    """Đủ tuổi nghỉ hưu, có đóng, không có lương hưu, chưa đủ tuổi hưu trí xã hội."""
    return (
        person.gap_month <= law.date
        and person.normal_retirement_day <= person.gap_month
        and person.insured_months > 0
        and person.pensioner_since == NEVER
        and person.months_to_social_pension > 0
    )


@rule(DECREE_158.article(23, clause=1), en="Social pension when the allowance was decided")
def social_pension_at_request(person: Person, law: Law) -> Money:
    """Mức trợ cấp hưu trí xã hội tại thời điểm giải quyết."""
    month = year_of(person.gap_month) * 100 + month_of(person.gap_month)
    return law.insurance.social_pension_by_month.of(month)


@rule(DECREE_158.article(23, clause=1), en="Months that the contributions would pay for")
def months_paid_for(person: Person) -> int:
    """Bình quân nhân 2 nhân số năm đóng, chia mức hưu trí xã hội, lẻ tính thêm một tháng."""
    return round_up(
        ratio(person.average_base * person.pension_half_years, person.social_pension_at_request)
    )


@rule(DECREE_158.article(23, clause=2), LAW.article(21), en="Months to the social pension")
def months_to_social_pension(person: Person) -> int:
    """Từ tháng đề nghị đến tháng đủ 75 tuổi; hộ nghèo, cận nghèo: 70 tuổi."""
    age = 70 if person.household.is_poor or person.household.is_near_poor else 75
    return months_between(person.gap_month, first_of_month(add_years(person.birth_date, age)))


@rule(DECREE_158.article(24), en="Allowance of Article 23 when decided", unverified=ROUNDED)
def gap_amount(person: Person) -> Money:
    """Bằng mức hưu trí xã hội; đóng nhiều hơn thì cộng phần dư chia đều cho các tháng."""
    level = person.social_pension_at_request
    more = max(0, person.months_paid_for - person.months_to_social_pension)
    return level + round_half_up(ratio(level * more, person.months_to_social_pension))


@rule(
    LAW.article(23, clause=2),
    until="2026-07-01",
    en="Allowance of Article 23 with its increase",
    name="gap_amount_raised",
)
def gap_amount_before_july_2026(person: Person) -> Money:
    """Mức khi giải quyết."""
    return person.gap_amount


@rule(
    DECREE_162.article(1, clause=1, point="i"),
    DECREE_162.article(2, clause=1),
    en="Allowance of Article 23 with its increase",
    unverified=ROUNDED,
)
def gap_amount_raised(person: Person, law: Law) -> Money:
    """Mức đang hưởng trước 01/7/2026 tăng 8% từ ngày đó."""
    if person.gap_month >= FIRST_DAY_OF_THE_INCREASE:
        return person.gap_amount
    return round_half_up(person.gap_amount * (1 + law.insurance.increase_162_2026.percent))


@benefit(
    LAW.article(23),
    DECREE_158.article(23),
    DECREE_159.article(14),
    code="insurance.gap_allowance",
    name="Trợ cấp hằng tháng cho người chưa đủ điều kiện hưởng lương hưu, hưu trí xã hội",
    en="Monthly allowance before the social pension, out of one's contributions",
    paid="monthly",
    payer="social insurance fund",
    domain="insurance",
    on_request=True,
    unverified="that it is paid from the month of the request was not read",
)
def gap_allowance(person: Person, law: Law) -> Money:
    """Trong số tháng mà thời gian đóng cho phép, nhiều nhất đến tuổi hưởng hưu trí xã hội."""
    if not person.may_draw_gap_allowance or person.death_date <= law.date:
        return 0
    months = min(person.months_paid_for, person.months_to_social_pension)
    if law.date >= add_months(person.gap_month, months):
        return 0
    return person.gap_amount_raised
