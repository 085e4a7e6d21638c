"""Thông tư 07/2021/TT-BLĐTBXH: chấm điểm A, điểm B khi rà soát hộ nghèo, hộ cận nghèo.

The table of points behind score A was not found, so score A is typed from the official form. A
household without it is classed by its measured income; the fact ``scored`` says which was used.
"""

from ansinh.engine import Law, document, rule
from ansinh.law.facts.entities import Household

CIRCULAR = document("07/2021/TT-BLĐTBXH")
DECREE_07 = document("07/2021/NĐ-CP")
DECREE_351 = document("351/2025/NĐ-CP")


@rule(
    CIRCULAR.article(note="Phụ lục III"),
    DECREE_07.article(3, clause=2),
    en="Income within the poverty line, by score or as measured, 2022–2026",
    since="2022-01-01",
    until="2027-01-01",
)
def is_within_income_line(household: Household, law: Law) -> bool:
    """Thu nhập bình quân đầu người từ mức chuẩn trở xuống, theo điểm A hoặc theo số đo được."""
    if household.member_count == 0:
        return False
    if household.scored:
        return household.score_a <= law.poverty.score_a_line[household.area_kind]
    income_limit = law.poverty.income_line[household.area_kind] * household.member_count
    return household.monthly_income <= income_limit


@rule(
    DECREE_351.article(),
    en="Measured income within the poverty line, from 2027",
    name="is_within_income_line",
    since="2027-01-01",
    unverified="the forms and points of 2027–2030 were not found: only measured income is used",
)
def is_within_income_line_of_2027(household: Household, law: Law) -> bool:
    """Thu nhập bình quân đầu người từ mức chuẩn trở xuống."""
    if household.member_count == 0:
        return False
    income_limit = law.poverty.income_line[household.area_kind] * household.member_count
    return household.monthly_income <= income_limit


@rule(
    CIRCULAR.article(note="Phụ lục IV"),
    en="Score B: ten points for each deprivation",
    since="2022-01-01",
    until="2027-01-01",
)
def score_b(household: Household, law: Law) -> int:
    """Điểm B: mỗi chỉ số thiếu hụt được 10 điểm."""
    return law.poverty.points_per_deprivation * household.deprivation_count
