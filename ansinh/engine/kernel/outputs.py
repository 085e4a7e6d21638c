"""What the asked rules give: columns that the machine code fills in place, handed over as Arrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.book import LawBook
from ansinh.engine.ir import Type
from ansinh.engine.kernel.layout import Layout
from ansinh.engine.tables import Tables
from ansinh.engine.values import RATE_SCALE

Array = np.ndarray[Any, Any]
_BYTES = {"bool": 1, "date": 4, "rate": 16}
_ARROW = {"date": pa.date32(), "rate": pa.decimal128(18, RATE_SCALE)}


class Outputs:
    """The memory of every asked column on every date, once where dates give the same.

    Attributes:
        words: dates × columns × (address of the values, address of the bytes that say where there is
            none); 0 where an earlier date has the same column.
    """

    def __init__(
        self, layout: Layout, book: LawBook, tables: Tables, alike: Mapping[str, Sequence[int]]
    ) -> None:
        self.alike = alike
        self.types = {key: book.rules[key].type for key in layout.dense}
        self.heights = {key: tables.size(key.split(".")[0]) for key in layout.dense}
        self.made = {
            (key, number): _memory(self.types[key], self.heights[key])
            for key in layout.dense
            for number in sorted(set(alike[key]))
        }
        dates = max((len(places) for places in alike.values()), default=0)
        self.words = np.zeros((dates, max(len(layout.dense), 1), 2), dtype=np.int64)
        for (key, number), (values, missing) in self.made.items():
            addresses = values.ctypes.data, missing.ctypes.data + 1
            self.words[number, layout.dense.index(key)] = addresses

    def columns(self) -> dict[str, list[pa.Array]]:
        """Rule → its column on each date; equal ones are one."""
        arrays = {item: self._array(*item) for item in self.made}
        return {key: [arrays[key, number] for number in self.alike[key]] for key in self.types}

    def _array(self, key: str, number: int) -> pa.Array:
        values, missing = self.made[key, number]
        validity = pa.py_buffer(_bits(missing[1:] == 0)) if missing[0] else None
        return _typed(self.types[key], self.heights[key], validity, values)


def _memory(kind: Type, height: int) -> tuple[Array, Array]:
    """Room for values in their own type, and for the bytes of the rows without one."""
    width = 1 if kind.choice is not None else _BYTES.get(kind.kind, 8)
    return np.zeros((height + 1) * width, dtype=np.uint8), np.zeros(height + 1, dtype=np.int8)


def _typed(kind: Type, height: int, validity: pa.Buffer | None, values: Array) -> pa.Array:
    """Filled memory as an Arrow array of the rule's type."""
    if kind.kind == "bool":
        bits = pa.py_buffer(_bits(values[:height]))
        return pa.Array.from_buffers(pa.bool_(), height, [validity, bits])
    buffers = [validity, pa.py_buffer(values)]
    if kind.choice is not None:
        places = pa.Array.from_buffers(pa.int8(), height, buffers)
        return pa.DictionaryArray.from_arrays(places, pa.array(kind.choice.codes()))
    return pa.Array.from_buffers(_ARROW.get(kind.kind, pa.int64()), height, buffers)


def _bits(truths: Array) -> Array:
    """Bytes as an Arrow bitmap."""
    return np.packbits(truths, bitorder="little")
