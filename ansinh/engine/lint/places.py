"""Where documents and facts are declared: the book itself does not keep their lines."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ansinh.engine.declare import Version
from ansinh.engine.entities import Entity, Fact

Place = tuple[str, int]
#: Folders above a file of rules in which its registry of documents may stand.
_LEVELS = 3


def document_places(versions: Iterable[Version]) -> dict[str, Place]:
    """File and line of every document in the registries beside the rules, or a little above."""
    files = {Path(version.file) for version in versions}
    folders = {parent for file in files for parent in file.parents[:_LEVELS]}
    places: dict[str, Place] = {}
    for file in _registries(sorted(folders)):
        for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            _, found, after = text.partition("number:")
            if found:
                number = after.split(",")[0].strip(" '\"}")
                places.setdefault(number, (str(file), line))
    return places


def _registries(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.glob("documents/*.yaml"))
        yield from folder.glob("documents.yaml")


def fact_place(fact: Fact, versions: Iterable[Version]) -> Place | None:
    """File and line of a fact, when the rules' modules lead to the class that declares it."""
    for base in getattr(_entity_class(fact.entity, versions), "__mro__", ()):
        if fact.name in vars(base).get("__annotations__", {}):
            file = inspect.getsourcefile(base)
            line = _lines(file).get((base.__name__, fact.name)) if file else None
            return (file, line) if file and line else None
    return None


def _entity_class(name: str, versions: Iterable[Version]) -> Any:
    modules: set[str] = set()
    for version in versions:
        scope = version.function.__globals__
        found = scope.get(name)
        if _is_entity(found):
            return found
        modules |= {value.__module__ for value in scope.values() if _is_entity(value)}
    classes = (getattr(sys.modules[module], name, None) for module in sorted(modules))
    return next(filter(_is_entity, classes), None)


def _is_entity(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, Entity)


@lru_cache(maxsize=64)
def _lines(file: str) -> dict[tuple[str, str], int]:
    tree = ast.parse(Path(file).read_bytes(), file)
    return {
        (node.name, item.target.id): item.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    }
