"""What dates share, and columns block after block: nothing of it changes an answer."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from ansinh.engine.kernel import Kernel
from ansinh.engine.tables import Tables, tables_of
from tests.engine.small_law import household, person, small_law

KNOWN = date(2026, 12, 31)
MONTHS = [(date(2022 + n // 12, n % 12 + 1, 1), KNOWN) for n in range(40)]
KEYS = tuple(
    key for key in small_law().rules if key.split(".")[0] in ("Household", "Person", "Certificate")
)


@pytest.fixture(scope="module")
def kernel() -> Kernel:
    return Kernel(small_law(), columns=KEYS)


@pytest.fixture(scope="module")
def tables() -> Tables:
    rows = [
        household(
            monthly_income=700_000 * (n % 9) if n % 5 else None,
            people={
                "an": person(birth_date=date(1962 + n % 3, n % 12 + 1, 15), savings=n * 1_001),
                "ba": person(birth_date=date(2019 + n % 5, n % 12 + 1, 1)),
            },
        )
        for n in range(120)
    ]
    return tables_of(small_law().entities, rows)


def test_many_months_at_once_give_what_each_gives_alone(kernel: Kernel, tables: Tables) -> None:
    together = kernel.run(tables, MONTHS)
    records = together.outcomes.to_pylist()
    for number, month in enumerate(MONTHS):
        alone = kernel.run(tables, [month])
        found = [{**record, "date": 0} for record in records if record["date"] == number]
        assert found == alone.outcomes.to_pylist(), month
        for key in KEYS:
            assert together.columns[key][number].equals(alone.columns[key][0]), (key, month)


def test_a_memo_that_holds_on_too_long_is_seen(
    kernel: Kernel, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = kernel.moments(kernel.book, MONTHS)
    assert moments.changed[0].all()
    assert not moments.changed.all()
    never = np.zeros_like(moments.changed)
    never[0] = 1
    monkeypatch.setattr(moments, "changed", never)
    together = kernel.run(tables, MONTHS).columns["Person.age"]
    assert together[0].equals(kernel.run(tables, MONTHS[:1]).columns["Person.age"][0])
    assert not together[-1].equals(kernel.run(tables, MONTHS[-1:]).columns["Person.age"][0])


def test_months_share_the_columns_that_read_nothing_of_the_date(
    kernel: Kernel, tables: Tables
) -> None:
    columns = kernel.run(tables, MONTHS[:12]).columns
    assert len(_addresses(columns["Household.income_per_head"])) == 1
    assert len(_addresses(columns["Person.age"])) == 12


def test_a_figure_or_version_that_changes_divides_the_months(
    kernel: Kernel, tables: Tables
) -> None:
    columns = kernel.run(tables, MONTHS).columns
    assert len(_addresses(columns["Person.in_pilot"])) == 2
    assert len(_addresses(columns["Household.water_support"])) == 2
    assert len(_addresses(columns["Person.old_level"])) == 2


def test_a_rule_that_reads_earlier_months_is_never_shared(kernel: Kernel, tables: Tables) -> None:
    assert len(_addresses(kernel.run(tables, MONTHS).columns["Person.months_paid"])) == len(MONTHS)


@pytest.mark.parametrize("households", [1, 7, 1000])
def test_block_after_block_gives_the_whole(kernel: Kernel, tables: Tables, households: int) -> None:
    whole = kernel.run(tables, MONTHS[:3], threads=1)
    blocks = list(kernel.blocks(tables, MONTHS[:3], households=households))
    found = pa.concat_tables([block.outcomes for block in blocks])
    by_date = np.argsort(found["date"].to_numpy(), kind="stable")
    assert found.take(by_date).combine_chunks().equals(whole.outcomes)
    for key in KEYS:
        for number in range(3):
            column = pa.concat_arrays([block.columns[key][number] for block in blocks])
            assert column.equals(whole.columns[key][number]), key


def _addresses(columns: list[pa.Array]) -> set[int]:
    return {column.buffers()[1].address for column in columns}
