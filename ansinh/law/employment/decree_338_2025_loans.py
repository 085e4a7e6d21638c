"""Nghị định 338/2025/NĐ-CP, Điều 5 đến 8 (trước đó 61/2015/NĐ-CP): vay vốn việc làm."""

from datetime import date

from ansinh.engine import (
    Law,
    Money,
    Rate,
    add_months,
    benefit,
    document,
    first_of_month,
    ratio,
    round_half_up,
    rule,
)
from ansinh.law.facts.credit import CreditProgramme
from ansinh.law.facts.employment import Borrower
from ansinh.law.facts.entities import JobLoan, Person

LAW_38 = document("38/2013/QH13")
LAW_74 = document("74/2025/QH15")
DECREE_61 = document("61/2015/NĐ-CP")
DECREE = document("338/2025/NĐ-CP")
NEW_TERMS = date(2026, 1, 1)
FULL_CAPACITY = 18
MONTHS, PERCENT = 12, 100
KEPT = "that a loan approved before 2026 keeps its terms is read from Article 37(1)"
NO_ROUNDING = "no text names the rounding to the đồng"


@rule(LAW_74.article(9, clause=6, point="a"), en="May borrow: an adult worker")
@rule(LAW_38.article(13), since="2022-01-01", en="May borrow: an adult worker")
def may_borrow_for_jobs(person: Person) -> bool:
    """Người lao động có năng lực hành vi dân sự đầy đủ, từ đủ 18 tuổi."""
    return person.is_worker and person.age >= FULL_CAPACITY


@rule(DECREE.article(5, clause=1), en="Highest loan to the borrower")
@rule(DECREE_61.article(24), since="2022-01-01", en="Highest loan to the borrower")
def most_lent(loan: JobLoan, law: Law) -> Money:
    """Người lao động một mức; cơ sở một mức chung và một mức cho mỗi lao động."""
    if loan.borrower == Borrower.WORKER:
        return law.employment.job_loan.most_worker
    return min(
        law.employment.job_loan.most_business, law.employment.job_loan.most_per_job * loan.jobs
    )


@rule(DECREE.article(5, clause=4), en="Amount that may be lent")
def lendable(loan: JobLoan) -> Money:
    """Số đề nghị, trong mức tối đa trừ dư nợ vay việc làm khác."""
    return max(0, min(loan.amount_asked, loan.most_lent - loan.other_debt))


@rule(DECREE_61.article(24), since="2022-01-01", en="Amount that may be lent", name="lendable")
def lendable_before_2026(loan: JobLoan) -> Money:
    """Số đề nghị, trong mức tối đa của dự án."""
    return min(loan.amount_asked, loan.most_lent)


@rule(DECREE.article(5, clause=5), en="Amount lent, or that may be lent")
@rule(DECREE_61.article(24, clause=3), since="2022-01-01", en="Amount lent, or that may be lent")
def principal(loan: JobLoan, law: Law) -> Money:
    """Số tiền được duyệt; chưa duyệt thì số có thể vay."""
    return loan.amount_lent if loan.approved_on <= law.date else loan.lendable


@rule(DECREE.article(11), DECREE.article(37, clause=1), en="Asked for, not yet lent")
@rule(DECREE_61.article(28), since="2022-01-01", en="Asked for, not yet lent")
def is_open(loan: JobLoan, law: Law) -> bool:
    """Từ tháng nộp hồ sơ đến hết tháng phê duyệt; theo văn bản đang áp dụng ngày phê duyệt."""
    return (
        first_of_month(loan.filed_on) <= law.date and first_of_month(law.date) <= loan.approved_on
    )


@rule(
    DECREE.article(37, clause=1), en="Was approved before 2026 and keeps its terms", unverified=KEPT
)
def keeps_terms(loan: JobLoan) -> bool:
    """Được phê duyệt trước ngày 01/01/2026."""
    return loan.approved_on < NEW_TERMS


@rule(
    DECREE.article(3, clause=2), LAW_74.article(9, clause=3), en="Business with many listed workers"
)
def employs_many_listed(loan: JobLoan, law: Law) -> bool:
    """Từ 30% lao động khuyết tật, dân tộc thiểu số, đã chấp hành xong án, cai nghiện."""
    listed = loan.listed_workers + loan.released_workers
    return listed > 0 and listed >= law.employment.job_loan.listed_share * loan.workers


@rule(DECREE.article(37, clause=1), en="Business with many listed workers, until 2025")
@rule(
    DECREE_61.article(23, clause=2),
    since="2022-01-01",
    en="Business with many listed workers, until 2025",
)
def employed_many_listed(loan: JobLoan, law: Law) -> bool:
    """Từ 30% lao động là người khuyết tật, người dân tộc thiểu số."""
    listed = loan.listed_workers
    return listed > 0 and listed >= law.employment.job_loan.listed_share * loan.workers


@rule(LAW_74.article(9, clause=3), DECREE.article(10, clause=2), en="Worker with the lower rate")
def has_lower_job_rate(person: Person) -> bool:
    """Hộ nghèo là dân tộc thiểu số hoặc ở nơi đặc biệt khó khăn; khuyết tật, hoặc người nuôi."""
    return (
        person.has_disability
        or person.cares_for_most_disabled
        or (
            person.household.is_poor
            and (person.belongs_to_minority or person.household.lives_in_especially_difficult_area)
        )
    )


@rule(DECREE.article(37, clause=1), en="Worker with the lower rate, until 2025")
@rule(
    LAW_38.article(12, clause=2, point="b"),
    since="2022-01-01",
    en="Worker with the lower rate, until 2025",
)
def had_lower_job_rate(person: Person) -> bool:
    """Người dân tộc thiểu số sống ở nơi đặc biệt khó khăn, người khuyết tật."""
    return person.has_disability or (
        person.belongs_to_minority and person.household.lives_in_especially_difficult_area
    )


@rule(DECREE.article(37, clause=1), en="Has the lower rate, until 2025")
@rule(LAW_38.article(12, clause=2), since="2022-01-01", en="Has the lower rate, until 2025")
def had_lower_rate(loan: JobLoan) -> bool:
    """Thuộc diện vay với mức lãi suất thấp hơn theo Luật Việc làm 38/2013/QH13."""
    if loan.borrower == Borrower.WORKER:
        return loan.person.had_lower_job_rate
    return loan.employed_many_listed


@rule(LAW_74.article(9, clause=3), en="Has the lower rate")
def has_lower_rate(loan: JobLoan) -> bool:
    """Thuộc diện vay với mức lãi suất thấp hơn."""
    if loan.borrower == Borrower.WORKER:
        return loan.person.has_lower_job_rate
    return loan.employs_many_listed


@rule(DECREE.article(37, clause=1), en="Yearly rate by Decree 61/2015, per cent", unverified=KEPT)
@rule(DECREE_61.article(26), since="2022-01-01", en="Yearly rate by Decree 61/2015, per cent")
def percent_until_2025(loan: JobLoan, law: Law) -> Rate:
    """Phần trăm một năm: bằng lãi suất hộ cận nghèo; ưu tiên bằng 50%."""
    if loan.had_lower_rate:
        percent = law.employment.job_loan.lower_of_near_poor_rate
        return law.credit.rate[CreditProgramme.NEAR_POOR] * percent
    return law.credit.rate[CreditProgramme.NEAR_POOR] * PERCENT


@rule(
    DECREE.article(7, clause=1), DECREE.article(7, clause=2), en="Yearly rate of the loan, per cent"
)
def yearly_percent(loan: JobLoan, law: Law) -> Rate:
    """127% lãi suất hộ nghèo, ưu tiên bằng lãi suất hộ nghèo; duyệt trước 2026: như cũ."""
    if loan.keeps_terms:
        return loan.percent_until_2025
    if loan.has_lower_rate:
        return law.credit.rate[CreditProgramme.POOR] * PERCENT
    return law.credit.rate[CreditProgramme.POOR] * law.employment.job_loan.of_poor_rate


@rule(
    DECREE_61.article(26),
    since="2022-01-01",
    en="Yearly rate of the loan, per cent",
    name="yearly_percent",
)
def yearly_percent_before_2026(loan: JobLoan) -> Rate:
    """Phần trăm một năm: bằng lãi suất hộ cận nghèo; ưu tiên bằng 50%."""
    return loan.percent_until_2025


@rule(DECREE.article(7), en="Interest of the first month", unverified=NO_ROUNDING)
@rule(
    DECREE_61.article(26),
    since="2022-01-01",
    en="Interest of the first month",
    unverified=NO_ROUNDING,
)
def monthly_interest(loan: JobLoan) -> Money:
    """Lãi một tháng trên toàn bộ số vay."""
    return round_half_up(ratio(loan.principal * loan.yearly_percent, MONTHS * PERCENT))


@rule(DECREE.article(7, clause=3), en="Interest of a month on overdue debt", unverified=NO_ROUNDING)
@rule(
    DECREE_61.article(26, clause=3),
    since="2022-01-01",
    en="Interest of a month on overdue debt",
    unverified=NO_ROUNDING,
)
def overdue_interest(loan: JobLoan, law: Law) -> Money:
    """Bằng 130% lãi trong hạn."""
    return round_half_up(loan.monthly_interest * law.employment.job_loan.overdue)


@rule(DECREE.article(8, clause=1), en="Needs collateral")
def needs_collateral(loan: JobLoan, law: Law) -> bool:
    """Cơ sở vay trên mức phải bảo đảm tiền vay."""
    return loan.borrower == Borrower.BUSINESS and loan.lendable > law.employment.job_loan.collateral


@rule(DECREE_61.article(27), since="2022-01-01", en="Needs collateral", name="needs_collateral")
def needs_collateral_before_2026(loan: JobLoan, law: Law) -> bool:
    """Cơ sở vay từ mức phải bảo đảm tiền vay trở lên."""
    return (
        loan.borrower == Borrower.BUSINESS and loan.lendable >= law.employment.job_loan.collateral
    )


@rule(DECREE.article(6), en="Last day to pay back")
@rule(DECREE_61.article(25), since="2022-01-01", en="Last day to pay back")
def longest_until(loan: JobLoan, law: Law) -> date:
    """Nhiều nhất 120 tháng từ ngày phê duyệt."""
    return add_months(loan.approved_on, law.employment.job_loan.most_months)


@benefit(
    DECREE.article(5),
    LAW_74.article(9, clause=1),
    code="employment.job_loan",
    name="Vay vốn hỗ trợ tạo việc làm, duy trì, mở rộng việc làm",
    en="Job loan",
    paid="once",
    payer="Bank for Social Policies",
    domain="employment",
    unit="VND lent",
    kind="credit",
    on_request=True,
)
@benefit(
    DECREE_61.article(24),
    LAW_38.article(12, clause=1),
    code="employment.job_loan",
    name="Vay vốn hỗ trợ tạo việc làm, duy trì, mở rộng việc làm",
    en="Job loan",
    paid="once",
    payer="Bank for Social Policies",
    domain="employment",
    unit="VND lent",
    kind="credit",
    on_request=True,
    since="2022-01-01",
)
def job_loan(person: Person) -> Money:
    """Số tiền được vay của hồ sơ đang xét; ngân hàng thỏa thuận mức cụ thể theo nguồn vốn."""
    if not person.may_borrow_for_jobs:
        return 0
    return max((loan.lendable for loan in person.job_loans if loan.is_open), default=0)
