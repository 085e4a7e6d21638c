"""Foresight: who is entitled and what is due in each coming month, events of the year included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from ansinh.insight import lists
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.frames import KEY
from ansinh.insight.tables.sums import Sums
from ansinh.insight.view import View

_NAMED = ("name", "name_en", "payer", "paid")


class Months:
    """Adds up coming months.

    What is paid once falls into the first coming month in which it is due and was not on the day
    asked about; what is paid yearly, into the first such month of each calendar year.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._sums = Sums(["month", "benefit"], {"entitled": pl.Int64, "due": pl.Int64})

    def add(self, view: View) -> None:
        """Count a chunk's coming months."""
        sums = [pl.len().alias("entitled"), pl.col("amount").sum().alias("due")]
        for month, due in self._falling_due(view.situation):
            counted = due.group_by("benefit").agg(sums).with_columns(month=pl.lit(month.day))
            self._sums.add(counted)

    def _falling_due(
        self, situation: lists.Situation
    ) -> Iterator[tuple[lists.Month, pl.DataFrame]]:
        kinds = self.catalogue.frame.select("benefit", "paid", "ongoing")
        keys = [*KEY, "year"]
        seen: pl.DataFrame | None = None
        for month in (situation.now, *situation.ahead):
            yearly = pl.col("paid") == "yearly"
            due = (
                month.outcomes.filter(lists.ENTITLED)
                .select(*KEY, "amount")
                .join(kinds, on="benefit")
                .with_columns(year=pl.when(yearly).then(month.day.year).otherwise(0))
            )
            events = due.filter(~pl.col("ongoing"))
            if seen is None:
                seen = events.select(keys)
                continue
            fresh = events.join(seen, on=keys, how="anti")
            seen = pl.concat([seen, fresh.select(keys)])
            yield month, pl.concat([due.filter("ongoing"), fresh])

    def frame(self) -> pl.DataFrame:
        """``months.parquet``; ``due`` in the benefit's unit, null where it has no amount."""
        sums = self._sums.total()
        if sums.is_empty():
            return pl.DataFrame(schema=_SCHEMA)
        found = sums.join(self.catalogue.frame, on="benefit").sort("month", "benefit")
        return found.select(
            "month", "code", *_NAMED, "entitled", due=pl.when("counted").then("due")
        ).rename({"code": "benefit"})

    def forecast(self) -> list[dict[str, Any]]:
        """Monthly benefits in đồng by month, as the summary holds them."""
        money = self.catalogue.frame.filter(
            pl.col("counted") & (pl.col("unit") == "VND") & (pl.col("paid") == "monthly")
        )
        sums = self._sums.total()
        if sums.is_empty():
            return []
        monthly = sums.join(money.select("benefit"), on="benefit", how="semi")
        by_month = monthly.group_by("month").agg(pl.col("due", "entitled").sum()).sort("month")
        return by_month.with_columns(pl.col("month").dt.to_string()).to_dicts()


_SCHEMA = {
    "month": pl.Date,
    **dict.fromkeys(("benefit", *_NAMED), pl.String),
    "entitled": pl.Int64,
    "due": pl.Int64,
}
