"""Target against generated, figure by figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from ansinh.people.calibration.census import Census, take_census
from ansinh.people.calibration.ethnic import NAMES, minorities_of_bac_giang
from ansinh.people.calibration.targets import Figure, find_figure

#: Days on which the world is counted.
BEGIN, AFTER_2022, AFTER_2023 = date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1)
END_2024, AFTER_2024 = date(2024, 12, 31), date(2025, 1, 1)
MERGED = date(2025, 7, 1)
#: Shares of spread by chance that a small world may miss a target by, besides its tolerance.
_SPREADS = 3.0


@dataclass(frozen=True)
class Compared:
    """One figure and what the world has.

    Attributes:
        target: In ``figure.unit``; not always the printed value, see ``note``.
        tolerance: Largest difference that counts as met, chance included.
    """

    figure: Figure
    day: date
    target: float
    generated: float
    tolerance: float
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the world has what it should."""
        return abs(self.generated - self.target) <= self.tolerance


class Comparison:
    """A world counted on the days that the figures ask for.

    Args:
        homes: Households of each cell on 1 January 2022.
    """

    def __init__(self, seed: int, homes: Any) -> None:
        self.seed, self.homes = seed, homes
        self._taken: dict[date, Census] = {}

    def census(self, day: date) -> Census:
        """The world on a day, counted once."""
        if day not in self._taken:
            self._taken[day] = take_census(self.seed, day, self.homes)
        return self._taken[day]

    @cached_property
    def scale(self) -> float:
        """Real households for one of the world, both provinces at the review of 2022."""
        real = sum(
            find_figure("households_total", code, "2022").number for code in ("24old", "27old")
        )
        return real / len(self.census(AFTER_2022).homes)

    def lines(self) -> list[Compared]:
        """Every figure that the world is to meet."""
        parts = (_ages, _sizes, _units, _groups, _reviews, _births, _zone, _merit)
        return [line for part in parts for line in part(self)]


def _ages(world: Comparison) -> Iterator[Compared]:
    people = world.census(BEGIN).people
    age = (pl.lit(BEGIN) - pl.col("birth")).dt.total_days() / 365.2425
    shares = {
        "share_0_14": age < 15,
        "share_15_64": (age >= 15) & (age < 65),
        "share_65_plus": age >= 65,
        "share_60_plus": age >= 60,
    }
    for name, test in shares.items():
        note = "the country in 2019; the world is three years older"
        yield _percent(find_figure(name, "VN", "2019"), BEGIN, people, test, 2.0, note)
    male = find_figure("population_avg_male", "24old", "2018")
    every = find_figure("population_avg", "24old", "2018").number
    mine = people.filter(province="24old")
    share = float(mine["male"].cast(pl.Float64).mean() or 0) * every  # type: ignore[arg-type]
    chance = _SPREADS * every * 0.5 / len(mine) ** 0.5
    yield Compared(male, BEGIN, male.number, share, 0.005 * every + chance, "as a share")


def _sizes(world: Comparison) -> Iterator[Compared]:
    for province, year, day in (
        ("24old", "2022", AFTER_2022),
        ("27old", "2022", AFTER_2022),
        ("24old", "2024", END_2024),
    ):
        homes = world.census(day).homes.filter(province=province)
        yield _count(world, find_figure("households_total", province, year), day, homes, 0.01)
    for province in ("24old", "27old"):
        people = world.census(END_2024).people.filter(province=province)
        figure = find_figure("population_registered", province, "2024-12-31")
        yield _count(world, figure, END_2024, people, 0.02)


def _units(world: Comparison) -> Iterator[Compared]:
    people = world.census(AFTER_2024).people
    for code in ("213", "219", "220", "224"):
        figure = find_figure("population_registered", code, "2025-01-01")
        yield _count(world, figure, AFTER_2024, people.filter(district=code), 0.05)
    after = world.census(MERGED).people
    for name, kind in (("registered", None), ("urban", "urban"), ("rural", "rural")):
        figure = find_figure(f"population_{name}", "24new", "2025-06-12")
        yield _count(
            world, figure, MERGED, after if kind is None else after.filter(kind=kind), 0.03
        )


def _groups(world: Comparison) -> Iterator[Compared]:
    people = world.census(BEGIN).people.filter(province="24old")
    figure = find_figure("ethnic_share:minorities", "24old", "2019-04-01")
    yield _percent(figure, BEGIN, people, pl.col("ethnicity") != "kinh", 0.3, clustered=4)
    for group, share in minorities_of_bac_giang().items():
        printed = find_figure(f"ethnic_population:{NAMES[group]}", "24old", "2014")
        found = people.filter(ethnicity=group.code)
        target = share * len(people) * world.scale
        chance = _SPREADS * 2 * world.scale * (share * len(people)) ** 0.5
        note = "2014 among minorities, raised to all minorities of 2019 and the people of 2022"
        yield Compared(
            printed, BEGIN, target, len(found) * world.scale, 0.03 * target + chance, note
        )


def _reviews(world: Comparison) -> Iterator[Compared]:
    for year, day in ((2021, BEGIN), (2022, AFTER_2022), (2023, AFTER_2023), (2024, AFTER_2024)):
        homes = world.census(day).homes.filter(province="24old")
        for name in ("poor", "near_poor"):
            yield _listed(find_figure(f"{name}_rate", "24old", str(year)), day, homes, name)
        if year >= 2023:
            rate = find_figure("poor_rate_KV3_24_communes", "24old", str(year))
            note = "24 communes by assumption; their list was not found"
            yield _listed(rate, day, homes.filter("poorest"), "poor", note)
    yield from _review_of_2022(world)


def _review_of_2022(world: Comparison) -> Iterator[Compared]:
    homes = world.census(AFTER_2022).homes
    yield _listed(
        find_figure("poor_rate", "213", "2022"), AFTER_2022, homes.filter(district="213"), "poor"
    )
    bac_ninh = homes.filter(province="27old")
    for name in ("poor", "near_poor"):
        yield _listed(find_figure(f"{name}_rate", "27old", "2022"), AFTER_2022, bac_ninh, name)
        for kind in ("urban", "rural"):
            figure = find_figure(f"{name}_rate_{kind}", "27old", "2022")
            yield _listed(figure, AFTER_2022, bac_ninh.filter(kind=kind), name)
        for code in sorted(bac_ninh["district"].unique()):
            figure = find_figure(f"{name}_rate", code, "2022")
            yield _listed(figure, AFTER_2022, bac_ninh.filter(district=code), name)


def _births(world: Comparison) -> Iterator[Compared]:
    for year, day in (("2023", AFTER_2023), ("2024", END_2024)):
        people = world.census(day).people
        rate = _fertility(people, day)
        figure = find_figure("tfr", "VN", year)
        yield Compared(
            figure, day, figure.number, rate, 0.35, "the country; the province is not known"
        )
    small = world.census(END_2024).people.filter(pl.col("birth") > date(2022, 1, 1))
    boys = float(small["male"].cast(pl.Float64).mean() or 0)  # type: ignore[arg-type]
    figure = find_figure("sex_ratio_at_birth", "VN", "2024")
    chance = _SPREADS * 400 * 0.5 / max(len(small), 1) ** 0.5
    ratio = 100 * boys / (1 - boys)
    yield Compared(figure, END_2024, figure.number, ratio, 1 + chance, "children born since 2022")


def _fertility(people: pl.DataFrame, day: date) -> float:
    """Children a woman, from the births of the last year by age of the mother."""
    born = people.filter(pl.col("birth") > day - timedelta(365)).join(
        people.select(mother="id", mothers_birth="birth"), on="mother"
    )
    year = (pl.lit(day) - pl.col("birth")).dt.total_days() // 365
    women = people.filter(~pl.col("male")).group_by(age=year).len("women")
    of = (pl.col("birth") - pl.col("mothers_birth")).dt.total_days() // 365
    children = born.group_by(age=of).len("children")
    both = women.join(children, on="age").filter((pl.col("age") >= 15) & (pl.col("age") < 50))
    return float((both["children"] / both["women"]).sum())


def _zone(world: Comparison) -> Iterator[Compared]:
    people = world.census(BEGIN).people.filter(province="24old")
    figure = find_figure("industrial_park_workers", "24old", "2021-08-16")
    yield _count(world, figure, BEGIN, people.filter("zone"), 0.08)


def _merit(world: Comparison) -> Iterator[Compared]:
    people = world.census(AFTER_2023).people.filter(province="24old")
    gifts = find_figure("persons_with_merit_and_families_given_gift", "24old", "2023")
    given = people.filter("given")
    yield _count(
        world, gifts, AFTER_2023, given, 0.05, "of 27 July; counted at the end of the year"
    )
    figure = find_figure("poor_households_person_with_merit", "24old", "2024")
    people = world.census(AFTER_2024).people.filter(province="24old")
    poor = people.filter(pl.col("merit") & (pl.col("listed") == "poor"))["home"].n_unique()
    yield Compared(figure, AFTER_2024, figure.number, poor * world.scale, 0.0)


def _percent(
    figure: Figure,
    day: date,
    frame: pl.DataFrame,
    test: pl.Expr,
    tolerance: float,
    note: str = "",
    clustered: float = 1,
) -> Compared:
    share = float(frame.select(test.mean()).item()) * 100
    chance = _SPREADS * 100 * np.sqrt(clustered * share / 100 * (1 - share / 100) / len(frame))
    return Compared(figure, day, figure.number, share, tolerance + float(chance), note)


def _listed(figure: Figure, day: date, homes: pl.DataFrame, name: str, note: str = "") -> Compared:
    test = (pl.col("listed") == name).fill_null(value=False)
    return _percent(figure, day, homes, test, 0.05 * figure.number, note)


def _count(
    world: Comparison,
    figure: Figure,
    day: date,
    frame: pl.DataFrame,
    tolerance: float,
    note: str = "",
) -> Compared:
    found = len(frame) * world.scale
    chance = _SPREADS * 2 * world.scale * len(frame) ** 0.5
    allowed = tolerance * figure.number + chance
    return Compared(figure, day, figure.number, found, allowed, note)
