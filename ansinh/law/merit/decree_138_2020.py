"""Nghị định 138/2020/NĐ-CP, Điều 5: điểm cộng khi tuyển dụng công chức."""

from ansinh.engine import Law, Rate, document, rule
from ansinh.law.facts.entities import Person
from ansinh.law.facts.merit_choices import MeritKind, MeritKinship
from ansinh.law.merit.ordinance_02_2020_titles import BY_RATE, HEROES, WAR_INVALIDS

DECREE = document("138/2020/NĐ-CP")
FROM_MEMORY = "Article 5 from memory; Decree 170/2025 was not read"
CHILDREN = (MeritKind.MARTYR, *HEROES, *BY_RATE)


@rule(
    DECREE.article(5),
    en="Points added on recruitment",
    since="2022-01-01",
    unverified=FROM_MEMORY,
)
def recruitment_points(person: Person, law: Law) -> Rate:
    """Anh hùng, thương binh: mức 1; con liệt sĩ, con người có công: mức 2; một mức cao nhất."""
    if any(
        title.kind in HEROES or title.kind in WAR_INVALIDS
        for title in person.merit_titles
        if title.counts
    ):
        return law.merit.job_points.of(1)
    if any(
        relation.kinship == MeritKinship.CHILD and relation.kind in CHILDREN
        for relation in person.merit_relations
        if relation.is_relation_now
    ):
        return law.merit.job_points.of(2)
    return law.merit.job_points.of(0)
