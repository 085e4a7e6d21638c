"""Luật Việc làm 74/2025/QH15 (trước đó 38/2013/QH13): trợ cấp thất nghiệp."""

from datetime import date

from ansinh.engine import (
    NEVER,
    Law,
    Money,
    add_months,
    benefit,
    document,
    first_of_next_month,
    months_between,
    ratio,
    round_half_up,
    rule,
)
from ansinh.law.facts.entities import JobLoss, Person

LAW_38 = document("38/2013/QH13")
LAW = document("74/2025/QH15")
DECREE_28 = document("28/2015/NĐ-CP")
DECREE_374 = document("374/2025/NĐ-CP")
ROUNDED = "no text names the rounding to the đồng"
LAST_MONTHS = 6


@rule(LAW.article(38, clause=1, point="b"), en="Months paid in the 24 (36) before the end")
@rule(LAW_38.article(49, clause=2), en="Months paid in the 24 (36) before the end")
def months_before_the_end(job: JobLoss, law: Law) -> int:
    """Số tháng đóng thất nghiệp trong 24 tháng (hợp đồng ngắn: 36 tháng) trước khi nghỉ."""
    window = (
        law.insurance.unemployment.window_of_short_contracts
        if job.had_short_contract
        else law.insurance.unemployment.window
    )
    end = first_of_next_month(job.ended_on)
    return sum(
        max(
            0,
            months_between(max(period.since, add_months(end, -window)), min(period.until, end)),
        )
        for period in job.person.insurance_periods
        if period.pays_unemployment
    )


@rule(LAW.article(35), en="Months paid for which nothing was drawn")
@rule(LAW_38.article(45), en="Months paid for which nothing was drawn")
def counted_months(job: JobLoss) -> int:
    """Thời gian đóng chưa hưởng, kể cả thời gian được bảo lưu."""
    end = first_of_next_month(job.ended_on)
    return job.months_kept + sum(
        max(0, months_between(max(period.since, job.counts_from), min(period.until, end)))
        for period in job.person.insurance_periods
        if period.pays_unemployment
    )


@rule(LAW.article(39, clause=1), en="Last months of contributions, at most six")
@rule(LAW_38.article(50, clause=1), en="Last months of contributions, at most six")
def last_months(job: JobLoss) -> int:
    """Số tháng đóng gần nhất được tính bình quân, nhiều nhất 6 tháng."""
    end = first_of_next_month(job.ended_on)
    return min(
        LAST_MONTHS,
        sum(
            max(0, months_between(period.since, min(period.until, end)))
            for period in job.person.insurance_periods
            if period.pays_unemployment
        ),
    )


@rule(LAW.article(39, clause=1), en="Wages of the last six months of contributions")
@rule(LAW_38.article(50, clause=1), en="Wages of the last six months of contributions")
def last_wages(job: JobLoss) -> Money:
    """Tổng tiền lương của 6 tháng đóng gần nhất, kể cả khi gián đoạn."""
    end = first_of_next_month(job.ended_on)
    return sum(
        period.monthly_base
        * max(
            0,
            min(
                max(0, months_between(period.since, min(period.until, end))),
                LAST_MONTHS
                - sum(
                    max(0, months_between(later.since, min(later.until, end)))
                    for later in job.person.insurance_periods
                    if later.pays_unemployment and later.since > period.since
                ),
            ),
        )
        for period in job.person.insurance_periods
        if period.pays_unemployment
    )


@rule(LAW.article(39, clause=1), en="Highest benefit")
def highest_unemployment_benefit(job: JobLoss, law: Law) -> Money:
    """5 lần lương tối thiểu tháng của vùng nơi làm việc khi chấm dứt hợp đồng."""
    return job.minimum_wage_at_end * law.insurance.unemployment.most_minimum_wages


@rule(LAW_38.article(50, clause=1), en="Highest benefit", name="highest_unemployment_benefit")
def highest_unemployment_benefit_before_2026(job: JobLoss, law: Law) -> Money:
    """5 lần lương cơ sở (tiền lương Nhà nước) hoặc 5 lần lương tối thiểu vùng."""
    if job.had_state_pay:
        return law.insurance.reference_level * law.insurance.unemployment.most_minimum_wages
    return job.minimum_wage_at_end * law.insurance.unemployment.most_minimum_wages


@rule(LAW.article(39, clause=1), en="Monthly unemployment benefit", unverified=ROUNDED)
@rule(LAW_38.article(50, clause=1), en="Monthly unemployment benefit", unverified=ROUNDED)
def monthly_unemployment_benefit(job: JobLoss, law: Law) -> Money:
    """60% bình quân 6 tháng đóng gần nhất, không quá mức cao nhất."""
    if job.last_months == 0:
        return 0
    return min(
        round_half_up(ratio(job.last_wages * law.insurance.unemployment.rate, job.last_months)),
        job.highest_unemployment_benefit,
    )


@rule(LAW.article(39, clause=2), en="Months of benefit")
@rule(LAW_38.article(50, clause=2), en="Months of benefit")
def benefit_months(job: JobLoss, law: Law) -> int:
    """Đóng 12 đến 36 tháng hưởng 3 tháng, mỗi 12 tháng thêm hưởng thêm 1 tháng, tối đa 12 tháng."""
    return law.insurance.unemployment.months.of(job.counted_months)


@rule(LAW.article(38, clause=1), LAW.article(31, clause=2), en="Meets the conditions")
@rule(LAW_38.article(49), LAW_38.article(43, clause=2), en="Meets the conditions")
def meets_unemployment_conditions(job: JobLoss, law: Law) -> bool:
    """Nghỉ đúng luật, chưa hưởng lương hưu, đủ 12 tháng đóng, nộp hồ sơ trong 3 tháng."""
    return (
        job.was_lawful
        and job.filed_on <= add_months(job.ended_on, law.insurance.unemployment.months_to_file)
        and job.months_before_the_end >= law.insurance.unemployment.least_months
        and job.person.pensioner_since > job.ended_on
    )


@rule(LAW.article(39, clause=3), LAW.article(41, clause=4), en="Benefit is paid until")
@rule(LAW_38.article(50, clause=3), LAW_38.article(53, clause=3), en="Benefit is paid until")
def unemployment_paid_until(job: JobLoss) -> date:
    """Hết thời gian hưởng, hoặc ngày chấm dứt hưởng nếu sớm hơn."""
    return min(add_months(job.benefit_from, job.benefit_months), job.stopped_on)


@rule(LAW.article(38), en="Unemployment benefit of the job loss on the day")
@rule(LAW_38.article(49), en="Unemployment benefit of the job loss on the day")
def unemployment_benefit_now(job: JobLoss, law: Law) -> Money:
    """Mức trợ cấp của tháng hưởng đang tính."""
    if job.filed_on == NEVER or law.date < job.ended_on:
        return 0
    if not job.meets_unemployment_conditions:
        return 0
    if job.benefit_from <= law.date < job.unemployment_paid_until:
        return job.monthly_unemployment_benefit
    return 0


@benefit(
    LAW.article(38),
    LAW.article(39),
    code="insurance.unemployment",
    name="Trợ cấp thất nghiệp",
    en="Unemployment benefit",
    paid="monthly",
    payer="unemployment insurance fund",
    domain="insurance",
    on_request=True,
)
@benefit(
    LAW_38.article(49),
    LAW_38.article(50),
    code="insurance.unemployment",
    name="Trợ cấp thất nghiệp",
    en="Unemployment benefit",
    paid="monthly",
    payer="unemployment insurance fund",
    domain="insurance",
    on_request=True,
)
def unemployment_benefit(person: Person, law: Law) -> Money:
    """Người chấm dứt hợp đồng, đủ điều kiện và đang trong thời gian hưởng."""
    if person.death_date <= law.date:
        return 0
    return max((job.unemployment_benefit_now for job in person.job_losses), default=0)
