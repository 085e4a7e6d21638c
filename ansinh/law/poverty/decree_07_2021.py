"""Nghị định 07/2021/NĐ-CP: chuẩn nghèo đa chiều giai đoạn 2021 – 2025.

In force since 15 March 2021, it decides from 1 January 2022 (Article 2 kept the standard of
Decision 59/2015 for 2021), and Decree 351/2025 carried it on through 2026. Its Annex has twelve
indicators. From 2027 ten of them stay by name (Decree 351/2025); until the new Annex is read they
count with the thresholds written here, each marked unverified from that day.
"""

from ansinh.engine import Law, at_least, document, months_between, rule
from ansinh.law.facts.entities import Household, Person
from ansinh.law.facts.poverty import Qualification, SchoolLevel, Toilet, WaterSource, WorkSituation

DECREE = document("07/2021/NĐ-CP")
NEXT = document("351/2025/NĐ-CP")
LABOUR_CODE = document("45/2019/QH14")
RETIREMENT = document("135/2020/NĐ-CP")
ELDERLY_LAW = document("39/2009/QH12")

NO_ANNEX = "the Annex of Decree 351/2025 was not found; threshold of Decree 07/2021"
MEMORY = "threshold from memory"

FINISHED_LOWER_SECONDARY = (
    Qualification.LOWER_SECONDARY,
    Qualification.UPPER_SECONDARY,
    Qualification.VOCATIONAL_ELEMENTARY,
    Qualification.VOCATIONAL_INTERMEDIATE,
    Qualification.COLLEGE,
    Qualification.UNIVERSITY,
)
FINISHED_UPPER_SECONDARY_OR_VOCATIONAL = (
    Qualification.UPPER_SECONDARY,
    Qualification.VOCATIONAL_ELEMENTARY,
    Qualification.VOCATIONAL_INTERMEDIATE,
    Qualification.COLLEGE,
    Qualification.UNIVERSITY,
)
PRIMARY_OR_HIGHER = (
    SchoolLevel.PRIMARY,
    SchoolLevel.LOWER_SECONDARY,
    SchoolLevel.UPPER_SECONDARY,
    SchoolLevel.VOCATIONAL,
    SchoolLevel.COLLEGE_OR_UNIVERSITY,
)
LOWER_SECONDARY_OR_HIGHER = (
    SchoolLevel.LOWER_SECONDARY,
    SchoolLevel.UPPER_SECONDARY,
    SchoolLevel.VOCATIONAL,
    SchoolLevel.COLLEGE_OR_UNIVERSITY,
)
CLEAN_WATER = (
    WaterSource.TAP,
    WaterSource.DRILLED_WELL,
    WaterSource.PROTECTED_DUG_WELL,
    WaterSource.PROTECTED_SPRING,
    WaterSource.RAIN,
    WaterSource.BOTTLED,
)
HYGIENIC_TOILET = (
    Toilet.SEPTIC,
    Toilet.POUR_FLUSH,
    Toilet.VENTILATED_PIT,
    Toilet.PIT_WITH_SLAB,
    Toilet.DOUBLE_VAULT,
)


# --- persons behind the indicators ----------------------------------------------------------------


@rule(
    LABOUR_CODE.article(3, clause=1),
    LABOUR_CODE.article(169, clause=2),
    RETIREMENT.article(4),
    en="Is of working age",
)
def is_of_working_age(person: Person, law: Law) -> bool:
    """Trong độ tuổi lao động: từ đủ 15 tuổi đến trước tuổi nghỉ hưu."""
    return (
        person.age >= 15
        and months_between(person.birth_date, law.date) < law.poverty.retirement_age[person.sex]
    )


@rule(NEXT.article(), en="Lacks regular work", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 1"), en="Lacks regular work", since="2022-01-01")
def lacks_regular_work(person: Person) -> bool:
    """Không tìm được việc làm, hoặc làm công ăn lương mà không có hợp đồng lao động."""
    if person.age < 15:
        return False
    if person.work_situation == WorkSituation.WAGE_WITHOUT_CONTRACT:
        return True
    return person.work_situation == WorkSituation.LOOKING_FOR_WORK and person.is_of_working_age


@rule(NEXT.article(), en="Is a dependant", since="2027-01-01", unverified=NO_ANNEX)
@rule(
    DECREE.article(note="Phụ lục, chỉ số 2"),
    ELDERLY_LAW.article(2),
    en="Is a dependant",
    since="2022-01-01",
)
def is_dependant(person: Person, law: Law) -> bool:
    """Trẻ em dưới 16 tuổi; người cao tuổi, khuyết tật đang hưởng trợ cấp xã hội hằng tháng."""
    if person.age < 16:
        return True
    if not person.draws_social_allowance:
        return False
    return person.age >= 60 or any(
        disability.certified_on <= law.date < disability.until for disability in person.disabilities
    )


@rule(NEXT.article(), en="Is a malnourished child", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 3"), en="Is a malnourished child", since="2022-01-01")
def is_malnourished_child(person: Person) -> bool:
    """Trẻ em dưới 16 tuổi suy dinh dưỡng chiều cao theo tuổi hoặc cân nặng theo tuổi."""
    return person.age < 16 and (person.is_stunted or person.is_underweight)


@rule(NEXT.article(), en="Lacks health insurance", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 4"), en="Lacks health insurance", since="2022-01-01")
@rule(
    document("59/2015/QĐ-TTg").article(1, clause=2),
    en="Lacks health insurance",
    since="2016-01-01",
    unverified=MEMORY,
)
def lacks_health_insurance(person: Person) -> bool:
    """Từ đủ 6 tuổi trở lên, hiện không có bảo hiểm y tế."""
    return person.age >= 6 and not person.has_health_insurance


@rule(NEXT.article(), en="Lacks the education of an adult", since="2027-01-01", unverified=NO_ANNEX)
@rule(
    DECREE.article(note="Phụ lục, chỉ số 5"),
    en="Lacks the education of an adult",
    since="2022-01-01",
    unverified="that 'from 16 to 30' ends on the 31st birthday is our reading",
)
def lacks_adult_education(person: Person) -> bool:
    """Từ 16 đến 30 tuổi, không theo học và không có trình độ tương ứng với độ tuổi."""
    if person.age < 16 or person.age > 30:
        return False
    if person.attending != SchoolLevel.NONE or person.is_trained_by_employer:
        return False
    if person.age < 18:
        return person.completed not in FINISHED_LOWER_SECONDARY
    return person.completed not in FINISHED_UPPER_SECONDARY_OR_VOCATIONAL


@rule(NEXT.article(), en="Child not in the right school", since="2027-01-01", unverified=NO_ANNEX)
@rule(
    DECREE.article(note="Phụ lục, chỉ số 6"),
    en="Child not in the right school",
    since="2022-01-01",
    unverified="that a level above the one that fits the age is no deprivation is our reading",
)
def lacks_schooling(person: Person) -> bool:
    """Trẻ từ 3 đến dưới 16 tuổi không được học đúng bậc, cấp học phù hợp với độ tuổi."""
    if person.age < 3 or person.age >= 16:
        return False
    if person.age < 6:
        return person.attending == SchoolLevel.NONE
    if person.age < 12:
        return person.attending not in PRIMARY_OR_HIGHER
    return person.attending not in LOWER_SECONDARY_OR_HIGHER


# --- the twelve indicators ------------------------------------------------------------------------


@rule(NEXT.article(), en="1. Employment", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 1"), en="1. Employment", since="2022-01-01")
def is_deprived_of_employment(household: Household) -> bool:
    """Thiếu hụt việc làm: có người không có việc, hoặc làm công không có hợp đồng."""
    return any(person.lacks_regular_work for person in household.people if person.is_alive)


@rule(NEXT.article(), en="Number of dependants", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 2"), en="Number of dependants", since="2022-01-01")
def dependant_count(household: Household) -> int:
    """Số người phụ thuộc trong hộ."""
    return sum(1 for person in household.people if person.is_alive and person.is_dependant)


@rule(NEXT.article(), en="2. Too many dependants", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 2"), en="2. Too many dependants", since="2022-01-01")
def is_deprived_by_dependants(household: Household, law: Law) -> bool:
    """Thiếu hụt người phụ thuộc: tỷ lệ người phụ thuộc lớn hơn 50 %."""
    return household.dependant_count > law.poverty.dependant_share * household.member_count


@rule(NEXT.article(), en="3. Nutrition", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 3"), en="3. Nutrition", since="2022-01-01")
def is_deprived_of_nutrition(household: Household) -> bool:
    """Thiếu hụt dinh dưỡng: có trẻ em dưới 16 tuổi suy dinh dưỡng."""
    return any(person.is_malnourished_child for person in household.people if person.is_alive)


@rule(NEXT.article(), en="4. Health insurance", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 4"), en="4. Health insurance", since="2022-01-01")
@rule(
    document("59/2015/QĐ-TTg").article(1, clause=2),
    en="Health insurance",
    since="2016-01-01",
    unverified=MEMORY,
)
def is_deprived_of_health_insurance(household: Household) -> bool:
    """Thiếu hụt bảo hiểm y tế: có người từ đủ 6 tuổi không có bảo hiểm y tế."""
    return any(person.lacks_health_insurance for person in household.people if person.is_alive)


@rule(NEXT.article(), en="5. Adult education", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 5"), en="5. Adult education", since="2022-01-01")
def is_deprived_of_adult_education(household: Household) -> bool:
    """Thiếu hụt trình độ giáo dục của người lớn (16 đến 30 tuổi)."""
    return any(person.lacks_adult_education for person in household.people if person.is_alive)


@rule(NEXT.article(), en="6. Child schooling", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 6"), en="6. Child schooling", since="2022-01-01")
def is_deprived_of_child_schooling(household: Household) -> bool:
    """Thiếu hụt tình trạng đi học của trẻ em (3 đến dưới 16 tuổi)."""
    return any(person.lacks_schooling for person in household.people if person.is_alive)


@rule(NEXT.article(), en="7. Housing quality", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 7"), en="7. Housing quality", since="2022-01-01")
@rule(
    document("59/2015/QĐ-TTg").article(1, clause=2),
    en="Housing quality",
    since="2016-01-01",
    unverified=MEMORY,
)
def is_deprived_of_housing_quality(household: Household) -> bool:
    """Thiếu hụt chất lượng nhà ở: hai trong ba kết cấu tường, cột, mái không bền chắc."""
    if household.wall_is_durable:
        return not household.column_is_durable and not household.roof_is_durable
    return not household.column_is_durable or not household.roof_is_durable


@rule(NEXT.article(), en="8. Dwelling area", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 8"), en="8. Dwelling area", since="2022-01-01")
@rule(
    document("59/2015/QĐ-TTg").article(1, clause=2),
    en="Dwelling area",
    since="2016-01-01",
    unverified=MEMORY,
)
def is_deprived_of_dwelling_area(household: Household, law: Law) -> bool:
    """Thiếu hụt diện tích nhà ở: bình quân đầu người nhỏ hơn 8 m²."""
    return household.dwelling_area < law.poverty.least_area_per_head * household.member_count


@rule(NEXT.article(), en="9. Domestic water", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 9"), en="9. Domestic water", since="2022-01-01")
@rule(
    document("59/2015/QĐ-TTg").article(1, clause=2),
    en="Domestic water",
    since="2016-01-01",
    unverified=MEMORY,
)
def is_deprived_of_water(household: Household) -> bool:
    """Thiếu hụt nước sinh hoạt: không tiếp cận được nguồn nước sạch."""
    return household.water_source not in CLEAN_WATER


@rule(NEXT.article(), en="10. Hygienic toilet", since="2027-01-01", unverified=NO_ANNEX)
@rule(DECREE.article(note="Phụ lục, chỉ số 10"), en="10. Hygienic toilet", since="2022-01-01")
@rule(
    document("59/2015/QĐ-TTg").article(1, clause=2),
    en="Hygienic toilet",
    since="2016-01-01",
    unverified=MEMORY,
)
def is_deprived_of_toilet(household: Household) -> bool:
    """Thiếu hụt nhà tiêu hợp vệ sinh."""
    return household.toilet not in HYGIENIC_TOILET


@rule(
    DECREE.article(note="Phụ lục, chỉ số 11"),
    en="11. Use of telecom services",
    since="2022-01-01",
    unverified=MEMORY,
)
def is_deprived_of_telecom(household: Household) -> bool:
    """Thiếu hụt sử dụng dịch vụ viễn thông: không có thành viên nào dùng internet."""
    return not household.someone_uses_internet


@rule(
    DECREE.article(note="Phụ lục, chỉ số 12"),
    en="12. Means of information",
    since="2022-01-01",
    unverified=MEMORY,
)
def is_deprived_of_information_means(household: Household) -> bool:
    """Thiếu hụt phương tiện tiếp cận thông tin: không có ti vi, đài, máy tính, điện thoại."""
    return not (
        household.has_television
        or household.has_radio
        or household.has_computer
        or household.has_telephone
    )


@rule(
    DECREE.article(3, clause=1, point="b"),
    en="Number of deprivations, of 12",
    since="2022-01-01",
)
def deprivation_count(household: Household) -> int:
    """Số chỉ số thiếu hụt dịch vụ xã hội cơ bản, trong 12 chỉ số."""
    return (
        (1 if household.is_deprived_of_employment else 0)
        + (1 if household.is_deprived_by_dependants else 0)
        + (1 if household.is_deprived_of_nutrition else 0)
        + (1 if household.is_deprived_of_health_insurance else 0)
        + (1 if household.is_deprived_of_adult_education else 0)
        + (1 if household.is_deprived_of_child_schooling else 0)
        + (1 if household.is_deprived_of_housing_quality else 0)
        + (1 if household.is_deprived_of_dwelling_area else 0)
        + (1 if household.is_deprived_of_water else 0)
        + (1 if household.is_deprived_of_toilet else 0)
        + (1 if household.is_deprived_of_telecom else 0)
        + (1 if household.is_deprived_of_information_means else 0)
    )


@rule(
    DECREE.article(3, clause=1, point="b"),
    en="Deprived in enough indicators, of 12",
    since="2022-01-01",
)
def is_multidimensionally_deprived(household: Household, law: Law) -> bool:
    """Thiếu hụt từ số chỉ số tối thiểu trở lên."""
    return at_least(
        law.poverty.least_deprivations,
        household.is_deprived_of_employment,
        household.is_deprived_by_dependants,
        household.is_deprived_of_nutrition,
        household.is_deprived_of_health_insurance,
        household.is_deprived_of_adult_education,
        household.is_deprived_of_child_schooling,
        household.is_deprived_of_housing_quality,
        household.is_deprived_of_dwelling_area,
        household.is_deprived_of_water,
        household.is_deprived_of_toilet,
        household.is_deprived_of_telecom,
        household.is_deprived_of_information_means,
    )


# --- the standards --------------------------------------------------------------------------------


@rule(
    DECREE.article(3, clause=2, point="a"),
    NEXT.article(),
    en="Meets the poor standard, 2022–2026",
    since="2022-01-01",
)
def meets_poor_standard(household: Household) -> bool:
    """Chuẩn hộ nghèo: thu nhập từ mức chuẩn trở xuống và thiếu hụt từ 3 chỉ số trở lên."""
    return household.is_within_income_line and household.is_multidimensionally_deprived


@rule(
    DECREE.article(3, clause=2, point="b"),
    NEXT.article(),
    en="Meets the near-poor standard, 2022–2026",
    since="2022-01-01",
)
def meets_near_poor_standard(household: Household) -> bool:
    """Chuẩn hộ cận nghèo: thu nhập từ mức chuẩn trở xuống và thiếu hụt dưới 3 chỉ số."""
    return household.is_within_income_line and not household.is_multidimensionally_deprived


@rule(
    DECREE.article(3, clause=2, point="c"),
    document("24/2021/QĐ-TTg").article(6),
    en="Farm household of average living standard, 2022–2026",
    since="2022-01-01",
)
def is_average_living_standard(household: Household, law: Law) -> bool:
    """Hộ làm nông, lâm, ngư, diêm nghiệp có mức sống trung bình: thu nhập trên chuẩn đến 1,5 lần.

    The income of the last twelve months is measured, never scored (Decision 24/2021, Article 2).
    """
    if not household.is_mainly_farming:
        return False
    members = household.member_count
    return (
        law.poverty.income_line[household.area_kind] * members
        < household.monthly_income
        <= law.poverty.average_standard_line[household.area_kind] * members
    )
