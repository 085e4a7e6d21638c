"""Luật Bảo hiểm xã hội 41/2024/QH15, Điều 68, 100 (trước đó 58/2014/QH13): trợ cấp khi nghỉ hưu."""

from ansinh.engine import (
    Law,
    Money,
    benefit,
    document,
    first_of_month,
    months_between,
    ratio,
    round_down,
    round_half_up,
    rule,
)
from ansinh.law.facts.choices import Sex
from ansinh.law.facts.entities import Person

LAW_58 = document("58/2014/QH13")
LAW = document("41/2024/QH15")
ROUNDED = "no text names the rounding; the worked example of Circular 59/2015 Art. 20 rounds so"


@benefit(
    LAW.article(68),
    LAW.article(100),
    code="insurance.retirement_lump",
    name="Trợ cấp một lần khi nghỉ hưu",
    en="Lump sum on retirement",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
)
@benefit(
    LAW_58.article(58),
    LAW_58.article(75),
    code="insurance.retirement_lump",
    name="Trợ cấp một lần khi nghỉ hưu",
    en="Lump sum on retirement",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
    since="2022-01-01",
)
def retirement_lump(person: Person, law: Law) -> Money:
    """Người đóng vượt số năm hưởng 75% được trợ cấp một lần trong tháng bắt đầu nghỉ hưu."""
    if person.pension_begins != first_of_month(law.date):
        return 0
    return person.lump_for_excess_years


@rule(LAW.article(68, clause=2), en="Lump sum", unverified=ROUNDED)
def lump_for_excess_years(person: Person, law: Law) -> Money:
    """0,5 lần bình quân mỗi năm vượt đến tuổi nghỉ hưu; đóng sau tuổi nghỉ hưu: 2 lần."""
    after_age = min(person.excess_half_years, person.half_years_after_age)
    return round_half_up(
        person.average_base
        * (
            law.insurance.lump.before_age * (person.excess_half_years - after_age)
            + law.insurance.lump.after_age * after_age
        )
    )


@rule(
    LAW_58.article(58, clause=2),
    since="2022-01-01",
    en="Lump sum",
    name="lump_for_excess_years",
    unverified=ROUNDED,
)
def lump_for_excess_years_before_2025(person: Person, law: Law) -> Money:
    """0,5 lần bình quân cho mỗi năm vượt."""
    return round_half_up(
        person.average_base * (law.insurance.lump.before_age * person.excess_half_years)
    )


@rule(LAW.article(68, clause=1), en="Half-years beyond the highest rate")
@rule(LAW_58.article(58, clause=1), since="2022-01-01", en="Half-years beyond the highest rate")
def excess_half_years(person: Person, law: Law) -> int:
    """Số nửa năm đóng vượt 30 năm (nữ), 35 năm (nam)."""
    if person.sex == Sex.FEMALE:
        return max(0, person.pension_half_years - law.insurance.lump.women_half_years)
    return max(0, person.pension_half_years - law.insurance.lump.men_half_years)


@rule(LAW.article(68, clause=2), en="Months contributed after the age, already entitled")
def months_after_age(person: Person, law: Law) -> int:
    """Số tháng đóng sau khi đủ tuổi nghỉ hưu và đã đủ điều kiện hưởng lương hưu."""
    return sum(
        max(
            0,
            months_between(
                max(period.since, person.normal_retirement_day),
                min(period.until, first_of_month(law.date)),
            ),
        )
        for period in person.insurance_periods
    )


@rule(LAW.article(68, clause=2), LAW.article(5, clause=6), en="Half-years after the age")
def half_years_after_age(person: Person, law: Law) -> int:
    """Số nửa năm đóng sau tuổi nghỉ hưu."""
    years = round_down(ratio(person.months_after_age, 12))
    odd = person.months_after_age - years * 12
    return years * 2 + law.insurance.half_years_of_odd_months.of(odd)
