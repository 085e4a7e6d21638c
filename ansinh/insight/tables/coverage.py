"""Cost and coverage by benefit and group: who is entitled, who receives, who of them is both."""

from __future__ import annotations

import polars as pl

from ansinh.insight.catalogue import Catalogue
from ansinh.insight.measures import wilson
from ansinh.insight.tables.groups import COMMON, PERSON_DIMENSIONS, Labels, by_group
from ansinh.insight.tables.sums import Sums
from ansinh.insight.view import View

_KEYS = ["dimension", "group", "benefit"]
_COUNTS = (
    "entitled",
    "receiving",
    "covered",
    "missed",
    "not_entitled",
    "wrong_amount",
    "undetermined",
)
_MONEY = ("due", "received")
_NAMED = ("name", "name_en", "payer", "paid", "unit", "counted")


class Coverage:
    """Adds up claims by benefit and group."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._sums = Sums(_KEYS, dict.fromkeys((*_COUNTS, *_MONEY), pl.Int64))

    def add(self, view: View) -> None:
        """Count the claims of a chunk."""
        sums = [pl.col([*_COUNTS, *_MONEY]).sum()]
        self._sums.add(by_group(view.claims, ["benefit"], sums))

    def frame(self, labels: Labels) -> pl.DataFrame:
        """``coverage.parquet``; ``take_up`` is ``covered`` over ``entitled``, null where nobody is.

        A household's benefit has no sex or age. Amounts are a payment's, in the benefit's unit.
        """
        of_people = pl.col("dimension").is_in(list(PERSON_DIMENSIONS))
        sums = self._sums.total().join(self.catalogue.frame, on="benefit").sort("benefit")
        sums = sums.filter(~of_people | (pl.col("entity") == "Person"))
        low, high = wilson(sums["covered"].to_numpy(), sums["entitled"].to_numpy())
        share = pl.when(pl.col("entitled") > 0).then(pl.col("covered") / pl.col("entitled"))
        amounts = [pl.when("counted").then(name).alias(name) for name in _MONEY]
        found = sums.with_columns(
            *amounts,
            take_up=share,
            take_up_low=pl.Series(low).fill_nan(None),
            take_up_high=pl.Series(high).fill_nan(None),
        )
        named = labels.put_on(found.drop("benefit").rename({"code": "benefit"}))
        return named.select(
            *COMMON,
            "benefit",
            *_NAMED,
            *_COUNTS,
            *_MONEY,
            "take_up",
            "take_up_low",
            "take_up_high",
        )

    def claims_by_commune(self) -> pl.DataFrame:
        """``group`` (commune), ``benefit`` (number), ``entitled`` and ``covered``."""
        sums = self._sums.total().filter(pl.col("dimension") == "commune")
        return sums.select("group", "benefit", "entitled", "covered")
