"""The main job: the whole law over a registry at a date, and the lists that follow from it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.engine.book import LawBook
from ansinh.engine.tables import Tables
from ansinh.insight.accuracy import TRUTH, accuracy
from ansinh.insight.explaining import Reasons
from ansinh.insight.figures import Figures, told_in_summary, write_tables
from ansinh.insight.parts import Part, PartFolder, kept
from ansinh.insight.stages import Stages, in_threads
from ansinh.insight.store import Results, whole_folder, write_summary
from ansinh.insight.summary import FORMAT, VERSION, Totals
from ansinh.insight.tables.poverty import poverty_summary
from ansinh.insight.timeline import AnyKernel, Asked
from ansinh.insight.view import household_schema
from ansinh.insight.work import Worker, kernel_for
from ansinh.people.snapshot import Snapshot

__all__ = ["AnyKernel", "Asked", "Engine", "Progress", "run"]

#: Told what is being done, how far it is, and how far it goes.
Progress = Callable[[str, int, int], None]
#: Gives every part of a run in order; parts that the folder holds already are taken from it.
Engine = Callable[[Worker, PartFolder | None], Generator[Part, None, None]]
#: Where parts stand in the folder of results while these are being made.
PARTS = ".parts"


def run(
    snapshot: Path | str,
    asked: Asked,
    out: Path | str,
    *,
    book: LawBook | None = None,
    notes: Iterable[str] = (),
    replace: bool = False,
    progress: Progress | None = None,
    kernel: AnyKernel | None = None,
    engine: Engine | None = None,
    keep: Path | None = None,
) -> dict[str, Any]:
    """Run the law over a snapshot and write the results into the folder ``out``.

    The folder holds one Parquet file a list, every outcome, the households, the report's tables,
    ``summary.json``, ``lists.xlsx`` and ``report.html``. It appears when all of it is there.

    Args:
        snapshot: Folder of the registry.
        asked: Dates and extent.
        out: Folder to make.
        book: The law; the national law unless given.
        notes: What was laid over the law (a reform, a province), for the summary.
        replace: Whether earlier results at ``out`` may be replaced.
        progress: Called as the work goes on.
        kernel: A compiled book; made unless given.
        engine: Makes the parts of the run; threads of this process unless given.
        keep: Folder in which finished parts are kept: a run that was killed goes on from them. They
            are removed when the results are there.

    Returns:
        The summary, as written.

    Raises:
        DataError: the snapshot cannot be read, or ``out`` exists.
        LawError: a rule cannot be compiled.
    """
    started = time.perf_counter()
    book, notes = book or _national(), list(notes)
    registry = Snapshot.open(snapshot, book.entities)
    told: Progress = progress or _silent
    stages = Stages()
    with whole_folder(Path(out), replace=replace) as folder:
        told("compile", 0, 1)
        with stages("compile"):
            kernel = kernel or kernel_for(book, asked)
        told("compile", 1, 1)
        worker = Worker(registry, asked, book, kernel)
        parts = PartFolder(keep or folder / PARTS, worker.run) if keep or engine else None
        together = _Together(worker, folder, stages)
        try:
            with closing((engine or in_this_process)(worker, parts)) as made:
                for part in stages.each(made):
                    together.take(part)
                    told("run", part.number + 1, registry.info.groups)
        finally:
            together.results.close()
        found = {} if asked.only_outcomes else _after(folder, together, told, not notes)
        summary = {
            "format": FORMAT,
            "version": VERSION,
            "snapshot": str(snapshot),
            "snapshot_date": registry.info.date.isoformat(),
            "date": asked.effect.isoformat(),
            "known": asked.known.isoformat(),
            "months_ahead": asked.months_ahead,
            "months_back": asked.months_back,
            "laid_over": notes,
            **together.summary(),
            **found,
        }
        summary["timing"] |= {
            "compile_seconds": round(kernel.compile_seconds, 3),
            "from_cache": kernel.from_cache,
        }
        _write_for_people(folder, summary, asked, stages, told)
        summary["timing"] |= {
            "stages": stages.told(),
            "seconds": round(time.perf_counter() - started, 3),
        }
        write_summary(folder, summary)
        if parts is not None and keep is None:
            parts.remove()
    if parts is not None and keep is not None:
        parts.remove()
    return summary


def in_this_process(worker: Worker, parts: PartFolder | None) -> Generator[Part, None, None]:
    """Every part in order, as many at once as the run has threads; see :data:`Engine`."""
    part = worker.part if parts is None else kept(worker.part, parts)
    return in_threads(part, range(worker.registry.info.groups), worker.asked.threads)


def _after(folder: Path, run: _Together, told: Progress, by_that_law: bool) -> dict[str, Any]:
    """What follows when every chunk is done: what the summary says of it.

    Args:
        by_that_law: Whether the law is the one by which the registry's truth was told.
    """
    from ansinh.insight.impossible import benefits_of, impossible_to

    asked, stages, registry = run.asked, run.stages, run.registry
    payments = run.catalogue.payments
    found: dict[str, Any] = {"duplicates": None}
    with stages("duplicates"):
        found["impossible"] = impossible_to(
            folder, registry, asked.effect, told, benefits=benefits_of(run.catalogue.book)
        )
        if asked.duplicates:
            from ansinh.insight.duplicates import duplicates_to

            found["duplicates"] = duplicates_to(folder, registry, asked.effect, told)
    with stages("tables"):
        frames = run.figures.frames(run.reasons.failed)
        truth = registry.path / TRUTH
        if truth.exists() and by_that_law and asked.effect == registry.info.date:
            frames["accuracy"] = accuracy(folder, pl.read_parquet(truth), payments)
        write_tables(folder, frames)
        return {**found, **told_in_summary(frames, payments)}


def _write_for_people(
    folder: Path, summary: dict[str, Any], asked: Asked, stages: Stages, told: Progress
) -> None:
    """Write the summary, and from it the workbook and the report."""
    write_summary(folder, summary)
    if asked.only_outcomes:
        return
    if asked.excel:
        from ansinh.insight.excel import write_workbook

        with stages("workbook"):
            write_workbook(folder, summary, told)
    if asked.report:
        from ansinh.insight.report import write_report

        with stages("report"):
            write_report(folder, asked.boundaries, told)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing."""


def _national() -> LawBook:
    from ansinh.law.book import national_law

    return national_law()


class _Together:
    """Puts parts together in their order: files, sums, and the reasons of the first lines."""

    def __init__(self, worker: Worker, folder: Path, stages: Stages) -> None:
        self.asked, self.stages, self.registry = worker.asked, stages, worker.registry
        self.catalogue, self.standard = worker.catalogue, worker.standard
        households = None if self.asked.only_outcomes else household_schema(self.standard)
        self.results = Results(folder, households)
        self.totals, self.figures = Totals(self.catalogue), Figures(self.catalogue, self.standard)
        self.sums = self.totals.sums | self.figures.sums
        self.reasons = Reasons(worker.book, self.asked.known, self.asked.explain)

    def take(self, part: Part) -> None:
        """Write the lines of a part and add up its sums."""
        with self.stages("explaining"):
            explained = self._explained(part)
        with self.stages("writing"):
            self.results.write(part.tables | explained)
        with self.stages("tables"):
            for name, frame in part.sums.items():
                self.sums[name].add(frame)
            self.totals.take(part.counts)
            self.figures.labels.take(part.counts["places"])
        self.stages.take(part.counts["stages"])

    def _explained(self, part: Part) -> dict[str, pl.DataFrame]:
        """Lists whose lines have reasons, the first ones in the explainer's words."""

        @cache
        def tables() -> Tables:
            return self.registry.chunk(part.number).tables

        return {
            name: self.reasons.put_on(name, lines, tables, self.asked.effect)
            for name, lines in part.tables.items()
            if name in self.results.lists and "reason" in lines.columns
        }

    def summary(self) -> dict[str, Any]:
        """The figures of all parts."""
        written = {name: writer.rows for name, writer in self.results.lists.items()}
        found = self.totals.as_summary(written)
        if self.asked.only_outcomes:
            return found
        return {
            **found,
            "poverty": poverty_summary(self.figures.poverty, self.standard.line),
            "forecast": self.figures.months.forecast(),
            "explained": dict(self.reasons.told),
            "explained_most": self.asked.explain,
        }
