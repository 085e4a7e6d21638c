"""Artisans: who holds a title, and since when."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from ansinh.people.assumptions import assumed
from ansinh.people.columns import Column, days
from ansinh.people.structure import Folk
from ansinh.people.world import day_number

Numbers = np.ndarray[Any, Any]


def culture_facts(folk: Folk) -> dict[str, Column]:
    """What the department of culture knows of people."""
    rates, luck = assumed("culture.artisans"), folk.luck
    first, last = (day_number(date(year, 1, 1)) for year in rates["years"])
    given = first + luck.below("artisan since", last - first)
    old_enough = given - folk.birth >= rates["from_age"] * 366
    artisan = old_enough & (given <= np.minimum(folk.today, folk.death))
    artisan &= luck.random("artisan") < rates["share"]
    ill = artisan & (luck.random("long disease") < rates["with_long_disease"])
    return {
        "artisan_title_from": Column(days(given), artisan),
        "has_long_term_disease": Column(ill, ill),
    }
