"""Pháp lệnh 02/2020/UBTVQH14, Điều 6, 10, 13, 16, 25, 28, 31: trợ cấp tuất của thân nhân."""

from ansinh.engine import Law, Money, benefit, document, first_of_month, rule
from ansinh.law.facts.entities import MeritRelation, Person
from ansinh.law.facts.merit_choices import MeritKind, MeritKinship
from ansinh.law.merit.ordinance_02_2020_titles import BY_RATE

ORDINANCE = document("02/2020/UBTVQH14")
DECREE_131 = document("131/2021/NĐ-CP")
ACTIVISTS = (MeritKind.ACTIVIST_PRE_1945, MeritKind.ACTIVIST_PRE_UPRISING)
PARENTS = (MeritKinship.FATHER, MeritKinship.MOTHER)
PARENTS_AND_SPOUSE = (*PARENTS, MeritKinship.SPOUSE)
BROUGHT_UP = (*PARENTS, MeritKinship.FOSTERER)
LEAST_OF_THE_DECEASED = 61
LEAST_DEFORMITY = 61
SCALE_ENDS = 3
OWN_TITLE_INSTEAD = "Article 18(1) leaves Article 16(3) out: derived, no text says so outright"


# --- một người có công, một thân nhân ---


@rule(
    ORDINANCE.article(10, clause=3, point="a"),
    ORDINANCE.article(13, clause=3, point="a"),
    en="Spouse or child in need of a dead activist",
)
def is_activist_survivor(relation: MeritRelation) -> bool:
    """Vợ, chồng; con dưới 18 tuổi, còn đi học, khuyết tật nặng của diện a, b."""
    if relation.kind not in ACTIVISTS or relation.died_before_enjoying:
        return False
    if relation.kinship == MeritKinship.CHILD:
        return relation.is_child_in_need
    return relation.kinship == MeritKinship.SPOUSE


@rule(
    ORDINANCE.article(16, clause=3),
    ORDINANCE.article(18, clause=1),
    en="Parent, fosterer, spouse or child in need of a martyr",
    unverified=OWN_TITLE_INSTEAD,
)
def is_martyr_survivor(relation: MeritRelation) -> bool:
    """Cha, mẹ, vợ, chồng, người có công nuôi; con khi đủ điều kiện. Bà mẹ VNAH thì không."""
    if relation.person.is_heroic_mother:
        return False
    if relation.kinship == MeritKinship.CHILD:
        return relation.is_child_in_need
    return relation.kinship in BROUGHT_UP or relation.kinship == MeritKinship.SPOUSE


@rule(
    ORDINANCE.article(25, clause=2),
    ORDINANCE.article(28, clause=2),
    ORDINANCE.article(31, clause=3),
    en="Parent or spouse of age, or child in need, of a dead invalid of 61 % or more",
)
def is_invalid_survivor(relation: MeritRelation) -> bool:
    """Cha, mẹ, vợ, chồng đủ tuổi; con khi đủ điều kiện; người từ trần có tỷ lệ từ 61%."""
    if relation.injury_rate < LEAST_OF_THE_DECEASED:
        return False
    if relation.kinship == MeritKinship.CHILD:
        return relation.is_child_in_need
    return relation.kinship in PARENTS_AND_SPOUSE and relation.has_reached_survivor_age


@rule(ORDINANCE.article(6, clause=5), en="A relative who draws a survivor’s allowance")
def is_survivor(relation: MeritRelation) -> bool:
    """Thân nhân được hưởng trợ cấp tuất hằng tháng của một người có công đã mất."""
    if not relation.is_after_death or not relation.is_relation_now:
        return False
    if relation.kind == MeritKind.MARTYR:
        return relation.is_martyr_survivor
    if relation.kind in BY_RATE:
        return relation.is_invalid_survivor
    return relation.is_activist_survivor


@rule(ORDINANCE.article(6, clause=5), en="Survivor’s allowance that this relation gives by itself")
def survivor_amount(relation: MeritRelation, law: Law) -> Money:
    """Trợ cấp tuất hằng tháng tính riêng cho một người có công."""
    if not relation.is_survivor:
        return 0
    if relation.kind == MeritKind.MARTYR:
        return law.merit.martyr_survivor.of(1)
    return law.merit.survivor[relation.kind]


@rule(
    ORDINANCE.article(6, clause=5, point="a"),
    ORDINANCE.article(6, clause=5, point="d"),
    en="With the best allowance that another dead person gives",
)
def with_best_other(relation: MeritRelation) -> Money:
    """Cộng trợ cấp cao nhất của một người có công khác (một hồ sơ chỉ một trợ cấp)."""
    return relation.survivor_amount + max(
        (
            other.survivor_amount
            for other in relation.person.merit_relations
            if other != relation and other.file_number != relation.file_number
        ),
        default=0,
    )


# --- 6(5): thân nhân của nhiều người có công ---


@rule(
    ORDINANCE.article(16, clause=3, point="a"),
    en="Martyrs for whom the allowance grows by their number",
)
def martyrs_on_scale(person: Person) -> int:
    """Số liệt sĩ mà người này là cha, mẹ, người nuôi hoặc con đang hưởng trợ cấp tuất."""
    return sum(
        1
        for relation in person.merit_relations
        if relation.kind == MeritKind.MARTYR
        and relation.kinship != MeritKinship.SPOUSE
        and relation.is_survivor
    )


@rule(ORDINANCE.article(6, clause=5), en="Is a relative who draws a survivor’s allowance")
def draws_as_survivor(person: Person) -> bool:
    """Là thân nhân được hưởng trợ cấp tuất của ít nhất một người có công."""
    return any(relation.is_survivor for relation in person.merit_relations)


@benefit(
    ORDINANCE.article(6, clause=5),
    ORDINANCE.article(16, clause=3),
    code="merit.survivor",
    name="Trợ cấp tuất hằng tháng thân nhân người có công",
    en="Survivor’s allowance",
    paid="monthly",
    payer="central budget",
    domain="merit",
    unverified="the spouse of several martyrs has no scale: the rule of two allowances is applied",
)
def merit_survivor_allowance(person: Person, law: Law) -> Money:
    """Từ 02 liệt sĩ trở lên: theo số liệt sĩ; còn lại nhiều nhất hai trợ cấp tuất."""
    if not person.draws_as_survivor:
        return 0
    if person.martyrs_on_scale >= SCALE_ENDS:
        return law.merit.martyr_survivor.of(SCALE_ENDS)
    if person.martyrs_on_scale > 1:
        return law.merit.martyr_survivor.of(2)
    return max((relation.with_best_other for relation in person.merit_relations), default=0)


@rule(
    ORDINANCE.article(16, clause=4),
    ORDINANCE.article(18, clause=1),
    en="This relation gives the nurturing allowance",
)
def gives_nurturing(relation: MeritRelation) -> bool:
    """Đang hưởng tuất hằng tháng (Bà mẹ VNAH: là mẹ liệt sĩ) và sống cô đơn hoặc mồ côi."""
    if relation.is_survivor:
        return relation.deserves_nurturing
    return (
        relation.kind == MeritKind.MARTYR
        and relation.person.is_heroic_mother
        and relation.is_relation_now
        and relation.deserves_nurturing
    )


@benefit(
    ORDINANCE.article(6, clause=6),
    ORDINANCE.article(16, clause=4),
    code="merit.survivor_nurturing",
    name="Trợ cấp tuất nuôi dưỡng hằng tháng",
    en="Nurturing survivor’s allowance",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def survivor_nurturing_allowance(person: Person, law: Law) -> Money:
    """Hưởng thêm một trợ cấp, dù là thân nhân của bao nhiêu người có công."""
    if any(relation.gives_nurturing for relation in person.merit_relations):
        return law.merit.survivor_nurturing
    return 0


# --- 16(10): vợ, chồng liệt sĩ lấy chồng hoặc vợ khác; 31(1): con đẻ dị dạng ---


@rule(
    ORDINANCE.article(16, clause=10),
    DECREE_131.article(125, clause=2, point="d"),
    en="Remarried spouse of a martyr who draws",
)
def draws_as_remarried_spouse(relation: MeritRelation, law: Law) -> bool:
    """Đủ điều kiện khoản 10 Điều 16, hưởng từ tháng ký quyết định."""
    return (
        relation.kind == MeritKind.MARTYR
        and relation.kinship == MeritKinship.REMARRIED_SPOUSE
        and first_of_month(relation.decided_on) <= law.date
        and relation.is_relation_now
        and relation.meets_remarriage_conditions
    )


@benefit(
    ORDINANCE.article(16, clause=10),
    code="merit.remarried_spouse",
    name="Trợ cấp vợ hoặc chồng liệt sĩ lấy chồng hoặc vợ khác",
    en="Allowance of a martyr’s remarried spouse",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def remarried_spouse_allowance(person: Person, law: Law) -> Money:
    """Bằng một lần mức chuẩn."""
    if any(relation.draws_as_remarried_spouse for relation in person.merit_relations):
        return law.merit.remarried_spouse
    return 0


@rule(ORDINANCE.article(31, clause=1), en="What a child with deformities draws")
def deformity_amount(relation: MeritRelation, law: Law) -> Money:
    """Con đẻ dị dạng, dị tật do chất độc hóa học từ 61%."""
    if (
        relation.kind != MeritKind.AGENT_ORANGE
        or relation.deformity_rate < LEAST_DEFORMITY
        or not relation.is_relation_now
    ):
        return 0
    return law.merit.agent_orange_child.of(relation.deformity_rate)


@benefit(
    ORDINANCE.article(31, clause=1),
    code="merit.agent_orange_child",
    name="Trợ cấp con đẻ của người nhiễm chất độc hóa học bị dị dạng, dị tật",
    en="Allowance of a child with deformities from toxic chemicals",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def agent_orange_child_allowance(person: Person) -> Money:
    """Một mức, kể cả khi cả cha và mẹ đều bị nhiễm."""
    return max((relation.deformity_amount for relation in person.merit_relations), default=0)


@rule(
    ORDINANCE.article(5, clause=1),
    ORDINANCE.article(6, clause=3),
    en="Draws a monthly allowance of the merit regime",
)
def draws_merit_allowance(person: Person) -> bool:
    """Đang hưởng trợ cấp ưu đãi hằng tháng, theo danh sách chi trả hoặc theo hồ sơ."""
    return (
        person.merit_allowance > 0
        or person.own_merit_amount > 0
        or person.merit_survivor_allowance > 0
        or person.remarried_spouse_allowance > 0
        or person.agent_orange_child_allowance > 0
    )
