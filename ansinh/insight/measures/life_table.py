"""The life table of single ages, and what is read from it.

Source: S. H. Preston, P. Heuveline, M. Guillot, Demography (2001), chapter 3; the years lived by
infants that die, table 3.3 there (after A. J. Coale and P. Demeny's West models); the standard
error of life expectancy, C. L. Chiang, The Life Table and Its Applications (1984), chapter 8.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ansinh.engine.errors import DataError

Floats = npt.NDArray[np.float64]
#: Death rate of infants from which on they live a fixed part of the year they die in.
_HIGH = 0.107
_INFANTS = {"male": (0.045, 2.684, 0.330), "female": (0.053, 2.800, 0.350)}


@dataclass(frozen=True)
class LifeTable:
    """By age: 0, 1, 2 … and the last age with all above it.

    Attributes:
        death: Probability of dying before the next birthday; 1 at the last age.
        alive: Of one born, how many reach the age.
        lived: Years lived at the age, of one born.
        ahead: Years still to live, on average, from the age on.
    """

    rates: Floats
    death: Floats
    alive: Floats
    lived: Floats

    @property
    def ahead(self) -> Floats:
        """Life expectancy at each age."""
        left: Floats = self.lived[::-1].cumsum()[::-1] / self.alive
        return left

    @property
    def survival(self) -> Floats:
        """Ratios by which a year of age goes on to the next, from births on.

        The first is of a year's births that live at its end; the last, of the last two ages
        together.
        """
        rest = self.lived[-1] + self.lived[-2]
        return np.concatenate(
            [self.lived[:1], self.lived[1:-1] / self.lived[:-2], self.lived[-1:] / rest]
        )


def life_table(rates: npt.ArrayLike, sex: str) -> LifeTable:
    """The table at which people die at these rates.

    Args:
        rates: Deaths a year lived at ages 0, 1, 2 … and, last, at all higher ages.
        sex: ``male`` or ``female``: how long infants live that die.

    Raises:
        DataError: a rate is negative or unknown, or the last one is 0.
    """
    m = np.asarray(rates, np.float64)
    if len(m) < 3 or not (m >= 0).all() or m[-1] <= 0:
        raise DataError("life table: expected three rates or more, none negative, the last above 0")
    part = np.full(len(m), 0.5)
    start, slope, fixed = _INFANTS[sex]
    part[0] = fixed if m[0] >= _HIGH else start + slope * m[0]
    death = np.minimum(m / (1 + (1 - part) * m), 1.0)
    death[-1] = 1.0
    alive = np.concatenate([[1.0], np.cumprod(1 - death[:-1])])
    lived = alive - (1 - part) * alive * death
    lived[-1] = alive[-1] / m[-1]
    return LifeTable(m, death, alive, lived)


def life_expectancy(deaths: npt.ArrayLike, years: npt.ArrayLike, sex: str) -> tuple[float, float]:
    """Life expectancy at birth of counted deaths, and its standard error.

    Var(e₀) = Σ ℓₓ² · ((1 − aₓ) + eₓ₊₁)² · Var(qₓ), with Var(qₓ) = qₓ²(1 − qₓ)/Dₓ. NaN where
    somebody lived at no age above another with a death, or nobody died at the last age.

    Args:
        deaths: At ages 0, 1, 2 … and, last, at all higher ages.
        years: Years lived at each age in the time of the deaths.
        sex: As for :func:`life_table`.
    """
    d, n = np.asarray(deaths, np.float64), np.asarray(years, np.float64)
    if not ((n > 0).all() and d[-1] > 0):
        return np.nan, np.nan
    table = life_table(d / n, sex)
    q, ahead = table.death[:-1], table.ahead
    part = 1 - (table.alive[:-1] - table.lived[:-1]) / np.where(q > 0, table.alive[:-1] * q, 1)
    spread = np.divide(q**2 * (1 - q), d[:-1], out=np.zeros(len(q)), where=d[:-1] > 0)
    variance = (table.alive[:-1] ** 2 * (1 - part + ahead[1:]) ** 2 * spread).sum()
    return float(ahead[0]), float(np.sqrt(variance))
