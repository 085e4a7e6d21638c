"""Nghị định 54/2026/NĐ-CP: người có công, thân nhân liệt sĩ mua, thuê nhà ở xã hội."""

from ansinh.engine import document, rule
from ansinh.law.facts.entities import Person

DECREE = document("54/2026/NĐ-CP")


@rule(
    DECREE.article(34),
    en="Gets a social house before the draw",
    otherwise=False,
    unverified="read in a summary",
)
def has_social_house_without_draw(person: Person) -> bool:
    """Được ưu tiên mua, thuê nhà ở xã hội, không phải bốc thăm."""
    return person.has_merit_housing_priority
