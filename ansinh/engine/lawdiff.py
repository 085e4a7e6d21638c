"""What changed in the law between two dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ansinh.engine.book import LawBook, Rule, holds
from ansinh.engine.documents import Article
from ansinh.engine.parameters import DatedValue, Parameter


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        what: ``rule``, ``benefit``, ``exception``, ``parameter`` or ``interaction``.
        key: Rule key, benefit code or parameter path.
        how: ``begun``, ``ended`` or ``changed``.
        vi, en: What it is about.
        before, after: Values of a parameter, as shown.
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
        label = self.vi if language == "vi" else self.en
        verb = _VERBS[language][self.how]
        figures = f": {self.before} → {self.after} {self.unit}" if self.what == "parameter" else ""
        source = f" ({self.cites[-1].in_words(language)})" if self.cites else ""
        return f"{verb} {_NOUNS[language][self.what]} “{label}”{figures}{source}"


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
    """Everything that changed, by document and key."""

    first: date
    second: date
    changes: tuple[Change, ...]

    def lines(self, language: str = "vi") -> list[str]:
        """A line for each change."""
        return [change.line(language) for change in self.changes]

    def touched_benefits(self, book: LawBook) -> list[str]:
        """Codes of the benefits that read something that changed."""
        rules = {change.key for change in self.changes if change.what in ("rule", "exception")}
        figures = {change.key for change in self.changes if change.what == "parameter"}
        codes = {change.key for change in self.changes if change.what == "benefit"}
        for change in self.changes:
            if change.what == "interaction":
                codes |= set(change.key.split(", "))
        for code, rule in book.benefits.items():
            if _reads(book, rule, rules, figures):
                codes.add(code)
        return sorted(codes)


def _reads(book: LawBook, rule: Rule, rules: set[str], figures: set[str]) -> bool:
    closure = book.program.closure([rule.key])
    if rules & set(closure):
        return True
    return any(book.program.rules[key].parameters & figures for key in closure)


def diff(book: LawBook, first: date, second: date, known: date | None = None) -> LawDiff:
    """Compare the law of two dates.

    Args:
        known: The day whose knowledge is used for both; by default each date's own is the latest.
    """
    known = known or date.max
    changes = [
        *_rules(book, first, second, known),
        *_parameters(book, first, second, known),
        *_interactions(book, first, second, known),
    ]
    order = sorted(changes, key=lambda c: (str(c.cites[-1]) if c.cites else "", c.what, c.key))
    return LawDiff(first, second, tuple(order))


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
        for version in rule.exceptions:
            was, is_ = holds(version, first, known), holds(version, second, known)
            if was != is_:
                how = "begun" if is_ else "ended"
                yield Change("exception", rule.key, how, version.vi, version.en, version.cites[:1])


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
        return "–"
    if isinstance(value.value, dict):
        pairs = value.value.items()
        return ", ".join(f"{key} {_number(parameter, number)}" for key, number in pairs)
    if isinstance(value.value, tuple):
        return ", ".join(f"≥{at}: {_number(parameter, number)}" for at, number in value.value)
    return _number(parameter, value.value)


def _number(parameter: Parameter, value: Any) -> str:
    if isinstance(value, Fraction):
        shown = value * 100 if parameter.unit.startswith("percent") else value
        return f"{float(shown):g}"
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)


def _interactions(book: LawBook, first: date, second: date, known: date) -> Iterator[Change]:
    for item in book.interactions:
        was, is_ = holds(item, first, known), holds(item, second, known)
        if was != is_:
            key = ", ".join(item.among)
            how = "begun" if is_ else "ended"
            yield Change("interaction", key, how, item.vi, item.en, item.cites[:1])
