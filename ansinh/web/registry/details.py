"""What is written of a row: facts of the law, links to others, and what only people read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

import pyarrow as pa

from ansinh.engine.entities import UNKNOWN, EntityType, Fact
from ansinh.engine.errors import DataError
from ansinh.engine.rows import read_fact
from ansinh.people.layout import ATTRIBUTES, Attribute
from ansinh.web.access.policy import RefusedError
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.models import MODELS

#: Set by what happens to the household, never written by hand.
_MOVED = frozenset({"area", "moved_in_on", "moved_from_code"})
#: Characters that a text may have.
_TEXT = 300


@dataclass(frozen=True)
class Detail:
    """One thing that is written of a row.

    Attributes:
        type: A fact's (``bool``, ``date``, ``choice``, …), ``link``, ``text`` or ``benefit``.
        fact: What says how it is read; None for links, texts and benefits.
        target: Entity that a link leads to.
        by_hand: Whether officers write it, not what happens to the household.
    """

    entity: str
    name: str
    type: str
    vi: str
    en: str
    fact: Fact | None = None
    target: str = ""
    by_hand: bool = True

    @property
    def column(self) -> str:
        """Name of the column, and of the attribute of a row that holds it."""
        return f"{self.name}_id" if self.target else self.name

    @property
    def ask(self) -> str:
        """The question that fills it, in Vietnamese; empty where there is none."""
        return self.fact.ask if self.fact else ""

    @property
    def ask_en(self) -> str:
        """The same in English."""
        return self.fact.ask_en if self.fact else ""

    @property
    def proof(self) -> str:
        """The document that proves it."""
        return self.fact.proof if self.fact else ""

    @property
    def unit(self) -> str:
        """Unit shown after the value."""
        return self.fact.unit if self.fact else ""

    @property
    def sensitive(self) -> bool:
        """Whether only some roles may see it."""
        return self.fact is not None and self.fact.sensitive

    @cached_property
    def choices(self) -> list[Any]:
        """What may be chosen, each with ``code``, ``vi`` and ``en``; empty where not a choice."""
        if self.type == "benefit":
            return _benefits(self.entity)
        return list(self.fact.choice) if self.fact and self.fact.choice else []

    def read(self, raw: Any) -> Any:
        """A value as files write it, as the database takes it; None is not known.

        Raises:
            DataError: it is not of its type, outside its limits, or leads nowhere.
        """
        if self.fact is not None:
            value = read_fact(self.fact, raw)
            if value is UNKNOWN:
                return None
            if self.type == "rate":
                return Decimal(str(raw))
            return raw if self.type == "choice" else value
        if self.type == "link":
            return _target(self, raw)
        text = str(raw or "").strip()
        if len(text) > _TEXT:
            raise RefusedError(f"{self.vi}: quá {_TEXT} ký tự", f"{self.en}: over {_TEXT} letters")
        if self.type == "benefit" and text not in {benefit.code for benefit in self.choices}:
            raise RefusedError(f"{self.vi}: chọn một chế độ", f"{self.en}: choose a benefit")
        return text


def details_of(entity: str) -> dict[str, Detail]:
    """Everything that is written of rows of an entity, by name."""
    return _details(entity)


def detail_of(entity: str, name: str) -> Detail:
    """One of them.

    Raises:
        DataError: there is none of that name.
    """
    found = _details(entity) if entity in MODELS else {}
    if name not in found:
        raise DataError(f"{entity}.{name} is no fact of the registry")
    return found[name]


def records_of(owner: str) -> list[EntityType]:
    """Entities whose rows an owner has: a person's papers, a household's recognitions."""
    return [e for e in ENTITIES if e.owner and e.owner.target == owner and e.name != "Person"]


@cache
def _details(name: str) -> dict[str, Detail]:
    entity = ENTITIES[name]
    found = [_attribute(name, attribute) for attribute in ATTRIBUTES.get(name, ())]
    found += [Detail(name, f.name, f.type, f.vi, f.en, f) for f in entity.facts.values()]
    found += [Detail(name, r.name, "link", r.vi, r.en, target=r.target) for r in entity.links]
    moved = _MOVED if name == "Household" else frozenset()
    return {d.name: replace(d, by_hand=d.name not in moved) for d in found}


def _attribute(entity: str, attribute: Attribute) -> Detail:
    """Of what people read; truth and days are read like those of facts."""
    types = {pa.bool_(): "bool", pa.date32(): "date"}
    name, vi, en = attribute.name, attribute.vi, attribute.en
    if attribute.type in types:
        kind = types[attribute.type]
        return Detail(entity, name, kind, vi, en, Fact(entity, name, kind, vi, en))
    return Detail(entity, name, "benefit" if name == "benefit" else "text", vi, en)


def _target(detail: Detail, raw: Any) -> int | None:
    if raw in (None, ""):
        return None
    rows = MODELS[detail.target].objects.filter(closed_on__isnull=True)
    if not str(raw).isdecimal() or not rows.filter(pk=int(raw)).exists():
        raise RefusedError(f"{detail.vi}: không có trong sổ", f"{detail.en}: not in the registry")
    return int(raw)


def _benefits(entity: str) -> list[Any]:
    """Benefits that payment rolls record, of who owns rows of the entity."""
    from ansinh.law.book import national_law

    owner = ENTITIES[entity].owner
    rules = national_law().benefits.values()
    found = [rule.benefit for rule in rules if owner and rule.entity == owner.target]
    return sorted((b for b in found if b and b.is_recorded), key=lambda benefit: benefit.vi)
