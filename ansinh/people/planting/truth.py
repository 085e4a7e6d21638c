"""The truth about the rolls: all that is due and not paid so, and all that is paid and not due."""

from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa

from ansinh.engine.outcome import Status
from ansinh.people.planting.window import KEY, Window
from ansinh.people.rolls import Mistake, Numbers, Rolls

TRUTH = pa.schema(
    [
        ("kind", pa.string()),
        ("entity", pa.string()),
        ("id", pa.int64()),
        ("benefit", pa.string()),
        ("fact", pa.string()),
        ("other_id", pa.int64()),
        ("due", pa.int64()),
        ("received", pa.int64()),
    ]
)
#: Statuses of claims about which the law says neither yes nor no.
_OPEN = [Status.UNDETERMINED, Status.SET_ASIDE]


def received(lines: pl.DataFrame, rolls: Rolls, window: Window) -> pl.DataFrame:
    """What is received on the registry's day: key, ``id`` and ``received``.

    The amounts are summed; of what has none (a card) the times are counted. What is paid once
    counts for twelve months, what is paid yearly for its calendar year.
    """
    paid = np.array([kind.paid for kind in rolls.kinds])[lines["benefit"].to_numpy()]
    counted = pl.Series(rolls.flags("is_counted")[lines["benefit"].to_numpy()])
    since, until = lines["since"].to_numpy(), lines["until"].to_numpy()
    runs = np.isnat(until) | (until > window.today)
    year = window.today.astype("datetime64[Y]")
    counts = np.where(paid == "once", since > window.year_ago, runs)
    counts = np.where(paid == "yearly", since.astype("datetime64[Y]") == year, counts)
    mine = pl.Series(counts & (since <= window.today))
    amount = pl.when(counted).then("amount").otherwise(1)
    return (
        lines.with_columns(received=amount)
        .filter(mine)
        .group_by(KEY, maintain_order=True)
        .agg(pl.col("id").first(), pl.col("received").sum())
    )


def differences(
    outcomes: pl.DataFrame, held: pl.DataFrame, claims: pl.DataFrame, rolls: Rolls
) -> pl.DataFrame:
    """Every difference between what is due and what is received, named after the mistake made.

    Args:
        outcomes: Of the registry's day: key, ``id``, ``dead`` (died by that day), ``status``,
            ``amount``.
        held: What is received: key, ``id`` and ``received``.
        claims: Key, ``meant`` and ``fact`` of the claims that a mistake was made with; of several
            for one claim the first counts.

    Returns:
        The columns of :data:`TRUTH`, without those of the same person twice.
    """
    goes_on = pl.Series(rolls.flags("goes_on")[outcomes["benefit"].to_numpy()])
    # The month of a death has been paid: nothing more that goes on is due to the dead.
    outcomes = outcomes.filter(~(goes_on & pl.col("dead")))
    due = outcomes.filter(pl.col("status") == Status.ENTITLED).select(*KEY, "id", due="amount")
    unsaid = outcomes.filter(pl.col("status").is_in(_OPEN))
    both = due.join(held, on=[*KEY, "id"], how="full", coalesce=True).fill_null(0)
    wrong = both.filter(pl.col("due") != pl.col("received")).join(unsaid, on=KEY, how="anti")
    ongoing = pl.Series(rolls.flags("goes_on")[wrong["benefit"].to_numpy()])
    wrong = wrong.filter((pl.col("due") > 0) | ongoing)
    claims = claims.unique(KEY, keep="first", maintain_order=True)
    return _named(wrong.join(claims, on=KEY, how="left"), rolls)


def _named(wrong: pl.DataFrame, rolls: Rolls) -> pl.DataFrame:
    by_itself = (
        pl.when(pl.col("received") == 0)
        .then(pl.lit(str(Mistake.MISSED)))
        .when(pl.col("due") == 0)
        .then(pl.lit(str(Mistake.ENDED_STILL_PAID)))
        .otherwise(pl.lit(str(Mistake.WRONG_AMOUNT)))
    )
    benefits: Numbers = wrong["benefit"].to_numpy()
    entities = np.array([kind.entity for kind in rolls.kinds], dtype=object)
    meant = pl.when(pl.col("meant") != "").then("meant")
    return wrong.with_columns(
        kind=pl.coalesce(meant, by_itself),
        entity=pl.Series(entities[benefits], dtype=pl.String),
        benefit=pl.Series(np.array(rolls.codes, dtype=object)[benefits], dtype=pl.String),
        other_id=pl.lit(None, pl.Int64),
    ).select(TRUTH.names)
