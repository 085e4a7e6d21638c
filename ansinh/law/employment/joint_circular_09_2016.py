"""Thông tư liên tịch 09/2016/TTLT-BLĐTBXH-BTC: hỗ trợ đi làm việc ở nước ngoài đến hết 2025."""

from ansinh.engine import Law, Money, benefit, document, rule
from ansinh.law.facts.employment import CourseKind
from ansinh.law.facts.entities import JobCourse, Person

JOINT_CIRCULAR = document("09/2016/TTLT-BLĐTBXH-BTC")
DECISION_46 = document("46/2015/QĐ-TTg")
CIRCULAR_55 = document("55/2023/TT-BTC")


@rule(
    JOINT_CIRCULAR.article(2, clause=1),
    since="2022-01-01",
    en="Is supported before working abroad",
)
def is_supported_abroad(person: Person) -> bool:
    """Người dân tộc thiểu số, hộ nghèo, cận nghèo, thân nhân người có công, có đất thu hồi."""
    return person.is_worker and (
        person.household.is_poor_or_near_poor
        or person.belongs_to_minority
        or person.is_merit_kin
        or person.has_recovered_land
    )


@rule(
    JOINT_CIRCULAR.article(3, clause=1),
    DECISION_46.article(4),
    since="2022-01-01",
    en="Highest support of the fee of a course for work abroad",
)
def most_abroad_fee(course: JobCourse, law: Law) -> Money:
    """Định hướng 530.000 đồng, ngoại ngữ 3 triệu đồng, học nghề theo Quyết định 46/2015."""
    if course.kind == CourseKind.ORIENTATION:
        return law.employment.abroad.most_orientation_fee
    if course.kind == CourseKind.ABROAD_LANGUAGE:
        return law.employment.abroad.most_language_fee
    return law.employment.training.most_fee[course.training_group]


@rule(
    JOINT_CIRCULAR.article(3, clause=1),
    since="2022-01-01",
    en="Support of the course",
)
def abroad_course_support(course: JobCourse, law: Law) -> Money:
    """Chi phí đào tạo, tiền ăn, tiền đi lại; đào tạo theo đối tác chỉ có chi phí."""
    if course.is_ordered_by_partner:
        return course.abroad_fee
    return course.abroad_fee + law.employment.abroad.meals * course.days + course.travel_by_distance


@benefit(
    JOINT_CIRCULAR.article(3, clause=1),
    CIRCULAR_55.article(25, clause=1),
    CIRCULAR_55.article(69, clause=6),
    code="employment.abroad_course",
    name="Hỗ trợ định hướng, kỹ năng nghề, ngoại ngữ để đi làm việc ở nước ngoài",
    en="Support of courses before working abroad",
    paid="once",
    payer="state budget",
    domain="employment",
    on_request=True,
    since="2022-01-01",
)
def abroad_courses(person: Person) -> Money:
    """Chính sách chung hoặc của vùng dân tộc thiểu số và miền núi, mức nào cao hơn."""
    if not person.is_supported_abroad:
        return 0
    return max(
        sum(
            course.abroad_course_support
            for course in person.job_courses
            if course.is_for_work_abroad
        ),
        person.abroad_programme_support,
    )
