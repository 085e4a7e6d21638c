"""Parameters read from YAML.

A YAML file beside the rules holds a tree; a leaf looks like this::

    standard_level:
      vi: Mức chuẩn trợ giúp xã hội
      en: Social assistance standard level
      unit: VND/month
      values:
        - {from: 2021-07-01, value: 360_000, cite: 20/2021/NĐ-CP art 4 cl 2}
        - {from: 2026-07-01, value: 540_000, cite: 335/2026/NĐ-CP art 4}

``value`` may be a number, a map ``{choice: number}`` (read with ``law.x[choice]``) or a list of
brackets ``[{at: 0, value: 1}, {at: 4, value: 2}]`` (read with ``law.x.of(number)``: the last
bracket that starts at or below the number, which is a count, or money with ``by: VND``). A value is
known from the day its document is in force, unless ``known`` says otherwise; ``value: null``
abolishes the parameter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from ansinh.engine.documents import Article, Documents
from ansinh.engine.errors import LawError, ParameterError
from ansinh.engine.parameters import DatedValue, Parameter, ParameterTree, Value, numbers, shape_of
from ansinh.engine.values import INT64_MAX, RATE_SCALE, VND, Currency

_UNIT_TYPES = {
    "rate": "rate",
    "percent": "rate",
    "coefficient": "rate",
    "years": "int",
    "months": "int",
    "days": "int",
    "count": "int",
    "points": "int",
    "kg": "int",
    "kWh": "int",
    "m²": "rate",
    "date": "date",
}
_LEAF_KEYS = {"vi", "en", "unit", "by", "values", "unverified", "least", "most"}
_VALUE_KEYS = {"from", "known", "value", "cite", "unverified"}

#: A single value, a value by choice code, or brackets as (threshold, value) pairs.


def load_parameters(
    path: Path, prefix: str, documents: Documents, currency: Currency = VND
) -> ParameterTree:
    """Read one YAML file of parameters.

    Args:
        path: The file.
        prefix: Dotted path put before every name in the file (the policy domain).
        documents: Where citations are looked up.
        currency: What its amounts are written in.

    Raises:
        ParameterError: with file, line and what to write instead.
    """
    node = yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    if node is None:
        return ParameterTree({})
    loader = _Reader(path, documents, currency)
    return ParameterTree({leaf.path: leaf for leaf in loader.leaves(node, prefix)})


class _Reader:
    def __init__(self, path: Path, documents: Documents, currency: Currency) -> None:
        self.path, self.documents, self.currency = path, documents, currency
        self.types = {currency.code: "money", **_UNIT_TYPES}

    def fail(self, node: yaml.Node, problem: str) -> ParameterError:
        return ParameterError(f"{self.path}:{node.start_mark.line + 1}: {problem}")

    def leaves(self, node: yaml.Node, prefix: str) -> Iterator[Parameter]:
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, "expected a name and what belongs to it")
        children: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if key.value in children:
                raise self.fail(key, f"{key.value} stands twice")
            children[key.value] = key, value
        if "values" in children:
            yield self.leaf(node, prefix)
            return
        for name, (key, value) in children.items():
            if not name.isidentifier():
                raise self.fail(key, f"{name!r} is not a name; write lower_case_words")
            yield from self.leaves(value, f"{prefix}.{name}" if prefix else name)

    def leaf(self, node: yaml.MappingNode, path: str) -> Parameter:
        content = _construct(node)
        unknown = content.keys() - _LEAF_KEYS
        if unknown:
            raise self.fail(node, f"{path}: unknown key {', '.join(sorted(unknown))}")
        lacking = {"vi", "en", "unit"} - content.keys()
        if lacking:
            raise self.fail(node, f"{path} lacks {', '.join(sorted(lacking))}")
        unit = str(content["unit"])
        kind = self.types.get(unit.split("/")[0])
        by = self.types.get(str(content.get("by", "count")))
        if kind is None:
            raise self.fail(node, f"{path}: unknown unit {unit!r}; use {', '.join(self.types)}")
        if by not in ("int", "money"):
            raise self.fail(node, f"{path}: by must be count or money, not {content['by']}")
        history = next(value for key, value in node.value if key.value == "values")
        if not isinstance(history, yaml.SequenceNode):
            raise self.fail(history, f"{path}: values must be a list")
        bare = Parameter(
            path,
            kind,
            "single",
            unit,
            content["vi"],
            content["en"],
            (),
            str(self.path),
            node.start_mark.line + 1,
            unverified=content.get("unverified"),
            parts=self.currency.parts,
            by=by,
        )
        values = tuple(self.dated(entry, bare) for entry in history.value)
        if [v.effect for v in values] != sorted({v.effect for v in values}):
            raise self.fail(history, f"{path}: values must stand by date, each date once")
        try:
            least, most = (_limit(content.get(key), bare) for key in ("least", "most"))
            return with_shape(replace(bare, values=values, least=least, most=most))
        except ParameterError as error:
            raise self.fail(node, str(error)) from None

    def dated(self, node: yaml.Node, parameter: Parameter) -> DatedValue:
        path = parameter.path
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, f"{path}: expected {{from: …, value: …, cite: …}}")
        entry = _construct(node)
        unknown = entry.keys() - _VALUE_KEYS
        if unknown:
            raise self.fail(node, f"{path}: unknown key {', '.join(sorted(unknown))}")
        if not isinstance(entry.get("from"), date):
            raise self.fail(node, f"{path}: 'from' must be a date such as 2021-07-01")
        if "value" not in entry or not entry.get("cite"):
            raise self.fail(node, f"{path}: every value needs 'value' and 'cite'")
        try:
            cite = Article.parse(str(entry["cite"]))
            known = entry.get("known") or self.documents[cite.document].in_force
            value = read_value(entry["value"], parameter)
        except LawError as error:
            raise self.fail(node, f"{path}: {error}") from None
        return DatedValue(entry["from"], known, value, cite, entry.get("unverified"))


def _construct(node: yaml.Node) -> Any:
    constructor = yaml.constructor.SafeConstructor()
    return constructor.construct_document(node)


def _limit(raw: Any, parameter: Parameter) -> Fraction | None:
    return None if raw is None else Fraction(str(raw)) * _held(parameter.type, parameter)


def _held(kind: str, parameter: Parameter) -> Fraction:
    """How much of a number of a parameter is held for each one written."""
    if kind == "money":
        return Fraction(parameter.parts)
    is_percent = kind == "rate" and parameter.unit.split("/")[0] == "percent"
    return Fraction(1, 100 if is_percent else 1)


def read_value(raw: Any, parameter: Parameter) -> Value:
    """Turn a value of ``parameter`` as written (in YAML or in a reform) into an exact one.

    Raises:
        ParameterError: it is not of the parameter's type, or has too many decimal places.
    """
    if raw is None:
        return None
    if isinstance(raw, dict):
        return {str(key).lower(): _number(value, parameter) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return _brackets(raw, parameter)
    return _number(raw, parameter)


def _brackets(raw: Any, parameter: Parameter) -> tuple[tuple[int, Any], ...]:
    pairs = []
    for entry in raw:
        if isinstance(entry, dict) and entry.keys() == {"at", "value"}:
            at = _exact(entry["at"], parameter.by, parameter)
            pairs.append((at, _number(entry["value"], parameter)))
        elif isinstance(entry, tuple):
            pairs.append(entry)
        else:
            raise ParameterError("a bracket must be written {at: 4, value: 1.5}")
    if not pairs or [at for at, _ in pairs] != sorted({at for at, _ in pairs}):
        raise ParameterError("brackets must stand by 'at', lowest first, each once")
    return tuple(pairs)


def _number(raw: Any, parameter: Parameter) -> Any:
    if parameter.type != "date":
        return _exact(raw, parameter.type, parameter)
    if not isinstance(raw, date):
        raise ParameterError(f"expected a date, got {raw!r}")
    return raw


def _exact(raw: Any, kind: str, parameter: Parameter) -> Any:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Fraction):
        raise ParameterError(f"expected a number, got {raw!r}")
    try:
        number = Fraction(str(raw).replace("_", ""))
    except (ValueError, ZeroDivisionError):
        raise ParameterError(f"expected a number, got {raw!r}") from None
    number *= _held(kind, parameter)
    if abs(number) > INT64_MAX // 10**RATE_SCALE:
        raise ParameterError(f"{raw} is too large to compute with")
    if kind == "rate":
        if (number * 10**RATE_SCALE).denominator != 1:
            raise ParameterError(f"{raw} has more than {RATE_SCALE} decimal places")
        return number
    if number.denominator != 1:
        raise ParameterError(f"{raw} is not a whole number ({parameter.unit})")
    return int(number)


def with_shape(parameter: Parameter) -> Parameter:
    """Fill in the shape, keys and size from the values.

    Raises:
        ParameterError: the values are of different shapes or outside the declared limits.
    """
    values = [v.value for v in parameter.values if v.value is not None]
    shapes = {shape_of(value) for value in values}
    if len(shapes) > 1:
        raise ParameterError(f"{parameter.path}: values of different shapes: {sorted(shapes)}")
    shape = shapes.pop() if shapes else "single"
    keys: tuple[str, ...] = ()
    size = 1
    if shape == "by_choice":
        keys = tuple(values[0])
        if any(set(value) != set(keys) for value in values):
            raise ParameterError(f"{parameter.path}: every value must have the keys {keys}")
        size = len(keys)
    elif shape == "brackets":
        size = max(len(value) for value in values)
    for number in (number for value in values for number in numbers(value)):
        _check_limits(parameter, number)
    return replace(parameter, shape=shape, keys=keys, size=size)


def _check_limits(parameter: Parameter, number: Any) -> None:
    if parameter.type == "date":
        return
    if parameter.least is not None and number < parameter.least:
        raise ParameterError(f"{parameter.path}: {number} is below the least, {parameter.least}")
    if parameter.most is not None and number > parameter.most:
        raise ParameterError(f"{parameter.path}: {number} is above the most, {parameter.most}")
