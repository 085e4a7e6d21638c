"""Tables in which some cells are unknown or other than they are, to ask the law what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.entities import EntityMap, Fact
from ansinh.engine.tables import Tables
from ansinh.people.columns import blanked
from ansinh.people.rolls import ROLL_TABLES

Numbers = np.ndarray[Any, Any]

#: Facts that the population database keeps: nobody's papers lack them.
IDENTITY = frozenset({"birth_date", "death_date", "sex", "ethnicity"})
#: What a file is about: there is none without it.
SUBJECT = frozenset(
    {
        *("MeritTitle.kind", "MeritTitle.since"),
        *("MeritRelation.kind", "MeritRelation.kinship", "MeritRelation.file_number"),
        "MeritAid.item",
        *("InsurancePeriod.category", "InsurancePeriod.since"),
        *("PensionGrant.kind", "PensionGrant.started_on", "PensionGrant.amount"),
        *("JobLoss.ended_on", "MaternityEvent.kind", "SickLeave.kind", "SickLeave.since"),
        *("OneOffRequest.requested_on", "OneOffRequest.ground", "GapRequest.requested_on"),
        *("SurvivorClaim.kind", "HealthRegistration.group", "HealthRegistration.since"),
    }
)


def without(tables: Tables, masks: Mapping[str, Mapping[str, Numbers]]) -> Tables:
    """The tables with cells unknown: entity → fact → mask over its rows."""
    return tables.replaced({n: blanked(tables[n], facts) for n, facts in masks.items()})


def records_of(entities: EntityMap, owner: str) -> list[str]:
    """The entity itself and the kinds of records it has, its rolls apart."""
    owned = [e.name for e in entities if e.owner is not None and e.owner.target == owner]
    return [owner, *(name for name in owned if name not in ("Person", *ROLL_TABLES.values()))]


def papers_of(entities: EntityMap, owner: str) -> Iterator[Fact]:
    """Facts of an entity and its records that stay unknown while nobody brings the paper."""
    for name in records_of(entities, owner):
        for fact in entities[name].facts.values():
            known = fact.name in IDENTITY or fact.qualified in SUBJECT
            if fact.may_be_unknown and not known:
                yield fact


def rows_of(tables: Tables, owner: str, entity: str, mine: Numbers) -> Numbers:
    """Which rows of ``entity`` belong to the rows ``mine`` of ``owner``, as a mask."""
    marked = np.zeros(tables.size(owner), dtype=bool)
    marked[mine] = True
    return marked if entity == owner else np.asarray(marked[tables.owners(entity)])


def with_another(table: pa.Table, fact: Fact, lot: Numbers, mine: Numbers) -> pa.Table:
    """The table with a choice changed to another one by lot in the rows of a mask."""
    column = table.column(fact.name).combine_chunks()
    many = len(column.dictionary)
    empty = column.is_null().to_numpy(zero_copy_only=False)
    old = column.indices.fill_null(0).to_numpy().astype(np.int64)
    new = np.where(mine, (old + 1 + (lot * (many - 1)).astype(np.int64)) % many, old)
    indices = pa.array(new.astype(np.int8), mask=empty)
    return _put(table, fact.name, pa.DictionaryArray.from_arrays(indices, column.dictionary))


def younger(table: pa.Table, fact: str, days: int, mine: Numbers) -> pa.Table:
    """The table with a date that many days later in the rows of a mask."""
    old = table.column(fact).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    return _put(table, fact, pa.array(np.where(mine, old + days, old)))


def _put(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    place = table.schema.get_field_index(name)
    return table.set_column(place, table.schema.field(place), column)
