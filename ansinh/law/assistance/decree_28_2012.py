"""Nghị định 28/2012/NĐ-CP: mức độ khuyết tật theo kết luận giám định y khoa cũ."""

from datetime import date

from ansinh.engine import document, rule
from ansinh.law.facts.assistance import DisabilityDegree, SelfCare
from ansinh.law.facts.entities import Disability

DECREE = document("28/2012/NĐ-CP")
FIRST_DAY = date(2012, 6, 1)


@rule(DECREE.article(4, clause=3), en="Degree that an old medical board's conclusion amounts to")
def degree_of_old_conclusion(disability: Disability) -> DisabilityDegree:
    """Kết luận giám định y khoa cũ: từ 81% là đặc biệt nặng, từ 61% đến 80% là nặng."""
    if disability.board_self_care == SelfCare.NONE:
        return DisabilityDegree.ESPECIALLY_SEVERE
    if disability.board_capacity_loss >= 81:
        return DisabilityDegree.ESPECIALLY_SEVERE
    if disability.board_self_care == SelfCare.WITH_HELP or disability.board_capacity_loss >= 61:
        return DisabilityDegree.SEVERE
    return DisabilityDegree.LIGHT


@rule(DECREE.article(3), DECREE.article(4, clause=3), en="Degree of disability")
def legal_degree(disability: Disability) -> DisabilityDegree:
    """Mức độ khuyết tật: theo giấy xác nhận, hoặc theo kết luận giám định trước 01/6/2012."""
    if disability.certified_on < FIRST_DAY:
        return disability.degree_of_old_conclusion
    return disability.degree
