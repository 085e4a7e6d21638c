"""What programs read and write. Fields of facts are made from the facts of the law."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import create_model

from ansinh.engine.entities import Fact
from ansinh.web.office.casework import CasesAsked
from ansinh.web.office.listing import Asked
from ansinh.web.registry.fields import ENTITIES

_TYPES: dict[str, Any] = {"bool": bool, "int": int, "money": int, "date": date, "rate": Decimal}


def facts_of(entity: str) -> type[Schema]:
    """The facts of an entity, each with its type, label and question; null is not known."""
    fields: dict[str, Any] = {
        fact.name: (_type(fact) | None, Field(None, title=fact.en, description=_told(fact)))
        for fact in ENTITIES[entity].facts.values()
    }
    return create_model(f"{entity}Facts", __base__=Schema, **fields)


def _type(fact: Fact) -> Any:
    if fact.choice is None:
        return _TYPES[fact.type]
    return Literal[tuple(choice.code for choice in fact.choice)]


def _told(fact: Fact) -> str:
    unit = f" ({fact.unit})" if fact.unit else ""
    hidden = " Sensitive: null unless you may see it." if fact.sensitive else ""
    return f"{fact.vi}{unit}. {fact.ask_en or fact.ask}{hidden}".strip()


def query_of(kind: type[Any], *left_out: str) -> type[Schema]:
    """The fields by which a list is narrowed and ordered, as the page takes them."""
    fields: dict[str, Any] = {f.name: (str, "") for f in dataclass_fields(kind)}
    fields = {name: told for name, told in fields.items() if name not in left_out}
    return create_model(f"{kind.__name__}Query", __base__=Schema, page=(int, 1), **fields)


FindingsQuery = query_of(Asked, "list")
CasesQuery = query_of(CasesAsked)


class Text(Schema):
    """A text in both languages."""

    vi: str
    en: str


class ChoiceOut(Text):
    """One answer of a fact that is a choice."""

    code: str


class FactOut(Schema):
    """A fact that the registry may know."""

    entity: str
    name: str
    type: str = Field(description="bool, int, money (đồng), rate, date or choice")
    label: Text
    question: Text
    unit: str
    proof: str
    choices: list[ChoiceOut]
    sensitive: bool


class PersonOut(Schema):
    """A person that a search found."""

    id: int
    household: int
    full_name: str
    birth_date: date | None
    death_date: date | None
    citizen_number: str
    village: str
    commune: str


class People(Schema):
    """One page of people."""

    count: int
    page: int
    items: list[PersonOut]


class MemberOut(Schema):
    """A person of a household."""

    id: int
    full_name: str
    facts: facts_of("Person")  # type: ignore[valid-type]


class HouseholdOut(Schema):
    """A household: its people, and what is known of each."""

    id: int
    version: int = Field(description="Name it when you change a fact.")
    commune: str
    village: str
    facts: facts_of("Household")  # type: ignore[valid-type]
    people: list[MemberOut]
    hidden: list[str] = Field(description="Facts that are null because you may not see them.")


class ChangeIn(Schema):
    """A fact that becomes another."""

    entity: str
    row: int
    fact: str
    value: Any = Field(None, description="As in files: 2024-07-01, septic, true; null: not known.")


class ChangesIn(Schema):
    """Facts of one household that change together, all or none."""

    version: int = Field(description="Of the household, as it was read.")
    valid_from: date
    source: str = ""
    proof: str = ""
    changes: list[ChangeIn] = Field(min_length=1)


class ChangedOut(Schema):
    """The household's version after a change."""

    version: int
    changed: int


class ConflictOut(Schema):
    """Somebody else changed the household: its version, and the facts as they are now."""

    detail: str
    version: int
    current: list[ChangeIn]


class Refused(Schema):
    """Why something was not done."""

    detail: str


class FindingOut(Schema):
    """A line of a list."""

    key: str
    list: str
    household: int
    person: int | None
    full_name: str
    village: str
    area: int
    benefit: str
    needs: str
    name: Text
    unit: str
    received: int | None
    due: int | None
    then: int | None
    month: date | None
    due_on: date | None = Field(description="Last day by law for a full file of today.")
    reason: Text
    article: Text


class Findings(Schema):
    """One page of lines."""

    count: int
    page: int
    items: list[FindingOut]


class DecisionIn(Schema):
    """What is decided about lines of a list."""

    keys: list[str] = Field(min_length=1)
    action: Literal["accepted", "rejected", "not_now", "needs_data"]
    reason: str = ""
    until: date | None = None


class DecidedOut(Schema):
    """How many lines or cases were decided."""

    decided: int


class CaseOut(Schema):
    """A case."""

    id: int
    list: str
    household: int
    person: int | None
    full_name: str
    village: str
    area: int
    benefit: str
    name: Text
    amount: int | None
    unit: str
    reason: Text
    article: Text
    opened_on: date
    opened_by: str
    due_on: date | None
    state: str
    closed_at: datetime | None
    closed_by: str
    closing_reason: str


class Cases(Schema):
    """One page of cases."""

    count: int
    page: int
    items: list[CaseOut]


class ClosingIn(Schema):
    """How a case ends."""

    state: Literal["granted", "refused"]
    reason: str = ""
