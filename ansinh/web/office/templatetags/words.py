"""Figures, dates and labels as people read them, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language

from ansinh.insight import words
from ansinh.web.registry.imports.forms import FORMS
from ansinh.web.registry.models import Batch

register = template.Library()
#: Kind of an event, or ending → what it is called.
KINDS: Mapping[str, tuple[str, str]] = {
    "moved": ("chuyển sang hộ khác", "moved to another household"),
    "added": ("ghi vào sổ", "registered"),
    "born": ("sinh ra trong hộ", "born into the household"),
    "came": ("đến ở", "came to live here"),
    "moved_in": ("chuyển đến từ hộ khác", "moved in from another household"),
    "moved_out": ("chuyển sang hộ khác", "moved out to another household"),
    "died": ("mất", "died"),
    "moved_away": ("chuyển đi khỏi tỉnh", "moved away from the province"),
    "dissolved": ("không còn ai", "nobody is left"),
    "mistake": ("ghi nhầm", "registered by mistake"),
    "ended": ("hết hiệu lực", "no longer holds"),
    "reopened": ("ghi lại như cũ", "taken up again"),
    "merged": ("gộp với người trùng", "merged with the same person"),
    "parted": ("tách lại sau khi gộp nhầm", "parted again after a wrong merge"),
    "offered": ("đề nghị chuyển sang xã khác", "offered to another commune"),
    "withdrawn": ("rút đề nghị chuyển xã", "offer withdrawn"),
    "refused": ("xã nhận không tiếp nhận", "the other commune did not take them in"),
}
_STEPS = {
    Batch.UPLOADED: ("Chờ xem cột", "Columns to look at"),
    Batch.CHECKING: ("Đang kiểm tra", "Being checked"),
    Batch.CHECKED: ("Đã kiểm tra, chưa nhập", "Checked, not imported"),
    Batch.IMPORTING: ("Đang nhập", "Being imported"),
    Batch.IMPORTED: ("Đã nhập", "Imported"),
    Batch.UNDOING: ("Đang hoàn tác", "Being undone"),
    Batch.UNDONE: ("Đã hoàn tác", "Undone"),
}
_ROW_STATES = {
    "problem": ("Cần sửa", "To mend"),
    "new": ("Thêm mới", "New"),
    "changed": ("Thay đổi", "Changed"),
    "same": ("Đã có như vậy", "As it is"),
}
#: How the name of a household begins in the lists.
_HOUSEHOLD = "Hộ "


def speech(vi: str, en: str) -> str:
    """The text in the language of the page."""
    return en if get_language() == "en" else vi


def in_words(detail: Any, value: Any) -> str:
    """A value of the registry as people read it; empty where nobody knows it.

    Args:
        detail: A :class:`~ansinh.web.registry.details.Detail` that is no link.
        value: As the database holds it, or as it is written in files.
    """
    if value in (None, ""):
        return ""
    if detail.type == "bool":
        return speech("Có", "Yes") if value else speech("Không", "No")
    if detail.choices:
        found = next((choice for choice in detail.choices if choice.code == value), None)
        return label(found) if found else str(value)
    if detail.type == "date":
        return words.day(value if isinstance(value, date) else date.fromisoformat(value))
    if detail.type == "text":
        return str(value)
    text = words.grouped(value) if isinstance(value, int) else f"{value}".replace(".", ",")
    return f"{text} {detail.unit}".strip()


@register.simple_tag
def say(vi: str, en: str) -> str:
    """``{% say "Hộ" "Household" %}``: a text of the page, in its language."""
    return speech(vi, en)


@register.filter
def money(amount: int | None) -> str:
    """``1.080.000``; empty where there is none. The unit stands in the heading."""
    return "" if amount is None else words.grouped(amount)


@register.filter
def amount(number: int | None, unit: str) -> str:
    """An amount in its unit; ``✓`` or ``–`` of what one has or has not."""
    if number is None:
        return ""
    if unit in words.UNCOUNTED:
        return "✓" if number else "–"
    return words.money(number, unit or "VND")


@register.simple_tag
def whose(thing: Any) -> str:
    """Whom a line or case is about: a person, or a household by its first person."""
    name: str = thing.full_name
    if thing.person_id is None and name.startswith(_HOUSEHOLD):
        return speech(name, f"Household of {name.removeprefix(_HOUSEHOLD)}")
    return name or str(thing.household_id)


@register.filter
def short_money(number: int) -> str:
    """A large amount of money in the words of the page: ``1,25 tỷ đ``, ``1,25 bn đ``."""
    if get_language() != "en":
        return words.short_money(number)
    for size, word in ((10**9, "bn"), (10**6, "m")):
        if abs(number) >= size:
            return f"{words.decimal(number / size, 2)} {word} đ"
    return words.money(number)


@register.filter
def day(value: date | None) -> str:
    """``23/11/2026``."""
    return "" if value is None else words.day(value)


@register.filter
def form_name(code: str) -> str:
    """Name of a form whose files are imported."""
    return label(FORMS[code])


@register.filter
def step_name(state: str) -> str:
    """Where a file stands."""
    return speech(*_STEPS[state])


@register.filter
def row_state(state: str) -> str:
    """What a row of a file would do."""
    return speech(*_ROW_STATES[state])


@register.filter
def label(thing: Any) -> str:
    """The label of what has one in both languages: a fact, a choice, a role."""
    return speech(thing.vi, thing.en)


@register.filter
def happening(kind: str) -> str:
    """What happened to a row, or how it ended."""
    return speech(*KINDS[kind]) if kind in KINDS else kind
