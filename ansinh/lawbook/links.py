"""Where everything is told of: addresses from one page of the catalogue to another."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from ansinh.engine.documents import Article
from ansinh.lawbook.reach import Law
from ansinh.lawbook.reading import Reader
from ansinh.lawbook.wording import Chip, Readers, Text, article, labels, slug


@dataclass(frozen=True)
class Links:
    """Addresses as a page one folder down writes them.

    Attributes:
        told: Keys of the rules that the page itself tells of.
    """

    law: Law
    told: frozenset[str] = field(default=frozenset())

    def within(self, keys: set[str]) -> Links:
        """The same from a page that tells of ``keys`` itself."""
        return replace(self, told=frozenset(keys))

    def anchor(self, key: str) -> str:
        """The place of a rule on a page."""
        return f"r-{key}"

    def benefit(self, code: str) -> str:
        """The page of a benefit."""
        return f"../benefits/{code}.html"

    def name(self, code: str) -> Text:
        """The name of a benefit."""
        info = self.law.book.benefits[code].benefit
        assert info is not None
        return labels(info.vi, info.en)

    def figure(self, path: str) -> str:
        """The page of a figure."""
        return f"../figures/{path}.html"

    def document(self, number: str) -> str:
        """The page of a document."""
        return f"../documents/{slug(number)}.html"

    def rule(self, key: str) -> str:
        """Where a rule is told of in full."""
        if key in self.told:
            return f"#{self.anchor(key)}"
        rule = self.law.book.rules[key]
        if rule.benefit is not None:
            return self.benefit(rule.benefit.code)
        version = self.law.version(rule, self.law.moment(rule))
        return f"{self.document(version.cites[0].document)}#{self.anchor(key)}"

    def chip(self, cite: Article) -> Chip:
        """A citation that leads to its article."""
        place = f"#{article_anchor(cite.article)}" if cite.article else ""
        return Chip(article(cite), self.document(cite.document) + place)

    def readers(self, at: date, known: date) -> Readers:
        """Readers in both languages whose words link."""
        book = self.law.book
        return Readers(*(Reader(book, lang, at, known, self._address) for lang in ("vi", "en")))

    def _address(self, kind: str, key: str) -> str:
        return self.figure(key) if kind == "figure" else self.rule(key)


def article_anchor(number: str | None) -> str:
    """The place of an article on its document's page."""
    return f"a-{slug(number or 'all')}"
