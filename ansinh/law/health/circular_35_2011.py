"""Thông tư 35/2011/TT-BYT, Luật Người cao tuổi: khám sức khỏe định kỳ người cao tuổi."""

from ansinh.engine import benefit, document
from ansinh.law.facts.entities import Person

CIRCULAR = document("35/2011/TT-BYT")
LAW = document("39/2009/QH12")


@benefit(
    CIRCULAR.article(3, clause=4),
    LAW.article(13, clause=1, point="d"),
    LAW.article(13, clause=4),
    code="health.free_check",
    name="Khám sức khỏe định kỳ, khám sàng lọc miễn phí",
    en="Free yearly health check",
    paid="yearly",
    payer="state budget",
    domain="health",
    kind="service",
    unit="service",
    until="2026-07-01",
)
def free_check(person: Person) -> bool:
    """Khám sức khỏe định kỳ người cao tuổi ít nhất một lần một năm, ngân sách bảo đảm."""
    return person.is_alive and person.is_elderly
