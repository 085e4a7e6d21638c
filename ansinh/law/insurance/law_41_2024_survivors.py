"""Luật Bảo hiểm xã hội 41/2024/QH15, Điều 85–92, 109–112 (trước đó 58/2014/QH13): tử tuất.

What is due on a death in one sum stands with the deceased; monthly allowances with the survivors.
"""

from ansinh.engine import (
    Law,
    Money,
    benefit,
    document,
    first_of_month,
    first_of_next_month,
    months_between,
    ratio,
    round_half_up,
    rule,
    years_between,
)
from ansinh.law.facts.choices import Sex
from ansinh.law.facts.entities import Person, SurvivorClaim
from ansinh.law.facts.insurance import GrantKind
from ansinh.law.facts.insurance_claims import SurvivorKind

LAW_58 = document("58/2014/QH13")
LAW = document("41/2024/QH15")
DECREE_158 = document("158/2025/NĐ-CP")
ROUNDED = "no text names the rounding to the đồng"
MOST_SURVIVORS = 4


@rule(LAW.article(85, clause=1), en="Drew a pension or allowance at the death")
@rule(LAW_58.article(66, clause=1), en="Drew a pension or allowance at the death")
def had_grant_at_death(person: Person) -> bool:
    """Đang hưởng lương hưu, trợ cấp hằng tháng khi chết."""
    return any(
        grant.started_on <= person.death_date < grant.until for grant in person.pension_grants
    )


@rule(
    LAW.article(85),
    LAW.article(109),
    DECREE_158.article(21),
    en="Leaves a right to the funeral grant",
)
@rule(LAW_58.article(66), LAW_58.article(80), en="Leaves a right to the funeral grant")
def leaves_funeral_grant(person: Person) -> bool:
    """Đủ 12 tháng bắt buộc, hoặc 60 tháng cả hai loại, hoặc đang hưởng hằng tháng."""
    return (
        person.compulsory_months >= 12 or person.insured_months >= 60 or person.had_grant_at_death
    )


@benefit(
    LAW.article(85, clause=2),
    LAW.article(109, clause=2),
    code="insurance.funeral",
    name="Trợ cấp mai táng",
    en="Funeral grant",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
)
@benefit(
    LAW_58.article(66, clause=2),
    LAW_58.article(80, clause=2),
    code="insurance.funeral",
    name="Trợ cấp mai táng",
    en="Funeral grant",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
)
def funeral_grant(person: Person, law: Law) -> Money:
    """10 lần mức tham chiếu (lương cơ sở) của tháng chết."""
    if first_of_month(person.death_date) != first_of_month(law.date):
        return 0
    if not person.leaves_funeral_grant:
        return 0
    return law.insurance.reference_level * law.insurance.survivors.funeral


@rule(LAW.article(86, clause=1), en="Leaves a right to monthly allowances")
@rule(LAW_58.article(67, clause=1), en="Leaves a right to monthly allowances")
def leaves_monthly_right(person: Person) -> bool:
    """Đủ 15 năm đóng bắt buộc, hoặc đang hưởng lương hưu."""
    return person.compulsory_months >= 180 or any(
        grant.kind == GrantKind.RETIREMENT and grant.started_on <= person.death_date < grant.until
        for grant in person.pension_grants
    )


@rule(
    LAW.article(86, clause=3),
    LAW.article(86, clause=3),
    en="Has an income that rules the allowance out",
)
@rule(LAW_58.article(67, clause=3), en="Has an income that rules the allowance out")
def has_survivor_income(claim: SurvivorClaim, law: Law) -> bool:
    """Có tiền lương đóng bảo hiểm, hoặc lương hưu, trợ cấp từ mức tham chiếu."""
    return (
        any(
            period.is_compulsory and period.since <= law.date < period.until
            for period in claim.person.insurance_periods
        )
        or sum(
            grant.amount
            for grant in claim.person.pension_grants
            if grant.started_on <= law.date < grant.until
        )
        >= law.insurance.reference_level
    )


@rule(LAW.article(86, clause=2), en="Is old enough to be a survivor")
def is_old_survivor(claim: SurvivorClaim, law: Law) -> bool:
    """Vợ, chồng, cha, mẹ từ tuổi nghỉ hưu."""
    return months_between(claim.person.birth_date, law.date) >= claim.person.retirement_age


@rule(LAW_58.article(67, clause=2), en="Is old enough to be a survivor", name="is_old_survivor")
def is_old_survivor_before_2025(claim: SurvivorClaim, law: Law) -> bool:
    """Vợ, mẹ từ đủ 55 tuổi; chồng, cha từ đủ 60 tuổi."""
    age = years_between(claim.person.birth_date, law.date)
    if claim.person.sex == Sex.FEMALE:
        return age >= 55
    return age >= 60


@rule(LAW.article(86, clause=2), LAW.article(86, clause=3), en="Is a survivor with a right")
@rule(LAW_58.article(67, clause=2), LAW_58.article(67, clause=3), en="Is a survivor with a right")
def is_survivor(claim: SurvivorClaim, law: Law) -> bool:
    """Con dưới 18 tuổi; con suy giảm từ 81%, vợ chồng, cha mẹ đủ tuổi, mà không có thu nhập."""
    age = years_between(claim.person.birth_date, law.date)
    if claim.kind == SurvivorKind.CHILD and age < 18:
        return True
    if claim.has_survivor_income:
        return False
    if claim.person.capacity_loss >= 81:
        return True
    return claim.kind != SurvivorKind.CHILD and claim.is_old_survivor


@rule(LAW.article(87), en="Monthly allowance of the claim", unverified=ROUNDED)
@rule(LAW_58.article(68), en="Monthly allowance of the claim", unverified=ROUNDED)
def survivor_amount(claim: SurvivorClaim, law: Law) -> Money:
    """50% mức tham chiếu, không người nuôi dưỡng: 70%; tối đa 4 thân nhân; 2 người chết: 2 lần."""
    if law.date < first_of_next_month(claim.deceased.death_date) or claim.place > MOST_SURVIVORS:
        return 0
    if not (claim.by_work_accident or claim.deceased.leaves_monthly_right):
        return 0
    if not claim.is_survivor:
        return 0
    rate = (
        law.insurance.survivors.rate_without_carer
        if claim.has_no_carer
        else law.insurance.survivors.rate
    )
    return round_half_up(law.insurance.reference_level * rate * min(2, claim.deaths))


@benefit(
    LAW.article(86),
    LAW.article(87),
    code="insurance.survivor",
    name="Trợ cấp tuất hằng tháng",
    en="Monthly survivor allowance",
    paid="monthly",
    payer="social insurance fund",
    domain="insurance",
)
@benefit(
    LAW_58.article(67),
    LAW_58.article(68),
    code="insurance.survivor",
    name="Trợ cấp tuất hằng tháng",
    en="Monthly survivor allowance",
    paid="monthly",
    payer="social insurance fund",
    domain="insurance",
)
def survivor_allowance(person: Person, law: Law) -> Money:
    """Thân nhân của người chết, từ tháng liền kề sau tháng chết."""
    if person.death_date <= law.date:
        return 0
    return max((claim.survivor_amount for claim in person.survivor_claims), default=0)


@rule(LAW.article(89), LAW.article(111), en="Once-only survivor payment", unverified=ROUNDED)
def survivor_pay(person: Person) -> Money:
    """Theo số năm, ít nhất 3 tháng bình quân (tự nguyện dưới 60 tháng: 22%); hưu trí: trừ dần."""
    if person.has_pension_on_file:
        received = months_between(person.pensioner_since, first_of_next_month(person.death_date))
        half_months = max(6, 96 - max(0, received - 2))
        return round_half_up(ratio(person.pension_with_increases * half_months, 2))
    if person.compulsory_months > 0:
        return max(person.pay_for_years, person.average_base * 3)
    if person.insured_months < 60:
        return person.contributions_paid
    return person.pay_for_years


@rule(
    LAW_58.article(70),
    LAW_58.article(82),
    en="Once-only survivor payment",
    name="survivor_pay",
    unverified=ROUNDED,
)
def survivor_pay_before_2025(person: Person) -> Money:
    """Theo số năm đóng, ít nhất 3 tháng bình quân; người hưu trí: 48 tháng trừ dần, ít nhất 3."""
    if person.has_pension_on_file:
        received = months_between(person.pensioner_since, first_of_next_month(person.death_date))
        half_months = max(6, 96 - max(0, received - 2))
        return round_half_up(ratio(person.pension_with_increases * half_months, 2))
    if person.compulsory_months > 0:
        return max(person.pay_for_years, person.average_base * 3)
    return person.pay_for_years


@benefit(
    LAW.article(88),
    LAW.article(89),
    LAW.article(110),
    code="insurance.survivor_one_off",
    name="Trợ cấp tuất một lần",
    en="Once-only survivor payment",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
    on_request=True,
)
@benefit(
    LAW_58.article(69),
    LAW_58.article(70),
    LAW_58.article(81),
    code="insurance.survivor_one_off",
    name="Trợ cấp tuất một lần",
    en="Once-only survivor payment",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
    on_request=True,
)
def survivor_one_off(person: Person, law: Law) -> Money:
    """Khi thân nhân đề nghị, trong tháng đề nghị."""
    if law.date < person.death_date:
        return 0
    if any(
        first_of_month(request.requested_on) == first_of_month(law.date)
        for request in person.survivor_one_offs
    ):
        return person.survivor_pay
    return 0
