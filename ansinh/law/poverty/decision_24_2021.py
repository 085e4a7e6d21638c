"""Quyết định 24/2021/QĐ-TTg: rà soát, công nhận hộ nghèo, hộ cận nghèo hằng năm.

The commune's decision is what opens benefits, not the survey; ``meets_poor_standard`` is the
survey's answer. Before 1 September 2021 Circular 17/2016/TT-BLĐTBXH governed the lists.
"""

from ansinh.engine import Law, add_months, benefit, document, rule
from ansinh.law.facts.entities import Household
from ansinh.law.facts.poverty import PovertyClass

DECISION = document("24/2021/QĐ-TTg")
DECISION_28 = document("28/2015/QĐ-TTg")
CIRCULAR_17 = document("17/2016/TT-BLĐTBXH")


@rule(DECISION.article(4), en="Recognised as poor by the commune")
@rule(
    CIRCULAR_17.article(6),
    en="Recognised as poor by the commune",
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
    CIRCULAR_17.article(6),
    en="Recognised as near-poor by the commune",
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


@benefit(
    DECISION.article(4),
    code="poverty.recognition_poor",
    name="Công nhận hộ nghèo",
    en="Recognition as a poor household",
    paid="in kind",
    payer="commune",
    domain="poverty",
    unit="status",
    kind="status",
)
@benefit(
    CIRCULAR_17.article(6),
    code="poverty.recognition_poor",
    name="Công nhận hộ nghèo",
    en="Recognition as a poor household",
    paid="in kind",
    payer="commune",
    domain="poverty",
    unit="status",
    kind="status",
    unverified="article from memory",
)
def poor_recognition(household: Household) -> bool:
    """Được công nhận hộ nghèo khi kết quả rà soát đạt chuẩn hộ nghèo."""
    return household.meets_poor_standard


@benefit(
    DECISION.article(4),
    code="poverty.recognition_near_poor",
    name="Công nhận hộ cận nghèo",
    en="Recognition as a near-poor household",
    paid="in kind",
    payer="commune",
    domain="poverty",
    unit="status",
    kind="status",
)
@benefit(
    CIRCULAR_17.article(6),
    code="poverty.recognition_near_poor",
    name="Công nhận hộ cận nghèo",
    en="Recognition as a near-poor household",
    paid="in kind",
    payer="commune",
    domain="poverty",
    unit="status",
    kind="status",
    unverified="article from memory",
)
def near_poor_recognition(household: Household) -> bool:
    """Được công nhận hộ cận nghèo khi kết quả rà soát đạt chuẩn hộ cận nghèo."""
    return household.meets_near_poor_standard


@benefit(
    DECISION.article(6),
    code="poverty.average_living_standard",
    name="Xác định hộ làm nông, lâm, ngư, diêm nghiệp có mức sống trung bình",
    en="Certification as a farm household of average living standard",
    paid="in kind",
    payer="commune",
    domain="poverty",
    unit="status",
    kind="status",
    on_request=True,
    until="2027-01-01",
)
def average_standard_certification(household: Household) -> bool:
    """Được xác định hộ có mức sống trung bình khi thu nhập 12 tháng qua trong khung."""
    return household.is_average_living_standard
