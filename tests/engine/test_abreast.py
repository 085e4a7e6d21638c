"""Rows abreast: the same numbers as one by one, up to the ends of the range."""

from __future__ import annotations

import ctypes
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llvmlite import ir as ll

from ansinh.engine import ir
from ansinh.engine.kernel import Kernel, layout, module
from ansinh.engine.kernel.abreast import LANES, Abreast
from ansinh.engine.kernel.assemble import assemble
from ansinh.engine.kernel.compiler import Loaded
from ansinh.engine.kernel.emit import I8, WORDS, Emitter, i64
from ansinh.engine.kernel.straight import Memory, Straight, has_wide_registers
from ansinh.engine.tables import Tables, tables_of
from tests.engine.small_law import household, person, small_law
from tests.proof.households import Maker, Recipe

DAYS = [date(2024, 6, 30), date(2024, 7, 1), date(2026, 1, 31)]
ROOTS = [0, 1, 2**31, 2**32, 3_037_000_499, 3_037_000_500, 2**53, 2**62, 2**63 - 1]
EDGES = sorted({s * (r + d) for r in ROOTS for d in (-1, 0, 1) for s in (-1, 1)} | {-(2**63)})
WORD = st.sampled_from([n for n in EDGES if -(2**63) <= n < 2**63]) | st.integers(
    -(2**63), 2**63 - 1
)
NOTHING_THERE = Memory({}, "Person", set(), set(), frozenset())
wide = pytest.mark.skipif(not has_wide_registers(), reason="this processor has no wide registers")


def calculator(operator: str) -> Any:
    """A function of eight left and right numbers, results, and flags of those that overflowed."""
    text = ll.Module("abreast")
    kind = ll.FunctionType(ll.IntType(64), [WORDS, WORDS, WORDS, I8.as_pointer()])
    e = Emitter(ll.Function(text, kind, "drive"))
    left, right, result, failed = e.function.args
    row = Abreast(e, i64(LANES), Straight(ir.Subject("Person"), NOTHING_THERE))
    value, overflowed = row.checked(operator, row.load(left), row.load(right))
    row.store(value, result)
    row.store(row.b.zext(overflowed, I8), failed)
    e.b.ret(i64(0))
    loaded = Loaded([assemble(str(text))])
    function = ctypes.CFUNCTYPE(ctypes.c_int64, *[ctypes.c_void_p] * 4)(loaded.address)
    return loaded, function


@wide
@pytest.mark.parametrize("operator", ["+", "-", "*"])
def test_eight_operations_overflow_where_one_does(operator: str) -> None:
    kept, function = calculator(operator)
    exact = {"+": int.__add__, "-": int.__sub__, "*": int.__mul__}[operator]

    @settings(max_examples=500, deadline=None)
    @given(st.lists(st.tuples(WORD, WORD), min_size=LANES, max_size=LANES))
    def check(pairs: list[tuple[int, int]]) -> None:
        left, right = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
        result, failed = np.empty(LANES, dtype=np.int64), np.empty(LANES, dtype=np.uint8)
        function(*(a.ctypes.data for a in (left, right, result, failed)))
        for lane, pair in enumerate(pairs):
            wanted = exact(*pair)
            fits = -(2**63) <= wanted < 2**63
            assert bool(failed[lane]) != fits, pair
            assert not fits or result[lane] == wanted, pair

    check()
    assert kept


def people() -> Tables:
    """Households of every size around eight, some with savings whose sum leaves the range."""
    law = small_law()
    maker = Maker(law)
    sizes = [*range(1, 20), 7, 8, 9, 64]
    made = [maker.household(Recipe(seed, n, 0.3), DAYS) for seed, n in enumerate(sizes)]
    for large in (2**59, 2**60, 2**62):
        names = "abcdefgh"
        made.append(household(people={name: person(savings=large) for name in names}))
    return tables_of(law.entities, made)


@wide
def test_a_processor_without_wide_registers_finds_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    law, tables = small_law(), people()
    keys = [key for key, rule in law.rules.items() if rule.entity in ("Household", "Person")]
    asked = [(day, DAYS[-1]) for day in DAYS]
    found = []
    for is_wide in (True, False):
        monkeypatch.setenv("ANSINH_CACHE", str(tmp_path / str(is_wide)))
        for part in (layout, module):
            monkeypatch.setattr(part, "has_wide_registers", lambda is_wide=is_wide: is_wide)
        found += [
            Kernel(law, columns=columns).run(tables, asked, threads=1) for columns in (keys, [])
        ]
    for other in found[1:]:
        assert found[0].outcomes.equals(other.outcomes)
    assert found[0].columns == found[2].columns
