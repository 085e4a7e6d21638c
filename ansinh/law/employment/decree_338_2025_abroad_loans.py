"""Nghị định 338/2025/NĐ-CP, Điều 12 đến 15 (trước đó 61/2015/NĐ-CP): vay đi làm ở nước ngoài."""

from datetime import date

from ansinh.engine import Law, Money, Rate, benefit, document, first_of_month, rule
from ansinh.law.facts.credit import CreditProgramme
from ansinh.law.facts.entities import AbroadJob, Person

LAW_74 = document("74/2025/QH15")
DECREE_61 = document("61/2015/NĐ-CP")
DECREE = document("338/2025/NĐ-CP")
NEW_TERMS = date(2026, 1, 1)
PERCENT = 100
KEPT = "that a loan approved before 2026 keeps its terms is read from Article 37(1)"


@rule(LAW_74.article(9, clause=7), en="May borrow to work abroad")
def may_borrow_for_abroad(person: Person) -> bool:
    """Người lao động đã ký hợp đồng, đủ năng lực hành vi dân sự."""
    return person.may_borrow_for_jobs


@rule(
    DECREE_61.article(11),
    since="2022-01-01",
    en="May borrow to work abroad",
    name="may_borrow_for_abroad",
)
def may_borrow_for_abroad_before_2026(person: Person) -> bool:
    """Hộ nghèo, cận nghèo, có đất thu hồi, dân tộc thiểu số, thân nhân người có công."""
    return person.may_borrow_for_jobs and (
        person.household.is_poor_or_near_poor
        or person.has_recovered_land
        or person.belongs_to_minority
        or person.is_merit_kin
    )


@rule(DECREE.article(12, clause=1), en="Amount that may be lent to work abroad")
def lendable(job: AbroadJob) -> Money:
    """Số đề nghị, tối đa chi phí phải trả trước khi đi trừ các khoản ngân sách đã hỗ trợ."""
    return max(0, min(job.loan_asked, job.cost_before_leaving - job.budget_support))


@rule(
    DECREE_61.article(35),
    since="2022-01-01",
    en="Amount that may be lent to work abroad",
    name="lendable",
)
def lendable_before_2026(job: AbroadJob) -> Money:
    """Số đề nghị, tối đa 100% chi phí theo hợp đồng."""
    return min(job.loan_asked, job.cost_before_leaving)


@rule(DECREE.article(17), DECREE.article(37, clause=1), en="Loan asked for, not yet lent")
@rule(DECREE_61.article(40), since="2022-01-01", en="Loan asked for, not yet lent")
def is_loan_open(job: AbroadJob, law: Law) -> bool:
    """Từ tháng nộp hồ sơ đến hết tháng phê duyệt."""
    return (
        first_of_month(job.filed_on) <= law.date
        and first_of_month(law.date) <= job.loan_approved_on
    )


@rule(LAW_74.article(9, clause=4), en="Has the lower rate")
def has_lower_abroad_rate(person: Person) -> bool:
    """Hộ nghèo là dân tộc thiểu số, hoặc là người Kinh sống ở nơi đặc biệt khó khăn."""
    return person.household.is_poor and (
        person.belongs_to_minority or person.household.lives_in_especially_difficult_area
    )


@rule(DECREE.article(15), en="Yearly rate of the loan, per cent", unverified=KEPT)
def yearly_percent(job: AbroadJob, law: Law) -> Rate:
    """Bằng 127% lãi suất hộ nghèo; ưu tiên, hoặc duyệt trước 2026, bằng lãi suất hộ nghèo."""
    if job.loan_approved_on < NEW_TERMS or job.person.has_lower_abroad_rate:
        return law.credit.rate[CreditProgramme.POOR] * PERCENT
    return law.credit.rate[CreditProgramme.POOR] * law.employment.abroad_loan.of_poor_rate


@rule(
    DECREE_61.article(38),
    since="2022-01-01",
    en="Yearly rate of the loan, per cent",
    name="yearly_percent",
)
def yearly_percent_before_2026(job: AbroadJob, law: Law) -> Rate:
    """Bằng lãi suất cho vay hộ nghèo."""
    return law.credit.rate[CreditProgramme.POOR] * PERCENT


@rule(DECREE.article(13, clause=1), en="Needs collateral")
def needs_collateral(job: AbroadJob, law: Law) -> bool:
    """Vay trên mức phải bảo đảm tiền vay."""
    return job.lendable > law.employment.abroad_loan.collateral


@rule(DECREE_61.article(36), since="2022-01-01", en="Needs collateral", name="needs_collateral")
def needs_collateral_before_2026(job: AbroadJob, law: Law) -> bool:
    """Vay từ mức phải bảo đảm tiền vay trở lên."""
    return job.lendable >= law.employment.abroad_loan.collateral


@rule(DECREE.article(14), en="Longest term in months")
@rule(DECREE_61.article(37), since="2022-01-01", en="Longest term in months")
def longest_term(job: AbroadJob) -> int:
    """Bằng thời hạn hợp đồng, không kể gia hạn."""
    return job.contract_months


@benefit(
    DECREE.article(12),
    LAW_74.article(9, clause=2),
    code="employment.abroad_loan",
    name="Vay vốn đi làm việc ở nước ngoài theo hợp đồng",
    en="Loan to work abroad",
    paid="once",
    payer="Bank for Social Policies",
    domain="employment",
    unit="VND lent",
    kind="credit",
    on_request=True,
)
@benefit(
    DECREE_61.article(35),
    DECREE_61.article(11),
    code="employment.abroad_loan",
    name="Vay vốn đi làm việc ở nước ngoài theo hợp đồng",
    en="Loan to work abroad",
    paid="once",
    payer="Bank for Social Policies",
    domain="employment",
    unit="VND lent",
    kind="credit",
    on_request=True,
    since="2022-01-01",
)
def abroad_loan(person: Person) -> Money:
    """Số tiền được vay của hồ sơ đang xét."""
    if not person.may_borrow_for_abroad:
        return 0
    return max((job.lendable for job in person.abroad_jobs if job.is_loan_open), default=0)
