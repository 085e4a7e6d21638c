"""Luật Trợ giúp pháp lý 11/2017/QH14, Điều 7: ai được trợ giúp pháp lý miễn phí."""

from ansinh.engine import benefit, document, rule
from ansinh.law.facts.entities import Person
from ansinh.law.facts.merit_choices import MeritKind

LAW = document("11/2017/QH14")
DECREE_144 = document("144/2017/NĐ-CP")
CHILD_UNTIL, ADULT_FROM = 16, 18


@rule(
    LAW.article(7),
    since="2022-01-01",
    en="Belongs to a group that needs no other condition",
    unverified="that a child is under 16 is the Law on Children's, from memory",
)
def has_legal_aid_by_group(person: Person) -> bool:
    """Người có công, hộ nghèo, trẻ em, dân tộc thiểu số ở nơi đặc biệt khó khăn."""
    return (
        person.age < CHILD_UNTIL
        or person.household.is_poor
        or person.is_person_with_merit
        or (person.belongs_to_minority and person.household.lives_in_especially_difficult_area)
    )


@rule(LAW.article(7), since="2022-01-01", en="Accused, aged 16 to 18 or near-poor")
def has_legal_aid_as_accused(person: Person) -> bool:
    """Người bị buộc tội từ đủ 16 đến dưới 18 tuổi, hoặc thuộc hộ cận nghèo."""
    return person.is_accused and (person.age < ADULT_FROM or person.household.is_near_poor)


@rule(
    DECREE_144.article(2),
    since="2022-01-01",
    en="Is in financial difficulty",
    unverified="that a social pension counts as the social allowance it replaced is our reading",
)
def is_in_financial_difficulty(person: Person) -> bool:
    """Thuộc hộ cận nghèo, hoặc đang hưởng trợ cấp xã hội hằng tháng."""
    return person.household.is_near_poor or person.draws_social_allowance


@rule(LAW.article(7, clause=7, point="b"), since="2022-01-01", en="Suffers from Agent Orange")
def suffers_from_agent_orange(person: Person) -> bool:
    """Người nhiễm chất độc da cam: người hoạt động kháng chiến, con đẻ dị dạng, dị tật."""
    return any(
        title.kind == MeritKind.AGENT_ORANGE for title in person.merit_titles if title.is_held
    ) or any(relation.deformity_rate > 0 for relation in person.merit_relations)


@rule(LAW.article(7, clause=7), since="2022-01-01", en="Belongs to a group that must be in need")
def has_legal_aid_in_need(person: Person) -> bool:
    """Thân nhân liệt sĩ, nhiễm da cam, cao tuổi, khuyết tật, bị hại, nạn nhân, nhiễm HIV."""
    return (
        person.is_elderly
        or person.has_disability
        or any(relation.is_martyr_family for relation in person.merit_relations)
        or person.suffers_from_agent_orange
        or (person.is_crime_victim and person.age < ADULT_FROM)
        or person.is_domestic_violence_victim
        or person.is_trafficking_victim
        or person.has_hiv
    )


@benefit(
    LAW.article(7),
    LAW.article(27),
    code="legal_aid.free",
    name="Trợ giúp pháp lý miễn phí",
    en="Free legal aid",
    paid="in kind",
    payer="state budget",
    domain="legal_aid",
    unit="service",
    kind="service",
    on_request=True,
    since="2022-01-01",
)
def legal_aid(person: Person) -> bool:
    """Tham gia tố tụng, tư vấn, đại diện ngoài tố tụng, trừ lĩnh vực kinh doanh, thương mại."""
    return person.is_alive and (
        person.has_legal_aid_by_group
        or person.has_legal_aid_as_accused
        or (person.has_legal_aid_in_need and person.is_in_financial_difficulty)
    )
