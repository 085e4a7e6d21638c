"""Inequality by the Gini coefficient, exact for grouped data.

With ``x`` the income a head of a row, ``q`` its people and ``C`` the people up to and with it in
order of income, ``G = Σ q x (2C − q) / (Σq · Σqx) − 1``. That equals half the mean absolute
difference between two people drawn with replacement, over the mean; ties may stand in any order,
and a row of five people counts as five rows of one.

Source: C. Gini, Variabilità e mutabilità (1912); the form with weights: M. Langel and Y. Tillé,
“Variance estimation of the Gini index”, Journal of the Royal Statistical Society A 176 (2013),
521–540.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from ansinh.engine.errors import DataError


def gini_of(income: pl.Expr, people: pl.Expr) -> pl.Expr:
    """The Gini coefficient as a Polars expression, also within ``group_by(…).agg``.

    Args:
        income: A head, not negative; rows where it is null are left out.
        people: How many people the row stands for.

    Returns:
        From 0 to below 1; null where no income is known or all are 0.
    """
    known = income.is_not_null()
    x = income.filter(known).cast(pl.Float64)
    q = people.filter(known).cast(pl.Float64).sort_by(x)
    x = x.sort()
    total = q.sum() * (q * x).sum()
    twice = (q * x * (2 * q.cum_sum() - q)).sum()
    return pl.when(total > 0).then((twice / total - 1).clip(lower_bound=0)).alias("gini")


def gini(income: npt.ArrayLike, people: npt.ArrayLike = 1) -> float:
    """The Gini coefficient, from 0 to below 1; NaN where nobody has an income above 0.

    Args:
        income: A head, one a row.
        people: How many people each row stands for.

    Raises:
        DataError: an income is negative or not known, or people are negative.
    """
    x, q = np.broadcast_arrays(np.asarray(income, np.float64), np.asarray(people, np.float64))
    for name, values in (("income", x), ("people", q)):
        if not (values >= 0).all():
            row = int(np.flatnonzero(~(values >= 0))[0])
            raise DataError(f"Gini: {name}, row {row + 1}: expected 0 or more, got {values[row]}")
    rows = pl.DataFrame({"income": x, "people": q})
    value = rows.select(gini_of(pl.col("income"), pl.col("people"))).item()
    return float("nan") if value is None else float(value)
