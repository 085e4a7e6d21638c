"""What persons and households pay."""

from ansinh.engine import Law, Money, document, rule
from examples.country_template.entities import Household, HousingOccupancyStatus, Person

HOUSING_TAX = document("law.gov.example/housing_tax")
INCOME_TAX = document("law.gov.example/income_tax")
CONTRIBUTION = document("law.gov.example/social_security_contribution")
TAXED = (HousingOccupancyStatus.OWNER, HousingOccupancyStatus.TENANT)


@rule(INCOME_TAX.article(), en="Income tax")
def income_tax(person: Person, law: Law) -> Money:
    """Thuế thu nhập trên lương, thu nhập từ vốn và lương hưu."""
    income = person.salary + person.capital_returns + person.pension
    return income * law.taxes.income_tax_rate


@rule(
    CONTRIBUTION.article(),
    name="social_security_contribution",
    until="2017-01-01",
    otherwise=0,
    en="Progressive contribution paid on salaries, in two brackets",
)
def contribution_in_two_brackets(person: Person, law: Law) -> Money:
    """Đóng bảo hiểm xã hội lũy tiến từng phần hai bậc."""
    threshold = law.taxes.social_security_contribution.second_threshold
    first = min(person.salary, threshold)
    second = max(0, person.salary - threshold)
    return (
        first * law.taxes.social_security_contribution.first_rate
        + second * law.taxes.social_security_contribution.second_rate
    )


@rule(
    CONTRIBUTION.article(),
    since="2017-01-01",
    otherwise=0,
    en="Progressive contribution paid on salaries to finance social security",
)
def social_security_contribution(person: Person, law: Law) -> Money:
    """Đóng bảo hiểm xã hội lũy tiến từng phần ba bậc."""
    from_second = law.taxes.social_security_contribution.second_threshold
    from_third = law.taxes.social_security_contribution.third_threshold
    first = min(person.salary, from_second)
    second = max(0, min(person.salary, from_third) - from_second)
    third = max(0, person.salary - from_third)
    return (
        first * law.taxes.social_security_contribution.first_rate
        + second * law.taxes.social_security_contribution.second_rate
        + third * law.taxes.social_security_contribution.third_rate
    )


@rule(HOUSING_TAX.article(), en="Yearly tax in proportion to the size of the accommodation")
def housing_tax(household: Household, law: Law) -> Money:
    """Thuế nhà ở một năm của chủ nhà hoặc người thuê, theo diện tích trong tháng 01."""
    if household.housing_occupancy_status not in TAXED:
        return 0
    by_size = household.accommodation_size * law.taxes.housing_tax.rate
    return max(by_size, law.taxes.housing_tax.minimal_amount)
