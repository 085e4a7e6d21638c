"""Smartphones of the programme to 2025: which listed households were approved, and bought one."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from ansinh.people.assumptions import assumed
from ansinh.people.calibration.poverty import REVIEWS
from ansinh.people.columns import Column, days
from ansinh.people.welfare import NEAR_POOR, POOR, Welfare
from ansinh.people.world import day_number

Numbers = np.ndarray[Any, Any]

#: Years in which lists were approved.
_FIRST_YEAR, _YEARS = 2023, 3
#: Days of a year on which lists come: what is bought soon after falls in the same year.
_DAYS = 270


def information_facts(welfare: Welfare) -> dict[str, Column]:
    """What the lists of the programme say of households; reviews take effect on 1 January."""
    luck, homes, rates = welfare.homes.luck, welfare.homes, assumed("information.smartphones")
    year = luck.below("smartphone in", _YEARS)
    listed = _listed(welfare, _FIRST_YEAR + year)
    device = listed & (luck.random("learning device") < rates["given_a_device"])
    january = np.array([day_number(date(_FIRST_YEAR + n, 1, 1)) for n in range(_YEARS)])
    approved = january[year] + luck.below("smartphone on", _DAYS)
    named = listed & ~device & (luck.random("smartphone") < rates["approved"])
    named &= (approved <= homes.world.today) & (approved >= homes.since)
    bought = approved + luck.below("bought after", rates["bought_within_days"])
    buys = named & (luck.random("bought") < rates["bought"]) & (bought <= homes.world.today)
    return {
        "was_given_learning_device": Column(device, device),
        "smartphone_approved_on": Column(days(approved), named),
        "bought_smartphone_on": Column(days(bought), buys),
    }


def _listed(welfare: Welfare, year: Numbers) -> Numbers:
    """Whether each household was poor or near-poor by the review that counts in its year."""
    reviews = welfare.reviews
    place = year - REVIEWS[0] - 1
    told = place < reviews.shape[1]
    rows = np.flatnonzero(told)
    listed = np.zeros(len(reviews), dtype=bool)
    listed[rows] = np.isin(reviews[rows, place[rows]], (POOR, NEAR_POOR))
    return listed
