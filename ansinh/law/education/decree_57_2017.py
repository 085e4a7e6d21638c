"""Nghị định 57/2017/NĐ-CP: hỗ trợ học tập với dân tộc thiểu số rất ít người."""

from ansinh.engine import Law, Money, Rate, benefit, document, only_highest, rule
from ansinh.law.facts.education import PupilLodging, SchoolKind
from ansinh.law.facts.entities import Person

DECREE = document("57/2017/NĐ-CP")
MEMORY = "rates and number of the article from memory"
BOARDING_SCHOOLS = (SchoolKind.ETHNIC_BOARDING, SchoolKind.BORDER_BOARDING)


@rule(DECREE.article(9), en="Share of the base salary", unverified=MEMORY)
def very_small_group_share(person: Person, law: Law) -> Rate:
    """Mẫu giáo 30 %, phổ thông 40 %, nội trú, bán trú 60 %, dự bị, nghề, đại học 100 %."""
    if person.is_kindergartner:
        return law.education.very_small_group_kindergarten
    if person.is_student or person.school_kind == SchoolKind.UNIVERSITY_PREPARATORY:
        return law.education.very_small_group_student
    if person.school_kind in BOARDING_SCHOOLS or person.lodging != PupilLodging.HOME:
        return law.education.very_small_group_boarding
    return law.education.very_small_group_pupil


@benefit(
    DECREE.article(9),
    code="education.very_small_group",
    name="Hỗ trợ học tập với học sinh dân tộc thiểu số rất ít người",
    en="Study support of very small ethnic groups",
    paid="monthly",
    payer="state budget",
    domain="education",
    unverified=MEMORY,
)
def very_small_group_support(person: Person, law: Law) -> Money:
    """Tỷ lệ của mức lương cơ sở mỗi tháng, 12 tháng một năm, từ mẫu giáo."""
    if not person.is_of_very_small_ethnic_group:
        return 0
    if person.is_kindergartner or person.is_general_pupil or person.is_student:
        return person.base_salary * person.very_small_group_share
    return 0


READING = "clause from memory; which supports are of one kind is our reading"
ONE_MEAL = only_highest(
    DECREE.article(),
    document("188/2026/NĐ-CP").article(2),
    among=(
        "education.very_small_group",
        "education.semi_boarding_meal",
        "education.border_meal",
    ),
    vi="Nhiều chính sách cùng tính chất thì hưởng một mức cao nhất",
    en="Of supports of one kind only the highest",
    since="2017-07-01",
    unverified=READING,
)
ONE_SCHOLARSHIP = only_highest(
    DECREE.article(),
    among=(
        "education.policy_scholarship",
        "education.very_small_group",
        "education.minority_student",
        "education.vocational_boarding",
    ),
    vi="Nhiều chính sách cùng tính chất thì hưởng một mức cao nhất",
    en="Of supports of one kind only the highest",
    unverified=READING,
)
