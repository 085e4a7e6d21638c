"""Some households of a block as tables of their own, with those their links lead to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

from ansinh.engine.tables import Tables
from ansinh.people.layout import GUEST_DEPTH, TOP, Layout, pick
from ansinh.people.rolls import Rolls

Numbers = np.ndarray[Any, Any]


class Links:
    """Which households the links of people lead to from which, once for all parts of a block."""

    def __init__(self, whole: Tables) -> None:
        pairs = [_pairs(whole, link.entity, link.name, link.target) for link in _inner(whole)]
        self._start, self._end = (np.concatenate(ends) for ends in zip(*pairs, strict=True))

    def beyond(self, marked: Numbers) -> Numbers:
        """Rows of the households that the marked ones reach and that are not marked."""
        found, fresh = marked.copy(), marked
        for _ in range(GUEST_DEPTH):
            reached = np.zeros(len(marked), dtype=bool)
            reached[self._end[fresh[self._start]]] = True
            fresh = reached & ~found
            found |= fresh
        return np.flatnonzero(found & ~marked)


class Part:
    """The households of ``whole`` that a mask marks.

    Args:
        links: Those of the whole.

    Attributes:
        tables: The marked households first, then those that links lead to, so that the law sees of
            them what it would see in the whole.
        own: How many are marked.
        rows: Entity → row in the whole of each own row.
    """

    def __init__(self, whole: Tables, links: Links, marked: Numbers) -> None:
        layout = Layout(whole.entities)
        wanted = np.flatnonzero(marked)
        places = np.concatenate([wanted, links.beyond(marked)])
        reference = {entity.name: whole[entity.name] for entity in layout.reference}
        self.tables = Tables(whole.entities, {**reference, **pick(layout, whole, places)})
        self.own = len(wanted)
        self.rows = {TOP: wanted, "Person": np.flatnonzero(marked[whole.owners("Person")])}

    def inside(self, claims: pl.DataFrame, rolls: Rolls) -> pl.DataFrame:
        """Claims of the part's own households, in rows of the part."""
        return self._moved(claims, rolls, np.searchsorted)

    def outside(self, claims: pl.DataFrame, rolls: Rolls) -> pl.DataFrame:
        """The same in rows of the whole."""
        return self._moved(claims, rolls, lambda rows, places: rows[places])

    def _moved(
        self, claims: pl.DataFrame, rolls: Rolls, to: Callable[[Numbers, Numbers], Numbers]
    ) -> pl.DataFrame:
        personal = rolls.is_personal[claims["benefit"].to_numpy()]
        rows = claims["row"].to_numpy().copy()
        for entity, whole in self.rows.items():
            mine = personal == (entity == "Person")
            rows[mine] = to(whole, rows[mine])
        return claims.with_columns(row=pl.Series(rows))


def home_of(tables: Tables, entity: str) -> Numbers:
    """Row of the household that each row of ``entity`` belongs to."""
    if entity == TOP:
        return np.arange(tables.size(TOP))
    owner = tables.entities[entity].owner
    assert owner is not None
    return np.asarray(home_of(tables, owner.target)[tables.owners(entity)])


def _inner(tables: Tables) -> Any:
    return Layout(tables.entities).inner_links


def _pairs(tables: Tables, entity: str, link: str, target: str) -> tuple[Numbers, Numbers]:
    """Household of each row of ``entity`` and the other household that its link leads to."""
    rows = tables.targets(entity, link)
    start, end = home_of(tables, entity)[rows >= 0], home_of(tables, target)[rows[rows >= 0]]
    return start[start != end], end[start != end]
