"""Entities, their facts and the relations between them.

An entity is a class whose annotations declare facts and relations::

    class Person(Entity, table="people", vi="Người", en="Person"):
        household: Household = owner()
        birth_date: date = fact("Ngày sinh", "Date of birth", ask="Ông/bà sinh ngày nào?")
        disabilities: list[Disability] = members()
        mother: Person = link("Mẹ", "Mother")

Four tables nest: areas are pointed to; a household owns people; a person owns records.
"""

from __future__ import annotations

import sys
import typing
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias, get_args, get_origin, get_type_hints

from ansinh.engine.errors import LawError, UnknownNameError
from ansinh.engine.values import Choice, Unit


class _Unknown:
    """The value of a fact that nobody knows."""

    _instance: _Unknown | None = None

    def __new__(cls) -> _Unknown:
        cls._instance = cls._instance or super().__new__(cls)
        return cls._instance

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __reduce__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("UNKNOWN is neither true nor false")


UNKNOWN = _Unknown()
ChoiceClass: TypeAlias = type[Choice]


@dataclass(frozen=True)
class Default:
    """What a missing fact safely means, and why that is safe."""

    value: Any
    reason: str


@dataclass(frozen=True)
class Fact:
    """One thing the registry may know of an entity.

    Attributes:
        type: ``bool``, ``int``, ``money``, ``rate`` (a decimal number), ``date`` or ``choice``.
        choice: The :class:`Choice` class of a choice.
        vi, en: Labels.
        ask: The question that fills it, in Vietnamese.
        ask_en: The same in English.
        proof: The document it is proved by.
        missing: A :class:`Default`, or ``UNKNOWN``.
        decimals: Decimal places kept of a ``rate``.
        least, most: Limits of a sensible value, both allowed.
        unit: Unit shown after the value (``đồng/tháng``, ``m²``).
        sensitive: Whether access is restricted further (health, HIV).
    """

    entity: str
    name: str
    type: str
    vi: str
    en: str
    ask: str = ""
    ask_en: str = ""
    proof: str = ""
    missing: Default | _Unknown = UNKNOWN
    choice: ChoiceClass | None = None
    decimals: int = 0
    least: Any = None
    most: Any = None
    unit: str = ""
    sensitive: bool = False

    @property
    def may_be_unknown(self) -> bool:
        """Whether a missing value is unknown rather than a safe default."""
        return self.missing is UNKNOWN

    @property
    def qualified(self) -> str:
        """``Person.birth_date``."""
        return f"{self.entity}.{self.name}"


@dataclass(frozen=True)
class Relation:
    """A way from one entity to another: ``owner``, ``members`` or ``link``."""

    entity: str
    name: str
    kind: str
    target: str
    vi: str = ""
    en: str = ""

    @property
    def qualified(self) -> str:
        """``Person.mother``."""
        return f"{self.entity}.{self.name}"


@dataclass(frozen=True)
class _FactDeclaration:
    options: dict[str, Any]


@dataclass(frozen=True)
class _RelationDeclaration:
    kind: str
    vi: str = ""
    en: str = ""


def fact(vi: str, en: str, **options: Any) -> Any:
    """Declare a fact; see :class:`Fact` for the options."""
    return _FactDeclaration({"vi": vi, "en": en, **options})


def owner() -> Any:
    """Declare the entity that owns this one."""
    return _RelationDeclaration("owner")


def members() -> Any:
    """Declare the entities that this one owns."""
    return _RelationDeclaration("members")


def link(vi: str, en: str) -> Any:
    """Declare a pointer to one entity, which may be absent."""
    return _RelationDeclaration("link", vi, en)


class Entity:
    """Base of the classes that declare entities."""

    __entity__: typing.ClassVar[dict[str, str]]

    def __init_subclass__(cls, table: str = "", vi: str = "", en: str = "") -> None:
        super().__init_subclass__()
        if table:
            cls.__entity__ = {"table": table, "vi": vi, "en": en}

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


@dataclass(frozen=True)
class EntityType:
    """An entity with all its facts and relations."""

    name: str
    table: str
    vi: str
    en: str
    facts: dict[str, Fact] = field(default_factory=dict, hash=False)
    relations: dict[str, Relation] = field(default_factory=dict, hash=False)

    @property
    def owner(self) -> Relation | None:
        """The relation to the entity that owns this one."""
        return next((r for r in self.relations.values() if r.kind == "owner"), None)

    @property
    def links(self) -> list[Relation]:
        """Pointers, in the order of declaration."""
        return [r for r in self.relations.values() if r.kind == "link"]


_PLAIN_TYPES: dict[Any, str] = {bool: "bool", int: "int", Fraction: "rate", date: "date"}


class EntityMap:
    """Every entity of a law book, by name."""

    def __init__(self, types: Iterable[EntityType]) -> None:
        self.types = {entity.name: entity for entity in types}

    def __getitem__(self, name: str) -> EntityType:
        try:
            return self.types[name]
        except KeyError:
            raise UnknownNameError("entity", name, self.types) from None

    def __iter__(self) -> typing.Iterator[EntityType]:
        return iter(self.types.values())

    def fact(self, qualified: str) -> Fact:
        """The fact named ``Person.birth_date``.

        Raises:
            UnknownNameError: nobody declared it.
        """
        entity, _, name = qualified.partition(".")
        facts = self[entity].facts
        if name not in facts:
            raise UnknownNameError(f"fact of {entity}", name, facts)
        return facts[name]


def entity_map(classes: Iterable[type[Entity]]) -> EntityMap:
    """Read the declarations of entity classes.

    Raises:
        LawError: an annotation or a relation is not one the engine knows.
    """
    classes = list(classes)
    names = {cls.__name__ for cls in classes}
    return EntityMap([_entity_type(cls, names) for cls in classes])


def _entity_type(cls: type[Entity], names: set[str]) -> EntityType:
    facts: dict[str, Fact] = {}
    relations: dict[str, Relation] = {}
    for name, (annotation, declaration) in _declarations(cls).items():
        if isinstance(declaration, _FactDeclaration):
            facts[name] = _make_fact(cls.__name__, name, annotation, declaration.options)
            continue
        target = get_args(annotation)[0] if get_origin(annotation) is list else annotation
        if getattr(target, "__name__", None) not in names:
            raise LawError(f"{cls.__name__}.{name}: {annotation} is not an entity")
        relations[name] = Relation(
            cls.__name__, name, declaration.kind, target.__name__, declaration.vi, declaration.en
        )
    return EntityType(cls.__name__, facts=facts, relations=relations, **cls.__entity__)


def _declarations(cls: type) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for base in reversed(cls.__mro__[:-1]):
        for name, value in vars(base).items():
            if isinstance(value, _FactDeclaration | _RelationDeclaration):
                annotation = base.__annotations__.get(name)
                if annotation is None:
                    raise LawError(f"{base.__name__}.{name} has no type annotation")
                found[name] = (_resolve(base, annotation), value)
    return found


def _resolve(base: type, annotation: Any) -> Any:
    if not isinstance(annotation, str):
        return annotation
    scope = vars(sys.modules[base.__module__])
    return get_type_hints(
        type("_", (), {"__annotations__": {"x": annotation}}), scope, include_extras=True
    )["x"]


def _make_fact(entity: str, name: str, annotation: Any, options: dict[str, Any]) -> Fact:
    choice = None
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        kind, choice = "choice", annotation
    elif get_origin(annotation) is typing.Annotated:
        kind = next(mark.kind for mark in get_args(annotation)[1:] if isinstance(mark, Unit))
    elif annotation in _PLAIN_TYPES:
        kind = _PLAIN_TYPES[annotation]
    else:
        allowed = "bool, int, Money, Rate, date or a Choice"
        raise LawError(f"{entity}.{name}: {annotation} is not a fact type; write {allowed}")
    if kind == "rate" and "decimals" not in options:
        options = {**options, "decimals": 2}
    return Fact(entity, name, kind, choice=choice, **options)
