"""Households that hang together: who lives in them, how old, and who is whose kin.

A household has places for a man and a woman (the couple, or one alone), five children, and the
man's father and mother. Its type says which are filled; ages follow from the woman's by the ages at
which people here marry and have children. Rates are plausible, not measured.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ansinh.law.facts.choices import Ethnicity
from ansinh.people.names import surnames
from ansinh.people.units import Unit, former_units, mountain_codes, village_count

Numbers = np.ndarray[Any, Any]

MAN, WOMAN, CHILD, GRANDFATHER, GRANDMOTHER = 0, 1, 2, 7, 8
CHILDREN = 5
PLACES = 9
#: A person's id is the household's times this, plus the place and one.
IDS_PER_HOUSEHOLD = 16
DAYS_PER_YEAR = 365.2425
VERY_OLD, OLDEST = 88.0, 104.0


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


HOME_SHARES = (0.05, 0.07, 0.02, 0.05, 0.40, 0.345, 0.04, 0.025)
CHILD_COUNT_SHARES = (0.0, 0.24, 0.46, 0.22, 0.06, 0.02)
#: Deaths of the last 900 days that the registry still shows, by age 60 and over or under.
DEAD_OLD, DEAD_YOUNG = 0.045, 0.0012
#: Boys among children (sex ratio at birth 112).
BOYS = 0.528
#: In households of grandparents and children: both parents dead; else they work far away.
PARENTS_DEAD = 0.3
#: Women whose mother in another household is looked for; about half are found.
MOTHERS_SOUGHT = 0.3
_NOBODY = -1
_ETHNIC_SHARES = {
    "mountain": (0.44, 0.14, 0.19, 0.07, 0.08, 0.045, 0.03, 0.005),
    "bac_giang": (0.955, 0.012, 0.018, 0.006, 0.004, 0.003, 0.001, 0.001),
    "bac_ninh": (0.994, 0.002, 0.001, 0.0005, 0.0005, 0.001, 0.0, 0.001),
}


@dataclass
class Homes:
    """Households of one block, all in one commune; arrays have one cell a household."""

    unit: Unit
    ids: Numbers
    type: Numbers
    former_area: Numbers
    village: Numbers
    ethnicity: Numbers
    orphaned: Numbers
    day: date

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_mountain(self) -> bool:
        """Whether the commune is on the expected list of mountain communes."""
        return self.unit.code in mountain_codes()

    @property
    def is_urban(self) -> bool:
        """Whether the commune is a ward."""
        return self.unit.kind == "urban"


@dataclass
class Folk:
    """People of one block in the order of their households; links are ids, -1 for nobody."""

    homes: Homes
    home: Numbers
    place: Numbers
    ids: Numbers
    birth: Numbers
    death: Numbers
    is_male: Numbers
    ethnicity: Numbers
    surname: Numbers
    mother: Numbers
    father: Numbers
    spouse: Numbers
    carer: Numbers

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def today(self) -> np.datetime64:
        """The registry's day."""
        return np.datetime64(self.homes.day, "D")

    @property
    def age(self) -> Numbers:
        """Complete years, near enough to choose plausible facts by."""
        years: Numbers = (self.today - self.birth).astype(np.int64) / DAYS_PER_YEAR
        return years.astype(np.int32)

    @property
    def is_alive(self) -> Numbers:
        """Whether no death is recorded."""
        return np.isnat(self.death)

    def row_of(self, ids: Numbers) -> Numbers:
        """Row of each id, -1 where it is not in the block."""
        places = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[places] == ids, places, _NOBODY)

    def count(self, which: Numbers) -> Numbers:
        """How many of ``which`` each household has."""
        return np.bincount(self.home[which], minlength=len(self.homes))


@dataclass
class Elders:
    """Women who may be the mother of somebody in another household."""

    ids: Numbers
    birth: Numbers
    husband: Numbers

    @classmethod
    def nobody(cls) -> Elders:
        """An empty list."""
        none = np.empty(0, dtype=np.int64)
        return cls(none, none.astype("datetime64[D]"), none)


def make_homes(rng: np.random.Generator, unit: Unit, first_id: int, count: int, day: date) -> Homes:
    """Household types, villages and ethnic groups of a block."""
    types = rng.choice(len(HOME_SHARES), size=count, p=HOME_SHARES).astype(np.int8)
    former = np.array([old.id for old in former_units()[unit.code]])
    mixed = (
        "mountain"
        if unit.code in mountain_codes()
        else ("bac_giang" if unit.former_province == "24" else "bac_ninh")
    )
    villages = village_count(unit)
    village = np.sort(rng.integers(0, villages, count))
    return Homes(
        unit=unit,
        ids=np.arange(first_id, first_id + count, dtype=np.int64),
        type=types,
        former_area=former[village * len(former) // villages],
        village=village,
        ethnicity=rng.choice(len(Ethnicity), size=count, p=_ETHNIC_SHARES[mixed]).astype(np.int8),
        orphaned=(types == Home.GRANDPARENTS_AND_CHILDREN) & (rng.random(count) < PARENTS_DEAD),
        day=day,
    )


def make_folk(rng: np.random.Generator, homes: Homes, elders: Elders) -> tuple[Folk, Elders]:
    """People of a block, and the elders that later blocks may link to."""
    present, ages = _ages(rng, homes)
    home, place = np.nonzero(present)
    age = ages[home, place]
    today = np.datetime64(homes.day, "D")
    birth = today - (age * DAYS_PER_YEAR).astype(np.int64).astype("timedelta64[D]") - 1
    ids = homes.ids[home] * IDS_PER_HOUSEHOLD + place + 1
    nobody = np.full(len(ids), _NOBODY, dtype=np.int64)
    is_male = np.isin(place, (MAN, GRANDFATHER))
    child = (place >= CHILD) & (place < CHILD + CHILDREN)
    is_male[child] = rng.random(child.sum()) < BOYS
    folk = Folk(
        homes,
        home,
        place,
        ids,
        birth,
        _deaths(rng, homes, home, place, age, birth),
        is_male,
        _ethnicity(rng, homes, home, place),
        np.empty(0),
        nobody,
        nobody.copy(),
        nobody.copy(),
        nobody.copy(),
    )
    _link_family(folk, present)
    folk.surname = _surnames(rng, folk)
    return folk, _link_outside(rng, folk, elders)


def _ages(rng: np.random.Generator, homes: Homes) -> tuple[Numbers, Numbers]:
    """Which places are filled and the ages in them, (households, places)."""
    count, kind = len(homes), homes.type
    ages = np.zeros((count, PLACES))
    old = np.isin(kind, (Home.SINGLE_ELDER, Home.ELDER_COUPLE))
    woman = np.where(old, 60 + rng.exponential(11, count), rng.triangular(21, 36, 63, count))
    woman = np.where(kind == Home.THREE_GENERATIONS, rng.triangular(21, 31, 57, count), woman)
    woman = np.where(kind == Home.SINGLE_ADULT, rng.triangular(20, 28, 60, count), woman)
    ages[:, WOMAN] = woman
    ages[:, MAN] = np.maximum(woman + np.clip(rng.normal(2.6, 3.0, count), -1.5, 16), 19.5)
    children = _children(rng, ages, kind)
    ages[:, GRANDMOTHER] = ages[:, MAN] + np.clip(rng.normal(25, 4.5, count), 17.5, 42)
    ages[:, GRANDFATHER] = ages[:, GRANDMOTHER] + np.clip(rng.normal(2.5, 3.0, count), -1.5, 15)
    ages = np.where(ages > VERY_OLD, VERY_OLD + (ages - VERY_OLD) * 0.4, ages)
    ages = np.minimum(ages, OLDEST - 6 * rng.random((count, PLACES)))
    present = np.zeros((count, PLACES), dtype=bool)
    alone = np.isin(kind, (Home.SINGLE_ELDER, Home.SINGLE_ADULT, Home.SINGLE_PARENT))
    man_alone = rng.random(count) < np.array([0.3, 0, 0.7, 0, 0, 0, 0.18, 0])[kind]
    absent = (kind == Home.GRANDPARENTS_AND_CHILDREN) & ~homes.orphaned
    present[:, MAN] = ~absent & (~alone | man_alone)
    present[:, WOMAN] = ~absent & (~alone | ~man_alone)
    widowed = (kind == Home.SINGLE_PARENT) & (rng.random(count) < 0.3)
    present[widowed, MAN] = present[widowed, WOMAN] = True
    present[:, CHILD : CHILD + CHILDREN] = children
    _grandparents(rng, present, ages, kind)
    return present, ages


def _children(rng: np.random.Generator, ages: Numbers, kind: Numbers) -> Numbers:
    count = len(kind)
    wanted = rng.choice(len(CHILD_COUNT_SHARES), size=count, p=CHILD_COUNT_SHARES)
    first = np.clip(rng.normal(23.5, 3.2, count), 17.5, 38)
    steps = rng.uniform(1.3, 6.5, (count, CHILDREN))
    steps[:, 0] = 0
    births = first[:, None] + np.cumsum(steps, axis=1)
    old = ages[:, WOMAN, None] - births
    ages[:, CHILD : CHILD + CHILDREN] = old
    leaves = np.clip(rng.normal(27, 4.5, (count, CHILDREN)), 17, 45)
    raised = np.isin(
        kind,
        (Home.NUCLEAR, Home.THREE_GENERATIONS, Home.SINGLE_PARENT, Home.GRANDPARENTS_AND_CHILDREN),
    )
    leaves = np.where((kind == Home.GRANDPARENTS_AND_CHILDREN)[:, None], 18, leaves)
    fits = (old >= 0.01) & (old < leaves) & (births < 46)
    return np.asarray(fits & raised[:, None] & (np.arange(CHILDREN)[None, :] < wanted[:, None]))


def _grandparents(rng: np.random.Generator, present: Numbers, ages: Numbers, kind: Numbers) -> None:
    with_them = np.isin(kind, (Home.THREE_GENERATIONS, Home.GRANDPARENTS_AND_CHILDREN))
    for place, strength in ((GRANDFATHER, 24.0), (GRANDMOTHER, 34.0)):
        survives = np.exp(-np.maximum(ages[:, place] - 50, 0) / strength)
        present[:, place] = with_them & (rng.random(len(kind)) < survives)
    nobody = with_them & ~present[:, GRANDFATHER] & ~present[:, GRANDMOTHER]
    present[nobody, GRANDMOTHER] = True
    childless = (
        (kind == Home.GRANDPARENTS_AND_CHILDREN)
        & ~present[:, MAN]
        & ~present[:, CHILD : CHILD + CHILDREN].any(axis=1)
    )
    present[childless, GRANDFATHER] = True


def _deaths(
    rng: np.random.Generator,
    homes: Homes,
    home: Numbers,
    place: Numbers,
    age: Numbers,
    birth: Numbers,
) -> Numbers:
    rate = np.where(age >= 60, DEAD_OLD * (1 + (age - 60) / 30), DEAD_YOUNG)
    dead = rng.random(len(home)) < rate
    ago = rng.integers(1, 900, len(home))
    parent = np.isin(place, (MAN, WOMAN))
    orphaned = homes.orphaned[home] & parent
    ago = np.where(orphaned, rng.integers(30, 3000, len(home)), ago)
    single = homes.type == Home.SINGLE_PARENT
    both = np.bincount(home[parent], minlength=len(homes)) == 2
    lost = (single & both)[home] & (place == MAN)
    dead = (dead | orphaned | lost) & ~(single[home] & (place == WOMAN))
    today = np.datetime64(homes.day, "D")
    day = np.maximum(today - ago.astype("timedelta64[D]"), birth)
    return np.where(dead, day, np.datetime64("NaT", "D"))


def _ethnicity(rng: np.random.Generator, homes: Homes, home: Numbers, place: Numbers) -> Numbers:
    groups = homes.ethnicity[home].copy()
    married_in = np.isin(place, (WOMAN, GRANDMOTHER)) & (rng.random(len(home)) < 0.1)
    groups[married_in] = homes.ethnicity[rng.integers(0, len(homes), married_in.sum())]
    return groups


def _link_family(folk: Folk, present: Numbers) -> None:
    home, place = folk.home, folk.place
    base = folk.homes.ids[home] * IDS_PER_HOUSEHOLD + 1

    def kin(who: Numbers, target: int) -> Numbers:
        return np.where(who & present[home, target], base + target, _NOBODY)

    child = (place >= CHILD) & (place < CHILD + CHILDREN)
    man = place == MAN
    lineal = man & (folk.homes.type[home] >= Home.THREE_GENERATIONS)
    folk.mother = np.where(child, kin(child, WOMAN), kin(lineal, GRANDMOTHER))
    folk.father = np.where(child, kin(child, MAN), kin(lineal, GRANDFATHER))
    pairs = ((MAN, WOMAN), (WOMAN, MAN), (GRANDFATHER, GRANDMOTHER), (GRANDMOTHER, GRANDFATHER))
    for mine, other in pairs:
        folk.spouse = np.where(place == mine, kin(place == mine, other), folk.spouse)
    fostered = child & (folk.homes.type[home] == Home.GRANDPARENTS_AND_CHILDREN)
    carer = kin(fostered, GRANDMOTHER)
    folk.carer = np.where(carer == _NOBODY, kin(fostered, GRANDFATHER), carer)


def _surnames(rng: np.random.Generator, folk: Folk) -> Numbers:
    """Children and grandfathers bear the household's surname; women keep their own."""
    household = surnames(rng, folk.homes.ethnicity)
    own = surnames(rng, folk.ethnicity)
    married_in = np.isin(folk.place, (WOMAN, GRANDMOTHER))
    return np.where(married_in, own, household[folk.home])


def _link_outside(rng: np.random.Generator, folk: Folk, elders: Elders) -> Elders:
    """Give some women their parents in other households; return the elders for later blocks."""
    mothers = np.flatnonzero(
        ~folk.is_male & (folk.age >= 40) & np.isin(folk.place, (WOMAN, GRANDMOTHER))
    )
    here = Elders(folk.ids[mothers], folk.birth[mothers], folk.spouse[mothers])
    # The block's own elders stand thirty times among the earlier ones: most kin live near.
    times = 30 if len(elders.ids) < len(here.ids) else 1
    pool = Elders(
        np.concatenate([*[here.ids] * times, elders.ids]),
        np.concatenate([*[here.birth] * times, elders.birth]),
        np.concatenate([*[here.husband] * times, elders.husband]),
    )
    daughters = np.flatnonzero((folk.place == WOMAN) & (rng.random(len(folk)) < MOTHERS_SOUGHT))
    if not len(pool.ids) or not len(daughters):
        return elders
    choice = rng.integers(0, len(pool.ids), len(daughters))
    gap = (folk.birth[daughters] - pool.birth[choice]).astype(np.int64) / DAYS_PER_YEAR
    elsewhere = pool.ids[choice] // IDS_PER_HOUSEHOLD != folk.ids[daughters] // IDS_PER_HOUSEHOLD
    fits = (gap >= 18) & (gap <= 42) & elsewhere
    folk.mother[daughters[fits]] = pool.ids[choice[fits]]
    folk.father[daughters[fits]] = pool.husband[choice[fits]]
    kept = rng.permutation(len(here.ids))[:400]
    kept.sort()
    return Elders(here.ids[kept], here.birth[kept], here.husband[kept])
