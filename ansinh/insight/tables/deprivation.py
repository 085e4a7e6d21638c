"""Multidimensional poverty by Alkire and Foster, with the indicators and the count of the law.

Every indicator counts alike, as the law counts them. People of whose household an indicator is not
known are left out of every measure; how many they are stands in ``people_unknown``.
"""

from __future__ import annotations

import polars as pl

from ansinh.insight.measures import Counting, Unknown
from ansinh.insight.standard import Standard
from ansinh.insight.tables.groups import (
    COMMON,
    HOME_DIMENSIONS,
    PERSON_DIMENSIONS,
    TERRAIN,
    Labels,
    by_group,
    heads,
)
from ansinh.insight.tables.sums import Sums
from ansinh.insight.view import View

_KEYS = ["dimension", "group"]
_SCHEMA = {
    **dict.fromkeys((*COMMON, "measure", "indicator", "indicator_label"), pl.String),
    "indicator_label_en": pl.String,
    "value": pl.Float64,
}


class Deprivation:
    """Adds up deprivations by group."""

    def __init__(self, standard: Standard) -> None:
        self.standard = standard
        self._columns = [item.column for item in standard.indicators]
        if not self._columns or standard.least is None:
            return
        self._counting = Counting(dict.fromkeys(self._columns, 1), standard.least)
        names = [f"{what}_{name}" for name in self._columns for what in ("uncensored", "censored")]
        self._sums = Sums(_KEYS, dict.fromkeys(("people", "poor", "whole", *names), pl.Int64))

    def add(self, view: View) -> None:
        """Count the deprivations of a chunk's people."""
        if not self._columns:
            return
        homes = view.living_homes.rename({"members": "people"})
        kept = ["household_row", "people", *self._columns]
        homes = homes.select(*kept, *{c for c in HOME_DIMENSIONS.values() if c in homes.columns})
        people = pl.col("people")
        sums = [people.sum().alias("whole"), *self._counting.sums(people, Unknown.LEFT_OUT)]
        for rows, dimensions in (
            (homes, HOME_DIMENSIONS),
            (heads(homes, view.people), PERSON_DIMENSIONS),
        ):
            self._sums.add(by_group(rows, [], sums, dimensions))

    def frame(self, labels: Labels) -> pl.DataFrame:
        """``deprivation.parquet``; ``people`` and ``people_unknown`` are measures too."""
        if not self._columns:
            return pl.DataFrame(schema=_SCHEMA)
        sums = self._sums.total().filter(pl.col("dimension") != TERRAIN)
        counts = sums.select(
            *_KEYS, people=pl.col("people"), people_unknown=pl.col("whole") - pl.col("people")
        ).unpivot(index=_KEYS, variable_name="measure", value_name="value")
        rates = self._counting.rates(sums, _KEYS)
        names = pl.DataFrame(
            [(item.column, item.name, item.vi, item.en) for item in self.standard.indicators],
            schema=["column", "indicator", "indicator_label", "indicator_label_en"],
            orient="row",
        )
        both = pl.concat([rates, counts], how="diagonal_relaxed").rename({"indicator": "column"})
        told = both.join(names, on="column", how="left", maintain_order="left")
        return labels.put_on(told.select(*_KEYS, *list(_SCHEMA)[len(COMMON) :]))
