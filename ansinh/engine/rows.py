"""One household in memory: what the oracle and the explainer read.

A :class:`Row` is one area, household, person or record, with its facts as exact Python values and
its relations as other rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ansinh.engine.entities import UNKNOWN, Default, EntityMap, EntityType, Fact
from ansinh.engine.errors import DataError, UnknownNameError


@dataclass(eq=False)
class Row:
    """One entity with its facts and relations.

    Attributes:
        entity: Name of the entity.
        key: Its identifier in the registry, or its name in a case.
        values: Fact → value; a fact that is absent or ``UNKNOWN`` is missing.
        owner: The row that owns it.
        members: Relation → rows it owns.
        links: Relation → row it points to (absent when it points to nobody).
    """

    entity: str
    key: Any
    values: dict[str, Any] = field(default_factory=dict)
    owner: Row | None = None
    members: dict[str, list[Row]] = field(default_factory=dict)
    links: dict[str, Row] = field(default_factory=dict)

    def value(self, fact: Fact) -> Any:
        """The value of a fact, its safe default when missing, or ``UNKNOWN``."""
        found = self.values.get(fact.name, UNKNOWN)
        if found is UNKNOWN and isinstance(fact.missing, Default):
            return fact.missing.value
        return found

    def walk(self) -> Iterator[Row]:
        """This row and everything it owns."""
        yield self
        for rows in self.members.values():
            for row in rows:
                yield from row.walk()

    def __repr__(self) -> str:
        return f"<{self.entity} {self.key}>"


def around(row: Row) -> list[Row]:
    """Every row that can be reached from ``row``."""
    found: dict[Row, None] = {}
    pending = [row]
    while pending:
        current = pending.pop()
        if current in found:
            continue
        found[current] = None
        pending += [m for members in current.members.values() for m in members]
        pending += list(current.links.values())
        pending += [current.owner] if current.owner is not None else []
    return list(found)


def copied(row: Row) -> dict[Row, Row]:
    """Every row reached from ``row``, each with its copy."""
    found = {old: Row(old.entity, old.key, dict(old.values)) for old in around(row)}
    for old, new in found.items():
        new.owner = found[old.owner] if old.owner is not None else None
        new.members = {name: [found[m] for m in rows] for name, rows in old.members.items()}
        new.links = {name: found[target] for name, target in old.links.items()}
    return found


def read_fact(fact: Fact, raw: Any) -> Any:
    """A value as written in a file, as an exact Python value.

    Raises:
        DataError: it is not of the fact's type, or outside its limits.
    """
    if raw is None or raw is UNKNOWN:
        return UNKNOWN
    try:
        value = _READERS[fact.type](fact, raw)
    except (ValueError, KeyError, TypeError):
        raise DataError(f"{fact.qualified}: expected {_expected(fact)}, got {raw!r}") from None
    if fact.least is not None and value < fact.least:
        raise DataError(f"{fact.qualified}: expected at least {fact.least}, got {raw!r}")
    if fact.most is not None and value > fact.most:
        raise DataError(f"{fact.qualified}: expected at most {fact.most}, got {raw!r}")
    return value


def _expected(fact: Fact) -> str:
    if fact.choice is not None:
        return "one of " + ", ".join(fact.choice.codes())
    return {
        "bool": "true or false",
        "int": "a whole number",
        "money": "whole đồng",
        "rate": f"a number with at most {fact.decimals} decimals",
        "date": "a date, 2024-07-01",
    }[fact.type]


def _bool(_: Fact, raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise TypeError
    return raw


def _int(_: Fact, raw: Any) -> int:
    if isinstance(raw, bool) or int(raw) != raw:
        raise TypeError
    return int(raw)


def _rate(fact: Fact, raw: Any) -> Fraction:
    if isinstance(raw, bool):
        raise TypeError
    value = Fraction(raw) if isinstance(raw, Decimal | Fraction) else Fraction(str(raw))
    if (value * 10**fact.decimals).denominator != 1:
        raise ValueError
    return value


def _date(_: Fact, raw: Any) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    return raw if isinstance(raw, date) else date.fromisoformat(raw)


def _choice(fact: Fact, raw: Any) -> Any:
    assert fact.choice is not None
    return raw if isinstance(raw, fact.choice) else fact.choice.of(raw)


_READERS = {
    "bool": _bool,
    "int": _int,
    "money": _int,
    "rate": _rate,
    "date": _date,
    "choice": _choice,
}


def read_household(
    entities: EntityMap,
    content: Mapping[str, Any],
    entity: str = "Household",
    key: Any = "household",
) -> Row:
    """Build a household from nested mappings, as cases are written.

    Members are a mapping name → content or a list; links name a member of the household, or (for
    an entity outside it, such as the area) hold its content.

    Raises:
        DataError: a value is not of its fact's type.
        UnknownNameError: a name is neither a fact nor a relation.
    """
    pending: list[tuple[Row, str, str]] = []
    top = _read(entities, entities[entity], content, key, None, pending)
    by_key = {row.key: row for row in top.walk()}
    for row, relation, name in pending:
        if name not in by_key:
            raise UnknownNameError(f"person that {row.key}.{relation} points to", name, by_key)
        row.links[relation] = by_key[name]
    return top


def _read(
    entities: EntityMap,
    entity: EntityType,
    content: Mapping[str, Any],
    key: Any,
    owner: Row | None,
    pending: list[tuple[Row, str, str]],
) -> Row:
    row = Row(entity.name, key, owner=owner)
    for relation in entity.relations.values():
        if relation.kind == "members":
            row.members[relation.name] = []
    for name, raw in content.items():
        if name in entity.facts:
            row.values[name] = read_fact(entity.facts[name], raw)
            continue
        found = entity.relations.get(name)
        if found is None or found.kind == "owner":
            known = [*entity.facts, *(r.name for r in entity.relations.values())]
            raise UnknownNameError(f"fact or relation of {entity.name}", name, known)
        target = entities[found.target]
        if found.kind == "link":
            if isinstance(raw, Mapping):
                row.links[name] = _read(entities, target, raw, name, None, pending)
            elif raw is not None:
                pending.append((row, name, raw))
            continue
        items = raw.items() if isinstance(raw, Mapping) else enumerate(raw or (), 1)
        row.members[name] = [
            _read(entities, target, item or {}, number, row, pending) for number, item in items
        ]
    return row
