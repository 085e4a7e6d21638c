"""Dated, cited parameters, each with the date it takes effect and the date it was known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from ansinh.engine.documents import Article
from ansinh.engine.errors import NotInForceError, ParameterError, UnknownNameError
from ansinh.engine.values import Choice

Value = Any


@dataclass(frozen=True)
class DatedValue:
    """One value of a parameter.

    Attributes:
        effect: First day it counts for.
        known: First day anybody could apply it.
        value: ``None`` when abolished; else a number, a dict or a tuple of brackets.
        cite: Where the law says so.
        unverified: Why it is uncertain, or ``None``.
    """

    effect: date
    known: date
    value: Value
    cite: Article | None
    unverified: str | None = None


@dataclass(frozen=True)
class Parameter:
    """A figure of the law with its whole history.

    Attributes:
        path: Dotted path, as rules read it after ``law.``.
        type: ``money`` (đồng), ``rate``, ``int`` or ``date``.
        shape: ``single``, ``by_choice`` or ``brackets``.
        unit: As declared, with ``VND/month`` and the like.
        values: By effect date, earliest first.
        file, line: Where it is written.
        parts: Whole numbers that one unit of money is held in (:class:`Currency`).
        by: What brackets are looked up by: ``int`` or ``money``.
    """

    path: str
    type: str
    shape: str
    unit: str
    vi: str
    en: str
    values: tuple[DatedValue, ...]
    file: str
    line: int
    keys: tuple[str, ...] = ()
    least: Fraction | None = None
    most: Fraction | None = None
    unverified: str | None = None
    size: int = field(default=1)
    parts: int = 1
    by: str = "int"

    def at(self, effect: date, known: date) -> DatedValue | None:
        """The value that counts on ``effect`` by the law known on ``known``; ``None`` if none."""
        found = None
        for value in self.values:
            if value.effect <= effect and value.known <= known:
                found = value
        return None if found is None or found.value is None else found


class ParameterTree:
    """All parameters by dotted path."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self.parameters = dict(parameters)
        self.branches = {
            path.rsplit(".", count)[0]
            for path in self.parameters
            for count in range(1, path.count(".") + 1)
        }

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self.parameters.values())

    def __getitem__(self, path: str) -> Parameter:
        try:
            return self.parameters[path]
        except KeyError:
            raise UnknownNameError("parameter", path, self.parameters) from None

    def __contains__(self, path: str) -> bool:
        return path in self.parameters

    def merged(self, other: ParameterTree) -> ParameterTree:
        """These parameters with ``other``'s added.

        Raises:
            ParameterError: both define the same path.
        """
        both = self.parameters.keys() & other.parameters.keys()
        if both:
            raise ParameterError(f"parameter defined twice: {', '.join(sorted(both))}")
        return ParameterTree({**self.parameters, **other.parameters})

    def replaced(self, parameters: Mapping[str, Parameter]) -> ParameterTree:
        """A copy in which ``parameters`` take the place of those with their paths."""
        return ParameterTree({**self.parameters, **parameters})


def numbers(value: Value) -> list[Any]:
    """Every number of a single value, a map or brackets."""
    if isinstance(value, dict):
        return list(value.values())
    return [number for _, number in value] if isinstance(value, tuple) else [value]


def shape_of(value: Value) -> str:
    """``single``, ``by_choice`` or ``brackets``."""
    if isinstance(value, dict):
        return "by_choice"
    return "brackets" if isinstance(value, tuple) else "single"


@dataclass(frozen=True)
class Brackets:
    """A bracket parameter as a rule reads it: ``law.x.of(age)``."""

    pairs: tuple[tuple[int, Any], ...]

    def of(self, number: int) -> Any:
        """The value of the last bracket that starts at or below ``number``.

        Raises:
            NotInForceError: ``number`` lies below the first bracket.
        """
        found = None
        for at, value in self.pairs:
            if number >= at:
                found = value
        if found is None:
            raise NotInForceError(f"{number} lies below the first bracket, {self.pairs[0][0]}")
        return found


@dataclass(frozen=True)
class ByChoice:
    """A parameter by choice as a rule reads it: ``law.x[household.area.kind]``."""

    values: dict[str, Any] = field(hash=False)

    def __getitem__(self, choice: Choice) -> Any:
        if choice.code not in self.values:
            raise NotInForceError(f"no value for {choice.code}")
        return self.values[choice.code]


class Law:
    """The law as it stands for one date: what a rule reads as ``law``.

    Args:
        tree: All parameters.
        date: The day the rule is asked about.
        known: The day whose knowledge of the law is used.
    """

    def __init__(self, tree: ParameterTree, date: date, known: date, _path: str = "") -> None:
        self._tree, self._path = tree, _path
        self.date, self.known = date, known

    def __getattr__(self, name: str) -> Any:
        path = f"{self._path}.{name}" if self._path else name
        if path in self._tree.branches:
            return Law(self._tree, self.date, self.known, path)
        parameter = self._tree[path]
        value = parameter.at(self.date, self.known)
        if value is None:
            raise NotInForceError(f"{path} has no value on {self.date} as known on {self.known}")
        if parameter.shape == "by_choice":
            return ByChoice(value.value)
        return Brackets(value.value) if parameter.shape == "brackets" else value.value
