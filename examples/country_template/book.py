"""The country template as one book, with a reform and with values that are given."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ansinh.engine.book import LawBook, declared_versions
from ansinh.engine.documents import Documents
from ansinh.engine.entities import EntityMap, Fact, entity_map
from ansinh.engine.parameter_files import load_parameters
from examples.country_template.entities import ENTITIES, EUR

FOLDER = Path(__file__).parent
MODULES = ("demographics", "benefits", "taxes", "income", "stats")
REFORMS = tuple(sorted(path.stem for path in (FOLDER / "reforms").glob("[!_]*.py")))
#: The variables that have a formula.
FORMULAS = (
    "Person.age",
    "Person.basic_income",
    "Person.pension",
    "Person.income_tax",
    "Person.social_security_contribution",
    "Household.household_income",
    "Household.housing_allowance",
    "Household.parenting_allowance",
    "Household.meal_price",
    "Household.swimming_pool_access",
    "Household.disposable_income",
    "Household.total_benefits",
    "Household.total_taxes",
    "Household.housing_tax",
)


@lru_cache(maxsize=32)
def country_template(reform: str | None = None, given: frozenset[str] = frozenset()) -> LawBook:
    """The law of the country template.

    Args:
        reform: One of :data:`REFORMS`.
        given: Formulas whose values are known beforehand: they are facts then.

    Raises:
        LawError: something in it is wrong, with file and line.
    """
    documents = Documents.load(FOLDER / "documents.yaml")
    parameters = load_parameters(FOLDER / "parameters.yaml", "", documents, EUR)
    modules = [importlib.import_module(f"{__package__}.{name}") for name in MODULES]
    book = LawBook(entity_map(ENTITIES), documents, parameters, modules)
    if given:
        entities = _with_facts(book, given)
        kept = [v for v in declared_versions(modules) if f"{v.name}" not in _names(given)]
        book = LawBook(entities, documents, parameters, versions=kept)
    return book if reform is None else _reformed(book, reform)


def _reformed(book: LawBook, name: str) -> LawBook:
    module = importlib.import_module(f"{__package__}.reforms.{name}")
    documents = book.documents.merged(Documents.load(FOLDER / "reforms" / "documents.yaml"))
    own = FOLDER / "reforms" / f"{name}.yaml"
    parameters = book.parameters
    if own.exists():
        parameters = parameters.merged(load_parameters(own, "", documents, EUR))
    classes = getattr(module, "ENTITIES", None)
    return book.revised(
        parameters,
        declared_versions([module]),
        entities=entity_map(classes) if classes else None,
        documents=documents,
    )


def _with_facts(book: LawBook, given: Iterable[str]) -> EntityMap:
    """The entities with what is given among their facts."""
    types = dict(book.entities.types)
    for key in sorted(given):
        entity, name = key.split(".")
        rule = book.rule(entity, name)
        known = Fact(entity, name, rule.type.kind, rule.versions[-1].vi, rule.versions[-1].en)
        types[entity] = replace(types[entity], facts={**types[entity].facts, name: known})
    return EntityMap(types.values())


def _names(keys: Iterable[str]) -> set[str]:
    return {key.split(".")[1] for key in keys}
