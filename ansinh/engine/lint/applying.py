"""Procedures: L15, L16, and what L01 to L03 say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ansinh.engine.book import Rule
from ansinh.engine.documents import Article
from ansinh.engine.lint.finding import Finding, Subject
from ansinh.engine.procedures import (
    Authority,
    Notice,
    Procedure,
    Procedures,
    ProcedureVersion,
    Waiver,
)
from ansinh.engine.values import NEVER

Span = tuple[date, date]


def unapplied(subject: Subject) -> Iterator[Finding]:
    """L15: a benefit that must be applied for, and days on which no procedure leads to it.

    A benefit that is recorded must be applied for unless a waiver says why not.
    """
    if subject.procedures is None:
        return
    for code, rule in subject.book.benefits.items():
        info, national = rule.benefit, [v for v in rule.versions if not v.layer]
        if info is None or not info.is_recorded or not national:
            continue
        gap = _first_gap(_wanted(subject.procedures, rule), _given(subject.procedures, code))
        if gap is not None:
            yield subject.at(
                national[-1],
                "L15",
                f"no procedure leads to {code} from {gap[0]} until {gap[1]}",
                f"{code} under benefits: of a procedure, or under without_application:, in"
                f" procedures/{info.domain}.yaml",
            )


def _wanted(procedures: Procedures, rule: Rule) -> Iterator[Span]:
    """Days on which a benefit exists and files must find a procedure."""
    assert rule.benefit is not None
    begins = procedures.domain_begins.get(rule.benefit.domain, procedures.begins)
    for version in rule.versions:
        assert version.since is not None
        assert version.until is not None
        if not version.layer:
            yield max(version.since, begins), min(version.until, procedures.ends)


def _given(procedures: Procedures, code: str) -> list[Span]:
    """Days on which a procedure leads to a benefit, or a waiver spares one."""
    leading = [p for p in procedures if code in p.benefits]
    spans = [(version.since, version.until) for p in leading for version in p.versions]
    return sorted(spans + [(w.since, w.until) for w in procedures.waivers_of(code)])


def _first_gap(wanted: Iterable[Span], given: list[Span]) -> Span | None:
    for start, end in sorted(wanted):
        reached = start
        for since, until in given:
            if since > reached:
                break
            reached = max(reached, until)
        if reached < end:
            later = [since for since, _ in given if since > reached]
            return reached, min([end, *later])
    return None


def misnamed(subject: Subject) -> Iterator[Finding]:
    """L16: a procedure that names what nobody declares, or a benefit waived and applied for."""
    for procedure in subject.procedures or ():
        for code in procedure.benefits:
            if code not in subject.book.benefits:
                yield _at(procedure, "L16", f"there is no benefit {code}", "a code of law list")
        for name in _held(procedure):
            if not _is_declared(subject, name):
                problem = f"nobody declares {name}"
                yield _at(procedure, "L16", problem, "a table or fact, such as Person.birth_date")
    for waiver in subject.procedures.waivers if subject.procedures else ():
        place = waiver.file, waiver.line
        if waiver.benefit not in subject.book.benefits:
            problem = f"there is no benefit {waiver.benefit}"
            yield Finding(*place, "L16", problem, "a code of law list")
        for procedure in _beside(subject, waiver):
            problem = f"{waiver.benefit} needs no application, but {procedure.key} leads to it"
            yield Finding(*place, "L16", problem, "one of the two, or dates that do not meet")


def _beside(subject: Subject, waiver: Waiver) -> Iterator[Procedure]:
    """Procedures that lead to a benefit while it is waived."""
    for procedure in subject.procedures or ():
        if waiver.benefit in procedure.benefits and any(
            v.since < waiver.until and waiver.since < v.until for v in procedure.versions
        ):
            yield procedure


def _held(procedure: Procedure) -> set[str]:
    papers = (paper for version in procedure.versions for paper in version.papers)
    return {name for paper in papers for name in paper.held}


def _is_declared(subject: Subject, name: str) -> bool:
    entity, _, fact = name.partition(".")
    entities = {e.name: e for e in subject.book.entities}
    return entity in entities and (not fact or fact in entities[entity].facts)


def uncited_procedures(subject: Subject) -> Iterator[Finding]:
    """L01: a version of a procedure that rests on no article."""
    for procedure, version in _versions(subject):
        if not version.cites:
            problem = f"the version from {version.since} cites no article"
            yield _at(procedure, "L01", problem, "cites: [NUMBER art 8 cl 1]")


def outside_documents(subject: Subject) -> Iterator[Finding]:
    """L03: a version of a procedure that counts before or after its document does."""
    for procedure, version in _versions(subject):
        if not version.cites or version.cites[0].document not in subject.book.documents:
            continue
        main = subject.book.documents[version.cites[0].document]
        if version.since < main.in_force:
            problem = f"counts from {version.since}, but {main.number} from {main.in_force}"
            yield _at(procedure, "L03", problem, "the document that was in force then")
        end = procedure.counts_until(version)
        if end > main.until:
            shown = "now on" if end == NEVER else end
            problem = f"counts until {shown}, but {main.number} only until {main.until}"
            yield _at(procedure, "L03", problem, "the document that goes on first")


def citations(procedures: Procedures | None) -> Iterator[tuple[str, int, Article]]:
    """Every article and document that procedures name, with its place."""
    if procedures is None:
        return
    for procedure in procedures:
        for version in procedure.versions:
            forms = [Article(paper.of) for paper in version.papers if paper.of]
            yield from ((procedure.file, procedure.line, a) for a in (*version.cites, *forms))
    others: list[Waiver | Notice | Authority] = [*procedures.waivers, *procedures.notices]
    others += procedures.authorities.values()
    for item in others:
        yield from ((item.file, item.line, article) for article in item.cites)


def _versions(subject: Subject) -> Iterator[tuple[Procedure, ProcedureVersion]]:
    for procedure in subject.procedures or ():
        yield from ((procedure, version) for version in procedure.versions)


def _at(procedure: Procedure, code: str, problem: str, instead: str) -> Finding:
    return Finding(procedure.file, procedure.line, code, f"{procedure.key}: {problem}", instead)
