"""Quyết định 59/2015/QĐ-TTg: chuẩn nghèo tiếp cận đa chiều 2016 – 2020, giữ cho năm 2021.

Two income lines and ten indicators. The five indicators that Decree 07/2021 kept with the same
threshold (insurance, house, area, water, toilet) are versions in ``decree_07_2021.py``.
"""

from datetime import date

from ansinh.engine import Law, at_least, document, rule
from ansinh.law.facts.entities import Household, Person
from ansinh.law.facts.poverty import Qualification, SchoolLevel

DECISION = document("59/2015/QĐ-TTg")
START = "2016-01-01"
MEMORY = "threshold from memory"
FIRST_COHORT = date(1986, 1, 1)
BELOW_LOWER_SECONDARY = (Qualification.NONE, Qualification.PRIMARY)


@rule(
    DECISION.article(1, clause=2),
    en="Access to health care",
    since=START,
    unverified=MEMORY,
)
def is_deprived_of_health_care(household: Household) -> bool:
    """Thiếu hụt tiếp cận dịch vụ y tế: có người ốm đau nặng mà không đi khám, chữa bệnh."""
    return any(person.went_without_treatment for person in household.people if person.is_alive)


@rule(
    DECISION.article(1, clause=2),
    en="Lacks the education of an adult (2016–2021)",
    name="lacks_adult_education",
    since=START,
    unverified=MEMORY,
)
def lacks_adult_education_until_2021(person: Person) -> bool:
    """Từ đủ 15 tuổi, sinh từ năm 1986, chưa học hết trung học cơ sở và không đang đi học."""
    if person.age < 15 or person.birth_date < FIRST_COHORT:
        return False
    return person.attending == SchoolLevel.NONE and person.completed in BELOW_LOWER_SECONDARY


@rule(
    DECISION.article(1, clause=2),
    en="Adult education",
    name="is_deprived_of_adult_education",
    since=START,
    unverified=MEMORY,
)
def is_deprived_of_adult_education_until_2021(household: Household) -> bool:
    """Thiếu hụt trình độ giáo dục của người lớn."""
    return any(person.lacks_adult_education for person in household.people if person.is_alive)


@rule(
    DECISION.article(1, clause=2),
    en="Child of school age not at school (2016–2021)",
    name="lacks_schooling",
    since=START,
    unverified=MEMORY,
)
def lacks_schooling_until_2021(person: Person) -> bool:
    """Trẻ em trong độ tuổi đi học (5 đến dưới 15 tuổi) không đi học."""
    return 5 <= person.age < 15 and person.attending == SchoolLevel.NONE


@rule(
    DECISION.article(1, clause=2),
    en="Child schooling",
    name="is_deprived_of_child_schooling",
    since=START,
    unverified=MEMORY,
)
def is_deprived_of_child_schooling_until_2021(household: Household) -> bool:
    """Thiếu hụt tình trạng đi học của trẻ em."""
    return any(person.lacks_schooling for person in household.people if person.is_alive)


@rule(
    DECISION.article(1, clause=2),
    en="Use of telecom services",
    name="is_deprived_of_telecom",
    since=START,
    unverified="read as: neither a telephone nor the internet; from memory",
)
def is_deprived_of_telecom_until_2021(household: Household) -> bool:
    """Thiếu hụt dịch vụ viễn thông: không ai dùng thuê bao điện thoại và internet."""
    return not household.has_telephone and not household.someone_uses_internet


@rule(
    DECISION.article(1, clause=2),
    en="Means of information",
    name="is_deprived_of_information_means",
    since=START,
    unverified=MEMORY,
)
def is_deprived_of_information_means_until_2021(household: Household) -> bool:
    """Không có ti vi, đài, máy tính và không nghe được loa đài truyền thanh xã, thôn."""
    return not (
        household.has_television
        or household.has_radio
        or household.has_computer
        or household.hears_loudspeaker
    )


@rule(
    DECISION.article(1, clause=2),
    en="Number of deprivations, of 10",
    name="deprivation_count",
    since=START,
)
def deprivation_count_until_2021(household: Household) -> int:
    """Số chỉ số thiếu hụt tiếp cận dịch vụ xã hội cơ bản, trong 10 chỉ số."""
    return (
        (1 if household.is_deprived_of_health_care else 0)
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
    DECISION.article(1, clause=2),
    en="Deprived in enough indicators, of 10",
    name="is_multidimensionally_deprived",
    since=START,
)
def is_multidimensionally_deprived_until_2021(household: Household, law: Law) -> bool:
    """Thiếu hụt từ số chỉ số tối thiểu trở lên."""
    return at_least(
        law.poverty.least_deprivations,
        household.is_deprived_of_health_care,
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


@rule(
    DECISION.article(2, clause=1),
    en="Income within the policy line",
    since=START,
    unverified="the scores of the 2016–2020 forms were not found: only measured income is used",
)
def is_within_policy_line(household: Household, law: Law) -> bool:
    """Thu nhập bình quân đầu người từ chuẩn nghèo chính sách trở xuống."""
    if household.member_count == 0:
        return False
    income_limit = law.poverty.policy_line[household.area_kind] * household.member_count
    return household.monthly_income <= income_limit


@rule(
    DECISION.article(2, clause=2),
    en="Income between the two lines",
    since=START,
    unverified="the scores of the 2016–2020 forms were not found: only measured income is used",
)
def is_between_the_lines(household: Household, law: Law) -> bool:
    """Thu nhập bình quân đầu người trên chuẩn nghèo chính sách đến chuẩn mức sống tối thiểu."""
    members = household.member_count
    return (
        law.poverty.policy_line[household.area_kind] * members
        < household.monthly_income
        <= law.poverty.minimum_living_line[household.area_kind] * members
    )


@rule(
    DECISION.article(2, clause=1),
    en="Meets the poor standard, 2016–2021",
    name="meets_poor_standard",
    since=START,
)
def meets_poor_standard_until_2021(household: Household) -> bool:
    """Chuẩn hộ nghèo: thu nhập trong chuẩn chính sách; hoặc giữa hai chuẩn, thiếu hụt từ 3."""
    if household.is_within_policy_line:
        return True
    return household.is_between_the_lines and household.is_multidimensionally_deprived


@rule(
    DECISION.article(2, clause=2),
    en="Meets the near-poor standard, 2016–2021",
    name="meets_near_poor_standard",
    since=START,
)
def meets_near_poor_standard_until_2021(household: Household) -> bool:
    """Chuẩn hộ cận nghèo: thu nhập giữa hai chuẩn và thiếu hụt dưới 3 chỉ số."""
    return household.is_between_the_lines and not household.is_multidimensionally_deprived


@rule(
    DECISION.article(2, clause=3),
    en="Average living standard, 2016–2021",
    name="is_average_living_standard",
    since=START,
)
def is_average_living_standard_until_2021(household: Household, law: Law) -> bool:
    """Hộ có mức sống trung bình: thu nhập trên chuẩn mức sống tối thiểu đến 1,5 lần."""
    if not household.is_mainly_farming:
        return False
    members = household.member_count
    return (
        law.poverty.minimum_living_line[household.area_kind] * members
        < household.monthly_income
        <= law.poverty.average_standard_line[household.area_kind] * members
    )
