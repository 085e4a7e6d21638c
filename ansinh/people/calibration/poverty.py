"""How many households each commune lists as poor and near-poor in each yearly review.

Raked to the reviews that were found; what they leave open (other years of Bắc Ninh, 2025) follows
the course of Bắc Giang by assumption. A household is on a list when its *hardship* is above the
threshold of its commune and year: thresholds are solved for from the shares, so that whether a
household is listed hangs on nobody else.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.special import ndtr

from ansinh.people.assumptions import assumed
from ansinh.people.calibration.ethnic import ethnic_shares
from ansinh.people.calibration.homes import STRATA, prototypes, size_in_2024
from ansinh.people.calibration.raking import rake
from ansinh.people.calibration.targets import number
from ansinh.people.units import Cell, cells, is_difficult_village, unit_by_cell

Numbers = np.ndarray[Any, Any]

#: Reviews whose outcome is told; each takes effect on 1 January of the year after.
REVIEWS = (2021, 2022, 2023, 2024, 2025)
POOR, NEAR = 0, 1
_LISTS = ("poor", "near_poor")
_DISTRICTS_OF_BAC_NINH = ("256", "258", "259", "260", "261", "262", "263", "264")
_CITY = "213"
_PRINTED = "2022"
#: Printed percentages of districts, town and country contradict each other by their rounding.
_SLACK = 2e-6


@lru_cache(maxsize=1)
def stratum_of_cells() -> Numbers:
    """Number of the stratum of each cell."""
    names = []
    for cell in cells():
        province = "bac_giang" if cell.unit.former_province == "24" else "bac_ninh"
        names.append("mountain" if cell.is_mountain else f"{province} {cell.unit.kind}")
    return np.array([STRATA.index(name) for name in names], dtype=np.int8)


@lru_cache(maxsize=1)
def households_of_cells() -> Numbers:
    """Households of each cell at the end of 2024, by its people and its province's mean size."""
    sizes = {"24": size_in_2024("24old"), "27": size_in_2024("27old")}
    return np.array([cell.population / sizes[cell.unit.former_province] for cell in cells()])


@lru_cache(maxsize=1)
def listed_shares() -> Numbers:
    """Share of households on each list, (cells, reviews, poor and near-poor)."""
    found = np.zeros((len(cells()), len(REVIEWS), 2))
    for at, year in enumerate(REVIEWS):
        for province in ("24", "27"):
            mine = [cell for cell in cells() if cell.unit.former_province == province]
            rows = [cell.number for cell in mine]
            found[rows, at] = _shares(mine, _totals(province, year))
    return found


def poorest_communes() -> list[Cell]:
    """The cells that stand for the 24 especially difficult communes, whose list was not found.

    Assumption: mountain communes, those with the most people of minorities.
    """
    minorities = 1 - ethnic_shares()[:, 0]
    rural = [cell for cell in cells() if cell.is_mountain and cell.unit.kind == "rural"]
    return sorted(rural, key=lambda cell: -minorities[cell.number])[:24]


def _totals(province: str, year: int) -> list[tuple[list[int], int, float]]:
    """Cells, list and share of their households on it."""
    every = [cell.number for cell in cells() if cell.unit.former_province == province]
    rows = [(every, at, _rate(name, province, year)) for at, name in enumerate(_LISTS)]
    if province == "27":
        return rows + _parts_of_bac_ninh(year)
    if year == int(_PRINTED):
        city = [cell.number for cell in cells() if cell.unit.district_code == _CITY]
        rows.append((city, POOR, number("poor_rate", _CITY, _PRINTED) / 100))
    if year in (2023, 2024):
        poorest = [cell.number for cell in poorest_communes()]
        rate = number("poor_rate_KV3_24_communes", "24old", str(year)) / 100
        rows.append((poorest, POOR, rate))
    return rows


def _rate(name: str, province: str, year: int) -> float:
    course = {str(y): number(f"{name}_rate", "24old", str(y)) / 100 for y in REVIEWS[:-1]}
    course["2025"] = course["2024"] * assumed(f"poverty.{name}_in_2025_against_2024")
    if province == "24":
        return course[str(year)]
    printed = number(f"{name}_rate", "27old", _PRINTED) / 100
    return printed * course[str(year)] / course[_PRINTED]


def _parts_of_bac_ninh(year: int) -> list[tuple[list[int], int, float]]:
    """Districts, and town and country, as in 2022; other years follow the whole."""
    kinds = unit_by_cell(date(2022, 12, 23))
    mine = [cell for cell in cells() if cell.unit.former_province == "27"]
    rows = []
    for at, name in enumerate(_LISTS):
        course = _rate(name, "27", year) / _rate(name, "27", int(_PRINTED)) / 100
        for code in _DISTRICTS_OF_BAC_NINH:
            part = [cell.number for cell in mine if cell.unit.district_code == code]
            rows.append((part, at, number(f"{name}_rate", code, _PRINTED) * course))
        for kind in ("urban", "rural"):
            part = [cell.number for cell in mine if kinds[cell.number].kind == kind]
            printed = number(f"{name}_rate_{kind}", "27old", _PRINTED)
            rows.append((part, at, printed * course))
    return rows


def _shares(mine: list[Cell], totals: list[tuple[list[int], int, float]]) -> Numbers:
    """Poor and near-poor share of each cell: neither, poor and near-poor are raked within it."""
    homes = households_of_cells()
    place = {cell.number: at for at, cell in enumerate(mine)}
    prior = np.ones((len(mine), 3))
    prior[:, 1:] = _odds(mine)[:, None] * [share for _, _, share in totals[:2]]
    features = np.zeros((len(mine), 3, len(totals)))
    targets = np.zeros(len(totals))
    for column, (part, at, share) in enumerate(totals):
        features[[place[number] for number in part], at + 1, column] = 1
        targets[column] = share * homes[part].sum()
    sizes = homes[[cell.number for cell in mine]]
    weights = rake(
        prior.ravel(),
        features.reshape(-1, len(totals)),
        targets,
        np.repeat(np.arange(len(mine)), 3),
        sizes,
        slack=_SLACK,
        tolerance=0.05,
    )
    return np.asarray(weights.reshape(-1, 3)[:, 1:] / sizes[:, None])


def _odds(mine: list[Cell]) -> Numbers:
    """How much likelier poverty is in each cell before raking."""
    minorities = 1 - ethnic_shares()[[cell.number for cell in mine], 0]
    uphill = assumed("poverty.odds_in_mountain_communes")
    town = assumed("poverty.odds_in_towns")
    place = [
        (uphill if cell.is_mountain else 1) * (town if cell.unit.kind == "urban" else 1)
        for cell in mine
    ]
    steepness = assumed("poverty.log_odds_of_minorities")
    return np.asarray(np.array(place) * np.exp(steepness * minorities))


@lru_cache(maxsize=1)
def thresholds() -> Numbers:
    """Hardship above which a household is poor, and is on either list, (cells, reviews, 2)."""
    shares = np.cumsum(listed_shares(), axis=2)
    grid = np.linspace(-3, 8, 111)
    found = np.empty_like(shares)
    for cell, (penalties, weights) in enumerate(_mixtures()):
        above = weights @ ndtr(penalties[:, None] - grid)
        found[cell] = np.interp(-shares[cell], -above, grid)
    return found


def _mixtures() -> list[tuple[Numbers, Numbers]]:
    """Penalties on hardship and how often they meet in each cell."""
    types = prototypes().type_shares()
    minorities = 1 - ethnic_shares()[:, 0]
    disabled = assumed("disability.households_with_a_member")
    found = []
    for cell, stratum in zip(cells(), stratum_of_cells(), strict=True):
        flagged = is_difficult_village(int(cell.code), cell.is_mountain, np.arange(cell.villages))
        parts = [
            (np.array(assumed("hardship.by_type")), types[stratum]),
            _switch("hardship.minority", minorities[cell.number]),
            _switch("hardship.difficult_village", flagged.mean()),
            _switch("hardship.disabled_member", disabled),
            _switch("hardship.merit", assumed("merit.households")),
        ]
        penalties, weights = parts[0]
        for more, often in parts[1:]:
            penalties = np.add.outer(penalties, more).ravel()
            weights = np.multiply.outer(weights, often).ravel()
        found.append((penalties, weights))
    return found


def _switch(name: str, often: float) -> tuple[Numbers, Numbers]:
    return np.array([0.0, assumed(name)]), np.array([1 - often, often])
