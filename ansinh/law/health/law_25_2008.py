"""Luật Bảo hiểm y tế 25/2008/QH12, Điều 12 và 16: thẻ bảo hiểm y tế của trẻ em dưới 6 tuổi."""

from datetime import date

from ansinh.engine import (
    Law,
    add_months,
    benefit,
    document,
    first_of_month,
    first_of_next_month,
    month_of,
    only_first,
    rule,
)
from ansinh.law.facts.entities import Person

LAW = document("25/2008/QH12")
LAW_51 = document("51/2024/QH15")
DECREE = document("146/2018/NĐ-CP")
DECREE_188 = document("188/2025/NĐ-CP")
CHILD_AGE = 72
SEPTEMBER = 9


@rule(
    LAW.article(16, clause=3, point="d"),
    DECREE.article(13, clause=2),
    LAW_51.article(1),
    en="First day on which the child's card no longer counts",
    unverified=(
        "Decree 146/2018 ended on 1 July 2025; that its days go on is our reading of the Law,"
        " and a birth on 30 September itself is in neither of its points"
    ),
)
def child_card_until(person: Person) -> date:
    """Sinh đến 30/9: hết ngày 30/9 của năm đủ 72 tháng; sinh sau: hết tháng đủ 72 tháng tuổi."""
    reached = add_months(person.birth_date, CHILD_AGE)
    if month_of(person.birth_date) <= SEPTEMBER:
        return add_months(first_of_month(reached), SEPTEMBER + 1 - month_of(person.birth_date))
    return first_of_next_month(reached)


@benefit(
    LAW.article(12, clause=3),
    DECREE.article(3, clause=7),
    DECREE_188.article(5),
    code="health.card_under_six",
    name="Thẻ bảo hiểm y tế trẻ em dưới 6 tuổi",
    en="Health insurance card of a child under six",
    paid="in kind",
    payer="state budget",
    domain="health",
    unit="card",
    kind="insurance",
    since="2018-12-01",
)
def card_under_six(person: Person, law: Law) -> bool:
    """Ngân sách đóng từ khi sinh; thẻ dùng đến kỳ nhập học lớp một."""
    return person.is_alive and law.date < person.child_card_until


ONE_CARD = only_first(
    LAW.article(16, clause=2),
    LAW.article(13, clause=5),
    among=("health.card_under_six", "assistance.health_card", "merit.health_card"),
    together=[(("assistance.health_card",), ("merit.health_card",))],
    vi="Mỗi người một thẻ, theo nhóm đứng trước: trẻ em dưới 6 tuổi",
    en="One card for each person, of the first group: a child under six",
)
