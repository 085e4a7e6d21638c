"""What is due now, in months past and in months to come, for one chunk of a registry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import polars as pl

from ansinh.engine.dates import add_months, first_of_month
from ansinh.engine.tables import Tables
from ansinh.insight import lists
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.frames import KEY, held, held_on, outcome_frame, outcome_frames
from ansinh.insight.lacks import in_school, school_facts
from ansinh.insight.papers import decided_by_one
from ansinh.insight.stages import Stages
from ansinh.insight.subset import Subset
from ansinh.insight.summary import Totals
from ansinh.insight.tables.why import LATELY
from ansinh.insight.what_if import older
from ansinh.people.snapshot import Chunk, Snapshot

#: People times dates given to the kernel at once, about: what bounds the outcomes held.
_PEOPLE_AND_DATES = 2_000_000


class AnyKernel(Protocol):
    """What a run asks of the kernel."""

    compile_seconds: float
    from_cache: bool

    @property
    def facts(self) -> dict[str, list[str]]:
        """Entity → facts that it reads."""

    def run(
        self, tables: Tables, dates: Sequence[tuple[date, date]], threads: int, own: int | None
    ) -> Any:
        """Outcomes of the first ``own`` households on each (effect, known) date."""


@dataclass(frozen=True)
class Asked:
    """What a run is asked.

    Attributes:
        effect: The day asked about.
        known: The day whose knowledge of the law is used; a coming month is judged by what is known
            of it when it comes.
        months_ahead: Coming months looked at for *soon to change*.
        months_back: Earlier months looked at for arrears and old levels, the current one included.
        explain: Lines of each list that get the explainer's sentence.
        excel: Whether a workbook is written too.
        duplicates: Whether people who stand in the registry twice are looked for.
        report: Whether the report is written, as a page and as a PDF.
        threads: Of the kernel, and chunks that are worked on at once.
        boundaries: GeoJSON of the communes, for the report's maps.
        only_outcomes: What is due to whom on the day, and nothing else: no lists, tables or report.
    """

    effect: date
    known: date
    months_ahead: int = 12
    months_back: int = 60
    explain: int = 2000
    excel: bool = True
    threads: int = 2
    duplicates: bool = False
    report: bool = False
    boundaries: Path | None = None
    only_outcomes: bool = False

    @property
    def ahead(self) -> list[tuple[date, date]]:
        """First days of the coming months, earliest first."""
        first = first_of_month(self.effect)
        days = [add_months(first, number + 1) for number in range(self.months_ahead)]
        return [(day, max(day, self.known)) for day in days]

    @property
    def past(self) -> list[tuple[date, date]]:
        """First days of this and earlier months, latest first, by what is known now."""
        first = first_of_month(self.effect)
        return [(add_months(first, -number), self.known) for number in range(self.months_back)]


class Timeline:
    """Asks the kernel about chunk after chunk."""

    def __init__(
        self,
        registry: Snapshot,
        asked: Asked,
        catalogue: Catalogue,
        kernel: AnyKernel,
        totals: Totals,
        stages: Stages,
    ) -> None:
        self.registry, self.asked, self.catalogue = registry, asked, catalogue
        self.kernel, self.totals, self.stages = kernel, totals, stages
        self._rolls = catalogue.frame.filter("recorded").select("benefit")

    def situation(self, chunk: Chunk, rolls: pl.DataFrame, people: pl.DataFrame) -> lists.Situation:
        """Everything the lists of a chunk are made from.

        Args:
            rolls: Its receipts.
            people: Labels of its own people.
        """
        asked = self.asked
        before = add_months(asked.effect, -LATELY)
        days = [(asked.effect, asked.known), (before, asked.known)]
        result = self._ask(chunk.tables, chunk.own_households, days)
        today, before_today = outcome_frames(result.outcomes, self.catalogue, len(days))
        now, earlier = self._recorded(today), self._recorded(before_today)
        aged = self._ask(older(chunk.tables, LATELY), chunk.own_households, days[:1])
        (then,) = outcome_frames(aged.outcomes, self.catalogue, 1)
        dead = people.filter(pl.col("death_date") <= asked.effect)
        situation = lists.Situation(
            self.catalogue,
            lists.Month(asked.effect, now),
            held(rolls, self.catalogue, asked.effect),
            past=None,
            ahead=list(self._ahead(chunk)),
            dead=dead.select("death_date", row="person_row"),
            earlier=lists.Month(before, earlier),
            older=lists.Month(asked.effect, self._recorded(then)),
            columns=result.columns,
            services=today.join(now, on=KEY, how="anti"),
            if_in_school=self._if_in_school(chunk, people),
            decided_by_one=now.select(KEY).clear(),
        )
        return replace(
            situation,
            past=self._past(chunk, rolls, people, situation),
            decided_by_one=self._decided_by_one(chunk, people, situation),
        )

    def today(self, chunk: Chunk) -> Any:
        """What the kernel finds on the day asked about."""
        day = [(self.asked.effect, self.asked.known)]
        return self._ask(chunk.tables, chunk.own_households, day)

    def _ahead(self, chunk: Chunk) -> Iterator[lists.Month]:
        for day, outcomes in self._by_date(chunk.tables, chunk.own_households, self.asked.ahead):
            yield lists.Month(day, outcomes.select(*KEY, "status", "amount"))

    def _past(
        self, chunk: Chunk, rolls: pl.DataFrame, people: pl.DataFrame, situation: lists.Situation
    ) -> lists.Past | None:
        """Earlier months of the households in which something is paid wrongly, and only these."""
        if not self.asked.past:
            return None
        suspects = lists.suspects(situation)
        entities = self.catalogue.frame.select("benefit", "entity")
        wanted = np.unique(self._at_home(suspects, people)["home"].to_numpy())
        subset = self._subset(chunk, wanted)
        months = [
            subset.at_home(outcomes.drop("needs", "by", "why"), entities)
            .join(suspects, on=KEY, how="semi")
            .with_columns(day=pl.col("date").replace_strict(range(len(some)), some))
            .select(*KEY, "day", "status", "amount")
            for some, outcomes in self._by_dates(subset.tables, subset.own, self.asked.past)
        ]
        paid = rolls.join(suspects, on=KEY, how="semi")
        days = [day for day, _ in self.asked.past]
        received = held_on(paid, self.catalogue, days).select(*KEY, "day", "received")
        return lists.Past(pl.concat(months), received)

    def _if_in_school(self, chunk: Chunk, people: pl.DataFrame) -> pl.DataFrame:
        """Keys of what would be due to the households of children who are out of school."""
        day = self.asked.effect
        facts = school_facts(chunk.tables, day).head(people.height)
        out = people.filter(facts["out_of_school"] & facts["level"].is_not_null())
        part = self._subset(chunk, np.unique(out["household_row"].to_numpy()))
        asked = self._ask(in_school(part.tables, day), part.own, [(day, self.asked.known)])
        (outcomes,) = outcome_frames(asked.outcomes, self.catalogue, 1)
        entities = self.catalogue.frame.select("benefit", "entity")
        return part.at_home(outcomes.filter(lists.ENTITLED).select(KEY), entities).select(KEY)

    def _decided_by_one(
        self, chunk: Chunk, people: pl.DataFrame, situation: lists.Situation
    ) -> pl.DataFrame:
        """Undetermined payments that one missing fact decides."""
        payments = self.catalogue.frame.filter(pl.col("unit") != "status").select("benefit")
        waiting = lists.missing(situation).join(payments, on="benefit", how="semi")
        entities = self.catalogue.frame.select("benefit", "entity")
        today = [(self.asked.effect, self.asked.known)]

        def ask(tables: Tables, part: Subset) -> pl.DataFrame:
            (outcomes,) = outcome_frames(
                self._ask(tables, part.own, today).outcomes, self.catalogue, 1
            )
            return part.at_home(outcomes.filter(lists.ENTITLED).select(KEY), entities)

        waiting = self._at_home(waiting, people).with_columns(pl.col("needs").cast(pl.String))
        return decided_by_one(
            waiting, self.catalogue, lambda homes: self._subset(chunk, homes), ask
        )

    def _at_home(self, keys: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
        """Keys with ``home``, the row of the household."""
        entities = self.catalogue.frame.select("benefit", "entity")
        homes = people.select(row="person_row", of_person="household_row")
        of_person = pl.when(pl.col("entity") == "Person").then("of_person")
        return (
            keys.join(entities, on="benefit")
            .join(homes, on="row", how="left")
            .with_columns(home=of_person.otherwise("row"))
        )

    def _subset(self, chunk: Chunk, homes: Any) -> Subset:
        return Subset(chunk, self.registry.layout, homes, self.registry.info.guest_depth)

    def _by_date(
        self, tables: Tables, own: int, dates: list[tuple[date, date]]
    ) -> Iterator[tuple[date, pl.DataFrame]]:
        """Each date with its outcomes."""
        for days, outcomes in self._by_dates(tables, own, dates):
            for place, day in enumerate(days):
                yield day, outcomes.filter(pl.col("date") == place).drop("date")

    def _by_dates(
        self, tables: Tables, own: int, dates: list[tuple[date, date]]
    ) -> Iterator[tuple[list[date], pl.DataFrame]]:
        """Some dates with their outcomes at a time, never too many rows; ``date`` is the place."""
        step = max(1, _PEOPLE_AND_DATES // max(tables.size("Person"), 1))
        for at in range(0, len(dates), step):
            some = dates[at : at + step]
            outcomes = outcome_frame(self._ask(tables, own, some).outcomes, self.catalogue)
            yield [day for day, _ in some], self._recorded(outcomes)

    def _recorded(self, outcomes: pl.DataFrame) -> pl.DataFrame:
        """Outcomes of what payment rolls and registers of cards and decisions record."""
        return outcomes.join(self._rolls, on="benefit", how="semi", maintain_order="left")

    def _ask(self, tables: Tables, own: int, dates: list[tuple[date, date]]) -> Any:
        """Ask the kernel, and count what it was asked and how long it took."""
        with self.stages("kernel"):
            result = self.kernel.run(tables, dates, threads=self.asked.threads, own=own)
        self.totals.kernel_seconds += result.seconds
        self.totals.counts["evaluations"] += int(tables.offsets("Person")[own]) * len(dates)
        return result
