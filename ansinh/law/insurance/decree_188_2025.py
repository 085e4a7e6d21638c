"""Nghị định 188/2025/NĐ-CP (trước đó 146/2018/NĐ-CP): mức đóng và mức hưởng bảo hiểm y tế."""

from ansinh.engine import (
    Law,
    Money,
    Rate,
    benefit,
    document,
    first_of_month,
    ratio,
    round_half_up,
    rule,
)
from ansinh.law.facts.entities import HealthVisit, Person
from ansinh.law.facts.insurance_health import FacilityTier
from ansinh.law.insurance.law_51_2024_groups import (
    LAST_SUBSIDISED,
    NEAR_POOR,
    SOCIAL_PENSIONER,
)

LAW = document("25/2008/QH12")
LAW_51 = document("51/2024/QH15")
DECREE_146 = document("146/2018/NĐ-CP")
DECREE = document("188/2025/NĐ-CP")
RESOLUTION_261 = document("261/2025/QH15")
ROUNDED = "no text names the rounding to the đồng"


# --- who pays how much --------------------------------------------------------------------------


@rule(
    LAW.article(13),
    DECREE_146.article(7),
    DECREE.article(6),
    en="Monthly contribution",
    unverified=ROUNDED,
)
def health_premium(person: Person, law: Law) -> Money:
    """4,5% mức lương cơ sở."""
    return round_half_up(law.insurance.reference_level * law.insurance.health.rate)


@rule(
    LAW.article(13, clause=5),
    DECREE_146.article(8),
    DECREE.article(6, clause=6),
    en="Share that the State supports",
)
def health_support_rate(person: Person, law: Law) -> Rate:
    """Mức hỗ trợ cao nhất của các nhóm được hỗ trợ mà người đó thuộc."""
    listed = max(
        (
            law.insurance.health.support[entry.group]
            for entry in person.health_registrations
            if entry.is_registered_now
        ),
        default=0,
    )
    near_poor = law.insurance.health.support_near_poor if person.household.is_near_poor else 0
    return max(listed, near_poor)


@rule(LAW.article(13), DECREE_146.article(7), DECREE.article(6), en="Place in the household")
def household_place(person: Person) -> int:
    """Thứ tự của người đó trong số thành viên tham gia theo hộ."""
    return max(
        (entry.place for entry in person.health_registrations if entry.is_registered_now), default=1
    )


@rule(
    LAW.article(13),
    DECREE_146.article(7),
    DECREE.article(6),
    en="The person pays a month",
    unverified=ROUNDED,
)
def own_health_payment(person: Person, law: Law) -> Money:
    """Nhóm 1: theo lương; nhóm 2, 3: không đóng; nhóm 4: phần còn lại; hộ gia đình: giảm dần."""
    if person.health_group < 200 or person.health_group == 499:
        return sum(
            period.own_health_contribution
            for period in person.insurance_periods
            if period.since <= law.date < period.until
        )
    if person.health_group < 400:
        return 0
    if person.health_group <= LAST_SUBSIDISED:
        return person.health_premium - round_half_up(
            person.health_premium * person.health_support_rate
        )
    return round_half_up(
        person.health_premium * law.insurance.health.household.of(person.household_place)
    )


@rule(
    LAW.article(13),
    DECREE_146.article(8),
    DECREE.article(6),
    en="The State pays a month",
    unverified=ROUNDED,
)
def state_health_payment(person: Person) -> Money:
    """Nhóm 3: toàn bộ; nhóm 4: phần hỗ trợ."""
    if 300 <= person.health_group < 400:
        return person.health_premium
    if NEAR_POOR <= person.health_group <= LAST_SUBSIDISED:
        return round_half_up(person.health_premium * person.health_support_rate)
    return 0


@benefit(
    LAW.article(13),
    DECREE_146.article(8),
    DECREE.article(6),
    code="insurance.health_premium",
    name="Nhà nước đóng, hỗ trợ đóng bảo hiểm y tế",
    en="The State pays the health insurance contribution, or part of it",
    paid="monthly",
    payer="state budget",
    domain="insurance",
    unit="VND waived",
    kind="exemption",
    unverified=ROUNDED,
)
def health_premium_support(person: Person, law: Law) -> Money:
    """Phần Nhà nước đóng hoặc hỗ trợ trong tiền đóng hằng tháng."""
    return 0 if person.death_date <= law.date else person.state_health_payment


# --- what the fund pays -------------------------------------------------------------------------


@rule(LAW.article(22, clause=2), RESOLUTION_261.article(2), DECREE.article(15), en="Benefit level")
def health_level(person: Person, law: Law) -> Rate:
    """Mức hưởng cao nhất trong các nhóm mà người đó thuộc."""
    listed = max(
        (
            law.insurance.health.level[entry.group]
            for entry in person.health_registrations
            if entry.is_registered_now
        ),
        default=0,
    )
    by_group = max(
        law.insurance.health.level_of_group.of(person.health_group),
        law.insurance.health.level_of_group.of(person.budget_group),
    )
    near_poor = (
        law.insurance.health.level_of_group.of(NEAR_POOR) if person.household.is_near_poor else 0
    )
    job_or_grant = max(
        law.insurance.health.level_of_group.of(person.grant_group),
        law.insurance.health.level_of_group.of(person.job_group),
    )
    social_pension = (
        law.insurance.health.level_of_social_pensioner
        if person.elder_group == SOCIAL_PENSIONER and person.age >= 75
        else 0
    )
    return max(listed, by_group, near_poor, job_or_grant, social_pension)


@rule(
    LAW.article(22, clause=1),
    DECREE.article(18),
    en="Own payments of the year are above six months' base salary",
    since="2027-01-01",
)
@rule(
    LAW.article(22, clause=1),
    DECREE_146.article(27, clause=3),
    en="Own payments of the year are above six months' base salary",
    until="2026-07-01",
)
def has_paid_enough(visit: HealthVisit, law: Law) -> bool:
    """Cùng chi trả trong năm lớn hơn 6 tháng lương cơ sở."""
    return (
        visit.paid_before_change + visit.paid_since
        > law.insurance.reference_level * law.insurance.health.months_of_own_payment
    )


@rule(
    DECREE.article(18, clause=2, point="c"),
    en="Own payments of the year 2026 are above six months' base salary",
    since="2026-07-01",
    until="2027-01-01",
    name="has_paid_enough",
)
def has_paid_enough_in_2026(visit: HealthVisit, law: Law) -> bool:
    """Lương cơ sở đổi trong năm: (6 trừ số tháng đã đủ theo mức cũ) nhân mức mới."""
    still_due = law.insurance.reference_level * law.insurance.health.months_of_own_payment - (
        round_half_up(
            ratio(
                visit.paid_before_change * law.insurance.health.new_base_salary,
                law.insurance.health.old_base_salary,
            )
        )
    )
    return visit.paid_since > still_due


@rule(LAW.article(22, clause=1), DECREE.article(17, clause=1), en="Level of the visit")
def level_of_visit(visit: HealthVisit, law: Law) -> Rate:
    """100% khi chi phí dưới 15% lương cơ sở, ở cấp ban đầu, hoặc đủ 5 năm và đủ cùng chi trả."""
    if visit.cost < law.insurance.reference_level * law.insurance.health.small_cost:
        return 1
    if visit.tier == FacilityTier.PRIMARY:
        return 1
    if visit.has_five_years and visit.has_paid_enough:
        return 1
    return visit.person.health_level


@rule(
    LAW.article(22, clause=4),
    LAW.article(22, clause=5),
    DECREE.article(19),
    en="Share of the level that is paid there",
)
def place_rate(visit: HealthVisit, law: Law) -> Rate:
    """Cấp cứu, đúng nơi đăng ký, bệnh hiếm: toàn bộ; nơi khác: theo cấp, nội trú hay ngoại trú."""
    if visit.is_emergency or visit.has_rare_disease or visit.is_at_registered_place:
        return 1
    if visit.is_inpatient:
        return law.insurance.health.inpatient_elsewhere[visit.tier]
    return law.insurance.health.outpatient_elsewhere[visit.tier]


@rule(LAW.article(21), LAW.article(22), en="The fund pays for the visit", unverified=ROUNDED)
def fund_pays(visit: HealthVisit, law: Law) -> Money:
    """Chi phí và vật tư (tối đa 45 tháng lương cơ sở) nhân mức hưởng nhân tỷ lệ của nơi khám."""
    most = law.insurance.reference_level * law.insurance.health.months_of_supplies
    at_level = round_half_up((visit.cost + min(visit.supplies, most)) * visit.level_of_visit)
    return round_half_up(at_level * visit.place_rate)


@rule(
    LAW.article(21, clause=1, point="b"),
    DECREE_146.article(13),
    DECREE.article(14),
    en="The fund pays for the transfer",
    unverified="article of Decree 146/2018 from memory",
)
def transport_pays(visit: HealthVisit, law: Law) -> Money:
    """0,2 lít xăng mỗi km một chiều, khi nội trú hoặc cấp cứu, cho các nhóm được thanh toán."""
    if not (visit.is_inpatient or visit.is_emergency):
        return 0
    if law.insurance.health.transport_of_group.of(visit.person.health_group) == 0:
        return 0
    return round_half_up(
        visit.petrol_price * law.insurance.health.petrol_for_a_km * visit.transport_km
    )


@benefit(
    LAW.article(22),
    DECREE.article(17),
    code="insurance.health_visit",
    name="Quỹ bảo hiểm y tế thanh toán khám bệnh, chữa bệnh",
    en="Health fund's payment for visits",
    paid="once",
    payer="health insurance fund",
    domain="insurance",
)
def health_visit_payment(person: Person, law: Law) -> Money:
    """Các lần khám bệnh, chữa bệnh trong tháng."""
    return sum(
        visit.fund_pays + visit.transport_pays
        for visit in person.health_visits
        if first_of_month(visit.visited_on) == first_of_month(law.date)
    )
