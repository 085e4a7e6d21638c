"""Nghị định 75/2021/NĐ-CP, Điều 9, 10, 12, 13: thờ cúng, thăm viếng mộ, hài cốt liệt sĩ."""

from ansinh.engine import Law, Money, benefit, document, first_of_month, rule
from ansinh.law.facts.entities import MeritRelation, Person
from ansinh.law.facts.merit_choices import MeritKind, MeritKinship

DECREE = document("75/2021/NĐ-CP")
DECREE_131 = document("131/2021/NĐ-CP")
ORDINANCE = document("02/2020/UBTVQH14")


@rule(
    ORDINANCE.article(15, clause=4),
    DECREE_131.article(28),
    en="Worships this martyr, who has no survivor that draws",
)
def worships(relation: MeritRelation) -> bool:
    """Được ủy quyền thờ cúng liệt sĩ không còn thân nhân hưởng trợ cấp tuất hằng tháng."""
    return (
        relation.kind == MeritKind.MARTYR
        and relation.kinship == MeritKinship.WORSHIPPER
        and relation.is_relation_now
        and not relation.martyr_has_survivor
    )


@benefit(
    DECREE.article(13, clause=2),
    ORDINANCE.article(15, clause=4),
    code="merit.worship",
    name="Trợ cấp thờ cúng liệt sĩ",
    en="Worship allowance",
    paid="yearly",
    payer="central budget",
    domain="merit",
    since="2022-01-01",
)
def worship_allowance(person: Person, law: Law) -> Money:
    """Mỗi liệt sĩ một mức mỗi năm."""
    return law.merit.worship * sum(1 for relation in person.merit_relations if relation.worships)


@rule(DECREE.article(9), en="Travel of those who go to the grave", since="2022-01-01")
def travel_amount(relation: MeritRelation, law: Law) -> Money:
    """Mỗi km mỗi người, nhiều nhất ba người."""
    people = min(relation.grave_visitors, law.merit.travellers)
    return law.merit.travel_per_km * relation.grave_distance * people


@rule(
    DECREE.article(9),
    DECREE.article(10),
    en="What is paid this month for the grave or the remains",
    since="2022-01-01",
)
def grave_amount(relation: MeritRelation, law: Law) -> Money:
    """Thăm viếng mộ; cất bốc, di chuyển hài cốt; xây mộ ngoài nghĩa trang liệt sĩ."""
    if relation.kind != MeritKind.MARTYR:
        return 0
    month = first_of_month(law.date)
    visit = relation.travel_amount if month <= relation.grave_visited_on <= law.date else 0
    moved = (
        law.merit.remains + relation.travel_amount
        if month <= relation.remains_moved_on <= law.date
        else 0
    )
    built = law.merit.grave if month <= relation.grave_built_on <= law.date else 0
    return visit + moved + built


@benefit(
    DECREE.article(9),
    DECREE.article(10),
    code="merit.grave",
    name="Hỗ trợ thăm viếng mộ, di chuyển hài cốt, xây mộ liệt sĩ",
    en="Visit to a grave, moving of remains, building of a grave",
    paid="once",
    payer="central budget",
    domain="merit",
    since="2022-01-01",
)
def grave_support(person: Person) -> Money:
    """Hỗ trợ trong tháng có việc."""
    return sum(relation.grave_amount for relation in person.merit_relations)


@rule(DECREE.article(12, clause=2), en="Gave a DNA sample this month")
def gave_sample_this_month(relation: MeritRelation, law: Law) -> bool:
    """Lấy mẫu đối chứng ADN của thân nhân liệt sĩ trong tháng."""
    return (
        relation.kind == MeritKind.MARTYR
        and first_of_month(law.date) <= relation.dna_sampled_on <= law.date
    )


@benefit(
    DECREE.article(12, clause=2),
    code="merit.dna_sample",
    name="Hỗ trợ người cho mẫu đối chứng ADN liệt sĩ",
    en="Support for a relative’s DNA sample",
    paid="once",
    payer="central budget",
    domain="merit",
)
def dna_sample_support(person: Person, law: Law) -> Money:
    """Mỗi người một mức."""
    if any(relation.gave_sample_this_month for relation in person.merit_relations):
        return law.merit.dna_sample
    return 0
