"""The bench compares before it measures, and its report can be written. No test asserts a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from ansinh.engine.entities import Fact
from ansinh.engine.kernel import Kernel
from ansinh.engine.tables import Tables, arrow_type
from ansinh.law.book import national_law
from bench import figures, numpy_rules, same, speed
from bench.population import all_known, snapshot_of
from bench.report import render
from bench.timing import Machine, Times
from bench.wanted import DATES

A_TIME = Times((0.01, 0.011, 0.012))


@pytest.fixture(scope="module")
def kernel() -> Kernel:
    return Kernel(national_law(), numpy_rules.CODES, numpy_rules.COLUMNS)


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return all_known(snapshot_of(6000, tmp_path_factory.mktemp("bench")).tables())


def test_the_numpy_rules_equal_the_kernel(kernel: Kernel, population: Tables) -> None:
    days = (*DATES, date(2024, 2, 29), date(2022, 7, 1), date(2026, 1, 31))
    assert same.check_numpy(kernel, national_law(), population, days) > 5 * 6000


def test_every_benefit_compared_is_due_to_somebody(population: Tables) -> None:
    people = numpy_rules.arrays_of(population)
    answers = [numpy_rules.evaluate(people, national_law(), day) for day in DATES]
    for code in numpy_rules.CODES:
        assert any((found.amounts[code] > 0).any() for found in answers), code
    assert any((by >= 0).any() for found in answers for by in found.by.values())


@pytest.mark.parametrize("seed", range(3))
def test_they_equal_each_other_where_every_fact_is_drawn_by_lot(
    kernel: Kernel, population: Tables, seed: int
) -> None:
    days = (*DATES, date(2024, 2, 29), date(2022, 7, 1))
    assert same.check_numpy(kernel, national_law(), scrambled(population, seed), days)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("OLD_BOARDS_UNTIL", date(1990, 1, 1)),
        ("SINGLE_BY_LAW", (0, 2)),
        ("NO_FACILITY", 1),
        ("COMMUNE_DECIDES", date(2025, 1, 1)),
        ("SELF_CARE_NONE", 3),
    ],
)
def test_a_difference_stops_the_bench(
    kernel: Kernel, population: Tables, monkeypatch: pytest.MonkeyPatch, name: str, wrong: object
) -> None:
    monkeypatch.setattr(numpy_rules, name, wrong)
    with pytest.raises(same.DifferentError, match="NumPy says"):
        same.check_numpy(kernel, national_law(), scrambled(population, 1), DATES)


def test_a_fact_that_nobody_knows_is_refused_by_the_numpy_rules(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="values that nobody knows"):
        numpy_rules.arrays_of(snapshot_of(2000, tmp_path).tables())


def scrambled(tables: Tables, seed: int) -> Tables:
    """The same people with every fact that the NumPy rules read drawn anew, likely or not.

    Most of what has a safe default is left out, lest everybody be dead, in prison or on a pension.
    """
    rng = np.random.default_rng(seed)
    drawn = dict(tables.tables)
    for entity, names in numpy_rules.FACTS.items():
        for name in names:
            place = drawn[entity].column_names.index(name)
            fact = tables.entities[entity].facts[name]
            values = anything(fact, drawn[entity].num_rows, rng)
            if not fact.may_be_unknown:
                given = pa.array(rng.random(len(values)) < 0.2)
                values = pc.if_else(given, values, pa.scalar(None, values.type))
            drawn[entity] = drawn[entity].set_column(place, name, values)
    return Tables(tables.entities, drawn)


def anything(fact: Fact, rows: int, rng: np.random.Generator) -> pa.Array:
    """Values that a fact may have: each choice alike, half of the truths, some money or none."""
    if fact.choice is not None:
        codes = pa.array(fact.choice.codes())
        return codes.take(pa.array(rng.integers(0, len(codes), rows)))
    if fact.type == "bool":
        return pa.array(rng.random(rows) < 0.5)
    if fact.type == "date":
        first = 1935 if fact.name == "birth_date" else 2005
        days = np.datetime64(f"{first}-01-01") + rng.integers(0, (2027 - first) * 365, rows)
        return pa.array(days)
    most = 101 if fact.type == "int" else 900_000
    values = rng.integers(0, most, rows) * (rng.random(rows) < 0.5)
    return pa.array(values).cast(arrow_type(fact))


def made_up() -> figures.Figures:
    """Figures that nobody measured."""
    kernel = speed.KernelTimes(A_TIME, A_TIME)
    size = speed.Size(1000, 5000, A_TIME, {1: kernel, 2: kernel}, {1: kernel, 2: kernel}, kernel, 1)
    compiled = dict.fromkeys(
        ("benefits", "rules", "import", "load", "translate", "kernel", "whole", "code_kib"), 3.0
    )
    explained = dict.fromkeys(("one", "told", "machine", "household"), (0.0005, 0.0009))
    stream = {"seconds": 1.0, "people": 1000.0, "machine_code": 0.5, "peak": 250.0}
    return figures.Figures(
        date(2026, 11, 24),
        replace(Machine.here(), load=99.0),
        "commit 1234567",
        2.0,
        (57, 7),
        (155, 35),
        [size],
        speed.Months(1000, (A_TIME, A_TIME), (A_TIME, A_TIME)),
        speed.Sampled(10, 40, 400, dict.fromkeys(("oracle", "explainer"), (0.001, 0.002)), 1e-6),
        {"the whole law": compiled, "assistance": compiled, "poverty": compiled},
        {"python": A_TIME, "answer": A_TIME},
        dict.fromkeys(("import", "kernel", "read", "run", "people"), 0.1),
        {name: {"people": 1000.0, "before": 200.0, "peak": 250.0} for name in ("kernel", "numpy")},
        [dict.fromkeys(("whole", "chunks", "files"), stream)],
        speed.Explained(10, explained, explained),
    )


def test_the_report_renders_and_says_what_was_not_measured() -> None:
    text = render(made_up())
    assert "The machine was shared" in text
    assert "more work than cores" in text
    assert "provisional" in text
    assert text.count("not measured here") == 3
    assert "**met**" in text
    assert "**not met**" in text


def test_verdicts_of_a_quiet_machine_are_not_provisional() -> None:
    quiet = replace(made_up(), machine=replace(Machine.here(), load=0.0), load_after=1.0)
    assert "provisional" not in render(replace(quiet, machine=replace(quiet.machine, cores=2)))


def test_every_table_of_the_report_is_whole() -> None:
    widths: list[int] = []
    for line in render(made_up()).splitlines():
        if not line.startswith("|"):
            widths = []
            continue
        widths.append(line.count("|"))
        assert len(set(widths)) == 1, line
