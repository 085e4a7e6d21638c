"""What the linter says, and what its checks look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ansinh.engine import ir
from ansinh.engine.book import LawBook, Rule
from ansinh.engine.cases import Case
from ansinh.engine.declare import Version
from ansinh.engine.entities import Fact
from ansinh.engine.errors import CircularRuleError, RuleError
from ansinh.engine.lint.places import Place, document_places, fact_place
from ansinh.engine.procedures import Procedures
from ansinh.engine.translate import translate


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong with the law as written.

    Attributes:
        code: ``L01`` … ``L16``, stable.
        instead: What to write instead.
    """

    file: str
    line: int
    code: str
    problem: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.problem}. Write instead: {self.instead}"


@dataclass(frozen=True)
class Body:
    """One version of a rule, or one exception to it, in intermediate form."""

    rule: Rule
    version: Version
    node: ir.Node


@dataclass(frozen=True)
class Subject:
    """What is linted.

    Attributes:
        unread_facts: Facts that no rule has to read → why they are kept.
        root: Folder that the paths in ``encoded_in`` start from.
        procedures: How benefits are applied for; ``None`` where that is not looked at.
    """

    book: LawBook
    cases: Sequence[Case]
    unread_facts: Mapping[str, str]
    root: Path
    procedures: Procedures | None = None

    @cached_property
    def versions(self) -> list[tuple[Rule, Version]]:
        """Every version and exception with its rule."""
        return [
            (rule, version)
            for rule in self.book.rules.values()
            for version in (*rule.versions, *rule.exceptions)
        ]

    @cached_property
    def translated(self) -> tuple[list[Body], list[RuleError]]:
        """What could be translated, and what was said of the rest."""
        bodies, errors = [], []
        for rule, version in self.versions:
            try:
                bodies.append(Body(rule, version, translate(version, self.book, rule.type)))
            except RuleError as error:
                errors.append(error)
        return bodies, errors

    @property
    def bodies(self) -> list[Body]:
        """Every version that could be translated."""
        return self.translated[0]

    @property
    def errors(self) -> list[RuleError]:
        """What the translator said of the rest."""
        return self.translated[1]

    @cached_property
    def circle(self) -> CircularRuleError | None:
        """Rules that read each other in a circle, once all can be translated."""
        try:
            _ = None if self.errors else self.book.program
        except CircularRuleError as error:
            return error
        return None

    @cached_property
    def nodes(self) -> list[tuple[Body, ir.Node]]:
        """Every expression of every version."""
        return [
            (body, node)
            for body in self.bodies
            for node in ir.walk(body.node)
            if isinstance(node, ir.Node)
        ]

    def at(self, version: Version, code: str, problem: str, instead: str) -> Finding:
        """A finding at a version of a rule."""
        return Finding(version.file, version.line, code, f"{version.name}: {problem}", instead)

    @cached_property
    def _document_places(self) -> dict[str, Place]:
        return document_places(version for _, version in self.versions)

    def exists(self, number: str, path: str) -> bool:
        """Whether a path in ``encoded_in`` exists: from the root, or from above the registry."""
        above = Path(self._document_places.get(number, ("", 1))[0]).parents
        return any((folder / path).exists() for folder in (self.root, *above))

    def at_document(self, number: str, code: str, problem: str, instead: str) -> Finding:
        """A finding at the entry of a document in the registry."""
        file, line = self._document_places.get(number, (str(self.root), 1))
        return Finding(file, line, code, f"{number}: {problem}", instead)

    def at_fact(self, fact: Fact, code: str, problem: str, instead: str) -> Finding:
        """A finding at the declaration of a fact."""
        place = fact_place(fact, [version for _, version in self.versions])
        file, line = place or (str(self.root), 1)
        return Finding(file, line, code, f"{fact.qualified}: {problem}", instead)
