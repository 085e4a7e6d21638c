"""Nghị định 116/2016/NĐ-CP: học sinh bán trú ở xã, thôn đặc biệt khó khăn, trước 01/5/2025."""

from ansinh.engine import Law, benefit, document, rule
from ansinh.law.facts.education import PupilLodging, SchoolKind
from ansinh.law.facts.entities import Person
from ansinh.law.facts.poverty import SchoolLevel

DECREE = document("116/2016/NĐ-CP")
DECREE_66 = document("66/2025/NĐ-CP")
MEMORY = "article from memory"
WITH_OWN_REGIME = (
    SchoolKind.ETHNIC_BOARDING,
    SchoolKind.UNIVERSITY_PREPARATORY,
    SchoolKind.BORDER_BOARDING,
)


@rule(DECREE_66.article(4), en="Lives too far from school to go and return within the day")
@rule(
    DECREE.article(4),
    en="Lives too far from school to go and return within the day",
    unverified="distances from memory",
)
def is_far_from_school(person: Person, law: Law) -> bool:
    """Nhà xa trường từ 4 km (tiểu học), 7 km (THCS), 10 km (THPT), hoặc địa hình cách trở."""
    if person.has_terrain_obstacle:
        return True
    if person.attending == SchoolLevel.PRIMARY:
        return person.school_distance >= law.education.far_for_primary
    if person.attending == SchoolLevel.LOWER_SECONDARY:
        return person.school_distance >= law.education.far_for_lower_secondary
    return person.school_distance >= law.education.far_for_upper_secondary


@rule(DECREE.article(4), en="Lives and studies where semi-boarding is supported", unverified=MEMORY)
def is_of_semi_boarding_place(person: Person) -> bool:
    """Thường trú ở nơi đặc biệt khó khăn; tiểu học, THCS học tại đó; THPT: dân tộc hoặc nghèo."""
    if person.school_kind == SchoolKind.CONTINUING:
        return False
    if not person.household.lives_in_especially_difficult_area:
        return False
    if person.attending == SchoolLevel.UPPER_SECONDARY:
        return person.belongs_to_ethnic_minority or person.household.is_poor
    return not person.studies_outside_difficult_area


@rule(DECREE_66.article(4), en="Semi-boarding pupil")
@rule(DECREE.article(4), en="Semi-boarding pupil", unverified=MEMORY)
def is_semi_boarding_pupil(person: Person) -> bool:
    """Học sinh bán trú: thuộc diện, nhà xa trường hoặc địa hình cách trở."""
    return (
        person.is_general_pupil
        and person.school_kind not in WITH_OWN_REGIME
        and person.is_of_semi_boarding_place
        and person.is_far_from_school
    )


@rule(DECREE.article(5), en="Month for which boarding is supported", unverified=MEMORY)
def is_boarding_month(person: Person) -> bool:
    """Tháng thực học."""
    return person.is_study_month


@rule(DECREE.article(5), en="Lodges at own expense near the school", unverified=MEMORY)
def lodges_near_school(person: Person) -> bool:
    """Tự lo chỗ ở do trường không bố trí được."""
    return person.lodging == PupilLodging.NEAR_SCHOOL_NO_ROOM


@benefit(
    DECREE.article(5),
    code="education.rice",
    name="Hỗ trợ gạo cho học sinh",
    en="Rice for pupils",
    paid="monthly",
    payer="central budget",
    domain="education",
    unit="kg",
    kind="goods",
    unverified="quantity from memory",
)
def pupils_rice(person: Person, law: Law) -> int:
    """15 kg gạo mỗi tháng thực học cho học sinh bán trú."""
    if not person.is_boarding_month or not person.is_semi_boarding_pupil:
        return 0
    return law.education.rice
