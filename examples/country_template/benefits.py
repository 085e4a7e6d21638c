"""What is paid to persons and households, and prices that go by income."""

from ansinh.engine import Law, Money, document, rule
from examples.country_template.entities import EURO, Household, Person, Role

BASIC_INCOME = document("law.gov.example/basic_income")
HOUSING_ALLOWANCE = document("law.gov.example/housing_allowance")
PENSION = document("fr.wikipedia.org/wiki/Retraite_(économie)")
PARENTING = document("servicesaustralia.gov.au/parenting-payment")
SALARY = document("law.gov.example/salary")
PRICES = document("law.gov.example/prices")


@rule(
    BASIC_INCOME.article(),
    name="basic_income",
    until="2016-12-01",
    otherwise=0,
    en="Basic income of adults without a salary",
)
def basic_income_without_salary(person: Person, law: Law) -> Money:
    """Thu nhập cơ bản của người thành niên không có lương."""
    if person.age >= law.general.age_of_majority and person.salary == 0:
        return law.benefits.basic_income
    return 0


@rule(BASIC_INCOME.article(), since="2016-12-01", otherwise=0, en="Basic income of every adult")
def basic_income(person: Person, law: Law) -> Money:
    """Thu nhập cơ bản của mọi người thành niên."""
    return law.benefits.basic_income if person.age >= law.general.age_of_majority else 0


@rule(HOUSING_ALLOWANCE.article(), otherwise=0, en="Housing allowance")
def housing_allowance(household: Household, law: Law) -> Money:
    """Trợ cấp nhà ở: một phần tiền thuê."""
    return household.rent * law.benefits.housing_allowance


@rule(PENSION.article(), en="Pension for the elderly: one euro, as the peer's condition counts")
def pension(person: Person, law: Law) -> Money:
    """Lương hưu của người đủ tuổi."""
    return EURO if person.age >= law.general.age_of_retirement else 0


@rule(PARENTING.article(), en="Allowance for low income people with children to care for")
def parenting_allowance(household: Household, law: Law) -> Money:
    """Trợ cấp nuôi con của hộ thu nhập thấp: một mình với trẻ dưới 8 tuổi, hoặc trẻ dưới 6 tuổi."""
    if household.household_income > law.benefits.parenting_allowance.income_threshold:
        return 0
    is_single = sum(1 for person in household.persons if person.role == Role.ADULT) == 1
    if is_single and any(person.age < 8 for person in household.persons):
        return law.benefits.parenting_allowance.amount
    if any(person.age < 6 for person in household.persons):
        return law.benefits.parenting_allowance.amount
    return 0


@rule(SALARY.article(), en="Sum of the salaries of those living in a household")
def household_income(household: Household) -> Money:
    """Tổng lương của các thành viên."""
    return sum(person.salary for person in household.persons)


@rule(PRICES.article(), otherwise=0, en="Price of a meal")
def meal_price(household: Household, law: Law) -> Money:
    """Giá bữa ăn theo thu nhập của hộ."""
    return law.benefits.meal_price.of(household.household_income)


@rule(PRICES.article(), otherwise=0, en="Cost of swimming pool access")
def swimming_pool_access(household: Household, law: Law) -> Money:
    """Giá vào bể bơi: cộng mức tăng của mỗi ngưỡng mà thu nhập vượt qua."""
    income = household.household_income
    second = income > law.benefits.swimming_pool.second_threshold
    third = income > law.benefits.swimming_pool.third_threshold
    fourth = income > law.benefits.swimming_pool.fourth_threshold
    return (
        (law.benefits.swimming_pool.first_amount if income > 0 else 0)
        + (law.benefits.swimming_pool.second_amount if second else 0)
        + (law.benefits.swimming_pool.third_amount if third else 0)
        + (law.benefits.swimming_pool.fourth_amount if fourth else 0)
    )
