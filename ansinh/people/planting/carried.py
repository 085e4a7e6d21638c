"""Households made with one block that stand in a later commune, carried until its own have come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    ) -> Iterator[Mapping[str, pa.Table]]:
        """The block in pieces, with the carried households whose commune ends within it.

        Args:
            block: Households with all they own, in order.
            more: Further households to carry from here.
        """
        if more and len(more[TOP]):
            self._waiting.append(more)
        if not self._waiting:
            yield block
            return
        areas = block[TOP].column("area_id").to_numpy()
        waiting = self._sorted()
        places = waiting[TOP].column("area_id").to_numpy()
        ready = int(np.searchsorted(places, areas[-1])) if len(areas) else 0
        if not ready:
            yield block
            return
        self._waiting = [self._part(waiting, ready, len(places))]
        tables, start = Tables(self._layout.entities, block), 0
        ends = np.searchsorted(areas, places[:ready], side="right")
        for end in np.unique(ends).tolist():
            first, last = np.searchsorted(ends, [end, end + 1]).tolist()
            if end > start:
                yield cut(self._layout, tables, start, end)
            yield self._part(waiting, first, last)
            start = end
        yield cut(self._layout, tables, start, len(areas))

    def rest(self) -> Iterator[Mapping[str, pa.Table]]:
        """Those that still wait when every block has come."""
        if self._waiting:
            yield self._sorted().tables

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
