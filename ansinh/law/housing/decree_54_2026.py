"""Nghị định 54/2026/NĐ-CP, Điều 34: giấy tờ còn giá trị, ưu tiên không phải bốc thăm.

``merit/decree_54_2026.py`` says which people with merit and martyrs' relatives it puts first.
"""

from ansinh.engine import Law, add_months, benefit, document, rule
from ansinh.law.facts.choices import Sex
from ansinh.law.facts.entities import HousingApplication, Person

DECREE = document("54/2026/NĐ-CP")
DECREE_100 = document("100/2024/NĐ-CP")
DECREE_100_2015 = document("100/2015/NĐ-CP")
SUMMARY = "read in a summary; a guide says the flats set aside are in proportion to these files"


@rule(DECREE.article(34), en="The papers are still valid")
@rule(
    DECREE_100.article(38),
    en="The papers are still valid",
    until="2026-02-09",
    unverified="twelve months are read back from the transitional clause of Decree 54/2026",
)
@rule(
    DECREE_100_2015.article(22),
    en="The papers are still valid",
    unverified="twelve months are read back from the transitional clause of Decree 54/2026",
)
def papers_are_valid(application: HousingApplication, law: Law) -> bool:
    """Trong 12 tháng kể từ ngày xác nhận."""
    confirmed = application.confirmed_on
    return confirmed <= law.date < add_months(confirmed, law.housing.paper_months)


@rule(DECREE.article(34), en="Is taken before the draw of lots", unverified=SUMMARY)
def is_before_the_draw(application: HousingApplication) -> bool:
    """Người có công, thân nhân liệt sĩ, khuyết tật, tái định cư, nữ đơn thân hoặc chủ hộ."""
    person = application.person
    if person.has_social_house_without_draw or person.is_disabled_for_housing:
        return True
    if person.is_resettled:
        return True
    return person.sex == Sex.FEMALE and (
        application.is_household_head
        or (application.raises_minor_child and not person.is_married_for_housing)
    )


@benefit(
    DECREE.article(34),
    code="housing.no_draw",
    name="Mua, thuê mua nhà ở xã hội không phải bốc thăm",
    en="A social home without the draw of lots",
    paid="in kind",
    payer="developer",
    domain="housing",
    unit="priority",
    kind="priority",
    on_request=True,
    unverified=SUMMARY,
)
def no_draw(person: Person) -> bool:
    """Người đủ điều kiện mua, thuê mua thuộc nhóm được ưu tiên trước khi bốc thăm."""
    return person.is_alive and any(
        application.is_before_the_draw and application.may_buy_social_home
        for application in person.housing_applications
    )
