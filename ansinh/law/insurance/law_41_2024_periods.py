"""Luật Bảo hiểm xã hội 41/2024/QH15 (trước đó 58/2014/QH13): thời gian đóng trong sổ.

A period is a line of the book within one calendar year. Only months before the month asked about
count; months settled by a once-only payment no longer do.
"""

from ansinh.engine import Law, document, first_of_month, months_between, rule
from ansinh.law.facts.entities import InsurancePeriod, Person
from ansinh.law.facts.insurance import BaseKind, InsuredCategory, WorkCondition

LAW_58 = document("58/2014/QH13")
LAW = document("41/2024/QH15")


@rule(LAW.article(3, clause=5), LAW.article(33, clause=7), en="Months contributed in the period")
@rule(
    LAW_58.article(3, clause=5), LAW_58.article(60, clause=4), en="Months contributed in the period"
)
def months(period: InsurancePeriod, law: Law) -> int:
    """Số tháng đã đóng, kể cả đóng một lần cho thời gian thiếu, chưa hưởng một lần."""
    if period.is_settled:
        return 0
    if period.months_at_once > 0 and period.until <= law.date:
        return period.months_at_once
    return max(0, months_between(period.since, min(period.until, first_of_month(law.date))))


@rule(LAW.article(3, clause=2), en="Is compulsory")
@rule(LAW_58.article(3, clause=2), en="Is compulsory")
def is_compulsory(period: InsurancePeriod) -> bool:
    """Thời gian đóng bảo hiểm xã hội bắt buộc."""
    return period.category != InsuredCategory.VOLUNTARY


@rule(LAW.article(3, clause=5), en="Months of compulsory contributions")
@rule(LAW_58.article(3, clause=5), en="Months of compulsory contributions")
def compulsory_months(person: Person) -> int:
    """Tổng số tháng đóng bảo hiểm xã hội bắt buộc."""
    return sum(period.months for period in person.insurance_periods if period.is_compulsory)


@rule(LAW.article(3, clause=5), en="Months of contributions of both kinds")
@rule(LAW_58.article(3, clause=5), en="Months of contributions of both kinds")
def insured_months(person: Person) -> int:
    """Tổng số tháng đóng bảo hiểm xã hội bắt buộc và tự nguyện."""
    return sum(period.months for period in person.insurance_periods)


@rule(LAW.article(64, clause=1, point="b"), en="Months of hazardous work or in a hard area")
@rule(LAW_58.article(54, clause=1, point="b"), en="Months of hazardous work or in a hard area")
def hazardous_months(person: Person) -> int:
    """Số tháng làm nghề nặng nhọc, độc hại hoặc ở vùng đặc biệt khó khăn, cộng cả hai loại."""
    return sum(
        period.months
        for period in person.insurance_periods
        if period.work_condition != WorkCondition.NORMAL or period.in_hard_area
    )


@rule(LAW.article(65, clause=1, point="c"), en="Months of extremely hazardous work")
@rule(LAW_58.article(55, clause=1, point="c"), en="Months of extremely hazardous work")
def extremely_hazardous_months(person: Person) -> int:
    """Số tháng làm nghề đặc biệt nặng nhọc, độc hại, nguy hiểm."""
    return sum(
        period.months
        for period in person.insurance_periods
        if period.work_condition
        in (WorkCondition.EXTREMELY_HAZARDOUS, WorkCondition.UNDERGROUND_COAL)
    )


@rule(LAW.article(64, clause=1, point="c"), en="Months of underground coal mining")
@rule(LAW_58.article(54, clause=1, point="c"), en="Months of underground coal mining")
def coal_months(person: Person) -> int:
    """Số tháng khai thác than trong hầm lò."""
    return sum(
        period.months
        for period in person.insurance_periods
        if period.work_condition == WorkCondition.UNDERGROUND_COAL
    )


@rule(LAW.article(72, clause=1), en="Months of State pay")
@rule(LAW_58.article(62, clause=1), en="Months of State pay")
def state_months(person: Person) -> int:
    """Số tháng đóng theo chế độ tiền lương do Nhà nước quy định."""
    return sum(
        period.months for period in person.insurance_periods if period.base_kind == BaseKind.STATE
    )
