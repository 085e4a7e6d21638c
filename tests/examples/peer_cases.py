"""OpenFisca's YAML tests, read as they stand and put as questions to our engine.

A case gives values of variables by period, for persons and their household, and says what others
come to. A formula whose value is given is a fact of the book that answers (``given``).
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from ansinh.engine.book import LawBook
from ansinh.engine.entities import Fact
from ansinh.engine.reform import reform
from ansinh.engine.rows import Row, read_fact
from ansinh.engine.values import Choice
from examples.country_template.book import FORMULAS, REFORMS, country_template
from examples.country_template.entities import EUR, MONTHS

UNDERSTOOD = {
    "name",
    "description",
    "period",
    "input",
    "output",
    "absolute_error_margin",
    "reforms",
    "parameters",
}
SPREAD_OVER_MONTHS = {"salary", "capital_returns"}
AS_IN_JANUARY = {"accommodation_size", "housing_occupancy_status"}
ROLES = {"adults": "adult", "children": "child"}
_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True)
class Wanted:
    """One value that a case expects: of which row of which entity, on which day."""

    entity: str
    row: int
    variable: str
    day: date
    value: Any


@dataclass(frozen=True)
class PeerCase:
    """A case as its file has it.

    Attributes:
        persons: For each, variable → period → raw value; and likewise ``households``.
        living: For each person, the household's number and the role.
    """

    file: str
    name: str
    reform: str | None
    figures: Mapping[str, Mapping[date, Any]]
    margin: Fraction
    persons: list[dict[str, dict[str, Any]]]
    households: list[dict[str, dict[str, Any]]]
    living: list[tuple[int, str]]
    wanted: list[Wanted]

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"

    @property
    def given(self) -> frozenset[str]:
        """Formulas whose values the case gives."""
        named = {f"Person.{v}" for person in self.persons for v in person}
        named |= {f"Household.{v}" for household in self.households for v in household}
        return frozenset(named & set(FORMULAS))

    def book(self) -> LawBook:
        """The law that the case asks about."""
        book = country_template(self.reform, self.given)
        return reform(book, self.figures) if self.figures else book

    def rows(self, book: LawBook, day: date) -> dict[str, list[Row]]:
        """Households and persons with the values of the period that begins on ``day``."""
        households = [
            Row("Household", f"household {n}", _facts(book, "Household", values, day))
            for n, values in enumerate(self.households)
        ]
        persons = []
        for number, (values, (home, role)) in enumerate(
            zip(self.persons, self.living, strict=True)
        ):
            facts = _facts(book, "Person", values, day)
            roles = book.entities["Person"].facts["role"].choice
            assert roles is not None
            row = Row("Person", f"person {number}", facts | {"role": roles.of(role)})
            row.owner = households[home]
            households[home].members.setdefault("persons", []).append(row)
            persons.append(row)
        return {"Household": households, "Person": persons}


def situation(file: str, asked: Mapping[str, Any], answered: Mapping[str, Any]) -> PeerCase:
    """An example situation of the package: what it asks for (null), as the peer answered it."""
    (home,), (answers,) = asked["households"].values(), answered["households"].values()
    persons, theirs = asked["persons"], answered["persons"]
    entry = {
        "name": file,
        "period": "2017-01",
        "absolute_error_margin": 0.001,
        "input": {
            "persons": {name: _parted(persons[name], theirs[name])[0] for name in persons},
            "household": _parted(home, answers)[0],
        },
        "output": {
            "persons": {name: _parted(persons[name], theirs[name])[1] for name in persons},
            "household": _parted(home, answers)[1],
        },
    }
    return _case(file, entry)


def _parted(
    asked: Mapping[str, Any], answered: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is given, and what is asked for with its answer."""
    is_open = {
        name: isinstance(value, dict) and None in value.values() for name, value in asked.items()
    }
    given = {name: value for name, value in asked.items() if not is_open[name]}
    return given, {name: answered[name] for name in asked if is_open[name]}


def peer_cases(folder: Path) -> list[PeerCase]:
    """Every case below ``folder``."""
    found: list[PeerCase] = []
    for path in sorted(folder.rglob("*.yaml")):
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [_case(str(path.relative_to(folder)), entry) for entry in entries]
    return found


def equal(case: PeerCase, wanted: Wanted, got: Any) -> bool:
    """Whether an answer of ours, in euros where it is money, is what the peer expects."""
    if isinstance(wanted.value, bool) or isinstance(got, bool):
        return got is wanted.value
    if isinstance(got, date):
        return str(got) == str(wanted.value)
    if isinstance(got, Choice):
        return bool(got.code == wanted.value)
    return abs(Fraction(got) - expression(wanted.value)) <= case.margin


def expression(raw: Any) -> Fraction:
    """A number, or arithmetic such as ``600 * 2 - 200 / 12``, exactly."""
    return _value(ast.parse(str(raw), mode="eval").body)


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Fraction(str(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return Fraction(_OPERATORS[type(node.op)](_value(node.left), _value(node.right)))
    raise ValueError(f"not arithmetic: {ast.unparse(node)}")


# --- reading a case -----------------------------------------------------------------------------


def _case(file: str, entry: dict[str, Any]) -> PeerCase:
    unknown = entry.keys() - UNDERSTOOD
    if unknown:
        raise ValueError(f"{file}: {entry.get('name')}: not understood: {sorted(unknown)}")
    period = str(entry["period"])
    given, expected = dict(entry.get("input") or {}), dict(entry["output"])
    persons, households, living, names = _people(given, period)
    return PeerCase(
        file,
        entry["name"],
        _reform_of(entry),
        dict(_figures(entry.get("parameters") or {}, "")),
        Fraction(str(entry.get("absolute_error_margin") or 0)),
        persons,
        households,
        living,
        list(_expected(expected, period, names, len(persons), len(households))),
    )


def _people(
    given: dict[str, Any], period: str
) -> tuple[list[Any], list[Any], list[tuple[int, str]], list[str]]:
    """Persons, households, where each person lives, and the persons' names."""
    if given.keys() & {"persons", "household"}:
        named, home = given.get("persons") or {}, dict(given.get("household") or {})
        roles = {name: ROLES[key] for key in home.keys() & ROLES for name in home.pop(key)}
        names = list(named)
        persons = [_by_period(named[name] or {}, period) for name in names]
        return persons, [_by_period(home, period)], [(0, roles[n]) for n in names], names
    size = max([1, *(len(value) for value in given.values() if isinstance(value, list))])
    rows = [{k: v[n] if isinstance(v, list) else v for k, v in given.items()} for n in range(size)]
    persons = [_by_period(_of("Person", row), period) for row in rows]
    households = [_by_period(_of("Household", row), period) for row in rows]
    living = [(n, ROLES["adults"]) for n in range(size)]
    return persons, households, living, []


def _by_period(values: Mapping[str, Any], period: str) -> dict[str, dict[str, Any]]:
    return {
        name: {str(k): v for k, v in value.items()} if isinstance(value, dict) else {period: value}
        for name, value in values.items()
    }


def _of(entity: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if entity_of(name) == entity}


def entity_of(variable: str) -> str:
    """The entity that a variable of the peer, or of one of its reforms, is of."""
    for book in (country_template(), *map(country_template, REFORMS)):
        for entity in book.entities:
            if variable in entity.facts or f"{entity.name}.{variable}" in book.rules:
                return entity.name
    raise KeyError(f"the country template has no variable {variable}")


def _expected(
    output: Mapping[str, Any], period: str, names: list[str], persons: int, households: int
) -> Iterator[Wanted]:
    for name, value in output.items():
        if name == "persons":
            for person, values in value.items():
                yield from _of_row("Person", names.index(person), values, period)
        elif name == "household":
            yield from _of_row("Household", 0, value, period)
        else:
            entity = entity_of(name)
            for number in range(persons if entity == "Person" else households):
                mine = value[number] if isinstance(value, list) else value
                yield from _of_row(entity, number, {name: mine}, period)


def _of_row(entity: str, row: int, values: Mapping[str, Any], period: str) -> Iterator[Wanted]:
    for variable, by_period in _by_period(values, period).items():
        for when, value in by_period.items():
            yield Wanted(entity, row, variable, _first_day(when), value)


def _first_day(period: str) -> date:
    """The first day of ``2017`` or ``2017-03``."""
    return date.fromisoformat(f"{period}-01" if "-" in period else f"{period}-01-01")


def _reform_of(entry: Mapping[str, Any]) -> str | None:
    path = entry.get("reforms")
    return None if path is None else str(path).rsplit(".", 1)[-1]


def _figures(tree: Mapping[str, Any], path: str) -> Iterator[tuple[str, dict[date, Any]]]:
    for name, node in tree.items():
        full = f"{path}.{name}" if path else name
        if "values" in node:
            yield full, {day: entry["value"] for day, entry in node["values"].items()}
        else:
            yield from _figures(node, full)


# --- facts of a period --------------------------------------------------------------------------


def _facts(
    book: LawBook, entity: str, values: Mapping[str, Mapping[str, Any]], day: date
) -> dict[str, Any]:
    facts = book.entities[entity].facts
    found = {name: _at(name, by_period, day) for name, by_period in values.items()}
    return {name: _exact(facts[name], raw) for name, raw in found.items() if raw is not None}


def _at(variable: str, by_period: Mapping[str, Any], day: date) -> Any:
    """The value that counts in the month of ``day``; nothing where the case gives none."""
    if variable == "birth":
        return next(iter(by_period.values()))
    month = day.replace(month=1) if variable in AS_IN_JANUARY else day
    if f"{month:%Y-%m}" in by_period:
        return by_period[f"{month:%Y-%m}"]
    whole_year = by_period.get(f"{month:%Y}")
    if whole_year is not None and variable in SPREAD_OVER_MONTHS:
        return expression(whole_year) / MONTHS
    return whole_year


def _exact(fact: Fact, raw: Any) -> Any:
    if fact.type != "money":
        return read_fact(fact, raw)
    held = expression(raw) * EUR.parts
    assert held.denominator == 1, f"{fact.name}: {raw} is no whole number of {EUR}"
    return held.numerator
