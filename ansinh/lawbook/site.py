"""The catalogue as a folder of pages that need nothing else: written whole or not at all."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

import ansinh
from ansinh.engine.book import LawBook
from ansinh.engine.cases import Case
from ansinh.insight.report.page import both
from ansinh.insight.report.theme import FONTS, css_tokens, faces
from ansinh.insight.store import whole_folder
from ansinh.lawbook import figures, index
from ansinh.lawbook.benefits import BenefitPage, BenefitPages, audiences, told_change
from ansinh.lawbook.documents import DocumentPages
from ansinh.lawbook.links import Links
from ansinh.lawbook.phrases import AUDIENCES, DOMAINS
from ansinh.lawbook.reach import Law, Turn
from ansinh.lawbook.wording import Text, day, domain, folded, labels

Progress = Callable[[str, int, int], None]

ASSETS = Path(__file__).parent / "assets"
#: By this file a folder is known as a catalogue, which may be replaced.
SUMMARY = "catalogue.json"
GLOSSARY = Path(ansinh.__file__).parent.parent / "docs" / "glossary.md"
#: So many turns of the law, before and after today, stand on the first page.
RECENT, COMING = 3, 3


@dataclass(frozen=True)
class Shelf:
    """Benefits that belong together, with the page that lists them."""

    key: str
    name: Text
    pages: tuple[BenefitPage, ...]


@dataclass(frozen=True)
class Day:
    """A day on which the law changes, as a page tells it."""

    anchor: str
    day: str
    is_coming: bool
    lines: tuple[Text, ...]
    documents: tuple[tuple[str, str], ...]
    benefits: tuple[tuple[Text, str], ...]


def write_book(
    out: Path,
    book: LawBook,
    cases: list[Case],
    day: date,
    *,
    replace: bool = False,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Write the catalogue of a law book as it stands on a day.

    Args:
        out: The folder; it appears whole or not at all.
        replace: Whether an earlier catalogue there may be replaced.
        progress: Told the stage ``book``, how far it is, and how far it goes.

    Returns:
        How many pages of each kind were written.

    Raises:
        DataError: ``out`` exists and may not be replaced, or holds something else.
    """
    with whole_folder(out, replace=replace, mark=SUMMARY) as folder:
        return _Site(folder, Law(book, day), cases, progress or _silent).write()


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing."""


class _Site:
    def __init__(self, folder: Path, law: Law, cases: list[Case], told: Progress) -> None:
        self.folder, self.law, self.book, self.told = folder, law, law.book, told
        self.links = Links(law)
        self.benefits = BenefitPages(law, self.links, cases)
        self.documents = DocumentPages(law, self.links)
        self.templates = _environment()
        self.entries: list[index.Entry] = []
        self.counts: dict[str, int] = {}
        self.total = len(self.book.benefits) + len(list(self.book.documents))
        self.done = 0

    def write(self) -> dict[str, int]:
        """Every page, the search's index and what the pages share."""
        pages = [self._benefit(code) for code in self.book.benefits]
        for document in self.book.documents:
            self._document(document)
        for parameter in self.book.parameters:
            self._figure(parameter)
        shelves = self._shelves(pages)
        for kind, found in shelves.items():
            for shelf in found:
                self._page(f"{kind}/{shelf.key}.html", "shelf.html", shelf=shelf)
        self._lists(pages, shelves)
        self._assets()
        return self.counts

    def _step(self) -> None:
        self.done += 1
        self.told("book", self.done, self.total)

    def _page(self, path: str, template: str, **content: Any) -> None:
        depth = path.count("/")
        html = self.templates.get_template(template).render(
            root="../" * depth, today=day(self.law.day), law=self.law, **content
        )
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
        kind = path.split("/")[0] if depth else "pages"
        self.counts[kind] = self.counts.get(kind, 0) + 1

    def _benefit(self, code: str) -> BenefitPage:
        page = self.benefits.page(code)
        groups = audiences(page)
        shown = [(key, labels(vi, en)) for key, vi, en, _ in AUDIENCES if key in groups]
        self._page(f"benefits/{code}.html", "benefit.html", page=page, audiences=shown)
        more = [code, page.idea.vi, page.idea.en, *index.audience_words(groups)]
        more += [chip.text.vi for chip in page.main.chips] + [page.domain.vi, page.domain.en]
        note = page.amount if page.amount.vi else page.domain
        self._find("benefit", f"benefits/{code}.html", page.name, more, note)
        self._step()
        return page

    def _document(self, document: Any) -> None:
        page = self.documents.page(document)
        self._page(f"documents/{page.name}.html", "document.html", page=page)
        name = Text(f"{page.number}", f"{page.number}")
        title = Text(document.title, document.title)
        self._find("document", f"documents/{page.name}.html", name, [document.title], title)
        self._step()

    def _figure(self, parameter: Any) -> None:
        found = parameter.at(self.law.day, self.law.day)
        name = labels(parameter.vi, parameter.en)
        now = figures.now(parameter, found)
        users = [
            (self.links.name(code), self.links.benefit(code))
            for code in self.law.users.get(parameter.path, ())
        ]
        self._page(
            f"figures/{parameter.path}.html",
            "figure.html",
            parameter=parameter,
            name=name,
            now=now,
            found=found,
            unit=figures.unit(parameter),
            table=figures.table(self.book, parameter),
            chips_of=[self.links.chip(v.cite) if v.cite else None for v in parameter.values],
            chart=figures.chart(parameter, name, self.law.day),
            users=users,
        )
        self._find("figure", f"figures/{parameter.path}.html", name, [parameter.path], now)

    def _find(self, kind: str, address: str, name: Text, more: Iterable[str], note: Text) -> None:
        self.entries.append(index.Entry(kind, address, name, folded(" ".join(more)), note))

    def _shelves(self, pages: list[BenefitPage]) -> dict[str, list[Shelf]]:
        ordered = [*DOMAINS, *sorted({p.info.domain for p in pages} - DOMAINS.keys())]
        by_domain = [
            Shelf(key, domain(key), tuple(p for p in pages if p.info.domain == key))
            for key in ordered
        ]
        groups = {page.code: audiences(page) for page in pages}
        by_audience = [
            Shelf(key, labels(vi, en), tuple(p for p in pages if key in groups[p.code]))
            for key, vi, en, _ in AUDIENCES
        ]
        found = {"domains": by_domain, "for": by_audience}
        return {kind: [s for s in shelves if s.pages] for kind, shelves in found.items()}

    def _lists(self, pages: list[BenefitPage], shelves: dict[str, list[Shelf]]) -> None:
        days = [self._day(turn) for turn in self.law.turns]
        recent = [d for d in days if not d.is_coming][-RECENT:][::-1]
        coming = [d for d in days if d.is_coming][:COMING]
        doubts = [*self._doubts()]
        self._page(
            "index.html",
            "home.html",
            pages=pages,
            shelves=shelves,
            recent=recent,
            coming=coming,
            doubts=len(doubts),
            documents=list(self.book.documents),
            figures=list(self.book.parameters),
        )
        self._page("changes.html", "changes.html", days=days[::-1])
        self._page("unverified.html", "unverified.html", doubts=doubts)
        self._page(
            "documents.html",
            "documents.html",
            pages=[self.documents.page(document) for document in self.book.documents],
        )
        self._page("figures.html", "figures.html", groups=self._figure_groups())
        if GLOSSARY.exists():
            sections = _glossary(GLOSSARY.read_text(encoding="utf-8"))
            self._page("glossary.html", "glossary.html", sections=sections)
            for _, rows in sections:
                for vi, en, name in rows:
                    note = labels("Từ điển thuật ngữ", "Glossary")
                    self._find("term", "glossary.html", labels(vi, en), [name], note)

    def _figure_groups(self) -> list[tuple[Text, list[tuple[str, Text, Text]]]]:
        groups: dict[str, list[tuple[str, Text, Text]]] = {}
        for parameter in self.book.parameters:
            now = figures.now(parameter, parameter.at(self.law.day, self.law.day))
            row = (parameter.path, labels(parameter.vi, parameter.en), now)
            groups.setdefault(parameter.path.split(".")[0], []).append(row)
        return [(domain(key), rows) for key, rows in groups.items()]

    def _day(self, turn: Turn) -> Day:
        cited = [change.cites[-1].document for change in turn.changes if change.cites]
        documents = [(number, self.links.document(number)[3:]) for number in dict.fromkeys(cited)]
        return Day(
            f"d-{turn.day}",
            day(turn.day),
            turn.day > self.law.day,
            tuple(told_change(self.law, change, turn.day) for change in turn.changes),
            tuple(documents),
            tuple((self.links.name(c), self.links.benefit(c)[3:]) for c in turn.codes),
        )

    def _doubts(self) -> Iterator[tuple[Text, str, str]]:
        """What is unverified: its name, its address and why."""
        for document in self.book.documents:
            if document.unverified:
                name = Text(document.number, document.number)
                yield name, self.links.document(document.number)[3:], document.unverified
        for rule in self.book.rules.values():
            for version in (*rule.versions, *rule.exceptions):
                if version.unverified:
                    yield (
                        labels(version.vi, version.en),
                        self.links.rule(rule.key)[3:],
                        version.unverified,
                    )
        for parameter in self.book.parameters:
            for value in parameter.values:
                why = value.unverified or parameter.unverified
                if why:
                    name = Text(
                        f"{parameter.vi}, từ {day(value.effect)}",
                        f"{parameter.en}, from {day(value.effect)}",
                    )
                    yield name, f"figures/{parameter.path}.html", why

    def _assets(self) -> None:
        target = self.folder / "assets"
        target.mkdir()
        for file in sorted(ASSETS.glob("*.js")):
            shutil.copyfile(file, target / file.name)
        for font in sorted(FONTS.glob("*.woff2")):
            shutil.copyfile(font, target / font.name)
        shutil.copyfile(FONTS / "OFL.txt", target / "OFL.txt")
        style = "".join(faces(lambda file: file.name)) + css_tokens()
        style += (ASSETS / "catalogue.css").read_text(encoding="utf-8")
        (target / "catalogue.css").write_text(style, encoding="utf-8")
        (target / "index.js").write_text(index.script(self.entries), encoding="utf-8")
        summary = {"format": "ansinh-catalogue", "day": str(self.law.day), "pages": self.counts}
        text = json.dumps(summary, ensure_ascii=False, indent=1)
        (self.folder / SUMMARY).write_text(text + "\n", encoding="utf-8")


def _environment() -> Environment:
    pages = Environment(
        loader=PackageLoader("ansinh.lawbook"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters |= {"both": both, "day": day}
    return pages


_ROW = re.compile(r"^\| (.+) \| (.+) \| `(.+)` \|$")


def _glossary(text: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Sections of the glossary with their terms."""
    found: list[tuple[str, list[tuple[str, str, str]]]] = []
    for line in text.splitlines():
        if line.startswith("## "):
            found.append((line[3:], []))
        elif (row := _ROW.match(line)) and found:
            found[-1][1].append((row[1], row[2], row[3]))
    return [(title, rows) for title, rows in found if rows]
