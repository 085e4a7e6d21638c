"""Which ethnic groups live in which commune: raked to the totals that were found."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from ansinh.law.facts.choices import Ethnicity
from ansinh.people.assumptions import assumed
from ansinh.people.calibration.raking import rake
from ansinh.people.calibration.targets import find_figure, number
from ansinh.people.units import Cell, cells

Numbers = np.ndarray[Any, Any]

#: Name of each minority in the figures of 2014.
NAMES = {
    Ethnicity.TAY: "Tày",
    Ethnicity.NUNG: "Nùng",
    Ethnicity.SAN_DIU: "Sán Dìu",
    Ethnicity.SAN_CHAY: "Sán Chay (Sán Chí + Cao Lan)",
    Ethnicity.HOA: "Hoa",
    Ethnicity.DAO: "Dao",
    Ethnicity.OTHER: "other minorities",
}


@lru_cache(maxsize=1)
def ethnic_shares() -> Numbers:
    """Share of each group among the people of each cell, (cells, groups)."""
    found = np.zeros((len(cells()), len(Ethnicity)))
    for province in ("24", "27"):
        mine = [cell for cell in cells() if cell.unit.former_province == province]
        wanted = minorities_of_bac_giang() if province == "24" else _minorities_of_bac_ninh()
        found[[cell.number for cell in mine]] = _shares(mine, wanted, near=province == "24")
    return found


def minorities_of_bac_giang() -> dict[Ethnicity, float]:
    """Share of each minority in Bắc Giang.

    All together as in the census of 2019; among themselves as the province counted in 2014.
    """
    every = number("ethnic_share:minorities", "24old", "2019-04-01") / 100
    counted = number("ethnic_population:all minorities", "24old", "2014")
    return {
        group: every * number(f"ethnic_population:{name}", "24old", "2014") / counted
        for group, name in NAMES.items()
    }


def _minorities_of_bac_ninh() -> dict[Ethnicity, float]:
    each = assumed("places.minorities_of_bac_ninh") / len(NAMES)
    return dict.fromkeys(NAMES, each)


def _shares(places: list[Cell], wanted: dict[Ethnicity, float], *, near: bool) -> Numbers:
    people = np.array([cell.population for cell in places], dtype=np.float64)
    prior = np.zeros((len(places), len(Ethnicity)))
    for group, share in wanted.items():
        weight = people * (_nearness(places, group) if near else 1)
        prior[:, group.ordinal] = share * people.sum() * weight / weight.sum() / people
    others = prior.sum(axis=1)
    most = assumed("places.most_minorities_before_raking")
    prior *= np.minimum(1, most / np.maximum(others, 1e-9))[:, None]
    prior[:, Ethnicity.KINH.ordinal] = 1 - prior.sum(axis=1)
    groups = [group.ordinal for group in wanted]
    features = np.tile(np.eye(len(Ethnicity))[:, groups], (len(places), 1))
    targets = np.array(list(wanted.values())) * people.sum()
    lives = np.repeat(np.arange(len(places)), len(Ethnicity))
    weights = rake(prior.ravel(), features, targets, lives, people)
    return np.asarray(weights.reshape(prior.shape) / people[:, None])


def _nearness(places: list[Cell], group: Ethnicity) -> Numbers:
    """How much likelier the group is in each cell: main districts in their order, and mountains."""
    order = assumed("places.minorities_by_order_of_district")
    districts: list[str] = []
    if group is not Ethnicity.OTHER:
        name = NAMES[group].split(" (")[0]
        listed = find_figure(f"ethnic_main_districts:{name}", "24old", "2014")
        districts = listed.value.split(";")
    near = dict(zip(districts, order, strict=False))
    elsewhere = assumed("places.minorities_outside_main_districts")
    uphill = assumed("places.minorities_in_mountain_communes")
    return np.array(
        [
            near.get(cell.unit.district_code, elsewhere) * (uphill if cell.is_mountain else 1)
            for cell in places
        ]
    )
