"""The glossary is complete and names nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ansinh.engine.book import LawBook
from ansinh.engine.outcome import Status
from ansinh.law.book import national_law

ROOT = Path(__file__).parent.parent
GLOSSARY = ROOT / "docs" / "glossary.md"
LINE = re.compile(r"^\| (.+) \| (.+) \| `(.+)` \|$", re.MULTILINE)
ROWS = LINE.findall(GLOSSARY.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def book() -> LawBook:
    return national_law()


@pytest.fixture(scope="session")
def names(book: LawBook) -> set[str]:
    """Everything that is declared, and every word of the source."""
    declared = {*book.rules, *book.benefits, *book.parameters.parameters}
    declared |= book.parameters.branches | {f"Status.{status.name}" for status in Status}
    for entity in book.entities:
        declared |= {entity.name, *(fact.qualified for fact in entity.facts.values())}
        declared |= {relation.qualified for relation in entity.relations.values()}
        declared |= {f.choice.__name__ for f in entity.facts.values() if f.choice is not None}
    sources = (ROOT / "ansinh").rglob("*.py")
    words = {w for path in sources for w in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    return declared | words


def test_every_rule_says_its_idea_in_both_languages(book: LawBook) -> None:
    silent = [
        f"{version.file}:{version.line} {rule.key}"
        for rule in book.rules.values()
        for version in (*rule.versions, *rule.exceptions)
        if not version.vi or not version.en
    ]
    assert silent == []


def test_every_benefit_has_both_names(book: LawBook) -> None:
    infos = [rule.benefit for rule in book.benefits.values() if rule.benefit]
    assert [info.code for info in infos if not info.vi or not info.en] == []


def test_every_fact_entity_and_parameter_has_both_labels(book: LawBook) -> None:
    labelled = {e.name: (e.vi, e.en) for e in book.entities}
    labelled |= {f.qualified: (f.vi, f.en) for e in book.entities for f in e.facts.values()}
    labelled |= {p.path: (p.vi, p.en) for p in book.parameters}
    assert [name for name, labels in labelled.items() if not all(labels)] == []


def test_every_choice_has_both_labels(book: LawBook) -> None:
    choices = {f.choice for e in book.entities for f in e.facts.values() if f.choice}
    assert [c for choice in choices for c in choice if not c.vi or not c.en] == []


def test_the_glossary_has_terms() -> None:
    assert len(ROWS) > 40


@pytest.mark.parametrize(("vietnamese", "english", "name"), ROWS)
def test_every_term_names_something_that_exists(
    vietnamese: str, english: str, name: str, names: set[str]
) -> None:
    assert vietnamese != english
    assert name in names, f"{name} stands in the glossary but nowhere in the law or the source"


def test_no_term_is_explained_twice() -> None:
    terms = [vietnamese for vietnamese, _, _ in ROWS]
    assert sorted(terms) == sorted(set(terms))
