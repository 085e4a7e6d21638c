"""A pension as one checks it by hand: each line of the book, then average, rate and pension.

Every figure is a rule's own value, with the article that the rule rests on that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ansinh.engine.answers import Known
from ansinh.engine.book import LawBook
from ansinh.engine.entities import UNKNOWN
from ansinh.engine.evaluate import Evaluator
from ansinh.engine.rows import Row
from ansinh.engine.values import NEVER
from ansinh.insight.words import day, decimal, grouped, money, month

#: The benefit that has a statement.
PENSION = "insurance.retirement"
#: Rules of a person in the order of the computation.
_AVERAGE = ("insured_months", "state_total", "pay_total", "average_base")
_PENSION = (
    "pension_half_years",
    "accrued_rate",
    "months_before_age",
    "early_reduction",
    "pension_rate",
    "lowest_pension",
    "computed_pension",
    "pension_begins",
    "pension_with_increases",
)
_NOT_YET = ("compulsory_months", "pension_months_needed", "normal_retirement_day", "pension_begins")
_ON_FILE = (
    "pension_amount_at_first",
    "pension_amount_since",
    "pensioner_since",
    "pension_with_increases",
)
HEADS = (
    ("Thời gian đóng", "Period"),
    ("Số tháng", "Months"),
    ("Mức đóng", "Base"),
    ("Hệ số", "Factor"),
    ("Thành tiền", "Indexed"),
)


@dataclass(frozen=True)
class Line:
    """One line of the insurance book as it counts."""

    period: str
    months: str
    base: str
    factor: str
    value: str

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of the columns."""
        return self.period, self.months, self.base, self.factor, self.value


@dataclass(frozen=True)
class Figure:
    """One result of the computation with its article."""

    vi: str
    en: str
    value: str
    article_vi: str
    article_en: str

    def cells(self, language: str) -> tuple[str, str, str]:
        """Label, value and article."""
        if language == "vi":
            return self.vi, self.value, self.article_vi
        return self.en, self.value, self.article_en


@dataclass(frozen=True)
class Statement:
    """The whole computation of a pension.

    Attributes:
        lines: Lines of the book; none where the pension is on file.
        line_articles: What the lines rest on, in Vietnamese and English.
    """

    lines: tuple[Line, ...]
    line_articles: tuple[str, str]
    figures: tuple[Figure, ...]

    def text(self, language: str = "vi") -> Iterator[str]:
        """Lines of text, the columns of the book under each other."""
        place = 0 if language == "vi" else 1
        if self.lines:
            rows = [tuple(head[place] for head in HEADS), *(line.cells for line in self.lines)]
            widths = [max(len(row[n]) for row in rows) for n in range(len(HEADS))]
            for row in rows:
                cells = [row[0].ljust(widths[0])]
                cells += [
                    cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)
                ]
                yield "  ".join(cells)
            yield self.line_articles[place]
        for figure in self.figures:
            label, value, article = figure.cells(language)
            yield f"{label}: {value} · {article}"


def pension_statement(book: LawBook, person: Row, effect: date, known: date) -> Statement:
    """The statement of a person's pension on a day.

    Figures that are not known, or not in force, are left out.
    """
    return _Maker(book, person, effect, known).statement()


class _Maker:
    def __init__(self, book: LawBook, person: Row, effect: date, known: date) -> None:
        self.book, self.person, self.effect, self.known = book, person, effect, known
        self.evaluator = Evaluator(book, effect, known)

    def statement(self) -> Statement:
        on_file = self.value(self.person, "has_pension_on_file") is True
        periods = [] if on_file else self.person.members.get("insurance_periods", [])
        lines = [self.line(row) for row in sorted(periods, key=_start)]
        begins = self.value(self.person, "pension_begins")
        names = _ON_FILE if on_file else (*_AVERAGE, *(_NOT_YET if begins == NEVER else _PENSION))
        figures = [figure for name in names if (figure := self.figure(name)) is not None]
        articles = (self.articles("InsurancePeriod", "vi"), self.articles("InsurancePeriod", "en"))
        return Statement(tuple(lines), articles, tuple(figures))

    def value(self, row: Row, name: str) -> Any:
        """The value of a rule, or ``None`` where it has none."""
        found = self.evaluator.value(row, name)
        return found.value if isinstance(found, Known) else None

    def line(self, row: Row) -> Line:
        since, until = self.fact(row, "since"), self.fact(row, "until")
        months = self.value(row, "months")
        span = f"{month(since)}–{_last_month(until)}" if since else "?"
        if self.value(row, "is_state_pay"):
            inside, value = (
                self.value(row, "months_in_window"),
                self.value(row, "state_month_value"),
            )
            total = None if inside is None or value is None else inside * value
            coefficient = self.fact(row, "coefficient")
            return Line(
                span,
                f"{_shown(months)} ({_shown(inside)})",
                _shown(coefficient),
                "",
                _money(total),
            )
        return Line(
            span,
            _shown(months),
            _money(self.fact(row, "monthly_base")),
            _shown(self.value(row, "index_factor")),
            _money(self.value(row, "indexed_total")),
        )

    def fact(self, row: Row, name: str) -> Any:
        value = row.value(self.book.entities[row.entity].facts[name])
        return None if value is UNKNOWN else value

    def figure(self, name: str) -> Figure | None:
        rule = self.book.rules[f"Person.{name}"]
        version = rule.version_at(self.effect, self.known)
        value = self.value(self.person, name)
        if version is None or value is None:
            return None
        cite = version.cites[0]
        shown = _as(rule.type.kind, value)
        return Figure(version.vi, version.en, shown, cite.in_words("vi"), cite.in_words("en"))

    def articles(self, entity: str, language: str) -> str:
        """The articles of the rules that value a line, each once."""
        found: dict[str, None] = {}
        for name in ("months", "index_factor", "indexed_total"):
            version = self.book.rules[f"{entity}.{name}"].version_at(self.effect, self.known)
            if version is not None:
                found[version.cites[0].in_words(language)] = None
        return "; ".join(found)


def _start(row: Row) -> date:
    since = row.values.get("since", UNKNOWN)
    return since if isinstance(since, date) else NEVER


def _last_month(until: date | None) -> str:
    if until is None or until == NEVER:
        return "…"
    before = until.year * 12 + until.month - 2
    return f"{before % 12 + 1:02}/{before // 12}"


def _money(value: int | None) -> str:
    return "?" if value is None else money(value)


def _shown(value: Any) -> str:
    if value is None:
        return "?"
    return decimal(value, 2) if isinstance(value, Fraction) else grouped(value)


def _as(kind: str, value: Any) -> str:
    """A value by the type of its rule."""
    if kind == "rate":
        return f"{decimal(Fraction(value) * 100)} %"
    if kind == "date":
        return "–" if value == NEVER else day(value)
    return money(value) if kind == "money" else grouped(value)
