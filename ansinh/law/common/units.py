"""Luật Tổ chức chính quyền địa phương: đơn vị hành chính cấp xã của hộ, thành thị hay nông thôn.

Before 1 July 2025 a household lived in its former commune, ward or township; from that day it
lives in the unit that Resolution 1658/NQ-UBTVQH15 made (there are no townships any more). Where
the unit of the day is not recorded, its kind is unknown: today's unit says nothing of the former.
"""

from ansinh.engine import document, rule
from ansinh.law.facts.choices import AreaKind
from ansinh.law.facts.entities import Household

LAW_2015 = document("77/2015/QH13")
LAW_2025_02 = document("65/2025/QH15")
LAW_2025_06 = document("72/2025/QH15")
RESOLUTION_202 = document("202/2025/QH15")
RESOLUTION_1658 = document("1658/NQ-UBTVQH15")


@rule(
    LAW_2025_02.article(1),
    en="Urban (ward, township) or rural (commune), former unit",
    name="area_kind",
    until="2025-07-01",
    unverified="article from memory",
)
@rule(
    LAW_2015.article(2),
    en="Urban (ward, township) or rural (commune), former unit",
    name="area_kind",
)
def area_kind_of_former_unit(household: Household) -> AreaKind:
    """Thành thị (phường, thị trấn) hay nông thôn (xã), theo đơn vị hành chính cũ."""
    return household.former_area.kind


@rule(
    LAW_2025_06.article(1),
    RESOLUTION_1658.article(1),
    RESOLUTION_202.article(1),
    en="Urban (ward) or rural (commune), unit made on 1 July 2025",
    since="2025-07-01",
    unverified="no guidance was found on units that changed kind within a review year",
)
def area_kind(household: Household) -> AreaKind:
    """Thành thị (phường) hay nông thôn (xã), theo đơn vị hành chính từ 01/7/2025."""
    return household.area.kind


@rule(LAW_2025_06.article(1), en="Lives in an urban area", since="2025-07-01")
@rule(
    LAW_2025_02.article(1),
    en="Lives in an urban area",
    until="2025-07-01",
    unverified="article from memory",
)
@rule(LAW_2015.article(2), en="Lives in an urban area")
def is_urban(household: Household) -> bool:
    """Sống ở khu vực thành thị."""
    return household.area_kind == AreaKind.URBAN
