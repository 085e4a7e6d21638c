"""The law book: every rule, benefit, parameter, document and interaction, checked as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import ModuleType
from typing import Any

from ansinh.engine.declare import DECLARED, BenefitInfo, Interaction, Version
from ansinh.engine.documents import Documents
from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import LawError, RuleError, UnknownNameError
from ansinh.engine.ir import Type
from ansinh.engine.parameters import ParameterTree
from ansinh.engine.program import Program, translate_program
from ansinh.engine.translate import result_type, subject_entity
from ansinh.engine.values import NEVER


@dataclass(frozen=True)
class Rule:
    """A rule with all its dated versions and exceptions.

    Attributes:
        key: ``Person.is_poor``.
        versions: By effect date; effect and known dates are filled in.
        exceptions: Exceptions to this rule, each with its own dates.
    """

    entity: str
    name: str
    type: Type
    versions: tuple[Version, ...]
    exceptions: tuple[Version, ...] = ()

    @property
    def key(self) -> str:
        """``Person.is_poor``."""
        return f"{self.entity}.{self.name}"

    @property
    def benefit(self) -> BenefitInfo | None:
        """What the benefit is, when the rule is one."""
        return self.versions[-1].benefit

    @property
    def otherwise(self) -> Version | None:
        """A version that says what holds where none is in force, if one does."""
        return next((v for v in self.versions if v.has_otherwise), None)

    def version_at(self, effect: date, known: date) -> Version | None:
        """The version that counts on ``effect`` by the law known on ``known``."""
        return in_force(self.versions, effect, known)

    def exceptions_at(self, effect: date, known: date) -> list[Version]:
        """The exceptions in force; of several versions of one exception, the one that counts."""
        found = {v.name: v for v in self.exceptions if holds(v, effect, known)}
        return list(found.values())


def holds(dated: Any, effect: date, known: date) -> bool:
    """Whether something dated counts on ``effect`` by the law known on ``known``."""
    return bool(dated.since <= effect < dated.until and dated.known <= known)


def in_force(versions: Iterable[Version], effect: date, known: date) -> Version | None:
    """The version in force: where an unexpected later law is known too, the later one."""
    found = None
    for version in versions:
        if holds(version, effect, known):
            found = version
    return found


class LawBook:
    """The whole law, ready to be read by the oracle, the explainer and the kernel.

    Args:
        entities: Entities with their facts.
        documents: The registry of documents.
        parameters: All parameters.
        modules: Python modules whose rules and interactions belong to the book.
        versions, interactions: More of them, as a reform has.

    Raises:
        LawError: something is declared twice, names something undeclared, or is not translatable.
    """

    def __init__(
        self,
        entities: EntityMap,
        documents: Documents,
        parameters: ParameterTree,
        modules: Iterable[ModuleType] = (),
        versions: Iterable[Version] = (),
        interactions: Iterable[Interaction] = (),
    ) -> None:
        modules = list(modules)
        self.entities, self.documents, self.parameters = entities, documents, parameters
        self._declared = [*declared_versions(modules), *versions]
        self._declared_interactions = [*declared_interactions(modules), *interactions]
        self.rules = self._gather()
        self.benefits = self._benefits()
        self.interactions = [self._dated(item) for item in self._declared_interactions]
        self._check_interactions()

    def revised(
        self,
        parameters: ParameterTree | None = None,
        versions: Iterable[Version] = (),
        interactions: Iterable[Interaction] = (),
        entities: EntityMap | None = None,
        documents: Documents | None = None,
    ) -> LawBook:
        """A book with other parameters, and with ``versions`` laid over those in force."""
        layers = [version.layer for version in self._declared]
        layers += [item.layer for item in self._declared_interactions]
        layer = 1 + max(layers, default=0)
        laid_over = [replace(version, layer=layer) for version in versions]
        interactions = [replace(item, layer=layer) for item in interactions]
        return LawBook(
            entities or self.entities,
            documents or self.documents,
            parameters or self.parameters,
            versions=[*self._declared, *laid_over],
            interactions=[*self._declared_interactions, *interactions],
        )

    def with_parameters(self, parameters: ParameterTree) -> LawBook:
        """The same rules with other figures; translation and compiled kernels are shared."""
        book = object.__new__(LawBook)
        book.__dict__.update(self.__dict__)
        book.parameters = parameters
        return book

    @cached_property
    def program(self) -> Program:
        """All rules in intermediate form, each read resolved, circles refused."""
        return translate_program(self)

    def rule(self, entity: str, name: str) -> Rule:
        """The rule called ``name`` of ``entity``.

        Raises:
            UnknownNameError: nobody declared it.
        """
        key = f"{entity}.{name}"
        if key not in self.rules:
            near = [r.name for r in self.rules.values() if r.entity == entity]
            facts = self.entities[entity].facts
            raise UnknownNameError(f"fact or rule of {entity}", name, [*near, *facts])
        return self.rules[key]

    def benefit(self, code: str) -> Rule:
        """The benefit with ``code``.

        Raises:
            UnknownNameError: nobody declared it.
        """
        if code not in self.benefits:
            raise UnknownNameError("benefit", code, self.benefits)
        return self.benefits[code]

    def benefits_of(self, entity: str) -> list[str]:
        """Codes of the benefits that are for rows of an entity, in the book's order."""
        return [code for code, rule in self.benefits.items() if rule.entity == entity]

    def change_dates(self) -> list[date]:
        """Every date on which some rule, parameter or interaction begins or ends, in order."""
        days: set[date] = set()
        for rule in self.rules.values():
            for version in (*rule.versions, *rule.exceptions):
                days |= _span(version)
        for item in self.interactions:
            days |= _span(item)
        days |= {value.effect for parameter in self.parameters for value in parameter.values}
        return sorted(days - {NEVER})

    def _gather(self) -> dict[str, Rule]:
        plain: dict[str, list[Version]] = {}
        exceptions: dict[str, list[Version]] = {}
        for declared in self._declared:
            version = self._dated(declared)
            entity = subject_entity(version, self.entities)
            name = version.to if version.kind == "exception" else version.name
            target = exceptions if version.kind == "exception" else plain
            target.setdefault(f"{entity}.{name}", []).append(version)
        for key in exceptions.keys() - plain.keys():
            version = exceptions[key][0]
            raise UnknownNameError(
                f"rule that {version.name} ({version.file}:{version.line}) departs from",
                str(version.to),
                [name.split(".")[1] for name in plain],
            )
        return {
            key: self._rule(key, found, exceptions.get(key, [])) for key, found in plain.items()
        }

    def _rule(self, key: str, versions: list[Version], exceptions: list[Version]) -> Rule:
        entity, name = key.split(".")
        if name in self.entities[entity].facts or name in self.entities[entity].relations:
            first = versions[0]
            raise LawError(f"{first.file}:{first.line}: {key} is already a fact or a relation")
        versions, exceptions = sorted(versions, key=_order), sorted(exceptions, key=_order)
        types = {result_type(version) for version in versions}
        if len(types) > 1:
            raise RuleError(
                versions[-1].file,
                versions[-1].line,
                f"{key}: versions return different types: {sorted(map(str, types))}",
                f"-> {result_type(versions[0])}",
            )
        _refuse_lost_benefit(key, versions)
        return Rule(entity, name, types.pop(), tuple(versions), tuple(exceptions))

    def _benefits(self) -> dict[str, Rule]:
        found: dict[str, Rule] = {}
        for rule in self.rules.values():
            if rule.benefit is None:
                continue
            if rule.benefit.code in found:
                first, version = found[rule.benefit.code], rule.versions[-1]
                raise RuleError(
                    version.file,
                    version.line,
                    f"{rule.key}: {rule.benefit.code} is the code of {first.key}",
                    f"def {first.name}(…) to replace it, or another code",
                )
            found[rule.benefit.code] = rule
        return found

    def _dated(self, item: Any) -> Any:
        if not item.cites and item.layer > 0:
            return replace(
                item,
                since=item.since or date.min,
                until=item.until or NEVER,
                known=item.known or date.min,
            )
        if not item.cites:
            source = (
                f"{item.file}:{item.line}: {item.name}" if isinstance(item, Version) else item.vi
            )
            raise LawError(f"{source} cites no article")
        main = self.documents[item.cites[0].document]
        return replace(
            item,
            since=item.since or main.in_force,
            until=item.until or main.until,
            known=item.known or main.in_force,
        )

    def _check_interactions(self) -> None:
        for item in self.interactions:
            entities = {self.benefit(code).entity for code in item.among}
            if len(entities) > 1:
                raise LawError(
                    f"interaction {item.vi!r}: benefits of both {' and '.join(entities)}"
                )


def _order(version: Version) -> tuple[Any, ...]:
    return version.layer, version.since, version.known


def _refuse_lost_benefit(key: str, versions: list[Version]) -> None:
    """A version with another code, or with none, would take the benefit away unseen."""
    codes = [version.benefit.code if version.benefit else None for version in versions]
    for version, code in zip(versions, codes, strict=True):
        if code != codes[0]:
            meant = f"the benefit {codes[0]}" if codes[0] else "a rule and no benefit"
            instead = f'@benefit(…, code="{codes[0]}", …)' if codes[0] else "@rule(…)"
            problem = f"{key} is {meant} in {versions[0].file}:{versions[0].line}, not so here"
            raise RuleError(version.file, version.line, problem, instead)


def _span(dated: Version | Interaction) -> set[date]:
    return {day for day in (dated.since, dated.until) if day is not None}


def declared_versions(modules: list[ModuleType]) -> list[Version]:
    """Every rule, exception and benefit that modules declare."""
    return [version for module in modules for version in vars(module).get(DECLARED, [])]


def declared_interactions(modules: list[ModuleType]) -> list[Interaction]:
    """Every interaction that modules declare."""
    return [v for module in modules for v in vars(module).values() if isinstance(v, Interaction)]
