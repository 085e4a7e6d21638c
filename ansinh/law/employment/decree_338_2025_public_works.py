"""Nghị định 338/2025/NĐ-CP, Điều 19, 20 (trước đó 61/2015/NĐ-CP, Điều 6): việc làm công."""

from ansinh.engine import benefit, document, rule
from ansinh.law.facts.entities import Person
from ansinh.law.facts.poverty import WorkSituation

LAW_38 = document("38/2013/QH13")
LAW_74 = document("74/2025/QH15")
DECREE_61 = document("61/2015/NĐ-CP")
DECREE = document("338/2025/NĐ-CP")
FIRST, SECOND, THIRD, LAST = 1, 2, 3, 4


@rule(DECREE.article(19, clause=1, point="e"), LAW_74.article(11, clause=3), en="Has priority")
def has_public_work_priority(person: Person) -> bool:
    """Dân tộc thiểu số, nghèo, cận nghèo, cao tuổi, khuyết tật, người nuôi, có đất thu hồi."""
    return (
        person.household.is_poor_or_near_poor
        or person.is_elderly
        or person.has_disability
        or person.cares_for_most_disabled
        or person.has_recovered_land
        or person.belongs_to_minority
    )


@rule(
    LAW_38.article(19, clause=2),
    since="2022-01-01",
    en="Has priority",
    name="has_public_work_priority",
)
def has_public_work_priority_before_2026(person: Person) -> bool:
    """Dân tộc thiểu số, nghèo, cận nghèo, có đất thu hồi, chưa có việc làm."""
    return (
        person.household.is_poor_or_near_poor
        or person.has_recovered_land
        or person.belongs_to_minority
        or person.work_situation == WorkSituation.LOOKING_FOR_WORK
    )


@rule(DECREE.article(20), en="Place in the order of selection")
def public_work_rank(person: Person) -> int:
    """Diện ưu tiên, nạn nhân bị mua bán, hộ chủ yếu làm nông nghiệp, người ở nơi thực hiện."""
    if person.has_public_work_priority:
        return FIRST
    if person.is_trafficking_victim:
        return SECOND
    return THIRD if person.household.is_mainly_farming else LAST


@rule(
    DECREE_61.article(6),
    since="2022-01-01",
    en="Place in the order of selection",
    name="public_work_rank",
)
def public_work_rank_before_2026(person: Person) -> int:
    """Diện ưu tiên, hộ chủ yếu làm nông nghiệp, người cư trú tại địa phương."""
    if person.has_public_work_priority:
        return FIRST
    return SECOND if person.household.is_mainly_farming else THIRD


@benefit(
    DECREE.article(20, clause=1),
    LAW_74.article(11, clause=3),
    code="employment.public_works",
    name="Ưu tiên tham gia việc làm công",
    en="Priority in public works",
    paid="in kind",
    payer="commune",
    domain="employment",
    unit="priority",
    kind="priority",
    on_request=True,
)
@benefit(
    DECREE_61.article(6),
    LAW_38.article(19, clause=2),
    code="employment.public_works",
    name="Ưu tiên tham gia việc làm công",
    en="Priority in public works",
    paid="in kind",
    payer="commune",
    domain="employment",
    unit="priority",
    kind="priority",
    on_request=True,
    since="2022-01-01",
)
def public_works(person: Person) -> bool:
    """Người lao động thuộc diện ưu tiên, khi đăng ký với xã."""
    return person.is_worker and person.has_public_work_priority
