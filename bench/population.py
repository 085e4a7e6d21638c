"""Populations to measure on: made once a size, with every fact known where that is asked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa

from ansinh.engine.entities import EntityType, Fact
from ansinh.engine.tables import Tables, arrow_type
from ansinh.people.make import households_for, make
from ansinh.people.snapshot import Snapshot
from bench.wanted import DATES

SEED = 42
#: Left out where every fact is known: NumPy's rules know a merit allowance as a fact only, and a
#: title whose facts are drawn by lot would contradict it.
LEFT_OUT = ("MeritTitle", "MeritRelation", "MeritAid")


def snapshot_of(people: int, folder: Path) -> Snapshot:
    """A registry of about so many people in ``folder``; one that stands there is taken."""
    path = folder / f"people-{people}"
    if path.exists():
        return Snapshot.open(path)
    return make(households_for(people), SEED, path, day=DATES[0])


def all_known(tables: Tables, only: dict[str, list[str]] | None = None) -> Tables:
    """The same population with every fact known, or those named.

    A missing fact is taken from another row drawn by lot; nobody has a record :data:`LEFT_OUT`.
    """
    rng = np.random.default_rng(SEED)
    filled = {e.name: _filled(tables[e.name], _facts(e, only), rng) for e in tables.entities}
    return Tables(tables.entities, filled | {name: filled[name].slice(0, 0) for name in LEFT_OUT})


def _facts(entity: EntityType, only: dict[str, list[str]] | None) -> list[Fact]:
    if only is None:
        return list(entity.facts.values())
    return [entity.facts[name] for name in only.get(entity.name, ())]


def _filled(table: pa.Table, facts: list[Fact], rng: np.random.Generator) -> pa.Table:
    for fact in facts:
        column = table.column(fact.name).combine_chunks()
        if fact.may_be_unknown and column.null_count:
            number = table.column_names.index(fact.name)
            table = table.set_column(number, fact.name, _known(fact, column, rng))
    return table


def _known(fact: Fact, column: pa.Array, rng: np.random.Generator) -> pa.Array:
    known = np.flatnonzero(np.asarray(column.is_valid()))
    if not len(known):
        return _same_for_all(fact, len(column))
    rows = np.arange(len(column))
    missing = np.asarray(column.is_null())
    rows[missing] = rng.choice(known, int(missing.sum()))
    return column.take(pa.array(rows))


def _same_for_all(fact: Fact, rows: int) -> pa.Array:
    """The first choice, the day of the registry or nothing, for a fact known of nobody."""
    if fact.choice is not None:
        places = pa.array(np.zeros(rows, dtype=np.int8))
        return pa.DictionaryArray.from_arrays(places, pa.array(fact.choice.codes()))
    value = {"date": DATES[0], "bool": False, "rate": Decimal(0)}.get(fact.type, 0)
    return pa.repeat(value, rows).cast(arrow_type(fact))
