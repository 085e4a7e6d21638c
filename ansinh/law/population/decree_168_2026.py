"""Nghị định 168/2026/NĐ-CP, Luật Dân số 113/2025/QH15: hỗ trợ sinh con, sàng lọc, cộng tác viên."""

from ansinh.engine import (
    Law,
    Money,
    add_days,
    benefit,
    document,
    first_of_month,
    round_half_up,
    rule,
    years_between,
)
from ansinh.law.facts.choices import AreaClass, Sex
from ansinh.law.facts.entities import Person

LAW = document("113/2025/QH15")
DECREE = document("168/2026/NĐ-CP")
DECREE_39 = document("39/2015/NĐ-CP")
NEWBORN = "the Decree does not say until which day a child is newborn; 28 days is medical usage"
NEWBORN_DAYS = 28
SECOND = 2


# --- Điều 3: hỗ trợ tài chính khi sinh con -------------------------------------------------------


@rule(DECREE.article(3), en="Children whom the woman bore this month")
@rule(DECREE_39.article(1), en="Children whom the woman bore this month")
def children_born_this_month(person: Person, law: Law) -> int:
    """Số con sinh trong tháng, tính đến ngày xét, theo đăng ký khai sinh."""
    return sum(
        1
        for child in person.household.people
        if child.mother == person and first_of_month(law.date) <= child.birth_date <= law.date
    )


@rule(
    LAW.article(14, clause=1, point="b"),
    DECREE.article(3),
    en="The birth gives birth money",
    until="2027-01-01",
)
def birth_gives_money(person: Person) -> bool:
    """Phụ nữ thuộc dân tộc thiểu số rất ít người."""
    return person.is_of_very_small_ethnic_group


@rule(
    LAW.article(14, clause=1, point="d"),
    LAW.article(30, clause=2),
    DECREE.article(3),
    en="The birth gives birth money, from 2027",
    name="birth_gives_money",
    since="2027-01-01",
    unverified="the list of provinces of low fertility (point c) is not out: no woman counts by it",
)
def birth_gives_money_from_2027(person: Person, law: Law) -> bool:
    """Thuộc dân tộc rất ít người, hoặc sinh đủ hai con trước 35 tuổi."""
    if person.is_of_very_small_ethnic_group:
        return True
    before = person.living_children - person.children_born_this_month
    return (
        before < SECOND <= person.living_children
        and years_between(person.birth_date, law.date) < law.population.age_for_two_children
    )


@benefit(
    DECREE.article(3),
    LAW.article(14, clause=1),
    code="population.birth_money",
    name="Hỗ trợ tài chính khi sinh con",
    en="Money at a birth",
    paid="once",
    payer="state budget",
    domain="population",
)
def birth_money(person: Person, law: Law) -> Money:
    """Tối thiểu 2.000.000 đồng mỗi phụ nữ một lần sinh, một mức dù thuộc nhiều diện."""
    if person.sex != Sex.FEMALE or person.children_born_this_month == 0:
        return 0
    return law.population.birth_money if person.birth_gives_money else 0


# --- Điều 9, 10: sàng lọc trước sinh, sơ sinh ----------------------------------------------------


@rule(
    DECREE.article(14),
    DECREE.article(9),
    en="Belongs to the groups screened free of charge in 2026",
    until="2027-01-01",
)
def is_screened_free(person: Person) -> bool:
    """Nghèo, cận nghèo, bảo trợ xã hội, thôn đặc biệt khó khăn, vùng dân tộc thiểu số, miền núi."""
    if person.household.is_poor or person.household.is_near_poor:
        return True
    if person.household.lives_in_especially_difficult_area:
        return True
    if person.household.region_class != AreaClass.OUTSIDE:
        return True
    return person.is_entitled_to_monthly_allowance


@rule(
    LAW.article(30, clause=2),
    DECREE.article(14),
    en="Everybody is screened free of charge from 2027",
    name="is_screened_free",
    since="2027-01-01",
    unverified="the national programme of 2026–2035 was not read",
)
def everybody_is_screened_free(person: Person) -> bool:
    """Từ 01/01/2027: mọi phụ nữ mang thai, trẻ sơ sinh."""
    return person.is_alive


@benefit(
    DECREE.article(9),
    code="population.prenatal_screening",
    name="Sàng lọc trước sinh: Down, Edwards, Patau, tan máu bẩm sinh",
    en="Prenatal screening of four diseases",
    paid="once",
    payer="state budget",
    domain="population",
    kind="service",
    unit="service",
)
def prenatal_screening(person: Person) -> bool:
    """Gói sàng lọc trước sinh cho phụ nữ mang thai, trả cho cơ sở y tế."""
    return person.is_alive and person.is_pregnant and person.is_screened_free


@rule(DECREE.article(10), en="Is newborn", unverified=NEWBORN)
def is_newborn(person: Person, law: Law) -> bool:
    """Trẻ sơ sinh: dưới 28 ngày tuổi."""
    return person.is_alive and law.date < add_days(person.birth_date, NEWBORN_DAYS)


@benefit(
    DECREE.article(10),
    code="population.newborn_screening",
    name="Sàng lọc sơ sinh: suy giáp, G6PD, tăng sản thượng thận, khiếm thính, tim bẩm sinh",
    en="Newborn screening of five diseases",
    paid="once",
    payer="state budget",
    domain="population",
    kind="service",
    unit="service",
    unverified=NEWBORN,
)
def newborn_screening(person: Person) -> bool:
    """Gói sàng lọc sơ sinh, trả cho cơ sở y tế."""
    return person.is_newborn and person.is_screened_free


@rule(
    DECREE.article(9),
    DECREE.article(10),
    en="Most that the screening of a person may cost the budget",
)
def screening_ceiling(person: Person, law: Law) -> Money:
    """Theo chi phí thực tế, tối đa 900.000 đồng trước sinh, 600.000 đồng sơ sinh."""
    if person.prenatal_screening:
        return law.population.prenatal_screening
    return law.population.newborn_screening if person.newborn_screening else 0


# --- Điều 11: cộng tác viên dân số ---------------------------------------------------------------


@benefit(
    DECREE.article(11),
    code="population.collaborator_pay",
    name="Bồi dưỡng hằng tháng cộng tác viên dân số",
    en="Monthly pay of population collaborators",
    paid="monthly",
    payer="state budget",
    domain="population",
    unverified="the difference for July to December 2026 is paid in 2027 (Article 15)",
)
def collaborator_pay(person: Person, law: Law) -> Money:
    """0,5 lần lương cơ sở ở thôn đông hộ, khó khăn; nơi khác 0,4 lần."""
    if not person.is_alive or not person.is_population_collaborator:
        return 0
    if person.collaborates_in_large_or_difficult_village:
        return round_half_up(
            law.insurance.reference_level * law.population.collaborator_in_large_village
        )
    return round_half_up(law.insurance.reference_level * law.population.collaborator)
