"""Nghị định 131/2021/NĐ-CP, Điều 91 đến 98: ưu đãi giáo dục."""

from ansinh.engine import Law, Money, benefit, document, ratio, round_half_up, rule
from ansinh.law.facts.entities import MeritRelation, MeritTitle, Person
from ansinh.law.facts.merit_choices import MeritKind, MeritKinship, MeritStudy
from ansinh.law.merit.ordinance_02_2020_titles import BY_RATE, HEROES, WAR_INVALIDS

DECREE = document("131/2021/NĐ-CP")
DECREE_75 = document("75/2021/NĐ-CP")
HIGHER = (MeritStudy.ETHNIC_BOARDING, MeritStudy.VOCATIONAL, MeritStudy.UNIVERSITY)
ACTIVISTS = (MeritKind.ACTIVIST_PRE_1945, MeritKind.ACTIVIST_PRE_UPRISING)
FULL = 61
LEAST = 21
ROUNDED_HALF_UP = "to the thousand by Decree 55/2023 Article 1(2); that a half goes up is assumed"


@rule(
    DECREE.article(94),
    DECREE.article(95),
    en="Study support by relation: 2 full, 1 half, 0 none",
    since="2021-07-01",
)
def study_by_relation(relation: MeritRelation) -> int:
    """Thân nhân liệt sĩ; con của diện a, b, Anh hùng, người từ 61%: mức 1; 21%-60%: mức 2."""
    if not relation.is_relation_now:
        return 0
    if relation.is_martyr_family:
        return 2
    if relation.kinship != MeritKinship.CHILD:
        return 0
    if relation.kind in ACTIVISTS or relation.kind in HEROES:
        return 2
    if relation.kind not in BY_RATE or relation.injury_rate < LEAST:
        return 0
    return 2 if relation.injury_rate >= FULL else 1


@rule(
    DECREE.article(94),
    DECREE.article(95),
    en="Study support by title: 2 monthly and yearly, 1 yearly only, 0 none",
    since="2021-07-01",
)
def study_by_title(title: MeritTitle) -> int:
    """Anh hùng, thương binh: hằng tháng và hằng năm; Bà mẹ VNAH, người giúp đỡ: hằng năm."""
    if not title.is_paid:
        return 0
    if title.kind in HEROES or title.kind in WAR_INVALIDS:
        return 2
    yearly = title.kind == MeritKind.HEROIC_MOTHER or title.kind == MeritKind.HELPER_PRE_1945
    return 1 if yearly else 0


@rule(DECREE.article(96), en="Claims study support, and is not on salary", since="2021-07-01")
def claims_study_support(person: Person) -> bool:
    """Đang học theo bản khai, không hưởng lương hoặc sinh hoạt phí khi đi học."""
    return (
        person.merit_study != MeritStudy.NONE
        and person.is_alive
        and not person.is_paid_while_studying
    )


@rule(DECREE.article(96, clause=1), en="Best study support by relation", since="2021-07-01")
def best_study_by_relation(person: Person) -> int:
    """Nhiều căn cứ thì hưởng một mức cao nhất."""
    return max((relation.study_by_relation for relation in person.merit_relations), default=0)


@rule(DECREE.article(96, clause=1), en="Best study support by title", since="2021-07-01")
def best_study_by_title(person: Person) -> int:
    """Nhiều danh hiệu thì hưởng một mức cao nhất."""
    return max((title.study_by_title for title in person.merit_titles), default=0)


@benefit(
    DECREE_75.article(8),
    DECREE.article(95),
    code="merit.education_yearly",
    name="Trợ cấp ưu đãi giáo dục mỗi năm học",
    en="Study allowance for the school year",
    paid="yearly",
    payer="central budget",
    domain="merit",
    since="2022-01-01",
    unverified=ROUNDED_HALF_UP,
)
def education_yearly(person: Person, law: Law) -> Money:
    """Mầm non 0,2 lần; phổ thông, nghề, đại học 0,4 lần mức chuẩn."""
    if not person.claims_study_support:
        return 0
    by_title = person.merit_study in HIGHER and person.best_study_by_title > 0
    if person.best_study_by_relation == 0 and not by_title:
        return 0
    unit = law.merit.rounding
    multiple = law.merit.education_yearly[person.merit_study]
    return round_half_up(ratio(law.merit.standard * multiple, unit)) * unit


@benefit(
    DECREE.article(95),
    DECREE_75.article(note="Phụ lục I.11"),
    code="merit.education_monthly",
    name="Trợ cấp ưu đãi giáo dục hằng tháng",
    en="Monthly study allowance",
    paid="monthly",
    payer="central budget",
    domain="merit",
    since="2021-07-01",
)
def education_monthly(person: Person, law: Law) -> Money:
    """Phổ thông dân tộc nội trú, nghề, đại học: 12 tháng mỗi năm học."""
    if not person.claims_study_support or person.merit_study not in HIGHER:
        return 0
    if person.best_study_by_relation > 1 or person.best_study_by_title > 1:
        return law.merit.education_full
    return law.merit.education_half if person.best_study_by_relation > 0 else 0
