"""The third reader: rules compiled to machine code, run over millions of people.

::

    kernel = Kernel(book)
    result = kernel.run(tables, [(date(2026, 11, 24), date(2026, 11, 24))])
    result.outcomes            # entity, row, benefit, status, amount …: one row a claim
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from ansinh.engine import cache
from ansinh.engine.arrow import number_array, word_array
from ansinh.engine.book import LawBook
from ansinh.engine.collecting import without_collector
from ansinh.engine.errors import REASONS
from ansinh.engine.kernel.arguments import Array, Moments, bind_columns, table_of_moments
from ansinh.engine.kernel.compiler import (
    Loaded,
    digest,
    machine_code,
    processors,
)
from ansinh.engine.kernel.layout import ARGUMENTS, CLAIMS, FRAME, RECORD, Layout, plan
from ansinh.engine.kernel.outputs import Outputs
from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables

if TYPE_CHECKING:
    from ansinh.engine.kernel.parts import Part

__all__ = ["Kernel", "Result"]

_RECORD_NUMPY = {
    "moment": np.int16,
    "entity": np.int8,
    "row": np.int32,
    "benefit": np.int16,
    "status": np.int32,
    "amount": np.int64,
    "by": np.int16,
}
#: Askings whose tables of dates are kept: a run asks the same few of chunk after chunk.
_MOMENTS_KEPT = 8
#: Households, and people, that are looked at together, at least and at most.
_BLOCK = 64, 512
#: Bytes of their memo, which then stays in the processor's nearest memory.
_MEMO = 1 << 16
_CLAIM_NUMPY = {"values": np.int64, "statuses": np.int32, "rivals": np.int16, "open": np.int64}
_HOUSEHOLDS_AT_ONCE = 1 << 16
#: Records that a thread's arrays hold at least.
_LEAST_CAPACITY = 1 << 16


@dataclass(frozen=True)
class Result:
    """What a run found.

    Attributes:
        outcomes: One row a claim that is not a plain no: ``date`` (place in the dates asked),
            ``entity``, ``row`` (in that entity's table), ``benefit``, ``status``
            (:class:`~ansinh.engine.outcome.Status`), ``amount``, ``needs`` (fact that an
            undetermined claim waits for), ``by`` (benefit that superseded it), ``reason``.
        columns: Asked rule → one Arrow array a date; null where unknown or set aside.
        seconds: Time inside the machine code, wall clock.
    """

    outcomes: pa.Table
    columns: dict[str, list[pa.Array]]
    seconds: float


class Kernel:
    """The compiled law.

    Args:
        book: The law; figures are read from it at each run, so another book with the same rules
            and other parameters can be given to :meth:`run`.
        benefits: Codes to evaluate; by default all.
        columns: Keys of rules wanted as columns, such as ``Household.is_poor``.

    Raises:
        LawError: a rule cannot be translated exactly.
    """

    def __init__(
        self, book: LawBook, benefits: Iterable[str] | None = None, columns: Iterable[str] = ()
    ) -> None:
        self.book = book
        codes = tuple(book.benefits if benefits is None else benefits)
        columns = tuple(dict.fromkeys(columns))
        started = time.perf_counter()
        name = f"{digest(book, codes, columns)}.kernel"
        cached = cache.load(name)
        self.from_cache = cached is not None
        if cached is None:
            cached = self._compile(codes, columns)
            cache.store(name, cached)
        self.layout, objects = cached
        self._loaded = Loaded(objects)
        self.code_bytes = sum(map(len, objects))
        self._drive = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_void_p)(self._loaded.address)
        self.compile_seconds = time.perf_counter() - started
        self._moments: dict[tuple[LawBook, tuple[tuple[date, date], ...]], Moments] = {}

    @cached_property
    def facts(self) -> dict[str, list[str]]:
        """Entity → facts that the machine code reads."""
        found: dict[str, list[str]] = {}
        for kind, entity, name in self.layout.columns:
            if kind == "fact":
                found.setdefault(entity, []).append(name)
        return found

    def _compile(
        self, codes: tuple[str, ...], columns: tuple[str, ...]
    ) -> tuple[Layout, tuple[bytes, ...]]:
        from ansinh.engine.kernel.module import KernelModule
        from ansinh.engine.kernel.parts import cut

        @without_collector()
        def text(part: Part) -> str:
            return KernelModule(self.book, layout, part).text

        with without_collector():
            layout = plan(self.book, codes, columns)
            parts = cut(self.book, layout, most=2 * processors())
        return layout, machine_code(map(text, parts), len(parts))

    def run(
        self,
        tables: Tables,
        dates: Sequence[tuple[date, date]],
        threads: int = 2,
        own: int | None = None,
        book: LawBook | None = None,
    ) -> Result:
        """Evaluate the law over households.

        Args:
            tables: The households.
            dates: (effect, known) pairs.
            threads: How many at once.
            own: Only the first so many households are evaluated; the rest are there to be read.
            book: A book with the same rules and other parameters.
        """
        call = _Call(self, tables, list(dates), book or self.book)
        households = tables.size(self.layout.top) if own is None else own
        outputs = call.outputs(0, tables.size(self.layout.top))
        started = time.perf_counter()
        with ThreadPoolExecutor(max(threads, 1)) as pool:
            spans = _ranges(households, threads)
            parts = list(pool.map(lambda span: call.drive(outputs, *span), spans))
        seconds = time.perf_counter() - started
        return self._result(call, [records for part in parts for records in part], outputs, seconds)

    def blocks(
        self,
        tables: Tables,
        dates: Sequence[tuple[date, date]],
        households: int = 1 << 13,
        book: LawBook | None = None,
    ) -> Iterator[Result]:
        """Evaluate the law over a few households after the other: columns take little memory.

        Args:
            tables: The households.
            dates: (effect, known) pairs.
            households: How many at once.
            book: A book with the same rules and other parameters.

        Yields:
            What each block gives: outcomes with rows as in the tables, columns of its own rows.
        """
        call = _Call(self, tables, list(dates), book or self.book)
        for first in range(0, tables.size(self.layout.top), households):
            last = min(first + households, tables.size(self.layout.top))
            outputs = call.outputs(first, last)
            started = time.perf_counter()
            records = call.drive(outputs, first, last)
            seconds = time.perf_counter() - started
            yield self._result(call, records, outputs, seconds)

    def moments(self, book: LawBook, dates: Sequence[tuple[date, date]]) -> Moments:
        """What depends on dates only; worked out once for the last few askings."""
        key = book, tuple(dates)
        found = self._moments.get(key)
        if found is None:
            if len(self._moments) >= _MOMENTS_KEPT:
                self._moments.clear()
            found = self._moments[key] = table_of_moments(book, self.layout, list(dates))
        return found

    def _result(
        self, call: _Call, parts: list[dict[str, Array]], outputs: Outputs, seconds: float
    ) -> Result:
        records = {name: np.concatenate([part[name] for part in parts]) for name in RECORD}
        if len(call.dates) > 1:
            records = _by_date(records)
        return Result(self._outcomes(records), outputs.columns(), seconds)

    def _outcomes(self, records: dict[str, Array]) -> pa.Table:
        layout = self.layout
        words = records["status"]
        beaten, wrong = (np.flatnonzero(some) for some in (records["by"] >= 0, words < 0))
        status = np.where(words > 0, np.int8(Status.UNDETERMINED), np.int8(Status.ENTITLED))
        status[beaten], status[wrong] = Status.SUPERSEDED, Status.SET_ASIDE
        codes, starts = self._codes()
        firsts = np.array([starts[layout.top], starts[layout.inner]], dtype=np.int32)
        start = firsts[records["entity"]]
        entities = word_array([layout.top, layout.inner])
        reasons = [error.reason for error in REASONS]
        columns = {
            "date": number_array(records["moment"]),
            "entity": pa.DictionaryArray.from_arrays(number_array(records["entity"]), entities),
            "row": number_array(records["row"].astype(np.int64)),
            "benefit": _named(start + records["benefit"], codes),
            "status": number_array(status),
            "amount": number_array(records["amount"]),
            "needs": _named(words - 1, list(layout.unknowns)),
            "by": _named_some(beaten, start[beaten] + records["by"][beaten], len(words), codes),
            "reason": _named_some(wrong, -words[wrong] - 1, len(words), reasons),
        }
        return pa.table(columns)

    def _codes(self) -> tuple[list[str], dict[str, int]]:
        layout = self.layout
        top = list(layout.benefits.get(layout.top, ()))
        inner = list(layout.benefits.get(layout.inner, ()))
        return top + inner, {layout.top: 0, layout.inner: len(top)}


def _by_date(records: dict[str, Array]) -> dict[str, Array]:
    """Records date by date: as the machine code finds them, the dates of a block stand together."""
    order = np.argsort(records["moment"], kind="stable")
    return {name: array[order] for name, array in records.items()}


def _named(numbers: Array, names: list[str]) -> pa.Array:
    """Numbers as a dictionary of names; negative is null."""
    return _dictionary(numbers.astype(np.int32, copy=False), numbers < 0, names)


def _named_some(places: Array, numbers: Array, size: int, names: list[str]) -> pa.Array:
    """Names at some places, null at the others: memory that nobody needs is not even cleared."""
    found, missing = np.zeros(size, dtype=np.int32), np.ones(size, dtype=np.bool_)
    found[places], missing[places] = numbers, False
    return _dictionary(found, missing, names)


def _dictionary(numbers: Array, missing: Array, names: list[str]) -> pa.Array:
    places = number_array(numbers, missing)
    return pa.DictionaryArray.from_arrays(places, word_array(names or [""]))


def _ranges(households: int, threads: int) -> list[tuple[int, int]]:
    step = min(_HOUSEHOLDS_AT_ONCE, max(1, -(-households // max(threads, 1))))
    return [(at, min(at + step, households)) for at in range(0, households, step)] or [(0, 0)]


class _Call:
    """One run: everything that the threads share."""

    def __init__(
        self, kernel: Kernel, tables: Tables, dates: list[tuple[date, date]], book: LawBook
    ) -> None:
        self.kernel, self.layout = kernel, kernel.layout
        self.book, self.dates, self.tables = book, dates, tables
        self.bound = bind_columns(self.layout, tables)
        self.moments = kernel.moments(book, dates)
        counts = np.diff(tables.offsets(self.layout.inner))
        widest = int(counts.max()) if len(counts) else 0
        block = self.layout.rows_within(_MEMO, *_BLOCK)
        self.block = {self.layout.top: block, self.layout.inner: max(block, widest)}
        self.cells = self.layout.memo_cells(self.block, len(self.moments.dates))

    def outputs(self, first: int, last: int) -> Outputs:
        """Memory for the asked columns of households ``first`` to before ``last``."""
        entities = {key.split(".")[0] for key in self.layout.dense}
        rows = {entity: self._rows(entity, first, last) for entity in entities}
        return Outputs(self.layout, self.book, rows, self.moments.alike)

    def _rows(self, entity: str, first: int, last: int) -> tuple[int, int]:
        """The rows that some households own in the table of ``entity``."""
        if entity == self.layout.top:
            return first, last
        owner = self.book.entities[entity].owner
        assert owner is not None
        first, last = self._rows(owner.target, first, last)
        offsets = self.tables.offsets(entity)
        return int(offsets[first]), int(offsets[last])

    def drive(self, outputs: Outputs, first: int, last: int) -> list[dict[str, Array]]:
        """Look at households ``first`` to before ``last``; returns the records in parts."""
        layout, moments = self.layout, self.moments
        most = sum(self.block[entity] * len(codes) for entity, codes in layout.benefits.items())
        capacity = max(_LEAST_CAPACITY, most * len(self.dates))
        arrays = {name: np.empty(capacity, dtype=kind) for name, kind in _RECORD_NUMPY.items()}
        claims = [array for entity in self.block for array in self._claims(entity)]
        records = np.array([arrays[name].ctypes.data for name in RECORD], dtype=np.int64)
        written = np.zeros(1, dtype=np.int64)
        given = {
            "last": last,
            "asked_count": len(moments.asked),
            "capacity": capacity,
            "moments": len(moments.dates),
            "households": self.block[layout.top],
            "people": self.block[layout.inner],
            "asked": moments.asked,
            "dates": moments.dates,
            "previous": moments.previous,
            "parameters": moments.parameters,
            "present": moments.present,
            "selected": moments.selected,
            "excepted": moments.excepted,
            "settling": moments.settling,
            "uniform": moments.uniform,
            "columns": self.bound.words,
            "frame": np.zeros(len(FRAME), dtype=np.int64),
            "memo": np.empty(self.cells + 1, dtype=np.int64),
            "marks": np.empty(self.cells + 1, dtype=np.int32),
            "cells": np.empty((sum(map(len, layout.remembered.values())), 2), dtype=np.int64),
            "claims": np.array([array.ctypes.data for array in claims], dtype=np.int64),
            "records": records,
            "written": written,
            "dense": outputs.words,
            "changed": moments.changed,
        }
        found: list[dict[str, Array]] = []
        while first < last or not found:
            given["first"] = first
            words = _pack(given)
            first = self.kernel._drive(words.ctypes.data)
            found.append({name: array[: written[0]].copy() for name, array in arrays.items()})
            written[0] = 0
        return found

    def _claims(self, entity: str) -> list[Array]:
        """Arrays of the claims of a block."""
        width, words = len(self.layout.benefits.get(entity, ())), self.layout.open_words(entity)
        columns = {name: words if name == "open" else width for name in CLAIMS}
        rows = self.block[entity]
        return [np.empty((rows, columns[name]), _CLAIM_NUMPY[name]) for name in CLAIMS]


def _pack(given: dict[str, Any]) -> Array:
    words = [given[name] for name in ARGUMENTS]
    return np.array(
        [w.ctypes.data if isinstance(w, np.ndarray) else w for w in words], dtype=np.int64
    )
