"""Forms made from what is written of a row: one code for every entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from ansinh.engine.errors import DataError
from ansinh.web.access import policy
from ansinh.web.access.policy import RefusedError
from ansinh.web.office.templatetags.words import label, speech
from ansinh.web.office.views.common import matching
from ansinh.web.registry.changing import written
from ansinh.web.registry.details import Detail, details_of
from ansinh.web.registry.models import MODELS

#: People offered when the name that was typed fits several.
_CANDIDATES = 12
_ANSWERS = {"yes": True, "no": False}


@dataclass
class Field:
    """One question of a form.

    Attributes:
        value: As files write it, or as it was typed where it could not be read.
        options: What may be chosen, as (value, text); empty where it is typed.
        name: Its name in the form.
    """

    detail: Detail
    value: Any = None
    error: str = ""
    options: list[tuple[Any, str]] = field(default_factory=list)
    name: str = ""

    @property
    def chosen(self) -> Any:
        """The option that stands."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        return self.value

    @property
    def label(self) -> str:
        """What it is called, with the unit."""
        unit = f" ({self.detail.unit})" if self.detail.unit else ""
        return label(self.detail) + unit

    @property
    def help(self) -> str:
        """The question to put to people; empty where the label says all."""
        return speech(self.detail.ask, self.detail.ask_en)

    @property
    def kind(self) -> str:
        """``choice``, ``person``, ``date``, ``number`` or ``text``: how it is asked."""
        if self.detail.target == "Person":
            return "person"
        if self.options:
            return "choice"
        if self.detail.type == "date":
            return "date"
        return "number" if self.detail.type in ("int", "money") else "text"


def asked(entity: str, *, sees: bool) -> list[Detail]:
    """What may be asked of a row, without what is hidden from who asks."""
    found = details_of(entity).values()
    return [d for d in found if d.by_hand and (sees or not d.sensitive)]


def blank(
    home: Any,
    details: Iterable[Detail],
    values: Mapping[str, Any] | None = None,
    name: str = "",
) -> list[Field]:
    """The questions with what is known, as files write it.

    Args:
        name: Of a question that stands alone; else each has its detail's.
    """
    fields = []
    for detail in details:
        value = (values or {}).get(detail.name)
        options = _options(detail, home, value)
        fields.append(Field(detail, value, options=options, name=name or detail.name))
    return fields


def values_of(thing: Any, details: Iterable[Detail]) -> dict[str, Any]:
    """What a row says, as files write it."""
    return {detail.name: written(getattr(thing, detail.column)) for detail in details}


def read(
    request: HttpRequest,
    home: Any,
    details: Iterable[Detail],
    values: Mapping[str, Any] | None = None,
    name: str = "",
) -> list[Field]:
    """The questions with the answers of the form; what cannot be taken says why.

    Args:
        values: What the row says now: a link that stands may lead out of the reader's scope.
    """
    fields = []
    for detail in details:
        one = Field(detail, name=name or detail.name)
        text = request.POST.get(one.name, "").strip()
        one.value = text or None
        try:
            stands = (values or {}).get(detail.name)
            if one.kind == "person" and text != str(stands):
                one.value = _person(request, one, text)
            else:
                one.value = raw(detail, text)
            if one.value is not None:
                detail.read(one.value)
        except RefusedError as error:
            one.error = speech(error.vi, error.en)
        except (DataError, ValueError):
            one.error = _expected(detail)
        one.options = one.options or _options(detail, home, one.value)
        fields.append(one)
    return fields


def answers(fields: Iterable[Field]) -> dict[str, Any]:
    """Name → value, of a form that was read.

    Raises:
        RefusedError: an answer cannot be taken.
    """
    fields = list(fields)
    if any(one.error for one in fields):
        raise RefusedError("có ô chưa đúng, xem bên dưới", "an answer is not right, see below")
    return {one.detail.name: one.value for one in fields}


def raw(detail: Detail, text: str) -> Any:
    """A typed answer as files write it; nothing is not known.

    Raises:
        ValueError: it is not of its type.
    """
    if not text:
        return None
    if detail.type == "bool":
        if text not in _ANSWERS:
            raise ValueError(text)
        return _ANSWERS[text]
    if detail.type in ("int", "money", "link"):
        return int(text.replace(".", "").replace(" ", ""))
    return text.replace(",", ".") if detail.type == "rate" else text


def _person(request: HttpRequest, one: Field, text: str) -> int | None:
    """The person picked, or the only one whose name or number was typed."""
    mine = policy.people(request.user).filter(closed_on__isnull=True)
    words = request.POST.get(f"{one.name}_find", "").strip()
    if not words:
        if text and not mine.filter(pk=text if text.isdecimal() else 0).exists():
            raise RefusedError("không có trong sổ của bạn", "not in your registry")
        return int(text) if text else None
    found = list(matching(mine, words, "search_name", "citizen_number")[: _CANDIDATES + 1])
    if len(found) == 1:
        return int(found[0].pk)
    if not found:
        raise RefusedError("không tìm thấy ai", "nobody found")
    one.options = [(p.pk, _told(p)) for p in found[:_CANDIDATES]]
    raise RefusedError("có nhiều người, chọn trong danh sách", "several people: pick from the list")


def _options(detail: Detail, home: Any, value: Any) -> list[tuple[Any, str]]:
    if detail.type == "bool":
        return [("yes", speech("Có", "Yes")), ("no", speech("Không", "No"))]
    if detail.target == "Area":
        is_former = detail.name == "former_area"
        areas = MODELS["Area"].objects.filter(valid_to__isnull=not is_former).order_by("name")
        return list(areas.values_list("pk", "name"))
    if detail.target == "Person":
        near = MODELS["Person"].objects.filter(household=home.pk, closed_on__isnull=True)
        kept = [(p.pk, _told(p)) for p in near.order_by("birth_date", "pk")]
        if value is not None and value not in {pk for pk, _ in kept}:
            kept.append((value, speech("như đã ghi", "as registered")))
        return kept
    return [(choice.code, label(choice)) for choice in detail.choices]


def _told(person: Any) -> str:
    born = f" ({person.birth_date:%d/%m/%Y})" if person.birth_date else ""
    return f"{person.full_name}{born}"


def _expected(detail: Detail) -> str:
    fact = detail.fact
    if fact is not None and fact.least is not None and fact.most is not None:
        return speech(
            f"ghi số từ {fact.least} đến {fact.most}", f"write {fact.least} to {fact.most}"
        )
    return speech("giá trị chưa đúng", "the value is not right")
