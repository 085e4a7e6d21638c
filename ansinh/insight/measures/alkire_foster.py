"""Multidimensional poverty by Alkire and Foster: counting deprivations twice cut.

Someone is *poor* whose weighted deprivations reach the cutoff ``k``. Of the poor are told: the
*incidence* H, the share of people who are poor; the *intensity* A, the mean share of the weights in
which the poor are deprived; the *adjusted headcount ratio* M0 = H × A. By indicator: the
*uncensored* headcount, the share of all people deprived in it; the *censored* one, the share who
are poor and deprived in it; its *contribution* to M0. Weighted censored headcounts add up to M0.

Source: S. Alkire and J. Foster, “Counting and multidimensional poverty measurement”, Journal of
Public Economics 95 (2011), 476–487; S. Alkire, J. Foster, S. Seth, M. E. Santos, J. M. Roche and
P. Ballon, Multidimensional Poverty Measurement and Analysis (2015), chapter 5.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from ansinh.engine.errors import DataError

#: Weights may be fractions; a sum that misses the cutoff by less than this reaches it.
_ROUNDING = 1e-9


class Unknown(enum.StrEnum):
    """What is made of people of whom an indicator is not known.

    The first two are bounds: H, M0 and headcounts of the whole truth lie between them. (A and
    contributions are ratios, so theirs need not.) ``LEFT_OUT`` takes only people of whom every
    indicator is known: right if the others are like them.
    """

    NOT_DEPRIVED = "not_deprived"
    DEPRIVED = "deprived"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Multidimensional:
    """The measures, shares from 0 to 1; NaN where they are of nobody.

    Attributes:
        people: How many they are of.
        incidence: H.
        intensity: A.
        adjusted_headcount: M0.
        uncensored, censored, contribution: By indicator.
    """

    people: float
    incidence: float
    intensity: float
    adjusted_headcount: float
    uncensored: Mapping[str, float]
    censored: Mapping[str, float]
    contribution: Mapping[str, float]


@dataclass(frozen=True)
class Counting:
    """Which deprivations count how much, and how many make someone poor.

    Args:
        weights: Column of the indicator → its weight, in any unit. Columns are Boolean: true is
            deprived, null is not known.
        cutoff: In the unit of the weights; above 0, at most their sum.
    """

    weights: Mapping[str, float]
    cutoff: float

    def __post_init__(self) -> None:
        """Refuse weights and a cutoff that make no measure."""
        if not self.weights or min(self.weights.values()) <= 0:
            raise DataError("deprivations: weights: expected one above 0 for each indicator")
        if not 0 < self.cutoff <= self._whole + _ROUNDING:
            raise DataError(
                f"deprivations: cutoff: expected above 0 and at most {self._whole}, the sum of the"
                f" weights, got {self.cutoff}"
            )

    @cached_property
    def _whole(self) -> float:
        return sum(self.weights.values())

    def is_poor(self, unknown: Unknown = Unknown.NOT_DEPRIVED) -> pl.Expr:
        """Whether the deprivations reach the cutoff; null where left out."""
        score = sum(
            (
                self._deprived(name, unknown).cast(pl.Float64) * w
                for name, w in self.weights.items()
            ),
            pl.lit(0.0),
        )
        return score >= self.cutoff - _ROUNDING

    def sums(self, people: pl.Expr, unknown: Unknown = Unknown.NOT_DEPRIVED) -> list[pl.Expr]:
        """What to sum over households so that :meth:`rates` follows; sums add up over chunks.

        Returns:
            ``people``, ``poor``, and by indicator ``uncensored_…`` and ``censored_…`` people.
        """
        poor = self.is_poor(unknown)
        inside = poor.is_not_null()
        sums = [
            people.filter(inside).sum().alias("people"),
            people.filter(poor).sum().alias("poor"),
        ]
        for name in self.weights:
            deprived = self._deprived(name, unknown)
            sums += [
                people.filter(inside & deprived).sum().alias(f"uncensored_{name}"),
                people.filter(poor & deprived).sum().alias(f"censored_{name}"),
            ]
        return sums

    def rates(self, sums: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
        """The measures in long form from columns of :meth:`sums`, one row a group.

        Args:
            sums: With the columns ``by`` besides.
            by: Columns that tell the group.

        Returns:
            ``by``, ``measure`` (``H``, ``A``, ``M0``, ``uncensored``, ``censored``,
            ``contribution``), ``indicator`` (null for the first three) and ``value``, null where it
            is of nobody.
        """
        parts = pl.col("variable").str.splitn("/", 2).struct
        return (
            sums.select(*by, *self._figures())
            .unpivot(index=list(by), value_name="value")
            .select(
                *by,
                measure=parts.field("field_0"),
                indicator=parts.field("field_1").replace("", None),
                value=pl.col("value"),
            )
        )

    def _figures(self) -> list[pl.Expr]:
        """Each measure as ``measure/indicator``."""
        people, poor = _unless_0(pl.col("people")), _unless_0(pl.col("poor"))
        shares = {
            name: pl.col(f"censored_{name}") * (weight / self._whole)
            for name, weight in self.weights.items()
        }
        burden = sum(shares.values(), pl.lit(0.0))
        figures = {"H/": pl.col("poor") / people, "A/": burden / poor, "M0/": burden / people}
        for name, share in shares.items():
            figures[f"uncensored/{name}"] = pl.col(f"uncensored_{name}") / people
            figures[f"censored/{name}"] = pl.col(f"censored_{name}") / people
            figures[f"contribution/{name}"] = share / _unless_0(burden)
        return [figure.alias(name) for name, figure in figures.items()]

    def _deprived(self, name: str, unknown: Unknown) -> pl.Expr:
        column = pl.col(name)
        if unknown is Unknown.LEFT_OUT:
            return column
        return column.fill_null(value=unknown is Unknown.DEPRIVED)


def alkire_foster(
    deprived: pl.DataFrame,
    counting: Counting,
    people: pl.Series | None = None,
    unknown: Unknown = Unknown.LEFT_OUT,
) -> Multidimensional:
    """The measures over rows.

    Args:
        deprived: One Boolean column for each indicator of ``counting``.
        people: How many people each row stands for; one, unless given.
        unknown: What is made of rows with a null.

    Raises:
        DataError: an indicator has no column.
    """
    missing = [name for name in counting.weights if name not in deprived.columns]
    if missing:
        raise DataError(f"deprivations: expected a column {missing[0]}, got {deprived.columns}")
    weight = pl.lit(1) if people is None else pl.lit(people)
    rows = deprived.with_columns(weight.alias("__people"))
    sums = rows.select(counting.sums(pl.col("__people"), unknown))
    values = {
        (measure, indicator): float("nan") if value is None else value
        for measure, indicator, value in counting.rates(sums).iter_rows()
    }

    def by_indicator(measure: str) -> dict[str, float]:
        return {name: values[measure, name] for name in counting.weights}

    return Multidimensional(
        sums["people"].item(),
        values["H", None],
        values["A", None],
        values["M0", None],
        *(by_indicator(measure) for measure in ("uncensored", "censored", "contribution")),
    )


def _unless_0(column: pl.Expr) -> pl.Expr:
    return pl.when(column > 0).then(column)
