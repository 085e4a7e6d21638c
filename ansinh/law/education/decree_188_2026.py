"""Nghị định 188/2026/NĐ-CP: học sinh trường phổ thông nội trú ở các xã biên giới đất liền.

The province has no land border: only its pupils who study in another province can be meant.
"""

from ansinh.engine import Law, Money, benefit, document, rule
from ansinh.law.facts.education import PupilLodging, SchoolKind
from ansinh.law.facts.entities import Person

DECREE = document("188/2026/NĐ-CP")


@rule(DECREE.article(3), en="Boards at a school of a land-border commune", otherwise=False)
def boards_in_border_commune(person: Person) -> bool:
    """Học sinh nội trú của trường phổ thông nội trú xã biên giới."""
    return (
        person.is_general_pupil
        and person.school_kind == SchoolKind.BORDER_BOARDING
        and person.lodging == PupilLodging.AT_SCHOOL
    )


@rule(DECREE.article(3), en="Has lunch at a school of a land-border commune", otherwise=False)
def lunches_in_border_commune(person: Person) -> bool:
    """Học sinh chỉ ở lại trưa tại trường phổ thông nội trú xã biên giới."""
    return (
        person.is_general_pupil
        and person.school_kind == SchoolKind.BORDER_BOARDING
        and person.lodging != PupilLodging.AT_SCHOOL
    )


@benefit(
    DECREE.article(3),
    code="education.border_meal",
    name="Hỗ trợ tiền ăn học sinh trường nội trú xã biên giới",
    en="Meals at boarding schools of border communes",
    paid="monthly",
    payer="state budget",
    domain="education",
)
def border_meal(person: Person, law: Law) -> Money:
    """Nội trú 1.170.000 đồng, ăn trưa 450.000 đồng mỗi tháng thực học."""
    if not person.is_boarding_month:
        return 0
    if person.boards_in_border_commune:
        return law.education.border_meal
    return law.education.border_lunch if person.lunches_in_border_commune else 0


@benefit(
    DECREE.article(3),
    code="education.border_materials",
    name="Đồng phục, học liệu cho học sinh nội trú xã biên giới",
    en="Uniforms and materials of boarders in border communes",
    paid="yearly",
    payer="state budget",
    domain="education",
)
def border_materials(person: Person, law: Law) -> Money:
    """2.050.000 đồng mỗi năm học."""
    return law.education.border_materials if person.boards_in_border_commune else 0


@benefit(
    DECREE.article(3),
    code="education.border_effects",
    name="Trang cấp bằng hiện vật cho học sinh nội trú xã biên giới",
    en="Personal effects of boarders in border communes",
    paid="once",
    payer="state budget",
    domain="education",
    kind="goods",
)
def border_effects(person: Person, law: Law) -> Money:
    """Hiện vật trị giá 2.050.000 đồng, một lần mỗi cấp học, vào năm đầu."""
    if not person.boards_in_border_commune or person.year_of_level != 1:
        return 0
    return law.education.border_effects
