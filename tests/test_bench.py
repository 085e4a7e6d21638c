"""The bench compares before it measures, and its report can be written. No test asserts a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from ansinh.engine.entities import Fact
from ansinh.engine.kernel import Kernel
from ansinh.engine.tables import Tables, arrow_type
from ansinh.law.book import national_law
from bench import beside, environments, figures, numpy_rules, polars_rules, same, speed, sql_rules
from bench.goals import SCALE
from bench.population import all_known, snapshot_of
from bench.report import render
from bench.streaming import MODES, STAGES
from bench.template import Compared
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


@pytest.mark.parametrize("queries", [sql_rules, polars_rules])
@pytest.mark.parametrize("seed", [None, 0, 1])
def test_queries_in_sql_and_polars_equal_the_kernel(
    kernel: Kernel, population: Tables, queries: Any, seed: int | None
) -> None:
    tables = population if seed is None else scrambled(population, seed)
    people = numpy_rules.arrays_of(tables)
    connection = queries.connected(people)

    def read(day: date) -> numpy_rules.Answers:
        found = queries.evaluate(connection, national_law(), day)
        answers: numpy_rules.Answers = queries.answers(found, people)
        return answers

    days = (*DATES, date(2024, 2, 29), date(2022, 7, 1), date(2026, 1, 31))
    assert same.check("the query", read, kernel, national_law(), tables, days) > 5 * 6000


def test_a_query_that_differs_stops_the_bench(
    kernel: Kernel, population: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = scrambled(population, 1)
    people = numpy_rules.arrays_of(tables)
    wrong = sql_rules.CLAIMS.replace("age >= 60", "age >= 61")
    monkeypatch.setattr(sql_rules, "CLAIMS", wrong)
    database = sql_rules.connected(people)

    def read(day: date) -> numpy_rules.Answers:
        return sql_rules.answers(sql_rules.evaluate(database, national_law(), day), people)

    with pytest.raises(same.DifferentError, match="DuckDB says"):
        same.check("DuckDB", read, kernel, national_law(), tables, DATES)


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
    explained = dict.fromkeys(("one", "told", "machine", "household", "all told"), (0.0005, 0.0009))
    stream = dict.fromkeys(STAGES, 0.1) | {"seconds": 1.0, "people": 1000.0, "peak": 250.0}
    return figures.Figures(
        date(2026, 11, 24),
        replace(Machine.here(), load=99.0),
        "commit 1234567",
        2.0,
        (57, 7),
        (155, 35),
        [size],
        speed.Months(1000, (A_TIME, A_TIME), (A_TIME, A_TIME)),
        speed.Sampled(10, 40, 400, dict.fromkeys(("oracle", "explainer"), (0.001,)), 1e-6, 250.0),
        {"the whole law": compiled, "assistance": compiled, "poverty": compiled},
        {"python": A_TIME, "answer": A_TIME},
        dict.fromkeys(("import", "kernel", "read", "run", "people"), 0.1),
        {name: {"people": 1000.0, "before": 200.0, "peak": 250.0} for name in ("kernel", "numpy")},
        [dict.fromkeys(MODES, stream)],
        speed.Explained(10, explained, explained),
        made_up_beside(A_TIME, kernel),
    )


def made_up_beside(taken: Times, kernel: speed.KernelTimes) -> beside.Beside:
    """Peers that nobody ran, one of them not installed."""
    process = {"build": 0.1, "first": 0.1, "warm": 0.1, "inside": 0.05, "before": 90, "peak": 120}
    theirs = process | {"formulas": 14, "versions": {"openfisca-core": "1"}}
    process = process | {"by_blocks": 100}
    gettsim = {"versions": {"gettsim": "1"}, "people": 1000, "rules": 300, "peak": 200}
    gettsim |= {"first": 4.0, "warm": 3.0, "bare": 0.1}
    return beside.Beside(
        [beside.Template(1000, n, theirs, {1: process, 2: process}, 10**6) for n in (1, 12)],
        Compared(1000, 990, 0.004, 1000.5, 1000.25),
        [beside.Queries(1000, 5000, {"DuckDB": taken, "Polars": taken}, kernel)],
        [beside.Engine("gettsim", gettsim, taken, 155, 1000)],
        {1: 1e10, 2: 2e10},
        {"taxcalc": "no such package"},
    )


def test_the_report_renders_and_says_what_was_not_measured() -> None:
    text = render(made_up())
    assert "The machine was shared" in text
    assert "more work than cores" in text
    assert "provisional" in text
    assert "Tax-Calculator: not measured here: no such package" in text
    assert "1,000.25, the exact one" in text.replace("\n", " ")
    largest = max(int(line.split(",")[0]) for line in SCALE.read_text().splitlines()[1:])
    assert f"{largest:,} people: " in text
    assert "250 values are worked out a person" in text.replace("\n", " ")
    assert "**met**" in text
    assert "**not met**" in text


def test_the_report_says_which_peers_are_not_there() -> None:
    text = render(replace(made_up(), beside=beside.Beside(missing={"openfisca": "no network"})))
    assert text.count("not measured here: no network") == 3
    assert "not measured here: left out of this run" in text


def test_a_peer_that_was_not_made_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(environments, "FOLDER", tmp_path)
    with pytest.raises(environments.NoPeerError, match="make it with `make peers`"):
        environments.packages_of("openfisca")


def test_locks_of_peers_pin_every_package_by_hash_and_name_no_address() -> None:
    assert set(environments.PEERS) == {"gettsim", "openfisca", "taxcalc"}
    for peer in environments.PEERS:
        text = (environments.LOCKS / f"{peer}.lock").read_text()
        pinned = [line for line in text.splitlines() if "==" in line]
        hashed = text.replace("\\\n", "").splitlines()
        assert pinned
        assert all("--hash=sha256:" in line for line in hashed if "==" in line)
        assert "://" not in text


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
