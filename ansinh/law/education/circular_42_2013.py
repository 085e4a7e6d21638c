"""Thông tư liên tịch 42/2013/TTLT-BGDĐT-BLĐTBXH-BTC: chính sách giáo dục với người khuyết tật."""

from ansinh.engine import Law, Money, benefit, document, rule
from ansinh.law.facts.entities import Person

CIRCULAR = document("42/2013/TTLT-BGDĐT-BLĐTBXH-BTC")


@rule(CIRCULAR.article(7), en="Disabled learner of a poor or near-poor household")
def is_poor_disabled_learner(person: Person) -> bool:
    """Người khuyết tật đi học thuộc hộ nghèo, hộ cận nghèo."""
    return (
        (person.is_pupil or person.is_student)
        and person.household.is_poor_or_near_poor
        and person.has_disability_certificate
    )


@benefit(
    CIRCULAR.article(7),
    code="education.disabled_scholarship",
    name="Học bổng cho người khuyết tật",
    en="Scholarship of learners with disabilities",
    paid="monthly",
    payer="state budget",
    domain="education",
)
def disabled_scholarship(person: Person, law: Law) -> Money:
    """80 % mức lương cơ sở mỗi tháng thực học."""
    if not person.is_study_month or not person.is_poor_disabled_learner:
        return 0
    return person.base_salary * law.education.disabled_scholarship


@benefit(
    CIRCULAR.article(7),
    code="education.disabled_tools",
    name="Hỗ trợ phương tiện, đồ dùng học tập cho người khuyết tật",
    en="Study tools of learners with disabilities",
    paid="yearly",
    payer="state budget",
    domain="education",
)
def disabled_tools(person: Person, law: Law) -> Money:
    """1.000.000 đồng mỗi năm học."""
    return law.education.disabled_tools if person.is_poor_disabled_learner else 0
