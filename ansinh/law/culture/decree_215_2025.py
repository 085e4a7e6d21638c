"""Nghị định 215/2025/NĐ-CP: chính sách đối với nghệ nhân di sản văn hóa phi vật thể.

The monthly amounts and the funeral support were not found: who has a right is said, not how much.
"""

from ansinh.engine import benefit, document, rule
from ansinh.law.facts.entities import Person

DECREE = document("215/2025/NĐ-CP")
PRESS = "Article 19 was read; that every holder of a title has the right is from the press"


@rule(
    DECREE.article(19, clause=2),
    DECREE.article(19, clause=3),
    en="Enjoys the regime of artisans",
    unverified=PRESS,
)
def enjoys_artisan_regime(person: Person) -> bool:
    """Có danh hiệu; tạm dừng khi chấp hành án phạt tù, thôi hưởng khi chết."""
    return person.is_alive and person.is_artisan and not person.is_serving_sentence


@benefit(
    DECREE.article(note="trợ cấp sinh hoạt hằng tháng"),
    DECREE.article(19),
    code="culture.artisan_right",
    name="Quyền hưởng trợ cấp sinh hoạt hằng tháng của nghệ nhân (chưa rõ mức)",
    en="Right of artisans to a monthly allowance (amount not known)",
    paid="monthly",
    payer="state budget",
    domain="culture",
    kind="service",
    unit="service",
    on_request=True,
    unverified="the amount was not found; counted as a right, never as money",
)
def artisan_right(person: Person) -> bool:
    """Nghệ nhân nhân dân, Nghệ nhân ưu tú được Nhà nước trợ cấp sinh hoạt hằng tháng."""
    return person.enjoys_artisan_regime


@benefit(
    DECREE.article(note="đóng bảo hiểm y tế"),
    DECREE.article(19),
    code="culture.artisan_health_card",
    name="Thẻ bảo hiểm y tế nghệ nhân",
    en="Health insurance card of artisans",
    paid="in kind",
    payer="state budget",
    domain="culture",
    unit="card",
    kind="insurance",
    on_request=True,
    unverified=PRESS,
)
def artisan_health_card(person: Person) -> bool:
    """Nhà nước đóng bảo hiểm y tế cho Nghệ nhân nhân dân, Nghệ nhân ưu tú."""
    return person.enjoys_artisan_regime
