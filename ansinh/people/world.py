"""One world for each seed: which households there are, where they live, and on what day.

Households come in *lines*: a household of 1 January 2022 (or one that moves in from outside later)
with everybody ever born or married into it and the household that a son may found. Whatever happens
to a line hangs on its id and the seed alone, so that any day can be shown and any block be made by
itself. Lines stand in *hamlets* of one cell, within which people marry and have kin.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from ansinh.engine.errors import DataError
from ansinh.people.assumptions import assumed
from ansinh.people.calibration.homes import STRATA
from ansinh.people.calibration.poverty import households_of_cells, stratum_of_cells
from ansinh.people.draws import Luck
from ansinh.people.units import BEGIN, cells, unit_by_cell

Numbers = np.ndarray[Any, Any]

#: The world is told up to this day.
END = date(2035, 1, 1)
DAYS_PER_YEAR = 365.2425
#: A household's id is its cell's code times this, plus twice its line's serial; odd ids are of the
#: households that sons found.
HOUSEHOLDS_PER_CELL = 10_000_000
#: Lines that move in from outside count from here within their cell.
ARRIVALS = 4_000_000
#: A person's id is the line's times this, plus the place and one. Places up to 31 are never used.
IDS_PER_HOUSEHOLD = 16
#: Lines in a hamlet at most.
HAMLET = 2_000
FAR = 2_000_000


def day_number(day: date) -> int:
    """Days since 1970."""
    return int((np.datetime64(day, "D") - np.datetime64(0, "D")).astype(np.int64))


BASE = day_number(BEGIN)


@dataclass(frozen=True)
class World:
    """A world and the day on which it is shown.

    Attributes:
        homes: Households of each cell on 1 January 2022.
    """

    seed: int
    day: date
    homes: Numbers

    @classmethod
    def of(cls, seed: int, day: date, homes: Numbers) -> World:
        """The world with so many households in each cell.

        Raises:
            DataError: the day lies outside the world's years, or a cell cannot hold so many.
        """
        if seed < 0 or not BEGIN <= day < END:
            raise DataError(f"expected a seed from 0 and a day from {BEGIN} to before {END}")
        if homes.max() > ARRIVALS:
            raise DataError(f"a commune of 2022 holds at most {ARRIVALS} households")
        return cls(seed, day, homes)

    @property
    def today(self) -> int:
        """The day shown, counted from 1970."""
        return day_number(self.day)

    @cached_property
    def arrivals(self) -> Numbers:
        """Lines that moved into each cell from outside by the day shown, and one to come."""
        return self.arrivals_by(self.day)

    def arrivals_by(self, day: date) -> Numbers:
        """Lines that move into each cell from outside by a day, and one to come."""
        years = (day_number(day) - BASE) / DAYS_PER_YEAR
        return np.ceil(self._arrivals_a_year * years).astype(np.int64)

    @property
    def _arrivals_a_year(self) -> Numbers:
        weight = self.homes * _by_cell("moves.pull")
        whole = assumed("moves.in_a_year") * self.homes.sum()
        return np.asarray(whole * weight / max(weight.sum(), 1))

    def arrival_day(self, cell: Numbers, serial: Numbers, luck: Luck) -> Numbers:
        """First day of lines from outside; they come one after another."""
        years = (serial - ARRIVALS + luck.random("arrival")) / self._arrivals_a_year[cell]
        return np.asarray(BASE + 1 + years * DAYS_PER_YEAR).astype(np.int64)

    def line_id(self, cell: Numbers, serial: Numbers) -> Numbers:
        """Id of the line's first household."""
        return np.asarray(cell_codes()[cell] * HOUSEHOLDS_PER_CELL + 2 * serial)

    def moves(self, cell: Numbers, serial: Numbers, luck: Luck) -> tuple[Numbers, Numbers, Numbers]:
        """Day of the move within the province, the cell moved to, day of leaving the province."""
        years = luck.exponential("move") / _by_cell("moves.a_year")[cell]
        place = np.searchsorted(_pulled(), luck.random("move to"), side="right")
        settled = (years > _YEARS) | (place == cell) | (serial >= ARRIVALS)
        day = np.where(settled, FAR, BASE + 1 + years * DAYS_PER_YEAR).astype(np.int64)
        years = luck.exponential("move out") / assumed("moves.out_a_year")
        out = np.where(years > _YEARS, FAR, BASE + 1 + years * DAYS_PER_YEAR).astype(np.int64)
        return day, place, np.where((day < FAR) | (serial >= ARRIVALS), FAR, out)

    def movers(self) -> tuple[Numbers, Numbers, Numbers]:
        """Cell, serial and new cell of the lines that have moved within the province by the day."""
        found = [self._movers_of(cell) for cell in np.flatnonzero(self.homes).tolist()]
        if not found:
            return (np.empty(0, dtype=np.int64),) * 3
        cell, serial, place = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return cell, serial, place

    def _movers_of(self, cell: int) -> tuple[Numbers, Numbers, Numbers]:
        serial = np.arange(self.homes[cell])
        cells_ = np.full(len(serial), cell)
        day, place, _ = self.moves(cells_, serial, Luck(self.line_id(cells_, serial), self.seed))
        gone = (day <= self.today) & (self.homes[place] > 0)
        return cells_[gone], serial[gone], place[gone]


@dataclass(frozen=True)
class Part:
    """Lines that one block is made of.

    Attributes:
        hamlets: Cell, first serial and number of lines of each hamlet.
        movers: Cell and serial of each line that has moved here.
    """

    hamlets: list[tuple[int, int, int]]
    movers: tuple[Numbers, Numbers]

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return sum(count for _, _, count in self.hamlets) + len(self.movers[0])


def parts(world: World, size: int) -> list[Part]:
    """The world cut into blocks of about ``size`` lines, communes of the day in their order.

    Within a commune households stand by id, so that a hamlet comes with the movers whose ids lie
    between its own and the next hamlet's.
    """
    unit = np.array([u.id for u in unit_by_cell(world.day)])
    origin, serial, place = world.movers()
    line, area = world.line_id(origin, serial), unit[place]
    order = np.lexsort((line, area))
    origin, serial, line, area = origin[order], serial[order], line[order], area[order]
    found: list[Part] = []
    for here in np.unique(unit[world.homes > 0]):
        hamlets = _hamlets(world, np.flatnonzero((unit == here) & (world.homes > 0)))
        low, high = np.searchsorted(area, [here, here + 1])
        firsts = np.array([hamlet[:2] for hamlet in hamlets[1:]], dtype=np.int64).reshape(-1, 2)
        starts = world.line_id(firsts[:, 0], firsts[:, 1])
        cuts = [low, *(low + np.searchsorted(line[low:high], starts)), high]
        for hamlet, first, last in zip(hamlets, cuts[:-1], cuts[1:], strict=True):
            found.append(Part([hamlet], (origin[first:last], serial[first:last])))
    return _joined(found, size)


def _hamlets(world: World, places: Numbers) -> list[tuple[int, int, int]]:
    found = []
    for cell in places.tolist():
        for first, count in ((0, int(world.homes[cell])), (ARRIVALS, int(world.arrivals[cell]))):
            found += [
                (cell, first + start, min(HAMLET, count - start))
                for start in range(0, count, HAMLET)
            ]
    return found


def _joined(found: list[Part], size: int) -> list[Part]:
    joined: list[Part] = []
    for part in found:
        if joined and joined[-1].lines + part.lines <= size:
            last = joined.pop()
            cell, serial = zip(last.movers, part.movers, strict=True)
            movers = np.concatenate(cell), np.concatenate(serial)
            part = Part(last.hamlets + part.hamlets, movers)
        joined.append(part)
    return joined


_YEARS = (day_number(END) - BASE) / DAYS_PER_YEAR


@lru_cache(maxsize=1)
def cell_codes() -> Numbers:
    """Code of each cell as a number."""
    return np.array([int(cell.code) for cell in cells()], dtype=np.int64)


@lru_cache(maxsize=1)
def _pulled() -> Numbers:
    """Cumulative share of movers that each cell draws."""
    weight = np.cumsum(_by_cell("moves.pull") * households_of_cells())
    return np.asarray(weight / weight[-1])


@lru_cache(maxsize=4)
def _by_cell(name: str) -> Numbers:
    """An assumption by kind of place, for each cell."""
    values = assumed(name)
    of_stratum = np.array([values[stratum.split(" ")[-1]] for stratum in STRATA])
    return np.asarray(of_stratum[stratum_of_cells()])
