"""Figures of indicators as people write them, in either language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansinh.insight.indicators.build import NOTES
from ansinh.insight.indicators.definitions import Definition
from ansinh.insight.words import decimal, grouped

VERDICTS = {
    "reached": ("đạt", "reached"),
    "not reached": ("chưa đạt", "not reached"),
    "open": ("chưa kết luận được", "cannot be told yet"),
    "": ("", ""),
}
#: What the projection assumes and leaves out.
CAUTION = (
    "Theo mức sinh, mức chết cả nước (Liên hợp quốc, 2024), không tính di cư; không phải số tỉnh",
    "By the country's births and deaths (United Nations, 2024), no migration; no official figure",
)
_COUNTS = ("hộ", "người")
_FLAG = "có/không"


def value_of(row: Mapping[str, Any], known: Definition, lang: str = "vi") -> str:
    """The value with its unit; a dash where there is none."""
    value = row["value"]
    if value is None:
        return "–"
    if known.unit == _FLAG:
        return told(("có", "yes") if value else ("không", "no"), lang)
    number = grouped(round(value)) if known.unit in _COUNTS else decimal(value, places(known))
    sign = known.unit if lang == "vi" else known.unit_en
    return f"{number} {sign}" if sign in ("%", "‰") else number


def reason_of(row: Mapping[str, Any], lang: str = "vi") -> str:
    """Why there is no value; nothing where there is one."""
    return told(NOTES[row["note"]], lang) if row["note"] else ""


def interval_of(row: Mapping[str, Any], known: Definition) -> str:
    """The two ends of the interval; nothing where there is none."""
    if row["low"] is None or row["value"] is None:
        return ""
    return "–".join(decimal(row[end], places(known)) for end in ("low", "high"))


def parts_of(row: Mapping[str, Any], known: Definition) -> str:
    """Numerator and denominator, where both are people, homes or births."""
    if row["part"] is None or known.unit in (*_COUNTS, "triệu đồng"):
        return ""
    return f"{grouped(row['part'])} / {grouped(row['whole'])}"


def places(known: Definition) -> int:
    """Decimals of a figure: two of fertility and of points of percent, one of the rest."""
    return 2 if known.unit in ("con/phụ nữ", "điểm %", "triệu đồng") else 1


def told(words: tuple[str, str], lang: str) -> str:
    """The one of two texts that is in the language."""
    return words[0] if lang == "vi" else words[1]
