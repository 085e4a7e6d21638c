"""Splink over DuckDB: candidate pairs, their weights, the pairs that are likely one person."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import polars as pl

from ansinh.engine.errors import DataError
from ansinh.insight.duplicates.evidence import (
    BLOCKS,
    COMPARISONS,
    MARKS_ONLY_LOST,
    Agreement,
    Comparison,
    prior,
)
from ansinh.insight.duplicates.kin import different_people
from ansinh.insight.duplicates.people import count, load_people
from ansinh.insight.duplicates.rivals import shared_out
from ansinh.people.snapshot import Snapshot

#: Told what is being done, how far it is, and how far it goes.
Progress = Callable[[str, int, int], None]

#: Probability from which a pair is listed; docs/duplicates.md shows precision and recall around it.
THRESHOLD = 0.8
#: Pairs less likely than this are no rivals of others.
RIVAL = 0.2
#: Pairs of people taken at random to count how often different people agree.
SAMPLED_PAIRS = 1_000_000
SEED = 20261124
#: What is not seen in n pairs may still be as frequent as 3 in n (95 %: the rule of three).
_UNSEEN = 3
#: Nothing counted is held to be rarer.
_LEAST = 1e-7
MEMORY = "500MB"
#: What DuckDB, and Splink after it, say when a query is stopped by the user.
_INTERRUPTED = "Query interrupted"
#: Work that follows the reading, in steps of progress.
_STEPS = 3

SCHEMA: dict[str, Any] = {
    "person_id": pl.Int64,
    "other_id": pl.Int64,
    "commune_code": pl.String,
    "other_commune_code": pl.String,
    "commune": pl.String,
    "other_commune": pl.String,
    "full_name": pl.String,
    "other_full_name": pl.String,
    "birth_date": pl.Date,
    "other_birth_date": pl.Date,
    "citizen_number": pl.String,
    "other_citizen_number": pl.String,
    "probability": pl.Float64,
    "reasons": pl.String,
    "reasons_en": pl.String,
    "both_paid": pl.Boolean,
}


def find_duplicates(
    snapshot: Snapshot,
    on: date,
    *,
    threshold: float = THRESHOLD,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """Pairs of rows that are likely one person, the likeliest first.

    The registry is read a chunk at a time into a database in a temporary folder that is gone in
    the end, however it ends. The same registry gives the same pairs.

    Args:
        on: The day on which it is said whether both rows are being paid.
        threshold: Least probability of a pair that is returned.
        progress: Called as the work goes on.

    Returns:
        One row a pair, columns :data:`SCHEMA`; ``person_id`` is the lesser of the two ids.

    Raises:
        DataError: ``threshold`` is no probability above 0.
    """
    return _found(snapshot, on, threshold, progress)[0]


def duplicates_to(
    folder: Path, snapshot: Snapshot, on: date, progress: Progress | None = None
) -> dict[str, int]:
    """Write ``duplicates.parquet`` into a folder of results.

    Returns:
        Pairs of rows compared, pairs found, and how many of these are paid twice.
    """
    frame, compared = _found(snapshot, on, THRESHOLD, progress)
    frame.write_parquet(folder / "duplicates.parquet")
    return {
        "compared": compared,
        "pairs": frame.height,
        "both_paid": int(frame["both_paid"].sum()),
    }


def _found(
    snapshot: Snapshot, on: date, threshold: float, progress: Progress | None
) -> tuple[pl.DataFrame, int]:
    if not 0 < threshold <= 1:
        raise DataError(f"threshold: expected a probability above 0 and up to 1, got {threshold}")
    groups = snapshot.info.groups

    def told(done: int) -> None:
        if progress is not None:
            progress("duplicates", done, groups + _STEPS)

    with _database() as base:
        people = load_people(base, snapshot, on, told)
        model = _weights(base, people)
        told(groups + 1)
        compared = _score(base, model, min(threshold, RIVAL))
        told(groups + 2)
        frame = _told_pairs(base, threshold)
        told(groups + _STEPS)
    return frame, compared


@contextmanager
def _database() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in a temporary folder, and Splink silent while it is used.

    Raises:
        KeyboardInterrupt: also where DuckDB met it first and made another error of it.
    """
    log = logging.getLogger("splink")
    level = log.level
    with TemporaryDirectory(prefix="ansinh-duplicates-") as folder:
        settings: dict[str, Any] = {"memory_limit": MEMORY, "temp_directory": f"{folder}/spill"}
        base = duckdb.connect(f"{folder}/people.duckdb", config=settings)
        log.setLevel(logging.ERROR)
        try:
            base.execute("SET enable_progress_bar = false")
            base.execute(MARKS_ONLY_LOST)
            yield base
        except Exception as error:
            if _INTERRUPTED in str(error):
                raise KeyboardInterrupt from None
            raise
        finally:
            log.setLevel(level)
            base.close()


# --- weights --------------------------------------------------------------------------------------


def _weights(base: duckdb.DuckDBPyConnection, people: int) -> dict[str, Any]:
    """Splink's settings with every ``u`` counted in the registry."""
    from splink import DuckDBAPI, Linker

    linker = Linker(_registered(DuckDBAPI(base)), _settings(people), log_level=None)
    linker.training.estimate_u_using_random_sampling(SAMPLED_PAIRS, SEED, min_count_per_level=None)
    model: dict[str, Any] = linker.misc.save_model_to_json()
    least = _UNSEEN / min(SAMPLED_PAIRS, max(people * (people - 1) // 2, _UNSEEN))
    for comparison, made in zip(COMPARISONS, model["comparisons"], strict=True):
        levels = made["comparison_levels"][1:]
        for agreement, level in zip(comparison.agreements, levels, strict=True):
            counted = _counted(base, agreement.u) if agreement.u else level.get("u_probability")
            level["u_probability"] = max(counted or 0, _LEAST if agreement.u else least)
    return model


def _counted(base: duckdb.DuckDBPyConnection, sql: str) -> float:
    [(share,)] = base.execute(f"SELECT ({sql})").fetchall()
    return float(share or 0)


def _registered(api: Any) -> Any:
    return api.register("people", dataset_display_name="registry")


def _settings(people: int) -> Any:
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(comparison) for comparison in COMPARISONS],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in BLOCKS],
        probability_two_random_records_match=prior(people),
    )


def _comparison(comparison: Comparison) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": comparison.unknown,
            "label_for_charts": "unknown",
            "is_null_level": True,
        }
    ]
    levels += [_level(agreement, comparison) for agreement in comparison.agreements]
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def _level(agreement: Agreement, comparison: Comparison) -> dict[str, Any]:
    level: dict[str, Any] = {
        "sql_condition": agreement.sql or "ELSE",
        "label_for_charts": agreement.en or agreement.sql or f"other {comparison.name}",
        "m_probability": agreement.m,
        "fix_m_probability": True,
    }
    if agreement.common:
        level |= {
            "tf_adjustment_column": agreement.common,
            "disable_tf_exact_match_detection": agreement.common != "ends",
        }
    return level


# --- pairs ----------------------------------------------------------------------------------------


def _score(base: duckdb.DuckDBPyConnection, model: dict[str, Any], threshold: float) -> int:
    """Make the table ``pairs`` of the likely ones; return how many were compared."""
    from splink import DuckDBAPI, Linker

    linker = Linker(_registered(DuckDBAPI(base)), model, log_level=None)
    blocked = linker.inference.compute_blocked_pairs_for_predict()
    likely = linker.inference.predict(threshold_match_probability=threshold)
    base.execute(f"CREATE TABLE pairs AS SELECT * FROM {likely.physical_name}")  # noqa: S608
    return count(base, blocked.physical_name)


def _told_pairs(base: duckdb.DuckDBPyConnection, threshold: float) -> pl.DataFrame:
    gammas = ", ".join(f"gamma_{comparison.name}" for comparison in COMPARISONS)
    pairs: pl.DataFrame = base.sql(f"""
        SELECT least(unique_id_l, unique_id_r) AS l, greatest(unique_id_l, unique_id_r) AS r,
            match_weight AS weight, {gammas}
        FROM pairs
    """).pl()  # noqa: S608 (names from this package)
    both = pairs.join(_side(base, "l"), on="l").join(_side(base, "r"), on="r")
    possible = both.with_columns(unique_id_l="l", unique_id_r="r").filter(~different_people())
    return (
        shared_out(possible)
        .filter(pl.col("probability") >= threshold)
        .select(
            *_columns(),
            "probability",
            _reasons("vi"),
            _reasons("en"),
            (pl.col("paid_l") & pl.col("paid_r")).alias("both_paid"),
        )
        .select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
        .sort("probability", "person_id", "other_id", descending=[True, False, False])
    )


def _side(base: duckdb.DuckDBPyConnection, side: str) -> pl.DataFrame:
    """The people who stand in a pair, columns ending in ``side``."""
    frame: pl.DataFrame = base.sql("""
        SELECT * FROM people WHERE unique_id IN
            (SELECT unique_id_l FROM pairs UNION ALL SELECT unique_id_r FROM pairs)
    """).pl()
    return frame.select(
        pl.col("unique_id").alias(side), pl.exclude("unique_id").name.suffix(f"_{side}")
    )


_TOLD = {
    "person_id": "unique_id",
    "commune_code": "commune_code",
    "commune": "commune",
    "full_name": "full_name",
    "birth_date": "birth",
    "citizen_number": "citizen_number",
}


def _columns() -> list[pl.Expr]:
    mine = [pl.col(f"{column}_l").alias(name) for name, column in _TOLD.items()]
    other = [
        pl.col(f"{column}_r").alias(f"other_{name.removeprefix('person_')}")
        for name, column in _TOLD.items()
    ]
    return mine + other


def _reasons(language: str) -> pl.Expr:
    """What speaks for and against, «; » between."""
    said = [_said(comparison, language) for comparison in COMPARISONS]
    dead = pl.col("death_l").is_not_null() | pl.col("death_r").is_not_null()
    word = {"vi": "có bên đã ghi mất", "en": "one is recorded dead"}[language]
    said.append(pl.when(dead).then(pl.lit(word)))
    name = {"vi": "reasons", "en": "reasons_en"}[language]
    return pl.concat_str(said, separator="; ", ignore_nulls=True).alias(name)


def _said(comparison: Comparison, language: str) -> pl.Expr:
    words = {number: getattr(a, language) or None for number, a in comparison.said()}
    gamma = pl.col(f"gamma_{comparison.name}")
    return gamma.replace_strict(words, default=None, return_dtype=pl.String)
