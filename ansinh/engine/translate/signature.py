"""What the signature of a rule says: what it is about, what it returns, where it stands."""

from __future__ import annotations

import ast
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any

from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import RuleError
from ansinh.engine.ir import BOOL, DATE, INT, MONEY, Type
from ansinh.engine.values import RATE_SCALE, Choice, Unit

if TYPE_CHECKING:
    from ansinh.engine.declare import Version

RATE = Type("rate", RATE_SCALE)


@dataclass(frozen=True)
class SourceFile:
    """A file of rules: its functions by (first line, name), and its lines as UTF-8."""

    functions: dict[tuple[int, str], ast.FunctionDef]
    lines: list[bytes]

    def text(self, node: ast.expr) -> str:
        """The text of an expression on one line."""
        last = (node.end_lineno or node.lineno) - 1
        lines = self.lines[node.lineno - 1 : last + 1]
        lines[-1] = lines[-1][: node.end_col_offset]
        lines[0] = lines[0][node.col_offset :]
        return " ".join(b" ".join(lines).decode().split())


@lru_cache(maxsize=512)
def _source_file(path: str, _changed: int) -> SourceFile:
    """A file as it was when it last changed; a long-lived process sees an edit."""
    content = Path(path).read_bytes()
    functions = {
        (min([node.lineno, *(d.lineno for d in node.decorator_list)]), node.name): node
        for node in _statements(ast.parse(content, path))
        if isinstance(node, ast.FunctionDef)
    }
    return SourceFile(functions, content.splitlines())


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Everything but expressions, in which no function is defined."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        if not isinstance(child, ast.expr):
            yield from _statements(child)


def definition(version: Version) -> tuple[ast.FunctionDef, SourceFile]:
    """The syntax tree of a rule's function, and its file.

    Raises:
        RuleError: the function stands in no file.
    """
    file = _source_file(version.file, Path(version.file).stat().st_mtime_ns)
    found = file.functions.get((version.line, version.function.__name__))
    if found is None:
        raise RuleError(version.file, version.line, "source not found", "a function in a file")
    return found, file


def _hints(version: Version) -> dict[str, Any]:
    try:
        return _annotations(version.function)
    except NameError as error:
        raise RuleError(
            version.file, version.line, f"{error} in an annotation", "an imported name"
        ) from None


@lru_cache(maxsize=4096)
def _annotations(function: Callable[..., Any]) -> dict[str, Any]:
    return typing.get_type_hints(function, include_extras=True)


def subject_entity(version: Version, entities: EntityMap) -> str:
    """Name of the entity that a rule is about: the annotation of its first argument."""
    arguments = version.function.__code__.co_varnames[: version.function.__code__.co_argcount]
    hint = _hints(version).get(arguments[0]) if arguments else None
    name = getattr(hint, "__name__", "")
    if name not in entities.types:
        known = ", ".join(entities.types)
        raise RuleError(
            version.file,
            version.line,
            f"{version.name}: the first argument is not an entity",
            f"def {version.name}(person: Person, …) with one of {known}",
        )
    return name


def result_type(version: Version) -> Type:
    """Type that a rule's annotation promises.

    Raises:
        RuleError: there is none, or it is not a type of rules.
    """
    hint = _hints(version).get("return")
    origin = typing.get_origin(hint)
    if origin in (typing.Union, UnionType):
        options = [a for a in typing.get_args(hint) if a is not NoneType]
        hint = options[0] if version.kind == "exception" and len(options) == 1 else None
        origin = typing.get_origin(hint)
    if hint is bool:
        return BOOL
    if hint is int:
        return INT
    if hint is date:
        return DATE
    if isinstance(hint, type) and issubclass(hint, Choice):
        return Type("choice", choice=hint)
    if origin is typing.Annotated:
        kind = next((m.kind for m in typing.get_args(hint)[1:] if isinstance(m, Unit)), "")
        if kind in ("money", "rate"):
            return MONEY if kind == "money" else RATE
    raise RuleError(
        version.file,
        version.line,
        f"{version.name} does not say what it returns",
        "-> bool, int, Money, Rate, date or a Choice",
    )


def scaled(value: Any) -> int:
    """A constant or parameter of any type as the kernel's 64-bit integer."""
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, Fraction):
        return int(value * 10**RATE_SCALE)
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, Choice):
        return value.ordinal
    raise TypeError(f"no kernel value for {value!r}")
