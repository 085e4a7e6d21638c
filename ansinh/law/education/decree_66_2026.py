"""Nghị định 84/2020/NĐ-CP, Điều 9; từ 15/3/2026 Nghị định 66/2026/NĐ-CP: học bổng chính sách."""

from ansinh.engine import Law, Money, benefit, document, only_highest, rule
from ansinh.law.facts.education import SchoolKind
from ansinh.law.facts.entities import Person
from ansinh.law.merit.ordinance_02_2020_titles import WAR_INVALIDS

DECREE = document("66/2026/NĐ-CP")
DECREE_84 = document("84/2020/NĐ-CP")
SCHOOLS = (
    SchoolKind.ETHNIC_BOARDING,
    SchoolKind.UNIVERSITY_PREPARATORY,
    SchoolKind.DISABILITY_VOCATIONAL,
)


@rule(DECREE.article(8), en="Has a policy scholarship")
@rule(DECREE_84.article(9, clause=1), en="Has a policy scholarship", until="2026-03-15")
def has_policy_scholarship(person: Person) -> bool:
    """Cử tuyển; dự bị đại học, dân tộc nội trú; trường nghề cho thương binh, người khuyết tật."""
    if person.is_part_time_student or not (person.is_general_pupil or person.is_student):
        return False
    return (person.is_nominated_student and person.is_student) or person.school_kind in SCHOOLS


@rule(DECREE.article(8), en="Poor trainee with the full base salary")
def is_poor_trainee(person: Person) -> bool:
    """Học viên thuộc hộ nghèo ở cơ sở nghề dành cho thương binh, người khuyết tật."""
    return person.school_kind == SchoolKind.DISABILITY_VOCATIONAL and person.household.is_poor


@rule(
    DECREE_84.article(9, clause=2, point="b"),
    en="Poor trainee with the full base salary",
    name="is_poor_trainee",
    until="2026-03-15",
)
def is_poor_war_invalid_trainee(person: Person) -> bool:
    """Học viên là thương binh thuộc hộ nghèo."""
    return (
        person.school_kind == SchoolKind.DISABILITY_VOCATIONAL
        and person.household.is_poor
        and any(title.kind in WAR_INVALIDS for title in person.merit_titles if title.counts)
    )


@benefit(
    DECREE.article(8),
    code="education.policy_scholarship",
    name="Học bổng chính sách",
    en="Policy scholarship",
    paid="monthly",
    payer="state budget",
    domain="education",
)
@benefit(
    DECREE_84.article(9, clause=2),
    code="education.policy_scholarship",
    name="Học bổng chính sách",
    en="Policy scholarship",
    paid="monthly",
    payer="state budget",
    domain="education",
    until="2026-03-15",
)
def policy_scholarship(person: Person, law: Law) -> Money:
    """80 % mức lương cơ sở, học viên nghèo 100 %, đủ 12 tháng một năm."""
    if not person.has_policy_scholarship:
        return 0
    if person.is_poor_trainee:
        return person.base_salary
    return person.base_salary * law.education.policy_scholarship


ONE_POLICY = only_highest(
    DECREE.article(8),
    DECREE_84.article(9, clause=3, point="b"),
    document("42/2013/TTLT-BGDĐT-BLĐTBXH-BTC").article(7),
    among=(
        "education.policy_scholarship",
        "education.disabled_scholarship",
        "education.vocational_boarding",
    ),
    together=[(("education.disabled_scholarship",), ("education.vocational_boarding",))],
    vi="Thuộc nhiều chính sách cùng học bổng chính sách thì hưởng một mức cao nhất",
    en="Beside a policy scholarship only the highest of the policies",
    since="2020-09-01",
)
