"""Nghị định 338/2025/NĐ-CP, Điều 25, 26 (trước đó Quyết định 46/2015/QĐ-TTg): học nghề."""

from datetime import date

from ansinh.engine import NEVER, Law, Money, add_months, benefit, document, first_of_month, rule
from ansinh.law.facts.employment import CourseKind
from ansinh.law.facts.entities import JobCourse, Person

LAW_74 = document("74/2025/QH15")
DECREE_61 = document("61/2015/NĐ-CP")
DECISION_46 = document("46/2015/QĐ-TTg")
CIRCULAR_152 = document("152/2016/TT-BTC")
DECREE = document("338/2025/NĐ-CP")
FROM_MEMORY = "points of Article 4 from memory"


@rule(DECREE.article(37, clause=2), en="Day by whose law the claim is decided")
@rule(
    CIRCULAR_152.article(7),
    since="2022-01-01",
    until="2026-01-01",
    en="Day by whose law the claim is decided",
)
def decision_day(course: JobCourse) -> date:
    """Ngày quyết định hỗ trợ; chưa có quyết định thì ngày nộp hồ sơ."""
    return course.filed_on if course.decided_on == NEVER else course.decided_on


@rule(DECREE.article(28, clause=2), en="Is decided in this month")
@rule(
    CIRCULAR_152.article(7),
    since="2022-01-01",
    until="2026-01-01",
    en="Is decided in this month",
)
def is_decided_this_month(course: JobCourse, law: Law) -> bool:
    """Được quyết định và thanh toán trong tháng."""
    return first_of_month(course.decision_day) == first_of_month(law.date)


@rule(DECREE.article(26, clause=2), LAW_74.article(12, clause=1), en="Course of a young person")
@rule(
    DECREE_61.article(15),
    DECREE_61.article(14),
    since="2022-01-01",
    en="Course of a young person",
)
def is_after_service(course: JobCourse, law: Law) -> bool:
    """Thanh niên học trong thời hạn từ khi hoàn thành nghĩa vụ, chưa được hỗ trợ từ đó."""
    ended = course.person.service_ended_on
    return (
        ended <= course.enrolled_on
        and course.enrolled_on <= add_months(ended, law.employment.training.youth_months)
        and not course.trained_since_service
    )


@rule(DECREE.article(25, clause=3), DECREE.article(25, clause=4), en="May be trained once (more)")
@rule(
    CIRCULAR_152.article(3, clause=2),
    since="2022-01-01",
    until="2026-01-01",
    en="May be trained once (more)",
    unverified="the limit of three times is from memory",
)
def may_be_trained(course: JobCourse, law: Law) -> bool:
    """Một lần; mất việc làm do nguyên nhân khách quan thì nhiều nhất 03 lần."""
    return course.earlier_supports == 0 or (
        course.lost_trained_job and course.earlier_supports < law.employment.training.most_times
    )


@rule(
    DECREE.article(26, clause=1),
    LAW_74.article(10, clause=2),
    en="Is a rural worker who may be trained",
    unverified="that rural is a commune (xã), not a ward, is our reading",
)
def is_rural_course(course: JobCourse) -> bool:
    """Người lao động ở khu vực nông thôn có nhu cầu học nghề."""
    return not course.person.household.is_urban and course.may_be_trained


@rule(DECREE.article(25, clause=1, point="a"), en="Highest support of a young person’s course")
@rule(DECREE_61.article(16, clause=2), since="2022-01-01", en="Highest value of the training card")
def most_for_youth(person: Person, law: Law) -> Money:
    """12 tháng lương cơ sở."""
    return law.insurance.reference_level * law.employment.training.youth_salaries


@rule(DECREE.article(25, clause=1, point="c"), en="Travel by distance")
def travel_by_distance(course: JobCourse, law: Law) -> Money:
    """Từ 15 km; nơi đặc biệt khó khăn từ 5 km, mức cao hơn."""
    if (
        course.distance >= law.employment.travel.least_km_difficult_area
        and course.person.household.lives_in_especially_difficult_area
    ):
        return law.employment.travel.in_need
    return law.employment.travel.usual if course.distance >= law.employment.travel.least_km else 0


@rule(DECREE.article(25, clause=1, point="a"), en="Support of the fee")
def fee_support(course: JobCourse, law: Law) -> Money:
    """Học phí thực tế; nông thôn tối đa 4 triệu đồng, thanh niên trong 12 tháng lương cơ sở."""
    if course.is_after_service:
        return min(course.fee, course.person.most_for_youth)
    if course.is_rural_course:
        return min(course.fee, law.employment.training.most_rural_fee)
    return 0


@rule(DECREE.article(25, clause=1, point="b"), en="Support of meals")
def meals_support(course: JobCourse, law: Law) -> Money:
    """50.000 đồng mỗi ngày; thanh niên trong phần còn lại của mức tối đa."""
    meals = law.employment.training.meals * course.days
    if course.is_after_service:
        return min(meals, course.person.most_for_youth - course.fee_support)
    return meals if course.is_rural_course else 0


@rule(DECREE.article(25, clause=1, point="c"), en="Support of travel")
def travel_support(course: JobCourse) -> Money:
    """Theo khoảng cách; thanh niên trong phần còn lại của mức tối đa."""
    if course.is_after_service:
        return min(
            course.travel_by_distance,
            course.person.most_for_youth - course.fee_support - course.meals_support,
        )
    return course.travel_by_distance if course.is_rural_course else 0


@benefit(
    DECREE.article(25),
    LAW_74.article(10, clause=2, point="b"),
    code="employment.training",
    name="Hỗ trợ đào tạo nghề trình độ sơ cấp, dưới 03 tháng",
    en="Support of vocational training",
    paid="once",
    payer="state budget",
    domain="employment",
    on_request=True,
)
@benefit(
    DECISION_46.article(4),
    DECREE_61.article(16, clause=2),
    code="employment.training",
    name="Hỗ trợ đào tạo nghề trình độ sơ cấp, dưới 03 tháng",
    en="Support of vocational training",
    paid="once",
    payer="state budget",
    domain="employment",
    on_request=True,
    since="2022-01-01",
    unverified=FROM_MEMORY,
)
def vocational_training(person: Person) -> Money:
    """Học phí, tiền ăn, tiền đi lại của khóa học được quyết định trong tháng."""
    if not person.is_worker:
        return 0
    return max(
        (
            course.fee_support + course.meals_support + course.travel_support
            for course in person.job_courses
            if course.kind == CourseKind.VOCATIONAL and course.is_decided_this_month
        ),
        default=0,
    )
