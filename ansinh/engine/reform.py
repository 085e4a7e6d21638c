"""Reforms: what would happen if figures or rules were others.

A reform is a YAML or JSON file of figures::

    assistance.standard_level: {2027-01-01: 750_000}
    poverty.income_line: {2027-01-01: {rural: 2_400_000}}      # the other kinds stay as they are

or a Python file of rules in the rule language, with ``PARAMETERS = {…}`` for figures. A value holds
from its date until the reform's own next one; later national values of that parameter no longer
count. Everything is checked before anything runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from ansinh.engine.book import LawBook, declared_interactions, declared_versions
from ansinh.engine.errors import LawError, ParameterError, UnknownNameError
from ansinh.engine.overlay import load_rules
from ansinh.engine.parameters import DatedValue, Parameter, Value, read_value, shape_of, with_shape

#: A figure this many times above or below today's is taken for a slip of the keyboard.
ABSURD = 100
_ALLOWED = "absurd"


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
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise LawError(f"{path}: {' '.join(str(error).split())}") from None
    return reform(book, content, str(path))


def _load_rules(path: Path, book: LawBook) -> LawBook:
    module = load_rules(path)
    figures = vars(module).get("PARAMETERS", {})
    changed = reform(book, figures, str(path)) if figures else book
    versions = declared_versions([module])
    if not versions and not figures:
        raise LawError(f"{path}: neither a rule nor PARAMETERS: the reform changes nothing")
    book = changed.revised(versions=versions, interactions=declared_interactions([module]))
    _ = book.program
    return book


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
    tolerant = bool(figures.get(_ALLOWED, False))
    changed = {
        path: _changed(_named(book, path, where), history, tolerant, where)
        for path, history in figures.items()
        if path != _ALLOWED
    }
    if not changed:
        raise LawError(f"{where}: names no parameter: the reform changes nothing")
    return book.with_parameters(book.parameters.replaced(changed))


def _named(book: LawBook, path: str, where: str) -> Parameter:
    try:
        return book.parameters[path]
    except UnknownNameError as error:
        raise LawError(f"{where}: {error}") from None


def _changed(parameter: Parameter, history: Any, tolerant: bool, where: str) -> Parameter:
    place = f"{where}: {parameter.path}"
    if not isinstance(history, Mapping) or not history:
        raise ParameterError(f"{place}: expected {{date: value}}, for example {{2027-01-01: 1}}")
    dated = sorted((_day(key, place), value) for key, value in history.items())
    first = dated[0][0]
    values = [value for value in parameter.values if value.effect < first]
    for day, raw in dated:
        given = _read(parameter, day, raw, f"{place} on {day}")
        if not tolerant:
            _refuse_absurd(parameter, day, given, f"{place} on {day}")
        values.append(DatedValue(day, date.min, given, None))
    try:
        return with_shape(replace(parameter, values=tuple(values)))
    except ParameterError as error:
        raise ParameterError(f"{where}: {error}") from None


def _day(key: Any, place: str) -> date:
    if isinstance(key, date):
        return key
    try:
        return date.fromisoformat(str(key))
    except ValueError:
        raise ParameterError(f"{place}: {key!r} is not a date; write 2027-01-01") from None


def _read(parameter: Parameter, day: date, raw: Any, place: str) -> Value:
    try:
        given = read_value(raw, parameter.type, parameter.unit)
    except ParameterError as error:
        raise ParameterError(f"{place}: {error}") from None
    if given is not None and shape_of(given) != parameter.shape:
        raise ParameterError(f"{place}: the law has it as {parameter.shape}; got {raw!r}")
    base = parameter.at(day, date.max)
    if isinstance(given, dict) and base is not None and isinstance(base.value, dict):
        unknown = given.keys() - set(parameter.keys)
        if unknown:
            raise ParameterError(f"{place}: {sorted(unknown)} not among {list(parameter.keys)}")
        given = {**base.value, **given}
    for number in _numbers(given):
        if parameter.type == "money" and number < 0:
            raise ParameterError(f"{place}: {number} is negative money")
    return given


def _refuse_absurd(parameter: Parameter, day: date, given: Value, place: str) -> None:
    base = parameter.at(day, date.max)
    if base is None or parameter.type == "date":
        return
    for number, today in zip(_numbers(given), _numbers(base.value), strict=False):
        wild = today and not Fraction(1, ABSURD) <= abs(Fraction(number) / today) <= ABSURD
        if wild:
            raise ParameterError(
                f"{place}: {number} is more than {ABSURD} times away from {today} "
                f"({parameter.unit}); if you mean it, add 'absurd: true' to the reform"
            )


def _numbers(value: Value) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, dict):
        return list(value.values())
    return [number for _, number in value] if isinstance(value, tuple) else [value]
