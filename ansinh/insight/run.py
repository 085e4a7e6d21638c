"""The main job: the whole law over a registry at a date, and the lists that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.engine.book import LawBook
from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.insight import lines as line
from ansinh.insight import lists
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.explaining import Reasons
from ansinh.insight.frames import household_labels, people_labels, receipts
from ansinh.insight.poverty import PovertyLine, household_incomes
from ansinh.insight.store import Results, whole_folder, write_summary
from ansinh.insight.summary import FORMAT, VERSION, Totals
from ansinh.insight.timeline import AnyKernel, Asked, Timeline
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

    The folder holds one Parquet file a list, every outcome, ``summary.json`` and ``lists.xlsx``. It
    appears when all of it is there.

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
    book = book or _national()
    registry = Snapshot.open(snapshot, book.entities)
    told: Progress = progress or _silent
    with whole_folder(Path(out), replace=replace) as folder:
        told("compile", 0, 1)
        kernel = kernel or _kernel(book)
        told("compile", 1, 1)
        work = _Run(book, registry, asked, kernel, Results(folder))
        try:
            for chunk in registry.chunks():
                work.chunk(chunk)
                told("run", chunk.number + 1, registry.info.groups)
        finally:
            work.results.close()
        summary = {
            "format": FORMAT,
            "version": VERSION,
            "snapshot": str(snapshot),
            "snapshot_date": registry.info.date.isoformat(),
            "date": asked.effect.isoformat(),
            "known": asked.known.isoformat(),
            "months_ahead": asked.months_ahead,
            "months_back": asked.months_back,
            "laid_over": list(notes),
            **work.summary(),
        }
        summary["timing"] |= {
            "compile_seconds": round(kernel.compile_seconds, 3),
            "from_cache": kernel.from_cache,
        }
        write_summary(folder, summary)
        if asked.excel:
            from ansinh.insight.excel import write_workbook

            write_workbook(folder, summary, told)
    return summary


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing."""


def _national() -> LawBook:
    from ansinh.law.book import national_law

    return national_law()


def _kernel(book: LawBook) -> AnyKernel:
    from ansinh.engine.kernel import Kernel

    kernel: AnyKernel = Kernel(book)
    return kernel


class _Run:
    """One run: what its chunks share."""

    def __init__(
        self, book: LawBook, registry: Snapshot, asked: Asked, kernel: AnyKernel, results: Results
    ) -> None:
        self.asked, self.results = asked, results
        self.catalogue = Catalogue(book, asked.effect, asked.known)
        self.totals = Totals(self.catalogue)
        self.timeline = Timeline(registry, asked, self.catalogue, kernel, self.totals)
        self.reasons = Reasons(book, asked.known, asked.explain)
        self.line = PovertyLine.of(book, asked.effect, asked.known)

    def summary(self) -> dict[str, Any]:
        """The figures of all chunks."""
        written = {name: writer.rows for name, writer in self.results.lists.items()}
        return {
            **self.totals.as_summary(written, self.line),
            "explained": dict(self.reasons.told),
            "explained_most": self.asked.explain,
        }

    def chunk(self, chunk: Chunk) -> None:
        """Run one chunk and write its lines."""
        own = {name: chunk.own(name) for name in ("Household", "Person")}
        labels = line.Labels(
            people_labels(chunk.tables, own["Person"]),
            household_labels(chunk.tables, own["Household"]),
        )
        rolls = receipts(chunk.tables, own, self.catalogue)
        self._count_unknown_codes(rolls)
        situation = self.timeline.situation(chunk, rolls, labels.people)
        self._write_outcomes(situation.now.outcomes, labels)
        self._write_lists(situation, labels, chunk.tables)
        self._count(situation, labels, chunk)

    # --- what is written --------------------------------------------------------------------------

    def _write_lists(self, situation: lists.Situation, labels: line.Labels, tables: Tables) -> None:
        catalogue = self.catalogue
        wrongly = labels.put_on(lists.not_entitled(situation), catalogue)
        found = {
            "missed": line.missed_lines(labels.put_on(lists.missed(situation), catalogue), wrongly),
            "not_entitled": line.not_entitled_lines(wrongly, catalogue),
            "wrong_amount": line.wrong_lines(
                labels.put_on(lists.wrong_amount(situation), catalogue)
            ),
            "soon": line.soon_lines(labels.put_on(lists.soon(situation), catalogue)),
        }
        for name, told in found.items():
            explained = self.reasons.put_on(name, told, tables, self.asked.effect)
            self._write(name, explained)
        self._write("missing", line.missing_lines(lists.missing(situation), labels, catalogue))

    def _write(self, name: str, told: pl.DataFrame) -> None:
        self.results.lists[name].write(told)
        self.totals.add_list(name, told)

    def _write_outcomes(self, outcomes: pl.DataFrame, labels: line.Labels) -> None:
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

    # --- what is counted --------------------------------------------------------------------------

    def _count(self, situation: lists.Situation, labels: line.Labels, chunk: Chunk) -> None:
        totals, now = self.totals, situation.now
        assert now.held is not None
        homes = household_incomes(
            chunk.tables,
            chunk.own_households,
            self.catalogue,
            now.outcomes,
            now.held,
            labels.households,
            labels.people,
        )
        totals.people += int(homes["members"].sum())
        totals.households += homes.height
        totals.add_people(homes)
        totals.add_benefits(now.outcomes, now.held)
        if self.line is not None:
            totals.add_poverty(homes, self.line)
        aside = now.outcomes.filter(pl.col("status") == Status.SET_ASIDE)
        for why, count in aside.group_by("why").len().iter_rows():
            totals.set_aside[str(why)] += count

    def _count_unknown_codes(self, rolls: pl.DataFrame) -> None:
        strange = rolls.filter(pl.col("benefit").is_null()).group_by("code").len()
        for code, count in strange.iter_rows():
            self.totals.unknown_codes[str(code)] += count
