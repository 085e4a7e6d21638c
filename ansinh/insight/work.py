"""The work on one chunk of a registry, the same here and in every executor of a cluster."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import polars as pl

from ansinh.engine.arrow import number_array
from ansinh.engine.book import LawBook
from ansinh.engine.digests import law_digest
from ansinh.engine.tables import Tables
from ansinh.insight import lines as line
from ansinh.insight import lists
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.columns import schema_of
from ansinh.insight.figures import Figures
from ansinh.insight.frames import (
    HELD,
    KEY,
    column,
    household_labels,
    outcome_frame,
    people_labels,
    plain,
    receipts,
    with_ids,
)
from ansinh.insight.lacks import Mends, lacking
from ansinh.insight.parts import Part
from ansinh.insight.stages import Stages
from ansinh.insight.standard import Standard, asked_columns
from ansinh.insight.summary import Totals
from ansinh.insight.tables.sums import Sums
from ansinh.insight.timeline import AnyKernel, Asked, Timeline
from ansinh.insight.view import PLACES, View, households, people_groups, with_transfers
from ansinh.people.snapshot import Chunk, Snapshot


@dataclass(frozen=True)
class Job:
    """A run as it is told to another machine.

    Attributes:
        snapshot: Folder of the registry, as that machine sees it.
        law: Makes the law book there; found by its name in its module.
    """

    snapshot: str
    asked: Asked
    law: Callable[[], LawBook]

    def worker(self) -> Worker:
        """The worker for it, with its kernel."""
        book = self.law()
        registry = Snapshot.open(self.snapshot, book.entities)
        return Worker(registry, self.asked, book, kernel_for(book, self.asked))


def kernel_for(book: LawBook, asked: Asked) -> AnyKernel:
    """The compiled law, with the columns that the tables need."""
    from ansinh.engine.kernel import Kernel

    kernel: AnyKernel = Kernel(book, columns=() if asked.only_outcomes else asked_columns(book))
    return kernel


class Worker:
    """Makes the parts of a run; several threads may ask it at once."""

    def __init__(self, registry: Snapshot, asked: Asked, book: LawBook, kernel: AnyKernel) -> None:
        self.registry, self.asked, self.kernel, self.book = registry, asked, kernel, book
        self.catalogue = Catalogue(book, asked.effect, asked.known)
        self.standard = Standard.of(book, asked.effect, asked.known)
        _import_for_polars()

    @cached_property
    def run(self) -> str:
        """A digest of the question, the people and the law: parts with the same one fit."""
        asked = self.asked
        question = (asked.effect, asked.known, asked.months_ahead, asked.months_back)
        told = (question, asked.only_outcomes, self.registry.info.as_json(), law_digest(self.book))
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def kernel_threads(self) -> int:
        """Threads of the kernel inside a chunk: one where there are chunks for every thread."""
        return 1 if self.registry.info.groups >= self.asked.threads else self.asked.threads

    def part(self, number: int) -> Part:
        """What row group ``number`` of the registry gives."""
        work = _OutcomesOnly(self) if self.asked.only_outcomes else _Whole(self)
        with work.stages("reading"):
            chunk = self.registry.chunk(number, work.columns)
        return work.part(chunk)


class _Work:
    """What both extents share."""

    #: Entity → columns of the registry that are read; by default all.
    columns: dict[str, list[str]] | None = None

    def __init__(self, worker: Worker) -> None:
        self.asked, self.catalogue = worker.asked, worker.catalogue
        self.stages, self.totals = Stages(), Totals(worker.catalogue)
        asked = replace(worker.asked, threads=worker.kernel_threads)
        self.timeline = Timeline(
            worker.registry, asked, worker.catalogue, worker.kernel, self.totals, self.stages
        )

    def _part(
        self,
        chunk: Chunk,
        tables: dict[str, pl.DataFrame],
        sums: dict[str, Sums],
        places: list[list[str]],
    ) -> Part:
        added = {name: found.total() for name, found in sums.items() if found.begun}
        counts = {**self.totals.told(), "places": places, "stages": self.stages.seconds}
        return Part(chunk.number, tables, added, counts)


class _OutcomesOnly(_Work):
    """What is due to whom on the day, and nothing else."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(worker)
        of_people = worker.kernel.facts.get("Person", [])
        told = dict.fromkeys((*of_people, "death_date"))
        self.columns = {**worker.kernel.facts, "Person": list(told)}

    def part(self, chunk: Chunk) -> Part:
        """The outcomes of a chunk."""
        found = self.timeline.today(chunk)
        with self.stages("joining"):
            outcomes = outcome_frame(found.outcomes, self.catalogue).drop("date")
            named = with_ids(outcomes, chunk.tables, self.catalogue)
        with self.stages("tables"):
            self._count_living(chunk)
            self.totals.add_benefits(outcomes, pl.DataFrame(schema=HELD))
        return self._part(chunk, {"outcomes": named}, self.totals.sums, [])

    def _count_living(self, chunk: Chunk) -> None:
        own = chunk.own("Person")
        died = plain(column(chunk.tables["Person"], "death_date")).cast(pl.Date).head(own)
        living = died.is_null() | (died > self.asked.effect)
        homes = pl.Series(chunk.tables.owners("Person")[:own]).filter(living)
        self.totals.counts["people"] += len(homes)
        self.totals.counts["households"] += homes.n_unique()


class _Whole(_Work):
    """Outcomes, lists, households, what people lack, and what every table adds up."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(worker)
        self.standard = worker.standard
        self.figures = Figures(self.catalogue, self.standard)

    def part(self, chunk: Chunk) -> Part:
        """Everything about a chunk; lines of lists have a short reason."""
        with self.stages("joining"):
            labels = line.Labels(
                people_labels(chunk.tables, chunk.own("Person")),
                household_labels(chunk.tables, chunk.own("Household")),
            )
            view = self._view(chunk, labels)
            told = self._lines(view, labels)
            outcomes = self._outcomes(view, chunk.tables)
            short = self._services(chunk, view, labels)
        with self.stages("tables"):
            for name, lines in told.items():
                self.totals.add_list(name, lines)
            self.totals.add_people(view.living_homes)
            self.totals.add_benefits(view.situation.outcomes, view.situation.held)
            self.figures.add(view)
        tables = {"outcomes": outcomes, "households": view.living_homes, "lacking": short, **told}
        sums = self.totals.sums | self.figures.sums
        return self._part(chunk, tables, sums, self.figures.labels.told())

    # --- what it is made of -----------------------------------------------------------------------

    def _view(self, chunk: Chunk, labels: line.Labels) -> View:
        """Outcomes, receipts, households and people of a chunk."""
        tables = chunk.tables
        own = {name: chunk.own(name) for name in ("Household", "Person")}
        rolls = receipts(tables, own, self.catalogue)
        self._count_unknown_codes(rolls)
        situation = self.timeline.situation(chunk, rolls, labels.people)
        found = {name: keys(situation) for name, keys in lists.ALL.items()}
        people = people_groups(tables, labels.people, self.catalogue)
        homes = households(tables, labels.households, people, self.standard, situation.columns)
        homes = with_transfers(homes, situation, people)
        places = homes.select("household_row", *PLACES)
        people = people.join(places, on="household_row", how="left", maintain_order="left")
        return View(self.catalogue, situation, found, homes, people)

    def _lines(self, view: View, labels: line.Labels) -> dict[str, pl.DataFrame]:
        """The lines of each list, with a short reason."""
        catalogue, found = self.catalogue, view.found
        named = {name: labels.put_on(found[name], catalogue) for name in found if name != "missing"}
        return {
            "missed": line.missed_lines(named["missed"], named["not_entitled"]),
            "not_entitled": line.not_entitled_lines(named["not_entitled"], catalogue),
            "wrong_amount": line.wrong_lines(named["wrong_amount"]),
            "soon": line.soon_lines(named["soon"]),
            "missing": line.missing_lines(found["missing"], labels, catalogue),
        }

    def _outcomes(self, view: View, tables: Tables) -> pl.DataFrame:
        one = view.found["missing"].select(*KEY, "decides")
        receiving = view.situation.held.select(*KEY, receiving=pl.lit(value=True))
        outcomes = view.situation.outcomes.join(one, on=KEY, how="left", maintain_order="left")
        outcomes = outcomes.join(receiving, on=KEY, how="left", maintain_order="left")
        outcomes = outcomes.with_columns(pl.col("receiving").fill_null(value=False))
        return with_ids(outcomes, tables, self.catalogue)

    def _services(self, chunk: Chunk, view: View, labels: line.Labels) -> pl.DataFrame:
        """Count who lacks a basic service; a line each."""
        services, day = self.figures.services, self.asked.effect
        mends = Mends(self.catalogue, view.situation, view.people)
        people, homes = view.people, view.living_homes
        lines = []
        for lack, rows in lacking(services.lacks, chunk.tables, people, homes, day):
            told = mends.put_on(lack, rows)
            services.add(lack, told)
            short = told.filter("lacks").select("row", "mends", "codes")
            lines.append(line.lacking_lines(short, lack, labels))
        empty = pl.DataFrame(schema=schema_of("lacking"))
        return pl.concat([empty, *(found.select(empty.columns) for found in lines)])

    def _count_unknown_codes(self, rolls: pl.DataFrame) -> None:
        strange = rolls.filter(pl.col("benefit").is_null()).group_by("code").len()
        for code, count in strange.iter_rows():
            self.totals.unknown_codes[str(code)] += count


def _import_for_polars() -> None:
    """Have Polars import NumPy and Arrow now: two threads must not be the first to at once."""
    pl.Series(np.zeros(0))
    pl.from_arrow(number_array(np.zeros(1)))
