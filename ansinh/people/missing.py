"""What the registry does not know: by fact and by place, from one table of rates."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from ansinh.people.columns import Column
from ansinh.people.draws import Luck
from ansinh.people.structure import Homes
from ansinh.people.welfare import NOT_LISTED, Welfare
from ansinh.people.world import cell_codes

Numbers = np.ndarray[Any, Any]

_FILE = Path(__file__).parent / "data" / "missing.yaml"


@lru_cache(maxsize=1)
def rates() -> dict[str, Any]:
    """The table of rates."""
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def hide(
    entity: str, facts: dict[str, Column], luck: Luck, home: Numbers, welfare: Welfare
) -> None:
    """Mark what the registry lacks of some facts; ``home`` is the household of each row."""
    surveyed = is_surveyed(welfare)[home]
    asked = rates()["survey"].get(entity, ())
    for name, rate in rates()["rates"].get(entity, {}).items():
        shares = _shares(f"{entity}.{name}", rate, welfare.homes)[home]
        facts[name] = facts[name].hide(luck.random(f"hidden {name}") < shares)
    for name in asked:
        facts[name] = facts[name].hide(~surveyed)


def is_surveyed(welfare: Welfare) -> Numbers:
    """Households whose survey sheet is in the registry."""
    homes, unasked = welfare.homes, rates()["not_surveyed"]
    share = np.where(homes.is_mountain, unasked["mountain"], unasked["lowland"])
    listed = welfare.status != NOT_LISTED
    return np.asarray(listed | (homes.luck.random("surveyed") >= share))


def _shares(fact: str, rate: float, homes: Homes) -> Numbers:
    """Missing share of a fact in each household's commune."""
    careless = rates()["careless"]
    cells = Luck(cell_codes(), homes.world.seed)
    bad = cells.random(f"careless of {fact}") < careless["communes"]
    uphill = np.where(homes.is_mountain, rates()["mountain_communes_against_others"], 1)
    return np.where(bad[homes.cell], careless["lack"], rate * uphill)
