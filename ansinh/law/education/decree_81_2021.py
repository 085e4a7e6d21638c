"""Nghị định 81/2021/NĐ-CP: miễn, giảm học phí và hỗ trợ chi phí học tập trước năm học 2025 - 2026.

Groups that Decree 238/2025/NĐ-CP kept word for word stand here for both decrees.
"""

from ansinh.engine import Law, Money, benefit, document, month_of, rule, year_of
from ansinh.law.facts.education import FieldOfStudy, SchoolKind, TrainingLevel
from ansinh.law.facts.entities import Person
from ansinh.law.facts.poverty import Qualification, SchoolLevel

DECREE = document("81/2021/NĐ-CP")
AMENDING = document("97/2023/NĐ-CP")
DECREE_238 = document("238/2025/NĐ-CP")
NEW = "2025-09-01"
MEMORY = "text of the article from memory"
SECONDARY = "groups read in summaries of the decree"
SEPTEMBER = 9
EXEMPT_FIELDS = (
    FieldOfStudy.MARXISM,
    FieldOfStudy.SCARCE_OCCUPATION,
    FieldOfStudy.SPECIAL_OCCUPATION,
)
EXEMPT_SCHOOLS = (SchoolKind.ETHNIC_BOARDING, SchoolKind.UNIVERSITY_PREPARATORY)
BELOW_UNIVERSITY = (TrainingLevel.INTERMEDIATE, TrainingLevel.COLLEGE)

# --- groups of both decrees ---------------------------------------------------------------------


@rule(
    DECREE_238.article(15, clause=2),
    en="Learner whom the Merit Ordinance covers",
    since=NEW,
    unverified=SECONDARY,
)
@rule(DECREE.article(15, clause=1), en="Learner whom the Merit Ordinance covers", unverified=MEMORY)
def is_merit_learner(person: Person) -> bool:
    """Người có công, thân nhân của người có công đang theo học."""
    return person.is_person_with_merit or any(
        relation.is_relation_now for relation in person.merit_relations
    )


@rule(
    DECREE_238.article(15, clause=5),
    DECREE_238.article(15, clause=6),
    DECREE_238.article(15, clause=8),
    en="Nominated, preparatory, boarding, or in a field that is free",
    since=NEW,
    unverified=SECONDARY,
)
@rule(
    DECREE.article(15),
    en="Nominated, preparatory, boarding, or in a field that is free",
    unverified=MEMORY,
)
def is_in_free_course(person: Person) -> bool:
    """Cử tuyển; dự bị đại học, dân tộc nội trú; ngành Mác - Lênin, nghề khó tuyển, đặc thù."""
    return (
        person.is_nominated_student
        or person.school_kind in EXEMPT_SCHOOLS
        or (person.is_student and person.field_of_study in EXEMPT_FIELDS)
    )


@rule(
    DECREE_238.article(15, clause=4),
    en="Orphan of both parents at intermediate or college level",
    since=NEW,
    unverified=f"{SECONDARY}; 'without support' is read as not adopted",
)
@rule(
    DECREE.article(15),
    en="Orphan of both parents at intermediate or college level",
    unverified=f"{MEMORY}; 'without support' is read as not adopted",
)
def is_orphan_below_university(person: Person) -> bool:
    """Người học trung cấp, cao đẳng mồ côi cả cha lẫn mẹ, không nơi nương tựa."""
    return (
        person.is_student
        and person.has_both_parents_dead
        and not person.is_adopted
        and person.training_level in BELOW_UNIVERSITY
    )


@rule(
    DECREE_238.article(15, clause=7),
    en="Minority student of a poor or near-poor household",
    since=NEW,
    unverified=f"{SECONDARY}; the household of the student stands for parents and grandparents",
)
@rule(
    DECREE.article(15),
    en="Minority student of a poor or near-poor household",
    unverified=f"{MEMORY}; the household of the student stands for parents and grandparents",
)
def is_poor_minority_student(person: Person) -> bool:
    """Học sinh, sinh viên người dân tộc thiểu số thuộc hộ nghèo, hộ cận nghèo."""
    return (
        person.is_student
        and person.belongs_to_ethnic_minority
        and person.household.is_poor_or_near_poor
    )


@rule(
    DECREE_238.article(15, clause=10),
    en="Of a very small ethnic group, in a difficult area",
    since=NEW,
    unverified=f"{SECONDARY}; regions I to III are taken for the difficult areas",
)
@rule(
    DECREE.article(15),
    en="Of a very small ethnic group, in a difficult area",
    unverified=f"{MEMORY}; regions I to III are taken for the difficult areas",
)
def is_very_small_group_in_difficult_area(person: Person) -> bool:
    """Người dân tộc thiểu số rất ít người ở vùng khó khăn, đặc biệt khó khăn."""
    return person.is_of_very_small_ethnic_group and (
        person.household.lives_in_region_ii_or_i
        or person.household.lives_in_especially_difficult_area
    )


@rule(
    DECREE_238.article(15, clause=12),
    en="Goes on from lower secondary to intermediate level",
    since=NEW,
    unverified=SECONDARY,
)
@rule(
    DECREE.article(15),
    en="Goes on from lower secondary to intermediate level",
    unverified=MEMORY,
)
def is_intermediate_after_lower_secondary(person: Person) -> bool:
    """Người tốt nghiệp trung học cơ sở học tiếp lên trình độ trung cấp."""
    return (
        person.attending == SchoolLevel.VOCATIONAL
        and person.completed == Qualification.LOWER_SECONDARY
        and person.training_level == TrainingLevel.INTERMEDIATE
    )


@rule(
    DECREE_238.article(15),
    en="Group that both decrees free from tuition",
    since=NEW,
    unverified=SECONDARY,
)
@rule(DECREE.article(15), en="Group that both decrees free from tuition", unverified=MEMORY)
def is_in_lasting_exempt_group(person: Person) -> bool:
    """Thuộc nhóm được miễn học phí theo cả hai nghị định."""
    return (
        person.is_merit_learner
        or person.is_in_free_course
        or person.is_orphan_below_university
        or person.is_poor_minority_student
        or person.is_very_small_group_in_difficult_area
        or person.is_intermediate_after_lower_secondary
    )


# --- Điều 15: miễn học phí ------------------------------------------------------------------------


@rule(DECREE.article(15), en="Five-year-old of the school year", unverified=MEMORY)
def is_five_year_old_class(person: Person, law: Law) -> bool:
    """Trẻ em mẫu giáo 5 tuổi: đủ 5 tuổi trong năm bắt đầu năm học."""
    born = year_of(person.birth_date)
    begins = year_of(law.date) if month_of(law.date) >= SEPTEMBER else year_of(law.date) - 1
    return person.is_kindergartner and begins - born >= 5


@rule(
    DECREE.article(14),
    DECREE.article(15),
    en="Free by the level or place of the school",
    since="2024-09-01",
    unverified=MEMORY,
)
def is_free_by_level(person: Person) -> bool:
    """Tiểu học công lập; mẫu giáo 5 tuổi; trung học cơ sở ở nơi đặc biệt khó khăn."""
    if person.attending == SchoolLevel.PRIMARY:
        return person.is_at_public_school
    if person.attending == SchoolLevel.LOWER_SECONDARY:
        return person.household.lives_in_especially_difficult_area
    return person.is_five_year_old_class


@rule(
    DECREE.article(14),
    DECREE.article(15),
    en="Free by the level or place of the school, 2022–2024",
    name="is_free_by_level",
    since="2022-09-01",
    until="2024-09-01",
    unverified=MEMORY,
)
def is_free_by_level_before_2024(person: Person) -> bool:
    """Tiểu học công lập; mẫu giáo 5 tuổi, trung học cơ sở ở nơi đặc biệt khó khăn."""
    if person.attending == SchoolLevel.PRIMARY:
        return person.is_at_public_school
    if person.attending == SchoolLevel.LOWER_SECONDARY or person.is_five_year_old_class:
        return person.household.lives_in_especially_difficult_area
    return False


@rule(
    DECREE.article(14),
    DECREE.article(15),
    en="Free by the level or place of the school, 2021–2022",
    name="is_free_by_level",
    until="2022-09-01",
    unverified=MEMORY,
)
def is_free_by_level_before_2022(person: Person) -> bool:
    """Tiểu học công lập; mẫu giáo 5 tuổi ở nơi đặc biệt khó khăn."""
    if person.attending == SchoolLevel.PRIMARY:
        return person.is_at_public_school
    return person.is_five_year_old_class and person.household.lives_in_especially_difficult_area


@rule(
    DECREE.article(15, clause=3),
    en="Child without support, or one who still studies after it",
    unverified=MEMORY,
)
def is_exempt_by_social_allowance(person: Person) -> bool:
    """Trẻ em không nguồn nuôi dưỡng; người 16 đến 22 tuổi học phổ thông, đại học thứ nhất."""
    return person.is_child_without_support or person.is_former_child_without_support


@rule(
    DECREE.article(15, clause=4),
    en="Kindergarten child or pupil, poor or with a conscript for a parent",
    unverified=MEMORY,
)
def is_poor_or_conscripts_pupil(person: Person) -> bool:
    """Trẻ em mẫu giáo, học sinh thuộc hộ nghèo, hoặc con hạ sĩ quan, binh sĩ tại ngũ."""
    return (person.is_kindergartner or person.is_general_pupil) and (
        person.household.is_poor or person.has_parent_in_military_service
    )


@rule(DECREE.article(15), AMENDING.article(1), en="Exempt from tuition", unverified=MEMORY)
def is_exempt_from_tuition(person: Person) -> bool:
    """Đối tượng được miễn học phí, hoặc không phải đóng học phí."""
    return (
        person.is_free_by_level
        or person.is_poor_or_conscripts_pupil
        or person.has_disability_certificate
        or person.is_exempt_by_social_allowance
        or person.field_of_study == FieldOfStudy.HEALTH_SPECIALTY
        or person.is_in_lasting_exempt_group
    )


# --- Điều 16: giảm học phí -----------------------------------------------------------------------


@rule(
    DECREE_238.article(16, clause=1),
    en="Learns an art or a hazardous occupation",
    since=NEW,
    unverified=SECONDARY,
)
@rule(DECREE.article(16, clause=1), en="Learns an art or a hazardous occupation", unverified=MEMORY)
def learns_art_or_hazardous_occupation(person: Person) -> bool:
    """Học nghệ thuật truyền thống, đặc thù; nghề nặng nhọc, độc hại, nguy hiểm."""
    return person.is_student and person.field_of_study in (
        FieldOfStudy.TRADITIONAL_ART,
        FieldOfStudy.HAZARDOUS_OCCUPATION,
    )


@rule(
    DECREE_238.article(16, clause=1, point="c"),
    en="Of an ethnic minority in an especially difficult area",
    since=NEW,
    unverified=f"{SECONDARY}; the household stands for the parents' residence",
)
@rule(
    DECREE.article(16, clause=1),
    en="Of an ethnic minority in an especially difficult area",
    unverified=f"{MEMORY}; the household stands for the parents' residence",
)
def is_minority_of_difficult_area(person: Person) -> bool:
    """Người dân tộc thiểu số, không phải rất ít người, thường trú ở nơi đặc biệt khó khăn."""
    return (
        person.belongs_to_ethnic_minority
        and not person.is_of_very_small_ethnic_group
        and person.household.lives_in_especially_difficult_area
    )


@rule(DECREE.article(16, clause=1), en="Pays 30 percent of the tuition", unverified=MEMORY)
def has_seventy_percent_off(person: Person) -> bool:
    """Được giảm 70 % học phí."""
    return person.learns_art_or_hazardous_occupation or (
        person.is_minority_of_difficult_area
        and (person.is_kindergartner or person.is_general_pupil or person.is_student)
    )


@rule(DECREE.article(16, clause=2), en="Pays half of the tuition", unverified=MEMORY)
def has_half_off(person: Person) -> bool:
    """Được giảm 50 %: con người bị tai nạn lao động; mẫu giáo, phổ thông hộ cận nghèo."""
    if person.is_student:
        return person.has_parent_with_work_accident
    return (person.is_kindergartner or person.is_general_pupil) and (
        person.household.is_near_poor or person.has_parent_with_work_accident
    )


# --- Điều 18: hỗ trợ chi phí học tập -------------------------------------------------------------


@rule(DECREE.article(18), en="Is at a level with support for study costs", unverified=MEMORY)
def is_at_level_with_study_costs(person: Person) -> bool:
    """Trẻ em mẫu giáo, học sinh phổ thông, học viên giáo dục thường xuyên."""
    return person.is_kindergartner or person.is_general_pupil


@rule(
    DECREE_238.article(note="hỗ trợ chi phí học tập"),
    en="Orphan, disabled, poor or of an especially difficult area",
    since=NEW,
    unverified=f"{SECONDARY}; number of the article not found",
)
@rule(
    DECREE.article(18),
    en="Orphan, disabled, poor or of an especially difficult area",
    unverified=MEMORY,
)
def is_in_group_with_study_costs(person: Person) -> bool:
    """Mồ côi cả cha mẹ; khuyết tật; hộ nghèo; thường trú và học ở nơi đặc biệt khó khăn."""
    return (
        person.household.is_poor
        or person.has_both_parents_dead
        or person.has_disability_certificate
        or (
            person.household.lives_in_especially_difficult_area
            and not person.studies_outside_difficult_area
        )
    )


@benefit(
    DECREE.article(18),
    code="education.study_costs",
    name="Hỗ trợ chi phí học tập",
    en="Support for study costs",
    paid="monthly",
    payer="state budget",
    domain="education",
    unverified=MEMORY,
)
def study_costs(person: Person, law: Law) -> Money:
    """150.000 đồng mỗi tháng thực học để mua sách vở, đồ dùng học tập."""
    if not person.is_at_level_with_study_costs or not person.is_study_month:
        return 0
    return law.education.study_costs if person.is_in_group_with_study_costs else 0
