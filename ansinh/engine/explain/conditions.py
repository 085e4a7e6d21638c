"""Conditions of rules in words, from the intermediate form: what the code asks, for an officer."""

from __future__ import annotations

from typing import Any

from ansinh.engine import ir
from ansinh.engine.book import LawBook
from ansinh.engine.explain import words

_EQUAL = {"==": ("là", "is"), "!=": ("khác", "is not")}


def in_words(node: Any, book: LawBook, language: str) -> str:
    """``tuổi từ 60 trở lên và thuộc hộ nghèo``; source text where there are no words for it."""
    if isinstance(node, ir.Not):
        return _denied(node.value, book, language)
    if isinstance(node, ir.And | ir.Or):
        joint = words.pick(*_JOINTS[type(node)], language)
        return joint.join(in_words(side, book, language) for side in (node.left, node.right))
    if isinstance(node, ir.Compare):
        return _comparison(node, book, language)
    if isinstance(node, ir.Exists):
        relation = book.entities[node.of.entity].relations[node.relation]
        label = words.lowered(words.pick(relation.vi, relation.en, language))
        return words.pick(f"có thông tin về {label}", f"{label} is recorded", language)
    return words.lowered(operand(node, book, language))


_JOINTS = {ir.And: (" và ", " and "), ir.Or: (" hoặc ", " or ")}


def _denied(node: Any, book: LawBook, language: str) -> str:
    text = in_words(node, book, language)
    if isinstance(node, ir.And | ir.Or):
        return words.pick(f"không phải ({text})", f"not ({text})", language)
    return words.claimed(text, False, language)


def _comparison(node: ir.Compare, book: LawBook, language: str) -> str:
    left = words.lowered(operand(node.left, book, language))
    right = operand(node.right, book, language)
    if node.operator in _EQUAL:
        return f"{left} {words.pick(*_EQUAL[node.operator], language)} {right}"
    return f"{left} {words.limit(node.operator, node.right.type.kind, right, language)}"


_OF_TODAY = {
    "first_of_month": ("ngày đầu tháng tính", "the first day of the month asked about"),
    "first_of_next_month": ("ngày đầu tháng sau", "the first day of the month after"),
    "year_of": ("năm tính", "the year asked about"),
    "month_of": ("tháng tính", "the month asked about"),
}


def operand(node: Any, book: LawBook, language: str) -> str:
    """What a value is called: the label of a fact, rule or parameter, or the value itself."""
    if isinstance(node, ir.Constant):
        return words.shown(words.exact(node), node.type.kind, language)
    if isinstance(node, ir.Rescale):
        return operand(node.value, book, language)
    if isinstance(node, ir.ReadFact):
        fact = book.entities[node.of.entity].facts[node.fact]
        return words.fact_label(fact, language)
    if isinstance(node, ir.ReadRule):
        version = book.rules[f"{node.of.entity}.{node.rule}"].versions[-1]
        return words.pick(version.vi, version.en, language)
    if isinstance(node, ir.ReadParameter):
        parameter = book.parameters[node.path]
        return words.lowered(words.pick(parameter.vi, parameter.en, language))
    if isinstance(node, ir.Today):
        return words.pick("ngày tính", "the day asked about", language)
    if isinstance(node, ir.DateCall):
        if not isinstance(node.arguments[0], ir.Today):
            return operand(node.arguments[0], book, language)
        if node.function in _OF_TODAY:
            return words.pick(*_OF_TODAY[node.function], language)
    return node.source.text if node.source else ""


def is_plain(node: Any) -> bool:
    """Whether a condition only asks a rule or fact that is told of on a line of its own."""
    if isinstance(node, ir.Not):
        return is_plain(node.value)
    return isinstance(node, ir.ReadRule | ir.ReadFact)
