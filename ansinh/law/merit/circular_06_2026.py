"""Thông tư 06/2026/TT-BGDĐT: điểm ưu tiên tuyển sinh đại học theo đối tượng người có công."""

from ansinh.engine import Law, document, rule
from ansinh.law.facts.entities import MeritRelation, Person
from ansinh.law.facts.merit_choices import MeritKinship
from ansinh.law.merit.ordinance_02_2020_titles import BY_RATE, HEROES

CIRCULAR = document("06/2026/TT-BGDĐT")
NOT_IN_THE_DOSSIER = "the article and the day in force are not in the dossier"
SEVERE = 81


@rule(
    CIRCULAR.article(note="đối tượng ưu tiên"),
    en="Admission group by relation: 1, 2, or 3 for none",
    unverified=NOT_IN_THE_DOSSIER,
)
def admission_group_by_relation(relation: MeritRelation) -> int:
    """UT1: thân nhân liệt sĩ, con Anh hùng, con người từ 81%; UT2: con người dưới 81%."""
    if relation.is_martyr_family:
        return 1
    if not relation.is_relation_now or relation.kinship != MeritKinship.CHILD:
        return 3
    if relation.kind in HEROES or relation.deformity_amount > 0:
        return 1
    if relation.kind not in BY_RATE:
        return 3
    return 1 if relation.injury_rate >= SEVERE else 2


@rule(
    CIRCULAR.article(note="đối tượng ưu tiên"),
    en="Priority points on admission to university",
    unverified=NOT_IN_THE_DOSSIER,
)
def admission_points(person: Person, law: Law) -> int:
    """Một mức cao nhất; từ 22,5 điểm trở lên điểm ưu tiên giảm dần (không tính ở đây)."""
    if person.is_war_invalid_or_sick_soldier:
        return law.merit.university_points.of(1)
    group = min((r.admission_group_by_relation for r in person.merit_relations), default=3)
    return law.merit.university_points.of(group)
