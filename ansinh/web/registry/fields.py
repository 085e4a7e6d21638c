"""From facts of the law to columns of the database: one declaration drives both."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from django.db import models

from ansinh.engine.entities import EntityMap, EntityType, Fact
from ansinh.people.layout import ATTRIBUTES, Attribute, law_entities

ENTITIES: EntityMap = law_entities()
#: Digits of a whole part that a decimal fact may have.
_WHOLE_DIGITS = 12


def column_of(fact: Fact) -> models.Field[Any, Any]:
    """The column that holds a fact; empty means that nobody knows it."""
    if fact.type == "rate":
        digits = _WHOLE_DIGITS + fact.decimals
        return models.DecimalField(max_digits=digits, decimal_places=fact.decimals, null=True)
    columns: dict[str, models.Field[Any, Any]] = {
        "bool": models.BooleanField(null=True),
        "int": models.IntegerField(null=True),
        "money": models.BigIntegerField(null=True),
        "date": models.DateField(null=True),
        "choice": models.CharField(max_length=60, null=True),
    }
    return columns[fact.type]


def attribute_column(attribute: Attribute) -> models.Field[Any, Any]:
    """The column of what people read and rules cannot."""
    if pa.types.is_boolean(attribute.type):
        return models.BooleanField(null=True)
    if pa.types.is_date(attribute.type):
        return models.DateField(null=True)
    return models.CharField(max_length=300, blank=True, default="")


def columns_of(entity: EntityType, app: str = "registry") -> dict[str, models.Field[Any, Any]]:
    """Every column of an entity: facts, attributes, its owner and its links.

    A link is kept when the person it leads to is merged or ended: rows are never deleted.
    """
    columns: dict[str, models.Field[Any, Any]] = {}
    for relation in entity.relations.values():
        if relation.kind == "owner":
            columns[relation.name] = models.ForeignKey(
                f"{app}.{relation.target}",
                on_delete=models.PROTECT,
                related_name=members_name(entity),
            )
        elif relation.kind == "link":
            columns[relation.name] = models.ForeignKey(
                f"{app}.{relation.target}",
                on_delete=models.PROTECT,
                null=True,
                related_name="+",
            )
    columns |= {fact.name: column_of(fact) for fact in entity.facts.values()}
    for attribute in ATTRIBUTES.get(entity.name, ()):
        columns[attribute.name] = attribute_column(attribute)
    return columns


def members_name(entity: EntityType) -> str:
    """Name of the owner's relation to rows of ``entity``: ``household.people``."""
    assert entity.owner is not None
    owner = ENTITIES[entity.owner.target]
    return next(
        relation.name
        for relation in owner.relations.values()
        if relation.kind == "members" and relation.target == entity.name
    )
