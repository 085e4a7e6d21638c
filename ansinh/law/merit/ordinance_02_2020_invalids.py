"""Pháp lệnh 02/2020/UBTVQH14, Điều 24, 27, 30: thương binh, bệnh binh, nhiễm chất độc hóa học."""

from ansinh.engine import Law, Money, benefit, document, rule
from ansinh.law.facts.assistance import FacilityStay
from ansinh.law.facts.entities import MeritTitle, Person
from ansinh.law.facts.merit_choices import MeritKind
from ansinh.law.merit.ordinance_02_2020_titles import BY_RATE

ORDINANCE = document("02/2020/UBTVQH14")
DECREE_75 = document("75/2021/NĐ-CP")
DECREE_131 = document("131/2021/NĐ-CP")
BY_TABLE_II = (MeritKind.WAR_INVALID, MeritKind.WAR_INVALID_POLICY)
LEAST_OF_AN_INVALID = 21
LEAST_OF_A_SICK_SOLDIER = 41
LEAST_ABOVE_REPRODUCTIVE_HARM = 61
SEVERE = 81
CHOICE_IS_THE_HIGHER = "point đ lets the person choose; the higher is taken for the choice"


# --- 30(1)(c), (d), (đ): bệnh binh đồng thời nhiễm chất độc hóa học ---


@rule(ORDINANCE.article(27, clause=1), en="Is a sick soldier")
def is_sick_soldier(person: Person) -> bool:
    """Bệnh binh."""
    return any(
        title.kind == MeritKind.SICK_SOLDIER for title in person.merit_titles if title.counts
    )


@rule(ORDINANCE.article(29, clause=1), en="Harmed in reproduction by the chemicals")
def has_reproductive_ground(person: Person) -> bool:
    """Vô sinh hoặc sinh con dị dạng, dị tật (điểm b, c khoản 1 Điều 29)."""
    return any(
        title.has_reproductive_harm
        for title in person.merit_titles
        if title.counts and title.kind == MeritKind.AGENT_ORANGE
    )


@rule(ORDINANCE.article(30, clause=1, point="c"), en="Combined rate found by the board")
def combined_board_rate(person: Person) -> int:
    """Tỷ lệ tổng hợp bệnh binh và bệnh do chất độc hóa học."""
    return max(
        (
            title.combined_rate
            for title in person.merit_titles
            if title.counts and title.kind == MeritKind.AGENT_ORANGE
        ),
        default=0,
    )


@rule(ORDINANCE.article(30, clause=1, point="c"), en="What the combined rate gives a month")
def combined_amount(person: Person, law: Law) -> Money:
    """Một trợ cấp theo tỷ lệ tổng hợp, và phụ cấp từ 81%."""
    rate = person.combined_board_rate
    if rate < LEAST_OF_A_SICK_SOLDIER:
        return 0
    supplement = law.merit.supplement_81[MeritKind.SICK_SOLDIER] if rate >= SEVERE else 0
    return law.merit.sick_soldier.of(rate) + supplement


@rule(ORDINANCE.article(30, clause=1, point="d"), en="What two separate allowances give a month")
def separate_amount(person: Person, law: Law) -> Money:
    """Trợ cấp, phụ cấp bệnh binh cộng trợ cấp mức 41%-60% của người nhiễm chất độc hóa học."""
    rate = max(
        (
            title.injury_rate
            for title in person.merit_titles
            if title.counts and title.kind == MeritKind.SICK_SOLDIER
        ),
        default=0,
    )
    if rate < LEAST_OF_A_SICK_SOLDIER:
        return 0
    supplement = law.merit.supplement_81[MeritKind.SICK_SOLDIER] if rate >= SEVERE else 0
    of_reproductive_harm = law.merit.agent_orange.of(LEAST_OF_A_SICK_SOLDIER)
    return law.merit.sick_soldier.of(rate) + supplement + of_reproductive_harm


@rule(
    ORDINANCE.article(30, clause=1, point="đ"),
    DECREE_131.article(58, clause=2),
    en="Is paid by the combined rate",
    unverified=CHOICE_IS_THE_HIGHER,
)
def is_paid_by_combined_rate(person: Person) -> bool:
    """Bệnh binh nhiễm chất độc hóa học hưởng một trợ cấp theo tỷ lệ tổng hợp."""
    if not person.is_sick_soldier or person.combined_amount == 0:
        return False
    if not person.has_reproductive_ground:
        return True
    return person.combined_amount > person.separate_amount


@rule(
    ORDINANCE.article(24, clause=1),
    ORDINANCE.article(30, clause=1, point="c"),
    en="Rate of injury that counts",
)
def counted_rate(title: MeritTitle) -> int:
    """Tỷ lệ tổn thương cơ thể của danh hiệu; với bệnh binh có thể là tỷ lệ tổng hợp."""
    if title.kind not in BY_RATE:
        return 0
    if title.kind == MeritKind.SICK_SOLDIER and title.person.is_paid_by_combined_rate:
        return title.person.combined_board_rate
    return title.injury_rate


# --- 24(1), 27(1), 30(1): trợ cấp, phụ cấp ---


@rule(
    ORDINANCE.article(24, clause=1),
    DECREE_75.article(4, clause=2),
    en="Allowance of a war invalid by rate",
)
def war_invalid_amount(title: MeritTitle, law: Law) -> Money:
    """Thương binh, người hưởng chính sách như thương binh: theo Phụ lục II."""
    if title.kind not in BY_TABLE_II or not title.is_paid:
        return 0
    if title.injury_rate < LEAST_OF_AN_INVALID:
        return 0
    return law.merit.war_invalid.of(title.injury_rate)


@rule(
    ORDINANCE.article(23, clause=3),
    DECREE_75.article(4, clause=3),
    DECREE_131.article(184, clause=4),
    en="Allowance of a type B war invalid by rate",
)
def war_invalid_b_amount(title: MeritTitle, law: Law) -> Money:
    """Thương binh loại B: theo Phụ lục III."""
    if title.kind != MeritKind.WAR_INVALID_B or not title.is_paid:
        return 0
    if title.injury_rate < LEAST_OF_AN_INVALID:
        return 0
    return law.merit.war_invalid_b.of(title.injury_rate)


@rule(
    ORDINANCE.article(27, clause=1),
    DECREE_131.article(47, clause=1),
    en="Allowance of a sick soldier by rate",
)
def sick_soldier_amount(title: MeritTitle, law: Law) -> Money:
    """Bệnh binh theo tỷ lệ; người được công nhận trước đây từ 41% vẫn hưởng."""
    if title.kind != MeritKind.SICK_SOLDIER or not title.is_paid:
        return 0
    if title.counted_rate < LEAST_OF_A_SICK_SOLDIER:
        return 0
    return law.merit.sick_soldier.of(title.counted_rate)


@rule(
    ORDINANCE.article(30, clause=1),
    DECREE_131.article(58),
    en="Allowance of who was exposed to toxic chemicals",
)
def agent_orange_amount(title: MeritTitle, law: Law) -> Money:
    """Theo tỷ lệ bệnh; vô sinh hoặc con dị dạng mà bệnh dưới 61% thì mức 41%-60%."""
    if title.kind != MeritKind.AGENT_ORANGE or not title.is_paid:
        return 0
    if title.person.is_paid_by_combined_rate:
        return 0
    if title.person.is_sick_soldier:
        if not title.has_reproductive_harm:
            return 0
        return law.merit.agent_orange.of(LEAST_OF_A_SICK_SOLDIER)
    if title.has_reproductive_harm and title.injury_rate < LEAST_ABOVE_REPRODUCTIVE_HARM:
        return law.merit.agent_orange.of(LEAST_OF_A_SICK_SOLDIER)
    if title.injury_rate < LEAST_OF_AN_INVALID:
        return 0
    return law.merit.agent_orange.of(title.injury_rate)


@rule(
    ORDINANCE.article(24, clause=1, point="d"),
    ORDINANCE.article(27, clause=1, point="d"),
    ORDINANCE.article(30, clause=2),
    DECREE_131.article(117),
    DECREE_131.article(58, clause=3),
    en="Supplement from 81 %, or the special supplement in its place",
)
def severe_supplement(title: MeritTitle, law: Law) -> Money:
    """Phụ cấp từ 81%; vết thương, bệnh tật đặc biệt nặng thì phụ cấp đặc biệt thay thế."""
    if not title.is_paid or title.counted_rate < SEVERE:
        return 0
    if title.kind == MeritKind.AGENT_ORANGE and title.person.is_sick_soldier:
        return 0
    if title.is_specially_severe and title.has_board_record:
        return law.merit.supplement_special[title.kind]
    return law.merit.supplement_81[title.kind]


@benefit(
    ORDINANCE.article(24, clause=1),
    code="merit.war_invalid",
    name="Trợ cấp thương binh, người hưởng chính sách như thương binh",
    en="Allowance of a war invalid",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def war_invalid_allowance(person: Person) -> Money:
    """Trợ cấp hằng tháng theo tỷ lệ tổn thương cơ thể."""
    if not person.holds_paid_title:
        return 0
    return sum(title.war_invalid_amount for title in person.merit_titles)


@benefit(
    DECREE_131.article(184, clause=4),
    code="merit.war_invalid_b",
    name="Trợ cấp thương binh loại B",
    en="Allowance of a type B war invalid",
    paid="monthly",
    payer="central budget",
    domain="merit",
    since="2021-07-01",
)
def war_invalid_b_allowance(person: Person) -> Money:
    """Trợ cấp hằng tháng theo tỷ lệ tổn thương cơ thể."""
    if not person.holds_paid_title:
        return 0
    return sum(title.war_invalid_b_amount for title in person.merit_titles)


@benefit(
    ORDINANCE.article(27, clause=1),
    code="merit.sick_soldier",
    name="Trợ cấp bệnh binh",
    en="Allowance of a sick soldier",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def sick_soldier_allowance(person: Person) -> Money:
    """Trợ cấp hằng tháng theo tỷ lệ tổn thương cơ thể."""
    if not person.holds_paid_title:
        return 0
    return sum(title.sick_soldier_amount for title in person.merit_titles)


@benefit(
    ORDINANCE.article(30, clause=1),
    code="merit.agent_orange",
    name="Trợ cấp người hoạt động kháng chiến bị nhiễm chất độc hóa học",
    en="Allowance of who was exposed to toxic chemicals",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def agent_orange_allowance(person: Person) -> Money:
    """Trợ cấp hằng tháng."""
    if not person.holds_paid_title:
        return 0
    return sum(title.agent_orange_amount for title in person.merit_titles)


@benefit(
    ORDINANCE.article(24, clause=1),
    ORDINANCE.article(27, clause=1),
    ORDINANCE.article(30, clause=2),
    code="merit.severe_supplement",
    name="Phụ cấp thương binh, bệnh binh, người nhiễm chất độc hóa học từ 81%",
    en="Supplement from 81 %",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def severe_supplements(person: Person) -> Money:
    """Phụ cấp, phụ cấp đặc biệt hằng tháng của mỗi danh hiệu từ 81%."""
    if not person.holds_paid_title:
        return 0
    return sum(title.severe_supplement for title in person.merit_titles)


# --- 6(3), 18, 24, 27, 30: người phục vụ ---


@rule(
    ORDINANCE.article(18),
    ORDINANCE.article(24),
    ORDINANCE.article(27),
    ORDINANCE.article(30),
    DECREE_131.article(58, clause=3),
    en="Allowance that the title gives for a caregiver",
)
def caregiver_amount(title: MeritTitle, law: Law) -> Money:
    """Người phục vụ Bà mẹ Việt Nam anh hùng, hoặc người có tỷ lệ từ 81% sống ở gia đình."""
    if not title.is_paid:
        return 0
    if title.kind == MeritKind.HEROIC_MOTHER:
        return law.merit.caregiver[title.kind]
    if title.counted_rate < SEVERE or not title.has_board_record:
        return 0
    if title.kind != MeritKind.AGENT_ORANGE and title.is_specially_severe:
        return law.merit.caregiver_special[title.kind]
    return law.merit.caregiver[title.kind]


@rule(ORDINANCE.article(24), DECREE_131.article(112, clause=3), en="Lives with the family")
def lives_at_home(person: Person) -> bool:
    """Sống ở gia đình."""
    return not person.in_merit_care_home and person.facility_stay == FacilityStay.NONE


@benefit(
    ORDINANCE.article(6, clause=3),
    DECREE_131.article(112, clause=3),
    code="merit.caregiver",
    name="Trợ cấp người phục vụ",
    en="Allowance of the caregiver",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def caregiver_allowance(person: Person) -> Money:
    """Một mức cao nhất; người sống ở cơ sở nuôi dưỡng, cơ sở trợ giúp xã hội không có."""
    if not person.lives_at_home or not person.holds_paid_title:
        return 0
    return max((title.caregiver_amount for title in person.merit_titles), default=0)


@rule(
    ORDINANCE.article(6, clause=3),
    en="Own monthly allowances and supplements together",
)
def own_merit_amount(person: Person) -> Money:
    """Người thuộc nhiều diện hưởng trợ cấp, phụ cấp của từng diện."""
    return (
        person.activist_pre_1945_allowance
        + person.activist_pre_uprising_allowance
        + person.heroic_mother_allowance
        + person.hero_allowance
        + person.war_invalid_allowance
        + person.war_invalid_b_allowance
        + person.sick_soldier_allowance
        + person.agent_orange_allowance
        + person.severe_supplements
        + person.imprisoned_allowance
        + person.helper_allowance
    )
