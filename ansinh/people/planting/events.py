"""What is paid once or once a year: receipts on the days of the events that gave a right to it."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ansinh.people.planting.history import People, levels
from ansinh.people.planting.mistakes import HOME, as_lines
from ansinh.people.planting.rates import MISSED
from ansinh.people.planting.window import KEY, Window
from ansinh.people.rolls import Rolls, draws

Numbers = np.ndarray[Any, Any]


def paid_once(
    outcomes: pl.DataFrame, people: People, rolls: Rolls, window: Window, seed: int
) -> pl.DataFrame:
    """Lines of the rolls, as :func:`~ansinh.people.planting.mistakes.entered` gives them.

    Args:
        outcomes: Of the last day of each month: a right that lasts for months is one event, paid at
            the end of its first month; what is paid yearly is paid once each year.
    """
    spans = _by_year(levels(outcomes), rolls, np.array(window.month_ends, dtype="datetime64[D]"))
    paid = spans.group_by("spell", "year", maintain_order=True).agg(
        pl.col(KEY).first(), pl.col("since").first(), pl.col("amount").last()
    )
    paid = people.of_claims(paid, rolls)
    luck = draws(seed, paid["id"].to_numpy(), paid["benefit"].to_numpy(), rolls.codes, "once")
    paid = paid.filter(pl.Series(luck >= MISSED.share))
    day_after = pl.col("since").dt.offset_by("1d")
    return as_lines(paid.with_columns(until=day_after, place=pl.lit(HOME)))


def _by_year(spans: pl.DataFrame, rolls: Rolls, ends: Numbers) -> pl.DataFrame:
    """Levels with the day ``since`` on which they are paid, once for each ``year`` if yearly."""
    first, last = ends[spans["first"].to_numpy()], ends[spans["last"].to_numpy()]
    begun, over = (day.astype("datetime64[Y]").astype(np.int64) for day in (first, last))
    yearly = np.array([kind.paid == "yearly" for kind in rolls.kinds])[spans["benefit"].to_numpy()]
    times = np.where(yearly, over - begun + 1, 1)
    row = np.repeat(np.arange(len(spans)), times)
    later = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    year = begun[row] + later
    january = ends[np.searchsorted(ends, year.astype("datetime64[Y]").astype("datetime64[D]"))]
    return spans[row].with_columns(
        since=pl.Series(np.where(later == 0, first[row], january)),
        year=pl.Series(np.where(yearly[row], year, 0)),
    )
