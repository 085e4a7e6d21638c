"""Nghị định 272/2025/NĐ-CP: phân định xã khu vực I, II, III giai đoạn 2026 – 2030.

The class that a commune's criteria give is what the province proposes; only the published list
decides benefits (``ansinh/law/common/areas.py``).
"""

from ansinh.engine import Law, document, rule
from ansinh.law.facts.choices import AreaClass
from ansinh.law.facts.entities import Area, Household

DECREE = document("272/2025/NĐ-CP")
MEMORY = "number of the article not found; names of the 12 criteria not found"


@rule(DECREE.article(), en="Region class that the criteria give", unverified=MEMORY)
def class_by_criteria(area: Area, law: Law) -> AreaClass:
    """Khu vực III: từ 6 tiêu chí, hoặc từ 3 và trên 50 % thôn đặc biệt khó khăn; II: từ 3."""
    if area.criteria_met >= law.poverty.region_iii_criteria:
        return AreaClass.REGION_III
    if area.criteria_met < law.poverty.region_ii_criteria:
        return AreaClass.REGION_I
    difficult_limit = law.poverty.region_iii_village_share * area.village_count
    if area.especially_difficult_village_count > difficult_limit:
        return AreaClass.REGION_III
    return AreaClass.REGION_II


@rule(DECREE.article(), en="Region class that the commune's criteria give", unverified=MEMORY)
def commune_class_by_criteria(household: Household) -> AreaClass:
    """Khu vực mà tiêu chí cho xã nơi hộ sống."""
    return household.area.class_by_criteria
