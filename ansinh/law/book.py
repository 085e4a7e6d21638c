"""The national law as one book: every module, parameter file and document of this package."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import ansinh.law
from ansinh.engine import cache
from ansinh.engine.book import LawBook
from ansinh.engine.cache import engine_digest
from ansinh.engine.collecting import without_collector
from ansinh.engine.digests import rules_digest
from ansinh.engine.documents import Documents
from ansinh.engine.entities import EntityMap, entity_map
from ansinh.engine.parameters import ParameterTree
from ansinh.engine.program import Program, Trees, translate_program
from ansinh.law.facts.entities import ENTITIES

FOLDER = Path(__file__).parent
#: The first day for which the whole law is written here; some of it reaches further back.
BEGINS = date(2022, 1, 1)


@lru_cache(maxsize=1)
def national_entities() -> EntityMap:
    """The entities of the national law with their facts."""
    return entity_map(ENTITIES)


class NationalLaw(LawBook):
    """A book whose translation is kept on disk: all that its rules name can be imported again."""

    @cached_property
    def program(self) -> Program:
        """All rules in intermediate form: translated where they or the engine have changed."""
        name = f"{rules_digest(self)}.program"
        trees: Trees | None = cache.load(name)
        if trees is not None:
            return Program.of(self, trees)
        program = translate_program(self)
        cache.store(name, program.trees)
        return program


@lru_cache(maxsize=1)
@without_collector()
def national_law() -> LawBook:
    """Load the whole national law.

    Raises:
        LawError: something in it is wrong, with file and line.
    """
    documents, parameters = _figures()
    names = [
        name
        for _, name, _ in pkgutil.walk_packages(ansinh.law.__path__, "ansinh.law.")
        if name != __name__
    ]
    modules = [importlib.import_module(name) for name in names]
    return NationalLaw(national_entities(), documents, parameters, modules)


def _figures() -> tuple[Documents, ParameterTree]:
    """Documents and parameters: read from YAML where they or the engine have changed."""
    registers = sorted(FOLDER.glob("documents/*.yaml"))
    files = sorted(FOLDER.glob("*/parameters.yaml"))
    state = hashlib.sha256(engine_digest().encode())
    for path in (*registers, *files):
        state.update(f"{path}\n".encode() + path.read_bytes())
    name = f"{state.hexdigest()}.figures"
    found: tuple[Documents, ParameterTree] | None = cache.load(name)
    if found is None:
        from ansinh.engine.parameter_files import load_parameters

        documents, parameters = Documents({}), ParameterTree({})
        for path in registers:
            documents = documents.merged(Documents.load(path))
        for path in files:
            parameters = parameters.merged(load_parameters(path, path.parent.name, documents))
        found = documents, parameters
        cache.store(name, found)
    return found
