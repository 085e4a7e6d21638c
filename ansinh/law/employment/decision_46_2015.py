"""Quyết định 46/2015/QĐ-TTg: hỗ trợ đào tạo trình độ sơ cấp, dưới 03 tháng, đến hết năm 2025."""

from ansinh.engine import Law, Money, document, rule
from ansinh.law.facts.choices import Sex
from ansinh.law.facts.employment import CourseKind, TrainingGround, TrainingGroup
from ansinh.law.facts.entities import JobCourse, Person

DECREE_61 = document("61/2015/NĐ-CP")
DECISION = document("46/2015/QĐ-TTg")
CIRCULAR_152 = document("152/2016/TT-BTC")
CIRCULAR_43 = document("43/2016/TT-BLĐTBXH")
CIRCULAR_55 = document("55/2023/TT-BTC")
LAST_WORKING_AGE_OF_WOMEN = 55
LAST_WORKING_AGE_OF_MEN = 60
PROGRAMME = "the circular stood until 30 May 2026; its programme is of 2021–2025"
FROM_MEMORY = "points of Article 4 from memory"
LIST_ONLY = "the list was read, the figures of meals and travel are from memory"


@rule(
    DECISION.article(2, clause=1),
    CIRCULAR_152.article(4, clause=1),
    since="2022-01-01",
    en="Woman, rural worker or person with a disability, of working age",
)
def is_learner(person: Person) -> bool:
    """Phụ nữ, lao động nông thôn, người khuyết tật; nữ 15-55 tuổi, nam 15-60 tuổi."""
    if person.sex == Sex.FEMALE:
        return person.age <= LAST_WORKING_AGE_OF_WOMEN
    if person.age > LAST_WORKING_AGE_OF_MEN:
        return False
    return person.has_disability or not person.household.is_urban


@rule(
    DECISION.article(2, clause=1),
    since="2022-01-01",
    en="Enjoys the policies for people with merit",
)
def enjoys_merit_policy(person: Person) -> bool:
    """Người thuộc diện được hưởng chính sách ưu đãi người có công."""
    return person.is_person_with_merit or person.is_merit_kin


@rule(
    CIRCULAR_55.article(68, clause=1),
    since="2025-02-24",
    until="2026-01-01",
    en="Newly escaped household, or low-income worker",
    unverified=PROGRAMME,
)
def learns_as_newly_escaped(person: Person) -> bool:
    """Người lao động thuộc hộ mới thoát nghèo, người lao động có thu nhập thấp."""
    return person.household.is_newly_escaped or person.is_low_income_worker


@rule(
    CIRCULAR_55.article(68, clause=1),
    since="2023-08-15",
    until="2025-02-24",
    en="Newly escaped household",
    name="learns_as_newly_escaped",
    otherwise=False,
    unverified=PROGRAMME,
)
def learns_as_newly_escaped_before_decree_30(person: Person) -> bool:
    """Người lao động thuộc hộ mới thoát nghèo; chuẩn thu nhập thấp có từ Nghị định 30/2025."""
    return person.household.is_newly_escaped


@rule(
    DECISION.article(5, clause=1),
    since="2022-01-01",
    en="Learner with priority",
)
def is_priority_learner(course: JobCourse) -> bool:
    """Hộ nghèo, dân tộc thiểu số, diện người có công, có đất thu hồi, lao động nữ mất việc."""
    person = course.person
    return (
        person.household.is_poor
        or person.belongs_to_minority
        or person.enjoys_merit_policy
        or person.has_recovered_land
        or course.ground == TrainingGround.JOBLESS_WOMAN
    )


@rule(
    DECISION.article(4),
    since="2022-01-01",
    en="Group by support of the fee",
    unverified=FROM_MEMORY,
)
def training_group(course: JobCourse) -> TrainingGroup:
    """Nhóm có mức hỗ trợ cao nhất trong các nhóm người học thuộc về."""
    person = course.person
    if person.has_disability:
        return TrainingGroup.DISABLED
    if person.household.is_poor and (
        person.belongs_to_minority or person.household.lives_in_especially_difficult_area
    ):
        return TrainingGroup.POOR_IN_NEED
    if course.is_priority_learner or course.ground == TrainingGround.FISHER:
        return TrainingGroup.PRIORITY
    if person.household.is_near_poor or person.learns_as_newly_escaped:
        return TrainingGroup.NEAR_POOR
    return TrainingGroup.OTHER


@rule(
    DECISION.article(5, clause=1),
    CIRCULAR_55.article(68, clause=1, point="b"),
    since="2022-01-01",
    en="Has meals and travel",
)
def has_meals_and_travel(course: JobCourse) -> bool:
    """Người học ưu tiên, khuyết tật, cận nghèo, mới thoát nghèo, thu nhập thấp."""
    person = course.person
    return (
        course.is_priority_learner
        or person.has_disability
        or person.household.is_near_poor
        or person.learns_as_newly_escaped
    )


@rule(
    DECISION.article(5),
    document("09/2016/TTLT-BLĐTBXH-BTC").article(3, clause=1, point="đ"),
    since="2022-01-01",
    en="Travel by distance",
    unverified=LIST_ONLY,
)
def travel_by_distance(course: JobCourse, law: Law) -> Money:
    """Từ 15 km; nơi đặc biệt khó khăn từ 10 km, người khuyết tật học nghề từ 5 km."""
    if (
        course.distance >= law.employment.travel.least_km_difficult_area
        and course.person.household.lives_in_especially_difficult_area
    ):
        return law.employment.travel.in_need
    if (
        course.kind == CourseKind.VOCATIONAL
        and course.distance >= law.employment.travel.least_km_disabled
        and course.person.has_disability
    ):
        return law.employment.travel.in_need
    return law.employment.travel.usual if course.distance >= law.employment.travel.least_km else 0


@rule(
    DECISION.article(4),
    DECREE_61.article(16, clause=2),
    CIRCULAR_43.article(3, clause=1),
    since="2022-01-01",
    en="Support of the fee",
    unverified=FROM_MEMORY,
)
def fee_support(course: JobCourse, law: Law) -> Money:
    """Học phí thực tế, tối đa theo nhóm; thanh niên trong giá trị thẻ đào tạo nghề."""
    if course.is_after_service:
        return min(course.fee, course.person.most_for_youth)
    if course.person.is_learner and course.may_be_trained:
        return min(course.fee, law.employment.training.most_fee[course.training_group])
    return 0


@rule(
    DECISION.article(5),
    CIRCULAR_43.article(3, clause=1),
    since="2022-01-01",
    en="Support of meals",
    unverified=LIST_ONLY,
)
def meals_support(course: JobCourse, law: Law) -> Money:
    """30.000 đồng mỗi ngày thực học của nhóm ưu tiên; thanh niên trong giá trị thẻ còn lại."""
    meals = law.employment.training.meals * course.days
    if course.is_after_service:
        return min(meals, course.person.most_for_youth - course.fee_support)
    if course.person.is_learner and course.may_be_trained and course.has_meals_and_travel:
        return meals
    return 0


@rule(
    DECISION.article(5),
    CIRCULAR_43.article(3, clause=1),
    since="2022-01-01",
    en="Support of travel",
    unverified=LIST_ONLY,
)
def travel_support(course: JobCourse) -> Money:
    """Theo khoảng cách, của nhóm ưu tiên; thanh niên trong giá trị thẻ còn lại."""
    if course.is_after_service:
        return min(
            course.travel_by_distance,
            course.person.most_for_youth - course.fee_support - course.meals_support,
        )
    if course.person.is_learner and course.may_be_trained and course.has_meals_and_travel:
        return course.travel_by_distance
    return 0
