"""Luật Người khuyết tật 51/2010/QH12: mức độ khuyết tật và ai không hưởng trợ cấp hằng tháng."""

from ansinh.engine import Law, document, exception, rule
from ansinh.law.facts.assistance import DisabilityDegree
from ansinh.law.facts.entities import Disability, Person

LAW = document("51/2010/QH12")
QUOTED = "Article 51 was read in a quotation of clause 1 only"


@rule(LAW.article(19, clause=2), en="The certificate counts on the day")
def is_valid(disability: Disability, law: Law) -> bool:
    """Giấy xác nhận khuyết tật có giá trị từ ngày ký cho đến khi bị thay thế, thu hồi."""
    return disability.certified_on <= law.date < disability.until


@rule(LAW.article(3, clause=2, point="a"), en="Lives with an especially severe disability")
def is_especially_severely_disabled(person: Person) -> bool:
    """Người khuyết tật đặc biệt nặng."""
    return any(
        disability.legal_degree == DisabilityDegree.ESPECIALLY_SEVERE
        for disability in person.disabilities
        if disability.is_valid
    )


@rule(LAW.article(3, clause=2, point="b"), en="Lives with a severe disability")
def is_severely_disabled(person: Person) -> bool:
    """Người khuyết tật nặng."""
    return any(
        disability.legal_degree == DisabilityDegree.SEVERE
        for disability in person.disabilities
        if disability.is_valid
    )


@rule(LAW.article(44, clause=1), en="Disability gives a monthly allowance")
def is_disabled_enough(person: Person) -> bool:
    """Người khuyết tật đặc biệt nặng hoặc khuyết tật nặng."""
    return person.is_especially_severely_disabled or person.is_severely_disabled


@exception(
    LAW.article(51, clause=1),
    to="is_entitled_as_disabled",
    en="On a pension, an insurance allowance or the merit regime: no disability allowance",
    unverified=QUOTED,
)
def no_disability_allowance_beside_a_pension(person: Person) -> bool | None:
    """Người có công, người hưởng lương hưu, trợ cấp BHXH hằng tháng không hưởng trợ cấp này."""
    if not person.is_disabled_enough:
        return None
    if person.draws_merit_allowance or person.insurance_allowance > 0:
        return False
    if person.draws_pension:
        return False
    return None
