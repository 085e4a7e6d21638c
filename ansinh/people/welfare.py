"""Which households are on the lists of poor and near-poor, and since when.

Shares follow the review of 2024 in old Bắc Giang (1.73 % poor, 2.65 % near-poor) and of 2022 in old
Bắc Ninh (0.94 %, 1.38 %); how they fall on wards, villages and mountain communes is an assumption.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ansinh.law.facts.choices import Ethnicity
from ansinh.law.facts.poverty import PovertyClass
from ansinh.people.columns import Column
from ansinh.people.structure import Folk, Homes
from ansinh.people.units import is_difficult_village

Numbers = np.ndarray[Any, Any]

#: Poor and near-poor share of households, by kind of commune.
RATES = {
    "mountain": (0.046, 0.060),
    "bac_giang rural": (0.0100, 0.0190),
    "bac_giang urban": (0.0035, 0.0100),
    "bac_ninh rural": (0.0110, 0.0165),
    "bac_ninh urban": (0.0055, 0.0080),
}
#: Households that left a list in the last three years, against those on it.
ESCAPED_PER_LISTED = 0.5
NOT_LISTED, POOR, NEAR_POOR, ESCAPED_POOR, ESCAPED_NEAR_POOR = range(5)
_RECORDED = {
    POOR: PovertyClass.POOR,
    NEAR_POOR: PovertyClass.NEAR_POOR,
    ESCAPED_POOR: PovertyClass.ESCAPED_POOR,
    ESCAPED_NEAR_POOR: PovertyClass.ESCAPED_NEAR_POOR,
}
_HARDSHIP = np.array([0.9, 0.1, 0.1, -0.1, 0.0, 0.0, 1.2, 1.3])


@dataclass
class Welfare:
    """How a block's households stand; one cell a household.

    Attributes:
        status: One of the five constants above.
        since: First day of the standing recognition.
        first: First day on any list, for those who left or changed it.
        in_difficult_village: Whether the village is flagged as especially difficult.
    """

    status: Numbers
    since: Numbers
    first: Numbers
    in_difficult_village: Numbers

    @property
    def is_poor(self) -> Numbers:
        """Households on the list of the poor."""
        return np.asarray(self.status == POOR)

    @property
    def is_listed(self) -> Numbers:
        """Households on either list."""
        return np.isin(self.status, (POOR, NEAR_POOR))


def make_welfare(rng: np.random.Generator, homes: Homes, folk: Folk) -> Welfare:
    """Choose the households that are on the lists, those in hardship first."""
    count = len(homes)
    difficult = is_difficult_village(homes.unit, homes.village)
    poor_rate, near_rate = RATES[_kind(homes)]
    hardship = rng.normal(0, 1, count) + _HARDSHIP[homes.type] + 0.9 * difficult
    hardship += 0.4 * (homes.ethnicity != Ethnicity.KINH.ordinal)
    living = folk.count(folk.is_alive)
    hardship += 0.15 * np.maximum(living - 4, 0)
    hardship[living == 0] = -9
    order = np.argsort(-hardship, kind="stable")
    poor, near = round(poor_rate * count), round(near_rate * count)
    status = np.zeros(count, dtype=np.int8)
    status[order[:poor]] = POOR
    status[order[poor : poor + near]] = NEAR_POOR
    rest = order[poor + near : (poor + near) * 4]
    left = rng.permutation(rest)[: round(ESCAPED_PER_LISTED * (poor + near))]
    status[left] = np.where(rng.random(len(left)) < 0.45, ESCAPED_POOR, ESCAPED_NEAR_POOR)
    year = homes.day.year - rng.choice(4, size=count, p=(0.45, 0.25, 0.2, 0.1))
    since = _new_year(year)
    return Welfare(status, since, _new_year(year - rng.integers(1, 4, count)), difficult)


def recognitions(rng: np.random.Generator, welfare: Welfare) -> tuple[Numbers, dict[str, Column]]:
    """Household of each recognition, and its facts; spans follow each other without overlap."""
    now = np.flatnonzero(welfare.status)
    status = welfare.status[now]
    before = np.where(
        status == ESCAPED_POOR,
        POOR,
        np.where(status == ESCAPED_NEAR_POOR, NEAR_POOR, np.where(status == POOR, NEAR_POOR, POOR)),
    )
    had = np.isin(status, (ESCAPED_POOR, ESCAPED_NEAR_POOR)) | (rng.random(len(now)) < 0.3)
    home = np.concatenate([now[had], now])
    codes = np.concatenate([before[had], status])
    since = np.concatenate([welfare.first[now][had], welfare.since[now]])
    until = np.concatenate([welfare.since[now][had], np.full(len(now), np.datetime64("NaT", "D"))])
    order = np.argsort(home, kind="stable")
    ordinals = np.array([0, *(_RECORDED[code].ordinal for code in range(1, 5))])
    return home[order], {
        "poverty_class": Column(ordinals[codes[order]]),
        "since": Column(since[order]),
        "until": Column(until[order], ~np.isnat(until[order])),
    }


def _kind(homes: Homes) -> str:
    if homes.is_mountain:
        return "mountain"
    province = "bac_giang" if homes.unit.former_province == "24" else "bac_ninh"
    return f"{province} {homes.unit.kind}"


def _new_year(years: Numbers) -> Numbers:
    return (years - 1970).astype("datetime64[Y]").astype("datetime64[D]")
