"""Nghị quyết 201/2025/QH15, Điều 9: nhà ở cách xa nơi làm việc (thí điểm 01/6/2025–31/5/2030)."""

from ansinh.engine import document, rule
from ansinh.law.facts.entities import HousingApplication

RESOLUTION = document("201/2025/QH15")
DECREE = document("192/2025/NĐ-CP")


@rule(
    RESOLUTION.article(9, clause=2),
    DECREE.article(),
    en="Owns a home far from work, the project is nearer",
    otherwise=False,
    unverified="the distance set by the merged province was not found; that the project must be"
    " nearer is read in the decision of another province",
)
def is_far_from_work(application: HousingApplication) -> bool:
    """Nhà ở cách xa nơi làm việc theo mức của tỉnh, dự án gần hơn nhà đang có."""
    return application.home_is_far_from_work and application.project_is_nearer_to_work
