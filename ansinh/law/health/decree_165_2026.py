"""Nghị định 165/2026/NĐ-CP, Điều 69–73: khám sức khỏe định kỳ, khám sàng lọc miễn phí hằng năm."""

from ansinh.engine import Law, Money, benefit, document, rule
from ansinh.law.facts.choices import AreaClass
from ansinh.law.facts.entities import Person
from ansinh.law.facts.health import CheckGroup
from ansinh.law.facts.insurance import InsuredCategory
from ansinh.law.facts.poverty import SchoolLevel

DECREE = document("165/2026/NĐ-CP")
LAW = document("114/2025/QH15")
FORCES = (InsuredCategory.DEFENCE_WORKER, InsuredCategory.OFFICER, InsuredCategory.CONSCRIPT)
WITH_EMPLOYER = (
    InsuredCategory.EMPLOYEE,
    InsuredCategory.PUBLIC,
    InsuredCategory.MANAGER,
    InsuredCategory.PART_TIME,
)
GENERAL_SCHOOL = (
    SchoolLevel.PRESCHOOL,
    SchoolLevel.PRIMARY,
    SchoolLevel.LOWER_SECONDARY,
    SchoolLevel.UPPER_SECONDARY,
)
PAST_SCHOOL = 25


@rule(
    DECREE.article(69, clause=2, point="d"),
    DECREE.article(70, clause=1, point="d"),
    en="Is under the Ministry of Defence or of Public Security",
    unverified="who is insured as such; the decree does not list them",
)
def is_under_defence_or_police(person: Person, law: Law) -> bool:
    """Đối tượng thuộc Bộ Quốc phòng, Bộ Công an quản lý."""
    return any(
        period.category in FORCES
        for period in person.insurance_periods
        if period.since <= law.date < period.until
    )


@rule(
    DECREE.article(69, clause=2, point="c"),
    DECREE.article(74, clause=1),
    en="Is a worker whom an employer must have examined",
    unverified="who is insured by an employer; a job without insurance is on no register",
)
def is_worker_with_employer(person: Person, law: Law) -> bool:
    """Người lao động thuộc thẩm quyền quản lý của người sử dụng lao động."""
    return any(
        period.category in WITH_EMPLOYER
        for period in person.insurance_periods
        if period.since <= law.date < period.until
    )


@rule(
    DECREE.article(69, clause=2, point="b"),
    DECREE.article(5, clause=1),
    en="Is a preschool child or a pupil of a general school",
    unverified="that nobody of 25 and over is a pupil of a general school is our reading",
)
def is_preschool_child_or_pupil(person: Person) -> bool:
    """Trẻ em trong cơ sở giáo dục mầm non, học sinh trong cơ sở giáo dục phổ thông."""
    return person.age < PAST_SCHOOL and person.attending in GENERAL_SCHOOL


@rule(
    DECREE.article(69, clause=2, point="a"),
    LAW.article(27),
    en="Old, disabled, poor, of merit, chronically ill, or of a mountain or difficult area",
)
def has_priority_of_check(person: Person) -> bool:
    """Cao tuổi, khuyết tật, nghèo, cận nghèo, có công, bệnh mạn tính, vùng dân tộc, khó khăn."""
    if person.is_elderly or person.has_chronic_disease or person.is_person_with_merit:
        return True
    if any(disability.is_valid for disability in person.disabilities):
        return True
    if person.household.is_poor or person.household.is_near_poor:
        return True
    return (
        person.household.region_class != AreaClass.OUTSIDE
        or person.household.lives_in_especially_difficult_area
    )


@rule(DECREE.article(69, clause=2), en="Group of the yearly health check")
def check_group(person: Person) -> CheckGroup:
    """Nhóm đầu tiên phù hợp theo thứ tự d, c, b, a, đ: nhóm a và đ là phần còn lại."""
    if person.is_under_defence_or_police:
        return CheckGroup.FORCES
    if person.is_worker_with_employer:
        return CheckGroup.WORKER
    if person.is_preschool_child_or_pupil:
        return CheckGroup.PUPIL
    if person.has_priority_of_check:
        return CheckGroup.PRIORITY
    return CheckGroup.OTHER


@rule(DECREE.article(73, clause=1), en="Most that the check of a person may cost the budget")
def check_ceiling(person: Person, law: Law) -> Money:
    """Tổng chi phí khám không quá 350.000 đồng mỗi người mỗi lần mỗi năm, nhóm a và đ."""
    if person.check_group in (CheckGroup.PRIORITY, CheckGroup.OTHER):
        return law.health.check_ceiling
    return 0


@benefit(
    DECREE.article(70, clause=1, point="a"),
    DECREE.article(72, clause=1),
    code="health.free_check",
    name="Khám sức khỏe định kỳ, khám sàng lọc miễn phí",
    en="Free yearly health check",
    paid="yearly",
    payer="state budget",
    domain="health",
    kind="service",
    unit="service",
)
def free_check(person: Person) -> bool:
    """Nhóm a: tỉnh tổ chức ít nhất mỗi năm một lần, ngân sách nhà nước chi trả."""
    return person.is_alive and person.check_group == CheckGroup.PRIORITY


@benefit(
    DECREE.article(70, clause=1, point="b"),
    DECREE.article(72, clause=2),
    code="health.school_check",
    name="Kiểm tra sức khỏe đầu năm học",
    en="Health check at the start of the school year",
    paid="yearly",
    payer="school health",
    domain="health",
    kind="service",
    unit="service",
)
def school_check(person: Person) -> bool:
    """Nhóm b: cơ sở giáo dục tổ chức."""
    if person.is_under_defence_or_police or person.is_worker_with_employer:
        return False
    return person.is_alive and person.is_preschool_child_or_pupil


@benefit(
    DECREE.article(70, clause=1, point="c"),
    DECREE.article(72, clause=3),
    code="health.employer_check",
    name="Khám sức khỏe định kỳ người lao động",
    en="Yearly health check of workers",
    paid="yearly",
    payer="employer",
    domain="health",
    kind="service",
    unit="service",
)
def employer_check(person: Person) -> bool:
    """Nhóm c: người sử dụng lao động tổ chức và chi trả."""
    if person.is_under_defence_or_police:
        return False
    return person.is_alive and person.is_worker_with_employer


@benefit(
    DECREE.article(70, clause=1, point="d"),
    DECREE.article(72, clause=1),
    code="health.forces_check",
    name="Khám sức khỏe định kỳ trong quân đội, công an",
    en="Yearly health check in the army and the police",
    paid="yearly",
    payer="state budget",
    domain="health",
    kind="service",
    unit="service",
)
def forces_check(person: Person) -> bool:
    """Nhóm d: Bộ Quốc phòng, Bộ Công an tổ chức."""
    return person.is_alive and person.is_under_defence_or_police
