"""Thông tư 02/2021/TT-BLĐTBXH: thôi hưởng, tạm dừng trợ cấp xã hội."""

from ansinh.engine import document, rule
from ansinh.law.facts.entities import Person

DECREE_20 = document("20/2021/NĐ-CP")
CIRCULAR = document("02/2021/TT-BLĐTBXH")


@rule(
    DECREE_20.article(8, clause=2),
    CIRCULAR.article(2, clause=1),
    en="May be paid this month: lives in it and serves no prison sentence",
)
def can_be_paid_this_month(person: Person) -> bool:
    """Còn sống trong tháng và không đang chấp hành án phạt tù."""
    return person.lives_in_this_month and not person.is_serving_sentence


@rule(CIRCULAR.article(2, clause=3), en="Payment is suspended: not collected for three months")
def is_payment_suspended(person: Person) -> bool:
    """Tạm dừng chi trả khi không nhận trợ cấp liên tục từ 03 tháng trở lên."""
    return person.months_uncollected >= 3
