"""The kernel by itself: threads, dates, columns, cache, memory and what is set aside."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from ansinh.engine import digests
from ansinh.engine.errors import DataError, LawError, UnknownNameError
from ansinh.engine.kernel import Kernel
from ansinh.engine.kernel import compiler as compiling
from ansinh.engine.outcome import Status
from ansinh.engine.parameters import DatedValue
from ansinh.engine.rows import Row, read_household
from ansinh.engine.tables import Tables, tables_of
from ansinh.engine.values import NEVER
from ansinh.law.book import national_law
from tests.engine.small_law import household, person, small_law
from tests.proof.households import Maker, Recipe

DAY = (date(2024, 9, 1), date(2026, 12, 31))


def households(many: int) -> list[Row]:
    return [household(monthly_income=1_000_000 * (n % 9)) for n in range(many)]


@pytest.fixture(scope="module")
def kernel() -> Kernel:
    return Kernel(small_law())


def test_one_thread_and_many_give_the_same(kernel: Kernel) -> None:
    tables = tables_of(small_law().entities, households(500))
    alone = kernel.run(tables, [DAY], threads=1).outcomes
    together = kernel.run(tables, [DAY], threads=4).outcomes
    assert alone.num_rows > 500
    assert alone.equals(together)


def test_a_few_dates_at_once_give_what_each_gives_alone(kernel: Kernel) -> None:
    tables = tables_of(small_law().entities, households(50))
    days = [(date(2021, 12, 1), DAY[1]), (date(2024, 6, 30), DAY[1]), (date(2024, 7, 1), DAY[1])]
    together = kernel.run(tables, days).outcomes.to_pylist()
    for number, day in enumerate(days):
        alone = kernel.run(tables, [day]).outcomes.to_pylist()
        found = [{**record, "date": 0} for record in together if record["date"] == number]
        assert found == alone


def test_columns_that_change_and_change_back_are_those_of_each_date_alone() -> None:
    law, tables = small_law(), tables_of(small_law().entities, households(50))
    keys = [key for key, rule in law.rules.items() if rule.entity in ("Household", "Person")]
    kernel = Kernel(law, benefits=[], columns=keys)
    asked = [(day, DAY[1]) for day in (date(2024, 6, 30), date(2026, 1, 31), date(2024, 6, 30))]
    together = kernel.run(tables, asked).columns
    for number, day in enumerate(asked):
        alone = kernel.run(tables, [day]).columns
        assert {key: columns[number] for key, columns in together.items()} == {
            key: columns[0] for key, columns in alone.items()
        }


def test_only_own_households_are_evaluated_and_guests_can_be_read(kernel: Kernel) -> None:
    tables = tables_of(small_law().entities, households(10))
    everything = kernel.run(tables, [DAY]).outcomes
    own = kernel.run(tables, [DAY], own=4).outcomes
    assert 0 < own.num_rows < everything.num_rows
    assert everything.slice(0, own.num_rows).equals(own)


def test_no_household_gives_no_outcome(kernel: Kernel) -> None:
    tables = Tables(small_law().entities, {})
    assert kernel.run(tables, [DAY]).outcomes.num_rows == 0


def test_record_arrays_that_fill_up_lose_nothing(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ansinh.engine.kernel as package

    tables = tables_of(small_law().entities, households(300))
    whole = kernel.run(tables, [DAY], threads=1).outcomes
    monkeypatch.setattr(package, "_LEAST_CAPACITY", 1)
    assert kernel.run(tables, [DAY], threads=1).outcomes.equals(whole)


@pytest.mark.parametrize("block", [1, 3, 64])
def test_what_is_found_does_not_depend_on_who_is_looked_at_together(
    monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    import ansinh.engine.kernel as package

    law = small_law()
    keys = [key for key, rule in law.rules.items() if rule.entity in ("Household", "Person")]
    kernel, maker = Kernel(law, columns=keys), Maker(law)
    days = [date(2024, 6, 30), date(2024, 7, 1), date(2026, 1, 31)]
    people = [*range(1, 40), 90, 1, 1, 200, 2]
    made = [maker.household(Recipe(seed, n, 0.2), days) for seed, n in enumerate(people)]
    asked = [(day, DAY[1]) for day in days]
    alone = [kernel.run(tables_of(law.entities, [one]), asked) for one in made]
    monkeypatch.setattr(package, "_BLOCK", (block, block))
    together = kernel.run(tables_of(law.entities, made), asked, threads=2)
    assert [r["amount"] for r in together.outcomes.to_pylist()] == [
        record["amount"]
        for number in range(len(days))
        for one in alone
        for record in one.outcomes.to_pylist()
        if record["date"] == number
    ]
    for key, columns in together.columns.items():
        for number, column in enumerate(columns):
            parts = [one.columns[key][number].to_pylist() for one in alone]
            assert column.to_pylist() == [value for part in parts for value in part]


def test_columns_have_the_types_of_their_rules() -> None:
    book = small_law()
    keys = ["Household.is_poor", "Person.age", "Person.begins_on", "Person.support_rate"]
    result = Kernel(book, columns=keys).run(tables_of(book.entities, households(3)), [DAY])
    types = [result.columns[key][0].type for key in keys]
    assert types == [pa.bool_(), pa.int64(), pa.date32(), pa.decimal128(18, 6)]
    assert [len(result.columns[key][0]) for key in keys] == [3, 9, 9, 9]


def test_an_unknown_benefit_or_column_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownNameError, match=r"small\.eldr.*small\.elder"):
        Kernel(small_law(), benefits=["small.eldr"])
    with pytest.raises(UnknownNameError, match=r"is_por.*is_poor"):
        Kernel(small_law(), columns=["Household.is_por"])


def test_a_column_of_records_is_filled() -> None:
    book = national_law()
    key = "Disability.disability_allowance_start"
    certificate = {"degree": "severe", "certified_on": date(2023, 5, 17)}
    people = {"an": {"disabilities": [certificate, certificate]}, "ba": {}}
    tables = tables_of(book.entities, [read_household(book.entities, {"people": people})])
    kernel = Kernel(book, benefits=[], columns=[key])
    column = kernel.run(tables, [(date(2024, 9, 1), DAY[1])]).columns[key][0]
    assert column.to_pylist() == [NEVER] * 2


def test_a_column_of_something_that_no_household_owns_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="Area"):
        Kernel(small_law(), columns=["Area.is_town"])


def test_an_overflow_sets_the_row_aside_and_the_rest_goes_on() -> None:
    book = small_law()
    people = {"an": person(savings=2**62), "ba": person(savings=5)}
    rich = household(people=people)
    column = "Person.overflowing"
    result = Kernel(book, columns=[column]).run(tables_of(book.entities, [rich]), [DAY])
    assert result.columns[column][0].to_pylist()[0] is None
    assert result.columns[column][0].to_pylist()[1] is not None
    assert Status.ENTITLED in result.outcomes.column("status").to_pylist()


def test_a_reform_of_figures_does_not_recompile(kernel: Kernel) -> None:
    book = small_law()
    level = book.parameters["small.level"]
    doubled = tuple(DatedValue(v.effect, v.known, v.value * 2, v.cite) for v in level.values)
    changed = book.parameters.replaced(
        {"small.level": type(level)(**{**vars(level), "values": doubled})}
    )
    reform = book.with_parameters(changed)
    tables = tables_of(book.entities, households(20))
    before = kernel.run(tables, [DAY])
    after = kernel.run(tables, [DAY], book=reform)
    assert Kernel(reform).from_cache
    due = np.array(before.outcomes.column("amount").to_pylist())
    assert np.array(after.outcomes.column("amount").to_pylist()).sum() > due.sum()


def test_a_second_process_finds_the_kernel_in_the_cache(tmp_path: Path) -> None:
    script = (
        "from tests.engine.small_law import small_law\n"
        "from ansinh.engine.kernel import Kernel\n"
        "print(Kernel(small_law()).from_cache)\n"
    )
    environment = {**os.environ, "ANSINH_CACHE": str(tmp_path)}
    answers = [
        subprocess.run(
            [sys.executable, "-c", script],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        ).stdout.strip()
        for _ in range(2)
    ]
    assert answers == ["False", "True"]


def test_a_damaged_cache_file_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSINH_CACHE", str(tmp_path))
    assert not Kernel(small_law()).from_cache
    [file] = tmp_path.glob("*.kernel")
    file.write_bytes(file.read_bytes()[:-100])
    assert not Kernel(small_law()).from_cache
    assert Kernel(small_law()).from_cache


def test_the_cache_forgets_when_a_rule_the_engine_or_a_library_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = small_law()
    codes = tuple(book.benefits)
    name = compiling.digest(book, codes, ())
    monkeypatch.setattr(digests, "_file_digest", lambda path, changed: "another text of the rules")
    assert compiling.digest(book, codes, ()) != name
    monkeypatch.undo()
    monkeypatch.setattr(digests, "engine_digest", lambda: "another engine or llvmlite")
    assert compiling.digest(book, codes, ()) != name
    monkeypatch.undo()
    assert compiling.digest(book, codes, ()) == name
    assert compiling.digest(book, codes[:1], ()) != name


def test_members_out_of_their_owners_order_are_refused() -> None:
    book = small_law()
    tables = tables_of(book.entities, households(2))
    people = tables["Person"]
    shuffled = people.take(pa.array([5, 0, 1, 2, 3, 4]))
    broken = {**tables.tables, "Person": shuffled}
    with pytest.raises(DataError, match="people, row 2: rows must stand in the order"):
        Tables(book.entities, broken).offsets("Person")


def test_a_choice_that_is_not_in_the_list_is_refused() -> None:
    book = small_law()
    tables = tables_of(book.entities, households(1))
    areas = tables["Area"]
    number = areas.column_names.index("place")
    strange = areas.set_column(number, "place", pa.array(["moon"] * areas.num_rows))
    with pytest.raises(DataError, match=r"Area\.place: 'moon' is not one of"):
        Tables(book.entities, {**tables.tables, "Area": strange})


def test_more_brackets_than_the_kernel_was_compiled_for_are_refused(kernel: Kernel) -> None:
    book = small_law()
    found = book.parameters["small.elder_coefficient"]
    [dated] = found.values
    longer = dataclasses.replace(dated, value=(*dated.value, (90, Fraction(3)), (95, Fraction(4))))
    changed = dataclasses.replace(found, values=(longer,))
    reform = book.with_parameters(book.parameters.replaced({found.path: changed}))
    with pytest.raises(LawError, match="4 brackets, the kernel was compiled for 2"):
        kernel.run(tables_of(book.entities, households(1)), [DAY], book=reform)


def test_an_unknown_index_stays_unknown_where_its_filler_fits_no_bracket() -> None:
    book = small_law()
    found = book.parameters["small.elder_coefficient"]
    [dated] = found.values
    far = dataclasses.replace(dated, value=((10**6, Fraction(2)), (10**6 + 1, Fraction(3))))
    changed = dataclasses.replace(found, values=(far,))
    reform = book.with_parameters(book.parameters.replaced({found.path: changed}))
    ageless = household(people={"an": {**person(), "birth_date": None}})
    result = Kernel(reform).run(tables_of(book.entities, [ageless]), [DAY])
    [elder] = [row for row in result.outcomes.to_pylist() if row["benefit"] == "small.elder"]
    assert (elder["status"], elder["needs"]) == (Status.UNDETERMINED, "Person.birth_date")
