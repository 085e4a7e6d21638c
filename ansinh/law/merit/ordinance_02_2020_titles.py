"""Pháp lệnh 02/2020/UBTVQH14, Điều 3, 6 và 53 đến 55: danh hiệu nào được tính vào ngày xét.

A title is a decision on record: whether the conditions of recognition were met is not judged here.
"""

from ansinh.engine import Law, document, first_of_month, rule
from ansinh.law.facts.entities import MeritRelation, MeritTitle, Person
from ansinh.law.facts.merit_choices import MeritKind

ORDINANCE = document("02/2020/UBTVQH14")
DECREE_131 = document("131/2021/NĐ-CP")

WAR_INVALIDS = (MeritKind.WAR_INVALID, MeritKind.WAR_INVALID_POLICY, MeritKind.WAR_INVALID_B)
BY_RATE = (*WAR_INVALIDS, MeritKind.SICK_SOLDIER, MeritKind.AGENT_ORANGE)
HEROES = (MeritKind.HERO_ARMED_FORCES, MeritKind.HERO_LABOUR)
HELPERS = (MeritKind.HELPER_PRE_1945, MeritKind.HELPER_ORDER, MeritKind.HELPER_MEDAL)
WITH_OTHER_REGIMES = (
    MeritKind.ACTIVIST_PRE_1945,
    MeritKind.ACTIVIST_PRE_UPRISING,
    MeritKind.RESISTANCE_ACTIVIST,
)
NO_TITLE = (MeritKind.MARTYR, MeritKind.INJURED)


@rule(ORDINANCE.article(3, clause=1), en="The decision counts on the day")
def is_held(title: MeritTitle, law: Law) -> bool:
    """Hưởng từ tháng ghi trong quyết định, chưa bị đình chỉ, chấm dứt, thu hồi."""
    return first_of_month(title.since) <= law.date < title.until


@rule(ORDINANCE.article(11, clause=2), en="Is an activist before 1945")
def is_activist_before_1945(person: Person) -> bool:
    """Người hoạt động cách mạng trước ngày 01/01/1945."""
    return any(
        title.kind == MeritKind.ACTIVIST_PRE_1945 for title in person.merit_titles if title.is_held
    )


@rule(ORDINANCE.article(39, clause=4), en="Enjoys the regime of an activist")
def enjoys_activist_regime(person: Person) -> bool:
    """Đang hưởng chế độ người hoạt động cách mạng hoặc người hoạt động kháng chiến."""
    return any(title.kind in WITH_OTHER_REGIMES for title in person.merit_titles if title.is_held)


@rule(
    ORDINANCE.article(3, clause=1),
    ORDINANCE.article(11, clause=2),
    ORDINANCE.article(39, clause=4),
    en="The title gives something: none that the law puts before it is held",
)
def counts(title: MeritTitle) -> bool:
    """Danh hiệu được tính: không bị một danh hiệu khác của cùng người loại trừ."""
    if not title.is_held:
        return False
    if title.kind == MeritKind.ACTIVIST_PRE_UPRISING:
        return not title.person.is_activist_before_1945
    if title.kind in HELPERS:
        return not title.person.enjoys_activist_regime
    return True


@rule(
    ORDINANCE.article(54, clause=1),
    ORDINANCE.article(55),
    DECREE_131.article(120),
    en="May be paid this month: lives in it and serves no sentence",
)
def can_draw_merit(person: Person, law: Law) -> bool:
    """Còn sống trong tháng và không đang chấp hành án phạt tù."""
    return first_of_month(law.date) <= person.death_date and not person.is_serving_sentence


@rule(ORDINANCE.article(6, clause=3), en="The title is paid this month")
def is_paid(title: MeritTitle) -> bool:
    """Danh hiệu được tính và người có công được chi trả trong tháng."""
    return title.counts and title.person.can_draw_merit


@rule(ORDINANCE.article(6, clause=3), en="Holds a title that is paid this month")
def holds_paid_title(person: Person) -> bool:
    """Có danh hiệu người có công được chi trả trong tháng."""
    return any(title.is_paid for title in person.merit_titles)


@rule(ORDINANCE.article(3, clause=1), en="Is a person with merit")
def is_person_with_merit(person: Person) -> bool:
    """Người có công với cách mạng thuộc một diện của Điều 3."""
    return any(title.kind not in NO_TITLE for title in person.merit_titles if title.counts)


@rule(ORDINANCE.article(18, clause=1), en="Is a Heroic Mother")
def is_heroic_mother(person: Person) -> bool:
    """Bà mẹ Việt Nam anh hùng."""
    return any(
        title.kind == MeritKind.HEROIC_MOTHER for title in person.merit_titles if title.is_held
    )


@rule(
    ORDINANCE.article(3, clause=2),
    ORDINANCE.article(54, clause=1),
    en="The relation counts on the day",
)
def is_relation_now(relation: MeritRelation, law: Law) -> bool:
    """Quan hệ thân nhân còn được tính, quyền lợi không bị tạm đình chỉ vào ngày xét."""
    return (
        law.date < relation.until and not relation.is_suspended and relation.person.can_draw_merit
    )
