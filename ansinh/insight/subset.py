"""Some households of a chunk with those their links lead to, as tables of their own."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ansinh.engine.tables import Tables
from ansinh.people.layout import TOP, Layout, pick
from ansinh.people.snapshot import Chunk

Numbers = np.ndarray[Any, Any]


class Subset:
    """The households in rows ``wanted`` of a chunk.

    Args:
        depth: Links in a row that are followed out of the wanted households.

    Attributes:
        tables: The wanted households first, then those their links lead to.
        own: How many are wanted.
    """

    def __init__(self, chunk: Chunk, layout: Layout, wanted: Numbers, depth: int) -> None:
        whole = chunk.tables
        places = _with_linked(whole, layout, wanted, depth)
        picked = pick(layout, whole, places)
        reference = {entity.name: whole[entity.name] for entity in layout.reference}
        self.tables = Tables(whole.entities, {**reference, **picked})
        self.own = len(wanted)
        self._rows = pl.concat([_rows(whole, self.tables, entity) for entity in (TOP, "Person")])

    def at_home(self, outcomes: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
        """Outcomes with ``row`` as in the chunk; ``entities`` says whose each benefit is."""
        named = outcomes.join(entities, on="benefit").join(self._rows, on=["entity", "row"])
        return named.drop("row", "entity").rename({"home": "row"})


def _with_linked(tables: Tables, layout: Layout, wanted: Numbers, depth: int) -> Numbers:
    """Rows of the wanted households, then of those reached from them, each once."""
    found = np.zeros(tables.size(TOP), dtype=bool)
    found[wanted] = True
    order, fresh = [wanted], found.copy()
    for _ in range(depth):
        reached = _linked(tables, layout, fresh) & ~found
        if not reached.any():
            break
        order.append(np.flatnonzero(reached))
        found |= reached
        fresh = reached
    return np.concatenate(order)


def _linked(tables: Tables, layout: Layout, homes: Numbers) -> Numbers:
    """Which households the links of ``homes`` lead to, as a mask."""
    reached = np.zeros(len(homes), dtype=bool)
    for link in layout.inner_links:
        mine = homes[household_rows(tables, link.entity)]
        targets = tables.targets(link.entity, link.name)[mine]
        reached[household_rows(tables, link.target)[targets[targets >= 0]]] = True
    return reached


def household_rows(tables: Tables, entity: str) -> Numbers:
    """Row of the household that each row of ``entity`` belongs to."""
    if entity == TOP:
        return np.arange(tables.size(TOP))
    owner = tables.entities[entity].owner
    assert owner is not None
    rows: Numbers = household_rows(tables, owner.target)[tables.owners(entity)]
    return rows


def _rows(whole: Tables, part: Tables, entity: str) -> pl.DataFrame:
    """Row of each row of ``part`` in ``whole``."""
    old = pl.DataFrame({"id": whole.ids[entity]}).with_row_index("home")
    new = pl.DataFrame({"id": part.ids[entity]}).with_row_index("row")
    rows = new.join(old, on="id").select(pl.col("row", "home").cast(pl.Int64))
    return rows.with_columns(entity=pl.lit(entity))
