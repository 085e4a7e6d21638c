"""Quyết định 1121/1997/QĐ-TTg, 194/2001/QĐ-TTg: trợ cấp xã hội cho học sinh, sinh viên."""

from ansinh.engine import Law, Money, benefit, document, rule
from ansinh.law.facts.education import TrainingLevel
from ansinh.law.facts.entities import Person

DECISION = document("1121/1997/QĐ-TTg")
AMENDING = document("194/2001/QĐ-TTg")
LEVELS = (TrainingLevel.INTERMEDIATE, TrainingLevel.COLLEGE, TrainingLevel.UNIVERSITY)


@rule(
    DECISION.article(2),
    en="Student with a social allowance",
    unverified="hardship is read as a poor household (or near-poor, of the disabled); the article"
    " itself is read in a consolidated text",
)
def is_student_with_social_allowance(person: Person) -> bool:
    """Dân tộc vùng cao; mồ côi cả cha mẹ; khuyết tật khó khăn; hộ nghèo vượt khó học tập."""
    if not person.is_student or not person.is_at_public_school or person.is_part_time_student:
        return False
    in_group = (
        (person.is_from_uplands and person.belongs_to_ethnic_minority)
        or (person.has_both_parents_dead and not person.is_adopted)
        or (person.has_disability_certificate and person.household.is_near_poor)
        or person.household.is_poor
    )
    return in_group and person.training_level in LEVELS


@benefit(
    DECISION.article(2),
    AMENDING.article(1),
    code="education.student_allowance",
    name="Trợ cấp xã hội cho học sinh, sinh viên",
    en="Social allowance of students",
    paid="monthly",
    payer="state budget",
    domain="education",
    unverified="that the higher level goes by residence is read in a consolidated text",
)
def student_allowance(person: Person, law: Law) -> Money:
    """140.000 đồng ở vùng cao, đặc biệt khó khăn; 100.000 đồng ở nơi khác; 12 tháng một năm."""
    if not person.is_student_with_social_allowance:
        return 0
    if person.is_from_uplands or person.household.lives_in_especially_difficult_area:
        return law.education.student_allowance_uplands
    return law.education.student_allowance
