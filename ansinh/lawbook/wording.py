"""Texts in both languages, put together from what each language's reader says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from markupsafe import Markup

from ansinh.engine import ir
from ansinh.engine.documents import Article
from ansinh.engine.explain import words
from ansinh.engine.explain.words import brief, raised
from ansinh.insight.report.wording import NOTHING as NOTHING
from ansinh.insight.report.wording import Text as Text
from ansinh.lawbook.clauses import Clause, Reading, Way
from ansinh.lawbook.phrases import DOMAINS
from ansinh.lawbook.reading import Reader


@dataclass(frozen=True)
class Told:
    """A condition in both languages, with the conditions it is made of."""

    text: Text
    items: tuple[Told, ...] = ()
    rule: str = ""


@dataclass(frozen=True)
class Outcome:
    """A result in both languages and when it is that."""

    when: Told | None
    result: Text


@dataclass(frozen=True)
class Rendering:
    """A reading in both languages."""

    needs: tuple[Told, ...]
    ways: tuple[Outcome, ...]
    notes: tuple[tuple[str, Text], ...]

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not self.needs and not self.ways


@dataclass(frozen=True)
class Chip:
    """A place in a document, and where it is told of."""

    text: Text
    address: str


@dataclass(frozen=True)
class Readers:
    """The two readers of one page."""

    vi: Reader
    en: Reader

    def say(self, speak: Callable[[Reader], str]) -> Text:
        """What both say."""
        return Text(speak(self.vi), speak(self.en))

    def read(self, node: ir.Node, *, gives: bool) -> Rendering:
        """A rule's body in both languages."""
        vi, en = (reader.read(node, gives=gives) for reader in (self.vi, self.en))
        return _rendering(vi, en)


def _rendering(vi: Reading, en: Reading) -> Rendering:
    needs = tuple(told(a, b) for a, b in zip(vi.needs, en.needs, strict=True))
    ways = tuple(_outcome(a, b) for a, b in zip(vi.ways, en.ways, strict=True))
    notes = tuple((a[0], Text(a[1], b[1])) for a, b in zip(vi.notes, en.notes, strict=True))
    return Rendering(needs, ways, notes)


def told(vi: Clause, en: Clause) -> Told:
    """A clause in both languages; its shape is the same in either."""
    pairs = zip_longest(vi.items, en.items)
    return Told(Text(vi.text, en.text), tuple(told(a, b) for a, b in pairs), vi.rule)


def _outcome(vi: Way, en: Way) -> Outcome:
    when = told(vi.when, en.when) if vi.when is not None and en.when is not None else None
    return Outcome(when, Text(vi.result, en.result))


def labels(vi: str, en: str) -> Text:
    """A label in both languages; Vietnamese where English is lacking."""
    return Text(vi, en or vi)


def capital(text: Text) -> Text:
    """With a capital first letter, a link before it or not."""
    return Text(_capital(text.vi), _capital(text.en))


def _capital(text: str) -> str:
    opening = re.match(r"^(?:<[^>]*>)*", text)
    place = opening.end() if opening else 0
    raised_text = text[:place] + raised(text[place:])
    return Markup(raised_text) if isinstance(text, Markup) else raised_text  # noqa: S704


def short(text: Text) -> Text:
    """A label without what it explains after a colon."""
    return Text(brief(text.vi), brief(text.en))


def day(value: date) -> str:
    """``23/11/2026``, in both languages."""
    return words.day(value, "vi")


def article(cite: Article) -> Text:
    """A place in a document as a lawyer writes it."""
    return capital(Text(cite.in_words("vi"), cite.in_words("en")))


def domain(code: str) -> Text:
    """The name of a policy domain."""
    return labels(*DOMAINS.get(code, (code, code)))


def folded(text: str) -> str:
    """Small letters without marks: ``Trợ cấp`` → ``tro cap``."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """A file name: ``20/2021/NĐ-CP`` → ``20-2021-nd-cp``."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")
