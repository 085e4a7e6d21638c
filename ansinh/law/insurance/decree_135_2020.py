"""Nghị định 135/2020/NĐ-CP: tuổi nghỉ hưu theo tháng sinh (trước 2021 là Luật 58/2014/QH13)."""

from datetime import date

from ansinh.engine import Law, add_months, document, first_of_next_month, month_of, rule, year_of
from ansinh.law.facts.choices import Sex
from ansinh.law.facts.entities import Person

LAW_58 = document("58/2014/QH13")
CODE = document("45/2019/QH14")
DECREE = document("135/2020/NĐ-CP")
LAW_41 = document("41/2024/QH15")


@rule(DECREE.article(3, clause=3), en="Month of birth as year × 100 + month")
@rule(
    LAW_58.article(54, clause=1),
    until="2021-01-01",
    en="Month of birth as year × 100 + month",
)
def birth_month(person: Person) -> int:
    """Tháng sinh viết thành năm nhân 100 cộng tháng, như trong Phụ lục."""
    return year_of(person.birth_date) * 100 + month_of(person.birth_date)


@rule(DECREE.article(4, clause=2), CODE.article(169, clause=2), en="Retirement age in months")
@rule(LAW_58.article(54, clause=1), until="2021-01-01", en="Retirement age in months")
def retirement_age(person: Person, law: Law) -> int:
    """Tuổi nghỉ hưu trong điều kiện lao động bình thường, tính bằng tháng."""
    if person.sex == Sex.MALE:
        return law.insurance.retirement_age.men.of(person.birth_month)
    return law.insurance.retirement_age.women.of(person.birth_month)


@rule(
    DECREE.article(5, clause=2), CODE.article(169, clause=3), en="Age five years lower, in months"
)
@rule(LAW_58.article(54, clause=1), until="2021-01-01", en="Age five years lower, in months")
def retirement_age_lower_by_5(person: Person, law: Law) -> int:
    """Tuổi nghỉ hưu thấp hơn 5 tuổi: theo Phụ lục I của người sinh trước 5 năm, trừ 5 tuổi."""
    if person.sex == Sex.MALE:
        return law.insurance.retirement_age.men.of(person.birth_month - 500) - 60
    return law.insurance.retirement_age.women.of(person.birth_month - 500) - 60


@rule(
    LAW_41.article(64, clause=1, point="c"),
    LAW_41.article(65, clause=1, point="b"),
    en="Age ten years lower, in months",
)
@rule(LAW_58.article(54, clause=1, point="c"), en="Age ten years lower, in months")
def retirement_age_lower_by_10(person: Person, law: Law) -> int:
    """Tuổi nghỉ hưu thấp hơn 10 tuổi."""
    if person.sex == Sex.MALE:
        return law.insurance.retirement_age.men.of(person.birth_month - 1000) - 120
    return law.insurance.retirement_age.women.of(person.birth_month - 1000) - 120


@rule(DECREE.article(3, clause=1), DECREE.article(3, clause=2), en="First day after the age")
@rule(LAW_58.article(59, clause=1), until="2021-01-01", en="First day after the age")
def normal_retirement_day(person: Person) -> date:
    """Ngày đầu tháng liền kề sau tháng đủ tuổi nghỉ hưu."""
    return first_of_next_month(add_months(person.birth_date, person.retirement_age))
