"""Nghị định 105/2020/NĐ-CP, Điều 7 và 8: trẻ em mẫu giáo, trước ngày 20/10/2025."""

from ansinh.engine import Law, Money, benefit, document, rule
from ansinh.law.facts.education import SchoolKind
from ansinh.law.facts.entities import Person
from ansinh.law.facts.merit_choices import MeritKind, MeritKinship
from ansinh.law.merit.ordinance_02_2020_titles import HEROES, WAR_INVALIDS

DECREE = document("105/2020/NĐ-CP")
DECREE_277 = document("277/2025/NĐ-CP")
DECREE_66 = document("66/2025/NĐ-CP")
MERIT_PARENTS = (MeritKind.MARTYR, MeritKind.SICK_SOLDIER, *HEROES, *WAR_INVALIDS)


@rule(
    DECREE.article(7),
    DECREE_66.article(4),
    DECREE_277.article(),
    en="Child of a martyr, Hero, war invalid or sick soldier",
    unverified="list of titles from memory",
)
def is_child_of_merit_parent(person: Person) -> bool:
    """Con liệt sĩ, Anh hùng, thương binh, người hưởng chính sách như thương binh, bệnh binh."""
    return any(
        relation.kinship == MeritKinship.CHILD and relation.kind in MERIT_PARENTS
        for relation in person.merit_relations
        if relation.is_relation_now
    )


@rule(
    DECREE.article(7),
    en="Kindergarten child entitled to lunch",
    until="2025-10-20",
    unverified="list from memory",
)
def is_kindergartner_with_lunch(person: Person) -> bool:
    """Nơi đặc biệt khó khăn; nghèo, cận nghèo; không nguồn nuôi; con người có công; khuyết tật."""
    if not person.is_kindergartner or person.is_of_very_small_ethnic_group:
        return False
    return (
        person.household.is_poor_or_near_poor
        or person.is_child_without_support
        or person.is_child_of_merit_parent
        or person.has_disability_certificate
        or person.household.lives_in_especially_difficult_area
    )


@benefit(
    DECREE_277.article(),
    code="education.kindergarten_lunch",
    name="Hỗ trợ ăn trưa cho trẻ em mẫu giáo",
    en="Lunch for kindergarten children",
    paid="monthly",
    payer="state budget",
    domain="education",
    since="2025-10-20",
    unverified="number of the article, and the month from which the new rate is paid, not found",
)
@benefit(
    DECREE.article(7),
    code="education.kindergarten_lunch",
    name="Hỗ trợ ăn trưa cho trẻ em mẫu giáo",
    en="Lunch for kindergarten children",
    paid="monthly",
    payer="state budget",
    domain="education",
    until="2025-10-20",
    unverified="list of groups from memory",
)
def kindergarten_lunch(person: Person, law: Law) -> Money:
    """Mức hỗ trợ ăn trưa mỗi tháng thực học; mức mới trả từ tháng sau tháng đổi."""
    if not person.is_kindergartner_with_lunch or not person.is_study_month:
        return 0
    return law.education.kindergarten_lunch


@benefit(
    DECREE.article(8),
    code="education.industrial_zone_child",
    name="Trợ cấp trẻ em mầm non là con công nhân khu công nghiệp",
    en="Support for preschool children of industrial-park workers",
    paid="monthly",
    payer="province budget",
    domain="education",
    considered=True,
    until="2025-10-20",
    unverified="article from memory; what became of it under Decree 277/2025 was not found",
)
def industrial_zone_child_support(person: Person, law: Law) -> Money:
    """Trẻ em ở trường mầm non tư thục, cha mẹ làm việc tại khu công nghiệp: tối thiểu 160.000."""
    if not person.is_nursery_child and not person.is_kindergartner:
        return 0
    if person.school_kind != SchoolKind.PRIVATE or not person.is_study_month:
        return 0
    return law.education.industrial_zone_child if person.has_parent_in_industrial_zone else 0
