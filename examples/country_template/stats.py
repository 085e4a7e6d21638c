"""What a household is paid and pays in all."""

from ansinh.engine import Money, document, ratio, round_down, rule
from examples.country_template.entities import MONTHS, Household

BENEFITS = document("stats.gov.example/benefits")
TAXES = document("stats.gov.example/taxes")


@rule(BENEFITS.article(), en="Sum of the benefits perceived by a household")
def total_benefits(household: Household) -> Money:
    """Tổng các khoản hộ được hưởng."""
    basic_income = sum(person.basic_income for person in household.persons)
    return basic_income + household.housing_allowance


@rule(TAXES.article(), en="Sum of the taxes paid by a household")
def total_taxes(household: Household) -> Money:
    """Tổng các khoản hộ phải nộp."""
    paid = sum(
        person.income_tax + person.social_security_contribution for person in household.persons
    )
    return paid + round_down(ratio(household.housing_tax, MONTHS))
