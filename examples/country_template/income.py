"""What is left at the end of the month."""

from ansinh.engine import Money, document, ratio, round_down, rule
from examples.country_template.entities import MONTHS, Household

DISPOSABLE_INCOME = document("stats.gov.example/disposable_income")


@rule(
    DISPOSABLE_INCOME.article(),
    en="Actual amount available to the household at the end of the month",
)
def disposable_income(household: Household) -> Money:
    """Số tiền hộ có thể dùng vào cuối tháng."""
    earned = sum(person.salary + person.capital_returns for person in household.persons)
    paid = sum(person.pension + person.basic_income for person in household.persons)
    taken = sum(
        person.income_tax + person.social_security_contribution for person in household.persons
    )
    housing_tax = round_down(ratio(household.housing_tax, MONTHS))
    return (
        earned
        + paid
        + household.housing_allowance
        + household.parenting_allowance
        - taken
        - housing_tax
    )
