"""What the page of one legal document says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ansinh.engine.book import Rule
from ansinh.engine.dates import ONE_DAY
from ansinh.engine.declare import Version
from ansinh.engine.documents import Article, Document, kind_of
from ansinh.engine.parameters import Parameter
from ansinh.engine.values import NEVER
from ansinh.law.procedures import national_procedures
from ansinh.lawbook import figures
from ansinh.lawbook.benefits import Provision, Provisions
from ansinh.lawbook.links import Links, article_anchor
from ansinh.lawbook.reach import Law
from ansinh.lawbook.wording import Chip, Text, day, labels, slug


@dataclass(frozen=True)
class FigureHere:
    """A value of a figure that an article sets."""

    name: Text
    address: str
    since: str
    shown: Text
    unverified: str | None


@dataclass(frozen=True)
class Part:
    """An article with what rests on it."""

    anchor: str
    title: Text
    provisions: tuple[Provision, ...]
    figures: tuple[FigureHere, ...]
    rivals: tuple[Text, ...]
    also: tuple[Chip, ...]


@dataclass(frozen=True)
class DocumentPage:
    """Everything that the page of a document says."""

    number: str
    name: str
    kind: Text
    document: Document
    issued: str
    in_force: str
    until: str
    state: Text
    amends: tuple[Chip, ...]
    replaces: tuple[Chip, ...]
    amended_by: tuple[Chip, ...]
    replaced_by: tuple[Chip, ...]
    benefits: tuple[tuple[Text, str], ...]
    parts: tuple[Part, ...]
    not_code: tuple[tuple[Text, str], ...]


class DocumentPages:
    """Makes the pages of documents."""

    def __init__(self, law: Law, links: Links) -> None:
        self.law, self.links, self.book = law, links, law.book
        self._rules = self._by_document()
        self._cited: dict[str, list[tuple[Article, Chip]]] = {}
        for cite, chip in self._also():
            self._cited.setdefault(cite.document, []).append((cite, chip))

    def page(self, document: Document) -> DocumentPage:
        """The page of one document."""
        number = document.number
        others = list(self.book.documents)
        return DocumentPage(
            number=number,
            name=slug(number),
            kind=_kind(document),
            document=document,
            issued=day(document.issued),
            in_force=day(document.in_force),
            until="" if document.until == NEVER else day(document.until),
            state=self._state(document),
            amends=tuple(map(self._chip, document.amends)),
            replaces=tuple(map(self._chip, document.replaces)),
            amended_by=tuple(self._chip(d.number) for d in others if number in d.amends),
            replaced_by=tuple(self._chip(d.number) for d in others if number in d.replaces),
            benefits=tuple(self._benefits(number)),
            parts=tuple(self._parts(number)),
            not_code=tuple(
                (_not_code(key), why) for key, why in sorted(document.not_code.items(), key=_size)
            ),
        )

    def _state(self, document: Document) -> Text:
        if document.in_force > self.law.day:
            return labels("Chưa có hiệu lực", "Not yet in force")
        if document.until <= self.law.day:
            return labels("Hết hiệu lực", "No longer in force")
        return labels("Đang có hiệu lực", "In force")

    def _chip(self, number: str) -> Chip:
        known = number in self.book.documents
        return Chip(Text(number, number), self.links.document(number) if known else "")

    def _by_document(self) -> dict[str, list[tuple[Rule, Version]]]:
        found: dict[str, list[tuple[Rule, Version]]] = {}
        for rule in self.book.rules.values():
            for version in (*rule.versions, *rule.exceptions):
                found.setdefault(version.cites[0].document, []).append((rule, version))
        return found

    def _also(self) -> Iterator[tuple[Article, Chip]]:
        """Citations that no rule, figure or interaction mainly rests on, and what has them."""
        for rule in self.book.rules.values():
            for version in (*rule.versions, *rule.exceptions):
                chip = Chip(labels(version.vi, version.en), self.links.rule(rule.key))
                yield from ((cite, chip) for cite in version.cites[1:])
        for item in self.book.interactions:
            chip = Chip(labels(item.vi, item.en), self.links.benefit(item.among[0]))
            yield from ((cite, chip) for cite in item.cites[1:])
        law = national_procedures()
        for procedure in law:
            benefit = next((b for b in procedure.benefits if b in self.book.benefits), "")
            address = self.links.benefit(benefit) if benefit else ""
            chip = Chip(labels(procedure.vi, procedure.en), address)
            yield from ((cite, chip) for v in procedure.versions for cite in v.cites)
        for waiver in law.waivers:
            if waiver.benefit in self.book.benefits:
                chip = Chip(labels(waiver.vi, waiver.en), self.links.benefit(waiver.benefit))
                yield from ((cite, chip) for cite in waiver.cites)

    def _benefits(self, number: str) -> Iterator[tuple[Text, str]]:
        for code, rule in self.book.benefits.items():
            if any(cite.document == number for v in rule.versions for cite in v.cites):
                yield self.links.name(code), self.links.benefit(code)

    def _parts(self, number: str) -> Iterator[Part]:
        rules: dict[str, list[Provision]] = {}
        for rule, version in self._rules.get(number, []):
            rules.setdefault(version.cites[0].article or "", []).append(self._told(rule, version))
        values: dict[str, list[FigureHere]] = {}
        for parameter in self.book.parameters:
            for article, shown in self._values(parameter, number):
                values.setdefault(article, []).append(shown)
        rivals: dict[str, list[Text]] = {}
        for item in self.book.interactions:
            if item.cites[0].document == number:
                article = item.cites[0].article or ""
                rivals.setdefault(article, []).append(labels(item.vi, item.en))
        also: dict[str, dict[Chip, None]] = {}
        for cite, chip in self._cited.get(number, ()):
            also.setdefault(cite.article or "", {})[chip] = None
        for article in sorted({*rules, *values, *rivals, *also}, key=_by_size):
            yield Part(
                article_anchor(article) if article else "a-whole",
                _title(article),
                tuple(rules.get(article, ())),
                tuple(values.get(article, ())),
                tuple(rivals.get(article, ())),
                tuple(also.get(article, ())),
            )

    def _told(self, rule: Rule, version: Version) -> Provision:
        """A version read on the last day it holds, or on the catalogue's."""
        assert version.since is not None
        assert version.until is not None
        at = min(max(version.since, self.law.day), version.until - ONE_DAY)
        told = Provisions(self.law, self.links, at).of(rule, version)
        counting = self.law.version(rule, self.law.moment(rule))
        if version is counting:
            return told
        mark = slug(f"{version.name}-{version.since}-{version.known}-{version.layer}")
        return Provision(
            told.key, f"{told.anchor}-{mark}", told.idea, told.chips, told.span, told.reading,
            told.unverified, told.is_current,
        )  # fmt: skip

    def _values(self, parameter: Parameter, number: str) -> Iterator[tuple[str, FigureHere]]:
        for value in parameter.values:
            if value.cite is None or value.cite.document != number:
                continue
            shown = (
                figures.now(parameter, value)
                if value.value is not None
                else labels("bãi bỏ", "abolished")
            )
            yield (
                value.cite.article or "",
                FigureHere(
                    labels(parameter.vi, parameter.en),
                    self.links.figure(parameter.path),
                    day(value.effect),
                    shown,
                    value.unverified or parameter.unverified,
                ),
            )


def _kind(document: Document) -> Text:
    vi, en = (kind_of(document.number, lang) for lang in ("vi", "en"))
    return labels(
        vi or "Luật, nghị quyết của Quốc hội", en or "Law or resolution of the National Assembly"
    )


def _title(article: str) -> Text:
    return (
        labels(f"Điều {article}", f"Article {article}")
        if article
        else labels("Toàn văn, phụ lục", "The whole, annexes")
    )


def _not_code(key: str) -> Text:
    return (
        labels("Toàn văn", "The whole") if key == "all" else labels(f"Điều {key}", f"Article {key}")
    )


def _size(item: tuple[str, str]) -> tuple[int, str]:
    return _by_size(item[0])


def _by_size(text: str) -> tuple[int, str]:
    digits = re.match(r"\d+", str(text))
    return int(digits[0]) if digits else 0, str(text)
