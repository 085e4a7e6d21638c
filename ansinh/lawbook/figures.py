"""Figures of the law as tables and charts, with where each value comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ansinh.engine import ir
from ansinh.engine.book import LawBook
from ansinh.engine.explain import words
from ansinh.engine.parameters import DatedValue, Parameter
from ansinh.engine.values import Choice
from ansinh.lawbook.chart import Line, step_chart
from ansinh.lawbook.wording import Text, day, labels

_UNITS = {
    "VND": ("đồng", "đồng"),
    "rate": ("tỷ lệ", "rate"),
    "percent": ("%", "%"),
    "coefficient": ("hệ số", "coefficient"),
    "years": ("năm", "years"),
    "months": ("tháng", "months"),
    "days": ("ngày", "days"),
    "count": ("số lượng", "count"),
    "points": ("điểm", "points"),
    "date": ("ngày", "date"),
    "month": ("tháng", "month"),
    "year": ("năm", "year"),
    "day": ("ngày", "day"),
    "person": ("người", "person"),
    "hour": ("giờ", "hour"),
}
#: Units that a number is not understood without.
_SPANS = ("years", "months", "days")


@dataclass(frozen=True)
class Row:
    """One key of a figure and its value in each dated column."""

    label: Text
    cells: tuple[Text, ...]


@dataclass(frozen=True)
class FigureTable:
    """A figure with its history: one column a date where it has keys, one row a date else."""

    rows: tuple[Row, ...]
    is_single: bool


def unit(parameter: Parameter) -> Text:
    """``đồng/tháng``."""
    parts = [_UNITS.get(part, (part, part)) for part in parameter.unit.split("/")]
    return Text("/".join(vi for vi, _ in parts), "/".join(en for _, en in parts))


def value(parameter: Parameter, number: Any) -> Text:
    """One number of a figure; a dash where it is abolished."""
    if number is None:
        return labels("bãi bỏ", "abolished")
    vi, en = (words.shown(number, parameter.type, lang, parameter.unit) for lang in words.LANGUAGES)
    if parameter.type == "int" and parameter.unit in _SPANS:
        of = unit(parameter)
        return Text(f"{vi} {of.vi}", f"{en} {of.en}")
    return Text(vi, en)


def now(parameter: Parameter, found: DatedValue | None) -> Text:
    """The value in force in a few words."""
    if found is None:
        return labels("không còn áp dụng", "no longer in force")
    if parameter.shape == "single":
        return value(parameter, found.value)
    numbers = [number for _, number in _pairs(found.value)]
    least, most = value(parameter, min(numbers)), value(parameter, max(numbers))
    if least == most:
        return least
    return Text(f"{least.vi} – {most.vi}", f"{least.en} – {most.en}")


def table(book: LawBook, parameter: Parameter) -> FigureTable:
    """The whole history of a figure."""
    if parameter.shape == "single":
        rows = [
            Row(Text(day(v.effect), day(v.effect)), (value(parameter, v.value),))
            for v in parameter.values
        ]
        return FigureTable(tuple(rows), is_single=True)
    histories = [dict(_pairs(v.value)) if v.value is not None else {} for v in parameter.values]
    keys = sorted({key for found in histories for key in found}, key=_order(parameter))
    rows = [
        Row(
            _key(book, parameter, key),
            tuple(
                value(parameter, found[key]) if key in found else Text("–", "–")
                for found in histories
            ),
        )
        for key in keys
    ]
    return FigureTable(tuple(rows), is_single=False)


def chart(parameter: Parameter, name: Text, until: date) -> str:
    """A step chart of a single amount that changed; nothing for other figures."""
    numbers = [(v.effect, v.value) for v in parameter.values if v.value is not None]
    is_number = parameter.shape == "single" and parameter.type != "date"
    if not is_number or len(numbers) < 2:
        return ""
    ended = [v.effect for v in parameter.values if v.value is None]
    line = Line(Text("", ""), tuple(numbers), lambda n: value(parameter, n))
    return step_chart([line], name, min([until, *ended]))


def _pairs(content: Any) -> list[tuple[Any, Any]]:
    return list(content.items()) if isinstance(content, dict) else list(content)


def _order(parameter: Parameter) -> Any:
    places = {key: place for place, key in enumerate(parameter.keys)}
    return lambda key: places.get(key, key)


def _key(book: LawBook, parameter: Parameter, key: Any) -> Text:
    if isinstance(key, int):
        return labels(f"từ {words.number(key)}", f"from {words.number(key)}")
    choice = _choice(book, parameter)
    if choice is None or key.upper() not in choice.__members__:
        return Text(key, key)
    member = choice.of(key)
    return labels(member.vi, member.en)


def _choice(book: LawBook, parameter: Parameter) -> type[Choice] | None:
    """The choice that a figure is looked up by, from a rule that does."""
    return _choices(book).get(parameter.path)


_CHOICES: dict[int, dict[str, type[Choice]]] = {}


def _choices(book: LawBook) -> dict[str, type[Choice]]:
    if id(book) not in _CHOICES:
        _CHOICES[id(book)] = {
            node.path: node.index.type.choice
            for program in book.program.rules.values()
            for node in program.nodes
            if isinstance(node, ir.ReadParameter) and node.index and node.index.type.choice
        }
    return _CHOICES[id(book)]
