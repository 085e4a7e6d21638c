"""Nghị quyết 217/2025/QH15, Nghị định 238/2025/NĐ-CP: học phí từ năm học 2025 - 2026."""

from ansinh.engine import Law, Money, benefit, document, rule
from ansinh.law.facts.education import FieldOfStudy, SchoolKind, TrainingLevel
from ansinh.law.facts.entities import Person

DECREE = document("238/2025/NĐ-CP")
DECREE_81 = document("81/2021/NĐ-CP")
RESOLUTION = document("217/2025/QH15")
NEW = "2025-09-01"
SECONDARY = "groups read in summaries of the decree"
FULL = 100


@rule(
    DECREE.article(15, clause=3),
    DECREE.article(15, clause=4),
    DECREE.article(15, clause=9),
    en="Student with a disability, a social allowance or in a health specialty",
    since=NEW,
    unverified=SECONDARY,
)
def is_exempt_student(person: Person) -> bool:
    """Khuyết tật; 16 - 22 tuổi hưởng trợ cấp học đại học; sau đại học chuyên ngành y công lập."""
    if not person.is_student:
        return False
    if person.has_disability_certificate:
        return True
    if person.training_level == TrainingLevel.UNIVERSITY:
        return person.is_former_child_without_support
    return (
        person.field_of_study == FieldOfStudy.HEALTH_SPECIALTY
        and person.is_at_public_school
        and person.training_level == TrainingLevel.POSTGRADUATE
    )


@rule(
    DECREE.article(15),
    RESOLUTION.article(1),
    en="Exempt from tuition",
    since=NEW,
    unverified=f"{SECONDARY}; article of the resolution from memory",
)
def is_exempt_from_tuition(person: Person) -> bool:
    """Trẻ em mầm non, học sinh phổ thông công lập; 13 nhóm người học khác."""
    return (
        (person.is_pupil and person.is_at_public_school)
        or person.is_exempt_student
        or person.is_in_lasting_exempt_group
    )


@rule(
    DECREE.article(16, clause=1),
    en="Pays 30 percent of the tuition",
    since=NEW,
    unverified=SECONDARY,
)
def has_seventy_percent_off(person: Person) -> bool:
    """Được giảm 70 % học phí: nghệ thuật, độc hại; dân tộc thiểu số nơi đặc biệt khó khăn."""
    return person.learns_art_or_hazardous_occupation or (
        person.is_student and person.is_minority_of_difficult_area
    )


@rule(DECREE.article(16, clause=2), en="Pays half of the tuition", since=NEW, unverified=SECONDARY)
def has_half_off(person: Person) -> bool:
    """Được giảm 50 %: cha hoặc mẹ bị tai nạn lao động, bệnh nghề nghiệp, trợ cấp thường xuyên."""
    return person.is_student and person.has_parent_with_work_accident


@benefit(
    DECREE.article(15),
    DECREE.article(16),
    code="education.tuition",
    name="Miễn, giảm học phí",
    en="Exemption from or reduction of tuition",
    paid="monthly",
    payer="state budget",
    domain="education",
    unit="percent",
    kind="exemption",
    since=NEW,
    unverified=SECONDARY,
)
@benefit(
    DECREE_81.article(15),
    DECREE_81.article(16),
    code="education.tuition",
    name="Miễn, giảm học phí",
    en="Exemption from or reduction of tuition",
    paid="monthly",
    payer="state budget",
    domain="education",
    unit="percent",
    kind="exemption",
    unverified="text of the articles from memory",
)
def tuition_relief(person: Person, law: Law) -> int:
    """Miễn 100 %, giảm 70 % hoặc 50 % học phí; nhiều diện thì hưởng mức cao nhất."""
    if not person.is_pupil and not person.is_student:
        return 0
    if person.field_of_study == FieldOfStudy.SUPPORTED_TEACHING:
        return 0
    if person.is_exempt_from_tuition:
        return FULL
    if person.has_seventy_percent_off:
        return law.education.greater_reduction
    return law.education.lesser_reduction if person.has_half_off else 0


@benefit(
    DECREE.article(4, clause=3, point="b"),
    RESOLUTION.article(1),
    code="education.tuition_support",
    name="Hỗ trợ học phí cho người học ở cơ sở dân lập, tư thục",
    en="Tuition support in private schools",
    paid="monthly",
    payer="state budget",
    domain="education",
    since=NEW,
    unverified="articles of the resolution from memory",
)
def tuition_support(person: Person) -> Money:
    """Mức Hội đồng nhân dân tỉnh quy định, không vượt học phí thực thu; mỗi tháng thực học."""
    if person.school_kind != SchoolKind.PRIVATE or not person.is_pupil or not person.is_study_month:
        return 0
    return min(person.tuition_support_rate, person.school_fee)


@rule(
    DECREE.article(note="hỗ trợ chi phí học tập"),
    en="Is at a level with support for study costs",
    since=NEW,
    unverified=f"{SECONDARY}; number of the article not found",
)
def is_at_level_with_study_costs(person: Person) -> bool:
    """Trẻ em mầm non, kể cả nhà trẻ; học sinh phổ thông, học viên giáo dục thường xuyên."""
    return person.is_pupil


@benefit(
    DECREE.article(note="hỗ trợ chi phí học tập"),
    document("277/2025/NĐ-CP").article(),
    code="education.study_costs",
    name="Hỗ trợ chi phí học tập",
    en="Support for study costs",
    paid="monthly",
    payer="state budget",
    domain="education",
    since=NEW,
    unverified=f"{SECONDARY}; number of the article not found",
)
def study_costs(person: Person, law: Law) -> Money:
    """150.000 đồng mỗi tháng thực học để mua sách vở, đồ dùng học tập."""
    if not person.is_at_level_with_study_costs or not person.is_study_month:
        return 0
    if person.is_in_group_with_study_costs or person.is_kindergartner_with_study_costs:
        return law.education.study_costs
    return 0
