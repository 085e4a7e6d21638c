"""Nghị định 277/2025/NĐ-CP: phổ cập giáo dục mầm non cho trẻ em từ 3 đến 5 tuổi."""

from ansinh.engine import document, rule
from ansinh.law.facts.education import SchoolKind
from ansinh.law.facts.entities import Person

DECREE = document("277/2025/NĐ-CP")
RESOLUTION = document("218/2025/QH15")
PRESS = "groups read in the press; number of the article not found"


@rule(
    DECREE.article(),
    RESOLUTION.article(),
    en="Kindergarten child entitled to lunch",
    unverified=PRESS,
)
def is_kindergartner_with_lunch(person: Person) -> bool:
    """Như trước; ở nơi đặc biệt khó khăn thì phải học trường công lập ở vùng khó khăn."""
    if not person.is_kindergartner or person.is_of_very_small_ethnic_group:
        return False
    return (
        person.household.is_poor_or_near_poor
        or person.is_child_without_support
        or person.is_child_of_merit_parent
        or person.has_disability_certificate
        or (
            person.household.lives_in_especially_difficult_area
            and person.is_at_public_school
            and not person.studies_outside_difficult_area
        )
    )


@rule(
    DECREE.article(),
    en="Kindergarten child with study costs: with lunch, or of an industrial-park worker",
    otherwise=False,
    unverified=PRESS,
)
def is_kindergartner_with_study_costs(person: Person) -> bool:
    """Trẻ em được hỗ trợ ăn trưa; con công nhân khu công nghiệp học trường tư thục."""
    if not person.is_kindergartner:
        return False
    return person.is_kindergartner_with_lunch or (
        person.school_kind == SchoolKind.PRIVATE and person.has_parent_in_industrial_zone
    )
