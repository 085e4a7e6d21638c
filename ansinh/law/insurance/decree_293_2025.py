"""Nghị định 293/2025/NĐ-CP (trước đó 74/2024, 38/2022, 90/2019): lương tối thiểu vùng.

The region is that of the commune where the employer works. Which commune stands in which region is
data with dates (``ansinh/people/data/wage_regions.csv``); where no list names the commune, the
region that the file itself states is taken.
"""

from ansinh.engine import Law, Money, document, exists, month_of, rule, year_of
from ansinh.law.facts.entities import AreaWageRegion, InsurancePeriod, JobLoss

DECREE_90 = document("90/2019/NĐ-CP")
DECREE_38 = document("38/2022/NĐ-CP")
DECREE_74 = document("74/2024/NĐ-CP")
DECREE_128 = document("128/2025/NĐ-CP")
DECREE = document("293/2025/NĐ-CP")
NOT_LISTED = 0
NOT_FOUND = "article of Decree 90/2019 from memory; appendix of Decree 128/2025 not found"


@rule(DECREE.article(3, clause=3), en="Number of the region")
def number(entry: AreaWageRegion, law: Law) -> int:
    """Số của vùng: 1 là vùng I."""
    return law.insurance.wage_region[entry.region]


@rule(
    DECREE_90.article(2),
    DECREE_38.article(3, clause=3),
    DECREE_74.article(3, clause=3),
    DECREE_128.article(15, clause=7),
    DECREE.article(3, clause=3),
    en="Region of minimum wages where the job was, when it ended, 1 for region I",
    unverified=NOT_FOUND,
)
def region_at_end(job: JobLoss, law: Law) -> int:
    """Vùng lương tối thiểu nơi làm việc vào ngày chấm dứt hợp đồng."""
    if not exists(job.work_area):
        return law.insurance.wage_region[job.stated_region]
    listed = min(
        (
            entry.number
            for entry in job.work_area.wage_regions
            if entry.since <= job.ended_on < entry.until
        ),
        default=NOT_LISTED,
    )
    return listed if listed != NOT_LISTED else law.insurance.wage_region[job.stated_region]


@rule(
    DECREE_90.article(3),
    DECREE_38.article(3, clause=1),
    DECREE_74.article(3, clause=1),
    DECREE.article(3, clause=1),
    en="Minimum wage where the job was, when it ended",
)
def minimum_wage_at_end(job: JobLoss, law: Law) -> Money:
    """Lương tối thiểu tháng của vùng nơi làm việc, vào tháng chấm dứt hợp đồng."""
    month = year_of(job.ended_on) * 100 + month_of(job.ended_on)
    if job.region_at_end == 1:
        return law.insurance.minimum_wage_by_month.region_i.of(month)
    if job.region_at_end == 2:
        return law.insurance.minimum_wage_by_month.region_ii.of(month)
    if job.region_at_end == 3:
        return law.insurance.minimum_wage_by_month.region_iii.of(month)
    return law.insurance.minimum_wage_by_month.region_iv.of(month)


@rule(
    DECREE_90.article(3),
    DECREE_38.article(3, clause=1),
    DECREE_74.article(3, clause=1),
    DECREE.article(3, clause=1),
    en="Minimum wage where the insured work, on the day",
)
def minimum_wage_now(period: InsurancePeriod, law: Law) -> Money:
    """Lương tối thiểu tháng của vùng nơi làm việc vào ngày xét."""
    return law.insurance.minimum_wage.of(period.region_now)


@rule(
    DECREE_90.article(2),
    DECREE_38.article(3, clause=3),
    DECREE_74.article(3, clause=3),
    DECREE_128.article(15, clause=7),
    DECREE.article(3, clause=3),
    en="Region of minimum wages where the insured work, 1 for region I",
    unverified=NOT_FOUND,
)
def region_now(period: InsurancePeriod, law: Law) -> int:
    """Vùng lương tối thiểu nơi làm việc vào ngày xét."""
    if not exists(period.work_area):
        return law.insurance.wage_region[period.stated_region]
    listed = min(
        (
            entry.number
            for entry in period.work_area.wage_regions
            if entry.since <= law.date < entry.until
        ),
        default=NOT_LISTED,
    )
    return listed if listed != NOT_LISTED else law.insurance.wage_region[period.stated_region]
