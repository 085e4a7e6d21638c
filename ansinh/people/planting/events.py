"""What is paid once or once a year: receipts on the days of the events that gave a right to it."""

from __future__ import annotations

import numpy as np
import polars as pl

from ansinh.people.planting.history import People, levels
from ansinh.people.planting.mistakes import HOME, as_lines
from ansinh.people.planting.rates import MISSED
from ansinh.people.planting.window import KEY, Window
from ansinh.people.rolls import Rolls, draws


def paid_once(
    outcomes: pl.DataFrame, people: People, rolls: Rolls, window: Window, seed: int
) -> pl.DataFrame:
    """Lines of the rolls, as :func:`~ansinh.people.planting.mistakes.entered` gives them.

    Args:
        outcomes: Of the last day of each month: a right that lasts for months is one event, paid at
            the end of its first month; what is paid yearly is paid once each year.
    """
    spans = levels(outcomes)
    ends = np.array(window.month_ends, dtype="datetime64[D]")
    first = ends[spans["first"].to_numpy()]
    yearly = np.array([kind.paid == "yearly" for kind in rolls.kinds])[spans["benefit"].to_numpy()]
    year = np.where(yearly, first.astype("datetime64[Y]").astype(np.int64), 0)
    spans = spans.with_columns(since=pl.Series(first), year=pl.Series(year))
    paid = spans.group_by("spell", "year", maintain_order=True).agg(
        pl.col(KEY).first(), pl.col("since").first(), pl.col("amount").last()
    )
    paid = people.of_claims(paid, rolls)
    luck = draws(seed, paid["id"].to_numpy(), paid["benefit"].to_numpy(), rolls.codes, "once")
    paid = paid.filter(pl.Series(luck >= MISSED.share))
    day_after = pl.col("since").dt.offset_by("1d")
    return as_lines(paid.with_columns(until=day_after, place=pl.lit(HOME)))
