"""Nghị định 338/2025/NĐ-CP, Điều 30 (trước đó 09/2016/TTLT-BLĐTBXH-BTC): đi làm ở nước ngoài."""

from datetime import date

from ansinh.engine import (
    NEVER,
    Law,
    Money,
    benefit,
    document,
    first_of_month,
    round_half_up,
    rule,
)
from ansinh.law.facts.employment import CourseKind
from ansinh.law.facts.entities import AbroadJob, JobCourse, Person

LAW_74 = document("74/2025/QH15")
JOINT_CIRCULAR = document("09/2016/TTLT-BLĐTBXH-BTC")
DECREE = document("338/2025/NĐ-CP")
ODD_DAYS = "Article 30 does not say how odd days of lodging count: whole months of the decision"
ROUNDED = "no text names the rounding to the đồng"


# --- ai được hỗ trợ ---


@rule(LAW_74.article(14, clause=1), en="Is supported before working abroad")
def is_supported_abroad(person: Person) -> bool:
    """Người có công, thân nhân, dân tộc thiểu số, nghèo, cận nghèo, có đất thu hồi, xuất ngũ."""
    return person.is_worker and (
        person.household.is_poor_or_near_poor
        or person.belongs_to_minority
        or person.is_person_with_merit
        or person.is_merit_kin
        or person.has_recovered_land
        or person.has_served
    )


@rule(DECREE.article(30, clause=6), en="Course for work abroad that counts this month")
@rule(
    JOINT_CIRCULAR.article(3, clause=5),
    since="2022-01-01",
    en="Course for work abroad that counts this month",
)
def is_for_work_abroad(course: JobCourse) -> bool:
    """Khóa học để đi nước ngoài, chưa được hỗ trợ nội dung này, quyết định trong tháng."""
    return (
        course.kind != CourseKind.VOCATIONAL
        and course.earlier_supports == 0
        and course.is_decided_this_month
    )


# --- mức của từng khóa ---


@rule(DECREE.article(30), en="Highest support of the fee of a course for work abroad")
def most_abroad_fee(course: JobCourse, law: Law) -> Money:
    """Định hướng 530.000 đồng; kỹ năng nghề, ngoại ngữ 4 triệu đồng."""
    if course.kind == CourseKind.ORIENTATION:
        return law.employment.abroad.most_orientation_fee
    if course.kind == CourseKind.ABROAD_LANGUAGE:
        return law.employment.abroad.most_language_fee
    return law.employment.abroad.most_skills_fee


@rule(DECREE.article(30, clause=3, point="a"), en="Fee that is paid", unverified=ROUNDED)
@rule(
    JOINT_CIRCULAR.article(3, clause=4, point="a"),
    since="2022-01-01",
    en="Fee that is paid",
    unverified=ROUNDED,
)
def abroad_fee(course: JobCourse, law: Law) -> Money:
    """Chi phí thực tế, tối đa theo nội dung; theo yêu cầu của đối tác thì 70% chi phí."""
    if course.is_ordered_by_partner:
        return min(
            round_half_up(course.fee * law.employment.abroad.partner_share),
            course.most_abroad_fee,
        )
    return min(course.fee, course.most_abroad_fee)


@rule(
    DECREE.article(30, clause=1),
    DECREE.article(30, clause=2, point="c"),
    en="Support of the course",
    unverified=ODD_DAYS,
)
def abroad_course_support(course: JobCourse, law: Law) -> Money:
    """Chi phí đào tạo, tiền ăn, tiền ở, tiền đi lại; đào tạo theo đối tác chỉ có chi phí."""
    if course.is_ordered_by_partner:
        return course.abroad_fee
    return (
        course.abroad_fee
        + law.employment.abroad.meals * course.days
        + law.employment.abroad.lodging * course.lodging_months
        + course.travel_by_distance
    )


# --- khám sức khỏe, giấy tờ ---


@rule(DECREE.article(37, clause=2), en="Day by whose law the papers are decided")
@rule(
    JOINT_CIRCULAR.article(4),
    since="2022-01-01",
    en="Day by whose law the papers are decided",
)
def decision_day(job: AbroadJob) -> date:
    """Ngày quyết định hỗ trợ; chưa có quyết định thì ngày nộp hồ sơ."""
    return job.filed_on if job.decided_on == NEVER else job.decided_on


@rule(DECREE.article(30, clause=4), en="Examination and fees that are paid")
@rule(
    JOINT_CIRCULAR.article(3, clause=2),
    since="2022-01-01",
    en="Examination and fees that are paid",
)
def papers_support(job: AbroadJob, law: Law) -> Money:
    """Khám sức khỏe tối đa 750.000 đồng; lệ phí hộ chiếu, lý lịch tư pháp, thị thực."""
    if job.was_supported or first_of_month(job.decision_day) != first_of_month(law.date):
        return 0
    return min(job.examination_cost, law.employment.abroad.most_examination) + job.papers_cost


# --- chế độ ---


@benefit(
    DECREE.article(30, clause=1),
    DECREE.article(30, clause=2),
    code="employment.abroad_course",
    name="Hỗ trợ định hướng, kỹ năng nghề, ngoại ngữ để đi làm việc ở nước ngoài",
    en="Support of courses before working abroad",
    paid="once",
    payer="state budget",
    domain="employment",
    on_request=True,
    unverified=ODD_DAYS,
)
def abroad_courses(person: Person) -> Money:
    """Tổng hỗ trợ của các khóa được quyết định trong tháng."""
    if not person.is_supported_abroad:
        return 0
    return sum(
        course.abroad_course_support for course in person.job_courses if course.is_for_work_abroad
    )


@benefit(
    DECREE.article(30, clause=4),
    code="employment.abroad_papers",
    name="Hỗ trợ khám sức khỏe, hộ chiếu, lý lịch tư pháp, thị thực",
    en="Medical examination and papers for work abroad",
    paid="once",
    payer="state budget",
    domain="employment",
    on_request=True,
)
@benefit(
    JOINT_CIRCULAR.article(3, clause=2),
    code="employment.abroad_papers",
    name="Hỗ trợ khám sức khỏe, hộ chiếu, lý lịch tư pháp, thị thực",
    en="Medical examination and papers for work abroad",
    paid="once",
    payer="state budget",
    domain="employment",
    on_request=True,
    since="2022-01-01",
)
def abroad_papers(person: Person) -> Money:
    """Chi phí khám sức khỏe và lệ phí giấy tờ theo biên lai."""
    if not person.is_supported_abroad:
        return 0
    return sum(job.papers_support for job in person.abroad_jobs)
