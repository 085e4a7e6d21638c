"""NumPy arrays and words as Arrow arrays, without ``pyarrow.array``, which imports pandas."""

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


def bitmap(truths: Array) -> pa.Buffer:
    """Bytes or truth values as an Arrow bitmap."""
    return pa.py_buffer(np.packbits(truths, bitorder="little"))
