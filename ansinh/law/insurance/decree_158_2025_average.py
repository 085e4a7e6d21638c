"""Nghị định 158/2025/NĐ-CP, Điều 15–17 (trước đó 115/2015/NĐ-CP, Điều 9–10): bình quân tiền lương.

State pay of those who joined before 2016 counts as coefficients times the base salary when the
pension begins, of the last years only; all other pay is indexed by the year in which it was paid.
Each line of the book is valued once, and the average is one walk over the lines; only
years of State pay broken by another job are counted back line by line.
"""

from datetime import date

from ansinh.engine import (
    NEVER,
    Law,
    Money,
    Rate,
    add_months,
    document,
    first_of_month,
    month_of,
    months_between,
    ratio,
    round_half_up,
    rule,
    year_of,
)
from ansinh.law.facts.entities import InsurancePeriod, Person
from ansinh.law.facts.insurance import BaseKind

DECREE_115 = document("115/2015/NĐ-CP")
CIRCULAR_59 = document("59/2015/TT-BLĐTBXH")
DECREE = document("158/2025/NĐ-CP")
LAW_41 = document("41/2024/QH15")
FIRST_DAY_OF_INDEXED_STATE_PAY = date(2016, 1, 1)
NO_DAY = date(1900, 1, 1)
ROUNDED = "no text names the rounding; the worked example of Circular 59/2015 Art. 20 rounds so"


@rule(DECREE.article(15, clause=1), en="First contribution")
@rule(DECREE_115.article(9, clause=1), en="First contribution")
def first_insured(person: Person) -> date:
    """Ngày bắt đầu tham gia bảo hiểm xã hội."""
    return min((period.since for period in person.insurance_periods), default=NEVER)


@rule(DECREE.article(16, clause=1), en="Day whose factors and base salary are used")
def average_date(person: Person, law: Law) -> date:
    """Thời điểm hưởng lương hưu hoặc đề nghị trợ cấp hằng tháng; chưa hưởng thì ngày xét."""
    return min(person.pension_begins, person.gap_month, law.date)


@rule(
    DECREE_115.article(10, clause=1),
    en="Day whose factors and base salary are used",
    name="average_date",
)
def average_date_before_2025(person: Person, law: Law) -> date:
    """Thời điểm hưởng lương hưu; chưa hưởng thì ngày xét."""
    return min(person.pension_begins, law.date)


@rule(DECREE.article(16, clause=1), en="Index factor of the year")
def index_factor(period: InsurancePeriod, law: Law) -> Rate:
    """Mức điều chỉnh của năm đóng, trong bảng của năm bắt đầu hưởng."""
    year = year_of(period.since)
    entitled = year_of(period.person.average_date)
    if entitled >= 2026:
        return law.insurance.index_factor.entitled_2026.of(year)
    if entitled == 2025:
        return law.insurance.index_factor.entitled_2025.of(year)
    if entitled == 2024:
        return law.insurance.index_factor.entitled_2024.of(year)
    if entitled == 2023:
        return law.insurance.index_factor.entitled_2023.of(year)
    return law.insurance.index_factor.entitled_2022.of(year)


@rule(
    DECREE_115.article(10, clause=1),
    since="2022-01-01",
    en="Index factor of the year",
    name="index_factor",
)
def index_factor_before_2025(period: InsurancePeriod, law: Law) -> Rate:
    """Mức điều chỉnh của năm đóng, trong bảng của năm bắt đầu hưởng."""
    year = year_of(period.since)
    entitled = year_of(period.person.average_date)
    if entitled == 2025:
        return law.insurance.index_factor.entitled_2025.of(year)
    if entitled == 2024:
        return law.insurance.index_factor.entitled_2024.of(year)
    if entitled == 2023:
        return law.insurance.index_factor.entitled_2023.of(year)
    return law.insurance.index_factor.entitled_2022.of(year)


@rule(DECREE.article(15, clause=2), en="Is averaged over the last years only")
@rule(DECREE_115.article(9, clause=3), en="Is averaged over the last years only")
def is_state_pay(period: InsurancePeriod) -> bool:
    """Tiền lương do Nhà nước quy định."""
    return period.base_kind == BaseKind.STATE


@rule(DECREE.article(15, clause=2), DECREE.article(16, clause=2), en="Month's State pay, valued")
@rule(DECREE_115.article(9, clause=3), DECREE_115.article(10), en="Month's State pay, valued")
def state_month_value(period: InsurancePeriod, law: Law) -> Money:
    """Tham gia trước 2016: hệ số nhân lương cơ sở khi nghỉ hưu; sau đó: tiền lương điều chỉnh."""
    day = period.person.average_date
    if period.person.first_insured < FIRST_DAY_OF_INDEXED_STATE_PAY:
        return round_half_up(
            law.insurance.base_salary_by_month.of(year_of(day) * 100 + month_of(day))
            * period.coefficient
        )
    return round_half_up(period.monthly_base * period.index_factor)


@rule(DECREE.article(16, clause=1), en="Indexed pay of the period")
@rule(DECREE_115.article(10, clause=1), en="Indexed pay of the period")
def indexed_total(period: InsurancePeriod) -> Money:
    """Tổng tiền lương, thu nhập đã đóng của năm nhân mức điều chỉnh của năm."""
    return round_half_up(period.monthly_base * period.months * period.index_factor)


@rule(DECREE.article(15, clause=2), en="Months of State pay after the period")
@rule(CIRCULAR_59.article(20, clause=3), en="Months of State pay after the period")
def state_months_later(period: InsurancePeriod) -> int:
    """Số tháng lương Nhà nước sau giai đoạn này."""
    return sum(
        other.months
        for other in period.person.insurance_periods
        if other.is_state_pay and other.since > period.since
    )


@rule(DECREE.article(15, clause=2), en="End of the State pay")
@rule(CIRCULAR_59.article(20, clause=3), en="End of the State pay")
def state_end(person: Person, law: Law) -> date:
    """Tháng liền kề sau tháng cuối cùng hưởng lương Nhà nước."""
    return max(
        (
            min(period.until, first_of_month(law.date))
            for period in person.insurance_periods
            if period.is_state_pay
        ),
        default=NO_DAY,
    )


@rule(DECREE.article(15, clause=2), en="Months of the period within as many months before the end")
@rule(
    CIRCULAR_59.article(20, clause=3),
    en="Months of the period within as many months before the end",
)
def months_before_state_end(period: InsurancePeriod) -> int:
    """Số tháng của giai đoạn trong khoảng thời gian tính bình quân, tính lùi từ tháng cuối."""
    if period.is_settled:
        return 0
    start = add_months(period.person.state_end, -period.person.state_window)
    return max(
        0, months_between(max(period.since, start), min(period.until, period.person.state_end))
    )


@rule(DECREE.article(15, clause=2), en="The last years of State pay are unbroken")
@rule(CIRCULAR_59.article(20, clause=3), en="The last years of State pay are unbroken")
def state_pay_is_unbroken(person: Person) -> bool:
    """Các năm cuối hưởng lương Nhà nước liên tục."""
    return person.state_window == sum(
        period.months_before_state_end for period in person.insurance_periods if period.is_state_pay
    )


@rule(DECREE.article(15, clause=2), en="Months of the period among the last years")
@rule(CIRCULAR_59.article(20, clause=3), en="Months of the period among the last years")
def months_in_window(period: InsurancePeriod) -> int:
    """Số tháng của giai đoạn nằm trong các năm cuối được tính bình quân."""
    if period.person.state_months <= period.person.state_window:
        return period.months
    if period.person.state_pay_is_unbroken:
        return period.months_before_state_end
    return max(0, min(period.months, period.person.state_window - period.state_months_later))


@rule(LAW_41.article(72, clause=1), DECREE.article(15, clause=2), en="Last months averaged")
@rule(DECREE_115.article(9, clause=3), en="Last months averaged")
def state_window(person: Person, law: Law) -> int:
    """Số tháng cuối được tính bình quân, theo thời điểm bắt đầu tham gia."""
    joined = person.first_insured
    return law.insurance.state_window.of(year_of(joined) * 100 + month_of(joined))


@rule(DECREE.article(15, clause=2), en="State pay of the last years")
@rule(CIRCULAR_59.article(20, clause=3), en="State pay of the last years")
def state_window_total(person: Person) -> Money:
    """Tổng tiền lương Nhà nước của các năm cuối."""
    return sum(
        period.state_month_value * period.months_in_window
        for period in person.insurance_periods
        if period.is_state_pay
    )


@rule(CIRCULAR_59.article(20, clause=3), en="State pay of the whole time, at the average")
def state_total(person: Person) -> Money:
    """Bình quân các năm cuối nhân tổng số tháng lương Nhà nước."""
    if person.state_months == 0:
        return 0
    return round_half_up(
        ratio(
            person.state_window_total * person.state_months,
            min(person.state_window, person.state_months),
        )
    )


@rule(
    DECREE.article(15, clause=2, point="c"),
    DECREE.article(15, clause=4),
    en="State pay of the whole time, at the better average",
    name="state_total",
)
def state_total_at_the_better(person: Person) -> Money:
    """Bình quân các năm cuối, hoặc bình quân toàn bộ thời gian nếu cao hơn."""
    if person.state_months == 0:
        return 0
    whole = sum(
        period.state_month_value * period.months
        for period in person.insurance_periods
        if period.is_state_pay
    )
    last = round_half_up(
        ratio(
            person.state_window_total * person.state_months,
            min(person.state_window, person.state_months),
        )
    )
    return max(last, whole)


@rule(LAW_41.article(73), DECREE.article(17, clause=5), en="Pay of the whole time")
@rule(CIRCULAR_59.article(20, clause=3), en="Pay of the whole time")
def pay_total(person: Person) -> Money:
    """Tổng tiền lương, thu nhập của toàn bộ thời gian đóng, theo cách tính của từng loại."""
    return person.state_total + sum(
        period.indexed_total for period in person.insurance_periods if not period.is_state_pay
    )


@rule(
    LAW_41.article(72),
    LAW_41.article(73),
    LAW_41.article(104),
    DECREE.article(15),
    en="Average monthly pay contributed on",
    unverified=ROUNDED,
)
@rule(
    CIRCULAR_59.article(20),
    DECREE_115.article(9),
    en="Average monthly pay contributed on",
    unverified=ROUNDED,
)
def average_base(person: Person) -> Money:
    """Mức bình quân tiền lương, thu nhập tháng đóng bảo hiểm xã hội."""
    if person.insured_months == 0:
        return 0
    return round_half_up(ratio(person.pay_total, person.insured_months))
