"""What a household lives on, month by month, and when that put it on the lists.

Hardship is what lasts (type of household, minority, village, disability, luck) and what comes and
goes (an AR(1) shock a month). A review in September looks back on twelve months; a household whose
hardship is above its commune's threshold of that year is recognised from 1 January. Income falls
with hardship and is the poverty line at the threshold of the lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ansinh.law.facts.choices import Ethnicity
from ansinh.law.facts.poverty import PovertyClass
from ansinh.people.assumptions import assumed
from ansinh.people.calibration.poverty import REVIEWS, thresholds
from ansinh.people.columns import Column
from ansinh.people.structure import Homes

Numbers = np.ndarray[Any, Any]

NOT_LISTED, POOR, NEAR_POOR, ESCAPED_POOR, ESCAPED_NEAR_POOR = range(5)
_RECORDED = {
    POOR: PovertyClass.POOR,
    NEAR_POOR: PovertyClass.NEAR_POOR,
    ESCAPED_POOR: PovertyClass.ESCAPED_POOR,
    ESCAPED_NEAR_POOR: PovertyClass.ESCAPED_NEAR_POOR,
}
#: First month that is told; the first review looks back to it.
FIRST_MONTH = np.datetime64("2020-09", "M")
_YEAR = 12
#: Each 64 random bits give the shocks of so many months.
_MONTHS_A_DRAW = 4


@dataclass
class Welfare:
    """How a block's households stand; one cell a household.

    Attributes:
        path: Passing hardship in each month since September 2020, (households, months).
        lasting: What lasts of hardship.
        reviews: Status after each review that has taken effect, (households, reviews).
    """

    homes: Homes
    path: Numbers
    lasting: Numbers
    reviews: Numbers

    @property
    def status(self) -> Numbers:
        """One of the five constants above."""
        if not self.reviews.shape[1]:
            return np.zeros(len(self.reviews), dtype=np.int8)
        return np.asarray(self.reviews[:, -1])

    @property
    def is_poor(self) -> Numbers:
        """Households on the list of the poor."""
        return np.asarray(self.status == POOR)

    @property
    def is_listed(self) -> Numbers:
        """Households on either list."""
        return np.isin(self.status, (POOR, NEAR_POOR))

    @property
    def has_disabled_member(self) -> Numbers:
        """Households in which disability is likely."""
        return has_disabled_member(self.homes)


def make_welfare(homes: Homes, honoured: Numbers) -> Welfare:
    """The paths of a block's households, and the reviews along them.

    Args:
        honoured: Households of people with merit, who live better and are never listed as poor.
    """
    lasting = assumed("hardship.lasting")
    hardship = _penalties(homes) + np.sqrt(lasting) * homes.luck.normal("hardship")
    hardship = hardship + assumed("hardship.merit") * honoured
    path = _path(homes) * np.sqrt(1 - lasting)
    return Welfare(homes, path, hardship, _reviews(homes, hardship, path, honoured))


def has_disabled_member(homes: Homes) -> Numbers:
    """Households in which disability is likely."""
    often = assumed("disability.households_with_a_member")
    return np.asarray(homes.luck.random("disabled member") < often)


def income_per_head(welfare: Welfare) -> Numbers:
    """Đồng a head and month, mean of the last twelve months."""
    homes, months = welfare.homes, welfare.path.shape[1]
    last = np.arange(months - _YEAR, months)
    spread = assumed("poverty.income_spread")
    lines = assumed("poverty.lines")
    line = np.where(homes.is_urban, lines["urban"], lines["rural"])
    relief = _listing_threshold(months)[homes.cell][:, last] - welfare.lasting[:, None]
    return np.asarray(line * np.exp(spread * (relief - welfare.path[:, last])).mean(axis=1))


def recognitions(welfare: Welfare) -> tuple[Numbers, dict[str, Column]]:
    """Household of each recognition, and its facts; spans follow each other without overlap."""
    status, years = welfare.reviews, welfare.reviews.shape[1]
    before = np.zeros_like(status)
    before[:, 1:] = status[:, :-1]
    home, review = np.nonzero((status != before) & (status != NOT_LISTED))
    change = np.where(status[:, 1:] != status[:, :-1], np.arange(1, years), years)
    # The review after which each status ends: the next change, or none yet.
    following = np.full(status.shape, years)
    following[:, :-1] = np.minimum.accumulate(change[:, ::-1], axis=1)[:, ::-1]
    until = following[home, review]
    ordinals = np.array([0, *(_RECORDED[code].ordinal for code in range(1, 5))])
    return home, {
        "poverty_class": Column(ordinals[status[home, review]]),
        "since": Column(_effect(review)),
        "until": Column(_effect(until), until < years),
    }


def _effect(review: Numbers) -> Numbers:
    """1 January after each review."""
    years = np.asarray(review) + REVIEWS[0] + 1 - 1970
    return years.astype("datetime64[Y]").astype("datetime64[D]")


def _penalties(homes: Homes) -> Numbers:
    by_type = np.array(assumed("hardship.by_type"))
    return np.asarray(
        by_type[homes.type]
        + assumed("hardship.minority") * (homes.ethnicity != Ethnicity.KINH.ordinal)
        + assumed("hardship.difficult_village") * homes.in_difficult_village
        + assumed("hardship.disabled_member") * has_disabled_member(homes)
    )


def _path(homes: Homes) -> Numbers:
    """AR(1) shocks by month; a mean over twelve months has spread 1."""
    this_month = np.datetime64(homes.world.day, "M")
    months = int((this_month - FIRST_MONTH).astype(np.int64)) + 1
    shocks = np.zeros((len(homes), months + _MONTHS_A_DRAW), dtype=np.float32)
    for first in range(0, months, _MONTHS_A_DRAW):
        bits = homes.luck.bits(f"shock {first}")
        parts = bits.view(np.uint16).reshape(len(homes), _MONTHS_A_DRAW)
        shocks[:, first : first + _MONTHS_A_DRAW] = parts
    left, usual = assumed("hardship.month_to_month"), _spread_of_a_year()
    shocks = (shocks / np.float32(65536) - np.float32(0.5)) * np.float32(np.sqrt(12) / usual)
    shocks[:, 0] = homes.luck.normal("shock before", 0, 1 / np.sqrt(1 - left**2) / usual)
    for month in range(1, months):
        shocks[:, month] += np.float32(left) * shocks[:, month - 1]
    return shocks[:, :months]


@lru_cache(maxsize=1)
def _spread_of_a_year() -> float:
    """Spread of the mean of twelve months in a row of AR(1) with shocks of spread 1."""
    left, lag = assumed("hardship.month_to_month"), np.arange(_YEAR)
    distances = np.abs(lag[:, None] - lag[None, :])
    return float(np.sqrt((left**distances / (1 - left**2)).mean()))


def _reviews(homes: Homes, lasting: Numbers, path: Numbers, honoured: Numbers) -> Numbers:
    """Status after each review that has taken effect, with those who left a list."""
    effective = homes.world.day.year - REVIEWS[0]
    found = np.zeros((len(homes), effective), dtype=np.int8)
    absent = np.full(len(homes), 99, dtype=np.int64)
    last = np.full(len(homes), NOT_LISTED, dtype=np.int8)
    for at in range(effective):
        now = _reviewed(homes, lasting, path, at)
        now[honoured & (now == POOR)] = NEAR_POOR
        absent = np.where(now != NOT_LISTED, 0, absent + 1)
        last = np.where(now != NOT_LISTED, now, last)
        escaped = np.where(last == POOR, ESCAPED_POOR, ESCAPED_NEAR_POOR)
        recent = (absent > 0) & (absent <= assumed("poverty.escaped_for_years"))
        found[:, at] = np.where(recent, escaped, now)
    return found


def _reviewed(homes: Homes, lasting: Numbers, path: Numbers, at: int) -> Numbers:
    """Which list the review number ``at`` puts each household on."""
    look_back = path[:, at * _YEAR : (at + 1) * _YEAR].mean(axis=1)
    year = REVIEWS[0] + at
    day = int((np.datetime64(f"{year}-09-01") - np.datetime64(0, "D")).astype(np.int64))
    cell = np.where(homes.moved <= day, homes.cell, homes.origin)
    poor, listed = thresholds()[cell, min(at, len(REVIEWS) - 1)].T
    hardship = lasting + look_back
    status = np.where(hardship > poor, POOR, np.where(hardship > listed, NEAR_POOR, NOT_LISTED))
    return np.where(homes.since <= day, status, NOT_LISTED).astype(np.int8)


@lru_cache(maxsize=4)
def _listing_threshold(months: int) -> Numbers:
    """Threshold of the lists in each cell and month, (cells, months); it rises with growth."""
    reviewed = np.arange(len(REVIEWS)) * _YEAR + _YEAR / 2
    listed = thresholds()[:, :, 1]
    month = np.arange(months)
    inside = np.stack([np.interp(month, reviewed, row) for row in listed])
    beyond = np.maximum(month - reviewed[-1], 0) / _YEAR
    growth = assumed("poverty.income_growth_after_2025") / assumed("poverty.income_spread")
    return np.asarray(inside + growth * beyond)
