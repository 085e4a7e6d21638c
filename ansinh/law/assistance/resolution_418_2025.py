"""Nghị quyết 418/NQ-CP ngày 28/12/2025: quà của Đảng, Nhà nước, chi trước 31/12/2025."""

from ansinh.engine import Law, Money, benefit, document
from ansinh.law.facts.entities import Person

RESOLUTION = document("418/NQ-CP")


@benefit(
    RESOLUTION.article(1),
    code="assistance.gift_418_2025",
    name="Quà của Đảng, Nhà nước cuối năm 2025",
    en="Gift of the Party and State, end of 2025",
    paid="once",
    payer="state budget",
    domain="assistance",
    unverified="read through the press; article assumed",
)
def gift_418_2025(person: Person, law: Law) -> Money:
    """Một suất quà cho người có công, đối tượng bảo trợ xã hội, người hưởng hưu trí xã hội."""
    if not person.is_alive:
        return 0
    if (
        person.is_person_with_merit
        or person.merit_allowance > 0
        or person.is_entitled_to_monthly_allowance
        or person.is_entitled_to_upkeep
        or person.is_social_pensioner
    ):
        return law.assistance.gift_of_2025
    return 0
