"""Nghị định 39/2015/NĐ-CP: hỗ trợ phụ nữ hộ nghèo dân tộc thiểu số sinh con đúng chính sách."""

from ansinh.engine import Law, Money, benefit, document, exists, rule
from ansinh.law.facts.choices import AreaClass, Ethnicity, Sex
from ansinh.law.facts.entities import Household, Person

DECREE = document("39/2015/NĐ-CP")
CIRCULAR = document("07/2016/TTLT-BYT-BTC-BLĐTBXH")
DECISION_861 = document("861/QĐ-TTg")
PRESS = "cases as the press quotes Article 1; the text itself was not found"
MOST_BEFORE = 1


@rule(
    CIRCULAR.article(3, clause=3),
    DECISION_861.article(1),
    en="Lives in a unit of the difficult areas",
    until="2026-07-01",
    unverified=(
        "the Circular names the list of 2014 (1049/QĐ-TTg, not found); regions II and III and"
        " especially difficult villages stand for it"
    ),
)
def lives_in_difficult_unit(household: Household) -> bool:
    """Cư trú tại đơn vị hành chính thuộc vùng khó khăn."""
    return (
        household.region_class == AreaClass.REGION_II
        or household.lives_in_especially_difficult_area
    )


@rule(DECREE.article(1), CIRCULAR.article(3, clause=1), en="Minority woman, or minority husband")
def is_of_minority_or_married_into_one(person: Person) -> bool:
    """Phụ nữ dân tộc thiểu số, hoặc người Kinh có chồng là người dân tộc thiểu số."""
    if person.ethnicity != Ethnicity.KINH:
        return True
    return exists(person.spouse) and person.spouse.ethnicity != Ethnicity.KINH


@rule(DECREE.article(1), CIRCULAR.article(3, clause=4), en="Is in compulsory social insurance")
def is_in_compulsory_insurance(person: Person, law: Law) -> bool:
    """Đang tham gia bảo hiểm xã hội bắt buộc."""
    return any(
        period.is_compulsory and period.since <= law.date < period.until
        for period in person.insurance_periods
    )


@rule(DECREE.article(1), en="The birth keeps to the population policy", unverified=PRESS)
def birth_keeps_to_policy(person: Person) -> bool:
    """Trước lần sinh có không quá một con đẻ còn sống, hoặc thuộc trường hợp được sinh con thứ ba.

    One rule for the first five cases of the Article: a first or second birth of any number of
    children, and a later one while a single child lives.
    """
    before = person.living_children - person.children_born_this_month
    return before <= MOST_BEFORE or person.third_birth_is_allowed


@benefit(
    DECREE.article(1),
    DECREE.article(2),
    code="population.birth_of_poor_minority_woman",
    name="Hỗ trợ phụ nữ hộ nghèo dân tộc thiểu số sinh con đúng chính sách dân số",
    en="Birth support of poor ethnic-minority women",
    paid="once",
    payer="state budget",
    domain="population",
    until="2026-07-01",
    unverified=PRESS,
)
def birth_of_poor_minority_woman(person: Person, law: Law) -> Money:
    """2.000.000 đồng một lần sinh cho phụ nữ hộ nghèo ở vùng khó khăn, không đóng BHXH bắt buộc."""
    if person.sex != Sex.FEMALE or person.children_born_this_month == 0:
        return 0
    if not person.household.is_poor or not person.household.lives_in_difficult_unit:
        return 0
    if person.is_in_compulsory_insurance or not person.is_of_minority_or_married_into_one:
        return 0
    return law.population.birth_of_poor_minority_woman if person.birth_keeps_to_policy else 0
