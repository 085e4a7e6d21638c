"""Quyết định 24/2021/QĐ-TTg: rà soát, công nhận hộ nghèo, hộ cận nghèo hằng năm.

The commune's decision is what opens benefits, not the survey; ``meets_poor_standard`` is the
survey's answer. Before 1 September 2021 Circular 17/2016/TT-BLĐTBXH governed the lists.
"""

from ansinh.engine import Law, add_months, document, rule
from ansinh.law.facts.entities import Household
from ansinh.law.facts.poverty import PovertyClass

DECISION = document("24/2021/QĐ-TTg")
DECISION_28 = document("28/2015/QĐ-TTg")
CIRCULAR_17 = document("17/2016/TT-BLĐTBXH")


@rule(DECISION.article(4), en="Recognised as poor by the commune")
@rule(
    CIRCULAR_17.article(6), en="Recognised as poor by the commune",
    unverified="article from memory",
)
def is_poor(household: Household, law: Law) -> bool:
    """Hộ nghèo theo danh sách xã công nhận, còn hiệu lực vào ngày xét."""
    return any(
        recognition.poverty_class == PovertyClass.POOR
        for recognition in household.recognitions
        if recognition.since <= law.date < recognition.until
    )


@rule(DECISION.article(4), en="Recognised as near-poor by the commune")
@rule(
    CIRCULAR_17.article(6), en="Recognised as near-poor by the commune",
    unverified="article from memory",
)
def is_near_poor(household: Household, law: Law) -> bool:
    """Hộ cận nghèo theo danh sách xã công nhận, còn hiệu lực vào ngày xét."""
    return any(
        recognition.poverty_class == PovertyClass.NEAR_POOR
        for recognition in household.recognitions
        if recognition.since <= law.date < recognition.until
    )


@rule(DECISION_28.article(2), en="Left the lists less than 36 months ago")
def is_newly_escaped(household: Household, law: Law) -> bool:
    """Hộ mới thoát nghèo: ra khỏi danh sách nghèo, cận nghèo chưa quá 36 tháng."""
    if household.is_poor or household.is_near_poor:
        return False
    return any(
        recognition.poverty_class in (PovertyClass.ESCAPED_POOR, PovertyClass.ESCAPED_NEAR_POOR)
        and recognition.since
        <= law.date
        < add_months(recognition.since, law.poverty.newly_escaped_months)
        for recognition in household.recognitions
    )
