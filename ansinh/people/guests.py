"""Guests: the households outside a chunk that its links point to.

A link may lead to a household that stands in another row group. The writer notes such links as it
goes and, when every household is written, copies the households they lead to beside each chunk.
Links of guests are followed in turn, ``depth`` links in a row altogether.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.tables import Tables
from ansinh.people.files import HouseholdFiles, numbers, present
from ansinh.people.layout import TOP, Layout, pick

Numbers = np.ndarray[Any, Any]


class GuestFinder:
    """Collects the links that leave each row group and finds the households they lead to."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._wanted: dict[str, list[tuple[int, Numbers]]] = {}
        self._guests: list[Numbers] = []
        self._pool: dict[str, list[pa.Table]] = {e.name: [] for e in layout.tree}
        self._pooled: Numbers = np.empty(0, dtype=np.int64)

    @property
    def nobody(self) -> bool:
        """Whether no link leaves its row group."""
        return not self._wanted

    def note(self, group: int, tables: Mapping[str, pa.Table]) -> None:
        """Remember the links of a row group that lead outside it."""
        for target, ids in self._targets(tables).items():
            outside = ids[~_among(ids, np.sort(numbers(tables[target], "id")))]
            if len(outside):
                self._wanted.setdefault(target, []).append((group, np.unique(outside)))

    def find(self, files: HouseholdFiles, depth: int) -> Iterator[dict[str, pa.Table]]:
        """The guests of each row group, in order."""
        empty = np.empty(0, dtype=np.int64)
        self._guests = [empty for _ in range(files.groups)]
        for _ in range(depth):
            fresh = self._resolve(files)
            self._wanted = self._links_of(fresh) if any(map(len, fresh)) else {}
            if not self._wanted:
                break
        pool = self._tables()
        order = np.argsort(pool.ids[TOP], kind="stable")
        for guests in self._guests:
            places = order[np.searchsorted(pool.ids[TOP], guests, sorter=order)]
            yield pick(self.layout, pool, places)

    def _targets(self, tables: Mapping[str, pa.Table]) -> dict[str, Numbers]:
        found: dict[str, list[Numbers]] = {}
        for link in self.layout.inner_links:
            found.setdefault(link.target, []).append(
                present(tables[link.entity], f"{link.name}_id")
            )
        return {target: np.concatenate(ids) for target, ids in found.items()}

    def _resolve(self, files: HouseholdFiles) -> list[Numbers]:
        """Find the households of the wanted ids; return those new to each row group."""
        fresh: list[list[Numbers]] = [[] for _ in range(files.groups)]
        for home in range(files.groups):
            needed: list[Numbers] = []
            for target, every in self._wanted.items():
                wishes = _possible(files.files[target].limits(home, "id"), every, home)
                if not wishes:
                    continue
                ids, tops = files.ids(self.layout.entities[target], home)
                order = np.argsort(ids, kind="stable")
                for group, wish in wishes:
                    places = np.searchsorted(ids, wish, sorter=order)
                    places = order[np.minimum(places, len(ids) - 1)]
                    households = np.unique(tops[places[ids[places] == wish]])
                    fresh[group].append(households)
                    needed.append(households)
            if needed:
                self._keep(files, home, np.unique(np.concatenate(needed)))
        return [self._admit(group, found) for group, found in enumerate(fresh)]

    def _admit(self, group: int, found: list[Numbers]) -> Numbers:
        known = self._guests[group]
        new = np.setdiff1d(np.concatenate(found), known) if found else known[:0]
        self._guests[group] = np.union1d(known, new)
        return new

    def _keep(self, files: HouseholdFiles, home: int, households: Numbers) -> None:
        new = np.setdiff1d(households, self._pooled)
        if not len(new):
            return
        tables = Tables(self.layout.entities, files.read(home))
        places = np.flatnonzero(np.isin(tables.ids[TOP], new))
        for name, table in pick(self.layout, tables, places).items():
            self._pool[name].append(table)
        self._pooled = np.union1d(self._pooled, new)

    def _links_of(self, fresh: list[Numbers]) -> dict[str, list[tuple[int, Numbers]]]:
        pool = self._tables()
        wanted: dict[str, list[tuple[int, Numbers]]] = {}
        for group, households in enumerate(fresh):
            if not len(households):
                continue
            places = np.flatnonzero(np.isin(pool.ids[TOP], households))
            for target, ids in self._targets(pick(self.layout, pool, places)).items():
                if len(ids):
                    wanted.setdefault(target, []).append((group, np.unique(ids)))
        return wanted

    def _tables(self) -> Tables:
        joined = {
            e.name: pa.concat_tables(self._pool[e.name])
            if self._pool[e.name]
            else self.layout.complete(e, None)
            for e in self.layout.tree
        }
        return Tables(self.layout.entities, joined)


def _among(ids: Numbers, known: Numbers) -> Numbers:
    """Which ids are among ``known``, which ascend."""
    if not len(known):
        return np.zeros(len(ids), dtype=bool)
    places = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    return np.asarray(known[places] == ids)


def _possible(
    limits: tuple[Any, Any] | None, wishes: list[tuple[int, Numbers]], home: int
) -> list[tuple[int, Numbers]]:
    """Wishes of other row groups that ids between the limits of row group ``home`` may fulfil."""
    if limits is None:
        return []
    least, greatest = limits
    found = [
        (group, wish[np.searchsorted(wish, least) : np.searchsorted(wish, greatest, side="right")])
        for group, wish in wishes
        if group != home
    ]
    return [(group, wish) for group, wish in found if len(wish)]
