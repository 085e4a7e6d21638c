"""Recognitions as lines of the rolls: the lists of the poor, and what is recognised on request."""

from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa

from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.people.planting.history import People
from ansinh.people.planting.mistakes import HOME, as_lines
from ansinh.people.planting.rates import ASKED
from ansinh.people.planting.window import KEY, Window, days_of
from ansinh.people.rolls import Rolls, draws

#: Class of a household on the list → the benefit that stands for it on the rolls.
RECOGNISED = {"poor": "poverty.recognition_poor", "near_poor": "poverty.recognition_near_poor"}
#: Recognitions on request began so many months ago at most.
_MONTHS = 34


def listed(tables: Tables, people: People, rolls: Rolls) -> pl.DataFrame:
    """Households that are or were on the lists, as the lists say."""
    table = tables["PovertyRecognition"]
    codes = {name: code for name, code in RECOGNISED.items() if code in rolls.benefits}
    named = table.column("poverty_class").cast(pa.string()).to_numpy(zero_copy_only=False)
    mine = np.isin(named.astype(str), list(codes))
    frame = pl.DataFrame(
        {
            "benefit": rolls.numbers([codes[name] for name in named[mine]]),
            "row": tables.owners("PovertyRecognition")[mine],
            "since": days_of(table, "since")[mine],
            "until": days_of(table, "until")[mine],
        },
        schema_overrides={"benefit": pl.Int16},
    )
    return _lines(people.of_claims(frame, rolls))


def on_request(
    now: pl.DataFrame, people: People, rolls: Rolls, window: Window, seed: int
) -> pl.DataFrame:
    """Recognitions that some of those who may have them asked for, in a month by lot."""
    benefits = now["benefit"].to_numpy()
    offered = rolls.flags("is_status")[benefits] & rolls.flags("on_request")[benefits]
    frame = now.filter(pl.Series(offered) & (pl.col("status") == Status.ENTITLED))
    frame = people.of_claims(frame.select(KEY), rolls)
    frame = frame.filter(pl.col("death").is_null())
    draw = (seed, frame["id"].to_numpy(), frame["benefit"].to_numpy(), rolls.codes)
    ago = 1 + (draws(*draw, "asked in") * _MONTHS).astype(np.int64)
    since = (window.today.astype("datetime64[M]") - ago).astype("datetime64[D]")
    born = frame["birth"].to_numpy()
    frame = frame.with_columns(
        since=pl.Series(np.where(since < born, born, since)), until=pl.lit(None, pl.Date)
    )
    return _lines(frame.filter(pl.Series(draws(*draw, "asked") < ASKED.share)))


def _lines(frame: pl.DataFrame) -> pl.DataFrame:
    return as_lines(frame.with_columns(amount=pl.lit(0), place=pl.lit(HOME)))
