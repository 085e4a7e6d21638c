"""The law lint: what is wrong with a law as written, with file, line and what to write instead.

===  ============================================================================================
L01  a rule or a parameter's value cites no article
L02  a cited document is not in the registry
L03  a rule or value counts outside its document's validity
L04  two versions of a rule for one day, without a change of law with effect on the past
L05  a parameter that no rule reads
L06  a rule that no benefit and no expectation of a case needs, directly or not
L07  a condition that is always true or always false where it stands
L08  a rule without its legal idea in Vietnamese (docstring) or English (``en=``)
L09  a benefit without payer, frequency, domain or name
L10  a fact that no rule reads
L11  a fact without labels, or without the question and the proof that a benefit needs
L12  a document encoded in a file that is not there, or that nothing cites
L13  a branch that no case goes through
L14  a rule that the translator refuses
L15  a benefit that must be applied for, and days on which no procedure leads to it
L16  a procedure that names what nobody declares, or a benefit both waived and applied for
===  ============================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import ansinh
from ansinh.engine.book import LawBook
from ansinh.engine.cases import Case
from ansinh.engine.lint import applying, branches, citing, proving, reading, words
from ansinh.engine.lint.finding import Finding, Subject
from ansinh.engine.procedures import Procedures

__all__ = ["Finding", "lint", "unverified"]

Check = Callable[[Subject], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    citing.uncited,
    citing.unregistered,
    citing.outside_validity,
    citing.overlapping,
    branches.decided_conditions,
    words.unworded,
    words.incomplete_benefits,
    citing.idle_documents,
    proving.untranslatable,
    applying.uncited_procedures,
    applying.outside_documents,
    applying.unapplied,
    applying.misnamed,
)
#: They have to know all that is read, or to run the rules, and wait until each can be translated.
CHECKS_OF_ALL: tuple[Check, ...] = (
    reading.unread_parameters,
    reading.unreachable_rules,
    reading.unread_facts,
    reading.unlabelled_facts,
    proving.unproved,
)


def lint(
    book: LawBook,
    cases: Iterable[Case],
    unread_facts: Mapping[str, str] | None = None,
    root: Path | None = None,
    procedures: Procedures | None = None,
) -> list[Finding]:
    """Everything that is wrong with a law, by file and line.

    Args:
        book: The law.
        cases: Its cases.
        unread_facts: Qualified facts that no rule has to read → why they are kept.
        root: Folder that ``encoded_in`` starts from; by default the one that holds ``ansinh``.
        procedures: How benefits are applied for, when that is to be checked.
    """
    root = root or Path(ansinh.__file__).parent.parent
    subject = Subject(book, list(cases), unread_facts or {}, root, procedures)
    checks = CHECKS if subject.errors or subject.circle else (*CHECKS, *CHECKS_OF_ALL)
    return sorted({finding for check in checks for finding in check(subject)})


def unverified(book: LawBook) -> dict[str, str]:
    """What rests on an uncertain text: rule, parameter or document → why."""
    found: dict[str, str] = {}
    for rule in book.rules.values():
        for version in (*rule.versions, *rule.exceptions):
            if version.unverified:
                name = version.name if version.kind == "exception" else rule.key
                found[f"{name} from {version.since}"] = version.unverified
    for parameter in book.parameters:
        if parameter.unverified:
            found[parameter.path] = parameter.unverified
        for value in parameter.values:
            if value.unverified:
                found[f"{parameter.path} from {value.effect}"] = value.unverified
    for document in book.documents:
        if document.unverified:
            found[document.number] = document.unverified
    return found
