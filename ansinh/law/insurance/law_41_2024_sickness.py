"""Luật Bảo hiểm xã hội 41/2024/QH15, Điều 42–49 (trước đó 58/2014/QH13, Điều 24–29): ốm đau."""

from datetime import date

from ansinh.engine import (
    Law,
    Money,
    add_months,
    benefit,
    document,
    first_of_month,
    ratio,
    round_half_up,
    rule,
    years_between,
)
from ansinh.law.facts.entities import Person, RecoveryLeave, SickLeave
from ansinh.law.facts.insurance import InsuredCategory, WorkCondition
from ansinh.law.facts.insurance_claims import SickLeaveKind

LAW_58 = document("58/2014/QH13")
LAW = document("41/2024/QH15")
CIRCULAR_59 = document("59/2015/TT-BLĐTBXH")
CIRCULAR_12 = document("12/2025/TT-BNV")
FIRST_DAY_OF_THE_LAW = date(2025, 7, 1)
ROUNDED = "no text names the rounding to the đồng"


@rule(LAW.article(45, clause=1), en="Wage that the benefit is counted from")
@rule(LAW_58.article(28, clause=1), en="Wage that the benefit is counted from")
def sickness_base(leave: SickLeave) -> Money:
    """Tiền lương đóng của tháng liền kề trước khi nghỉ, hoặc của tháng đầu tham gia."""
    before = add_months(first_of_month(leave.since), -1)
    if any(
        period.is_compulsory and period.since <= before < period.until
        for period in leave.person.insurance_periods
    ):
        return sum(
            period.monthly_base
            for period in leave.person.insurance_periods
            if period.is_compulsory and period.since <= before < period.until
        )
    return sum(
        period.monthly_base
        for period in leave.person.insurance_periods
        if period.is_compulsory and first_of_month(period.since) == first_of_month(leave.since)
    )


@rule(LAW.article(43, clause=1), CIRCULAR_12.article(4), en="Works in hard conditions when sick")
@rule(
    LAW_58.article(26, clause=1),
    CIRCULAR_59.article(4),
    en="Works in hard conditions when sick",
)
def has_hard_work_when_sick(leave: SickLeave) -> bool:
    """Nghề, nơi làm việc nặng nhọc, đặc biệt khó khăn tại thời điểm nghỉ."""
    return any(
        period.work_condition != WorkCondition.NORMAL or period.in_hard_area
        for period in leave.person.insurance_periods
        if period.since <= leave.since < period.until
    )


@rule(LAW.article(43, clause=3), LAW.article(45, clause=4), en="Is an officer when sick")
@rule(LAW_58.article(26, clause=3), LAW_58.article(28, clause=3), en="Is an officer when sick")
def is_officer_when_sick(leave: SickLeave) -> bool:
    """Sĩ quan, quân nhân: hưởng 100% trong thời gian điều trị, không giới hạn số ngày."""
    return any(
        period.category == InsuredCategory.OFFICER
        for period in leave.person.insurance_periods
        if period.since <= leave.since < period.until
    )


@rule(LAW.article(43, clause=1), LAW.article(44, clause=1), en="Days of the year at most")
@rule(LAW_58.article(26, clause=1), LAW_58.article(27, clause=1), en="Days of the year at most")
def most_sick_days(leave: SickLeave, law: Law) -> int:
    """Số ngày tối đa trong năm theo thời gian đóng và điều kiện làm việc; con ốm: theo tuổi con."""
    if leave.kind == SickLeaveKind.SICK_CHILD:
        return law.insurance.sickness.child_days.of(
            years_between(leave.child_birth_date, leave.since)
        )
    if leave.has_hard_work_when_sick:
        return law.insurance.sickness.days_in_hard_work.of(leave.person.compulsory_months)
    return law.insurance.sickness.days.of(leave.person.compulsory_months)


@rule(LAW.article(43, clause=1), en="Half-days paid in full")
@rule(LAW_58.article(26, clause=1), en="Half-days paid in full")
def paid_half_days(leave: SickLeave) -> int:
    """Số nửa ngày được hưởng trong số ngày tối đa còn lại của năm."""
    return min(leave.half_days, max(0, leave.most_sick_days * 2 - leave.half_days_used))


@rule(
    LAW.article(45, clause=2), LAW.article(45, clause=3), en="Sickness benefit", unverified=ROUNDED
)
def sickness_amount(leave: SickLeave, law: Law) -> Money:
    """75% tiền lương chia 24 mỗi ngày; bệnh dài ngày: hết số ngày thì 50, 55 hoặc 65%."""
    if leave.is_officer_when_sick:
        return round_half_up(ratio(leave.sickness_base * leave.half_days, 48))
    full = leave.sickness_base * law.insurance.sickness.rate * leave.paid_half_days
    if leave.kind != SickLeaveKind.LONG_TERM:
        return round_half_up(ratio(full, 48))
    if leave.since < FIRST_DAY_OF_THE_LAW:
        return leave.long_term_amount
    lower = law.insurance.sickness.lower_rate.of(leave.person.compulsory_months)
    beyond = leave.sickness_base * lower * (leave.half_days - leave.paid_half_days)
    return round_half_up(ratio(full + beyond, 48))


@rule(LAW_58.article(28), en="Sickness benefit", name="sickness_amount", unverified=ROUNDED)
def sickness_amount_before_2025(leave: SickLeave, law: Law) -> Money:
    """75% tiền lương chia 24 mỗi ngày; bệnh dài ngày theo Thông tư 59/2015."""
    if leave.is_officer_when_sick:
        return round_half_up(ratio(leave.sickness_base * leave.half_days, 48))
    if leave.kind == SickLeaveKind.LONG_TERM:
        return leave.long_term_amount
    full = leave.sickness_base * law.insurance.sickness.rate * leave.paid_half_days
    return round_half_up(ratio(full, 48))


@benefit(
    LAW.article(42),
    LAW.article(45),
    code="insurance.sickness",
    name="Trợ cấp ốm đau",
    en="Sickness benefit",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
)
@benefit(
    LAW_58.article(25),
    LAW_58.article(28),
    code="insurance.sickness",
    name="Trợ cấp ốm đau",
    en="Sickness benefit",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
)
def sickness_benefit(person: Person, law: Law) -> Money:
    """Các lần nghỉ ốm kết thúc trong tháng."""
    return sum(
        leave.sickness_amount
        for leave in person.sick_leaves
        if first_of_month(leave.ended_on) == first_of_month(law.date)
    )


@rule(LAW.article(46, clause=2), LAW.article(60), en="Days of recovery that are paid")
@rule(LAW_58.article(29, clause=2), LAW_58.article(41), en="Days of recovery that are paid")
def paid_recovery_days(leave: RecoveryLeave, law: Law) -> int:
    """Số ngày dưỡng sức trong số ngày tối đa của năm."""
    return min(leave.days, max(0, law.insurance.recovery.days[leave.reason] - leave.days_used))


@benefit(
    LAW.article(46, clause=3),
    LAW.article(60, clause=3),
    code="insurance.recovery",
    name="Trợ cấp dưỡng sức, phục hồi sức khỏe",
    en="Recovery allowance after sickness or birth",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
)
@benefit(
    LAW_58.article(29, clause=3),
    LAW_58.article(41, clause=3),
    code="insurance.recovery",
    name="Trợ cấp dưỡng sức, phục hồi sức khỏe",
    en="Recovery allowance after sickness or birth",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
)
def recovery_allowance(person: Person, law: Law) -> Money:
    """30% mức tham chiếu (lương cơ sở) mỗi ngày."""
    days = sum(
        leave.paid_recovery_days
        for leave in person.recovery_leaves
        if first_of_month(leave.since) == first_of_month(law.date)
    )
    return law.insurance.reference_level * law.insurance.recovery.rate * days
