"""Filling in what a kernel is called with: addresses of columns, tables of dates and parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.arrow import one_array
from ansinh.engine.book import LawBook, holds
from ansinh.engine.errors import LawError
from ansinh.engine.kernel.layout import Layout, Slot
from ansinh.engine.kernel.sharing import changed_cells, date_prints, first_alike
from ansinh.engine.kernel.uniform import uniform_words
from ansinh.engine.oracle import HISTORY_START, month_earlier
from ansinh.engine.tables import Tables
from ansinh.engine.translate import scaled

Array = np.ndarray[Any, Any]
_INT64_MAX = np.iinfo(np.int64).max
#: An address that may be read where a table has no rows.
_PADDING = 64


@dataclass
class Columns:
    """Addresses of every column of a layout; ``kept`` holds the memory they point into."""

    words: Array
    kept: list[Any] = field(default_factory=list)


def bind_columns(layout: Layout, tables: Tables) -> Columns:
    """Take the addresses of the Arrow buffers that a kernel reads, without copying facts."""
    bound = Columns(np.zeros(2 * max(len(layout.columns), 1), dtype=np.int64))
    for number, (kind, entity, name) in enumerate(layout.columns):
        if kind == "fact":
            data, validity = _fact(tables, entity, name, bound.kept)
        else:
            data, validity = _numbers(tables, kind, entity, name, bound.kept), 0
        bound.words[2 * number : 2 * number + 2] = data, validity
    return bound


def _fact(tables: Tables, entity: str, name: str, kept: list[Any]) -> tuple[int, int]:
    column = tables[entity].column(name)
    array = one_array(column)
    if pa.types.is_dictionary(array.type):
        array = array.indices
    if array.offset or len(array) == 0:
        array = _realigned(array)
    kept.append(array)
    validity, data = array.buffers()[:2]
    if validity is None:
        ones = np.full(len(array) // 8 + _PADDING, 255, dtype=np.uint8)
        kept.append(ones)
        return data.address, ones.ctypes.data
    return data.address, validity.address


def _realigned(array: pa.Array) -> pa.Array:
    """The same values from offset 0, never without memory."""
    if len(array) == 0:
        return pa.concat_arrays([pa.nulls(_PADDING, array.type)])
    return pa.concat_arrays([array, pa.nulls(1, array.type)])


def _numbers(tables: Tables, kind: str, entity: str, name: str, kept: list[Any]) -> int:
    place = kind, entity, name
    if place not in tables.bound:
        tables.bound[place] = _row_numbers(tables, *place)
    kept.append(tables.bound[place])
    return int(tables.bound[place].ctypes.data)


def _row_numbers(tables: Tables, kind: str, entity: str, name: str) -> Array:
    if kind == "offsets":
        return np.ascontiguousarray(tables.offsets(entity), dtype=np.int64)
    found = tables.owners(entity) if kind == "owner" else tables.targets(entity, name)
    return found.astype(np.int32) if len(found) else np.zeros(_PADDING, dtype=np.int32)


@dataclass
class Moments:
    """The table of dates: those asked about, and the months before them that rules read.

    Attributes:
        asked: Places in the table of the dates asked about.
        dates: Day numbers; ``previous`` the place of the month before, -1 before history.
        parameters: dates × parameter words; ``present`` says which have a value.
        selected: dates × rules: number of the version in force, -1 for none.
        excepted, settling: dates × exceptions, interactions in force.
        uniform: dates × words of what is the same for everybody.
        alike: Column → for each date asked about, the place of the first that gives the same.
        changed: dates asked about × memo cells: what is not as on the date before.
    """

    asked: Array
    dates: Array
    previous: Array
    parameters: Array
    present: Array
    selected: Array
    excepted: Array
    settling: Array
    uniform: Array
    alike: dict[str, list[int]] = field(default_factory=dict)
    changed: Array = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int8))


def table_of_moments(book: LawBook, layout: Layout, asked: list[tuple[date, date]]) -> Moments:
    """Work out everything that depends on dates only."""
    days: list[tuple[date, date]] = []
    places: dict[tuple[date, date], int] = {}
    previous: list[int] = []
    start = _history_start(book, layout)

    def place_of(effect: date, known: date, is_asked: bool) -> int:
        key = (effect, known)
        if key in places:
            return places[key]
        if not is_asked and effect < start:
            return -1
        before = place_of(month_earlier(effect, 1), known, False) if layout.earlier else -1
        places[key] = len(days)
        days.append(key)
        previous.append(before)
        return places[key]

    asked_places = [place_of(effect, known, True) for effect, known in asked]
    values = np.zeros((len(days), max(layout.parameter_words, 1)), dtype=np.int64)
    present = np.zeros(values.shape, dtype=np.uint8)
    for number, (effect, known) in enumerate(days):
        for slot in layout.parameters:
            _fill(book, slot, effect, known, values[number], present[number])
    moments = Moments(
        np.array(asked_places, dtype=np.int64),
        np.array([effect.toordinal() for effect, _ in days], dtype=np.int64),
        np.array(previous, dtype=np.int64),
        values,
        present,
        _table([[_version(book, key, *day) for key in layout.rules] for day in days]),
        _table([[_exception(book, *item, *day) for item in layout.exceptions] for day in days]),
        _table([[holds(book.interactions[n], *day) for n in layout.interactions] for day in days]),
        np.array(
            [[uniform_words(node, effect) for node in layout.uniform] for effect, _ in days],
            dtype=np.int64,
        ).reshape(len(days), -1),
    )
    prints = date_prints(layout, moments)
    moments.alike = {key: first_alike(prints[key]) for key in layout.dense}
    moments.changed = changed_cells(layout, prints, len(asked))
    return moments


def _table(rows: list[list[Any]]) -> Array:
    return np.array(rows, dtype=np.int8).reshape(len(rows), -1)


def _history_start(book: LawBook, layout: Layout) -> date:
    starts = [v.since for key in layout.earlier for v in book.rules[key].versions]
    return max(HISTORY_START, min((s for s in starts if s is not None), default=HISTORY_START))


def _version(book: LawBook, key: str, effect: date, known: date) -> int:
    rule = book.rules[key]
    found = rule.version_at(effect, known)
    return -1 if found is None else next(n for n, v in enumerate(rule.versions) if v is found)


def _exception(book: LawBook, key: str, number: int, effect: date, known: date) -> bool:
    rule = book.rules[key]
    return any(v is rule.exceptions[number] for v in rule.exceptions_at(effect, known))


def _fill(
    book: LawBook, slot: Slot, effect: date, known: date, values: Array, present: Array
) -> None:
    found = book.parameters[slot.path].at(effect, known)
    if slot.shape == "brackets":
        values[slot.start : slot.start + slot.size] = _INT64_MAX
    if found is None:
        return
    if slot.shape == "brackets" and len(found.value) > slot.size:
        raise LawError(
            f"{slot.path} has {len(found.value)} brackets, the kernel was compiled for "
            f"{slot.size}; make a Kernel of this book"
        )
    if slot.shape == "single":
        values[slot.start], present[slot.start] = scaled(found.value), 1
    elif slot.shape == "by_choice":
        for number, key in enumerate(slot.keys):
            if key in found.value:
                values[slot.start + number] = scaled(found.value[key])
                present[slot.start + number] = 1
    else:
        for number, (at, value) in enumerate(found.value):
            values[slot.start + number] = at
            values[slot.start + slot.size + number] = scaled(value)
            present[slot.start + slot.size + number] = 1
