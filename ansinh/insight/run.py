"""The main job: the whole law over a registry at a date, and the lists that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.engine.book import LawBook
from ansinh.engine.outcome import Status
from ansinh.insight import lines as line
from ansinh.insight import lists
from ansinh.insight.accuracy import TRUTH, accuracy
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.explaining import Reasons
from ansinh.insight.figures import Figures, told_in_summary, write_tables
from ansinh.insight.frames import KEY, household_labels, people_labels, receipts
from ansinh.insight.lacks import Mends, lacking
from ansinh.insight.stages import Stages, read_ahead
from ansinh.insight.standard import Standard, asked_columns
from ansinh.insight.store import Results, whole_folder, write_summary
from ansinh.insight.summary import FORMAT, VERSION, Totals
from ansinh.insight.tables.poverty import poverty_summary
from ansinh.insight.timeline import AnyKernel, Asked, Timeline
from ansinh.insight.view import (
    PLACES,
    View,
    household_schema,
    households,
    people_groups,
    with_transfers,
)
from ansinh.people.snapshot import Chunk, Snapshot

__all__ = ["AnyKernel", "Asked", "Progress", "run"]

#: Told what is being done, how far it is, and how far it goes.
Progress = Callable[[str, int, int], None]


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

    Returns:
        The summary, as written.

    Raises:
        DataError: the snapshot cannot be read, or ``out`` exists.
        LawError: a rule cannot be compiled.
    """
    book, notes = book or _national(), list(notes)
    registry = Snapshot.open(snapshot, book.entities)
    told: Progress = progress or _silent
    stages = Stages()
    with whole_folder(Path(out), replace=replace) as folder:
        told("compile", 0, 1)
        with stages("compile"):
            kernel = kernel or _kernel(book)
        told("compile", 1, 1)
        work = _Run(book, registry, asked, kernel, folder, stages)
        try:
            for chunk in stages.each("reading", read_ahead(registry.chunks())):
                work.chunk(chunk)
                told("run", chunk.number + 1, registry.info.groups)
        finally:
            work.results.close()
        found = _after(folder, work, registry, told, by_that_law=not notes)
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
            **work.summary(),
            **found,
        }
        summary["timing"] |= {
            "compile_seconds": round(kernel.compile_seconds, 3),
            "from_cache": kernel.from_cache,
        }
        _write_for_people(folder, summary, asked, stages, told)
    return summary


def _after(
    folder: Path, work: _Run, registry: Snapshot, told: Progress, *, by_that_law: bool
) -> dict[str, Any]:
    """What follows when every chunk is done: what the summary says of it.

    Args:
        by_that_law: Whether the law is the one by which the registry's truth was told.
    """
    from ansinh.insight.impossible import benefits_of, impossible_to

    asked, stages = work.asked, work.stages
    found: dict[str, Any] = {"duplicates": None}
    with stages("duplicates"):
        found["impossible"] = impossible_to(
            folder, registry, asked.effect, told, benefits=benefits_of(work.catalogue.book)
        )
        if asked.duplicates:
            from ansinh.insight.duplicates import duplicates_to

            found["duplicates"] = duplicates_to(folder, registry, asked.effect, told)
    with stages("tables"):
        frames = work.figures.frames(work.reasons.failed)
        truth = registry.path / TRUTH
        if truth.exists() and by_that_law and asked.effect == registry.info.date:
            payments = work.catalogue.payments
            frames["accuracy"] = accuracy(folder, pl.read_parquet(truth), payments)
        write_tables(folder, frames)
        return {**found, **told_in_summary(frames, work.catalogue.payments)}


def _write_for_people(
    folder: Path, summary: dict[str, Any], asked: Asked, stages: Stages, told: Progress
) -> None:
    """Write the workbook, the report and, last, the summary with the time all of it took."""
    write_summary(folder, summary)
    if asked.excel:
        from ansinh.insight.excel import write_workbook

        with stages("workbook"):
            write_workbook(folder, summary, told)
    if asked.report:
        from ansinh.insight.report import write_report

        with stages("report"):
            write_report(folder, asked.boundaries, told)
    summary["timing"] |= {"stages": stages.told(), "seconds": round(stages.whole, 3)}
    write_summary(folder, summary)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing."""


def _national() -> LawBook:
    from ansinh.law.book import national_law

    return national_law()


def _kernel(book: LawBook) -> AnyKernel:
    from ansinh.engine.kernel import Kernel

    kernel: AnyKernel = Kernel(book, columns=asked_columns(book))
    return kernel


class _Run:
    """One run: what its chunks share."""

    def __init__(
        self,
        book: LawBook,
        registry: Snapshot,
        asked: Asked,
        kernel: AnyKernel,
        folder: Path,
        stages: Stages,
    ) -> None:
        self.asked, self.stages = asked, stages
        self.catalogue = Catalogue(book, asked.effect, asked.known)
        self.standard = Standard.of(book, asked.effect, asked.known)
        self.results = Results(folder, household_schema(self.standard))
        self.totals, self.figures = Totals(self.catalogue), Figures(self.catalogue, self.standard)
        self.timeline = Timeline(registry, asked, self.catalogue, kernel, self.totals, stages)
        self.reasons = Reasons(book, asked.known, asked.explain)

    def summary(self) -> dict[str, Any]:
        """The figures of all chunks."""
        written = {name: writer.rows for name, writer in self.results.lists.items()}
        return {
            **self.totals.as_summary(written),
            "poverty": poverty_summary(self.figures.poverty, self.standard.line),
            "forecast": self.figures.months.forecast(),
            "explained": dict(self.reasons.told),
            "explained_most": self.asked.explain,
        }

    def chunk(self, chunk: Chunk) -> None:
        """Run one chunk and write its lines."""
        with self.stages("joining"):
            labels = line.Labels(
                people_labels(chunk.tables, chunk.own("Person")),
                household_labels(chunk.tables, chunk.own("Household")),
            )
            view = self._view(chunk, labels)
            told = self._lines(view, labels)
        with self.stages("explaining"):
            told = {name: self._explained(name, lines, chunk) for name, lines in told.items()}
        with self.stages("writing"):
            self._write_outcomes(view, labels)
            for name, lines in told.items():
                self.results.lists[name].write(lines)
            self.results.households.write(view.living_homes)
            self._services(chunk, view, labels)
        with self.stages("tables"):
            for name, lines in told.items():
                self.totals.add_list(name, lines)
            self._count(view)
            self.figures.add(view)

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

    def _explained(self, name: str, lines: pl.DataFrame, chunk: Chunk) -> pl.DataFrame:
        if "reason" not in lines.columns:
            return lines
        return self.reasons.put_on(name, lines, chunk.tables, self.asked.effect)

    # --- what is written --------------------------------------------------------------------------

    def _write_outcomes(self, view: View, labels: line.Labels) -> None:
        one = view.found["missing"].select(*KEY, "decides")
        held = view.situation.held.select(*KEY, receiving=pl.lit(value=True))
        outcomes = view.situation.outcomes.join(one, on=KEY, how="left")
        outcomes = outcomes.join(held, on=KEY, how="left").with_columns(
            pl.col("receiving").fill_null(value=False)
        )
        names = self.catalogue.frame.select("benefit", "code", "entity")
        people = labels.people.select("person_row", "household_row", "person_id")
        rows = outcomes.join(names, on="benefit").join(
            names.select(by="benefit", winner="code"), on="by", how="left"
        )
        of_people = rows.filter(pl.col("entity") == "Person").join(
            people, left_on="row", right_on="person_row"
        )
        of_homes = rows.filter(pl.col("entity") == "Household").with_columns(
            household_row="row", person_id=pl.lit(None, pl.Int64)
        )
        homes = labels.households.select("household_row", "household_id")
        for part in (of_homes, of_people):
            named = part.join(homes, on="household_row").drop("benefit", "by")
            self.results.outcomes.write(named.rename({"code": "benefit", "winner": "by"}))

    def _services(self, chunk: Chunk, view: View, labels: line.Labels) -> None:
        """Count who lacks a basic service, and write a line each."""
        services, day = self.figures.services, self.asked.effect
        mends = Mends(self.catalogue, view.situation, view.people)
        people, homes = view.people, view.living_homes
        for lack, rows in lacking(services.lacks, chunk.tables, people, homes, day):
            told = mends.put_on(lack, rows)
            services.add(lack, told)
            short = told.filter("lacks").select("row", "mends", "codes")
            self.results.lacking.write(line.lacking_lines(short, lack, labels))

    # --- what is counted --------------------------------------------------------------------------

    def _count(self, view: View) -> None:
        totals, homes, now = self.totals, view.living_homes, view.situation.outcomes
        totals.people += int(homes["members"].sum())
        totals.households += homes.height
        totals.add_people(homes)
        totals.add_benefits(now, view.situation.held)
        aside = now.filter(pl.col("status") == Status.SET_ASIDE)
        for why, count in aside.group_by("why").len().iter_rows():
            totals.set_aside[str(why)] += count

    def _count_unknown_codes(self, rolls: pl.DataFrame) -> None:
        strange = rolls.filter(pl.col("benefit").is_null()).group_by("code").len()
        for code, count in strange.iter_rows():
            self.totals.unknown_codes[str(code)] += count
