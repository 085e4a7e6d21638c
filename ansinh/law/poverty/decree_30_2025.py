"""Nghị định 30/2025/NĐ-CP: bổ sung chuẩn người lao động có thu nhập thấp."""

from ansinh.engine import Law, benefit, document, rule
from ansinh.law.facts.entities import Household, Person

DECREE = document("30/2025/NĐ-CP")
DECREE_07 = document("07/2021/NĐ-CP")
LABOUR_CODE = document("45/2019/QH14")


@rule(
    DECREE.article(1),
    DECREE_07.article(3, clause=2, point="d"),
    en="Household income within the line of low-income workers",
)
def is_within_low_income_line(household: Household, law: Law) -> bool:
    """Hộ không nghèo, không cận nghèo, thu nhập bình quân từ mức thu nhập thấp trở xuống.

    The text has no lower bound, but a household within the poverty line is poor or near-poor.
    """
    if household.is_poor or household.is_near_poor or household.is_within_income_line:
        return False
    members = household.member_count
    return household.monthly_income <= law.poverty.low_income_line[household.area_kind] * members


@rule(
    DECREE.article(1),
    DECREE_07.article(3, clause=2, point="d"),
    LABOUR_CODE.article(3, clause=1),
    en="Low-income worker",
    unverified="the decree does not define the worker's age; 15 is the Labour Code's",
)
def is_low_income_worker(person: Person) -> bool:
    """Người lao động có thu nhập thấp: từ đủ 15 tuổi, thuộc hộ trong mức thu nhập thấp."""
    return person.is_alive and person.age >= 15 and person.household.is_within_low_income_line


@benefit(
    DECREE.article(1),
    document("24/2021/QĐ-TTg").article(6),
    code="poverty.low_income_worker",
    name="Xác định người lao động có thu nhập thấp",
    en="Certification as a low-income worker",
    paid="in kind",
    payer="commune",
    domain="poverty",
    unit="status",
    kind="status",
    on_request=True,
)
def low_income_certification(person: Person) -> bool:
    """Được xác định là người lao động có thu nhập thấp khi đủ điều kiện."""
    return person.is_low_income_worker
