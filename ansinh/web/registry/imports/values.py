"""Cells as values of facts: dates, money, choices and personal numbers as communes write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from ansinh.engine.entities import Fact
from ansinh.engine.errors import DataError
from ansinh.engine.rows import read_fact
from ansinh.people.citizens import PROVINCES
from ansinh.people.spelling import forms

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.\- ](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00)?")
_YEAR = re.compile(r"(1[89]\d\d|20\d\d)(?:\.0)?")
_SERIAL = re.compile(r"(\d{5})(?:\.0)?")
#: Day 0 of Excel's count, as it stands after February 1900.
_EXCEL = date(1899, 12, 30)
#: Digits of a personal number.
_DIGITS = 12
#: Other ways of writing a choice: code → folded words.
_OTHER_WORDS = {
    "female": ("nu", "gai", "f"),
    "male": ("nam", "trai", "m"),
    "poor": ("ngheo", "hn", "n"),
    "near_poor": ("can ngheo", "hcn", "cn"),
    "especially_severe": ("dac biet nang", "dbn", "muc do dac biet nang"),
    "severe": ("nang", "muc do nang"),
    "light": ("nhe", "muc do nhe"),
    "mobility": ("van dong", "khuyet tat van dong"),
    "sight": ("nhin", "mu", "khuyet tat nhin"),
    "hearing_speech": ("nghe noi", "cam diec"),
    "mental": ("than kinh tam than", "tam than", "than kinh"),
    "intellectual": ("tri tue", "thieu nang"),
    "san_chay": ("san chi", "cao lan", "san chay"),
    "heroic_mother": ("me vnah", "bmvnah", "me viet nam anh hung"),
    "agent_orange": ("cdhh", "chat doc hoa hoc", "nhiem chat doc hoa hoc"),
    "imprisoned": ("tu day", "bi dich bat tu day"),
}
_YES, _NO = ("x", "co", "yes", "1", "true"), ("khong", "no", "0", "false", "k")


class CellError(ValueError):
    """A cell cannot be taken as it is; says in both languages what to write instead."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


@dataclass(frozen=True)
class Day:
    """A date; ``note`` tells which part of it was not written and stands as the first."""

    value: date
    note: str = ""


def plain(text: str) -> str:
    """Folded letters and figures alone: how words are compared."""
    return " ".join(re.findall(r"[a-z0-9%]+", forms(text).folded))


def read_day(text: str, today: date, is_birth: bool) -> Day:
    """A date in any of the usual ways, day before month.

    A year or a month alone is the first day of it, for dates of birth only; two digits of a year
    that may be of either century are refused.

    Raises:
        CellError: it is no date, or cannot be told for certain.
    """
    try:
        if found := _ISO.fullmatch(text):
            return Day(date(*map(int, found.groups())))
        if found := _DAY.fullmatch(text):
            day, month, year = found.groups()
            return Day(date(_year(year, today), int(month), int(day)))
        if found := _MONTH.fullmatch(text):
            value = date(int(found[2]), int(found[1]), 1)
            return Day(_birth_only(value, is_birth), f"chỉ ghi tháng {text}")
        if found := _YEAR.fullmatch(text):
            value = date(int(found[1]), 1, 1)
            return Day(_birth_only(value, is_birth), f"chỉ ghi năm {found[1]}")
        if found := _SERIAL.fullmatch(text):
            return Day(_EXCEL + timedelta(days=int(found[1])))
    except CellError:
        raise
    except ValueError:
        pass
    raise CellError("ghi ngày/tháng/năm, ví dụ 01/05/1968", "write day/month/year: 01/05/1968")


def _year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    if int(digits) <= today.year % 100:
        raise CellError("ghi đủ bốn chữ số của năm", "write the year with four digits")
    return 1900 + int(digits)


def _birth_only(value: date, is_birth: bool) -> date:
    if not is_birth:
        raise CellError("ghi đủ ngày, tháng, năm", "write day, month and year")
    return value


def read_value(fact: Fact, text: str, today: date) -> Any:
    """The value of a cell as files write it.

    Raises:
        CellError: it is not of the fact's type, or outside its limits.
    """
    if fact.type == "date":
        return read_day(text, today, fact.name == "birth_date").value.isoformat()
    raw = _choice(fact, text) if fact.choice else _number_or_bool(fact, text)
    try:
        read_fact(fact, raw)
    except DataError:
        least, most = fact.least, fact.most
        raise CellError(f"ghi số từ {least} đến {most}", f"write {least} to {most}") from None
    return raw


def is_mark(text: str) -> bool | None:
    """Whether a cell says yes (``x``, «có») or no; None where it says neither."""
    word = plain(text)
    return word in _YES if word in _YES or word in _NO else None


def _number_or_bool(fact: Fact, text: str) -> Any:
    if fact.type == "bool":
        marked = is_mark(text)
        if marked is not None:
            return marked
        raise CellError("ghi «có» hoặc «không»", "write «có» (yes) or «không» (no)")
    bare = re.sub(r"[^\d.,\-]", "", text)
    try:
        if fact.type == "rate":
            return str(Decimal(bare.replace(",", ".")))
        if re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", bare):
            return int(re.sub(r"[.,]", "", bare))
        value = Decimal(bare.replace(",", "."))
    except InvalidOperation:
        raise CellError("ghi một số", "write a number") from None
    if value != int(value):
        raise CellError("ghi số nguyên", "write a whole number")
    return int(value)


def _choice(fact: Fact, text: str) -> str:
    assert fact.choice is not None
    wanted = plain(text)
    for choice in fact.choice:
        words = (
            choice.code,
            plain(choice.vi),
            plain(choice.en),
            *_OTHER_WORDS.get(choice.code, ()),
        )
        if wanted in words:
            return choice.code
    allowed = [choice.vi for choice in fact.choice]
    english = [choice.en for choice in fact.choice]
    raise CellError(f"ghi một trong: {'; '.join(allowed)}", f"write one of: {'; '.join(english)}")


def read_citizen_number(text: str, birth: date | None, sex: str | None) -> str:
    """A personal number of 12 digits whose structure agrees with birth and sex.

    Zeros that Excel took from the front of a number are put back.

    Raises:
        CellError: it has not 12 digits, or says another province, century, sex or year.
    """
    digits = re.sub(r"\.0$|[ .\-']", "", text)
    if not digits.isdecimal() or not 10 <= len(digits) <= _DIGITS:
        raise CellError("ghi số định danh 12 chữ số", "write the 12 digits of the number")
    digits = digits.zfill(_DIGITS)
    if digits[:3] not in PROVINCES:
        raise CellError(f"ba số đầu {digits[:3]} không là mã tỉnh", "no province has that code")
    if birth is not None:
        if int(digits[4:6]) != birth.year % 100:
            raise CellError(
                f"số này của người sinh năm ..{digits[4:6]}; xem lại số hoặc năm sinh",
                f"the number says born in ..{digits[4:6]}: check it or the year of birth",
            )
        if int(digits[3]) // 2 != birth.year // 100 - 19:
            raise CellError("số này của thế kỷ khác", "the number says another century")
    if sex is not None and int(digits[3]) % 2 != (sex == "female"):
        raise CellError("số này của giới tính khác", "the number says the other sex")
    return digits
