"""Facts of the poverty survey: income, and what each indicator of deprivation looks at."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Choice, Default, Money, Rate, fact


class PovertyClass(Choice):
    """Phân loại hộ theo quyết định công nhận của xã."""

    POOR = ("Hộ nghèo", "Poor")
    NEAR_POOR = ("Hộ cận nghèo", "Near-poor")
    ESCAPED_POOR = ("Hộ thoát nghèo", "Out of poverty")
    ESCAPED_NEAR_POOR = ("Hộ thoát cận nghèo", "Out of near-poverty")


class PovertyRecognitionFacts:
    """What a recognition says."""

    poverty_class: PovertyClass = fact("Loại hộ", "Class")
    since: date = fact("Từ ngày", "From")
    until: date = fact(
        "Đến trước ngày", "Until (not included)", missing=Default(NEVER, "no end is recorded")
    )


class HouseholdPovertyFacts:
    """What the survey asks of a household."""

    monthly_income: Money = fact(
        "Thu nhập bình quân tháng của cả hộ trong 12 tháng qua",
        "Average monthly income of the household over the last 12 months",
        unit="đồng/tháng", least=0, most=10**12,
    )
    dwelling_area: Rate = fact("Diện tích nhà ở", "Dwelling area", unit="m²", decimals=2, least=0)


class PersonPovertyFacts:
    """What the survey asks of a person."""

    has_health_insurance: bool = fact("Có thẻ bảo hiểm y tế", "Has health insurance")
