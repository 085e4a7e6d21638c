"""Reforms: what would happen if figures or rules were others.

A reform is a YAML or JSON file of figures::

    assistance.standard_level: {2027-01-01: 750_000}
    poverty.income_line: {2027-01-01: {rural: 2_400_000}}      # the other kinds stay as they are

or a Python file of rules in the rule language, with ``PARAMETERS = {…}`` for figures. A value holds
from its date until the reform's own next one; later national values of that parameter no longer
count. Everything is checked before anything runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from ansinh.engine.book import LawBook, declared_interactions, declared_versions
from ansinh.engine.declare import Version
from ansinh.engine.errors import AnSinhError, LawError, ParameterError, UnknownNameError
from ansinh.engine.overlay import load_rules
from ansinh.engine.parameter_files import read_value, with_shape
from ansinh.engine.parameters import DatedValue, Parameter, Value, numbers, shape_of
from ansinh.engine.translate.signature import subject_entity

#: A money or rate value so many times above or below today's is taken for a slip of the keyboard.
#: 4.5 % written as 0.045 is exactly so many times below.
ABSURD = 100
_ALLOWED = "absurd"
_SHAPES = {
    "single": "a number",
    "by_choice": "a map such as {rural: 1}",
    "brackets": "brackets such as [{at: 0, value: 1}]",
}


def load_reform(path: Path, book: LawBook) -> LawBook:
    """The law as a reform file changes it.

    Raises:
        LawError: with file, parameter, date and what to write instead.
    """
    if not path.is_file():
        raise LawError(f"{path}: no such reform file")
    if path.suffix == ".py":
        return _load_rules(path, book)
    if path.suffix not in (".yaml", ".yml", ".json"):
        raise LawError(f"{path}: a reform is a .yaml, .json or .py file")
    return reform(book, _content(path), str(path))


def reform(book: LawBook, figures: Any, where: str = "reform") -> LawBook:
    """The law with other figures; compiled kernels of ``book`` serve it too.

    Args:
        figures: ``{parameter: {date: value}}``; ``{"absurd": True}`` allows wild values.
        where: Name used in messages.

    Raises:
        LawError: an unknown parameter, a wrong date or value, or an absurd one.
    """
    if not isinstance(figures, Mapping) or not figures:
        raise LawError(f"{where}: expected parameter: {{date: value}}")
    tolerant = figures.get(_ALLOWED, False)
    if not isinstance(tolerant, bool):
        raise LawError(f"{where}: absurd: expected true or false, got {tolerant!r}")
    changed = {
        str(path): _Change(_named(book, str(path), where), where, tolerant).made(history)
        for path, history in figures.items()
        if path != _ALLOWED
    }
    if not changed:
        raise LawError(f"{where}: names no parameter: the reform changes nothing")
    tree = book.parameters.replaced(changed)
    grown = any(after.size > book.parameters[path].size for path, after in changed.items())
    # More brackets than the translated rules have room for need a translation of their own.
    return book.revised(parameters=tree) if grown else book.with_parameters(tree)


# --- files --------------------------------------------------------------------------------------


class _Loader(yaml.SafeLoader):
    """YAML in which a key that stands twice is an error, not a silent loss of the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping whose keys differ."""
        pairs = [(self.construct_object(key, deep=True), key) for key, _ in node.value]
        for number, (name, key) in enumerate(pairs):
            if any(name == other for other, _ in pairs[:number]):
                raise yaml.constructor.ConstructorError(
                    None, None, f"{name} stands twice", key.start_mark
                )
        return super().construct_mapping(node, deep)


def _content(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            return json.loads(text, parse_float=str, object_pairs_hook=_unique)
        return yaml.load(text, _Loader)  # noqa: S506 - derived from the safe loader
    except (yaml.YAMLError, ValueError) as error:
        raise LawError(f"{path}: {' '.join(str(error).split())}") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice} stands twice")
    return found


def _load_rules(path: Path, book: LawBook) -> LawBook:
    module = load_rules(path)
    try:
        return _with_rules(module, book, str(path))
    except AnSinhError as error:
        if str(path) in str(error):
            raise
        raise LawError(f"{path}: {error}") from None


def _with_rules(module: ModuleType, book: LawBook, where: str) -> LawBook:
    figures = vars(module).get("PARAMETERS", {})
    versions = declared_versions([module])
    interactions = declared_interactions([module])
    if not (figures or versions or interactions):
        raise LawError(f"{where}: neither a rule nor PARAMETERS: the reform changes nothing")
    changed = reform(book, figures, where) if figures else book
    if not (versions or interactions):
        return changed
    revised = changed.revised(versions=versions, interactions=interactions)
    _refuse_idle(versions, book, revised)
    return revised


def _refuse_idle(versions: Iterable[Version], before: LawBook, after: LawBook) -> None:
    """A rule of a new name that no rule reads is a misspelt one."""
    read = {
        key for rule in after.program.rules.values() for key in (*rule.reads, *rule.reads_earlier)
    }
    for version in versions:
        key = f"{subject_entity(version, after.entities)}.{version.name}"
        if version.kind == "rule" and key not in before.rules and key not in read:
            names = [rule.name for rule in before.rules.values()]
            problem = UnknownNameError("rule of the law", version.name, names)
            raise LawError(f"{version.file}:{version.line}: {problem}; and no rule reads it")


# --- figures ------------------------------------------------------------------------------------


def _named(book: LawBook, path: str, where: str) -> Parameter:
    if path in book.parameters.branches:
        inside = next(p.path for p in book.parameters if p.path.startswith(f"{path}."))
        raise LawError(f"{where}: {path} is not one parameter; write full paths, as {inside}")
    try:
        return book.parameters[path]
    except UnknownNameError as error:
        raise LawError(f"{where}: {error}") from None


class _Change:
    """What a reform makes of one parameter.

    Args:
        parameter: As the law has it.
        where: The file, for messages.
        tolerant: Whether absurd values are meant.
    """

    def __init__(self, parameter: Parameter, where: str, tolerant: bool) -> None:
        self.parameter, self.where, self.tolerant = parameter, where, tolerant

    def made(self, history: Any) -> Parameter:
        """The parameter with the reform's values from the first of their dates on."""
        given: dict[date, Value] = {}
        for day, raw in self._dated(history):
            try:
                given[day] = self._value(day, raw)
                values = self._laid(given)
            except ParameterError as error:
                place = f"{self.where}: {self.parameter.path} on {day}"
                raise ParameterError(f"{place}: {error}") from None
        return self._shaped(tuple(values))

    def _laid(self, given: Mapping[date, Value]) -> list[DatedValue]:
        """The law's values before the first day of ``given``, and those after it."""
        values = [value for value in self.parameter.values if value.effect < min(given)]
        if self.parameter.shape == "by_choice":
            return [*values, *self._kinds(given)]
        return [*values, *(DatedValue(day, date.min, given[day], None) for day in given)]

    def _kinds(self, given: Mapping[date, Value]) -> Iterator[DatedValue]:
        """Maps in which each kind is the reform's once it says so; the others follow the law."""
        own, said = self.parameter, dict[str, Any]()
        later = {value.effect for value in own.values if value.effect > min(given)}
        for day in sorted({*given, *later}):
            said |= given.get(day, {})
            if len(said) == len(own.keys):
                if day in given:
                    yield DatedValue(day, date.min, self._ordered(said), None)
            else:
                yield from self._merged(day, said, day in given)

    def _merged(self, day: date, said: Mapping[str, Any], by_reform: bool) -> Iterator[DatedValue]:
        """The law's maps on a day, for each day on which they were known, with what is ``said``."""
        own = self.parameter
        found = own.at(day, date.max)
        if found is None and not by_reform:
            return  # the law abolishes a map; what the reform made of it stands
        if found is None:
            lacking = [key for key in own.keys if key not in said]
            raise ParameterError(f"lacks {', '.join(lacking)}: the law has none on that day")
        known = date.min if by_reform else None
        for value in own.values:
            if value.value is not None and (
                value.effect <= day if by_reform else value.effect == day
            ):
                whole = self._ordered({**value.value, **said})
                cite = None if by_reform else value.cite
                yield replace(value, effect=day, known=known or value.known, value=whole, cite=cite)
                known = None

    def _ordered(self, whole: Mapping[str, Any]) -> dict[str, Any]:
        return {key: whole[key] for key in self.parameter.keys}

    def _dated(self, history: Any) -> list[tuple[date, Any]]:
        place = f"{self.where}: {self.parameter.path}"
        if not isinstance(history, Mapping) or not history:
            raise ParameterError(f"{place}: expected {{date: value}}, as {{2027-01-01: 1}}")
        given = [(_day(key, place), value) for key, value in history.items()]
        days = [day for day, _ in given]
        twice = next((day for day in days if days.count(day) > 1), None)
        if twice is not None:
            raise ParameterError(f"{place}: {twice} stands twice")
        return sorted(given, key=lambda pair: pair[0])

    def _shaped(self, values: tuple[DatedValue, ...]) -> Parameter:
        own = self.parameter
        try:
            shaped = with_shape(replace(own, values=values, least=None, most=None))
        except ParameterError as error:
            raise ParameterError(f"{self.where}: {error}") from None
        size = max(shaped.size, own.size)
        return replace(shaped, keys=own.keys, size=size, least=own.least, most=own.most)

    def _value(self, day: date, raw: Any) -> Value:
        own = self.parameter
        given = read_value(_written(raw, own.type), own)
        if given is None or shape_of(given) != own.shape or given == {}:
            raise ParameterError(f"expected {_SHAPES[own.shape]} ({own.unit}), got {raw!r}")
        for key in given if isinstance(given, dict) else ():
            if key not in own.keys:
                raise ParameterError(str(UnknownNameError("key", key, own.keys)) + self._keys())
        for number in numbers(given):
            self._check(number)
        if not self.tolerant:
            self._refuse_absurd(day, given)
        return given

    def _keys(self) -> str:
        return f" (the keys are {', '.join(self.parameter.keys)})"

    def _check(self, number: Any) -> None:
        own = self.parameter
        if own.type == "date":
            return
        if number < 0 and (own.least is None or own.least >= 0):
            kind = "negative money" if own.type == "money" else "negative"
            raise ParameterError(f"{self._shown(number)} is {kind}; the least is 0")
        if own.least is not None and number < own.least:
            raise ParameterError(f"{self._shown(number)} is below the least, {own.least}")
        if own.most is not None and number > own.most:
            raise ParameterError(f"{self._shown(number)} is above the most, {own.most}")

    def _refuse_absurd(self, day: date, given: Value) -> None:
        own = self.parameter
        today = _nearest(own, day)
        if own.type not in ("money", "rate") or today is None:
            return
        for number, base in _pairs(given, today):
            if base and not Fraction(1, ABSURD) < Fraction(number) / base < ABSURD:
                raise ParameterError(
                    f"{self._shown(number)} is {ABSURD} times or more away from "
                    f"{self._shown(base)}; if you mean it, add 'absurd: true' to the reform"
                )

    def _shown(self, number: Any) -> str:
        own = self.parameter
        value = number * 100 if own.unit.split("/")[0] == "percent" else number
        value = Fraction(value, own.parts) if own.type == "money" and own.parts > 1 else value
        return (
            f"{float(value):g} {own.unit}" if isinstance(value, Fraction) else f"{value} {own.unit}"
        )


def _day(key: Any, place: str) -> date:
    if isinstance(key, date) and not isinstance(key, datetime):
        return key
    try:
        day = date.fromisoformat(key)
    except (TypeError, ValueError):
        day = None
    if day is None or str(day) != key:
        raise ParameterError(f"{place}: {str(key)!r} is not a date; write 2027-01-01")
    return day


def _written(raw: Any, kind: str) -> Any:
    """A value in the form that parameter files have: brackets as maps, dates as dates."""
    if isinstance(raw, Mapping):
        return {key: _written(value, kind) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [_bracket(entry, kind) for entry in raw]
    if kind == "date" and isinstance(raw, str):
        return _day(raw, "value")
    if kind == "date" and isinstance(raw, datetime):
        raise ParameterError(f"expected a date without an hour, got {raw}")
    return raw


def _bracket(entry: Any, kind: str) -> Any:
    if isinstance(entry, tuple) and len(entry) == 2:
        entry = {"at": entry[0], "value": entry[1]}
    if not isinstance(entry, Mapping) or entry.keys() != {"at", "value"}:
        raise ParameterError(f"a bracket must be written {{at: 4, value: 1.5}}, got {entry!r}")
    return {"at": entry["at"], "value": _written(entry["value"], kind)}


def _nearest(parameter: Parameter, day: date) -> Value:
    """The value in force on ``day``, or else the first that the law ever had."""
    found = parameter.at(day, date.max)
    if found is not None:
        return found.value
    return next((v.value for v in parameter.values if v.value is not None), None)


def _pairs(given: Value, today: Value) -> list[tuple[Any, Any]]:
    """Each number of ``given`` beside the one that the law has for the same case."""
    if isinstance(given, dict):
        return [(number, today[key]) for key, number in given.items()]
    if isinstance(given, tuple):
        return [(number, _at(today, at)) for at, number in given]
    return [(given, today)]


def _at(brackets: tuple[tuple[int, Any], ...], number: int) -> Any:
    """The value of the bracket that ``number`` falls in; of the first one when it lies below."""
    return next((value for at, value in reversed(brackets) if number >= at), brackets[0][1])
