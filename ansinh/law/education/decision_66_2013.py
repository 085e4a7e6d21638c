"""Quyết định 66/2013/QĐ-TTg: chi phí học tập của sinh viên dân tộc thiểu số nghèo, cận nghèo."""

from ansinh.engine import Law, Money, benefit, document
from ansinh.law.facts.education import SchoolKind, TrainingLevel
from ansinh.law.facts.entities import Person
from ansinh.law.facts.poverty import SchoolLevel

DECISION = document("66/2013/QĐ-TTg")


@benefit(
    DECISION.article(1),
    DECISION.article(2),
    code="education.minority_student",
    name="Hỗ trợ chi phí học tập cho sinh viên dân tộc thiểu số",
    en="Study costs of minority students",
    paid="monthly",
    payer="state budget",
    domain="education",
)
def minority_student_support(person: Person, law: Law) -> Money:
    """60 % mức lương cơ sở mỗi tháng thực học; đại học chính quy, không cử tuyển, không dự bị."""
    if person.attending != SchoolLevel.COLLEGE_OR_UNIVERSITY or not person.is_study_month:
        return 0
    if person.is_nominated_student or person.is_part_time_student:
        return 0
    if person.school_kind == SchoolKind.UNIVERSITY_PREPARATORY:
        return 0
    if not person.is_poor_minority_student or person.training_level != TrainingLevel.UNIVERSITY:
        return 0
    return person.base_salary * law.education.minority_student
