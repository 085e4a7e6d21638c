"""Luật Bảo hiểm xã hội 41/2024/QH15, Điều 94–97: trợ cấp thai sản của bảo hiểm tự nguyện."""

from ansinh.engine import (
    Law,
    Money,
    add_months,
    benefit,
    document,
    first_of_month,
    months_between,
    rule,
)
from ansinh.law.facts.entities import MaternityEvent, Person
from ansinh.law.facts.insurance import InsuredCategory
from ansinh.law.facts.insurance_claims import MaternityKind

LAW = document("41/2024/QH15")
LAST_MONTHS = 6


@rule(
    LAW.article(94, clause=1),
    LAW.article(94, clause=3),
    LAW.article(95, clause=1),
    en="Is such an event",
)
def gives_voluntary_allowance(event: MaternityEvent) -> bool:
    """Sinh con; thai từ 22 tuần chết; cha có vợ sinh con mà mẹ không hưởng tự nguyện."""
    if event.kind == MaternityKind.LOSS:
        return event.weeks >= 22
    if event.kind == MaternityKind.FATHER:
        return not event.mother_draws_voluntary
    return event.kind == MaternityKind.BIRTH


@rule(LAW.article(94), LAW.article(95), en="Children that give the voluntary allowance")
def children_of_voluntary_participant(event: MaternityEvent) -> int:
    """Đủ 6 trong 12 tháng đóng tự nguyện, hoặc cả hai loại, mà không đủ điều kiện bắt buộc."""
    if event.meets_maternity_condition or not event.gives_voluntary_allowance:
        return 0
    start = add_months(first_of_month(event.happened_on), -12)
    end = first_of_month(event.happened_on)
    if not any(
        period.category == InsuredCategory.VOLUNTARY and period.until > start
        for period in event.person.insurance_periods
    ):
        return 0
    paid = sum(
        max(0, months_between(max(period.since, start), min(period.until, end)))
        for period in event.person.insurance_periods
    )
    return event.children if paid >= LAST_MONTHS else 0


@benefit(
    LAW.article(95),
    code="insurance.voluntary_maternity",
    name="Trợ cấp thai sản của bảo hiểm xã hội tự nguyện",
    en="Maternity allowance of voluntary insurance",
    paid="once",
    payer="state budget",
    domain="insurance",
)
def voluntary_maternity(person: Person, law: Law) -> Money:
    """2.000.000 đồng cho mỗi con."""
    children = sum(
        event.children_of_voluntary_participant
        for event in person.maternity_events
        if first_of_month(event.happened_on) == first_of_month(law.date)
    )
    return law.insurance.maternity.voluntary * children
