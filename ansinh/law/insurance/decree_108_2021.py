"""Nghị định 108/2021/NĐ-CP: điều chỉnh lương hưu từ 01/01/2022; mức trước đó."""

from datetime import date

from ansinh.engine import NEVER, Law, Money, document, round_half_up, rule
from ansinh.law.facts.entities import PensionGrant, Person
from ansinh.law.facts.insurance import GrantKind

LAW_58 = document("58/2014/QH13")
LAW_41 = document("41/2024/QH15")
DECREE = document("108/2021/NĐ-CP")
DECREE_42 = document("42/2023/NĐ-CP")
FIRST_DAY = date(2022, 1, 1)
NEW_FUND = date(1995, 1, 1)
FROM_MEMORY = "Decree 108/2021 from memory; no text names the rounding"


@rule(LAW_41.article(75), en="Is a retirement pension being paid")
@rule(LAW_58.article(64), en="Is a retirement pension being paid")
def is_pension_now(grant: PensionGrant, law: Law) -> bool:
    """Lương hưu đang chi trả vào ngày xét."""
    return grant.kind == GrantKind.RETIREMENT and grant.started_on <= law.date < grant.until


@rule(LAW_41.article(75), en="Has a pension on file")
@rule(LAW_58.article(64), en="Has a pension on file")
def has_pension_on_file(person: Person) -> bool:
    """Đã có quyết định hưởng lương hưu."""
    return any(grant.is_pension_now for grant in person.pension_grants)


@rule(LAW_41.article(66), en="Pension before any increase that is counted")
@rule(LAW_58.article(56), en="Pension before any increase that is counted")
def pension_amount_at_first(person: Person) -> Money:
    """Mức lương hưu trên danh sách chi trả; chưa có quyết định thì mức tính được."""
    if person.has_pension_on_file:
        return sum(grant.amount for grant in person.pension_grants if grant.is_pension_now)
    return person.computed_pension


@rule(LAW_41.article(67), en="Day from which the amount counts")
@rule(LAW_58.article(57), en="Day from which the amount counts")
def pension_amount_since(person: Person) -> date:
    """Ngày của mức lương hưu đó."""
    if person.has_pension_on_file:
        return max(
            (grant.amount_since for grant in person.pension_grants if grant.is_pension_now),
            default=NEVER,
        )
    return person.pension_begins


@rule(LAW_41.article(69), en="Pensioner since")
@rule(LAW_58.article(59), en="Pensioner since")
def pensioner_since(person: Person) -> date:
    """Ngày bắt đầu hưởng lương hưu."""
    if person.has_pension_on_file:
        return min(
            (grant.started_on for grant in person.pension_grants if grant.is_pension_now),
            default=NEVER,
        )
    return person.pension_begins


@rule(DECREE_42.article(2, clause=3), en="Pension after January 2022", unverified=FROM_MEMORY)
@rule(
    DECREE.article(2),
    since="2022-01-01",
    until="2023-08-14",
    en="Pension after January 2022",
    unverified=FROM_MEMORY,
)
def pension_after_january_2022(person: Person, law: Law) -> Money:
    """Tăng 7,4%; người nghỉ trước 1995 còn thấp được tăng thêm đến 2.500.000 đồng."""
    if person.pension_amount_since >= FIRST_DAY:
        return person.pension_amount_at_first
    raised = round_half_up(
        person.pension_amount_at_first * (1 + law.insurance.increase_108_2021.percent)
    )
    if person.pensioner_since >= NEW_FUND:
        return raised
    lifted = min(
        raised + law.insurance.increase_108_2021.top_up, law.insurance.increase_108_2021.floor
    )
    return max(raised, lifted)
