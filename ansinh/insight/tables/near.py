"""Who is about to fall into poverty, and who is one step from leaving it, by the law's standard.

A household is poor by the standard whose own income a head does not exceed the line *and* that is
deprived in enough indicators. Only households of which income and every indicator are known are
looked at.
"""

from __future__ import annotations

import polars as pl

from ansinh.insight.standard import Standard
from ansinh.insight.tables.groups import COMMON, HOME_DIMENSIONS, TERRAIN, Labels, by_group
from ansinh.insight.tables.sums import Sums
from ansinh.insight.view import View

#: How far an income may lie from the line, as a share of it, to count as near: about what the level
#: of assistance rose by in July 2026 (500,000 to 540,000 đồng, 8 %). An assumption.
MARGIN = 0.10
FALL, CLIMB = "may_fall_in", "may_climb_out"
#: State, reason → labels.
_REASONS = {
    (FALL, "income"): (
        "Thiếu hụt đủ số chỉ số, thu nhập trên chuẩn không quá 10 %",
        "Deprived enough, income at most 10 % above the line",
    ),
    (FALL, "indicator"): (
        "Thu nhập không vượt chuẩn, thiếu hụt thêm một chỉ số là nghèo",
        "Income at or below the line, one more deprivation makes it poor",
    ),
    (FALL, "both"): (
        "Thu nhập trên chuẩn không quá 10 % và chỉ kém một chỉ số",
        "Income at most 10 % above the line, and one deprivation short",
    ),
    (CLIMB, "income"): (
        "Thu nhập kém chuẩn không quá 10 %",
        "Income within 10 % of the line",
    ),
    (CLIMB, "indicator"): (
        "Bớt một chỉ số thiếu hụt là không còn nghèo",
        "One deprivation mended, and it is no longer poor",
    ),
    (CLIMB, "both"): (
        "Thu nhập kém chuẩn không quá 10 %, hoặc bớt một chỉ số",
        "Income within 10 % of the line, or one deprivation mended",
    ),
}
_KEYS = ["dimension", "group", "state", "reason"]
_SCHEMA = {
    **dict.fromkeys((*COMMON, "state", "reason", "reason_label", "reason_label_en"), pl.String),
    "households": pl.Int64,
    "people": pl.Int64,
}


class Near:
    """Adds up households near the standard."""

    def __init__(self, standard: Standard) -> None:
        self.standard = standard
        self._sums = Sums(_KEYS, {"households": pl.Int64, "people": pl.Int64})

    def add(self, view: View) -> None:
        """Count a chunk's households that one step would move."""
        columns = [item.column for item in self.standard.indicators]
        if not columns or self.standard.least is None:
            return
        known = view.living_homes.drop_nulls([*columns, "income", "line"])
        near = _states(known, columns, self.standard.least).drop_nulls("state")
        sums = [pl.len().alias("households"), pl.col("members").sum().alias("people")]
        self._sums.add(by_group(near, ["state", "reason"], sums, HOME_DIMENSIONS))

    def frame(self, labels: Labels) -> pl.DataFrame:
        """``near.parquet``; households and their living members."""
        names = pl.DataFrame(
            [(*key, *told) for key, told in _REASONS.items()],
            schema=["state", "reason", "reason_label", "reason_label_en"],
            orient="row",
        )
        sums = self._sums.total()
        if sums.is_empty():
            return pl.DataFrame(schema=_SCHEMA)
        told = names.join(sums, on=["state", "reason"], maintain_order="left")
        told = told.filter(pl.col("dimension") != TERRAIN)
        return labels.put_on(told.select("dimension", "group", *list(_SCHEMA)[len(COMMON) :]))


def _states(homes: pl.DataFrame, columns: list[str], least: int) -> pl.DataFrame:
    """Households with the ``state`` they are near and the ``reason``; null where neither."""
    share = pl.col("income") / (pl.col("line") * pl.col("members"))
    count = pl.sum_horizontal(pl.col(columns).cast(pl.Int32))
    low, many = share <= 1, count >= least
    little_above, one_less = ~low & (share <= 1 + MARGIN), count == least - 1
    little_below, just_enough = low & (share >= 1 - MARGIN), count == least
    steps = (
        (FALL, "income", little_above & many),
        (FALL, "indicator", low & one_less),
        (FALL, "both", little_above & one_less),
        (CLIMB, "both", little_below & just_enough),
        (CLIMB, "income", little_below & many),
        (CLIMB, "indicator", low & just_enough),
    )
    state, reason = pl.lit(None, pl.String), pl.lit(None, pl.String)
    for near, why, holds in reversed(steps):
        state = pl.when(holds).then(pl.lit(near)).otherwise(state)
        reason = pl.when(holds).then(pl.lit(why)).otherwise(reason)
    return homes.with_columns(state=state, reason=reason)
