"""Nghị định 10/2022/NĐ-CP, Điều 10: miễn lệ phí trước bạ nhà, đất của hộ nghèo."""

from ansinh.engine import benefit, document
from ansinh.law.facts.entities import Household

DECREE = document("10/2022/NĐ-CP")
WHOLE_FEE = 100


@benefit(
    DECREE.article(10),
    code="housing.registration_fee",
    name="Miễn lệ phí trước bạ nhà, đất của hộ nghèo",
    en="No registration fee on the house and land of the poor",
    paid="once",
    payer="state budget",
    domain="housing",
    unit="percent",
    kind="exemption",
    on_request=True,
    unverified="the codification names the exemption; number and article from memory",
)
def registration_fee(household: Household) -> int:
    """Hộ nghèo được miễn toàn bộ khi đăng ký nhà, đất."""
    return WHOLE_FEE if household.is_poor else 0
