"""Ours and the peers in the same run: the same people, the answers compared, then the times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bench import child, environments, polars_rules, sql_rules
from bench.bandwidth import copied_per_second
from bench.environments import NoPeerError
from bench.numpy_rules import Answers, arrays_of
from bench.population import all_known, snapshot_of
from bench.same import check
from bench.speed import Kernels, KernelTimes
from bench.template import (
    COMPARED,
    Compared,
    bytes_that_move,
    compare,
    kernel_of_template,
    people_of,
    tables_of_people,
)
from bench.timing import Times, timed
from bench.wanted import DATES

Named = dict[str, Any]
Reader = Callable[[date], Answers]
Tell = Callable[[str], None]
THREADS = (1, 2)
YEAR = 12


@dataclass(frozen=True)
class Template:
    """The country template over one population and so many months.

    Attributes:
        theirs: OpenFisca's figures.
        ours: Threads → the kernel's figures.
        moved: Bytes that must move: facts read once, results written.
    """

    people: int
    months: int
    theirs: Named
    ours: dict[int, Named]
    moved: int


@dataclass(frozen=True)
class Queries:
    """The seven benefits over one population, as queries and by the kernel, on two threads."""

    people: int
    compared: int
    taken: dict[str, Times]
    kernel: KernelTimes


@dataclass(frozen=True)
class Engine:
    """Another engine with its own law, and the whole of ours over as many people.

    Attributes:
        theirs: Its figures: people, rules, seconds of the first and of a later run, peak memory.
        ours: Seconds of whole calls of our kernel on one thread, and its ``rules``.
    """

    name: str
    theirs: Named
    ours: Times
    rules: int
    people: int

    def ratio(self) -> float:
        """How many times as long it takes for a rule and person."""
        theirs = self.theirs["warm"] / self.theirs["people"] / self.theirs["rules"]
        return float(theirs / (self.ours.median / self.people / self.rules))


@dataclass(frozen=True)
class Beside:
    """Everything measured beside others; ``missing`` says which peers could not be installed."""

    template: list[Template] = field(default_factory=list)
    compared: Compared | None = None
    queries: list[Queries] = field(default_factory=list)
    engines: list[Engine] = field(default_factory=list)
    bandwidth: dict[int, float] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sizes:
    """People of the populations that each peer runs over; none leaves it out."""

    openfisca: tuple[int, ...] = (1_000, 100_000, 1_000_000)
    queries: tuple[int, ...] = (100_000, 1_000_000)
    gettsim: tuple[int, ...] = (10_000, 500_000)
    taxcalc: tuple[int, ...] = (100_000,)


class Bench:
    """Measures every peer that can be installed.

    Args:
        kernels: Ours.
        folder: Where populations are kept.
        cache: Where compiled kernels of other processes are kept.
        runs: How often each thing is run after the first time.
        tell: Told what is being measured.
    """

    def __init__(self, kernels: Kernels, folder: Path, cache: Path, runs: int, tell: Tell) -> None:
        self.kernels, self.folder, self.cache = kernels, folder, cache
        self.runs, self.tell = runs, tell
        self.missing: dict[str, str] = {}

    def measure(self, sizes: Sizes) -> Beside:
        """Everything, one thing after another.

        Raises:
            DifferentError: two readers of the same law disagree.
        """
        template: list[Template] = []
        compared = None
        if self.is_there("openfisca", sizes.openfisca):
            compared = self.compared(sizes.openfisca[-1])
            for people in sizes.openfisca:
                template += [self.template(people, months) for months in (1, YEAR)]
        queries = [self.queries(people) for people in sizes.queries]
        engines = [
            self.engine(peer, people)
            for peer, asked in (("gettsim", sizes.gettsim), ("taxcalc", sizes.taxcalc))
            if self.is_there(peer, asked)
            for people in asked
        ]
        self.tell("memory bandwidth")
        bandwidth = {threads: copied_per_second(threads) for threads in THREADS}
        return Beside(template, compared, queries, engines, bandwidth, self.missing)

    def is_there(self, peer: str, asked: tuple[int, ...]) -> bool:
        """Whether a peer is asked for and its environment could be made."""
        if not asked:
            return False
        self.tell(f"installing {peer}")
        try:
            environments.ensure(peer)
        except NoPeerError as error:
            self.missing[peer] = str(error)
            return False
        return True

    def compared(self, people: int) -> Compared:
        """Every formula by OpenFisca and by the kernel, value by value."""
        self.tell(f"OpenFisca and the kernel compared, {people:,} people")
        path, results = people_of(people, self.folder), self.cache / "openfisca.npz"
        environments.run("openfisca", "write", path, results, *(f"{d:%Y-%m}" for d in COMPARED))
        with np.load(results) as theirs:
            found = compare(tables_of_people(path), kernel_of_template(), dict(theirs))
        results.unlink()
        return found

    def template(self, people: int, months: int) -> Template:
        """The country template by OpenFisca and by the kernel, each in processes of its own."""
        self.tell(f"OpenFisca beside the kernel, {people:,} people, {months} months")
        path = people_of(people, self.folder)
        runs = self.runs if months == 1 else 2
        theirs = environments.run("openfisca", "measure", path, months, runs)
        child.run("template", path, 1, 1, 1, cache=self.cache)
        ours = {n: child.run("template", path, months, runs, n, cache=self.cache) for n in THREADS}
        moved = bytes_that_move(tables_of_people(path), kernel_of_template(), months)
        return Template(people, months, theirs, ours, moved)

    def queries(self, people: int) -> Queries:
        """The seven benefits as queries and by the kernel, compared before they are timed."""
        self.tell(f"DuckDB and Polars beside the kernel, {people:,} people")
        book, kernel = self.kernels.book, self.kernels.seven
        tables = all_known(snapshot_of(people, self.folder).tables())
        arrays = arrays_of(tables)
        database, frames = sql_rules.connected(arrays), polars_rules.connected(arrays)
        readers: dict[str, Reader] = {
            "DuckDB": lambda day: sql_rules.answers(
                sql_rules.evaluate(database, book, day), arrays
            ),
            "Polars": lambda day: polars_rules.answers(
                polars_rules.evaluate(frames, book, day), arrays
            ),
        }
        compared = sum(
            check(name, read, kernel, book, tables, DATES) for name, read in readers.items()
        )
        taken = {
            "DuckDB": timed(lambda: sql_rules.evaluate(database, book, DATES[0]), self.runs),
            "Polars": timed(lambda: polars_rules.evaluate(frames, book, DATES[0]), self.runs),
        }
        ours = KernelTimes.of(kernel, tables, THREADS[-1], self.runs)
        return Queries(tables.size("Person"), compared, taken, ours)

    def engine(self, peer: str, people: int) -> Engine:
        """Another engine with its own law, and the whole law of ours over as many people."""
        self.tell(f"{peer} beside the kernel, {people:,} people")
        theirs = environments.run(peer, people, 1)
        tables = all_known(snapshot_of(people, self.folder).tables())
        ours = KernelTimes.of(self.kernels.law, tables, 1, self.runs).call
        rules = len(self.kernels.law.layout.rules)
        return Engine(peer, theirs, ours, rules, tables.size("Person"))
