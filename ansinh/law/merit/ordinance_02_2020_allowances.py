"""Pháp lệnh 02/2020/UBTVQH14, Điều 9 đến 39: trợ cấp, phụ cấp hằng tháng của chính người có công.

War invalids, sick soldiers and those exposed to toxic chemicals stand in
``ordinance_02_2020_invalids``.
"""

from ansinh.engine import Law, Money, benefit, document, rule
from ansinh.law.facts.entities import MeritTitle, Person
from ansinh.law.facts.merit_choices import MeritKind
from ansinh.law.merit.ordinance_02_2020_titles import HEROES

ORDINANCE = document("02/2020/UBTVQH14")
DECREE_75 = document("75/2021/NĐ-CP")
PAID_HELPERS = (MeritKind.HELPER_PRE_1945, MeritKind.HELPER_ORDER)


@rule(
    ORDINANCE.article(9),
    DECREE_75.article(note="Phụ lục I.1.1"),
    en="Allowance and supplement of an activist before 1945",
)
def activist_amount(title: MeritTitle, law: Law) -> Money:
    """Diện thoát ly: trợ cấp và phụ cấp mỗi thâm niên; diện không thoát ly: trợ cấp."""
    if title.kind != MeritKind.ACTIVIST_PRE_1945 or not title.is_paid:
        return 0
    if not title.left_home:
        return law.merit.activist_stayed
    return law.merit.activist_left_home + law.merit.activist_seniority * title.seniority_years


@rule(ORDINANCE.article(12), en="Allowance of an activist before the uprising")
def uprising_amount(title: MeritTitle, law: Law) -> Money:
    """Người hoạt động cách mạng từ 01/01/1945 đến ngày khởi nghĩa tháng Tám."""
    if title.kind != MeritKind.ACTIVIST_PRE_UPRISING or not title.is_paid:
        return 0
    return law.merit.activist_uprising


@rule(ORDINANCE.article(18, clause=2), en="Allowance and supplement of a Heroic Mother")
def heroic_mother_amount(title: MeritTitle, law: Law) -> Money:
    """Trợ cấp bằng ba lần mức chuẩn và phụ cấp hằng tháng."""
    if title.kind != MeritKind.HEROIC_MOTHER or not title.is_paid:
        return 0
    return law.merit.heroic_mother + law.merit.heroic_mother_supplement


@rule(ORDINANCE.article(21), en="Allowance of a Hero")
def hero_amount(title: MeritTitle, law: Law) -> Money:
    """Anh hùng Lực lượng vũ trang nhân dân, Anh hùng Lao động trong thời kỳ kháng chiến."""
    if title.kind not in HEROES or not title.is_paid:
        return 0
    return law.merit.hero


@rule(ORDINANCE.article(33), en="Allowance of who was imprisoned by the enemy")
def imprisoned_amount(title: MeritTitle, law: Law) -> Money:
    """Người hoạt động cách mạng, kháng chiến bị địch bắt tù, đày."""
    if title.kind != MeritKind.IMPRISONED or not title.is_paid:
        return 0
    return law.merit.imprisoned


@rule(
    ORDINANCE.article(39, clause=1),
    ORDINANCE.article(39, clause=2),
    en="Allowance of a helper of the revolution",
)
def helper_amount(title: MeritTitle, law: Law) -> Money:
    """Người có công giúp đỡ cách mạng hưởng trợ cấp hằng tháng."""
    if title.kind not in PAID_HELPERS or not title.is_paid:
        return 0
    return law.merit.helper[title.kind]


@benefit(
    ORDINANCE.article(9),
    code="merit.activist_pre_1945",
    name="Trợ cấp, phụ cấp người hoạt động cách mạng trước 01/01/1945",
    en="Allowance of an activist before 1945",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def activist_pre_1945_allowance(person: Person) -> Money:
    """Trợ cấp, phụ cấp hằng tháng."""
    if not person.holds_paid_title:
        return 0
    return sum(title.activist_amount for title in person.merit_titles)


@benefit(
    ORDINANCE.article(12),
    code="merit.activist_pre_uprising",
    name="Trợ cấp người hoạt động cách mạng tiền khởi nghĩa",
    en="Allowance of an activist before the uprising",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def activist_pre_uprising_allowance(person: Person) -> Money:
    """Trợ cấp hằng tháng."""
    if not person.holds_paid_title:
        return 0
    return sum(title.uprising_amount for title in person.merit_titles)


@benefit(
    ORDINANCE.article(18, clause=2),
    code="merit.heroic_mother",
    name="Trợ cấp, phụ cấp Bà mẹ Việt Nam anh hùng",
    en="Allowance of a Heroic Vietnamese Mother",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def heroic_mother_allowance(person: Person) -> Money:
    """Trợ cấp, phụ cấp hằng tháng."""
    if not person.holds_paid_title:
        return 0
    return sum(title.heroic_mother_amount for title in person.merit_titles)


@benefit(
    ORDINANCE.article(21),
    code="merit.hero",
    name="Trợ cấp Anh hùng Lực lượng vũ trang, Anh hùng Lao động thời kỳ kháng chiến",
    en="Allowance of a Hero",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def hero_allowance(person: Person) -> Money:
    """Trợ cấp hằng tháng."""
    if not person.holds_paid_title:
        return 0
    return sum(title.hero_amount for title in person.merit_titles)


@benefit(
    ORDINANCE.article(33),
    code="merit.imprisoned",
    name="Trợ cấp người bị địch bắt tù, đày",
    en="Allowance of who was imprisoned by the enemy",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def imprisoned_allowance(person: Person) -> Money:
    """Trợ cấp hằng tháng."""
    if not person.holds_paid_title:
        return 0
    return sum(title.imprisoned_amount for title in person.merit_titles)


@benefit(
    ORDINANCE.article(39, clause=1),
    ORDINANCE.article(39, clause=2),
    code="merit.helper",
    name="Trợ cấp người có công giúp đỡ cách mạng",
    en="Allowance of a helper of the revolution",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def helper_allowance(person: Person) -> Money:
    """Trợ cấp hằng tháng."""
    if not person.holds_paid_title:
        return 0
    return sum(title.helper_amount for title in person.merit_titles)


@benefit(
    ORDINANCE.article(39, clause=1),
    ORDINANCE.article(39, clause=2),
    code="merit.helper_nurturing",
    name="Trợ cấp nuôi dưỡng người có công giúp đỡ cách mạng sống cô đơn",
    en="Nurturing allowance of a helper who lives alone",
    paid="monthly",
    payer="central budget",
    domain="merit",
)
def helper_nurturing_allowance(person: Person, law: Law) -> Money:
    """Đang hưởng trợ cấp hằng tháng mà sống cô đơn thì hưởng thêm."""
    if person.helper_allowance == 0 or not person.lives_alone:
        return 0
    return law.merit.helper_nurturing
