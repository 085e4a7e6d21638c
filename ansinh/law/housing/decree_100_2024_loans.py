"""Nghị định 100/2024/NĐ-CP, Điều 48: vay ưu đãi mua, thuê mua nhà ở xã hội, xây, sửa nhà ở.

The bank lends no more than is asked; the equal instalment with interest on the whole term needs a
power of the monthly rate, which is not law but arithmetic of the bank.
"""

from ansinh.engine import (
    Law,
    Money,
    benefit,
    document,
    first_of_month,
    ratio,
    round_down,
    round_half_up,
    rule,
)
from ansinh.law.facts.entities import HousingLoan, Person
from ansinh.law.facts.housing import HousingLoanPurpose, HousingWorkplace

DECREE = document("100/2024/NĐ-CP")
DECREE_2015 = document("100/2015/NĐ-CP")
POPULATION_LAW = document("113/2025/QH15")
LAW = document("27/2023/QH15")
MEMORY = "from memory: only the rate of 4.8 % before August 2024 is noted"
ROUNDED = "no text names the rounding to the đồng"
MONTHS_OF_A_YEAR = 12


@rule(
    DECREE.article(48),
    LAW.article(77, clause=4),
    en="Is under one of the headings 1 to 8",
    unverified="clause of the Law from memory; headings read in a notice of the bank",
)
@rule(DECREE_2015.article(16), en="Is under one of the headings that borrow", unverified=MEMORY)
def is_under_lending_heading(loan: HousingLoan) -> bool:
    """Người có công, hộ nghèo, cận nghèo, thu nhập thấp, người lao động, lực lượng vũ trang."""
    person = loan.person
    return (
        person.has_merit_housing_priority
        or person.household.is_poor
        or person.household.is_near_poor
        or person.housing_workplace != HousingWorkplace.NONE
        or (loan.is_confirmed_low_income and person.household.is_urban)
    )


@rule(
    POPULATION_LAW.article(29, clause=3),
    LAW.article(77, clause=5),
    en="May borrow: headings 1 to 8 and 13",
    since="2026-07-01",
)
def may_borrow_for_housing(loan: HousingLoan) -> bool:
    """Từ 01/7/2026 thêm người có từ hai con đẻ trở lên."""
    return loan.is_under_lending_heading or loan.person.has_two_biological_children


@rule(
    LAW.article(77, clause=4),
    en="May borrow: headings 1 to 8",
    name="may_borrow_for_housing",
    until="2026-07-01",
    unverified="clause from memory",
)
@rule(
    DECREE_2015.article(16),
    en="May borrow",
    name="may_borrow_for_housing",
    unverified=MEMORY,
)
def may_borrow_by_heading(loan: HousingLoan) -> bool:
    """Thuộc đối tượng được vay vốn ưu đãi."""
    return loan.is_under_lending_heading


@rule(DECREE.article(48), en="Asked for this month, for a term that is allowed")
@rule(
    DECREE_2015.article(16),
    en="Asked for this month, for a term that is allowed",
    unverified=MEMORY,
)
def is_to_decide(loan: HousingLoan, law: Law) -> bool:
    """Đề nghị trong tháng, thời hạn không quá mức dài nhất kể từ lần giải ngân đầu."""
    return (
        first_of_month(law.date) <= loan.requested_on <= law.date
        and loan.months <= law.housing.loan_years * MONTHS_OF_A_YEAR
    )


@rule(
    DECREE.article(48, clause=4),
    document("261/2025/NĐ-CP").article(1, clause=4),
    en="Most that the bank lends",
    unverified=ROUNDED,
)
@rule(DECREE_2015.article(16), en="Most that the bank lends", unverified=MEMORY)
def most_lent(loan: HousingLoan, law: Law) -> Money:
    """80% giá trị hợp đồng; 70% dự toán, không quá 01 tỷ đồng và 70% tài sản bảo đảm."""
    if loan.purpose == HousingLoanPurpose.PURCHASE:
        return min(loan.asked, round_down(loan.contract_price * law.housing.loan_share.purchase))
    if not loan.needs_works:
        return 0
    return min(
        loan.asked,
        round_down(loan.estimate * law.housing.loan_share.construction),
        round_down(loan.collateral * law.housing.loan_share.collateral),
        law.housing.construction_loan_cap,
    )


@rule(
    DECREE.article(48, clause=4),
    en="Interest of the first month",
    unverified=ROUNDED,
)
@rule(DECREE_2015.article(16), en="Interest of the first month", unverified=MEMORY)
def first_interest(loan: HousingLoan, law: Law) -> Money:
    """Tiền lãi tháng đầu: số tiền vay nhân lãi suất năm, chia 12."""
    return round_half_up(ratio(loan.most_lent * law.housing.loan_rate, MONTHS_OF_A_YEAR))


@rule(
    DECREE.article(48, clause=4),
    en="First payment when the principal is repaid evenly",
    unverified=ROUNDED,
)
@rule(
    DECREE_2015.article(16),
    en="First payment when the principal is repaid evenly",
    unverified=MEMORY,
)
def first_even_payment(loan: HousingLoan) -> Money:
    """Gốc chia đều cho số tháng, cộng lãi tháng đầu."""
    return round_half_up(ratio(loan.most_lent, loan.months)) + loan.first_interest


@rule(
    DECREE.article(48, clause=4),
    en="Interest of a month while the whole loan is overdue",
    unverified=ROUNDED,
)
@rule(
    DECREE_2015.article(16),
    en="Interest of a month while the whole loan is overdue",
    unverified=MEMORY,
)
def overdue_interest(loan: HousingLoan, law: Law) -> Money:
    """Lãi suất nợ quá hạn bằng 130% lãi suất cho vay."""
    return round_half_up(loan.first_interest * law.housing.overdue_multiple)


@rule(
    DECREE.article(48, clause=4),
    en="Interest of the first month on all housing loans",
    unverified=ROUNDED,
)
@rule(
    DECREE_2015.article(16),
    en="Interest of the first month on all housing loans",
    unverified=MEMORY,
)
def first_housing_interest(person: Person) -> Money:
    """Tổng tiền lãi tháng đầu của các khoản vay nhà ở."""
    return sum(loan.first_interest for loan in person.housing_loans)


@rule(DECREE.article(48, clause=4), en="First payment on all housing loans", unverified=ROUNDED)
@rule(DECREE_2015.article(16), en="First payment on all housing loans", unverified=MEMORY)
def first_housing_payment(person: Person) -> Money:
    """Tổng tiền trả tháng đầu, gốc chia đều, của các khoản vay nhà ở."""
    return sum(loan.first_even_payment for loan in person.housing_loans)


@rule(
    DECREE.article(48, clause=4),
    en="Interest of an overdue month on all housing loans",
    unverified=ROUNDED,
)
@rule(
    DECREE_2015.article(16),
    en="Interest of an overdue month on all housing loans",
    unverified=MEMORY,
)
def overdue_housing_interest(person: Person) -> Money:
    """Tổng tiền lãi một tháng khi toàn bộ nợ quá hạn."""
    return sum(loan.overdue_interest for loan in person.housing_loans)


@benefit(
    DECREE.article(48),
    code="housing.loan",
    name="Vay ưu đãi về nhà ở",
    en="Housing loan at the policy rate",
    paid="once",
    payer="Bank for Social Policies",
    domain="housing",
    unit="VND lent",
    kind="credit",
    on_request=True,
    unverified=ROUNDED,
)
@benefit(
    DECREE_2015.article(16),
    code="housing.loan",
    name="Vay ưu đãi về nhà ở",
    en="Housing loan at the policy rate",
    paid="once",
    payer="Bank for Social Policies",
    domain="housing",
    unit="VND lent",
    kind="credit",
    on_request=True,
    unverified=MEMORY,
)
def housing_loan(person: Person) -> Money:
    """Tổng các khoản được vay theo đề nghị trong tháng."""
    if not person.is_alive:
        return 0
    return sum(
        loan.most_lent
        for loan in person.housing_loans
        if loan.is_to_decide and loan.may_borrow_for_housing
    )
