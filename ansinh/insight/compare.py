"""Two laws, or one law on two dates, over the same people: whom it touches, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.engine.book import LawBook
from ansinh.engine.outcome import Status
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.frames import KEY, outcome_frames
from ansinh.insight.run import AnyKernel, Progress
from ansinh.people.snapshot import Chunk, Snapshot

_COUNTS = ("before", "after", "begin", "end", "more", "less", "unsure")


@dataclass(frozen=True)
class Side:
    """One of the two: a law on a date, as known on another."""

    book: LawBook
    effect: date
    known: date


def compare(
    snapshot: Path | str, one: Side, other: Side, progress: Progress | None = None, threads: int = 2
) -> list[dict[str, Any]]:
    """What differs for the people of a snapshot, by benefit.

    Each entry has ``before`` and ``after`` (entitled), ``begin``, ``end``, ``more``, ``less``
    (whose amount rises or falls), ``unsure`` (known on one side only), and for benefits with an
    amount ``due_before`` and ``due_after`` per payment. People and facts are those of the snapshot
    on both sides: only the law and the date differ.
    """
    from ansinh.engine.kernel import Kernel

    registry = Snapshot.open(snapshot, one.book.entities)
    kernels: list[AnyKernel] = [Kernel(one.book)]
    kernels.append(kernels[0] if other.book is one.book else Kernel(other.book))
    catalogues = [Catalogue(side.book, side.effect, side.known) for side in (one, other)]
    sums: list[pl.DataFrame] = []
    for chunk in registry.chunks():
        frames = [
            _due(chunk, side, kernel, catalogue, threads)
            for side, kernel, catalogue in zip((one, other), kernels, catalogues, strict=True)
        ]
        sums.append(_differences(*frames))
        if progress is not None:
            progress("compare", chunk.number + 1, registry.info.groups)
    return _entries(pl.concat(sums), catalogues)


def _due(
    chunk: Chunk, side: Side, kernel: AnyKernel, catalogue: Catalogue, threads: int
) -> pl.DataFrame:
    result = kernel.run(
        chunk.tables, [(side.effect, side.known)], threads=threads, own=chunk.own_households
    )
    (outcomes,) = outcome_frames(result.outcomes, catalogue, 1)
    entitled = pl.col("status") == Status.ENTITLED
    unknown = pl.col("status").is_in([Status.UNDETERMINED, Status.SET_ASIDE])
    codes = catalogue.frame.select("benefit", "code")
    return outcomes.join(codes, on="benefit").select(
        "code", "row", due=pl.when(entitled).then("amount").otherwise(0), open=unknown
    )


def _differences(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    key = ["code", *KEY[1:]]
    both = one.join(other, on=key, how="full", coalesce=True, suffix="_after").with_columns(
        pl.col("due", "due_after").fill_null(0),
        unsure=pl.col("open").fill_null(value=False) | pl.col("open_after").fill_null(value=False),
    )
    old, new, sure = pl.col("due"), pl.col("due_after"), ~pl.col("unsure")
    return both.group_by("code").agg(
        before=(old > 0).sum(),
        after=(new > 0).sum(),
        begin=(sure & (old == 0) & (new > 0)).sum(),
        end=(sure & (old > 0) & (new == 0)).sum(),
        more=(sure & (old > 0) & (new > old)).sum(),
        less=(sure & (new > 0) & (new < old)).sum(),
        unsure=(pl.col("unsure") & (pl.col("open") != pl.col("open_after"))).sum(),
        due_before=old.sum(),
        due_after=new.sum(),
    )


def _entries(sums: pl.DataFrame, catalogues: list[Catalogue]) -> list[dict[str, Any]]:
    info = {row["code"]: row for c in catalogues for row in c.frame.iter_rows(named=True)}
    keep = ("name", "entity", "paid", "payer", "domain", "unit", "counted")
    entries = []
    for row in sums.group_by("code").sum().iter_rows(named=True):
        told = {name: info[row["code"]][name] for name in keep}
        counts = {name: int(row[name]) for name in _COUNTS}
        amounts = {name: int(row[name]) for name in ("due_before", "due_after")}
        entries.append({"code": row["code"], **told, **counts, **amounts})
    order = list(dict.fromkeys(code for c in catalogues for code in c.codes))
    return sorted(entries, key=lambda entry: order.index(entry["code"]))
