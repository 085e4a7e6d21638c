"""Between NumPy and Arrow without pandas, which ``pyarrow.array`` and ``to_numpy`` import.

Nor is ``pyarrow.compute`` asked, which describes its three hundred functions when it is imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

Array = np.ndarray[Any, Any]


def number_array(values: Array, missing: Array | None = None) -> pa.Array:
    """Numbers of any width, not copied; null where ``missing``."""
    values = np.ascontiguousarray(values)
    validity = None if missing is None else bitmap(~missing)
    kind = pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [validity, pa.py_buffer(values)])


def word_array(words: Sequence[str]) -> pa.Array:
    """Words as an Arrow array of strings."""
    encoded = [word.encode() for word in words]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def one_array(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    chunks = column.chunks
    return chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks or [pa.nulls(0, column.type)])


def plain_numbers(array: pa.Array) -> Array:
    """Numbers or truth values as a NumPy array; anything may stand where one is null."""
    if pa.types.is_boolean(array.type):
        return _bits(array.buffers()[1], array)
    kind = np.dtype(str(array.type))
    if not len(array):
        return np.zeros(0, dtype=kind)
    return np.frombuffer(array.buffers()[1], kind, len(array), array.offset * kind.itemsize)


def is_there(array: pa.Array) -> Array:
    """Where an array has a value and not a null."""
    validity = array.buffers()[0]
    return np.ones(len(array), np.bool_) if validity is None else _bits(validity, array)


def bitmap(truths: Array) -> pa.Buffer:
    """Bytes or truth values as an Arrow bitmap."""
    return pa.py_buffer(np.packbits(truths, bitorder="little"))


def _bits(packed: pa.Buffer, array: pa.Array) -> Array:
    """An array's bits in one of its Arrow bitmaps."""
    if not len(array):
        return np.zeros(0, np.bool_)
    first, past = array.offset, array.offset + len(array)
    bits = np.unpackbits(np.frombuffer(packed, np.uint8), count=past, bitorder="little")
    return bits[first:].astype(np.bool_)
