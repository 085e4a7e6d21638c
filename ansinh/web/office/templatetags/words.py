"""Figures, dates and labels as people read them, in the language of the page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language

from ansinh.insight import words
from ansinh.web.registry.imports.forms import FORMS
from ansinh.web.registry.models import Batch

register = template.Library()
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
