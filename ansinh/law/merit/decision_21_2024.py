"""Quyết định 21/2024/QĐ-TTg: hỗ trợ người có công, thân nhân liệt sĩ xây, sửa nhà ở."""

from ansinh.engine import Law, Money, benefit, document, first_of_month, rule
from ansinh.law.facts.entities import Household

DECISION = document("21/2024/QĐ-TTg")
DECREE_131 = document("131/2021/NĐ-CP")


@rule(
    DECREE_131.article(102),
    en="Household of a person with merit that has had no earlier help",
)
def may_have_merit_housing(household: Household) -> bool:
    """Hộ có người có công hoặc thân nhân liệt sĩ, chưa được hỗ trợ theo Quyết định 22/2013."""
    return not household.had_merit_housing and any(
        person.has_merit_housing_priority for person in household.people if person.is_alive
    )


@benefit(
    DECISION.article(3),
    DECREE_131.article(102),
    code="merit.housing",
    name="Hỗ trợ nhà ở người có công",
    en="Housing support for merit",
    paid="once",
    payer="central budget",
    domain="merit",
    considered=True,
    unverified="article and day in force from memory",
)
def merit_housing_support(household: Household, law: Law) -> Money:
    """Xây mới hoặc sửa chữa, trong tháng phê duyệt."""
    if not first_of_month(law.date) <= household.merit_housing_on <= law.date:
        return 0
    if not household.may_have_merit_housing:
        return 0
    return law.merit.housing[household.merit_housing]
