"""What changed in the law between two dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ansinh.engine.book import LawBook, Rule, holds
from ansinh.engine.documents import Article
from ansinh.engine.parameters import DatedValue, Parameter
from ansinh.engine.values import RATE_SCALE

_NOTHING = "–"
_SWAPPED = str.maketrans(".,", ",.")


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        what: ``rule``, ``benefit``, ``exception``, ``parameter`` or ``interaction``.
        key: Rule key, benefit code or parameter path; of an interaction the codes it is among.
        how: ``begun``, ``ended`` or ``changed``.
        vi, en: What it is about.
        before, after: Values of a parameter, as a Vietnamese reader writes numbers.
        cites: Articles before and after; the last one brought the change.
        unit: Unit of a parameter.
    """

    what: str
    key: str
    how: str
    vi: str
    en: str
    cites: tuple[Article, ...]
    before: str = ""
    after: str = ""
    unit: str = ""

    def line(self, language: str = "vi") -> str:
        """One line for a person."""
        label = self.vi if language == "vi" else self.en or self.vi
        verb = _VERBS[language][self.how]
        source = " → ".join(dict.fromkeys(cite.in_words(language) for cite in self.cites))
        shown = f"{verb} {_NOUNS[language][self.what]} “{label}”{self._figures(language)}"
        return f"{shown} ({source})" if source else shown

    def _figures(self, language: str) -> str:
        if self.what != "parameter":
            return ""
        before, after = (
            value if language == "vi" else value.translate(_SWAPPED)
            for value in (self.before, self.after)
        )
        before = before if after != _NOTHING else f"{before} {self.unit}"
        return f": {before} → {after}" + ("" if after == _NOTHING else f" {self.unit}")


_VERBS = {
    "vi": {"begun": "Bắt đầu", "ended": "Hết hiệu lực", "changed": "Thay đổi"},
    "en": {"begun": "Begun:", "ended": "Ended:", "changed": "Changed:"},
}
_NOUNS = {
    "vi": {
        "rule": "quy định",
        "benefit": "chế độ",
        "exception": "ngoại lệ",
        "parameter": "mức",
        "interaction": "quy tắc phối hợp",
    },
    "en": {
        "rule": "rule",
        "benefit": "benefit",
        "exception": "exception",
        "parameter": "figure",
        "interaction": "interaction",
    },
}


@dataclass(frozen=True)
class LawDiff:
    """Everything that changed, by document and article of what brought the change."""

    first: date
    second: date
    known: date
    changes: tuple[Change, ...]
    book: LawBook = field(repr=False, compare=False)

    def lines(self, language: str = "vi") -> list[str]:
        """A line for each change, in ``vi`` or ``en``."""
        return [change.line(language) for change in self.changes]

    def touched_benefits(self, book: LawBook | None = None) -> list[str]:
        """Codes of the benefits that read something that changed, in order.

        A benefit that is in force on neither day is left out. What any version of a rule reads
        counts as read: these are the benefits that may follow, not those that must.

        Args:
            book: Another book whose benefits are asked about; by default the one compared.
        """
        book = book or self.book
        keys: dict[str, set[str]] = {}
        for change in self.changes:
            keys.setdefault(change.what, set()).add(change.key)
        figures, codes = keys.get("parameter", set()), keys.get("benefit", set())
        rules = keys.get("rule", set()) | keys.get("exception", set())
        rules |= {book.benefits[code].key for code in codes if code in book.benefits}
        touched = {code for key in keys.get("interaction", set()) for code in key.split(", ")}
        touched |= {
            code for code, rule in book.benefits.items() if _reads(book, rule, rules, figures)
        }
        return sorted(code for code in touched | codes if self._paid(book, code))

    def _paid(self, book: LawBook, code: str) -> bool:
        rule = book.benefits.get(code)
        days = (self.first, self.second)
        return rule is not None and any(rule.version_at(day, self.known) for day in days)


def _reads(book: LawBook, rule: Rule, rules: set[str], figures: set[str]) -> bool:
    closure = book.program.closure([rule.key])
    if rules & set(closure):
        return True
    return any(book.program.rules[key].parameters & figures for key in closure)


def diff(book: LawBook, first: date, second: date, known: date | None = None) -> LawDiff:
    """Compare the law of two dates.

    Args:
        known: The day whose knowledge is used for both; by default everything that is in the book.
    """
    known = known or date.max
    changes = [
        *_rules(book, first, second, known),
        *_parameters(book, first, second, known),
        *_interactions(book, first, second, known),
    ]
    return LawDiff(first, second, known, tuple(sorted(changes, key=_order)), book)


def _order(change: Change) -> tuple[Any, ...]:
    """Document, article, clause and point; numbers by size, then what it is."""
    places = [
        (cite.document, *map(_by_size, (cite.article, cite.clause, cite.point)))
        for cite in change.cites[-1:]
    ]
    return places, change.what, change.key


def _by_size(number: str | None) -> tuple[int, str]:
    digits = re.match(r"\d+", number or "")
    return int(digits[0]) if digits else 0, number or ""


def _rules(book: LawBook, first: date, second: date, known: date) -> Iterator[Change]:
    for rule in book.rules.values():
        old, new = rule.version_at(first, known), rule.version_at(second, known)
        if old is not new:
            shown = new or old
            assert shown is not None
            cites = tuple(v.cites[0] for v in (old, new) if v is not None and v.cites)
            what = "benefit" if rule.benefit else "rule"
            key = rule.benefit.code if rule.benefit else rule.key
            name = rule.benefit.vi if rule.benefit else shown.vi
            yield Change(what, key, _how(old, new), name, shown.en, cites)
        yield from _exceptions(rule, first, second, known)


def _exceptions(rule: Rule, first: date, second: date, known: date) -> Iterator[Change]:
    before = {version.name: version for version in rule.exceptions_at(first, known)}
    after = {version.name: version for version in rule.exceptions_at(second, known)}
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if old is not new:
            shown = new or old
            assert shown is not None
            cites = tuple(v.cites[0] for v in (old, new) if v is not None and v.cites)
            yield Change("exception", rule.key, _how(old, new), shown.vi, shown.en, cites)


def _how(old: object, new: object) -> str:
    if old is None:
        return "begun"
    return "ended" if new is None else "changed"


def _parameters(book: LawBook, first: date, second: date, known: date) -> Iterator[Change]:
    for parameter in book.parameters:
        old, new = parameter.at(first, known), parameter.at(second, known)
        if (old and old.value) == (new and new.value):
            continue
        cites = tuple(v.cite for v in (old, new) if v is not None and v.cite is not None)
        yield Change(
            "parameter",
            parameter.path,
            _how(old, new),
            parameter.vi,
            parameter.en,
            cites,
            _shown(parameter, old),
            _shown(parameter, new),
            parameter.unit,
        )


def _shown(parameter: Parameter, value: DatedValue | None) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value.value, dict):
        pairs = value.value.items()
        return ", ".join(f"{key} {_number(parameter, number)}" for key, number in pairs)
    if isinstance(value.value, tuple):
        return ", ".join(f"≥{at}: {_number(parameter, number)}" for at, number in value.value)
    return _number(parameter, value.value)


def _number(parameter: Parameter, value: Any) -> str:
    """Every digit of a value, with a comma before decimals and points between thousands."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    shown = value * 100 if parameter.unit.split("/")[0] == "percent" else value
    units = int(Fraction(shown) * 10**RATE_SCALE)
    text = f"{Decimal(units).scaleb(-RATE_SCALE):,f}".rstrip("0").rstrip(".")
    return text.translate(_SWAPPED)


def _interactions(book: LawBook, first: date, second: date, known: date) -> Iterator[Change]:
    for item in book.interactions:
        was, is_ = holds(item, first, known), holds(item, second, known)
        if was != is_:
            key = ", ".join(item.among)
            how = "begun" if is_ else "ended"
            yield Change("interaction", key, how, item.vi, item.en, item.cites[:1])
