"""Quyết định 29/2025/QĐ-TTg: tín dụng với người học ngành khoa học, công nghệ, kỹ thuật, toán."""

from ansinh.engine import Law, Money, Rate, benefit, document, rule
from ansinh.law.facts.education import FieldOfStudy, StudyResult, TrainingLevel
from ansinh.law.facts.entities import Person

DECISION = document("29/2025/QĐ-TTg")
PRESS = "conditions read in the press"
GOOD_OR_BETTER = (StudyResult.GOOD, StudyResult.EXCELLENT)
LEVELS = (TrainingLevel.UNIVERSITY, TrainingLevel.POSTGRADUATE)


@rule(DECISION.article(2), en="Results good enough for the loan", unverified=PRESS)
def has_results_for_stem_loan(person: Person, law: Law) -> bool:
    """Năm thứ nhất: ba năm THPT từ khá, hoặc lớp 12 bốn môn từ 8; sau đó: năm trước từ giỏi."""
    if person.training_level == TrainingLevel.POSTGRADUATE:
        return True
    if person.year_of_level > 1:
        return person.study_result in GOOD_OR_BETTER
    return (
        person.study_result != StudyResult.NONE
        or person.science_average >= law.education.stem_science_average
    )


@benefit(
    DECISION.article(4),
    code="education.stem_loan",
    name="Tín dụng với người học ngành STEM",
    en="Loan of STEM students",
    paid="monthly",
    payer="Bank for Social Policies",
    domain="education",
    unit="VND lent",
    kind="credit",
    on_request=True,
    unverified=PRESS,
)
def stem_loan(person: Person, law: Law) -> Money:
    """Toàn bộ học phí sau khi trừ học bổng, và sinh hoạt phí tối đa 5.000.000 đồng mỗi tháng."""
    if not person.is_student or person.field_of_study != FieldOfStudy.STEM:
        return 0
    if person.training_level not in LEVELS or not person.has_results_for_stem_loan:
        return 0
    tuition = max(0, person.school_fee - person.monthly_scholarship)
    return tuition + law.education.stem_living


@rule(DECISION.article(), en="Loan for the course beyond what needs no security", unverified=PRESS)
def stem_loan_to_secure(person: Person, law: Law) -> Money:
    """Phần vay cả khóa vượt 500.000.000 đồng, phải bảo đảm tiền vay."""
    months = law.education.months_of_study_a_year * person.course_years
    return max(0, person.stem_loan * months - law.education.stem_without_security)


@rule(DECISION.article(5), en="Interest of a STEM loan, a year", unverified=PRESS)
def stem_loan_interest(person: Person, law: Law) -> Rate:
    """Lãi suất cho vay người học ngành STEM, %/năm."""
    return law.education.stem_loan_interest
