"""Bộ luật Dân sự 91/2015/QH13: ngày sinh, ngày mất và cách tính tuổi."""

from ansinh.engine import Law, document, rule, years_between
from ansinh.law.facts.entities import Person

CODE = document("91/2015/QH13")


@rule(
    CODE.article(148, clause=4),
    en="Age: complete years since birth",
    unverified="the Code counts periods in years; that an age is complete on the birthday is usage",
)
def age(person: Person, law: Law) -> int:
    """Tuổi: số năm tròn kể từ ngày sinh."""
    return years_between(person.birth_date, law.date)


@rule(CODE.article(16, clause=3), en="Is born and has not died")
def is_alive(person: Person, law: Law) -> bool:
    """Đã sinh ra và chưa chết vào ngày xét."""
    return law.date < person.death_date and person.birth_date <= law.date
