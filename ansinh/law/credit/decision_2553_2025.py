"""Quyết định 2553/QĐ-TTg và các quyết định trước: hộ nghèo, cận nghèo, mới thoát nghèo vay vốn."""

from datetime import date

from ansinh.engine import (
    Law,
    Money,
    Rate,
    add_months,
    benefit,
    document,
    ratio,
    round_half_up,
    rule,
)
from ansinh.law.facts.credit import CreditProgramme
from ansinh.law.facts.entities import Household, PolicyLoan

DECISION = document("2553/QĐ-TTg")
DECISION_750 = document("750/QĐ-TTg")
DECISION_15 = document("15/2013/QĐ-TTg")
DECISION_28 = document("28/2015/QĐ-TTg")
DECISION_12 = document("12/QĐ-HĐQT")
MONTHS = 12
TO_THE_LISTED = (
    CreditProgramme.POOR,
    CreditProgramme.NEAR_POOR,
    CreditProgramme.NEWLY_ESCAPED,
)
MEMORY = "the rates before December 2025 stand in the bank's table, the first days are from memory"
LIMITS = "limits and terms are the bank's own decision, from memory"


@rule(DECISION.article(1), en="Yearly rate of the loan")
@rule(
    DECISION_750.article(1),
    DECISION_15.article(1),
    DECISION_28.article(4),
    since="2022-01-01",
    until="2025-12-01",
    en="Yearly rate of the loan",
    unverified=MEMORY,
)
def yearly_rate(loan: PolicyLoan, law: Law) -> Rate:
    """Lãi suất của chương trình vào ngày xét, cả với dư nợ cũ."""
    return law.credit.rate[loan.programme]


@rule(DECISION.article(1), en="Interest of a month", unverified="no text names the rounding")
@rule(
    DECISION_750.article(1),
    since="2022-01-01",
    until="2025-12-01",
    en="Interest of a month",
    unverified="no text names the rounding",
)
def monthly_interest(loan: PolicyLoan, law: Law) -> Money:
    """Lãi một tháng trên dư nợ gốc; nợ quá hạn 130%."""
    usual = round_half_up(ratio(loan.principal * loan.yearly_rate, MONTHS))
    return round_half_up(usual * law.credit.overdue) if loan.is_overdue else usual


@rule(
    DECISION_12.article(1),
    DECISION_28.article(3),
    since="2022-01-01",
    en="Last day to pay back, of loans to the listed",
    unverified=LIMITS,
)
def longest_until(loan: PolicyLoan, law: Law) -> date:
    """Nhiều nhất 120 tháng, hộ mới thoát nghèo 05 năm, từ ngày giải ngân."""
    if loan.programme == CreditProgramme.NEWLY_ESCAPED:
        return add_months(loan.lent_on, law.credit.most_months_newly_escaped)
    return add_months(loan.lent_on, law.credit.most_months)


@rule(
    DECISION_12.article(1),
    since="2022-01-01",
    en="Debt on loans to the listed",
    unverified=LIMITS,
)
def debt_as_listed(household: Household) -> Money:
    """Dư nợ vay hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo."""
    return sum(loan.principal for loan in household.policy_loans if loan.programme in TO_THE_LISTED)


@rule(
    DECISION_12.article(1),
    since="2022-01-01",
    en="What may still be lent to a listed household",
    unverified=LIMITS,
)
def credit_left(household: Household, law: Law) -> Money:
    """Mức tối đa trừ dư nợ."""
    return max(0, law.credit.most - household.debt_as_listed)


@benefit(
    DECISION_750.article(1),
    DECISION_12.article(1),
    code="credit.poor",
    name="Vay vốn hộ nghèo",
    en="Loan to a poor household",
    paid="once",
    payer="Bank for Social Policies",
    domain="credit",
    unit="VND lent",
    kind="credit",
    on_request=True,
    since="2022-01-01",
    unverified=LIMITS,
)
def loan_to_poor(household: Household) -> Money:
    """Nhiều nhất còn được vay; không phải thế chấp; vay bao nhiêu theo phương án của hộ."""
    return household.credit_left if household.is_poor else 0


@benefit(
    DECISION_15.article(1),
    DECISION_12.article(1),
    code="credit.near_poor",
    name="Vay vốn hộ cận nghèo",
    en="Loan to a near-poor household",
    paid="once",
    payer="Bank for Social Policies",
    domain="credit",
    unit="VND lent",
    kind="credit",
    on_request=True,
    since="2022-01-01",
    unverified=LIMITS,
)
def loan_to_near_poor(household: Household) -> Money:
    """Mức vay như hộ nghèo."""
    return household.credit_left if household.is_near_poor else 0


@benefit(
    DECISION_28.article(3),
    DECISION_12.article(1),
    code="credit.newly_escaped",
    name="Vay vốn hộ mới thoát nghèo",
    en="Loan to a household newly out of poverty",
    paid="once",
    payer="Bank for Social Policies",
    domain="credit",
    unit="VND lent",
    kind="credit",
    on_request=True,
    since="2022-01-01",
    unverified=LIMITS,
)
def loan_to_newly_escaped(household: Household) -> Money:
    """Mức vay không quá mức của hộ nghèo; ra khỏi danh sách chưa quá 03 năm."""
    return household.credit_left if household.is_newly_escaped else 0
