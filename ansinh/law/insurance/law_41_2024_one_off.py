"""Luật Bảo hiểm xã hội 41/2024/QH15, Điều 70, 76, 102 (trước đó 58/2014/QH13): hưởng một lần."""

from datetime import date

from ansinh.engine import (
    Law,
    Money,
    add_months,
    benefit,
    document,
    first_of_month,
    months_between,
    ratio,
    round_down,
    round_half_up,
    rule,
)
from ansinh.law.facts.entities import OneOffRequest, Person
from ansinh.law.facts.insurance import GrantKind, OneOffGround

LAW_58 = document("58/2014/QH13")
LAW = document("41/2024/QH15")
DECREE_158 = document("158/2025/NĐ-CP")
RESOLUTION_93 = document("93/2015/QH13")
DOUBLED_FROM = date(2014, 1, 1)
FIRST_DAY_OF_THE_LAW = date(2025, 7, 1)
NO_DAY = date(1900, 1, 1)
ROUNDED = "no text names the rounding to the đồng"


@rule(LAW.article(70, clause=3), en="Months paid before 2014")
@rule(LAW_58.article(60, clause=2), en="Months paid before 2014")
def months_before_2014(person: Person) -> int:
    """Số tháng đóng trước năm 2014."""
    return sum(
        min(period.months, max(0, months_between(period.since, DOUBLED_FROM)))
        for period in person.insurance_periods
    )


@rule(LAW.article(70, clause=3), LAW.article(5, clause=6), en="Months of average pay for the years")
@rule(LAW_58.article(60, clause=2), en="Months of average pay for the years")
def half_months_for_years(person: Person, law: Law) -> int:
    """Số nửa tháng: 1,5 tháng mỗi năm trước 2014, 2 tháng từ 2014; tháng lẻ chuyển sau."""
    years_before = round_down(ratio(person.months_before_2014, 12))
    months_after = person.insured_months - years_before * 12
    years_after = round_down(ratio(months_after, 12))
    odd = months_after - years_after * 12
    half_years_after = years_after * 2 + law.insurance.half_years_of_odd_months.of(odd)
    return years_before * 3 + half_years_after * 2


@rule(LAW.article(70, clause=3, point="c"), en="Contributions paid", unverified=ROUNDED)
def contributions_paid(person: Person, law: Law) -> Money:
    """Số tiền đã đóng vào quỹ hưu trí và tử tuất: 22% tiền lương, thu nhập đã đóng."""
    return round_half_up(
        sum(period.monthly_base * period.months for period in person.insurance_periods)
        * law.insurance.one_off.rate_under_a_year
    )


@rule(LAW.article(70, clause=3), en="Pay for the years contributed", unverified=ROUNDED)
def pay_for_years(person: Person) -> Money:
    """1,5 và 2 tháng bình quân mỗi năm; chưa đủ một năm: số tiền đã đóng, tối đa 2 tháng."""
    if person.insured_months < 12:
        return min(person.contributions_paid, person.average_base * 2)
    return round_half_up(ratio(person.average_base * person.half_months_for_years, 2))


@rule(
    LAW_58.article(60, clause=2),
    en="Pay for the years contributed",
    name="pay_for_years",
    unverified="whether the 22 % is of wages as paid or as indexed was not read; indexed here",
)
def pay_for_years_before_2025(person: Person, law: Law) -> Money:
    """1,5 và 2 tháng bình quân mỗi năm; chưa đủ một năm: 22% tiền lương, tối đa 2 tháng."""
    if person.insured_months < 12:
        return min(
            round_half_up(person.pay_total * law.insurance.one_off.rate_under_a_year),
            person.average_base * 2,
        )
    return round_half_up(ratio(person.average_base * person.half_months_for_years, 2))


@rule(LAW.article(102, clause=3), en="Support that the State paid")
@rule(LAW_58.article(77), en="Support that the State paid")
def state_support_paid(person: Person) -> Money:
    """Tổng số tiền Nhà nước đã hỗ trợ đóng."""
    return sum(period.state_support * period.months for period in person.insurance_periods)


@rule(
    LAW.article(70, clause=1),
    LAW.article(102, clause=1),
    DECREE_158.article(14),
    en="May be paid out",
)
def may_be_paid_once(request: OneOffRequest, law: Law) -> bool:
    """Đủ tuổi mà chưa đủ năm; nghỉ 12 tháng, đóng từ trước 01/7/2025, dưới 20 năm; căn cứ khác."""
    if request.ground == OneOffGround.AGE:
        return (
            request.person.insured_months < law.insurance.pension_months
            and request.person.normal_retirement_day <= request.requested_on
        )
    if request.ground == OneOffGround.STOPPED_PAYING:
        return (
            request.person.first_insured < FIRST_DAY_OF_THE_LAW
            and request.person.insured_months < law.insurance.pension_months_of_capacity
            and request.person.contributions_end
            <= add_months(first_of_month(request.requested_on), -12)
        )
    return True


@rule(
    LAW_58.article(60, clause=1),
    RESOLUTION_93.article(1),
    en="May be paid out",
    name="may_be_paid_once",
)
def may_be_paid_once_before_2025(request: OneOffRequest, law: Law) -> bool:
    """Đủ tuổi mà chưa đủ 20 năm; nghỉ 12 tháng và dưới 20 năm; các căn cứ khác."""
    if request.ground == OneOffGround.AGE:
        return (
            request.person.insured_months < law.insurance.pension_months
            and request.person.normal_retirement_day <= request.requested_on
        )
    if request.ground == OneOffGround.STOPPED_PAYING:
        return (
            request.person.insured_months < law.insurance.pension_months_of_capacity
            and request.person.contributions_end
            <= add_months(first_of_month(request.requested_on), -12)
        )
    return True


@rule(LAW.article(70, clause=3), LAW.article(102, clause=3), en="Once-only payment of the request")
@rule(LAW_58.article(60, clause=2), LAW_58.article(77), en="Once-only payment of the request")
def one_off_amount(request: OneOffRequest) -> Money:
    """Trừ tiền Nhà nước đã hỗ trợ, trừ khi mắc bệnh hiểm nghèo hoặc suy giảm từ 81%."""
    if not request.may_be_paid_once:
        return 0
    if request.ground in (OneOffGround.DISEASE, OneOffGround.CAPACITY_81):
        return request.person.pay_for_years
    return max(0, request.person.pay_for_years - request.person.state_support_paid)


@benefit(
    LAW.article(70),
    LAW.article(102),
    code="insurance.one_off",
    name="Bảo hiểm xã hội một lần",
    en="Once-only social insurance payment",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
    on_request=True,
)
@benefit(
    LAW_58.article(60),
    LAW_58.article(77),
    code="insurance.one_off",
    name="Bảo hiểm xã hội một lần",
    en="Once-only social insurance payment",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
    on_request=True,
)
def one_off_payment(person: Person, law: Law) -> Money:
    """Người đề nghị trong tháng, chưa hưởng lương hưu."""
    if person.has_pension_on_file:
        return 0
    return max(
        (
            request.one_off_amount
            for request in person.one_off_requests
            if first_of_month(request.requested_on) == first_of_month(law.date)
        ),
        default=0,
    )


@rule(LAW.article(76), en="Pensioner who emigrates is paid", unverified=ROUNDED)
@rule(LAW_58.article(65), en="Pensioner who emigrates is paid", unverified=ROUNDED)
def emigration_pay(person: Person) -> Money:
    """1,5 và 2 tháng lương hưu mỗi năm đóng, trừ 0,5 tháng mỗi tháng đã hưởng, ít nhất 3 tháng."""
    received = months_between(person.pensioner_since, person.emigration_month)
    half_months = max(6, person.half_months_for_years - received)
    return round_half_up(ratio(person.pension_with_increases * half_months, 2))


@rule(LAW.article(76), en="Month of the request to be paid out on emigration")
@rule(LAW_58.article(65), en="Month of the request to be paid out on emigration")
def emigration_month(person: Person, law: Law) -> date:
    """Tháng đề nghị hưởng một lần để ra nước ngoài định cư."""
    return max(
        (
            first_of_month(request.requested_on)
            for request in person.one_off_requests
            if request.ground == OneOffGround.EMIGRATION
        ),
        default=NO_DAY,
    )


@benefit(
    LAW.article(76),
    LAW.article(115),
    code="insurance.emigration",
    name="Trợ cấp một lần khi người hưởng hằng tháng ra nước ngoài định cư",
    en="Once-only payment to a pensioner who emigrates",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
    on_request=True,
)
@benefit(
    LAW_58.article(65),
    code="insurance.emigration",
    name="Trợ cấp một lần khi người hưởng hằng tháng ra nước ngoài định cư",
    en="Once-only payment to a pensioner who emigrates",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
    on_request=True,
)
def emigration_payment(person: Person, law: Law) -> Money:
    """Người hưởng lương hưu theo số năm đóng; trợ cấp hằng tháng khác: 3 tháng."""
    if person.emigration_month != first_of_month(law.date):
        return 0
    if person.has_pension_on_file:
        return person.emigration_pay
    return 3 * sum(
        grant.amount
        for grant in person.pension_grants
        if grant.kind != GrantKind.RETIREMENT and grant.started_on <= law.date < grant.until
    )
