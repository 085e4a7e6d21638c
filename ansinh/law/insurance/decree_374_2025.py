"""Nghị định 374/2025/NĐ-CP (trước đó 28/2015/NĐ-CP, 17/2021/QĐ-TTg): bảo lưu, học nghề."""

from ansinh.engine import (
    Law,
    Money,
    benefit,
    document,
    first_of_month,
    ratio,
    round_half_up,
    rule,
)
from ansinh.law.facts.entities import JobLoss, Person, TrainingCourse
from ansinh.law.facts.insurance import BenefitStop

LAW_38 = document("38/2013/QH13")
DECISION_17 = document("17/2021/QĐ-TTg")
DECREE_28 = document("28/2015/NĐ-CP")
LAW_74 = document("74/2025/QH15")
DECREE = document("374/2025/NĐ-CP")


@rule(DECREE.article(8), DECREE.article(19, clause=5), en="Months kept after the benefit")
@rule(DECREE_28.article(21), en="Months kept after the benefit", unverified="article from memory")
def months_kept_after(job: JobLoss) -> int:
    """Bảo lưu: tháng lẻ chưa tính hưởng từ trên 36 đến 144 tháng, hoặc thời gian chưa hưởng."""
    if job.stop == BenefitStop.WITHOUT_NOTICE:
        return 0
    if job.stop == BenefitStop.WITH_NOTICE:
        return max(0, job.counted_months - 12 * job.months_drawn)
    if job.counted_months <= 36 or job.counted_months > 144:
        return 0
    return job.counted_months - 12 * job.benefit_months


@rule(DECREE.article(11, clause=2), en="Half-months of the course that are paid")
@rule(DECISION_17.article(3), en="Half-months of the course that are paid")
def half_months_of_course(course: TrainingCourse, law: Law) -> int:
    """Số nửa tháng của khóa học: từ 14 ngày lẻ trở xuống là nửa tháng, từ 15 ngày là một tháng."""
    return min(
        law.insurance.training.most_months * 2,
        course.months * 2 + law.insurance.training.half_months_of_odd_days.of(course.odd_days),
    )


@rule(DECREE.article(11, clause=1), DECREE.article(11, clause=2), en="Fee that is paid")
@rule(DECISION_17.article(3), en="Fee that is paid")
def paid_fee(course: TrainingCourse, law: Law) -> Money:
    """Khóa dưới 3 tháng: học phí đến 4.500.000 đồng; từ 3 tháng: đến 1.500.000 đồng mỗi tháng."""
    if course.months < 3:
        return min(course.fee, law.insurance.training.short_course)
    return min(
        course.fee,
        round_half_up(ratio(law.insurance.training.each_month * course.half_months_of_course, 2)),
    )


@benefit(
    DECREE.article(11),
    LAW_74.article(37),
    code="insurance.training",
    name="Hỗ trợ học nghề, tiền ăn từ bảo hiểm thất nghiệp",
    en="Training support with meals from unemployment insurance",
    paid="once",
    payer="unemployment insurance fund",
    domain="insurance",
    on_request=True,
)
def training_support(person: Person, law: Law) -> Money:
    """Học phí và 50.000 đồng tiền ăn mỗi ngày thực học, ghi vào tháng bắt đầu khóa học."""
    return sum(
        course.paid_fee + law.insurance.training.meals * course.days_attended
        for course in person.training_courses
        if first_of_month(course.started_on) == first_of_month(law.date)
    )
