"""A tax on those who have a car."""

from ansinh.engine import Default, Money, document, fact, rule
from examples.country_template import entities
from examples.country_template.entities import AS_THE_PEER, EURO, Household

PROPOSAL = document("proposal/new_tax")
FIXED_PART = 100 * EURO


class Person(entities.Person, table="persons", vi="Người", en="Person"):
    """An individual, with one more fact."""

    has_car: bool = fact("Có ô tô", "Has a car", missing=Default(True, AS_THE_PEER))


ENTITIES = (Household, Person)


@rule(PROPOSAL.article(), en="New tax")
def new_tax(person: Person) -> Money:
    """Thuế mới của người có ô tô."""
    return person.income_tax + FIXED_PART if person.has_car else 0
