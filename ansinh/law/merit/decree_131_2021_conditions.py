"""Nghị định 131/2021/NĐ-CP, Điều 26, 121 và 125: điều kiện của thân nhân hưởng trợ cấp tuất."""

from datetime import date

from ansinh.engine import (
    Law,
    add_days,
    document,
    first_of_month,
    first_of_next_month,
    months_between,
    rule,
    years_between,
)
from ansinh.law.facts.entities import MeritRelation, Person
from ansinh.law.facts.merit_choices import MeritKinship

DECREE = document("131/2021/NĐ-CP")
ORDINANCE = document("02/2020/UBTVQH14")
ORDINANCE_IN_FORCE = date(2021, 7, 1)
SEVERE_CHILD = 61


@rule(
    DECREE.article(125, clause=1),
    since="2021-07-01",
    en="Under 18 at the end of last month",
    unverified="that payment stops from the month after the birthday is derived",
)
def is_merit_minor(person: Person, law: Law) -> bool:
    """Dưới 18 tuổi; đủ 18 tuổi thì thôi từ tháng ngay sau."""
    return years_between(person.birth_date, add_days(first_of_month(law.date), -1)) < 18


@rule(
    DECREE.article(26, clause=1, point="d"),
    since="2021-07-01",
    en="Is a child with a severe disability by the medical board",
)
def is_severely_disabled_child(relation: MeritRelation, law: Law) -> bool:
    """Từ 61% từ nhỏ; sau 18 tuổi thì còn phải không có thu nhập hoặc dưới 0,6 lần mức chuẩn."""
    if relation.board_rate < SEVERE_CHILD or first_of_month(relation.board_on) > law.date:
        return False
    if relation.disabled_as_minor:
        return True
    income = relation.person.monthly_income
    return income < law.merit.standard * law.merit.disabled_child_income


@rule(
    DECREE.article(3, clause=3),
    ORDINANCE.article(6, clause=5, point="đ"),
    since="2021-07-01",
    en="Goes on studying, in the one course that counts",
)
def studies_on(relation: MeritRelation) -> bool:
    """Từ đủ 18 tuổi còn tiếp tục đi học; chỉ một khóa ở một cơ sở nghề hoặc đại học."""
    return relation.person.studies_for_first_degree and not relation.studied_on_allowance


@rule(
    ORDINANCE.article(16, clause=3, point="a"),
    DECREE.article(125, clause=1),
    en="A child that may draw a survivor’s allowance",
)
def is_child_in_need(relation: MeritRelation) -> bool:
    """Con dưới 18 tuổi, hoặc còn đi học, hoặc khuyết tật nặng, đặc biệt nặng."""
    return (
        relation.person.is_merit_minor or relation.is_severely_disabled_child or relation.studies_on
    )


@rule(
    ORDINANCE.article(25, clause=2),
    ORDINANCE.article(58, clause=2),
    DECREE.article(125, clause=3, point="d"),
    DECREE.article(125, clause=4, point="a"),
    en="Parent or spouse has reached the age",
)
def has_reached_survivor_age(relation: MeritRelation, law: Law) -> bool:
    """Đủ tuổi nghỉ hưu; vợ, chồng của người từ trần trước 01/7/2021 thì 55 (nữ), 60 (nam)."""
    born = relation.person.birth_date
    if relation.kinship == MeritKinship.SPOUSE and relation.died_on < ORDINANCE_IN_FORCE:
        least = law.merit.survivor_age_before_2021[relation.person.sex]
        return years_between(born, law.date) >= least
    return months_between(born, law.date) >= relation.person.retirement_age


@rule(
    DECREE.article(125, clause=1, point="a"),
    DECREE.article(125, clause=2),
    since="2021-07-01",
    en="The month after the death has come",
)
def is_after_death(relation: MeritRelation, law: Law) -> bool:
    """Hưởng từ tháng liền kề tháng người có công hy sinh, từ trần."""
    return first_of_next_month(relation.died_on) <= law.date


@rule(
    DECREE.article(121, clause=5),
    since="2021-07-01",
    en="Lives alone, or is a double orphan: nurturing is due",
)
def deserves_nurturing(relation: MeritRelation) -> bool:
    """Sống cô đơn; con thì mồ côi cả cha mẹ, từ đủ 18 tuổi khuyết tật nặng thì sống cô đơn."""
    if relation.kinship != MeritKinship.CHILD:
        return relation.person.lives_alone
    if relation.person.is_merit_minor or relation.studies_on:
        return relation.person.has_both_parents_dead
    return relation.person.lives_alone
