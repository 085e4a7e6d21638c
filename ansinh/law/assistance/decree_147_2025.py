"""Nghị định 147/2025/NĐ-CP và Điều 8 Nghị định 20/2021: tháng bắt đầu, điều chỉnh, thôi hưởng.

What is due is due for a month. Until 30 June 2025 an allowance was adjusted from the month in which
the condition came about; since then, from the month right after. A loss always counts from the
month right after.
"""

from datetime import date

from ansinh.engine import (
    NEVER,
    Law,
    add_days,
    add_years,
    document,
    first_of_month,
    first_of_next_month,
    rule,
    years_between,
)
from ansinh.law.facts.entities import Disability, Person

DECREE_20 = document("20/2021/NĐ-CP")
DECREE = document("147/2025/NĐ-CP")
COMMUNE_DECIDES = date(2025, 7, 1)
TRANSLATED = "point d was read in a machine translation of an article"


@rule(DECREE.article(5, clause=2, point="d"), since="2025-07-01", en="Age before this month")
@rule(DECREE_20.article(8, clause=2), until="2025-07-01", en="Age before this month")
def age_before_this_month(person: Person, law: Law) -> int:
    """Tuổi vào ngày cuối tháng trước: hết điều kiện thì thôi hưởng từ tháng ngay sau."""
    return years_between(person.birth_date, add_days(first_of_month(law.date), -1))


@rule(
    DECREE_20.article(8, clause=1, point="đ"),
    until="2025-07-01",
    name="coefficient_age",
    en="Age for the coefficient: that reached by the end of this month",
)
def coefficient_age_of_the_month_reached(person: Person, law: Law) -> int:
    """Tuổi để tính hệ số: điều chỉnh từ tháng đủ điều kiện."""
    return max(0, years_between(person.birth_date, add_days(first_of_next_month(law.date), -1)))


@rule(
    DECREE.article(5, clause=2, point="d"),
    name="coefficient_age",
    en="Age for the coefficient: that reached before this month",
    unverified=TRANSLATED,
)
def coefficient_age_of_the_month_before(person: Person) -> int:
    """Tuổi để tính hệ số: điều chỉnh từ tháng ngay sau tháng thay đổi."""
    return max(0, person.age_before_this_month)


@rule(
    DECREE.article(5, clause=2, point="d"),
    since="2025-07-01",
    en="Lives, or died only this month",
)
@rule(DECREE_20.article(8, clause=2), until="2025-07-01", en="Lives, or died only this month")
def lives_in_this_month(person: Person, law: Law) -> bool:
    """Còn sống trong tháng: chết thì thôi hưởng từ tháng ngay sau tháng chết."""
    return person.birth_date <= law.date and first_of_month(law.date) <= person.death_date


@rule(
    DECREE.article(5, clause=2, point="d"),
    since="2025-07-01",
    en="First month without payment after the death",
)
@rule(
    DECREE_20.article(8, clause=2),
    until="2025-07-01",
    en="First month without payment after the death",
)
def stops_on_death_from(person: Person) -> date:
    """Thôi hưởng từ tháng ngay sau tháng chết."""
    if person.death_date == NEVER:
        return NEVER
    return first_of_next_month(person.death_date)


@rule(
    DECREE_20.article(8, clause=1, point="đ"),
    DECREE.article(5, clause=2, point="b"),
    en="First month of the monthly allowance",
)
def assistance_start(person: Person) -> date:
    """Hưởng từ tháng người có thẩm quyền ký quyết định."""
    if person.assistance_decision_on == NEVER:
        return NEVER
    return first_of_month(person.assistance_decision_on)


@rule(
    DECREE_20.article(8, clause=1, point="đ"),
    en="First month of the allowance from 80, retroactive",
    until="2025-07-01",
)
def elder_80_start(person: Person) -> date:
    """Người từ đủ 80 tuổi hưởng từ thời điểm đủ 80 tuổi, dù nộp hồ sơ sau."""
    return first_of_month(add_years(person.birth_date, 80))


@rule(
    DECREE_20.article(8, clause=1, point="đ"),
    en="First month of the allowance from 75, retroactive",
    until="2025-07-01",
)
def elder_75_start(person: Person) -> date:
    """Người từ đủ 75 tuổi vùng đặc biệt khó khăn hưởng từ thời điểm đủ 75 tuổi."""
    return first_of_month(add_years(person.birth_date, 75))


@rule(
    DECREE_20.article(8, clause=1, point="đ"),
    DECREE.article(5, clause=2, point="b"),
    en="First month of the disability allowance",
    unverified="whether the month of the certificate still counts after June 2025 was not read",
)
def disability_allowance_start(disability: Disability) -> date:
    """Quyết định đến 30/6/2025: từ tháng cấp giấy xác nhận; sau đó: từ tháng ký quyết định."""
    if disability.allowance_decision_on == NEVER:
        return NEVER
    if disability.allowance_decision_on < COMMUNE_DECIDES:
        return first_of_month(disability.certified_on)
    return first_of_month(disability.allowance_decision_on)


@rule(
    DECREE_20.article(8, clause=4, point="d"),
    DECREE.article(5, clause=2, point="c"),
    en="First month paid by the new commune after a move",
)
def new_commune_pays_from(person: Person) -> date:
    """Nơi ở mới chi trả từ tháng ngay sau tháng ghi trong quyết định thôi chi trả."""
    if person.stop_decision_on == NEVER:
        return NEVER
    return first_of_next_month(person.stop_decision_on)
