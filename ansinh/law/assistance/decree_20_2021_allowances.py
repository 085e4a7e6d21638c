"""Nghị định 20/2021/NĐ-CP, Điều 4 và 6: mức chuẩn, hệ số, trợ cấp xã hội hằng tháng."""

from ansinh.engine import Law, Money, benefit, document, only_highest, rule
from ansinh.law.facts.entities import Household, Person

DECREE = document("20/2021/NĐ-CP")

ELDERLY_ALLOWANCES = (
    "assistance.elder_poor",
    "assistance.elder_75_80",
    "assistance.elder_80",
    "assistance.elder_community_care",
)
MONTHLY_ALLOWANCES = (
    "assistance.child_without_support",
    "assistance.former_child_without_support",
    "assistance.child_hiv",
    "assistance.single_parent",
    *ELDERLY_ALLOWANCES,
    "assistance.disability",
    "assistance.child_under_3",
    "assistance.hiv",
)


@rule(DECREE.article(4, clause=2), DECREE.article(4, clause=3), en="Standard level of the place")
def assistance_level(household: Household, law: Law) -> Money:
    """Mức chuẩn trợ giúp xã hội; nghị quyết của tỉnh có thể quy định cao hơn."""
    return law.assistance.standard_level


@benefit(
    DECREE.article(6, clause=1, point="a"),
    DECREE.article(5, clause=1),
    code="assistance.child_without_support",
    name="Trợ cấp trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng",
    en="Allowance for a child under 16 without a source of upkeep",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def child_without_support_allowance(child: Person, law: Law) -> Money:
    """Mức chuẩn nhân 2,5 dưới 4 tuổi, nhân 1,5 từ đủ 4 tuổi."""
    if not child.is_child_without_support:
        return 0
    return child.household.assistance_level * law.assistance.coefficient_child_without_support.of(
        child.coefficient_age
    )


@benefit(
    DECREE.article(6, clause=1, point="b"),
    DECREE.article(5, clause=2),
    code="assistance.former_child_without_support",
    name="Trợ cấp người 16 đến 22 tuổi đang học, trước đó không có nguồn nuôi dưỡng",
    en="Allowance for a student of 16 to 22 who was a child without support",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def former_child_without_support_allowance(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân 1,5 đến khi kết thúc học, nhiều nhất đến 22 tuổi."""
    if not person.is_former_child_without_support:
        return 0
    return (
        person.household.assistance_level * law.assistance.coefficient_former_child_without_support
    )


@benefit(
    DECREE.article(6, clause=1, point="c"),
    DECREE.article(5, clause=3),
    code="assistance.child_hiv",
    name="Trợ cấp trẻ em nhiễm HIV thuộc hộ nghèo",
    en="Allowance for a poor child with HIV",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def child_hiv_allowance(child: Person, law: Law) -> Money:
    """Mức chuẩn nhân 2,5 dưới 4 tuổi, nhân 2,0 từ đủ 4 tuổi."""
    if not child.is_poor_child_with_hiv:
        return 0
    return child.household.assistance_level * law.assistance.coefficient_child_hiv.of(
        child.coefficient_age
    )


@benefit(
    DECREE.article(6, clause=1, point="d"),
    DECREE.article(5, clause=4),
    code="assistance.single_parent",
    name="Trợ cấp người đơn thân nghèo đang nuôi con",
    en="Allowance for a poor single person raising children",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def single_parent_allowance(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân 1,0 cho mỗi con đang nuôi."""
    if not person.is_poor_single_parent:
        return 0
    each = person.household.assistance_level * law.assistance.coefficient_single_parent
    return each * person.children_raised


@benefit(
    DECREE.article(6, clause=1, point="đ"),
    DECREE.article(5, clause=5, point="a"),
    code="assistance.elder_poor",
    name="Trợ cấp người cao tuổi nghèo không có người phụng dưỡng",
    en="Allowance for a poor elder with nobody to support them",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def elder_poor_allowance(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân 1,5 dưới 80 tuổi, nhân 2,0 từ đủ 80 tuổi."""
    if not person.is_poor_elder_without_supporter:
        return 0
    return person.household.assistance_level * law.assistance.coefficient_elder_poor.of(
        person.coefficient_age
    )


@benefit(
    DECREE.article(6, clause=1, point="đ"),
    DECREE.article(5, clause=5, point="b"),
    code="assistance.elder_75_80",
    name="Trợ cấp người 75 đến 80 tuổi thuộc hộ nghèo, cận nghèo vùng đặc biệt khó khăn",
    en="Allowance for a poor or near-poor elder of 75 to 80 in an especially difficult area",
    paid="monthly",
    payer="state budget",
    domain="assistance",
    until="2025-07-01",
)
def elder_75_80_allowance(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân 1,0."""
    if not person.is_elder_75_to_80_in_difficult_area:
        return 0
    return person.household.assistance_level * law.assistance.coefficient_elder_75_80


@benefit(
    DECREE.article(6, clause=1, point="đ"),
    DECREE.article(5, clause=5, point="c"),
    code="assistance.elder_80",
    name="Trợ cấp người từ đủ 80 tuổi không có lương hưu",
    en="Allowance from 80 for those without a pension",
    paid="monthly",
    payer="state budget",
    domain="assistance",
    until="2025-07-01",
)
def elder_80_allowance(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân 1,0."""
    if not person.is_elder_from_80_without_pension:
        return 0
    return person.household.assistance_level * law.assistance.coefficient_elder_80


@benefit(
    DECREE.article(6, clause=1, point="đ"),
    DECREE.article(5, clause=5, point="d"),
    code="assistance.elder_community_care",
    name="Trợ cấp người cao tuổi nghèo được nhận nuôi dưỡng tại cộng đồng",
    en="Allowance for a poor elder taken in within the community",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def elder_community_care_allowance(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân 3,0."""
    if not person.is_elder_taken_in_instead_of_facility:
        return 0
    return person.household.assistance_level * law.assistance.coefficient_elder_community_care


@benefit(
    DECREE.article(6, clause=1, point="e"),
    DECREE.article(5, clause=6),
    code="assistance.disability",
    name="Trợ cấp người khuyết tật nặng, đặc biệt nặng",
    en="Allowance for severe and especially severe disability",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def disability_allowance(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân hệ số theo mức độ khuyết tật và lứa tuổi."""
    if not person.is_entitled_as_disabled:
        return 0
    if person.is_especially_severely_disabled:
        return person.household.assistance_level * law.assistance.coefficient_especially_severe.of(
            person.coefficient_age
        )
    return person.household.assistance_level * law.assistance.coefficient_severe.of(
        person.coefficient_age
    )


@benefit(
    DECREE.article(6, clause=1, point="g"),
    DECREE.article(5, clause=7),
    code="assistance.child_under_3",
    name="Trợ cấp trẻ em dưới 3 tuổi thuộc hộ nghèo, cận nghèo vùng đặc biệt khó khăn",
    en="Allowance for a poor or near-poor child under 3 in an especially difficult area",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def child_under_3_allowance(child: Person, law: Law) -> Money:
    """Mức chuẩn nhân 1,5."""
    if not child.is_child_under_3_in_difficult_area:
        return 0
    return child.household.assistance_level * law.assistance.coefficient_child_under_3


@benefit(
    DECREE.article(6, clause=1, point="g"),
    DECREE.article(5, clause=8),
    code="assistance.hiv",
    name="Trợ cấp người nhiễm HIV thuộc hộ nghèo",
    en="Allowance for a poor person with HIV",
    paid="monthly",
    payer="state budget",
    domain="assistance",
)
def hiv_allowance(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân 1,5."""
    if not person.is_poor_with_hiv_without_income:
        return 0
    return person.household.assistance_level * law.assistance.coefficient_hiv


HIGHEST_OF_SEVERAL_GROUNDS = only_highest(
    DECREE.article(6, clause=2),
    among=MONTHLY_ALLOWANCES,
    together=[
        (
            ("assistance.single_parent",),
            (*ELDERLY_ALLOWANCES, "assistance.disability", "assistance.hiv"),
        )
    ],
    vi="Thuộc nhiều diện thì chỉ hưởng một mức cao nhất, trừ người đơn thân nghèo nuôi con",
    en="Of several grounds only the single highest, save a poor single person raising children",
)
