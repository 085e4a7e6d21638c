"""Quyết định 157/2007/QĐ-TTg, 05/2022/QĐ-TTg: tín dụng đối với học sinh, sinh viên."""

from ansinh.engine import Law, Money, Rate, benefit, document, rule
from ansinh.law.facts.assistance import ParentSituation
from ansinh.law.facts.entities import Person

DECISION = document("157/2007/QĐ-TTg")
AMENDING = document("05/2022/QĐ-TTg")
RATE_2025 = document("2553/QĐ-TTg")
MEMORY = "groups from memory"


@rule(DECISION.article(2), en="Orphan who may borrow directly", unverified=MEMORY)
def is_orphan_borrower(person: Person) -> bool:
    """Mồ côi cả cha lẫn mẹ, hoặc mồ côi một người mà người còn lại không có khả năng."""
    mother = person.situation_of_mother
    father = person.situation_of_father
    return (mother == ParentSituation.DEAD and father != ParentSituation.PRESENT) or (
        father == ParentSituation.DEAD and mother != ParentSituation.PRESENT
    )


@rule(AMENDING.article(1), en="Student who may borrow", since="2022-05-19", unverified=MEMORY)
def may_borrow_for_study(person: Person) -> bool:
    """Mồ côi; hộ nghèo, cận nghèo, mức sống trung bình; khó khăn đột xuất về tài chính."""
    return person.is_student and (
        person.household.is_poor_or_near_poor
        or person.had_sudden_hardship
        or person.is_orphan_borrower
        or person.household.is_average_living_standard
    )


@rule(
    DECISION.article(2),
    en="Student who may borrow",
    name="may_borrow_for_study",
    until="2022-05-19",
    unverified=f"{MEMORY}; up to 150 percent of the poverty line is read as near-poor",
)
def may_borrow_for_study_before_2022(person: Person) -> bool:
    """Mồ côi; hộ nghèo, thu nhập đến 150 % chuẩn nghèo; khó khăn đột xuất về tài chính."""
    return person.is_student and (
        person.household.is_poor_or_near_poor
        or person.had_sudden_hardship
        or person.is_orphan_borrower
    )


@benefit(
    AMENDING.article(1),
    DECISION.article(5),
    code="education.student_loan",
    name="Tín dụng học sinh, sinh viên",
    en="Student loan",
    paid="monthly",
    payer="Bank for Social Policies",
    domain="education",
    unit="VND lent",
    kind="credit",
    on_request=True,
    since="2022-05-19",
    unverified=MEMORY,
)
@benefit(
    DECISION.article(5),
    code="education.student_loan",
    name="Tín dụng học sinh, sinh viên",
    en="Student loan",
    paid="monthly",
    payer="Bank for Social Policies",
    domain="education",
    unit="VND lent",
    kind="credit",
    on_request=True,
    until="2022-05-19",
    unverified=MEMORY,
)
def student_loan(person: Person, law: Law) -> Money:
    """Mức vay tối đa mỗi tháng."""
    return law.education.student_loan if person.may_borrow_for_study else 0


@rule(
    RATE_2025.article(),
    en="Interest of a student loan, a year",
    since="2025-12-01",
    unverified="number and date from memory",
)
@rule(
    DECISION.article(7),
    en="Interest of a student loan, a year",
    until="2025-12-01",
    unverified="rate from memory",
)
def student_loan_interest(person: Person, law: Law) -> Rate:
    """Lãi suất cho vay học sinh, sinh viên, %/năm."""
    return law.education.student_loan_interest
