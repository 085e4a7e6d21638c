"""No contribution in the first bracket, more in the second, a new bracket for the rich."""

from ansinh.engine import Law, Money, document, rule
from examples.country_template.entities import Person

PROPOSAL = document("proposal/modify_social_security_taxation")


@rule(
    PROPOSAL.article(),
    name="social_security_contribution",
    until="2017-01-01",
    otherwise=0,
    en="Contribution above the second threshold",
)
def contribution_before_2017(person: Person, law: Law) -> Money:
    """Chỉ đóng phần lương trên ngưỡng bậc hai."""
    threshold = law.taxes.social_security_contribution.second_threshold
    return max(0, person.salary - threshold) * law.proposal.second_rate


@rule(
    PROPOSAL.article(),
    since="2017-01-01",
    otherwise=0,
    en="Contribution above the second threshold, with a bracket for high salaries",
)
def social_security_contribution(person: Person, law: Law) -> Money:
    """Đóng từ ngưỡng bậc hai, thêm bậc cho lương cao."""
    from_second = law.taxes.social_security_contribution.second_threshold
    from_third = law.taxes.social_security_contribution.third_threshold
    from_fourth = law.proposal.fourth_threshold
    second = max(0, min(person.salary, from_third) - from_second)
    third = max(0, min(person.salary, from_fourth) - from_third)
    fourth = max(0, person.salary - from_fourth)
    return (
        second * law.proposal.second_rate
        + third * law.taxes.social_security_contribution.third_rate
        + fourth * law.proposal.fourth_rate
    )
