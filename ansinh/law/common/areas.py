"""Khu vực I, II, III và thôn đặc biệt khó khăn vùng đồng bào dân tộc thiểu số và miền núi.

Each list of communes is data: dated intervals of an area. A commune missing from the list has an
unknown class, not no class, unless the registry itself says where it stands.
"""

from datetime import date

from ansinh.engine import Law, document, exists, rule
from ansinh.law.facts.choices import AreaClass
from ansinh.law.facts.entities import Area, Household

DECISION_582 = document("582/QĐ-TTg")
DECISION_861 = document("861/QĐ-TTg")
LETTER_389 = document("389/UBDT-CSDT")
DECREE_272 = document("272/2025/NĐ-CP")
DECISION_60 = document("60/QĐ-BDTTG")
LAST_DAY_OF_FORMER_UNITS = date(2025, 6, 30)


@rule(DECISION_60.article(1), en="Has a dated class on the day", since="2026-01-29")
@rule(
    DECISION_861.article(1),
    en="Has a dated class on the day",
    since="2021-06-04",
    until="2026-01-29",
)
@rule(DECISION_582.article(1), en="Has a dated class on the day", until="2021-06-04")
def has_dated_class(area: Area, law: Law) -> bool:
    """Có tên trong một danh sách phân định đang áp dụng vào ngày xét."""
    return any(period.since <= law.date < period.until for period in area.class_periods)


@rule(
    DECISION_60.article(1),
    DECREE_272.article(5),
    en="Region class on the day",
    since="2026-01-29",
    unverified="article of the Decree from memory; the list of Bắc Ninh was not found",
)
@rule(
    DECISION_861.article(1),
    DECISION_861.article(2),
    en="Region class on the day",
    since="2021-06-04",
    until="2026-01-29",
)
@rule(DECISION_582.article(1), en="Region class on the day", until="2021-06-04")
def class_on_the_day(area: Area, law: Law) -> AreaClass:
    """Khu vực của xã vào ngày xét: theo danh sách có ngày, không có thì theo hồ sơ xã."""
    if any(
        period.region_class == AreaClass.REGION_III
        for period in area.class_periods
        if period.since <= law.date < period.until
    ):
        return AreaClass.REGION_III
    if any(
        period.region_class == AreaClass.REGION_II
        for period in area.class_periods
        if period.since <= law.date < period.until
    ):
        return AreaClass.REGION_II
    if any(
        period.region_class == AreaClass.REGION_I
        for period in area.class_periods
        if period.since <= law.date < period.until
    ):
        return AreaClass.REGION_I
    if area.has_dated_class:
        return AreaClass.OUTSIDE
    return area.region_class


@rule(
    LETTER_389.article(),
    en="Region class on the last day of the former units",
    since="2025-07-01",
    until="2026-01-29",
    unverified="the letter was written for the mergers of 2019–2021; used by analogy",
)
def class_before_the_merger(area: Area) -> AreaClass:
    """Khu vực của xã cũ vào ngày cuối cùng trước khi sắp xếp."""
    if any(
        period.region_class == AreaClass.REGION_III
        for period in area.class_periods
        if period.since <= LAST_DAY_OF_FORMER_UNITS < period.until
    ):
        return AreaClass.REGION_III
    if any(
        period.region_class == AreaClass.REGION_II
        for period in area.class_periods
        if period.since <= LAST_DAY_OF_FORMER_UNITS < period.until
    ):
        return AreaClass.REGION_II
    if any(
        period.region_class == AreaClass.REGION_I
        for period in area.class_periods
        if period.since <= LAST_DAY_OF_FORMER_UNITS < period.until
    ):
        return AreaClass.REGION_I
    if any(
        period.since <= LAST_DAY_OF_FORMER_UNITS < period.until for period in area.class_periods
    ):
        return AreaClass.OUTSIDE
    return area.region_class


@rule(
    DECISION_861.article(1),
    DECISION_861.article(2),
    en="Region class of the commune, former unit",
    since="2021-06-04",
    until="2025-07-01",
    name="region_class",
)
@rule(
    DECISION_582.article(1),
    en="Region class of the commune, former unit",
    until="2021-06-04",
    name="region_class",
)
def region_class_of_former_unit(household: Household) -> AreaClass:
    """Khu vực của xã cũ nơi hộ sống."""
    return household.former_area.class_on_the_day


@rule(
    LETTER_389.article(),
    DECISION_861.article(1),
    en="Region class after the merger, until the new list",
    name="region_class",
    since="2025-07-01",
    until="2026-01-29",
    unverified="the letter was written for the mergers of 2019–2021; used by analogy",
)
def region_class_between_merger_and_new_list(household: Household) -> AreaClass:
    """Xã mới giữ chính sách ưu đãi nhất của các xã hợp thành, đến khi có danh sách mới.

    The class of the merged commune is data where it is loaded; else the household keeps the class
    of its own former commune, which the most favourable one is never below.
    """
    if household.area.has_dated_class:
        return household.area.class_on_the_day
    if exists(household.former_area):
        return household.former_area.class_before_the_merger
    return household.area.region_class


@rule(
    DECISION_60.article(1),
    DECREE_272.article(5),
    en="Region class of the commune, 2026–2030",
    name="region_class",
    since="2026-01-29",
    unverified="article of the Decree from memory; the list of Bắc Ninh was not found",
)
def region_class_from_2026(household: Household) -> AreaClass:
    """Khu vực của xã nơi hộ sống theo danh sách 2026–2030."""
    return household.area.class_on_the_day


@rule(DECISION_60.article(1), en="Lives in a region III commune", since="2026-01-29")
@rule(
    DECISION_861.article(1),
    en="Lives in a region III commune",
    since="2021-06-04",
    until="2026-01-29",
)
@rule(DECISION_582.article(1), en="Lives in a region III commune", until="2021-06-04")
def is_region_iii(household: Household) -> bool:
    """Sống ở xã khu vực III (xã đặc biệt khó khăn)."""
    return household.region_class == AreaClass.REGION_III


@rule(
    DECISION_60.article(1),
    en="Lives in an especially difficult commune or village",
    since="2026-01-29",
)
@rule(
    DECISION_861.article(1),
    document("433/QĐ-UBDT").article(1),
    document("612/QĐ-UBDT").article(1),
    en="Lives in an especially difficult commune or village",
    since="2021-06-04",
    until="2026-01-29",
)
@rule(
    DECISION_582.article(1),
    en="Lives in an especially difficult commune or village",
    until="2021-06-04",
)
def lives_in_especially_difficult_area(household: Household) -> bool:
    """Sống ở xã khu vực III hoặc thôn đặc biệt khó khăn."""
    return household.in_especially_difficult_village or household.is_region_iii
