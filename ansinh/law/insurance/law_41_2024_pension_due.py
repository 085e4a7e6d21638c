"""Lương hưu hằng tháng theo mức đã điều chỉnh: Luật 41/2024/QH15 (trước đó 58/2014/QH13)."""

from ansinh.engine import Law, Money, benefit, document, first_of_month, rule
from ansinh.law.facts.entities import Person

LAW_58 = document("58/2014/QH13")
LAW = document("41/2024/QH15")
DECREE_108 = document("108/2021/NĐ-CP")
DECREE_42 = document("42/2023/NĐ-CP")
DECREE_75 = document("75/2024/NĐ-CP")
DECREE_162 = document("162/2026/NĐ-CP")


@rule(DECREE_162.article(2), since="2026-07-01", en="Pension with its increases")
def pension_with_increases(person: Person) -> Money:
    """Mức lương hưu đã điều chỉnh theo Nghị định 162/2026."""
    return person.pension_after_july_2026


@rule(
    DECREE_75.article(2),
    since="2024-07-01",
    until="2026-07-01",
    en="Pension with its increases",
    name="pension_with_increases",
)
def pension_with_increases_from_2024(person: Person) -> Money:
    """Mức lương hưu đã điều chỉnh theo Nghị định 75/2024."""
    return person.pension_after_july_2024


@rule(
    DECREE_42.article(2),
    since="2023-07-01",
    until="2024-07-01",
    en="Pension with its increases",
    name="pension_with_increases",
)
def pension_with_increases_from_2023(person: Person) -> Money:
    """Mức lương hưu đã điều chỉnh theo Nghị định 42/2023."""
    return person.pension_after_july_2023


@rule(
    DECREE_108.article(2),
    since="2022-01-01",
    en="Pension with its increases",
    name="pension_with_increases",
    unverified="Decree 108/2021 from memory",
)
def pension_with_increases_from_2022(person: Person) -> Money:
    """Mức lương hưu đã điều chỉnh theo Nghị định 108/2021."""
    return person.pension_after_january_2022


@rule(
    LAW_58.article(57),
    until="2022-01-01",
    en="Pension with its increases",
    name="pension_with_increases",
    unverified="increases before 2022 are not counted: an amount on file has to be of the year",
)
def pension_before_2022(person: Person) -> Money:
    """Mức lương hưu khi bắt đầu hưởng, hoặc trên danh sách chi trả."""
    return person.pension_amount_at_first


@benefit(
    LAW.article(64),
    LAW.article(66),
    LAW.article(67),
    LAW.article(98),
    code="insurance.retirement",
    name="Lương hưu hằng tháng",
    en="Retirement pension",
    paid="monthly",
    payer="social insurance fund",
    domain="insurance",
    on_request=True,
)
@benefit(
    LAW_58.article(54),
    LAW_58.article(56),
    LAW_58.article(57),
    LAW_58.article(73),
    code="insurance.retirement",
    name="Lương hưu hằng tháng",
    en="Retirement pension",
    paid="monthly",
    payer="social insurance fund",
    domain="insurance",
    on_request=True,
)
def retirement_pension(person: Person, law: Law) -> Money:
    """Người đã đến thời điểm hưởng lương hưu, còn sống trong tháng."""
    if law.date < person.pensioner_since or person.death_date < first_of_month(law.date):
        return 0
    return person.pension_with_increases
