"""Age."""

from ansinh.engine import Law, document, rule, years_between
from examples.country_template.entities import Person

BIRTH_DATE = document("en.wiktionary.org/wiki/birthdate")


@rule(BIRTH_DATE.article(), en="Person's age, in whole years")
def age(person: Person, law: Law) -> int:
    """Tuổi tròn năm vào ngày đầu kỳ."""
    return years_between(person.birth, law.date)
