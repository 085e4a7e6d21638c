"""Citations, documents and dates: L01 to L04, L12."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from ansinh.engine.book import Rule
from ansinh.engine.declare import Interaction, Version
from ansinh.engine.documents import Article, Document
from ansinh.engine.lint.applying import citations as procedure_citations
from ansinh.engine.lint.finding import Finding, Subject
from ansinh.engine.parameters import DatedValue, Parameter
from ansinh.engine.values import NEVER


def uncited(subject: Subject) -> Iterator[Finding]:
    """L01: a rule or a value that rests on no article."""
    for _, version in subject.versions:
        if not version.cites:
            instead = f"@{version.kind}(DOCUMENT.article(…), …)"
            yield subject.at(version, "L01", "cites no article", instead)
    for item in subject.book.interactions:
        if not item.cites:
            place = interaction_place(subject, item)
            problem = f"interaction {item.vi!r} cites no article"
            yield Finding(*place, "L01", problem, f"only_{item.kind}(DOCUMENT.article(…), …)")
    for parameter in subject.book.parameters:
        for value in parameter.values:
            if value.cite is None:
                problem = f"{parameter.path}: the value from {value.effect} cites no article"
                instead = "cite: NUMBER art 4 cl 2"
                yield Finding(parameter.file, parameter.line, "L01", problem, instead)


def unregistered(subject: Subject) -> Iterator[Finding]:
    """L02: a document that is cited and not registered."""
    for file, line, article in _citations(subject):
        if article.document not in subject.book.documents:
            yield Finding(
                file,
                line,
                "L02",
                f"{article.document} is cited and not registered",
                "an entry in documents/*.yaml, or the number of one that stands there",
            )


def _citations(subject: Subject) -> Iterator[tuple[str, int, Article]]:
    for _, version in subject.versions:
        yield from ((version.file, version.line, cite) for cite in version.cites)
    for item in subject.book.interactions:
        yield from ((*interaction_place(subject, item), cite) for cite in item.cites)
    for parameter in subject.book.parameters:
        for value in parameter.values:
            if value.cite is not None:
                yield parameter.file, parameter.line, value.cite
    yield from procedure_citations(subject.procedures)


def interaction_place(subject: Subject, item: Interaction) -> tuple[str, int]:
    """Where the first benefit of an interaction stands: a value has no line of its own."""
    version = subject.book.benefit(item.among[0]).versions[-1]
    return version.file, version.line


def outside_validity(subject: Subject) -> Iterator[Finding]:
    """L03: a rule or a value that counts before or after its document does."""
    for _, version in subject.versions:
        main = _main_document(subject, version)
        if main is not None:
            yield from _outside(subject, version, main)
    for parameter in subject.book.parameters:
        ends = [*(value.effect for value in parameter.values[1:]), NEVER]
        for value, end in zip(parameter.values, ends, strict=True):
            if value.value is None or value.cite is None:
                continue
            if value.cite.document in subject.book.documents:
                main = subject.book.documents[value.cite.document]
                yield from _value_outside(parameter, value, end, main)


def _main_document(subject: Subject, version: Version) -> Document | None:
    known = [c.document for c in version.cites[:1] if c.document in subject.book.documents]
    return subject.book.documents[known[0]] if known else None


def _outside(subject: Subject, version: Version, main: Document) -> Iterator[Finding]:
    assert version.since is not None
    assert version.until is not None
    assert version.known is not None
    if version.since < main.in_force and version.known < main.in_force:
        yield subject.at(
            version,
            "L03",
            f"counts from {version.since}, known {version.known}, but {main.number} is in force"
            f" from {main.in_force}",
            f'known="{main.in_force}" or later, or the document that was in force then',
        )
    if version.until > main.until:
        yield subject.at(
            version,
            "L03",
            f"counts until {_day(version.until)}, but {main.number} only until {main.until}",
            f'until="{main.until}", or the document that goes on first',
        )


def _value_outside(
    parameter: Parameter, value: DatedValue, end: date, main: Document
) -> Iterator[Finding]:
    named = f"{parameter.path}: the value from {value.effect}"
    if value.effect < main.in_force and value.known < main.in_force:
        yield Finding(
            parameter.file,
            parameter.line,
            "L03",
            f"{named} was known on {value.known}, but {main.number} is in force from"
            f" {main.in_force}",
            f"known: {main.in_force}, or the document that was in force then",
        )
    if end > main.until:
        yield Finding(
            parameter.file,
            parameter.line,
            "L03",
            f"{named} counts until {_day(end)}, but {main.number} only until {main.until}",
            f"{{from: {main.until}, value: null, cite: …}}, or the value of the document that"
            " follows",
        )


def _day(day: object) -> str:
    return "further notice" if day == NEVER else str(day)


def overlapping(subject: Subject) -> Iterator[Finding]:
    """L04: two versions for one day, unless the law was changed with effect on the past."""
    for rule in subject.book.rules.values():
        for earlier, later in _versions_of_one(rule):
            if earlier.layer == later.layer and _overlap(earlier, later):
                if not _is_retroactive(earlier, later):
                    yield subject.at(
                        later,
                        "L04",
                        f"overlaps the version from {earlier.since} until {_day(earlier.until)}"
                        f" ({earlier.file}:{earlier.line})",
                        f'until="{later.since}" on the earlier version',
                    )


def _versions_of_one(rule: Rule) -> Iterator[tuple[Version, Version]]:
    """Pairs of versions of the rule, and of each exception to it."""
    yield from combinations(rule.versions, 2)
    for first, second in combinations(rule.exceptions, 2):
        if first.name == second.name:
            yield first, second


def _overlap(a: Version, b: Version) -> bool:
    assert a.since is not None
    assert b.since is not None
    assert a.until is not None
    assert b.until is not None
    return a.since < b.until and b.since < a.until


def _is_retroactive(earlier: Version, later: Version) -> bool:
    assert later.known is not None
    assert later.since is not None
    assert earlier.known is not None
    return later.known > later.since and later.known > earlier.known


def idle_documents(subject: Subject) -> Iterator[Finding]:
    """L12: a document encoded in a file that is not there, or that nothing rests on."""
    cited = {article.document for _, _, article in _citations(subject)}
    for document in subject.book.documents:
        for path in document.encoded_in:
            if not subject.exists(document.number, path):
                yield subject.at_document(
                    document.number,
                    "L12",
                    f"encoded_in names {path}, which does not exist",
                    "the path of the file that encodes it, from the project's root",
                )
        if document.number not in cited and not document.not_code:
            yield subject.at_document(
                document.number,
                "L12",
                "nothing cites it",
                "a citation where it is encoded, or not_code: {article: why it is no code}",
            )
