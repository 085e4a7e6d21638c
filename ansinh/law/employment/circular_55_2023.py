"""Thông tư 55/2023/TT-BTC, Điều 25: đi làm ở nước ngoài từ vùng dân tộc thiểu số, miền núi."""

from ansinh.engine import Law, Money, Rate, document, round_half_up, rule
from ansinh.law.facts.choices import AreaClass
from ansinh.law.facts.employment import CourseKind
from ansinh.law.facts.entities import JobCourse, Person

CIRCULAR = document("55/2023/TT-BTC")
PROGRAMME = "the circular stood until 30 May 2026; its programme is of 2021–2025"
ROUNDED = "no text names the rounding to the đồng"


@rule(
    CIRCULAR.article(25, clause=1),
    until="2026-01-01",
    en="Share of the language support: all, 70 %, or none",
    unverified=PROGRAMME,
)
def abroad_programme_share(person: Person, law: Law) -> Rate:
    """Dân tộc thiểu số, hộ nghèo trong vùng: toàn bộ; người Kinh hộ cận nghèo: 70%."""
    if person.household.region_class == AreaClass.OUTSIDE:
        return 0
    if person.belongs_to_minority or person.household.is_poor:
        return 1
    if person.household.is_near_poor:
        return law.employment.abroad.programme.near_poor_share
    return 0


@rule(
    CIRCULAR.article(25, clause=1),
    until="2026-01-01",
    en="Fee that the programme pays",
    unverified=ROUNDED,
)
def abroad_programme_fee(course: JobCourse, law: Law) -> Money:
    """Ngoại ngữ tối đa 4 triệu đồng nhân tỷ lệ; học nghề, kỹ năng theo mức đào tạo nghề."""
    if course.kind == CourseKind.ABROAD_LANGUAGE:
        return min(
            course.fee,
            round_half_up(
                law.employment.abroad.programme.most_language_fee
                * course.person.abroad_programme_share
            ),
        )
    return course.abroad_fee


@rule(
    CIRCULAR.article(25, clause=1),
    until="2026-01-01",
    en="Support of the courses by the programme",
    otherwise=0,
    unverified=PROGRAMME,
)
def abroad_programme_support(person: Person, law: Law) -> Money:
    """Chi phí đào tạo, tiền ăn, tiền ở, tiền đi lại và một lần tiền trang cấp đồ dùng."""
    if person.abroad_programme_share == 0 or not any(
        course.is_for_work_abroad for course in person.job_courses
    ):
        return 0
    return law.employment.abroad.programme.kit + sum(
        course.abroad_programme_fee
        + law.employment.abroad.programme.meals * course.days
        + law.employment.abroad.programme.lodging * course.lodging_months
        + course.travel_by_distance
        for course in person.job_courses
        if course.is_for_work_abroad
    )
