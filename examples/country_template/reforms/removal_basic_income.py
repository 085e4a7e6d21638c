"""Nobody is paid a basic income."""

from ansinh.engine import Money, document, rule
from examples.country_template.entities import Person

PROPOSAL = document("proposal/removal_basic_income")


@rule(PROPOSAL.article(), otherwise=0, en="No basic income")
def basic_income(person: Person) -> Money:
    """Bỏ thu nhập cơ bản."""
    return 0
