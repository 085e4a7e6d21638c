"""Luật Giáo dục 43/2019/QH14: ai học ở đâu, và những tháng thực học.

Support by the month is due in months of study. The plan of the school year sets them; here they
are September to May (nine) for preschool and general education, and September to June (ten) for
vocational and higher education.
"""

from ansinh.engine import Law, Money, document, month_of, months_between, rule, year_of
from ansinh.law.facts.choices import AreaClass, Ethnicity
from ansinh.law.facts.education import SchoolKind
from ansinh.law.facts.entities import Household, Person
from ansinh.law.facts.poverty import SchoolLevel

LAW = document("43/2019/QH14")
DECREE_05 = document("05/2011/NĐ-CP")
LAW_51 = document("51/2010/QH12")
CIRCULAR_42 = document("42/2013/TTLT-BGDĐT-BLĐTBXH-BTC")
GENERAL_MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5)
HIGHER_MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
GENERAL = (SchoolLevel.PRIMARY, SchoolLevel.LOWER_SECONDARY, SchoolLevel.UPPER_SECONDARY)
HIGHER = (SchoolLevel.VOCATIONAL, SchoolLevel.COLLEGE_OR_UNIVERSITY)
BY_AGE = "nursery and kindergarten are told apart by age: the registry holds no class"


@rule(LAW.article(26), en="Nursery child, 3 months to 3 years", unverified=BY_AGE)
def is_nursery_child(person: Person, law: Law) -> bool:
    """Trẻ em nhà trẻ: từ 03 tháng đến dưới 36 tháng tuổi."""
    return (
        person.attending == SchoolLevel.PRESCHOOL
        and person.is_alive
        and 3 <= months_between(person.birth_date, law.date) < 36
    )


@rule(
    LAW.article(26),
    LAW_51.article(27, clause=2),
    en="Kindergarten child, 3 to 6 years",
    unverified=f"{BY_AGE}; that a disabled child may stay on in kindergarten is read from Article "
    "27(2) of Law 51/2010, which speaks of starting general education later",
)
def is_kindergartner(person: Person) -> bool:
    """Trẻ em mẫu giáo: đang học mầm non, từ 03 đến 06 tuổi; trẻ khuyết tật có thể lớn hơn."""
    if person.attending != SchoolLevel.PRESCHOOL or not person.is_alive or person.age < 3:
        return False
    return person.age <= 6 or person.has_disability_certificate


@rule(LAW.article(28), en="Pupil of general education")
def is_general_pupil(person: Person) -> bool:
    """Học sinh phổ thông, học viên giáo dục thường xuyên theo chương trình phổ thông."""
    return person.attending in GENERAL and person.is_alive


@rule(LAW.article(6), en="In preschool or general education")
def is_pupil(person: Person) -> bool:
    """Trẻ em mầm non, học sinh phổ thông, học viên giáo dục thường xuyên."""
    return person.is_nursery_child or person.is_kindergartner or person.is_general_pupil


@rule(LAW.article(6), en="In vocational or higher education")
def is_student(person: Person) -> bool:
    """Học sinh, sinh viên giáo dục nghề nghiệp, giáo dục đại học."""
    return person.attending in HIGHER and person.is_alive


@rule(LAW.article(47), en="Studies outside private schools")
def is_at_public_school(person: Person) -> bool:
    """Học ở cơ sở giáo dục công lập."""
    return person.school_kind != SchoolKind.PRIVATE


@rule(
    CIRCULAR_42.article(7),
    en="Is a month of study",
    unverified="nine or ten months by law; that they are September to May or June is our reading",
)
def is_study_month(person: Person, law: Law) -> bool:
    """Tháng thực học: 9 tháng với mầm non, phổ thông; 10 tháng với giáo dục nghề, đại học."""
    if person.attending in HIGHER:
        return month_of(law.date) in HIGHER_MONTHS
    return month_of(law.date) in GENERAL_MONTHS


@rule(DECREE_05.article(4, clause=2), en="Belongs to an ethnic minority")
def belongs_to_ethnic_minority(person: Person) -> bool:
    """Người dân tộc thiểu số: dân tộc khác dân tộc Kinh."""
    return person.ethnicity != Ethnicity.KINH


@rule(LAW_51.article(19), en="Holds a disability certificate")
def has_disability_certificate(person: Person, law: Law) -> bool:
    """Người khuyết tật có giấy xác nhận, mọi mức độ."""
    return any(
        disability.certified_on <= law.date < disability.until for disability in person.disabilities
    )


@rule(DECREE_05.article(4, clause=2), en="Lives in a commune of region II or I")
def lives_in_region_ii_or_i(household: Household) -> bool:
    """Thường trú ở xã khu vực II, khu vực I."""
    return household.region_class in (AreaClass.REGION_I, AreaClass.REGION_II)


@rule(document("161/2026/NĐ-CP").article(3), en="Base salary of the month", since="2026-07-01")
@rule(
    document("73/2024/NĐ-CP").article(3, clause=2),
    en="Base salary of the month",
    since="2024-07-01",
    until="2026-07-01",
)
@rule(
    document("24/2023/NĐ-CP").article(3),
    en="Base salary of the month",
    since="2023-07-01",
    until="2024-07-01",
)
@rule(document("38/2019/NĐ-CP").article(3), en="Base salary of the month", until="2023-07-01")
def base_salary(person: Person, law: Law) -> Money:
    """Mức lương cơ sở của tháng."""
    return law.insurance.base_salary_by_month.of(year_of(law.date) * 100 + month_of(law.date))
