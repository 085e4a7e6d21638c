"""The benefits of a book for one date, numbered, with what a line about them says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from ansinh.engine.book import LawBook, Rule
from ansinh.engine.declare import Version

#: Benefits that go on until something ends them; the others are paid once or once a year.
ONGOING = ("monthly", "in kind")


@dataclass(frozen=True)
class Catalogue:
    """Benefits in the book's order; their place is the number that frames carry."""

    book: LawBook
    effect: date
    known: date

    @cached_property
    def codes(self) -> list[str]:
        """Code of each benefit by number."""
        return list(self.book.benefits)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of each benefit by code."""
        return {code: number for number, code in enumerate(self.codes)}

    @cached_property
    def payments(self) -> list[str]:
        """Codes of what is paid or given and recorded; a mere recognition is not."""
        given = pl.col("recorded") & (pl.col("unit") != "status")
        return self.frame.filter(given)["code"].to_list()

    def version(self, code: str) -> Version:
        """The version in force; where none is, the last that was."""
        rule = self.book.benefit(code)
        return rule.version_at(self.effect, self.known) or rule.versions[-1]

    def ended(self, code: str) -> date | None:
        """Since when no version has been in force, if it ever was."""
        rule = self.book.benefit(code)
        if rule.version_at(self.effect, self.known) is not None:
            return None
        ends = [v.until for v in rule.versions if v.until and v.until <= self.effect]
        return max(ends, default=None)

    @cached_property
    def frame(self) -> pl.DataFrame:
        """One row a benefit: ``benefit`` (its number) and what a line says of it."""
        rows = [self._row(number, code) for number, code in enumerate(self.codes)]
        return pl.DataFrame(rows, schema=_SCHEMA)

    def _row(self, number: int, code: str) -> dict[str, object]:
        rule = self.book.benefit(code)
        info, version = rule.benefit, self.version(code)
        assert info is not None
        return {
            "benefit": number,
            "code": code,
            "name": info.vi,
            "name_en": info.en,
            "entity": rule.entity,
            "paid": info.paid,
            "payer": info.payer,
            "domain": info.domain,
            "unit": info.unit,
            "on_request": info.on_request,
            "ongoing": info.paid in ONGOING,
            "counted": is_counted(rule),
            "recorded": info.is_recorded,
            "article": version.cites[0].in_words("vi") if version.cites else version.vi,
            "article_en": version.cites[0].in_words("en") if version.cites else version.en,
            "ended": self.ended(code),
        }


def is_counted(rule: Rule) -> bool:
    """Whether the benefit has an amount (a card has none: one holds it or not)."""
    return rule.type.kind != "bool"


_SCHEMA = {
    "benefit": pl.Int16,
    "code": pl.String,
    "name": pl.String,
    "name_en": pl.String,
    "entity": pl.String,
    "paid": pl.String,
    "payer": pl.String,
    "domain": pl.String,
    "unit": pl.String,
    "on_request": pl.Boolean,
    "ongoing": pl.Boolean,
    "counted": pl.Boolean,
    "recorded": pl.Boolean,
    "article": pl.String,
    "article_en": pl.String,
    "ended": pl.Date,
}
