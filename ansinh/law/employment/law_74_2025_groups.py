"""Luật Việc làm 74/2025/QH15 (trước đó 38/2013/QH13): người lao động và các diện được ưu tiên."""

from ansinh.engine import Law, document, rule
from ansinh.law.facts.choices import Ethnicity
from ansinh.law.facts.entities import Person
from ansinh.law.facts.merit_choices import MeritKinship

LAW_38 = document("38/2013/QH13")
LAW = document("74/2025/QH15")
LAW_51 = document("51/2010/QH12")
ORDINANCE = document("02/2020/UBTVQH14")
DECREE_61 = document("61/2015/NĐ-CP")
WORKS_FROM = 15
KIN = (
    MeritKinship.FATHER,
    MeritKinship.MOTHER,
    MeritKinship.SPOUSE,
    MeritKinship.CHILD,
    MeritKinship.FOSTERER,
)


@rule(LAW.article(2, clause=1), en="Worker: a living citizen of 15 or more")
@rule(LAW_38.article(3, clause=1), since="2022-01-01", en="Worker: a living citizen of 15 or more")
def is_worker(person: Person) -> bool:
    """Công dân Việt Nam từ đủ 15 tuổi trở lên, có khả năng lao động và nhu cầu làm việc."""
    return person.is_alive and person.age >= WORKS_FROM and person.is_citizen


@rule(LAW.article(9, clause=3, point="b"), en="Belongs to an ethnic minority")
@rule(LAW_38.article(12, clause=2, point="b"), since="2022-01-01", en="Belongs to a minority")
def belongs_to_minority(person: Person) -> bool:
    """Người dân tộc thiểu số: không phải dân tộc Kinh."""
    return person.ethnicity != Ethnicity.KINH


@rule(LAW.article(9, clause=3, point="d"), LAW_51.article(2, clause=1), en="Has a disability")
@rule(
    LAW_38.article(12, clause=2, point="b"),
    LAW_51.article(2, clause=1),
    since="2022-01-01",
    en="Has a disability",
)
def has_disability(person: Person) -> bool:
    """Người khuyết tật: giấy xác nhận còn giá trị, mức độ nào cũng được."""
    return any(disability.is_valid for disability in person.disabilities)


@rule(LAW.article(9, clause=3, point="d"), en="Lives with, or takes in, somebody most disabled")
def cares_for_most_disabled(person: Person) -> bool:
    """Sống trong hộ đang nuôi dưỡng, nhận nuôi dưỡng người khuyết tật đặc biệt nặng."""
    return any(
        other.is_especially_severely_disabled
        for other in person.household.people
        if other != person and other.is_alive
    )


@rule(LAW.article(14, clause=1, point="a"), ORDINANCE.article(3, clause=2), en="Kin of merit")
@rule(
    DECREE_61.article(10),
    ORDINANCE.article(3, clause=2),
    since="2022-01-01",
    en="Kin of merit",
)
def is_merit_kin(person: Person) -> bool:
    """Thân nhân người có công: cha, mẹ, vợ, chồng, con, người có công nuôi liệt sĩ."""
    return any(
        relation.kinship in KIN for relation in person.merit_relations if relation.is_relation_now
    )


@rule(LAW.article(14, clause=1, point="đ"), LAW.article(12, clause=1), en="Service has ended")
def has_served(person: Person, law: Law) -> bool:
    """Đã hoàn thành nghĩa vụ quân sự, công an hoặc nhiệm vụ tình nguyện."""
    return person.service_ended_on <= law.date
