"""Households made with one block that stand in a later commune, carried until its own have come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.entities import EntityMap
from ansinh.engine.tables import Tables
from ansinh.people.layout import TOP, Layout, cut, pick


class Carried:
    """Puts carried households among those of the blocks, behind the others of their commune.

    Their ids are above those of all others of the commune, and blocks come in the order of
    communes.
    """

    def __init__(self, entities: EntityMap) -> None:
        self._layout = Layout(entities)
        self._waiting: list[Mapping[str, pa.Table]] = []

    def among(
        self, block: Mapping[str, pa.Table], more: Mapping[str, pa.Table]
    ) -> Mapping[str, pa.Table]:
        """The block with the carried households whose commune ends within it.

        Args:
            block: Households with all they own, in order.
            more: Further households to carry from here.
        """
        if more and len(more[TOP]):
            self._waiting.append(more)
        areas = block[TOP].column("area_id").to_numpy()
        if not self._waiting or not len(areas):
            return block
        waiting = self._sorted()
        places = waiting[TOP].column("area_id").to_numpy()
        ready = int(np.searchsorted(places, areas[-1]))
        self._waiting = [self._part(waiting, ready, len(places))]
        ends = np.searchsorted(areas, places[:ready], side="right")
        pieces = self._pieces(Tables(self._layout.entities, block), waiting, ends)
        return _joined(pieces) if ready else block

    def rest(self) -> Mapping[str, pa.Table]:
        """Those that still wait when every block has come."""
        return self._sorted().tables

    def _pieces(
        self, block: Tables, waiting: Tables, ends: np.ndarray[Any, Any]
    ) -> Iterator[Mapping[str, pa.Table]]:
        """The block in slices, with the first of those that wait behind row ``ends`` of it."""
        start = 0
        for end in np.unique(ends).tolist():
            first, last = np.searchsorted(ends, [end, end + 1]).tolist()
            yield self._part(block, start, end)
            yield self._part(waiting, first, last)
            start = end
        yield self._part(block, start, block.size(TOP))

    def _sorted(self) -> Tables:
        """What waits, by commune and id."""
        entities = self._layout.tree
        joined = {
            e.name: pa.concat_tables(
                [self._layout.complete(e, some.get(e.name)) for some in ({}, *self._waiting)]
            )
            for e in entities
        }
        tables = Tables(self._layout.entities, joined)
        order = np.lexsort((tables.ids[TOP], tables[TOP].column("area_id").to_numpy()))
        return Tables(self._layout.entities, pick(self._layout, tables, order))

    def _part(self, tables: Tables, start: int, stop: int) -> Mapping[str, pa.Table]:
        return cut(self._layout, tables, start, stop)


def _joined(pieces: Iterable[Mapping[str, pa.Table]]) -> dict[str, pa.Table]:
    every = list(pieces)
    return {name: pa.concat_tables([piece[name] for piece in every]) for name in every[0]}
