"""Quyết định 17/2021/QĐ-TTg: hỗ trợ học nghề cho người hưởng bảo hiểm thất nghiệp, đến hết 2025."""

from ansinh.engine import Law, Money, benefit, document, first_of_month
from ansinh.law.facts.entities import Person

LAW_38 = document("38/2013/QH13")
DECISION = document("17/2021/QĐ-TTg")


@benefit(
    DECISION.article(3),
    LAW_38.article(56),
    code="insurance.training",
    name="Hỗ trợ học nghề từ bảo hiểm thất nghiệp",
    en="Training support from unemployment insurance",
    paid="once",
    payer="unemployment insurance fund",
    domain="insurance",
    on_request=True,
    unverified="amounts from memory",
)
def training_support(person: Person, law: Law) -> Money:
    """Học phí khóa học, ghi vào tháng bắt đầu khóa học."""
    return sum(
        course.paid_fee
        for course in person.training_courses
        if first_of_month(course.started_on) == first_of_month(law.date)
    )
