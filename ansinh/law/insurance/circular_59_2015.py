"""Thông tư 59/2015/TT-BLĐTBXH, Điều 4 và 6: bệnh dài ngày bắt đầu nghỉ trước 01/7/2025.

The first 180 days of a year, holidays included, are paid at 75 %, the rest at a lower rate for at
most as long as one has contributed. A month counts from a day to the day before it in the next
month; odd days count one twenty-fourth each, at most a month. Leaves that began before July 2025
end so (Decree 158/2025 Article 42).
"""

from datetime import date

from ansinh.engine import (
    Law,
    Money,
    add_days,
    add_months,
    days_between,
    document,
    months_between,
    ratio,
    round_half_up,
    rule,
)
from ansinh.law.facts.entities import SickLeave

CIRCULAR = document("59/2015/TT-BLĐTBXH")
DECREE_158 = document("158/2025/NĐ-CP")
LAW_58 = document("58/2014/QH13")
ROUNDED = "no text names the rounding to the đồng"


@rule(DECREE_158.article(42), en="First day paid at the lower rate")
@rule(CIRCULAR.article(4, clause=2), en="First day paid at the lower rate")
def lower_rate_from(leave: SickLeave, law: Law) -> date:
    """Ngày đầu tiên sau khi hết 180 ngày trong năm."""
    left = max(0, law.insurance.sickness.days_of_long_term - leave.half_days_used)
    return min(add_days(leave.ended_on, 1), add_days(leave.since, left))


@rule(DECREE_158.article(42), en="Twenty-fourths of a month paid at 75 %")
@rule(CIRCULAR.article(6, clause=2), en="Twenty-fourths of a month paid at 75 %")
def full_rate_parts(leave: SickLeave) -> int:
    """Số tháng (nhân 24) và số ngày lẻ hưởng 75%, ngày lẻ tối đa bằng một tháng."""
    months = months_between(leave.since, leave.lower_rate_from)
    odd = days_between(add_months(leave.since, months), leave.lower_rate_from)
    return months * 24 + min(24, odd)


@rule(DECREE_158.article(42), en="Twenty-fourths of a month paid at the lower rate")
@rule(CIRCULAR.article(6, clause=2), en="Twenty-fourths of a month paid at the lower rate")
def lower_rate_parts(leave: SickLeave) -> int:
    """Phần hưởng mức thấp hơn, không dài hơn thời gian đã đóng."""
    end = min(
        add_days(leave.ended_on, 1),
        add_months(leave.lower_rate_from, leave.person.compulsory_months),
    )
    months = months_between(leave.lower_rate_from, end)
    odd = days_between(add_months(leave.lower_rate_from, months), end)
    return months * 24 + min(24, odd)


@rule(DECREE_158.article(42), en="Benefit of a long-term disease, old count", unverified=ROUNDED)
@rule(CIRCULAR.article(6, clause=2), en="Benefit of a long-term disease", unverified=ROUNDED)
def long_term_amount(leave: SickLeave, law: Law) -> Money:
    """75% trong 180 ngày, sau đó 50, 55 hoặc 65% theo thời gian đóng."""
    lower = law.insurance.sickness.lower_rate.of(leave.person.compulsory_months)
    return round_half_up(
        ratio(
            leave.sickness_base * law.insurance.sickness.rate * leave.full_rate_parts
            + leave.sickness_base * lower * leave.lower_rate_parts,
            24,
        )
    )
