"""Facts of social assistance: disability, parents, support, care, emergencies."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Choice, Default, Money, fact


class DisabilityDegree(Choice):
    """Mức độ khuyết tật."""

    ESPECIALLY_SEVERE = ("Đặc biệt nặng", "Especially severe")
    SEVERE = ("Nặng", "Severe")
    LIGHT = ("Nhẹ", "Light")


class DisabilityFacts:
    """What a disability certificate says."""

    degree: DisabilityDegree = fact("Mức độ khuyết tật", "Degree")
    certified_on: date = fact("Ngày cấp giấy xác nhận", "Certified on")
    until: date = fact(
        "Đến trước ngày", "Until (not included)", missing=Default(NEVER, "no end is recorded")
    )


class PersonAssistanceFacts:
    """What social assistance asks of a person."""

    insurance_pension: Money = fact(
        "Lương hưu hằng tháng", "Monthly pension", unit="đồng/tháng", least=0
    )


class HouseholdAssistanceFacts:
    """What social assistance asks of a household."""


class EmergencyFacts:
    """What is recorded of an emergency."""

    happened_on: date = fact("Ngày xảy ra", "Date")
