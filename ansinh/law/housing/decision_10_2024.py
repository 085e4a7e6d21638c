"""Quyết định 10/2024/QĐ-TTg: tín dụng cấp nước sạch và vệ sinh môi trường nông thôn."""

from ansinh.engine import Law, Money, benefit, document, first_of_month, ratio, round_half_up, rule
from ansinh.law.facts.entities import Household

DECISION = document("10/2024/QĐ-TTg")
DECISION_1205 = document("1205/QĐ-TTg")
MONTHS_OF_A_YEAR = 12
NOTICE_ONLY = "read in a notice of the bank; number and day of the decision from memory"


@rule(
    DECISION.article(),
    en="Kinds of works that may be lent for: water, toilet",
    unverified=NOTICE_ONLY,
)
@rule(
    DECISION_1205.article(1),
    en="Kinds of works that may be lent for: water, toilet",
    unverified="from memory",
)
def sanitation_works_needed(household: Household) -> int:
    """Số loại công trình nông thôn chưa có, hoặc đã hư hỏng phải làm lại."""
    if household.is_urban:
        return 0
    water = household.is_deprived_of_water or household.water_works_are_broken
    toilet = household.is_deprived_of_toilet or household.toilet_is_broken
    return (1 if water else 0) + (1 if toilet else 0)


@rule(
    DECISION.article(),
    document("2553/QĐ-TTg").article(1),
    en="Interest of the first month on the most that is lent",
    unverified="no text names the rounding to the đồng",
)
@rule(
    DECISION_1205.article(1),
    en="Interest of the first month on the most that is lent",
    unverified="from memory",
)
def sanitation_interest(household: Household, law: Law) -> Money:
    """Lãi tháng đầu khi vay mức tối đa."""
    most = law.housing.sanitation_loan_cap * household.sanitation_works_needed
    return round_half_up(ratio(most * law.housing.sanitation_loan_rate, MONTHS_OF_A_YEAR))


@benefit(
    DECISION.article(),
    code="housing.sanitation_loan",
    name="Vay cấp nước sạch và vệ sinh nông thôn",
    en="Loan for rural water and sanitation",
    paid="once",
    payer="Bank for Social Policies",
    domain="housing",
    unit="VND lent",
    kind="credit",
    on_request=True,
    unverified=NOTICE_ONLY,
)
@benefit(
    DECISION_1205.article(1),
    code="housing.sanitation_loan",
    name="Vay cấp nước sạch và vệ sinh nông thôn",
    en="Loan for rural water and sanitation",
    paid="once",
    payer="Bank for Social Policies",
    domain="housing",
    unit="VND lent",
    kind="credit",
    on_request=True,
    unverified="from memory",
)
def sanitation_loan(household: Household, law: Law) -> Money:
    """Hộ đề nghị trong tháng: mức vay tối đa của mỗi loại công trình."""
    if not first_of_month(law.date) <= household.sanitation_loan_asked_on <= law.date:
        return 0
    return law.housing.sanitation_loan_cap * household.sanitation_works_needed
