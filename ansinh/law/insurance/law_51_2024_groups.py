"""Luật Bảo hiểm y tế, Điều 12 và 13 (sửa bởi Luật 51/2024/QH15): nhóm tham gia, thứ tự nhóm.

A group is written as clause × 100 + the place of its point in Article 12 (a 1, b 2 … đ 5 … u 20):
314 is point o of clause 3. Groups above 20 are those that Decree 188/2025 Article 5 adds.
"""

from ansinh.engine import Law, document, months_between, rule
from ansinh.law.facts.choices import AreaClass, Ethnicity
from ansinh.law.facts.entities import HealthRegistration, Person
from ansinh.law.facts.insurance import GrantKind

LAW = document("25/2008/QH12")
LAW_51 = document("51/2024/QH15")
DECREE_146 = document("146/2018/NĐ-CP")
DECREE_188 = document("188/2025/NĐ-CP")
ORDER = "points before July 2025 were lettered otherwise; the order of the groups is the same"
NOBODY = 999
PENSIONER, WORK_ACCIDENT, FORMER_OFFICIAL, UNEMPLOYED = 201, 202, 203, 204
MERIT, CHILD, MARTYR_RELATIVE, MERIT_RELATIVE = 306, 308, 309, 310
POOR, SOCIAL_ALLOWANCE, SOCIAL_PENSIONER, GAP = 314, 317, 319, 320
NEAR_POOR, LAST_SUBSIDISED, HOUSEHOLD = 401, 498, 501


@rule(LAW.article(12), DECREE_188.article(9), en="Is on the list on the day")
def is_registered_now(entry: HealthRegistration, law: Law) -> bool:
    """Có tên trong danh sách vào ngày xét."""
    return entry.since <= law.date < entry.until


@rule(LAW.article(12), LAW_51.article(1), en="First group by the lists", unverified=ORDER)
def registered_group(person: Person, law: Law) -> int:
    """Nhóm đứng trước nhất theo các danh sách."""
    return min(
        (
            law.insurance.health.code[entry.group]
            for entry in person.health_registrations
            if entry.is_registered_now
        ),
        default=NOBODY,
    )


@rule(LAW.article(12, clause=1), LAW_51.article(1), en="Group by the job", unverified=ORDER)
def job_group(person: Person, law: Law) -> int:
    """Nhóm theo hợp đồng, công việc; người hoạt động không chuyên trách xếp sau các nhóm khác."""
    return min(
        (
            law.insurance.health.code_of_job[period.category]
            for period in person.insurance_periods
            if period.since <= law.date < period.until
        ),
        default=NOBODY,
    )


@rule(LAW.article(12, clause=2), LAW.article(13, clause=5), en="Group by a pension or allowance")
def grant_group(person: Person, law: Law) -> int:
    """Người hưởng lương hưu, mất sức; tai nạn lao động; cán bộ xã nghỉ việc."""
    if any(
        grant.kind in (GrantKind.RETIREMENT, GrantKind.LOST_CAPACITY)
        for grant in person.pension_grants
        if grant.started_on <= law.date < grant.until
    ):
        return PENSIONER
    if any(
        grant.kind == GrantKind.FORMER_COMMUNE_OFFICIAL
        for grant in person.pension_grants
        if grant.started_on <= law.date < grant.until
    ):
        return FORMER_OFFICIAL
    if any(grant.started_on <= law.date < grant.until for grant in person.pension_grants):
        return WORK_ACCIDENT
    return NOBODY


@rule(LAW.article(12, clause=3, point="h"), en="Is a child under six", unverified=ORDER)
def is_child_under_6(person: Person, law: Law) -> bool:
    """Trẻ em dưới 72 tháng tuổi."""
    return months_between(person.birth_date, law.date) < 72


@rule(
    LAW.article(12, clause=3, point="o"),
    LAW_51.article(1),
    en="Poor, minority or living where it is especially difficult",
    unverified=ORDER,
)
def is_covered_by_place(person: Person) -> bool:
    """Hộ nghèo; sống ở nơi đặc biệt khó khăn; dân tộc thiểu số cận nghèo hoặc ở vùng khó khăn."""
    if person.household.is_poor or person.household.lives_in_especially_difficult_area:
        return True
    if person.ethnicity == Ethnicity.KINH:
        return False
    return person.household.is_near_poor and person.household.region_class != AreaClass.OUTSIDE


@rule(
    LAW.article(12, clause=3),
    LAW_51.article(1),
    en="Group paid by the budget that the registry shows",
    unverified=ORDER,
)
def budget_group(person: Person) -> int:
    """Người có công, trẻ em, thân nhân, người nghèo, người hưởng trợ cấp xã hội."""
    if person.is_person_with_merit or person.merit_allowance > 0:
        return MERIT
    if person.is_child_under_6:
        return CHILD
    if person.merit_health_group == 1:
        return MARTYR_RELATIVE
    if person.merit_health_group == 2:
        return MERIT_RELATIVE
    if person.is_covered_by_place:
        return POOR
    if person.is_entitled_to_monthly_allowance or person.is_entitled_to_upkeep:
        return SOCIAL_ALLOWANCE
    return NOBODY


@rule(
    LAW.article(12, clause=3, point="t"),
    LAW.article(12, clause=3, point="u"),
    LAW.article(13, clause=5),
    en="Group of an elder whom the budget pays for before any job",
)
def elder_group(person: Person) -> int:
    """Người hưởng hưu trí xã hội, trợ cấp Điều 23 Luật BHXH: do ngân sách đóng trước nhóm khác."""
    if person.is_social_pensioner:
        return SOCIAL_PENSIONER
    if person.gap_allowance > 0:
        return GAP
    return NOBODY


@rule(LAW.article(13, clause=5), LAW_51.article(1), en="Group by which the person is insured")
def health_group(person: Person) -> int:
    """Nhóm hưu trí, nhóm người cao tuổi trước; rồi theo thứ tự của Điều 12; sau cùng theo hộ."""
    if person.grant_group in (PENSIONER, FORMER_OFFICIAL):
        return person.grant_group
    if person.elder_group != NOBODY:
        return person.elder_group
    unemployed = UNEMPLOYED if person.unemployment_benefit > 0 else NOBODY
    near_poor = NEAR_POOR if person.household.is_near_poor else NOBODY
    first = min(person.job_group, person.registered_group, person.grant_group, unemployed)
    return min(first, person.budget_group, near_poor, HOUSEHOLD)
