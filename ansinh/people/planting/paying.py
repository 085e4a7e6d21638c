"""Which commune pays, day by day: units change on dates, and households move.

A household's unit before the mergers of 2024 and 2025 follows from its unit of 30 June 2025; where
that was formed from several, one of them is taken by lot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.engine.tables import Tables
from ansinh.people.planting.mistakes import LEFT, NEXT
from ansinh.people.planting.window import BEGIN, days_of
from ansinh.people.rolls import draws
from ansinh.people.units import cells, code_on, units

Numbers = np.ndarray[Any, Any]

_NOT = np.datetime64("NaT", "D")
_BEFORE_MERGER = np.datetime64("2025-06-30", "D")


class Payers:
    """The communes that pay the households of a block.

    Args:
        tables: Households with their areas, ``moved_in_on`` and ``moved_from_code``.
        day: The registry's day.
        seed: The registry's.

    Attributes:
        moved: Day of each household's move from another commune of the province.
        arrived: Day on which each household came from outside, where nobody of here paid before.
    """

    def __init__(self, tables: Tables, day: date, seed: int) -> None:
        self._communes = Communes.until(day)
        ids = tables.ids["Household"]
        self._lot = draws(seed, ids, np.zeros(len(ids), dtype=np.int64), ["commune"], "cell")
        homes = tables["Household"]
        came = days_of(homes, "moved_in_on")
        left = self._communes.numbers(homes.column("moved_from_code"))
        self.moved = np.where(left >= 0, came, _NOT)
        self.arrived = np.where(left < 0, came, _NOT)
        self._here = self._cells_here(tables)
        went = self._cells(left, np.where(np.isnat(self.moved), _BEFORE_MERGER, self.moved))
        self._left = np.where(left >= 0, went, self._here)

    def _cells_here(self, tables: Tables) -> Numbers:
        """A cell for each household: of the unit before the merger, or else of today's."""
        codes = self._communes.numbers(tables["Area"].column("code"))
        former, now = (tables.targets("Household", name) for name in ("former_area", "area"))
        day = np.where(former >= 0, _BEFORE_MERGER, self._communes.day)
        return self._cells(
            codes[np.where(former >= 0, former, now)], np.minimum(day, self._communes.day)
        )

    def _cells(self, codes: Numbers, days: Numbers) -> Numbers:
        """A cell of each unit by the household's lot; 0 where no cell has the code."""
        table = self._communes.table
        periods = self._communes.periods(days)
        pairs, which = np.unique(periods * FAR + codes, return_inverse=True)
        found = np.zeros(len(codes), dtype=np.int64)
        for number, pair in enumerate(pairs):
            inside = np.flatnonzero(table[pair // FAR] == pair % FAR)
            mine = which == number
            if len(inside):
                found[mine] = inside[(self._lot[mine] * len(inside)).astype(np.int64)]
        return found

    def split(self, lines: pl.DataFrame, homes: Numbers) -> pl.DataFrame:
        """Lines with ``paying`` (a code valid on their days), cut where the payer changes.

        Args:
            lines: ``since``, ``until`` (null: goes on), ``place`` and more.
            homes: Row of the household of each line.
        """
        spans = _Spans(
            np.arange(len(lines)),
            lines["since"].to_numpy(),
            lines["until"].to_numpy(),
            homes,
            lines["place"].to_numpy(),
        )
        for cut in self._communes.changes:
            spans = self._cut(spans, np.full(len(spans.row), cut))
        spans = self._cut(spans, self.moved[spans.home])
        codes = self._payer(spans, spans.since)
        names = pa.array(self._communes.codes).take(pa.array(codes))
        return lines[spans.row].with_columns(
            since=pl.Series(spans.since), until=pl.Series(spans.until), paying=pl.Series(names)
        )

    def _cut(self, spans: _Spans, days: Numbers) -> _Spans:
        """The spans, those in two that another commune pays from a day on."""
        inside = (spans.since < days) & ~(spans.until <= days)
        inside &= self._payer(spans, days - 1) != self._payer(spans, days)
        if not inside.any():
            return spans
        before = replace(spans, until=np.where(inside, days, spans.until))
        after = replace(spans.at(inside), since=days[inside])
        return before.with_more(after)

    def _payer(self, spans: _Spans, days: Numbers) -> Numbers:
        """Number of the code that pays each span on a day."""
        gone = (days < self.moved[spans.home]) | (spans.place == LEFT)
        cell = np.where(gone, self._left[spans.home], self._here[spans.home])
        communes = self._communes
        cell = np.where(spans.place == NEXT, communes.following[cell], cell)
        return np.asarray(communes.table[communes.periods(days), cell])


@dataclass(frozen=True)
class _Spans:
    """Spans in which lines are paid; one cell a span."""

    row: Numbers
    since: Numbers
    until: Numbers
    home: Numbers
    place: Numbers

    def at(self, mine: Numbers) -> _Spans:
        """Some of the spans."""
        return _Spans(*(column[mine] for column in vars(self).values()))

    def with_more(self, others: _Spans) -> _Spans:
        """These spans and others."""
        pairs = zip(vars(self).values(), vars(others).values(), strict=True)
        return _Spans(*(np.concatenate(pair) for pair in pairs))


#: More than there are codes.
FAR = 1 << 20


class Communes:
    """The codes of every cell through time.

    Attributes:
        codes: Every code of a commune.
        changes: Days in the window on which some unit changes.
        table: Number of the code of each cell, by period between the changes.
        following: For each cell one of the next commune of the last period, in order of codes.
    """

    def __init__(self, day: date) -> None:
        self.day = np.datetime64(day, "D")
        self.codes = sorted({unit.code for unit in units()})
        begins = {unit.valid_from for unit in units() if unit.valid_from}
        days = [BEGIN, *sorted(d for d in begins if BEGIN < d <= day)]
        self.changes = np.array(days[1:], dtype="datetime64[D]")
        number = {code: n for n, code in enumerate(self.codes)}
        self.table = np.array([[number[code_on(cell.code, d)] for cell in cells()] for d in days])
        now, first = np.unique(self.table[-1], return_index=True)
        turn = np.searchsorted(now, self.table[-1])
        self.following = first[(turn + 1) % len(now)]

    @staticmethod
    @lru_cache(maxsize=8)
    def until(day: date) -> Communes:
        """Those of the window that ends with a day."""
        return Communes(day)

    def periods(self, days: Numbers) -> Numbers:
        """Row of :attr:`table` for each day."""
        return np.searchsorted(self.changes, days, side="right")

    def numbers(self, column: pa.ChunkedArray) -> Numbers:
        """Number of each code in a column; -1 where there is none or it is unknown."""
        places = pc.index_in(column.cast(pa.string()), value_set=pa.array(self.codes))
        return np.asarray(places.fill_null(-1).to_numpy(), dtype=np.int64)
