"""Figures and dates as an officer writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from ansinh.engine.errors import DataError


def grouped(number: int) -> str:
    """``1.080.000``."""
    return f"{number:,}".replace(",", ".")


def money(amount: int | None, unit: str = "VND") -> str:
    """An amount in its unit: ``1.080.000 đ``, ``15 kg``."""
    if amount is None:
        return "không rõ"
    return f"{grouped(amount)} {'đ' if unit == 'VND' else unit}"


#: Units of benefits as an officer says them.
UNITS = {
    "VND": "đồng",
    "VND waived": "đồng được miễn, giảm",
    "VND lent": "đồng được vay",
    "percent": "%",
    "kg": "kg",
    "card": "thẻ",
    "status": "quyết định",
    "service": "dịch vụ",
    "priority": "ưu tiên",
}
#: Units of what one has or has not: an amount says nothing.
UNCOUNTED = ("card", "status", "service", "priority")
#: Who pays, as an officer says it.
PAYERS = {
    "state budget": "Ngân sách nhà nước",
    "central budget": "Ngân sách trung ương",
    "province budget": "Ngân sách tỉnh",
    "commune": "Ngân sách xã",
    "commune budget": "Ngân sách xã",
    "social insurance": "Quỹ bảo hiểm xã hội",
    "social insurance fund": "Quỹ bảo hiểm xã hội",
    "health insurance fund": "Quỹ bảo hiểm y tế",
    "unemployment insurance fund": "Quỹ bảo hiểm thất nghiệp",
    "state budget and donations": "Ngân sách nhà nước và nguồn huy động",
    "Bank for Social Policies": "Ngân hàng Chính sách xã hội",
    "public telecommunications fund": "Quỹ Dịch vụ viễn thông công ích",
    "employer": "Người sử dụng lao động",
    "school health": "Kinh phí y tế trường học",
    "developer": "Chủ đầu tư",
}


def short_money(amount: int) -> str:
    """A large amount in millions or billions: ``1,25 tỷ đ``."""
    for size, word in ((10**9, "tỷ"), (10**6, "triệu")):
        if abs(amount) >= size:
            return f"{decimal(Fraction(amount, size), 2)} {word} đ"
    return money(amount)


def day(value: date | None) -> str:
    """``23/11/2026``."""
    return "" if value is None else f"{value.day:02}/{value.month:02}/{value.year}"


def month(value: date) -> str:
    """``11/2026``."""
    return f"{value.month:02}/{value.year}"


def decimal(value: Fraction | float, places: int = 1) -> str:
    """A number with a decimal comma: ``4,5``."""
    whole, _, fraction = f"{float(value):,.{places}f}".partition(".")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def percent(part: float, whole: float, places: int = 1) -> str:
    """A share: ``97,3 %``; a dash where there is nothing to share."""
    return "–" if not whole else f"{decimal(100 * part / whole, places)} %"


def nfc(text: str | None) -> str:
    """Text in composed Unicode, as Excel and people expect it."""
    return unicodedata.normalize("NFC", text) if text else ""


def listed(names: Iterable[str]) -> str:
    """``A, B và C``."""
    names = list(names)
    return " và ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def read_day(text: str) -> date:
    """A day as people type it: ``2026-11-24`` or ``24/11/2026``.

    Raises:
        DataError: it is neither, or no such day exists.
    """
    local = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    try:
        if local:
            return date(int(local[3]), int(local[2]), int(local[1]))
        return date.fromisoformat(text.strip())
    except ValueError:
        raise DataError(f"{text!r} is not a date; write 2026-11-24 or 24/11/2026") from None
