"""Nghị định 75/2021/NĐ-CP (sửa đổi bởi 55/2023, 77/2024): trợ cấp một lần, điều dưỡng, dụng cụ."""

from ansinh.engine import (
    Law,
    Money,
    benefit,
    document,
    first_of_month,
    ratio,
    round_down,
    round_half_up,
    rule,
    year_of,
)
from ansinh.law.facts.entities import MeritAid, MeritRelation, MeritTitle, Person
from ansinh.law.facts.merit_choices import AidItem, MeritKind, MeritKinship
from ansinh.law.merit.ordinance_02_2020_titles import HEROES

DECREE = document("75/2021/NĐ-CP")
DECREE_131 = document("131/2021/NĐ-CP")
ORDINANCE = document("02/2020/UBTVQH14")
ROUNDED_HALF_UP = "to the thousand by Decree 55/2023 Article 1(2); that a half goes up is assumed"
LEAST_INJURY, MOST_INJURY = 5, 20
ACTIVISTS = (MeritKind.ACTIVIST_PRE_1945, MeritKind.ACTIVIST_PRE_UPRISING)
ONCE_AFTER_DEATH = (
    *ACTIVISTS,
    MeritKind.HEROIC_MOTHER,
    *HEROES,
    MeritKind.IMPRISONED,
    MeritKind.RESISTANCE_ACTIVIST,
    MeritKind.HELPER_PRE_1945,
    MeritKind.HELPER_ORDER,
    MeritKind.HELPER_MEDAL,
)
LEGS = (
    AidItem.LEG_HIP,
    AidItem.LEG_ABOVE_KNEE,
    AidItem.LEG_KNEE,
    AidItem.LEG_BELOW_KNEE_CORSET,
    AidItem.LEG_BELOW_KNEE_STRAP,
    AidItem.LEG_ANKLE,
)
CHAIRS = (AidItem.TRICYCLE, AidItem.WHEELCHAIR)
AIDS_OF_ALL = (*CHAIRS, AidItem.CHAIR_UPKEEP, AidItem.GLASSES_AND_CANE)


# --- Điều 4, Phụ lục IV, VI: một lần ---


@rule(DECREE.article(4, clause=4), en="The once-only allowance was decided this month")
def is_decided_this_month(title: MeritTitle, law: Law) -> bool:
    """Quyết định trợ cấp một lần ký trong tháng: mức của tháng ký quyết định."""
    return first_of_month(law.date) <= title.decided_on <= law.date


@rule(
    DECREE.article(4, clause=4),
    en="Half years of resistance that count",
    unverified="read as amended by Decree 55/2023; before that the same rule is taken",
)
def half_years_of_resistance(title: MeritTitle) -> int:
    """Số nửa năm: tháng lẻ từ đủ 06 tháng tính 01 năm, dưới 06 tháng tính 06 tháng."""
    years = round_down(ratio(title.resistance_months, 12))
    odd = title.resistance_months - years * 12
    if odd == 0:
        return years * 2
    return years * 2 + (1 if odd < 6 else 2)


@rule(
    DECREE.article(note="Phụ lục IV.7"),
    DECREE.article(note="Phụ lục IV.8"),
    DECREE.article(note="Phụ lục VI"),
    en="Once-only allowance of the title in this month",
    unverified=ROUNDED_HALF_UP,
)
def once_only_amount(title: MeritTitle, law: Law) -> Money:
    """Thâm niên kháng chiến; Huy chương Kháng chiến; thương tật từ 5% đến 20%."""
    if not title.is_decided_this_month or not title.counts:
        return 0
    unit = law.merit.rounding
    if title.kind == MeritKind.RESISTANCE_ACTIVIST:
        twice = law.merit.standard * law.merit.resistance_year * title.half_years_of_resistance
        return round_half_up(ratio(twice, unit * 2)) * unit
    if title.kind == MeritKind.HELPER_MEDAL:
        return round_half_up(ratio(law.merit.standard * law.merit.helper_medal, unit)) * unit
    if title.kind != MeritKind.INJURED:
        return 0
    if title.injury_rate < LEAST_INJURY or title.injury_rate > MOST_INJURY:
        return 0
    return (
        round_half_up(ratio(law.merit.standard * law.merit.injury_once.of(title.injury_rate), unit))
        * unit
    )


@benefit(
    DECREE.article(4, clause=4),
    code="merit.once_only",
    name="Trợ cấp một lần của người có công",
    en="Once-only allowance of a person with merit",
    paid="once",
    payer="central budget",
    domain="merit",
)
def once_only_allowance(person: Person) -> Money:
    """Người hoạt động kháng chiến, có Huy chương Kháng chiến, bị thương từ 5% đến 20%."""
    return sum(title.once_only_amount for title in person.merit_titles)


@rule(
    DECREE.article(4, clause=4),
    DECREE_131.article(26, clause=2, point="a"),
    en="What the family is paid once is decided this month",
)
def is_family_paid_this_month(relation: MeritRelation, law: Law) -> bool:
    """Người được ủy quyền nhận; mức của tháng ký quyết định truy tặng, công nhận."""
    return (
        first_of_month(law.date) <= relation.once_only_on <= law.date
        and relation.receives_for_family
    )


@rule(
    DECREE.article(note="Phụ lục IV"),
    en="Once-only allowance of the family in this month",
    unverified=ROUNDED_HALF_UP,
)
def family_once_only_amount(relation: MeritRelation, law: Law) -> Money:
    """Liệt sĩ: Bằng Tổ quốc ghi công; diện khác: chết mà chưa hưởng chế độ, truy tặng."""
    if not relation.is_family_paid_this_month:
        return 0
    unit = law.merit.rounding
    if relation.kind in ACTIVISTS and relation.kinship == MeritKinship.WORSHIPPER:
        multiple = law.merit.once_only_worshipper[relation.kind]
        return round_half_up(ratio(law.merit.standard * multiple, unit)) * unit
    if relation.kind == MeritKind.MARTYR or (
        relation.kind in ONCE_AFTER_DEATH and relation.died_before_enjoying
    ):
        multiple = law.merit.once_only[relation.kind]
        return round_half_up(ratio(law.merit.standard * multiple, unit)) * unit
    return 0


@benefit(
    DECREE.article(note="Phụ lục IV"),
    code="merit.once_only_family",
    name="Trợ cấp một lần của thân nhân, người thờ cúng",
    en="Once-only allowance of the relatives or the worshipper",
    paid="once",
    payer="central budget",
    domain="merit",
)
def family_once_only_allowance(person: Person) -> Money:
    """Nhận thay mặt các thân nhân."""
    return sum(relation.family_once_only_amount for relation in person.merit_relations)


# --- Điều 6: điều dưỡng ---


@benefit(
    DECREE.article(6),
    DECREE_131.article(84),
    code="merit.convalescence",
    name="Điều dưỡng phục hồi sức khỏe",
    en="Convalescence",
    paid="yearly",
    payer="central budget",
    domain="merit",
    since="2022-01-01",
    unverified=ROUNDED_HALF_UP,
)
def convalescence(person: Person, law: Law) -> Money:
    """Tại nhà 0,9 lần, tập trung 1,8 lần mức chuẩn, mỗi năm hoặc hai năm một lần."""
    if person.convalescence_every == 0 or not person.is_alive:
        return 0
    if year_of(law.date) < person.convalescence_year + person.convalescence_every:
        return 0
    unit = law.merit.convalescence_rounding
    multiple = law.merit.convalescence_multiple[person.convalescence_form]
    return round_half_up(ratio(law.merit.convalescence_standard * multiple, unit)) * unit


# --- Điều 7, Phụ lục V: phương tiện trợ giúp, dụng cụ chỉnh hình ---


@rule(
    DECREE.article(7),
    DECREE_131.article(88),
    en="The person may be given this aid",
    since="2022-01-01",
    unverified="the lists of who gets a chair, glasses and cane alone were read in a digest",
)
def is_for_this_person(aid: MeritAid) -> bool:
    """Thương binh, bệnh binh: theo chỉ định; diện khác: xe lăn, xe lắc, kính và gậy."""
    if aid.person.is_war_invalid_or_sick_soldier:
        return True
    return aid.item in AIDS_OF_ALL and aid.person.may_have_chair


@rule(
    DECREE.article(note="Phụ lục V"),
    DECREE_131.article(89, clause=1, point="b"),
    en="Years that the aid has to last",
    since="2022-01-01",
)
def years_to_last(aid: MeritAid, law: Law) -> int:
    """Niên hạn; cấp cả chân giả và xe thì mỗi thứ 06 năm."""
    if (aid.item in LEGS and aid.person.has_chair) or (aid.item in CHAIRS and aid.person.has_leg):
        return law.merit.aid_years_with_leg
    return law.merit.aid_years[aid.item]


@rule(DECREE.article(7), en="Is prescribed a wheelchair or tricycle", since="2022-01-01")
def has_chair(person: Person) -> bool:
    """Được chỉ định xe lăn hoặc xe lắc."""
    return any(aid.item in CHAIRS for aid in person.merit_aids)


@rule(DECREE.article(7), en="Is prescribed an artificial leg", since="2022-01-01")
def has_leg(person: Person) -> bool:
    """Được chỉ định chân giả."""
    return any(aid.item in LEGS for aid in person.merit_aids)


@rule(DECREE.article(7), en="Money for this aid in this year", since="2022-01-01")
def aid_amount(aid: MeritAid, law: Law) -> Money:
    """Cấp một lần cho cả niên hạn khi đã hết niên hạn trước."""
    if aid.prescribed_on > law.date or not aid.is_for_this_person:
        return 0
    if year_of(law.date) < aid.paid_year + aid.years_to_last:
        return 0
    return law.merit.aid_price[aid.item]


@benefit(
    DECREE.article(7),
    DECREE.article(note="Phụ lục V"),
    code="merit.aids",
    name="Phương tiện trợ giúp, dụng cụ chỉnh hình",
    en="Orthopaedic aids",
    paid="once",
    payer="central budget",
    domain="merit",
    since="2022-01-01",
)
def aids(person: Person) -> Money:
    """Tiền mua các phương tiện, dụng cụ đến hạn."""
    if not person.is_alive:
        return 0
    return sum(aid.aid_amount for aid in person.merit_aids)


@rule(DECREE.article(7, clause=2), en="Travel for this aid in this month", since="2022-01-01")
def aid_travel_amount(aid: MeritAid, law: Law) -> Money:
    """Đi lại và tiền ăn khi đi làm dụng cụ, mỗi niên hạn có mức tối đa."""
    if not first_of_month(law.date) <= aid.travelled_on <= law.date:
        return 0
    return min(law.merit.aid_travel_per_km * aid.travel_distance, law.merit.aid_travel_most)


@benefit(
    DECREE.article(7, clause=2),
    code="merit.aid_travel",
    name="Hỗ trợ đi lại, tiền ăn khi đi làm dụng cụ chỉnh hình",
    en="Travel and meals to have an aid made",
    paid="once",
    payer="central budget",
    domain="merit",
    since="2022-01-01",
)
def aid_travel(person: Person) -> Money:
    """Người được chỉ định phương tiện, dụng cụ."""
    return sum(aid.aid_travel_amount for aid in person.merit_aids if aid.is_for_this_person)


# --- Điều 13(3): ăn thêm ngày lễ, tết ---


@benefit(
    DECREE.article(13, clause=3),
    code="merit.festival_meals",
    name="Ăn thêm ngày lễ, tết của thương binh, bệnh binh từ 81%",
    en="Better meals on holidays from 81 %",
    paid="yearly",
    payer="central budget",
    domain="merit",
    since="2022-01-01",
)
def festival_meals(person: Person, law: Law) -> Money:
    """200.000 đồng mỗi ngày lễ, tết, 27/7, 22/12."""
    if not person.is_severe_invalid_or_soldier:
        return 0
    return law.merit.festival_meal * law.merit.festival_days
