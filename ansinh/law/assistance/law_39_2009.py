"""Luật Người cao tuổi 39/2009/QH12: người cao tuổi là công dân từ đủ 60 tuổi."""

from ansinh.engine import document, rule
from ansinh.law.facts.entities import Person

LAW = document("39/2009/QH12")


@rule(LAW.article(2), en="Elderly: a citizen from full 60 years")
def is_elderly(person: Person) -> bool:
    """Công dân Việt Nam từ đủ 60 tuổi trở lên."""
    return person.age >= 60 and person.is_citizen
