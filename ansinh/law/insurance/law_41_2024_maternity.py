"""Luật Bảo hiểm xã hội 41/2024/QH15, Điều 50–60, 94–97 (trước đó 58/2014/QH13): thai sản."""

from datetime import date

from ansinh.engine import (
    Law,
    Money,
    add_days,
    add_months,
    benefit,
    days_between,
    document,
    first_of_month,
    first_of_next_month,
    months_between,
    ratio,
    round_half_up,
    rule,
)
from ansinh.law.facts.entities import MaternityEvent, Person
from ansinh.law.facts.insurance_claims import MaternityKind

LAW_58 = document("58/2014/QH13")
LAW = document("41/2024/QH15")
CIRCULAR_59 = document("59/2015/TT-BLĐTBXH")
CIRCULAR_12 = document("12/2025/TT-BNV")
CODE = document("45/2019/QH14")
LAW_113 = document("113/2025/QH15")
DECREE_168 = document("168/2026/NĐ-CP")
ROUNDED = "no text names the rounding to the đồng"
ADOPTER = "clauses on adopters from memory; no text names the rounding to the đồng"
LAST_MONTHS = 6


@rule(CIRCULAR_12.article(8), en="First day after the window before the birth")
@rule(CIRCULAR_59.article(9), en="First day after the window before the birth")
def window_end(event: MaternityEvent) -> date:
    """Sinh từ ngày 15 và tháng đó có đóng thì tháng sinh được tính, trước ngày 15 thì không."""
    month = first_of_month(event.happened_on)
    if event.happened_on < add_days(month, 14):
        return month
    if any(
        period.is_compulsory and period.since <= month < period.until
        for period in event.person.insurance_periods
    ):
        return first_of_next_month(month)
    return month


@rule(LAW.article(50, clause=2), en="Months of the last twelve")
@rule(LAW_58.article(31, clause=2), en="Months of the last twelve")
def months_of_last_12(event: MaternityEvent) -> int:
    """Số tháng đóng bắt buộc trong 12 tháng trước khi sinh."""
    start = add_months(event.window_end, -12)
    return sum(
        max(
            0,
            months_between(max(period.since, start), min(period.until, event.window_end)),
        )
        for period in event.person.insurance_periods
        if period.is_compulsory
    )


@rule(LAW.article(50, clause=3), en="Months before the birth")
@rule(LAW_58.article(31, clause=3), en="Months before the birth")
def months_before_birth(event: MaternityEvent) -> int:
    """Tổng số tháng đóng bắt buộc trước khi sinh."""
    return sum(
        max(0, months_between(period.since, min(period.until, event.window_end)))
        for period in event.person.insurance_periods
        if period.is_compulsory
    )


@rule(LAW.article(50, clause=5), en="Months of the last twenty-four")
def months_of_last_24(event: MaternityEvent) -> int:
    """Số tháng đóng bắt buộc trong 24 tháng trước khi sinh."""
    start = add_months(event.window_end, -24)
    return sum(
        max(
            0,
            months_between(max(period.since, start), min(period.until, event.window_end)),
        )
        for period in event.person.insurance_periods
        if period.is_compulsory
    )


@rule(
    LAW.article(50, clause=2),
    LAW.article(50, clause=3),
    LAW.article(50, clause=5),
    en="Has paid long enough",
)
def meets_maternity_condition(event: MaternityEvent) -> bool:
    """6 trong 12 tháng; dưỡng thai: 12 tháng và 3 trong 12; điều trị vô sinh: 6 trong 24 tháng."""
    if event.months_of_last_12 >= LAST_MONTHS:
        return True
    if event.ordered_rest and event.months_before_birth >= 12 and event.months_of_last_12 >= 3:
        return True
    return event.had_infertility_treatment and event.months_of_last_24 >= LAST_MONTHS


@rule(
    LAW_58.article(31, clause=2),
    LAW_58.article(31, clause=3),
    en="Has paid long enough",
    name="meets_maternity_condition",
)
def meets_maternity_condition_before_2025(event: MaternityEvent) -> bool:
    """6 trong 12 tháng; phải nghỉ dưỡng thai: đủ 12 tháng và 3 trong 12 tháng."""
    if event.months_of_last_12 >= LAST_MONTHS:
        return True
    return event.ordered_rest and event.months_before_birth >= 12 and event.months_of_last_12 >= 3


@rule(LAW.article(59, clause=1), en="Average of the last six months")
@rule(LAW_58.article(39, clause=1), CIRCULAR_59.article(12), en="Average of the last six months")
def maternity_average(event: MaternityEvent) -> Money:
    """Bình quân 6 tháng đóng gần nhất, cộng dồn; tháng đầu tham gia: tiền lương tháng đó."""
    if event.months_before_birth == 0:
        return sum(
            period.monthly_base
            for period in event.person.insurance_periods
            if period.is_compulsory
            and first_of_month(period.since) == first_of_month(event.happened_on)
        )
    return round_half_up(
        ratio(event.wages_of_last_months, min(LAST_MONTHS, event.months_before_birth))
    )


@rule(LAW.article(59, clause=1), en="Wages of the last six months")
@rule(LAW_58.article(39, clause=1), en="Wages of the last six months")
def wages_of_last_months(event: MaternityEvent) -> Money:
    """Tổng tiền lương của 6 tháng đóng gần nhất."""
    return sum(
        period.monthly_base
        * max(
            0,
            min(
                max(0, months_between(period.since, min(period.until, event.window_end))),
                LAST_MONTHS
                - sum(
                    max(0, months_between(later.since, min(later.until, event.window_end)))
                    for later in event.person.insurance_periods
                    if later.is_compulsory and later.since > period.since
                ),
            ),
        )
        for period in event.person.insurance_periods
        if period.is_compulsory
    )


@rule(
    LAW_113.article(14, clause=1, point="a"),
    LAW_113.article(29, clause=1),
    DECREE_168.article(2),
    en="Is the birth of the second child",
    otherwise=False,
)
def is_second_child(event: MaternityEvent) -> bool:
    """Khi sinh, mẹ có đúng một con đẻ còn sống."""
    return event.living_children == 1


@rule(
    LAW_58.article(34, clause=1), en="Months of leave for the birth", name="months_of_birth_leave"
)
def months_of_birth_leave_before_2025(event: MaternityEvent, law: Law) -> int:
    """6 tháng; từ con thứ hai của lần sinh thêm 1 tháng mỗi con."""
    return law.insurance.maternity.months + event.children - 1


@rule(
    LAW.article(53, clause=1),
    CODE.article(139, clause=1),
    LAW_113.article(29, clause=1),
    en="Months of leave for the birth",
)
def months_of_birth_leave(event: MaternityEvent, law: Law) -> int:
    """6 tháng, sinh con thứ hai từ 01/7/2026: 7 tháng; từ con thứ hai của lần sinh thêm 1 tháng."""
    if event.is_second_child:
        return law.insurance.maternity.months_of_second_child + event.children - 1
    return law.insurance.maternity.months + event.children - 1


@rule(LAW.article(53, clause=2), en="Days of the father at most")
def most_days_of_father(event: MaternityEvent, law: Law) -> int:
    """5 ngày; phẫu thuật, dưới 32 tuần: 7; sinh đôi: 10 (phẫu thuật: 14), mỗi con thêm: 3."""
    if event.children >= 2:
        more = law.insurance.maternity.father_each_more * (event.children - 2)
        if event.by_surgery:
            return law.insurance.maternity.father_twins_by_surgery + more
        return law.insurance.maternity.father_twins + more
    if event.is_second_child:
        return law.insurance.maternity.father_twins
    if event.by_surgery or event.is_premature:
        return law.insurance.maternity.father_surgery
    return law.insurance.maternity.father


@rule(
    LAW_58.article(34, clause=2),
    en="Days of the father at most",
    name="most_days_of_father",
)
def most_days_of_father_before_2025(event: MaternityEvent, law: Law) -> int:
    """5 ngày; phẫu thuật, dưới 32 tuần: 7; sinh đôi: 10 (phẫu thuật: 14), mỗi con thêm: 3."""
    if event.children >= 2:
        more = law.insurance.maternity.father_each_more * (event.children - 2)
        if event.by_surgery:
            return law.insurance.maternity.father_twins_by_surgery + more
        return law.insurance.maternity.father_twins + more
    if event.by_surgery or event.is_premature:
        return law.insurance.maternity.father_surgery
    return law.insurance.maternity.father


@rule(
    LAW.article(56),
    LAW.article(59, clause=3),
    en="Leave of an adopter",
    unverified=ROUNDED,
)
@rule(LAW_58.article(36), LAW_58.article(39), en="Leave of an adopter", unverified=ADOPTER)
def adoption_amount(event: MaternityEvent) -> Money:
    """Từ khi nhận nuôi đến khi con đủ 6 tháng tuổi: tiền lương mỗi tháng, ngày lẻ chia 30."""
    end = add_months(event.child_birth_date, 6)
    if event.days == 0 or event.happened_on >= end or not event.meets_maternity_condition:
        return 0
    months = months_between(event.happened_on, end)
    odd = days_between(add_months(event.happened_on, months), end)
    return round_half_up(ratio(event.maternity_average * (months * 30 + odd), 30))


@rule(LAW.article(52), LAW.article(59, clause=3), en="Loss of a pregnancy", unverified=ROUNDED)
def loss_amount(event: MaternityEvent, law: Law) -> Money:
    """Từ đủ 22 tuần và đủ điều kiện: như sinh con; trường hợp khác: số ngày theo tuần tuổi."""
    if event.weeks >= 22 and event.meets_maternity_condition:
        return event.maternity_average * law.insurance.maternity.months
    days = min(event.days, law.insurance.maternity.days_of_loss.of(event.weeks))
    return round_half_up(ratio(event.maternity_average * days, 30))


@rule(
    LAW_58.article(33),
    LAW_58.article(39),
    en="Loss of a pregnancy",
    name="loss_amount",
    unverified=ROUNDED,
)
def loss_amount_before_2025(event: MaternityEvent, law: Law) -> Money:
    """Số ngày theo tuần tuổi của thai, chia 30."""
    days = min(event.days, law.insurance.maternity.days_of_loss.of(event.weeks))
    return round_half_up(ratio(event.maternity_average * days, 30))


@rule(LAW.article(59), en="Maternity allowance of the event", unverified=ROUNDED)
@rule(LAW_58.article(39), en="Maternity allowance of the event", unverified=ROUNDED)
def maternity_amount(event: MaternityEvent, law: Law) -> Money:
    """Sinh con: tiền lương mỗi tháng nghỉ; khám thai, cha: chia 24; trường hợp khác: chia 30."""
    if event.kind == MaternityKind.BIRTH:
        if not event.meets_maternity_condition:
            return 0
        return event.maternity_average * event.months_of_birth_leave
    if event.kind == MaternityKind.ADOPTION:
        return event.adoption_amount
    if event.kind == MaternityKind.LOSS:
        return event.loss_amount
    if event.kind == MaternityKind.CHECKUP:
        checked = min(event.days, law.insurance.maternity.days_of_checks)
        return round_half_up(ratio(event.maternity_average * checked, 24))
    if event.kind == MaternityKind.CONTRACEPTION:
        most = (
            law.insurance.maternity.days_of_sterilisation
            if event.is_sterilisation
            else law.insurance.maternity.days_of_contraception
        )
        return round_half_up(ratio(event.maternity_average * min(event.days, most), 30))
    father = min(event.days, event.most_days_of_father)
    return round_half_up(ratio(event.maternity_average * father, 24))


@benefit(
    LAW.article(50),
    LAW.article(59),
    code="insurance.maternity",
    name="Trợ cấp thai sản",
    en="Maternity allowance",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
)
@benefit(
    LAW_58.article(31),
    LAW_58.article(39),
    code="insurance.maternity",
    name="Trợ cấp thai sản",
    en="Maternity allowance",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
)
def maternity_allowance(person: Person, law: Law) -> Money:
    """Các sự kiện thai sản của tháng, cả thời gian nghỉ."""
    return sum(
        event.maternity_amount
        for event in person.maternity_events
        if first_of_month(event.happened_on) == first_of_month(law.date)
    )


@rule(
    LAW.article(58, clause=1), LAW.article(58, clause=2), en="Children whose birth gives a lump sum"
)
@rule(LAW_58.article(38), en="Children whose birth gives a lump sum")
def children_with_lump(event: MaternityEvent) -> int:
    """Mẹ đủ điều kiện, hoặc cha đủ điều kiện khi mẹ không đủ."""
    if not event.meets_maternity_condition:
        return 0
    if event.kind in (MaternityKind.BIRTH, MaternityKind.ADOPTION):
        return event.children
    if event.kind == MaternityKind.FATHER and event.mother_is_not_eligible:
        return event.children
    return 0


@benefit(
    LAW.article(58),
    code="insurance.birth_lump",
    name="Trợ cấp một lần khi sinh con, nhận nuôi con",
    en="Lump sum on birth or adoption",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
)
@benefit(
    LAW_58.article(38),
    code="insurance.birth_lump",
    name="Trợ cấp một lần khi sinh con, nhận nuôi con",
    en="Lump sum on birth or adoption",
    paid="once",
    payer="social insurance fund",
    domain="insurance",
)
def birth_lump(person: Person, law: Law) -> Money:
    """2 lần mức tham chiếu (lương cơ sở) cho mỗi con."""
    children = sum(
        event.children_with_lump
        for event in person.maternity_events
        if first_of_month(event.happened_on) == first_of_month(law.date)
    )
    return law.insurance.reference_level * law.insurance.maternity.lump * children
