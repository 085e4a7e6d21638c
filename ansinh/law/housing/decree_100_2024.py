"""Nghị định 100/2024/NĐ-CP (sửa bởi 261/2025, 54/2026, 136/2026), Điều 29, 30, 67: điều kiện.

The day on which the income was confirmed decides which ceiling counts, whatever day is asked about:
who was refused under an older one may ask for a new confirmation.
"""

from datetime import date

from ansinh.engine import (
    Law,
    Money,
    days_between,
    document,
    first_of_month,
    month_of,
    round_down,
    rule,
    year_of,
)
from ansinh.law.facts.assistance import MaritalStatus
from ansinh.law.facts.entities import HousingApplication, Person
from ansinh.law.facts.housing import HouseWork, HousingWorkplace

DECREE = document("100/2024/NĐ-CP")
DECREE_136 = document("136/2026/NĐ-CP")
DECREE_261 = document("261/2025/NĐ-CP")
DECREE_100_2015 = document("100/2015/NĐ-CP")
LAW = document("27/2023/QH15")
LAW_2014 = document("65/2014/QH13")
FORM_01_FROM = "2026-04-07"
COLONEL_PLUS_FROM = date(2026, 4, 7)
MEMORY = "from memory: the decree of 2015 was not read"

# --- Điều 30: thu nhập --------------------------------------------------------------------------


@rule(DECREE.article(30, clause=1), en="Day of confirmation, written as year, month and day")
def confirmation_day(application: HousingApplication) -> int:
    """Ngày xác nhận thu nhập, viết liền năm, tháng, ngày."""
    day = application.confirmed_on
    return year_of(day) * 10_000 + month_of(day) * 100 + days_between(first_of_month(day), day) + 1


@rule(
    DECREE.article(30, clause=1, point="b"),
    en="Is married, for social housing",
    unverified="that a separated couple is still married follows from the Law on Marriage",
)
@rule(
    DECREE_100_2015.article(22),
    en="Is married, for social housing",
    unverified=MEMORY,
)
def is_married_for_housing(person: Person) -> bool:
    """Đã kết hôn theo quy định của pháp luật, kể cả đang ly thân."""
    return person.marital_status in (MaritalStatus.MARRIED, MaritalStatus.SEPARATED)


@rule(DECREE.article(30, clause=1), en="Income counted: the applicant's, and the spouse's")
def counted_income(application: HousingApplication) -> Money:
    """Thu nhập bình quân tháng thực nhận trong 12 tháng, cộng của vợ, chồng nếu đã kết hôn."""
    if application.person.is_married_for_housing:
        return application.own_income + application.spouse_income
    return application.own_income


@rule(
    DECREE.article(30, clause=1),
    DECREE_261.article(1, clause=2),
    DECREE_136.article(1, clause=1),
    en="Ceiling of income on the day of confirmation",
)
def income_ceiling(application: HousingApplication, law: Law) -> Money:
    """Mức trần của vợ chồng, của người độc thân nuôi con nhỏ, của người độc thân."""
    if application.person.is_married_for_housing:
        return law.housing.income_ceiling.couple.of(application.confirmation_day)
    if application.raises_minor_child:
        return law.housing.income_ceiling.single_parent.of(application.confirmation_day)
    return law.housing.income_ceiling.single.of(application.confirmation_day)


@rule(
    DECREE.article(67),
    DECREE_261.article(1),
    DECREE_136.article(1),
    en="Ceiling of income of the armed forces",
    unverified="the multiples before 10 October 2025 are from memory",
)
def armed_forces_ceiling(application: HousingApplication, law: Law) -> Money:
    """Theo tổng thu nhập của đại tá: độc thân, hai vợ chồng cùng lực lượng, một người."""
    colonel = application.colonel_income
    if not application.person.is_married_for_housing:
        return colonel
    if application.spouse_in_armed_forces:
        return round_down(colonel * law.housing.colonel_share.both)
    if application.confirmed_on >= COLONEL_PLUS_FROM:
        return colonel + law.housing.above_colonel
    return round_down(colonel * law.housing.colonel_share.one)


@rule(
    DECREE.article(30),
    DECREE.article(67),
    LAW.article(78, clause=1, point="b"),
    en="Meets the condition of income",
)
def meets_income_condition(application: HousingApplication) -> bool:
    """Đối tượng không phải xét thu nhập, hoặc thu nhập không quá mức trần."""
    person = application.person
    if person.may_buy_at_any_income:
        return True
    if person.housing_workplace == HousingWorkplace.ARMED_FORCES:
        return application.counted_income <= application.armed_forces_ceiling
    return (
        person.may_buy_within_ceiling and application.counted_income <= application.income_ceiling
    )


@rule(
    LAW_2014.article(51, clause=1, point="c"),
    en="Meets the condition of income, before August 2024",
    name="meets_income_condition",
    unverified=MEMORY,
)
def is_not_liable_to_tax(application: HousingApplication) -> bool:
    """Không thuộc diện nộp thuế thu nhập cá nhân thường xuyên; hộ nghèo không xét."""
    person = application.person
    if person.may_buy_at_any_income:
        return True
    return person.may_buy_within_ceiling and not application.is_liable_to_income_tax


# --- Điều 29: nhà ở -----------------------------------------------------------------------------


@rule(
    DECREE_136.article(1),
    DECREE.article(29, clause=2),
    en="People counted in the area per head",
    since=FORM_01_FROM,
    unverified="Form 01 counts a single person alone; that their children count is our reading",
)
def people_counted(application: HousingApplication) -> int:
    """Người đứng đơn, vợ (chồng), cha mẹ hai bên, các con; độc thân: bản thân và con."""
    if not application.person.is_married_for_housing:
        return 1 + application.children_there
    return (
        2
        + application.parents_there
        + application.parents_in_law_there
        + application.children_there
    )


@rule(
    DECREE.article(29, clause=2),
    en="People counted in the area per head",
    name="people_counted",
    until=FORM_01_FROM,
)
@rule(
    DECREE_100_2015.article(22),
    en="People counted in the area per head",
    name="people_counted",
    unverified=MEMORY,
)
def people_counted_before_form_01(application: HousingApplication) -> int:
    """Người đứng đơn, vợ (chồng), cha, mẹ, các con thường trú tại căn nhà đó."""
    return (
        (2 if application.person.is_married_for_housing else 1)
        + application.parents_there
        + application.children_there
    )


@rule(DECREE.article(29, clause=2), en="Owns a home with too little floor per head")
@rule(
    DECREE_100_2015.article(22),
    en="Owns a home with too little floor per head",
    unverified=MEMORY,
)
def is_cramped(application: HousingApplication, law: Law) -> bool:
    """Có nhà nhưng diện tích bình quân đầu người thấp hơn mức tối thiểu."""
    return application.floor_area < law.housing.least_floor * application.people_counted


@rule(LAW.article(78, clause=1, point="a"), en="Never had a social home or housing support")
@rule(
    LAW_2014.article(51, clause=1, point="a"),
    en="Never had a social home or housing support",
    unverified=MEMORY,
)
def was_never_housed(application: HousingApplication, law: Law) -> bool:
    """Chưa mua, thuê mua nhà ở xã hội, chưa được hỗ trợ nhà ở dưới mọi hình thức."""
    household = application.person.household
    return not (
        application.had_social_home
        or application.had_housing_support
        or household.had_house_support
        or household.had_merit_housing
        or (household.house_work != HouseWork.NONE and household.house_approved_on <= law.date)
    )


@rule(
    DECREE.article(29),
    LAW.article(78, clause=1, point="a"),
    en="Meets the condition of housing",
)
def meets_home_condition(application: HousingApplication) -> bool:
    """Chưa có nhà trong tỉnh, nhà chật, hoặc nhà cách xa nơi làm việc; chưa từng được hỗ trợ."""
    return application.was_never_housed and (
        not application.owns_home or application.is_cramped or application.is_far_from_work
    )


@rule(
    LAW_2014.article(51, clause=1),
    DECREE_100_2015.article(22),
    en="Meets the conditions of housing and residence, before August 2024",
    name="meets_home_condition",
    unverified=MEMORY,
)
def meets_home_and_residence(application: HousingApplication) -> bool:
    """Cư trú trong tỉnh; chưa có nhà hoặc nhà chật; chưa từng được hỗ trợ."""
    return (
        application.is_registered_in_province
        and application.was_never_housed
        and (not application.owns_home or application.is_cramped)
    )
