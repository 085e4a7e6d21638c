"""Words and figures of the report in both languages: Vietnamese first, English complete."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ansinh.insight import words

LANGUAGES = ("vi", "en")
#: Between a figure and its unit: they stay on one line.
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Text:
    """The same words in Vietnamese and English."""

    vi: str
    en: str

    def __getitem__(self, lang: str) -> str:
        return self.vi if lang == "vi" else self.en

    @property
    def is_same(self) -> bool:
        """Whether both languages say it alike, as a name or a small number."""
        return self.vi == self.en


#: What can stand in a sentence.
Part = Text | str | int

NOTHING = Text("", "")
UNKNOWN = Text("không rõ", "unknown")


def same(text: str | None) -> Text:
    """A name, which is not translated."""
    return Text(words.nfc(text), words.nfc(text))


def say(vi: str, en: str, **parts: Part) -> Text:
    """A sentence with its figures and names filled in: ``say("{n} hộ", "{n} households", n=3)``."""
    filled = {name: count(part) if isinstance(part, int) else part for name, part in parts.items()}
    return Text(
        vi.format(**{name: _in(part, "vi") for name, part in filled.items()}),
        en.format(**{name: _in(part, "en") for name, part in filled.items()}),
    )


def _in(part: Part, lang: str) -> str:
    return part[lang] if isinstance(part, Text) else str(part)


def joined(parts: Iterable[Text], separator: str = "; ") -> Text:
    """Several texts one after the other."""
    parts = list(parts)
    return Text(separator.join(p.vi for p in parts), separator.join(p.en for p in parts))


def lowered(text: Text) -> Text:
    """A label within a sentence: its first letter small, and of what follows a colon."""
    return Text(_lowered(text.vi), _lowered(text.en))


def _lowered(text: str) -> str:
    """Small at the beginning and after a colon, but for capitals in a row (HIV)."""
    return re.sub(
        r"(^|: )(\w)(?=(.?))",
        lambda found: found[0] if found[3].isupper() else found[1] + found[2].lower(),
        text,
    )


def listed(parts: Iterable[Text]) -> Text:
    """``A, B và C`` / ``A, B and C``."""
    parts = list(parts)
    if len(parts) < 2:
        return joined(parts)
    head = joined(parts[:-1], ", ")
    return Text(f"{head.vi} và {parts[-1].vi}", f"{head.en} and {parts[-1].en}")


# --- figures --------------------------------------------------------------------------------------


def count(number: int | None) -> Text:
    """``12.345`` / ``12,345``."""
    return UNKNOWN if number is None else Text(words.grouped(number), f"{number:,}")


def decimal(value: float | None, places: int = 1) -> Text:
    """``4,5`` / ``4.5``; a dash where there is none."""
    if value is None or math.isnan(value):
        return Text("–", "–")
    return Text(words.decimal(value, places), f"{value:,.{places}f}")


def share(value: float | None, places: int = 1) -> Text:
    """A share from 0 to 1: ``97,3 %`` / ``97.3 %``; a dash where there is none."""
    if value is None or math.isnan(value):
        return Text("–", "–")
    number = decimal(100 * value, places)
    return Text(f"{number.vi}{NBSP}%", f"{number.en}{NBSP}%")


def points(value: float | None, places: int = 1) -> Text:
    """A difference of percentages, signed: ``−1,2 điểm %``."""
    if value is None or math.isnan(value):
        return Text("–", "–")
    number = signed(value, places)
    return Text(f"{number.vi}{NBSP}điểm{NBSP}%", f"{number.en}{NBSP}points")


def signed(value: float, places: int = 1) -> Text:
    """A number with its sign, unless it rounds to nothing: ``+1,2``, ``−0,4``, ``0,0``."""
    rounded = round(value, places)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    number = decimal(abs(rounded), places)
    return Text(sign + number.vi, sign + number.en)


def money(amount: int | None) -> Text:
    """``1.080.000 đ`` / ``1,080,000 đ``."""
    if amount is None:
        return UNKNOWN
    number = count(abs(amount))
    sign = "−" if amount < 0 else ""
    return Text(f"{sign}{number.vi}{NBSP}đ", f"{sign}{number.en}{NBSP}đ")


def big_money(amount: int | None) -> Text:
    """A large amount in millions or billions: ``1,25 tỷ đ`` / ``1.25 billion đ``."""
    if amount is None:
        return UNKNOWN
    for size, vi, en in ((10**9, "tỷ", "billion"), (10**6, "triệu", "million")):
        if abs(amount) >= size:
            number = decimal(
                float(Fraction(abs(amount), size)), 2 if abs(amount) < 10 * size else 1
            )
            sign = "−" if amount < 0 else ""
            return Text(
                f"{sign}{number.vi}{NBSP}{vi}{NBSP}đ", f"{sign}{number.en}{NBSP}{en}{NBSP}đ"
            )
    return money(amount)


def difference(amount: int) -> Text:
    """A large amount with its sign: ``+1,25 tỷ đ``."""
    told = big_money(amount)
    return Text(f"+{told.vi}", f"+{told.en}") if amount > 0 else told


def day(value: date) -> Text:
    """``23/11/2026`` / ``23 November 2026``."""
    return Text(words.day(value), f"{value.day} {_MONTHS[value.month - 1]} {value.year}")


def month(value: date) -> Text:
    """``11/2026`` / ``November 2026``."""
    return Text(words.month(value), f"{_MONTHS[value.month - 1]} {value.year}")


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def payer(code: str) -> Text:
    """Who pays: ``Ngân sách nhà nước`` / ``State budget``."""
    return Text(words.PAYERS.get(code, code), code[:1].upper() + code[1:])
