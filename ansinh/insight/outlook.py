"""The population to 2045 from a registry: scenarios of fertility over the country's mortality.

Rates are those of ``data/projection.yaml``: the United Nations' for Viet Nam, not the province's.
Nobody moves in or out, for no figure of migration by age was found: where many come to work, the
working ages come out too small. Death rates hold within the ages and the years that they are given
for; shares of fertility by age are drawn straight from one given year to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import yaml

from ansinh.insight.indicators.definitions import DATA
from ansinh.insight.measures import Year, life_table, project
from ansinh.insight.measures.projection import FEMALE, SEXES, Step

Floats = npt.NDArray[np.float64]
#: Scenario → its name in both languages.
SCENARIOS: Mapping[str, tuple[str, str]] = {
    "low": ("Mức sinh thấp", "Low fertility"),
    "medium": ("Mức sinh trung bình", "Medium fertility"),
    "high": ("Mức sinh cao", "High fertility"),
    "constant": ("Giữ mức sinh hiện nay của sổ", "The registry's fertility kept"),
}
OLDEST = 100


@dataclass(frozen=True)
class Kept:
    """What the scenario ``constant`` keeps: children a woman, and boys born to one girl."""

    fertility: float
    boys_to_girls: float


@dataclass(frozen=True)
class Rates:
    """The rates of one file, by calendar year.

    Attributes:
        source: Where they are from.
        area: What they are of.
        until: Last year that they reach.
    """

    raw: Mapping[str, Any]

    @property
    def source(self) -> str:
        """Where they are from."""
        return str(self.raw["source"])

    @property
    def until(self) -> int:
        """The last year that they reach."""
        return int(self.raw["until"])

    def survival(self, year: int) -> Floats:
        """Ratios by sex and age for the year that begins in ``year``."""
        return np.stack([life_table(self.deaths(sex, year), sex).survival for sex in SEXES])

    def deaths(self, sex: str, year: int) -> Floats:
        """Deaths a year lived, by single age; the last holds all higher ones."""
        table = self.raw["mortality"]
        first = max((start for start in table[sex] if start <= year), default=min(table[sex]))
        return _single(table["ages"], table[sex][first])

    def fertility(self, year: int, total: float) -> Floats:
        """Births a woman, by single age, that add up to ``total`` children."""
        table = self.raw["fertility_by_age"]
        given = sorted(key for key in table if key != "ages")
        shares = [np.interp(year, given, column) for column in zip(*_by(table, given), strict=True)]
        by_age = _single([0, *table["ages"], table["ages"][-1] + 5], [0.0, *shares, 0.0])
        return np.asarray(total * by_age / by_age.sum())

    def total(self, scenario: str, year: int) -> float:
        """Children a woman in a year."""
        return float(self.raw["total_fertility"][scenario][year])

    def boys_to_girls(self, year: int) -> float:
        """Boys born to one girl in a year."""
        return float(self.raw["boys_to_girls"][year])


@lru_cache(maxsize=1)
def rates() -> Rates:
    """The rates of ``data/projection.yaml``."""
    return Rates(yaml.safe_load((DATA / "projection.yaml").read_text(encoding="utf-8")))


def outlook(people: Floats, year: int, kept: Kept | None = None) -> pl.DataFrame:
    """The population of each scenario at the end of each coming year, to the last of the rates.

    Args:
        people: By sex and single age, in ``year``.
        kept: Fertility of the registry; without it there is no scenario ``constant``.

    Returns:
        ``scenario``, ``year``, ``people``, ``male``, ``female``, ``children`` (under 15),
        ``working`` (15 to 64), ``from_60``, ``from_65``, ``fertile_women`` (15 to 49), ``births``,
        ``deaths``, ``total_fertility`` and ``boys_to_girls`` of the year gone by, ``dependency``,
        ``is_golden`` and ``is_ageing``.
    """
    found = []
    for scenario in SCENARIOS:
        if scenario == "constant" and kept is None:
            continue
        assumed = list(_assumptions(scenario, year, kept))
        steps = project(people, [each.year for each in assumed])
        for place, step in enumerate(steps):
            gone = assumed[place - 1] if place else None
            found.append(_row(scenario, year + place, step, gone))
    return pl.DataFrame(found)


@dataclass(frozen=True)
class _Assumed:
    year: Year
    total: float


def _assumptions(scenario: str, first: int, kept: Kept | None) -> Iterator[_Assumed]:
    known = rates()
    for year in range(first, known.until):
        if scenario == "constant" and kept is not None:
            total, boys = kept.fertility, kept.boys_to_girls
        else:
            total, boys = known.total(scenario, year + 1), known.boys_to_girls(year + 1)
        yield _Assumed(Year(known.survival(year), known.fertility(year, total), boys), total)


def _row(scenario: str, year: int, step: Step, gone: _Assumed | None) -> dict[str, Any]:
    ages = step.people.sum(axis=0)
    people, children, working = ages.sum(), ages[:15].sum(), ages[15:65].sum()
    dependency = float(100 * (people - working) / working) if working else None
    return {
        "scenario": scenario,
        "year": year,
        "people": float(people),
        **{sex: float(step.people[place].sum()) for place, sex in enumerate(SEXES)},
        "children": float(children),
        "working": float(working),
        "from_60": float(ages[60:].sum()),
        "from_65": float(ages[65:].sum()),
        "fertile_women": float(step.people[FEMALE, 15:50].sum()),
        "births": step.births if gone else None,
        "deaths": step.deaths if gone else None,
        "total_fertility": gone.total if gone else None,
        "boys_to_girls": gone.year.boys_to_girls if gone else None,
        "dependency": dependency,
        "is_golden": dependency is not None and dependency < 50,
        "is_ageing": bool(ages[60:].sum() >= 0.10 * people or ages[65:].sum() >= 0.07 * people),
    }


def _by(table: Mapping[Any, list[float]], years: list[int]) -> list[list[float]]:
    return [table[year] for year in years]


def _single(ages: list[int], values: Any) -> Floats:
    """Values of groups of ages as values of single ages: each holds up to the next group."""
    at = np.searchsorted(np.asarray(ages), np.arange(OLDEST + 1), side="right") - 1
    return np.asarray(values, np.float64)[at]
