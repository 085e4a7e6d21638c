"""What the asked rules give: columns that the machine code fills in place, handed over as Arrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.arrow import bitmap, word_array
from ansinh.engine.book import LawBook
from ansinh.engine.ir import Type
from ansinh.engine.kernel.layout import Layout
from ansinh.engine.values import RATE_SCALE

Array = np.ndarray[Any, Any]
#: Columns begin on a line of the cache.
_ALIGNED = 64
_BYTES = {"bool": 1, "date": 4, "rate": 16}
_ARROW = {"date": pa.date32(), "rate": pa.decimal128(18, RATE_SCALE)}


class Outputs:
    """The memory of the asked columns, for some households in a row; equal dates share it.

    All values stand in one piece: the larger it is, the larger the pages that a system gives it.

    Args:
        rows: Entity → its first row and the row after its last.
        alike: Rule → for each date, the place of the first that gives the same.

    Attributes:
        words: dates × columns × (address of the values, of the bytes that say where there is none,
            and of the byte that says whether there is such a row), as if the columns began at
            row 0. Where an earlier date has the same column, its values are named again and the
            other two are 0.
    """

    def __init__(
        self,
        layout: Layout,
        book: LawBook,
        rows: Mapping[str, tuple[int, int]],
        alike: Mapping[str, Sequence[int]],
    ) -> None:
        self.alike = alike
        self.columns_of = {
            key: _Columns(book.rules[key].type, *rows[key.split(".")[0]], sorted(set(alike[key])))
            for key in layout.dense
        }
        dates = max((len(places) for places in alike.values()), default=0)
        self.words = np.zeros((dates, max(len(layout.dense), 1), 3), dtype=np.int64)
        memory = np.zeros(sum(c.size for c in self.columns_of.values()), dtype=np.uint8)
        for place, (key, columns) in enumerate(self.columns_of.items()):
            memory = columns.placed(memory)
            self.words[columns.numbers, place] = columns.addresses()
            self.words[:, place, 0] = self.words[alike[key], place, 0]

    def columns(self) -> dict[str, list[pa.Array]]:
        """Rule → its column on each date; equal ones are one."""
        found = {key: columns.arrays() for key, columns in self.columns_of.items()}
        return {key: [found[key][number] for number in self.alike[key]] for key in found}


class _Columns:
    """The columns of one rule, their values in a part of one piece of memory.

    Values have the width that Arrow gives their type, truth values a byte.
    """

    def __init__(self, kind: Type, first: int, last: int, numbers: list[int]) -> None:
        self.kind, self.first, self.height, self.numbers = kind, first, last - first, numbers
        self.width = 1 if kind.choice is not None else _BYTES.get(kind.kind, 8)
        room = -(-(self.height + 1) * self.width // _ALIGNED) * _ALIGNED
        self.size = len(numbers) * room
        self.values: Array = np.empty((len(numbers), 0), dtype=np.uint8)
        self.missing = np.zeros((len(numbers), self.height + 1), dtype=np.uint8)
        self.is_missing = np.zeros(len(numbers), dtype=np.uint8)

    def placed(self, memory: Array) -> Array:
        """Take the first bytes of ``memory`` for the values; those that are left."""
        self.values = memory[: self.size].reshape(len(self.numbers), -1)
        return memory[self.size :]

    def addresses(self) -> Array:
        """The words of each column."""
        values = [row.ctypes.data - self.first * self.width for row in self.values]
        missing = [row.ctypes.data - self.first for row in self.missing]
        flags = self.is_missing.ctypes.data + np.arange(len(self.numbers))
        return np.array([values, missing, flags], dtype=np.int64).T

    def arrays(self) -> dict[int, pa.Array]:
        """Date → its column as an Arrow array of the rule's type."""
        return {number: self._array(place) for place, number in enumerate(self.numbers)}

    def _array(self, place: int) -> pa.Array:
        kind, height, values = self.kind, self.height, self.values[place]
        validity = None
        if self.is_missing[place]:
            validity = bitmap(self.missing[place, :height] == 0)
        if kind.kind == "bool":
            return pa.Array.from_buffers(pa.bool_(), height, [validity, bitmap(values[:height])])
        buffers = [validity, pa.py_buffer(values)]
        if kind.choice is not None:
            places = pa.Array.from_buffers(pa.int8(), height, buffers)
            return pa.DictionaryArray.from_arrays(places, word_array(kind.choice.codes()))
        return pa.Array.from_buffers(_ARROW.get(kind.kind, pa.int64()), height, buffers)
