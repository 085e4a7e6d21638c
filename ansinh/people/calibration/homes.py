"""Households to draw from: a prior of plausible ones, raked to ages, sexes and household sizes.

A *prototype* says who lives in a household on 1 January 2022 and how old they are; a negative age
is a birth still to come. One prior serves all; each stratum weighs it so that its mean household
size and the country's age shares come out.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ansinh.people.assumptions import assumed
from ansinh.people.calibration.raking import rake
from ansinh.people.calibration.targets import number

Numbers = np.ndarray[Any, Any]

MAN, WOMAN, CHILD, GRANDFATHER, GRANDMOTHER = 0, 1, 2, 7, 8
CHILDREN = 5
PLACES = 9
NOBODY, LIVES, DIED = range(3)
STRATA = ("mountain", "bac_giang rural", "bac_giang urban", "bac_ninh rural", "bac_ninh urban")
_PRIOR_SEED, _PRIOR_SIZE = 2022, 12_000


class Home(enum.IntEnum):
    """Types of household."""

    SINGLE_ELDER = 0
    ELDER_COUPLE = 1
    SINGLE_ADULT = 2
    COUPLE = 3
    NUCLEAR = 4
    THREE_GENERATIONS = 5
    SINGLE_PARENT = 6
    GRANDPARENTS_AND_CHILDREN = 7


@dataclass(frozen=True)
class Prototypes:
    """Households to draw from.

    Attributes:
        type: :class:`Home` of each.
        age: Years on 1 January 2022, (households, places); negative before birth.
        state: Who is there: :data:`NOBODY`, :data:`LIVES` (or will be born), :data:`DIED` before.
        edges: Cumulative weights, (strata, households).
        young_edges: The same of young couples and families, who are those that move in.
    """

    type: Numbers
    age: Numbers
    state: Numbers
    edges: Numbers
    young_edges: Numbers

    def type_shares(self) -> Numbers:
        """Share of each type among households, (strata, types)."""
        weights = np.diff(self.edges, axis=1, prepend=0)
        return np.stack([np.bincount(self.type, row, minlength=len(Home)) for row in weights])


@lru_cache(maxsize=1)
def prototypes() -> Prototypes:
    """The prior, and its weights in each stratum."""
    rng = np.random.default_rng(_PRIOR_SEED)
    shares = np.array(list(assumed("homes.type_shares").values()))
    type_ = rng.choice(len(Home), size=_PRIOR_SIZE, p=shares).astype(np.int8)
    age, state = _ages(rng, type_)
    counted = _features(age, state)
    prior = np.full(_PRIOR_SIZE, 1 / _PRIOR_SIZE)
    weights = np.stack([rake(prior, counted, _targets(stratum)) for stratum in STRATA])
    couple = (state[:, MAN] == LIVES) & (state[:, WOMAN] == LIVES) & (type_ <= Home.NUCLEAR)
    young = weights * (couple & (age[:, WOMAN] < assumed("moves.in_up_to_age")))
    return Prototypes(type_, age.astype(np.float32), state, _edges(weights), _edges(young))


def _edges(weights: Numbers) -> Numbers:
    edges = np.cumsum(weights, axis=1)
    return np.asarray(edges / edges[:, -1:])


def mean_size(stratum: str) -> float:
    """Living people in a household on 1 January 2022.

    From registered people and households at the end of 2024; the same in town and country, for no
    figure tells them apart.
    """
    grown = assumed("homes.size_in_2022_against_2024")
    return float(size_in_2024("27old" if "ninh" in stratum else "24old") * grown)


def size_in_2024(province: str) -> float:
    """Registered people in a household at the end of 2024.

    Old Bắc Ninh's households of 2024 are those of 2022, grown as in Bắc Giang.
    """
    people = number("population_registered", province, "2024-12-31")
    growth = number("households_total", "24old", "2024") / number(
        "households_total", "24old", "2022"
    )
    if province == "24old":
        return people / number("households_total", province, "2024")
    return people / (number("households_total", province, "2022") * growth)


def _targets(stratum: str) -> Numbers:
    """Per household: people, under 15, from 65, from 60, male, births a year soon and later."""
    size = mean_size(stratum)
    percent = [number(f"share_{name}", "VN", "2019") for name in ("0_14", "65_plus", "60_plus")]
    males = number("population_avg_male", "24old", "2018") / number(
        "population_avg", "24old", "2018"
    )
    ages = [
        share / 100 + assumed("homes.ageing_since_2019")[at] for at, share in enumerate(percent)
    ]
    soon, later = assumed("homes.births_a_year_in_standing_families").values()
    return size * np.array([1, *ages, males, soon, later])


def _features(age: Numbers, state: Numbers) -> Numbers:
    lives = (state == LIVES) & (age >= 0)
    male = np.zeros(PLACES)
    male[[MAN, GRANDFATHER]] = 1
    male[CHILD : CHILD + CHILDREN] = assumed("births.share_of_boys")
    coming = state == LIVES
    return np.stack(
        [
            lives.sum(axis=1),
            (lives & (age < 15)).sum(axis=1),
            (lives & (age >= 65)).sum(axis=1),
            (lives & (age >= 60)).sum(axis=1),
            (lives * male).sum(axis=1),
            (coming & (age < 0) & (age >= -3)).sum(axis=1) / 3,
            (coming & (age < -3) & (age >= -8)).sum(axis=1) / 5,
        ],
        axis=1,
    ).astype(np.float64)


def _ages(rng: np.random.Generator, kind: Numbers) -> tuple[Numbers, Numbers]:
    """Age and state in each place of each household."""
    count = len(kind)
    age, state = np.zeros((count, PLACES)), np.zeros((count, PLACES), dtype=np.int8)
    age[:, WOMAN] = _heads(rng, kind)
    age[:, MAN] = np.maximum(age[:, WOMAN] + np.clip(rng.normal(2.6, 3.0, count), -1.5, 16), 19.5)
    age[:, GRANDMOTHER] = age[:, MAN] + np.clip(rng.normal(25, 4.5, count), 17.5, 42)
    age[:, GRANDFATHER] = age[:, GRANDMOTHER] + np.clip(rng.normal(2.5, 3.0, count), -1.5, 15)
    age = np.where(age > 88, 88 + (age - 88) * 0.4, age)
    age = np.minimum(age, 104 - 6 * rng.random((count, PLACES)))
    _children(rng, age, state, kind)
    _couples(rng, state, kind)
    _grandparents(rng, age, state, kind)
    return age, state


def _heads(rng: np.random.Generator, kind: Numbers) -> Numbers:
    """Age of the woman, or of whoever stands in her place."""
    count = len(kind)
    usual = rng.triangular(21, 36, 63, count)
    return np.select(
        [
            np.isin(kind, (Home.SINGLE_ELDER, Home.ELDER_COUPLE)),
            kind == Home.THREE_GENERATIONS,
            kind == Home.SINGLE_ADULT,
        ],
        [
            60 + rng.exponential(11, count),
            rng.triangular(21, 31, 57, count),
            rng.triangular(20, 28, 60, count),
        ],
        usual,
    )


def _couples(rng: np.random.Generator, state: Numbers, kind: Numbers) -> None:
    count = len(kind)
    alone = np.isin(kind, (Home.SINGLE_ELDER, Home.SINGLE_ADULT, Home.SINGLE_PARENT))
    luck = rng.random(count)
    man_alone = alone & (luck < np.array(assumed("homes.man_alone"))[kind])
    apart = kind == Home.GRANDPARENTS_AND_CHILDREN
    state[:, MAN] = np.where(~apart & (~alone | man_alone), LIVES, NOBODY)
    state[:, WOMAN] = np.where(~apart & (~alone | ~man_alone), LIVES, NOBODY)
    died = rng.random(count) < np.array(assumed("homes.partner_died"))[kind]
    for place in (MAN, WOMAN):
        state[died & (state[:, place] == NOBODY), place] = DIED


def _children(rng: np.random.Generator, age: Numbers, state: Numbers, kind: Numbers) -> None:
    """Children at home, and those still to be born to couples."""
    count = len(kind)
    wanted = rng.choice(6, size=count, p=assumed("homes.children_wanted"))
    first = np.clip(rng.normal(23.5, 3.2, count), 17.5, 38)
    young = (kind == Home.COUPLE) & (age[:, WOMAN] < 38)
    first = np.where(young, age[:, WOMAN] + rng.exponential(2.0, count) + 0.1, first)
    steps = rng.uniform(1.6, 6.5, (count, CHILDREN))
    steps[:, 0] = 0
    births = first[:, None] + np.cumsum(steps, axis=1)
    old = age[:, WOMAN, None] - births
    age[:, CHILD : CHILD + CHILDREN] = old
    fostered = kind == Home.GRANDPARENTS_AND_CHILDREN
    leaves = np.clip(rng.normal(27, 4.5, (count, CHILDREN)), 17, 45)
    leaves = np.where(fostered[:, None], 18, leaves)
    couple = np.isin(kind, (Home.NUCLEAR, Home.THREE_GENERATIONS)) | young
    raised = couple | np.isin(kind, (Home.SINGLE_PARENT, Home.GRANDPARENTS_AND_CHILDREN))
    fits = (old < leaves) & (births < 45) & (couple[:, None] | (old > 0.55))
    chosen = fits & raised[:, None] & (np.arange(CHILDREN)[None, :] < wanted[:, None])
    state[:, CHILD : CHILD + CHILDREN] = np.where(chosen, LIVES, NOBODY)


def _grandparents(rng: np.random.Generator, age: Numbers, state: Numbers, kind: Numbers) -> None:
    with_them = np.isin(kind, (Home.THREE_GENERATIONS, Home.GRANDPARENTS_AND_CHILDREN))
    for place, strength in ((GRANDFATHER, 24.0), (GRANDMOTHER, 34.0)):
        survives = rng.random(len(kind)) < np.exp(-np.maximum(age[:, place] - 50, 0) / strength)
        state[:, place] = np.where(with_them, np.where(survives, LIVES, DIED), NOBODY)
    nobody = with_them & (state[:, [GRANDFATHER, GRANDMOTHER]] == DIED).all(axis=1)
    state[nobody, GRANDMOTHER] = LIVES
