"""One row is the second row of one person: pairs that share a row compete.

«Nguyễn Thoa», born in 1989, may be any of three Nguyễn Thị Thoa of the commune, but of one only.
Of rows that are all alike with one another none excludes the other: they may be one person thrice.
"""

from __future__ import annotations

import polars as pl


def shared_out(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs with ``probability`` shared out among those that exclude each other.

    Args:
        pairs: Columns ``l``, ``r`` (ids) and ``weight``, the base-2 logarithm of the odds that the
            two are one person, seen alone.
    """
    known = pairs.with_columns(odds=2.0 ** pl.col("weight").clip(upper_bound=50))
    both = pl.concat(
        [
            known.select("l", "r", "odds", row="l", partner="r"),
            known.select("l", "r", "odds", row="r", partner="l"),
        ]
    )
    others = both.select("row", rival="partner", against="odds")
    alike = pl.concat([known.select(partner="l", rival="r"), known.select(partner="r", rival="l")])
    rivals = (
        both.join(others, on="row")
        .filter(pl.col("partner") != pl.col("rival"))
        .join(alike, on=["partner", "rival"], how="anti")
        .group_by("l", "r")
        .agg(pl.col("against").sort().sum())
    )
    odds = pl.col("odds")
    share = odds / (1 + odds + pl.col("against").fill_null(0))
    joined = known.join(rivals, on=["l", "r"], how="left", maintain_order="left")
    return joined.with_columns(probability=share.round(4)).drop("odds", "against")
