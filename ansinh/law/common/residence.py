"""Luật Cư trú 68/2020/QH14 (trước đó 81/2006/QH11): thành viên hộ gia đình."""

from ansinh.engine import document, rule
from ansinh.law.facts.entities import Household

LAW_2006 = document("81/2006/QH11")
LAW_2020 = document("68/2020/QH14")


@rule(LAW_2020.article(10), en="Number of living members of the household")
@rule(
    LAW_2006.article(25),
    en="Number of living members of the household",
    unverified="article from memory",
)
def member_count(household: Household) -> int:
    """Số thành viên hộ gia đình còn sống vào ngày xét."""
    return sum(1 for person in household.people if person.is_alive)
