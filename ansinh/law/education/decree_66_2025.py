"""Nghị định 66/2025/NĐ-CP: trẻ em nhà trẻ, học sinh bán trú, nội trú vùng khó khăn từ 01/5/2025.

Benefits that take the place of those of Decree 116/2016/NĐ-CP stand here with both citations.
"""

from ansinh.engine import Law, Money, benefit, document, month_of, rule
from ansinh.law.facts.education import PupilLodging, SchoolKind, StudyResult
from ansinh.law.facts.entities import Person
from ansinh.law.facts.poverty import SchoolLevel

DECREE = document("66/2025/NĐ-CP")
DECREE_116 = document("116/2016/NĐ-CP")
DECREE_188 = document("188/2026/NĐ-CP")
MEMORY = "rate from memory"
PRESS = "read in the press; number of the article not found"
FIRST_TWO_GRADES = 2
AUGUST = 8


@rule(DECREE.article(4), en="Nursery child of a difficult area")
def is_nursery_child_with_lunch(person: Person) -> bool:
    """Nơi đặc biệt khó khăn; hoặc dân tộc thiểu số khu vực II, I thuộc diện khó khăn."""
    if not person.is_nursery_child or not person.is_at_public_school:
        return False
    if person.studies_outside_difficult_area:
        return False
    if person.household.lives_in_especially_difficult_area:
        return True
    return (
        person.belongs_to_ethnic_minority
        and person.household.lives_in_region_ii_or_i
        and (
            person.household.is_poor
            or person.is_child_without_support
            or person.is_child_of_merit_parent
            or person.has_disability_certificate
        )
    )


@benefit(
    DECREE.article(6, clause=1),
    code="education.nursery_lunch",
    name="Hỗ trợ ăn trưa cho trẻ em nhà trẻ bán trú",
    en="Lunch for nursery children",
    paid="monthly",
    payer="state budget",
    domain="education",
)
def nursery_lunch(person: Person, law: Law) -> Money:
    """360.000 đồng mỗi tháng thực học."""
    if not person.is_nursery_child_with_lunch or not person.is_study_month:
        return 0
    return law.education.nursery_lunch


@rule(DECREE.article(4), en="Lives and studies where semi-boarding is supported")
def is_of_semi_boarding_place(person: Person) -> bool:
    """Nơi đặc biệt khó khăn; hoặc dân tộc thiểu số thuộc hộ nghèo ở khu vực II, I."""
    resident = person.household.lives_in_especially_difficult_area
    minority = person.belongs_to_ethnic_minority
    poor = person.household.is_poor
    if person.school_kind == SchoolKind.CONTINUING:
        return resident and (minority or poor)
    of_region = minority and poor and person.household.lives_in_region_ii_or_i
    if person.attending == SchoolLevel.UPPER_SECONDARY:
        return (resident and (minority or poor)) or of_region
    return (resident or of_region) and not person.studies_outside_difficult_area


@rule(DECREE.article(6), en="Month for which boarding is supported")
def is_boarding_month(person: Person, law: Law) -> bool:
    """Tháng thực học; học sinh dân tộc học tiếng Việt trước lớp 1 thêm tháng 8."""
    before_grade_1 = (
        person.learns_vietnamese_first
        and person.attending == SchoolLevel.PRIMARY
        and person.year_of_level <= 1
        and person.belongs_to_ethnic_minority
    )
    return person.is_study_month or (before_grade_1 and month_of(law.date) == AUGUST)


@rule(DECREE.article(6, clause=2), en="Lodges near the school with support")
def lodges_near_school(person: Person) -> bool:
    """Trường không có chỗ ở; hoặc học sinh lớp 1, lớp 2, khuyết tật ở gần trường với người thân."""
    if person.lodging == PupilLodging.NEAR_SCHOOL_NO_ROOM:
        return True
    first_grades = (
        person.attending == SchoolLevel.PRIMARY and 1 <= person.year_of_level <= FIRST_TWO_GRADES
    )
    return person.lodging == PupilLodging.NEAR_SCHOOL_BY_CHOICE and (
        first_grades or person.has_disability_certificate
    )


@rule(DECREE.article(6, clause=2), en="Monthly meal money of a semi-boarding pupil")
def semi_boarding_meal_level(person: Person, law: Law) -> Money:
    """936.000 đồng mỗi tháng."""
    return law.education.semi_boarding_meal


@rule(
    DECREE_116.article(5),
    en="Monthly meal money of a semi-boarding pupil",
    name="semi_boarding_meal_level",
    until="2025-05-01",
    unverified=MEMORY,
)
def semi_boarding_meal_level_of_2016(person: Person, law: Law) -> Money:
    """40 % mức lương cơ sở mỗi tháng."""
    return person.base_salary * law.education.semi_boarding_meal_share


@rule(DECREE.article(6, clause=2), en="Monthly lodging money of a semi-boarding pupil")
def semi_boarding_lodging_level(person: Person, law: Law) -> Money:
    """360.000 đồng mỗi tháng."""
    return law.education.semi_boarding_lodging


@rule(
    DECREE_116.article(5),
    en="Monthly lodging money of a semi-boarding pupil",
    name="semi_boarding_lodging_level",
    until="2025-05-01",
    unverified=MEMORY,
)
def semi_boarding_lodging_level_of_2016(person: Person, law: Law) -> Money:
    """10 % mức lương cơ sở mỗi tháng."""
    return person.base_salary * law.education.semi_boarding_lodging_share


@benefit(
    DECREE.article(6, clause=2),
    code="education.semi_boarding_meal",
    name="Hỗ trợ tiền ăn cho học sinh bán trú",
    en="Meals of semi-boarding pupils",
    paid="monthly",
    payer="state budget",
    domain="education",
)
@benefit(
    DECREE_116.article(5),
    code="education.semi_boarding_meal",
    name="Hỗ trợ tiền ăn cho học sinh bán trú",
    en="Meals of semi-boarding pupils",
    paid="monthly",
    payer="state budget",
    domain="education",
    unverified=MEMORY,
)
def semi_boarding_meal(person: Person) -> Money:
    """Tiền ăn mỗi tháng thực học."""
    if not person.is_boarding_month or not person.is_semi_boarding_pupil:
        return 0
    return person.semi_boarding_meal_level


@benefit(
    DECREE.article(6, clause=2),
    code="education.semi_boarding_lodging",
    name="Hỗ trợ tiền nhà ở cho học sinh bán trú",
    en="Lodging of semi-boarding pupils",
    paid="monthly",
    payer="state budget",
    domain="education",
)
@benefit(
    DECREE_116.article(5),
    code="education.semi_boarding_lodging",
    name="Hỗ trợ tiền nhà ở cho học sinh bán trú",
    en="Lodging of semi-boarding pupils",
    paid="monthly",
    payer="state budget",
    domain="education",
    unverified=MEMORY,
)
def semi_boarding_lodging(person: Person) -> Money:
    """Tiền nhà ở mỗi tháng thực học cho học sinh phải tự lo chỗ ở."""
    if not person.lodges_near_school or not person.is_boarding_month:
        return 0
    return person.semi_boarding_lodging_level if person.is_semi_boarding_pupil else 0


@rule(
    DECREE.article(6),
    en="Boards at a school for minorities or a preparatory school",
    unverified=PRESS,
)
def boards_at_special_school(person: Person) -> bool:
    """Học sinh phổ thông dân tộc nội trú, học sinh dự bị đại học."""
    return person.is_alive and person.school_kind in (
        SchoolKind.ETHNIC_BOARDING,
        SchoolKind.UNIVERSITY_PREPARATORY,
    )


@rule(
    DECREE.article(6),
    DECREE_188.article(3),
    en="Boarding pupil entitled to rice",
)
def is_boarder_with_rice(person: Person) -> bool:
    """Học sinh bán trú; học sinh nội trú, dự bị đại học; nội trú xã biên giới."""
    return (
        person.boards_at_special_school
        or person.boards_in_border_commune
        or person.is_semi_boarding_pupil
    )


@benefit(
    DECREE.article(6, clause=2),
    DECREE_188.article(3),
    code="education.rice",
    name="Hỗ trợ gạo cho học sinh",
    en="Rice for pupils",
    paid="monthly",
    payer="central budget",
    domain="education",
    unit="kg",
    kind="goods",
)
def pupils_rice(person: Person, law: Law) -> int:
    """15 kg gạo mỗi tháng thực học; học sinh xã biên giới chỉ ăn trưa 8 kg."""
    if not person.is_boarding_month:
        return 0
    if person.is_boarder_with_rice:
        return law.education.rice
    return law.education.rice_for_lunch if person.lunches_in_border_commune else 0


@benefit(
    DECREE.article(6),
    code="education.boarding_prize",
    name="Thưởng học sinh dân tộc nội trú, dự bị đại học",
    en="Prize of boarding and preparatory pupils",
    paid="yearly",
    payer="state budget",
    domain="education",
    unverified=PRESS,
)
def boarding_prize(person: Person, law: Law) -> Money:
    """Đạt loại xuất sắc 800.000 đồng, loại giỏi 600.000 đồng mỗi năm học."""
    if not person.boards_at_special_school:
        return 0
    if person.study_result == StudyResult.EXCELLENT:
        return law.education.prize_excellent
    return law.education.prize_good if person.study_result == StudyResult.GOOD else 0


@benefit(
    DECREE.article(6),
    code="education.boarding_effects",
    name="Trang cấp bằng hiện vật cho học sinh dân tộc nội trú, dự bị đại học",
    en="Personal effects of boarding and preparatory pupils",
    paid="once",
    payer="state budget",
    domain="education",
    kind="goods",
    unverified=PRESS,
)
def boarding_effects(person: Person, law: Law) -> Money:
    """Hiện vật trị giá 1.080.000 đồng, một lần mỗi cấp học, vào năm đầu."""
    if not person.boards_at_special_school or person.year_of_level != 1:
        return 0
    return law.education.boarding_effects
