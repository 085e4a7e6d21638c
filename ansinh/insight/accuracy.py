"""What a run found of the mistakes that a synthetic registry holds, kind by kind.

``docs/accuracy.md`` says what counts as found, and what the figures do not say.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from ansinh.engine.outcome import Status
from ansinh.insight import kinds
from ansinh.insight.kinds import KINDS, Kind

TRUTH = "truth.parquet"
_CLAIM = ["entity", "id", "benefit"]
_SCHEMA = {
    **dict.fromkeys(("kind", "label", "label_en"), pl.String),
    **dict.fromkeys(("planted", "lines", "hits", "waiting"), pl.Int64),
    **dict.fromkeys(("precision", "recall"), pl.Float64),
}


def accuracy(folder: Path, truth: pl.DataFrame, payments: list[str]) -> pl.DataFrame:
    """``accuracy.parquet``: one row a kind of mistake that was looked for.

    Args:
        folder: Results, with the lists and ``outcomes.parquet``.
        truth: The planted mistakes.
        payments: Codes of the benefits that are scored: all but mere recognitions.
    """
    scored = pl.col("benefit").is_null() | pl.col("benefit").is_in(payments)
    truth = truth.filter(scored)
    waiting = _waiting(folder, payments)
    looked_for = [kind for kind, of in KINDS.items() if _file(folder, of).exists()]
    rows = [_row(kind, truth, folder, waiting) for kind in looked_for]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _row(kind: str, truth: pl.DataFrame, folder: Path, waiting: pl.DataFrame) -> tuple[object, ...]:
    planted = truth.filter(pl.col("kind") == kind)
    if kind == kinds.SAME_PERSON:
        wanted, lines, key = _pairs(planted), _duplicates(folder), ["one", "other"]
    elif kind == kinds.MISSING_PAPER:
        key = [*_CLAIM, "needs"]
        wanted = planted.rename({"fact": "needs"}).select(key)
        lines = waiting.filter("is_line").select(key)
    else:
        key = _CLAIM
        wanted, lines = planted.select(key), _lines(folder, kind)
    wanted, lines = wanted.unique(), lines.unique()
    hits = wanted.join(lines, on=key, how="semi").height
    unsure = 0
    if kind != kinds.SAME_PERSON:
        unfound = wanted.join(lines, on=key, how="anti")
        unsure = unfound.join(waiting, on=_CLAIM, how="semi").unique(_CLAIM).height
    return (
        kind,
        KINDS[kind].vi,
        KINDS[kind].en,
        wanted.height,
        lines.height,
        hits,
        unsure,
        hits / lines.height if lines.height else None,
        hits / wanted.height if wanted.height else None,
    )


def _file(folder: Path, kind: Kind) -> Path:
    return folder / f"{kind.found_in}.parquet"


def _lines(folder: Path, kind: str) -> pl.DataFrame:
    """Claims in the list of a kind; recognitions are no payments and left out."""
    lines = pl.scan_parquet(_file(folder, KINDS[kind]))
    wanted = lines.filter((pl.col("kind") == kind) & (pl.col("unit") != "status"))
    return _claims(wanted).select(_CLAIM).collect()


def _waiting(folder: Path, payments: list[str]) -> pl.DataFrame:
    """Claims that nobody can decide, and the fact they wait for.

    ``is_line`` says whether it is the only one, and nothing is received meanwhile.
    """
    outcomes = pl.scan_parquet(folder / "outcomes.parquet")
    waiting = outcomes.filter(pl.col("status") == Status.UNDETERMINED).with_columns(
        pl.col("benefit", "needs").cast(pl.String)
    )
    claims = _claims(waiting.filter(pl.col("benefit").is_in(payments)))
    is_line = pl.col("decides") & ~pl.col("receiving")
    return claims.select(*_CLAIM, "needs", is_line=is_line).collect()


def _claims(rows: pl.LazyFrame) -> pl.LazyFrame:
    is_person = pl.col("person_id").is_not_null()
    return rows.with_columns(
        entity=pl.when(is_person).then(pl.lit("Person")).otherwise(pl.lit("Household")),
        id=pl.coalesce("person_id", "household_id"),
    )


def _pairs(planted: pl.DataFrame) -> pl.DataFrame:
    return _unordered(planted, "id", "other_id")


def _duplicates(folder: Path) -> pl.DataFrame:
    path = _file(folder, KINDS[kinds.SAME_PERSON])
    pairs = pl.read_parquet(path, columns=["person_id", "other_id"])
    return _unordered(pairs, "person_id", "other_id")


def _unordered(rows: pl.DataFrame, one: str, other: str) -> pl.DataFrame:
    return rows.select(one=pl.min_horizontal(one, other), other=pl.max_horizontal(one, other))
