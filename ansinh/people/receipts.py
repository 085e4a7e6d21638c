"""The second pass over a synthetic registry: payment rolls, mostly right, wrong where planted.

The registry is copied chunk by chunk into a new snapshot with its receipts. Every planted mistake
stands in ``planted.parquet`` beside the tables, so that what the software finds can be compared
with what is there to find.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.people.layout import cut
from ansinh.people.rolls import Decided, Mistake, Rolls, decide, draws, year_before
from ansinh.people.snapshot import Chunk, Snapshot
from ansinh.people.writer import SnapshotWriter

#: A receipt's id is the owner's times this, plus its number.
RECEIPTS_PER_OWNER = 32
ROLL_TABLES = {"Person": "Receipt", "Household": "HouseholdReceipt"}
#: Recognition on the list → the benefit that stands for it on the rolls.
RECOGNISED = {"poor": "poverty.recognition_poor", "near_poor": "poverty.recognition_near_poor"}
#: Facts that say when a payment was decided, the first known one counts.
DECISIONS = {
    "assistance.social_pension": "social_pension_decision_on",
    "": "assistance_decision_on",
}
SOCIAL_PENSION_BEGAN = np.datetime64("2025-07", "M")
PLANTED = pa.schema(
    [
        ("entity", pa.string()),
        ("id", pa.int64()),
        ("benefit", pa.string()),
        ("kind", pa.string()),
        ("due", pa.int64()),
        ("received", pa.int64()),
    ]
)
_KEY = ["entity", "row", "benefit"]

Progress = Callable[[int, int], None]


def add_receipts(
    snapshot: Snapshot,
    out: Path | str,
    rolls: Rolls,
    seed: int,
    progress: Progress | None = None,
    *,
    replace: bool = False,
) -> Snapshot:
    """Copy ``snapshot`` to ``out`` with payment rolls.

    Args:
        snapshot: A registry; receipts it has are left out.
        out: The folder to make.
        rolls: How to learn what is due.
        seed: Any whole number from 0; the same one gives the same bytes.
        progress: Called with the chunks done and their number.
        replace: Whether a snapshot that stands at ``out`` may be replaced.

    Raises:
        DataError: ``out`` exists, or ``snapshot`` cannot be read.
    """
    layout, info = snapshot.layout, snapshot.info
    made = f"{info.made}; rolls with planted mistakes, seed {seed}"
    with SnapshotWriter(out, layout.entities, info.date, made, replace=replace) as writer:
        writer.reference(snapshot.reference())
        for chunk in snapshot.chunks():
            tables, planted = with_rolls(chunk, rolls, info.date, seed)
            writer.write(cut(layout, tables, 0, chunk.own_households))
            writer.append("planted", planted)
            if progress is not None:
                progress(chunk.number + 1, info.groups)
    return Snapshot.open(out, layout.entities)


def with_rolls(chunk: Chunk, rolls: Rolls, day: date, seed: int) -> tuple[Tables, pa.Table]:
    """The chunk's tables with receipts of everybody in it, and its own planted mistakes.

    What is due may hang on what is received (support for electricity asks who draws an allowance),
    so the law is run again on the first rolls, and a third time to keep only true mistakes.
    """
    empty: dict[str, pa.Table | None] = dict.fromkeys(ROLL_TABLES.values())
    tables = _replaced(chunk.tables, empty)
    past = _described(rolls.due(tables, year_before(day)), tables, day)
    now = _described(rolls.due(tables, day), tables, day)
    first = decide(now, past, rolls.benefits, seed)
    first.lines = pl.concat([first.lines, _recognitions(tables, rolls)])
    tables = _replaced(tables, _receipts(first.lines, tables, rolls, day, seed))
    again = _described(rolls.due(tables, day), tables, day)
    fresh = again.join(now, on=_KEY, how="anti").join(first.lines, on=_KEY, how="anti")
    second = decide(fresh, past.clear(), rolls.benefits, seed)
    lines = pl.concat([first.lines, second.lines])
    tables = _replaced(tables, _receipts(lines, tables, rolls, day, seed))
    planted = Decided(lines, pl.concat([first.planted, second.planted]))
    return tables, _truth(planted, rolls.due(tables, day), chunk)


def _truth(decided: Decided, final: pl.DataFrame, chunk: Chunk) -> pa.Table:
    """The mistakes that still are mistakes once everything is on the rolls, of own rows only."""
    own = {entity: chunk.own(entity) for entity in ROLL_TABLES}
    still = decided.planted.join(
        final.select(*_KEY, "status", now="amount"), on=_KEY, how="left"
    ).filter(pl.col("row") < pl.col("entity").replace_strict(own, return_dtype=pl.Int64))
    entitled = (pl.col("status") == Status.ENTITLED) & (pl.col("now") == pl.col("due"))
    ended = pl.col("kind").is_in([Mistake.DEAD_STILL_PAID, Mistake.ENDED_STILL_PAID])
    # A dead person is on the rolls by mistake whatever the law still answers for them.
    gone = pl.col("status").is_null() | (pl.col("kind") == Mistake.DEAD_STILL_PAID)
    kept = still.filter(pl.when(ended).then(gone).otherwise(entitled))
    table = kept.sort("entity", "id", "benefit").select(PLANTED.names).to_arrow()
    return table.cast(PLANTED)


def _described(outcomes: pl.DataFrame, tables: Tables, day: date) -> pl.DataFrame:
    """Outcomes with the ``id`` of the person or household and whether the person is ``dead``."""
    parts = []
    for entity in ROLL_TABLES:
        mine = outcomes.filter(pl.col("entity") == entity)
        rows = mine["row"].to_numpy()
        dead = np.zeros(len(rows), dtype=bool)
        if entity == "Person":
            death = _days(tables[entity], "death_date")[rows]
            dead = ~np.isnat(death) & (death <= np.datetime64(day, "D"))
        parts.append(
            mine.with_columns(
                id=pl.Series(tables.ids[entity][rows], dtype=pl.Int64),
                dead=pl.Series(dead, dtype=pl.Boolean),
            )
        )
    return pl.concat(parts)


def _recognitions(tables: Tables, rolls: Rolls) -> pl.DataFrame:
    """Households that are or were on the lists of the poor and near-poor, as lines of the rolls."""
    table = tables["PovertyRecognition"]
    codes = {name: code for name, code in RECOGNISED.items() if code in rolls.benefits}
    rows = tables.owners("PovertyRecognition")
    frame = pl.DataFrame(
        {
            "row": pl.Series(rows, dtype=pl.Int64),
            "id": pl.Series(tables.ids["Household"][rows], dtype=pl.Int64),
            "name": pl.Series(
                table.column("poverty_class").cast(pa.string()).to_pylist(), dtype=pl.String
            ),
            "until": pl.Series(table.column("until").to_pylist(), dtype=pl.Date),
            "since": pl.Series(table.column("since").to_pylist(), dtype=pl.Date),
        }
    )
    return frame.filter(pl.col("name").is_in(list(codes))).select(
        pl.lit("Household").alias("entity"),
        "row",
        "id",
        pl.col("name").replace_strict(codes, return_dtype=pl.String).alias("benefit"),
        pl.lit(0, pl.Int64).alias("amount"),
        pl.lit(value=False).alias("elsewhere"),
        "since",
        "until",
    )


def _receipts(
    lines: pl.DataFrame, tables: Tables, rolls: Rolls, day: date, seed: int
) -> dict[str, pa.Table | None]:
    return {
        name: _roll(
            lines.filter(pl.col("entity") == entity).sort(
                "row", "benefit", "elsewhere", "since", nulls_last=True
            ),
            entity,
            tables,
            rolls,
            day,
            seed,
        )
        for entity, name in ROLL_TABLES.items()
    }


def _roll(
    lines: pl.DataFrame, entity: str, tables: Tables, rolls: Rolls, day: date, seed: int
) -> pa.Table:
    rows, codes = lines["row"].to_numpy(), lines["benefit"].to_list()
    kinds = [rolls.benefits[code] for code in codes]
    rank = lines.select(pl.int_range(pl.len()).over("row"))[:, 0].to_numpy()
    ids = tables.ids[entity][rows]
    money = np.array([kind.unit not in ("status", "card") for kind in kinds], dtype=bool)
    once = np.array([not kind.goes_on for kind in kinds], dtype=bool)
    since = _since(lines, entity, tables, once, day, seed)
    until = np.where(
        once, since + np.timedelta64(1, "D"), lines["until"].to_numpy().astype("datetime64[D]")
    )
    owner = tables.entities[ROLL_TABLES[entity]].owner
    assert owner is not None
    return pa.table(
        {
            "id": ids * RECEIPTS_PER_OWNER + rank + 1,
            f"{owner.name}_id": ids,
            "group": pa.array(
                [kind.group(code) for kind, code in zip(kinds, codes, strict=True)], pa.string()
            ),
            "amount": pa.array(lines["amount"].to_numpy(), pa.int64(), mask=~money),
            "since": pa.array(since),
            "until": pa.array(until),
            "benefit": pa.array(codes, pa.string()),
            "paying_area_code": _paying(lines, entity, tables),
        }
    )


def _since(
    lines: pl.DataFrame, entity: str, tables: Tables, once: Any, day: date, seed: int
) -> Any:
    """First day paid: the month of the decision where one is on file, else a plausible month."""
    today = np.datetime64(day, "D")
    luck = draws(seed, lines, "since")
    month = today.astype("datetime64[M]") - (2 + luck * 34).astype(np.int64)
    if entity == "Person":
        rows = lines["row"].to_numpy()
        person = tables[entity]
        for code, fact in reversed(DECISIONS.items()):
            decided = _days(person, fact)[rows]
            fits = lines["benefit"].to_numpy() == code if code else ~once
            month = np.where(~np.isnat(decided) & fits, decided.astype("datetime64[M]"), month)
        month = np.maximum(month, _days(person, "birth_date")[rows].astype("datetime64[M]"))
    pension = lines["benefit"].str.ends_with(".social_pension").to_numpy()
    month = np.where(pension, np.maximum(month, SOCIAL_PENSION_BEGAN), month)
    recent = today - (1 + luck * 80).astype(np.int64)
    known = lines["since"].to_numpy().astype("datetime64[D]")
    guessed = np.where(once, recent, month.astype("datetime64[D]"))
    return np.where(np.isnat(known), guessed, known)


def _paying(lines: pl.DataFrame, entity: str, tables: Tables) -> pa.Array:
    """Code of the household's commune; of another one for a second payment."""
    rows = lines["row"].to_numpy()
    home = rows if entity == "Household" else tables.owners(entity)[rows]
    places = tables.targets("Household", "area")[home]
    codes = tables["Area"].column("code").to_numpy(zero_copy_only=False)
    now = np.flatnonzero(tables["Area"].column("valid_to").is_null().to_numpy())
    turn = np.searchsorted(now, places)
    next_one = now[(turn + 1) % max(len(now), 1)] if len(now) else places
    chosen = np.where(lines["elsewhere"].to_numpy(), next_one, places)
    return pa.array(codes[chosen], pa.string(), mask=chosen < 0)


def _days(table: pa.Table, column: str) -> Any:
    if column not in table.column_names:
        return np.full(len(table), np.datetime64("NaT", "D"))
    return table.column(column).to_numpy(zero_copy_only=False).astype("datetime64[D]")


def _replaced(tables: Tables, changed: dict[str, pa.Table | None]) -> Tables:
    kept = {name: table for name, table in tables.tables.items() if name not in changed}
    kept |= {name: table for name, table in changed.items() if table is not None}
    return Tables(tables.entities, kept)
