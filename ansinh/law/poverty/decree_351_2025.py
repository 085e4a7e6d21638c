"""Nghị định 351/2025/NĐ-CP: chuẩn nghèo đa chiều quốc gia giai đoạn 2026 – 2030.

Through 2026 it keeps Article 3 of Decree 07/2021; its own lines and indicators decide from
1 January 2027. The ten indicators that stay by name are versions in ``decree_07_2021.py``; the
final Annex and the numbers of its articles were not found.
"""

from ansinh.engine import Law, at_least, document, rule
from ansinh.law.facts.entities import Household

DECREE = document("351/2025/NĐ-CP")
START = "2027-01-01"
NO_ANNEX = "named by the press; the Annex with its threshold was not found"


@rule(
    DECREE.article(),
    en="Use of digital services or the internet",
    since=START,
    unverified=NO_ANNEX,
)
def is_deprived_of_digital_service(household: Household) -> bool:
    """Thiếu hụt sử dụng dịch vụ số, internet: không có thành viên nào dùng internet."""
    return not household.someone_uses_internet


@rule(DECREE.article(), en="Treatment of domestic waste", since=START, unverified=NO_ANNEX)
def is_deprived_of_waste_treatment(household: Household) -> bool:
    """Thiếu hụt xử lý rác thải sinh hoạt."""
    return not household.waste_is_treated


@rule(
    DECREE.article(),
    en="Number of deprivations, of 12, from 2027",
    name="deprivation_count",
    since=START,
    unverified="the Annex was not found; the indicators are named by the press",
)
def deprivation_count_of_2027(household: Household) -> int:
    """Số chỉ số thiếu hụt dịch vụ xã hội cơ bản, trong 12 chỉ số của giai đoạn 2027 – 2030."""
    return (
        (1 if household.is_deprived_of_employment else 0)
        + (1 if household.is_deprived_by_dependants else 0)
        + (1 if household.is_deprived_of_nutrition else 0)
        + (1 if household.is_deprived_of_health_insurance else 0)
        + (1 if household.is_deprived_of_adult_education else 0)
        + (1 if household.is_deprived_of_child_schooling else 0)
        + (1 if household.is_deprived_of_housing_quality else 0)
        + (1 if household.is_deprived_of_dwelling_area else 0)
        + (1 if household.is_deprived_of_digital_service else 0)
        + (1 if household.is_deprived_of_water else 0)
        + (1 if household.is_deprived_of_toilet else 0)
        + (1 if household.is_deprived_of_waste_treatment else 0)
    )


@rule(
    DECREE.article(),
    en="Deprived in enough indicators, of 12, from 2027",
    name="is_multidimensionally_deprived",
    since=START,
    unverified="the Annex was not found; the indicators are named by the press",
)
def is_multidimensionally_deprived_of_2027(household: Household, law: Law) -> bool:
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
        household.is_deprived_of_digital_service,
        household.is_deprived_of_water,
        household.is_deprived_of_toilet,
        household.is_deprived_of_waste_treatment,
    )


@rule(
    DECREE.article(),
    en="Meets the poor standard from 2027",
    name="meets_poor_standard",
    since=START,
    unverified="number of the article not found",
)
def meets_poor_standard_of_2027(household: Household) -> bool:
    """Chuẩn hộ nghèo: thu nhập từ mức chuẩn trở xuống và thiếu hụt từ 3 chỉ số trở lên."""
    return household.is_within_income_line and household.is_multidimensionally_deprived


@rule(
    DECREE.article(),
    en="Meets the near-poor standard from 2027",
    name="meets_near_poor_standard",
    since=START,
    unverified="number of the article not found",
)
def meets_near_poor_standard_of_2027(household: Household) -> bool:
    """Chuẩn hộ cận nghèo: thu nhập từ mức chuẩn trở xuống và thiếu hụt dưới 3 chỉ số."""
    return household.is_within_income_line and not household.is_multidimensionally_deprived
