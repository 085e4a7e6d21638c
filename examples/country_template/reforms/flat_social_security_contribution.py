"""Everybody contributes the same share of the salary."""

from ansinh.engine import Law, Money, document, rule
from examples.country_template.entities import Person

PROPOSAL = document("proposal/flat_social_security_contribution")


@rule(PROPOSAL.article(), otherwise=0, en="Flat social security contribution")
def social_security_contribution(person: Person, law: Law) -> Money:
    """Đóng bảo hiểm xã hội một mức."""
    return person.salary * law.proposal.flat_contribution_rate
