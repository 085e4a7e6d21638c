"""Readers of the law over the same people: kernel, NumPy, explainer, oracle."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from ansinh.engine.book import LawBook
from ansinh.engine.evaluate import Evaluator
from ansinh.engine.explain import Explainer
from ansinh.engine.kernel import Kernel, Result
from ansinh.engine.oracle import Oracle
from ansinh.engine.outcome import Outcome, Status
from ansinh.engine.rows import Row
from ansinh.engine.tables import Tables
from bench.numpy_rules import CODES, COLUMNS, arrays_of, evaluate
from bench.population import all_known, snapshot_of
from bench.same import DifferentError, check_numpy
from bench.timing import Times, quantile, seconds, timed
from bench.wanted import DATES, TODAY


@dataclass(frozen=True)
class Kernels:
    """The kernel of the seven benefits and that of the whole law."""

    book: LawBook
    seven: Kernel
    law: Kernel

    @classmethod
    def of(cls, book: LawBook) -> Kernels:
        """Compile both, or take them from the cache."""
        return cls(book, Kernel(book, CODES, COLUMNS), Kernel(book))


@dataclass(frozen=True)
class KernelTimes:
    """One kernel over one population: the whole call, and the machine code in it."""

    call: Times
    inside: Times

    @classmethod
    def of(
        cls,
        kernel: Kernel,
        tables: Tables,
        threads: int,
        runs: int,
        days: list[tuple[date, date]] | None = None,
    ) -> KernelTimes:
        """Run it ``runs`` times after a first one."""
        inside: list[float] = []

        def once() -> None:
            inside.append(kernel.run(tables, days or [TODAY], threads=threads).seconds)

        call = timed(once, runs)
        return cls(call, Times(tuple(inside[1:])))


@dataclass(frozen=True)
class Size:
    """Everything measured over one population."""

    people: int
    values_compared: int
    numpy: Times
    seven: dict[int, KernelTimes]
    law: dict[int, KernelTimes]
    law_as_registered: KernelTimes
    loading: float


def measure_size(kernels: Kernels, people: int, folder: Path, runs: int) -> Size:
    """Compare first, then time.

    Raises:
        DifferentError: the kernel and NumPy disagree.
    """
    registered = snapshot_of(people, folder).tables()
    tables = all_known(registered)
    compared = check_numpy(kernels.seven, kernels.book, tables, DATES)
    arrays = arrays_of(tables)
    return Size(
        tables.size("Person"),
        compared,
        timed(lambda: evaluate(arrays, kernels.book, DATES[0]), runs),
        {n: KernelTimes.of(kernels.seven, tables, n, runs) for n in (1, 2)},
        {n: KernelTimes.of(kernels.law, tables, n, runs) for n in (1, 2)},
        KernelTimes.of(kernels.law, registered, 1, runs),
        seconds(lambda: arrays_of(tables)),
    )


@dataclass(frozen=True)
class Months:
    """Twelve months in one run and in twelve, seconds of the whole calls."""

    people: int
    seven: tuple[Times, Times]
    law: tuple[Times, Times]


def measure_months(kernels: Kernels, people: int, folder: Path, runs: int) -> Months:
    """The year of the registry, the law of each first day."""
    tables = all_known(snapshot_of(people, folder).tables())
    days = [(date(DATES[0].year, month, 1),) * 2 for month in range(1, 13)]

    def both(kernel: Kernel) -> tuple[Times, Times]:
        together = timed(lambda: kernel.run(tables, days, threads=1), runs)
        apart = timed(lambda: [kernel.run(tables, [day], threads=1) for day in days], runs)
        return together, apart

    return Months(tables.size("Person"), both(kernels.seven), both(kernels.law))


# --- household by household ---------------------------------------------------------------------


@dataclass(frozen=True)
class Sampled:
    """Readers that take one household at a time: the whole law over a sample.

    Attributes:
        reader: Name → seconds of each household.
        kernel_per_household: Seconds of the kernel's machine code on one thread over everyone,
            per household.
        worked_out: Values of rules that are worked out, those of records included, a person.
    """

    households: int
    people: int
    outcomes_compared: int
    readers: dict[str, tuple[float, ...]]
    kernel_per_household: float
    worked_out: float

    def per_household(self, reader: str) -> float:
        """Mean seconds of a household."""
        return float(np.mean(self.readers[reader]))

    def per_person(self, reader: str) -> float:
        """Mean seconds of a person."""
        return sum(self.readers[reader]) / self.people


def measure_sample(kernels: Kernels, people: int, folder: Path, count: int) -> Sampled:
    """The whole law by the readers in Python, compared with the kernel on the same households.

    Raises:
        DifferentError: one of them disagrees with the kernel.
    """
    tables = all_known(snapshot_of(people, folder).tables())
    result = kernels.law.run(tables, [TODAY], threads=1)
    expected = outcomes_of(result)
    rows = sample_rows(tables, count)
    readers: dict[str, Callable[[Row], dict[Row, dict[str, Outcome]]]] = {
        "oracle": lambda top: _oracle(kernels.book, top),
        "evaluator": _evaluator(kernels.book),
        "explainer": _explainer(kernels.book),
    }
    taken: dict[str, list[float]] = {name: [] for name in readers}
    compared = 0
    with frozen_collector():
        for name, read in readers.items():
            for number, place in enumerate([*rows[:20], *rows]):
                top = tables.household(place)
                started = time.perf_counter()
                found = read(top)
                took = time.perf_counter() - started
                if number >= 20:
                    taken[name].append(took)
                    compared += _same(found, expected, tables, name)
    held = tables.offsets("Person")
    sampled = int(sum(held[r + 1] - held[r] for r in rows))
    return Sampled(
        len(rows),
        sampled,
        compared,
        {name: tuple(values) for name, values in taken.items()},
        result.seconds / tables.size("Household"),
        sum(_worked_out(kernels.book, tables.household(row)) for row in rows) / sampled,
    )


def sample_rows(tables: Tables, count: int) -> list[int]:
    """Row numbers of households, evenly spaced over the registry."""
    size = tables.size("Household")
    return [int(row) for row in np.unique(np.linspace(0, size - 1, min(count, size)))]


def outcomes_of(result: Result) -> dict[tuple[str, int, str], tuple[int, int]]:
    """(entity, row, benefit) → (status, amount) of everything that is not a plain no."""
    columns = [
        result.outcomes[name].to_pylist()
        for name in ("entity", "row", "benefit", "status", "amount")
    ]
    return {key[:3]: (key[3], key[4]) for key in zip(*columns, strict=True)}


def _oracle(book: LawBook, top: Row) -> dict[Row, dict[str, Outcome]]:
    oracle = Oracle(book, *TODAY)
    return {row: oracle.outcomes(row) for row in _subjects(top)}


def _evaluator(book: LawBook) -> Callable[[Row], dict[Row, dict[str, Outcome]]]:
    evaluator = Evaluator(book, *TODAY)

    def read(top: Row) -> dict[Row, dict[str, Outcome]]:
        evaluator.forget()
        return {row: evaluator.outcomes(row) for row in _subjects(top)}

    return read


def _worked_out(book: LawBook, top: Row) -> int:
    """How many values of rules every benefit of a household takes."""
    evaluator = Evaluator(book, *TODAY)
    for row in _subjects(top):
        evaluator.outcomes(row)
    return len(evaluator.run.memo)


def _explainer(book: LawBook) -> Callable[[Row], dict[Row, dict[str, Outcome]]]:
    explainer = Explainer(book, *TODAY)

    def read(top: Row) -> dict[Row, dict[str, Outcome]]:
        found = explainer.explain_household(top)
        return {row: {c: e.outcome for c, e in codes.items()} for row, codes in found.items()}

    return read


def _subjects(top: Row) -> list[Row]:
    return [top, *top.members["people"]]


def _same(
    found: dict[Row, dict[str, Outcome]],
    expected: dict[tuple[str, int, str], tuple[int, int]],
    tables: Tables,
    reader: str,
) -> int:
    compared = 0
    for row, outcomes in found.items():
        place = tables.position(row.entity, row.key)
        for code, outcome in outcomes.items():
            theirs = expected.get((row.entity, place, code), (int(Status.NOT_ENTITLED), 0))
            ours = (int(outcome.status), outcome.amount)
            if outcome.status in (Status.UNDETERMINED, Status.SET_ASIDE):
                ours = (ours[0], 0)
            if ours != theirs:
                raise DifferentError(f"{code} of {row}: {reader} {ours}, kernel {theirs}")
            compared += 1
    return compared


# --- explanations -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Explained:
    """Seconds of single explanations, warm: (p50, p99) by what was explained.

    Attributes:
        usual: With Python's collector as it starts.
        frozen: After ``gc.freeze()``, as a server does once it has explained something.
    """

    households: int
    usual: dict[str, tuple[float, float]]
    frozen: dict[str, tuple[float, float]]


def measure_explanations(book: LawBook, people: int, folder: Path, count: int) -> Explained:
    """One benefit of one person, and every benefit of a household, over many households."""
    tables = snapshot_of(people, folder).tables()
    rows = sample_rows(tables, count)
    explainer = Explainer(book, *TODAY)
    _quantiles(explainer, tables, rows[:50])
    usual = _quantiles(explainer, tables, rows)
    with frozen_collector():
        frozen = _quantiles(explainer, tables, rows)
    return Explained(len(rows), usual, frozen)


@contextmanager
def frozen_collector() -> Iterator[None]:
    """Leave what stands in memory now out of Python's garbage collection."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _quantiles(
    explainer: Explainer, tables: Tables, rows: list[int]
) -> dict[str, tuple[float, float]]:
    rng = np.random.default_rng(1)
    codes = explainer.book.benefits_of("Person")
    taken: dict[str, list[float]] = {}
    for place in rows:
        top = tables.household(place)
        person = top.members["people"][int(rng.integers(len(top.members["people"])))]
        found = _explained(explainer, top, person, codes[int(rng.integers(len(codes)))])
        for name, value in found.items():
            taken.setdefault(name, []).append(value)
    return {name: (quantile(v, 0.5), quantile(v, 0.99)) for name, v in taken.items()}


def _explained(explainer: Explainer, top: Row, person: Row, code: str) -> dict[str, float]:
    kept: list[Any] = []
    one = seconds(lambda: kept.append(explainer.explain(person, code)))
    found = {
        "one": one,
        "told": one + seconds(lambda: kept[0].sentence("vi")),
        "machine": one + seconds(lambda: kept[0].as_dict()),
        "household": seconds(lambda: kept.append(explainer.explain_household(top))),
    }
    every = [benefit for benefits in kept[1].values() for benefit in benefits.values()]
    said = seconds(lambda: [benefit.sentence("vi") for benefit in every])
    return {**found, "all told": found["household"] + said}
