"""Arrow arrays made without pandas are what PyArrow itself makes."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest

from ansinh.engine.arrow import is_there, number_array, plain_numbers, word_array


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32, np.int64])
def test_numbers_become_what_pyarrow_makes_of_them(kind: type) -> None:
    values = np.arange(-5, 12, dtype=kind)
    missing = values % 3 == 0
    assert number_array(values).equals(pa.array(values))
    assert number_array(values, missing).equals(pa.array(values, mask=missing))
    assert number_array(values[::2]).equals(pa.array(values[::2]))


@pytest.mark.parametrize("words", [[], [""], ["Nặng", "", "nhẹ"]])
def test_words_become_what_pyarrow_makes_of_them(words: list[str]) -> None:
    found = word_array(words)
    found.validate(full=True)
    assert found.equals(pa.array(words, pa.string()))


@pytest.mark.parametrize("values", [[], [3, -4], [True, False, True]])
def test_arrow_arrays_become_numpy_arrays(values: list[int]) -> None:
    found = plain_numbers(pa.array(values, pa.bool_() if True in values else pa.int64()))
    assert found.tolist() == values
    assert plain_numbers(pa.array([9, *map(int, values)], pa.int32())[1:]).tolist() == values
    assert found.dtype == (np.bool_ if True in values else np.int64)


@pytest.mark.parametrize("values", [[], [True], [None, False, True], [3, None, None, 4]])
def test_what_is_not_null_is_there_from_any_offset(values: list[int | None]) -> None:
    for first in range(len(values) + 1):
        array = pa.array(values)[first:]
        assert is_there(array).tolist() == [value is not None for value in values[first:]]
        found = plain_numbers(array)[is_there(array)] if len(array) else np.zeros(0)
        assert found.tolist() == [value for value in values[first:] if value is not None]


def test_a_kernel_runs_without_importing_pandas_or_arrows_functions() -> None:
    program = (
        "import sys\n"
        "from ansinh.engine.kernel import Kernel\n"
        "from ansinh.engine.tables import Tables\n"
        "from tests.engine.small_law import small_law\n"
        "from datetime import date\n"
        "import numpy as np, pyarrow as pa\n"
        "from ansinh.engine.arrow import number_array\n"
        "ids = number_array(np.arange(3))\n"
        "people = pa.table({'id': ids, 'household_id': ids, 'mother_id': ids})\n"
        "tables = {'Household': pa.table({'id': ids}), 'Person': people}\n"
        "book = small_law()\n"
        "kernel = Kernel(book, columns=['Household.is_poor', 'Person.age'])\n"
        "kernel.run(Tables(book.entities, tables), [(date(2024, 9, 1),) * 2])\n"
        "sys.exit(not {'pandas', 'pyarrow.compute'}.isdisjoint(sys.modules))\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
