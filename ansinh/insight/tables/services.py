"""Basic services by group: who uses them, who lacks them, and of these who is entitled to help."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ansinh.insight.lacks import HOUSEHOLD, SERVICES, Lack
from ansinh.insight.measures import wilson
from ansinh.insight.tables.groups import (
    COMMON,
    DIMENSIONS,
    HOME_DIMENSIONS,
    TERRAIN,
    Labels,
    by_group,
)
from ansinh.insight.tables.sums import Sums

_KEYS = ["dimension", "group", "lack"]
_COUNTS = ("asked", "known", "lacking", "mended")


class Services:
    """Adds up what people and households lack."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        self.lacks = tuple(lacks)
        self._sums = Sums(_KEYS, dict.fromkeys(_COUNTS, pl.Int64))

    def add(self, lack: Lack, rows: pl.DataFrame) -> None:
        """Count the people or households of a chunk that a lack is asked of.

        Args:
            rows: ``lacks`` (null where not known), ``codes`` of what mends it, and the groups.
        """
        missing = pl.col("lacks").fill_null(value=False)
        sums = [
            pl.len().alias("asked"),
            pl.col("lacks").is_not_null().sum().alias("known"),
            missing.sum().alias("lacking"),
            (missing & pl.col("codes").is_not_null()).sum().alias("mended"),
        ]
        dimensions = HOME_DIMENSIONS if lack.entity == HOUSEHOLD else DIMENSIONS
        counted = by_group(rows, [], sums, dimensions)
        self._sums.add(counted.with_columns(lack=pl.lit(lack.name)))

    def frame(self, labels: Labels) -> pl.DataFrame:
        """``services.parquet``: people (or households, as ``entity`` says) by group and lack.

        ``asked`` are those whom it may concern; of the ``known``, ``using`` have the service and
        ``lacking`` do not: ``share`` of the known, with Wilson's interval. Of the lacking,
        ``mended`` are entitled to something against it.
        """
        names = pl.DataFrame(
            [
                (lack.name, lack.service, *SERVICES[lack.service], lack.entity, lack.vi, lack.en)
                for lack in self.lacks
            ],
            schema=[
                "lack",
                "service",
                "service_label",
                "service_label_en",
                "entity",
                "lack_label",
                "lack_label_en",
            ],
            orient="row",
        )
        sums = self._sums.total()
        sums = sums.filter(pl.col("dimension") != TERRAIN)
        low, high = wilson(sums["lacking"].to_numpy(), sums["known"].to_numpy())
        told = sums.with_columns(
            using=pl.col("known") - pl.col("lacking"),
            share=pl.when(pl.col("known") > 0).then(pl.col("lacking") / pl.col("known")),
            share_low=pl.Series(low, dtype=pl.Float64).fill_nan(None),
            share_high=pl.Series(high, dtype=pl.Float64).fill_nan(None),
        ).join(names, on="lack", how="left")
        order = {lack.name: place for place, lack in enumerate(self.lacks)}
        told = told.sort(pl.col("lack").replace_strict(order, default=None, return_dtype=pl.Int64))
        return labels.put_on(
            told.select(
                "dimension",
                "group",
                *names.columns,
                "asked",
                "known",
                "using",
                "lacking",
                "mended",
                "share",
                "share_low",
                "share_high",
            )
        ).select(*COMMON, pl.exclude(COMMON))
