"""The law over the registry of the office: snapshot out, run, findings in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from ansinh.insight.run import Asked, run
from ansinh.insight.store import read_summary
from ansinh.law.book import national_law
from ansinh.people.spelling import name_forms
from ansinh.web.office.locking import alone
from ansinh.web.office.models import Cell, Finding, Run
from ansinh.web.registry.bulk import analyze, insert
from ansinh.web.registry.models import Household
from ansinh.web.registry.snapshot import write_snapshot

Progress = Callable[[int], None]
#: Lists that officers work off, in the order of the page.
LISTS = ("missed", "not_entitled", "wrong_amount", "soon", "missing")
_TEXTS = (
    *("kind", "benefit", "name", "unit", "needs", "question"),
    *("note", "note_en", "reason", "reason_en", "article", "article_en"),
)
_SHARES = {"snapshot": (0, 30), "run": (30, 90), "findings": (90, 100)}
_ROWS = 100_000


def run_law(job: Run, progress: Progress | None = None) -> None:
    """Run the law over everybody in the registry and replace the findings with what it finds.

    A run over one commune replaces the findings of that commune. A run that fails leaves the
    findings as they were, and says why in ``error``. One that was killed is started anew, and takes
    up the snapshot where nothing was changed since.

    Args:
        progress: Told how many hundredths are done, besides the run itself.
    """
    runs = Path(settings.HOME) / "runs"
    place = "" if job.area_id is None else f"-{job.area_id}"
    registry, results = runs / f"registry{place}", runs / str(job.pk)
    try:
        with alone(runs / "lock", "another run of the law is going on"):
            told = _Told(job, progress)
            write_snapshot(registry, job.effect, told.of("snapshot"), job.area_id)
            asked = Asked(job.effect, job.known, excel=False)
            run(
                registry,
                asked,
                results,
                replace=True,
                progress=lambda stage, done, total: (
                    told.of("run")(done, total) if stage == "run" else None
                ),
            )
            job.stage = "findings"
            take_in(job, results)
    except Exception as error:
        job.error = f"{type(error).__name__}: {error}"
        job.save(update_fields=["error"])
        raise


def take_in(job: Run, results: Path) -> None:
    """Replace all findings, or those of the run's commune, by a results folder: all or nothing."""
    with transaction.atomic():
        whole = Household.objects.all(), Finding.objects.all()
        homes, old = whole if job.area_id is None else (r.filter(area=job.area_id) for r in whole)
        old.delete()
        areas = dict(homes.values_list("pk", "area_id"))
        for name in LISTS:
            for frame in _frames(results / f"{name}.parquet"):
                insert(Finding, _findings(frame, name, job, areas))
        count(job)
        for model in (Finding, Cell):
            analyze(model)
        job.summary = read_summary(results)
        job.finished_at, job.progress = timezone.now(), 100
        job.save()


def count(job: Run) -> None:
    """Count the findings of a run by commune and kind, in place of what was counted before."""
    cells, found = Cell.objects.all(), Finding.objects.all()
    if job.area_id is not None:
        cells, found = cells.filter(area=job.area_id), found.filter(area=job.area_id)
    cells.delete()
    kinds = ("area_id", "list", "benefit", "needs", "month", "domain")
    sums = {name: Coalesce(Sum(name), 0) for name in ("received", "due", "then")}
    rows = found.values(*kinds).annotate(lines=Count("pk"), **sums).order_by()
    Cell.objects.bulk_create((Cell(run=job, **row) for row in rows), batch_size=1_000)


def _frames(path: Path) -> Iterator[pl.DataFrame]:
    whole = pl.scan_parquet(path)
    rows = whole.select(pl.len()).collect().item()
    for start in range(0, rows, _ROWS):
        yield whole.slice(start, _ROWS).collect()


def _findings(frame: pl.DataFrame, name: str, job: Run, areas: dict[int, int]) -> pl.DataFrame:
    frame = frame.rename({"benefits": "note", "benefits_en": "note_en"}, strict=False)
    columns = set(frame.columns)
    texts = [pl.col(t).cast(pl.String) if t in columns else pl.lit("").alias(t) for t in _TEXTS]
    numbers = [
        pl.col(n) if n in columns else pl.lit(None, pl.Int64).alias(n)
        for n in ("received", "due", "then", "arrears")
    ]
    month = pl.col("month") if "month" in columns else pl.lit(None, pl.Date).alias("month")
    domains = {code: rule.benefit.domain for code, rule in national_law().benefits.items()}  # type: ignore[union-attr]
    who = (
        pl.when(pl.col("person_id").is_null())
        .then(pl.concat_str(pl.lit("h"), pl.col("household_id")))
        .otherwise(pl.concat_str(pl.lit("p"), pl.col("person_id")))
    )
    told = frame.select(
        "household_id", "person_id", "village", "full_name", "birth_date", month, *texts, *numbers
    ).with_columns(
        pl.lit(name).alias("list"),
        pl.lit(job.pk).alias("run_id"),
        area_id=pl.col("household_id").replace_strict(areas, default=None),
        domain=pl.col("benefit").replace_strict(domains, default="", return_dtype=pl.String),
        search_name=name_forms(frame["full_name"])["folded"],
        key=pl.concat_str(
            pl.lit(f"{name}:"),
            pl.when(pl.col("benefit") != "").then("benefit").otherwise("needs"),
            pl.lit(":"),
            who,
        ),
        stand=pl.concat_str(
            [pl.col(name).cast(pl.String).fill_null("–") for name in ("received", "due", "then")],
            separator=" ",
        ),
    )
    return told.filter(pl.col("area_id").is_not_null())


class _Told:
    """Tells how far a run is, in hundredths, without writing more than it must."""

    def __init__(self, job: Run, progress: Progress | None) -> None:
        self.job, self._progress = job, progress

    def of(self, stage: str) -> Any:
        low, high = _SHARES[stage]

        def tell(done: int, total: int) -> None:
            self.job.stage = stage
            reached = low + (high - low) * done // max(total, 1)
            if reached != self.job.progress:
                self.job.progress = reached
                self.job.save(update_fields=["stage", "progress"])
                if self._progress is not None:
                    self._progress(reached)

        return tell
