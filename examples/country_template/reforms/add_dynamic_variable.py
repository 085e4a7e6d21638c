"""Whether a child goes to school is known."""

from ansinh.engine import Default, fact
from examples.country_template import entities
from examples.country_template.entities import AS_THE_PEER, Household


class Person(entities.Person, table="persons", vi="Người", en="Person"):
    """An individual, with one more fact."""

    goes_to_school: bool = fact(
        "Đang đi học",
        "Goes to school (only relevant for children)",
        missing=Default(True, AS_THE_PEER),
    )


ENTITIES = (Household, Person)
