"""Legal documents and the articles that rules and parameters rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ansinh.engine.errors import LawError, UnknownNameError
from ansinh.engine.values import NEVER


@dataclass(frozen=True)
class Article:
    """A place in a document: article, clause (khoản), point (điểm)."""

    document: str
    article: str | None = None
    clause: str | None = None
    point: str | None = None
    note: str | None = None

    def in_words(self, language: str = "vi") -> str:
        """As a lawyer writes it: ``điểm a khoản 5 Điều 5 Nghị định 20/2021/NĐ-CP``."""
        if language == "vi":
            parts = [
                f"điểm {self.point}" if self.point else "",
                f"khoản {self.clause}" if self.clause else "",
                f"Điều {self.article}" if self.article else "",
                self.note or "",
            ]
        else:
            parts = [
                f"point {self.point}" if self.point else "",
                f"clause {self.clause}" if self.clause else "",
                f"Article {self.article}" if self.article else "",
                self.note or "",
            ]
        return " ".join([*filter(None, [*parts, kind_of(self.document, language)]), self.document])

    def __str__(self) -> str:
        return self.in_words()

    @classmethod
    def parse(cls, text: str) -> Article:
        """Read ``"20/2021/NĐ-CP art 5 cl 5 pt a"`` or ``"… annex 1"``.

        Raises:
            LawError: the text is not of that form.
        """
        words = text.split()
        if not words:
            raise LawError("an empty citation; write, for example, '20/2021/NĐ-CP art 4 cl 2'")
        values: dict[str, str] = {}
        keys = {"art": "article", "cl": "clause", "pt": "point", "annex": "note"}
        for key, value in zip(words[1::2], words[2::2], strict=False):
            if key not in keys:
                raise LawError(f"citation {text!r}: expected art, cl, pt or annex, got {key!r}")
            values[keys[key]] = f"Phụ lục {value}" if key == "annex" else value
        if len(words) % 2 == 0:
            raise LawError(f"citation {text!r}: {words[-1]!r} has no number after it")
        return cls(words[0], **values)


def kind_of(number: str, language: str = "vi") -> str:
    """``Nghị định`` of ``20/2021/NĐ-CP``; empty where the number does not tell (laws, QH)."""
    for mark, kinds in _KINDS.items():
        if mark in number:
            return kinds[0] if language == "vi" else kinds[1]
    return ""


_KINDS = {
    "/NĐ-CP": ("Nghị định", "Decree"),
    "/TTLT-": ("Thông tư liên tịch", "Joint Circular"),
    "/TT-": ("Thông tư", "Circular"),
    "/QĐ-": ("Quyết định", "Decision"),
    "/NQ-": ("Nghị quyết", "Resolution"),
    "/UBTVQH": ("Pháp lệnh", "Ordinance"),
}


@dataclass(frozen=True)
class Document:
    """A legal document as the registry of documents knows it.

    Attributes:
        number: Official number, the key.
        title: Vietnamese title.
        issued: Day of signature.
        in_force: Day it takes effect; nobody can apply it before.
        until: First day it no longer holds (``NEVER`` while it does).
        amends, replaces: Numbers of other documents.
        encoded_in: Paths in the project that encode it.
        not_code: Article → why it is not code.
        unverified: Why parts of it rest on a secondary source, or ``None``.
    """

    number: str
    title: str
    issued: date
    in_force: date
    until: date = NEVER
    amends: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    encoded_in: tuple[str, ...] = ()
    not_code: dict[str, str] = field(default_factory=dict, hash=False)
    unverified: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class DocumentHandle:
    """What a law module names its document by."""

    number: str

    def article(
        self,
        article: int | str | None = None,
        clause: int | str | None = None,
        point: str | None = None,
        *,
        note: str | None = None,
    ) -> Article:
        """A citable place in this document."""
        return Article(self.number, _text(article), _text(clause), point, note)


def _text(number: int | str | None) -> str | None:
    return None if number is None else str(number)


def document(number: str) -> DocumentHandle:
    """Name the legal document that a module encodes."""
    return DocumentHandle(number)


class Documents:
    """The registry of legal documents."""

    def __init__(self, documents: dict[str, Document]) -> None:
        self._documents = documents

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents.values())

    def __contains__(self, number: str) -> bool:
        return number in self._documents

    def __getitem__(self, number: str) -> Document:
        try:
            return self._documents[number]
        except KeyError:
            raise UnknownNameError("document", number, self._documents) from None

    def merged(self, other: Documents) -> Documents:
        """These documents and ``other``'s.

        Raises:
            LawError: both list a document of one number.
        """
        both = self._documents.keys() & other._documents.keys()
        if both:
            raise LawError(f"document listed in two registers: {', '.join(sorted(both))}")
        return Documents({**self._documents, **other._documents})

    @classmethod
    def load(cls, path: Path) -> Documents:
        """Read a YAML list of documents.

        Raises:
            LawError: a document lacks its number, title or dates, or has an unknown key.
        """
        import yaml  # most processes find the registers in the cache

        entries = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) or []
        documents = [_document(path, entry) for entry in entries]
        doubled = {d.number for d in documents if sum(e.number == d.number for e in documents) > 1}
        if doubled:
            raise LawError(f"{path}: document listed twice: {', '.join(sorted(doubled))}")
        return cls({entry.number: entry for entry in documents})


def _document(path: Path, entry: dict[str, Any]) -> Document:
    missing = {"number", "title", "issued", "in_force"} - entry.keys()
    if missing:
        name = entry.get("number", "a document")
        raise LawError(f"{path}: {name} lacks {', '.join(sorted(missing))}")
    unknown = entry.keys() - Document.__dataclass_fields__.keys()
    if unknown:
        raise LawError(f"{path}: {entry['number']}: unknown key {', '.join(sorted(unknown))}")
    for key in ("issued", "in_force", "until"):
        if key in entry and not isinstance(entry[key], date):
            raise LawError(f"{path}: {entry['number']}: {key} must be a date such as 2021-07-01")
    lists = {key: tuple(entry.get(key) or ()) for key in ("amends", "replaces", "encoded_in")}
    return Document(**{**entry, **lists})
