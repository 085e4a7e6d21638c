"""Every indicator over a registry, by group: one pass over people, one before it over incomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from ansinh.engine.dates import add_months
from ansinh.engine.errors import DataError
from ansinh.insight.frames import household_labels, people_labels, plain
from ansinh.insight.indicators.definitions import Definition, definitions
from ansinh.insight.indicators.measure import INDICATORS, Measure, Moment
from ansinh.insight.indicators.rows import ASKED, Rows, rows_of
from ansinh.insight.measures.projection import SEXES
from ansinh.insight.standard import Standard, asked_columns
from ansinh.insight.tables.groups import DIMENSIONS, Labels, by_group
from ansinh.insight.tables.sums import Sums
from ansinh.people.snapshot import Snapshot

Told = Callable[[str, int, int], None]
#: Oldest single age; it holds all higher ones.
OLDEST = 100
_KEYS = ["dimension", "group"]
_SEPARATOR = "\x1f"
#: The indicator whose sums show fertility by age.
_SINGLE = "fertility_by_single_ages"


@dataclass(frozen=True)
class Census:
    """What the projection starts from.

    Attributes:
        people: By sex and single age; the last holds all higher ones.
        unknown: How many have no day of birth or no sex, and are left out.
    """

    people: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    unknown: int


@dataclass(frozen=True)
class Computed:
    """Indicators by group, and the people they are of.

    Attributes:
        figures: ``indicator``, the group and its labels, ``value``, ``low``, ``high``, ``part``,
            ``whole``, ``unknown`` and ``note``: why there is no value.
        fertility: Births by age of the mother, as :func:`age_specific` gives them.
        people, homes: How many live, in how many homes.
        registry: The day that the registry shows.
    """

    figures: pl.DataFrame
    census: Census
    fertility: pl.DataFrame
    people: int
    homes: int
    registry: date


def compute(
    snapshot: Path | str, day: date, area: str | None = None, told: Told | None = None
) -> Computed:
    """Compute every declared indicator.

    Args:
        area: Code of a commune, or of one before July 2025: only those who live there.
        told: Called as the work goes on.

    Raises:
        DataError: the registry cannot be read, or nobody lives in the area.
    """
    registry = Snapshot.open(snapshot)
    moment = Moment(day, has_insurance=registry.info.rows.get("insurance_periods", 0) > 0)
    known = definitions()
    measures = {name: INDICATORS[name](moment) for name in known if name in INDICATORS}
    adding = _Adding(measures)
    for number, rows in enumerate(_all_rows(registry, day)):
        adding.add(rows if area is None else rows.only(area))
        if told:
            told("indicators", number + 1, registry.info.groups)
    if adding.homes == 0:
        where = "" if area is None else f" in area {area}"
        raise DataError(f"{snapshot}: nobody lives{where} on {day}")
    figures = adding.figures(known)
    return Computed(
        figures,
        adding.census(),
        adding.fertility(),
        adding.people,
        adding.homes,
        registry.info.date,
    )


def _all_rows(registry: Snapshot, day: date) -> Iterator[Rows]:
    from ansinh.engine.kernel import Kernel
    from ansinh.law.book import national_law

    book = national_law()
    kernel = Kernel(book, (), dict.fromkeys([*asked_columns(book), *ASKED]))
    standard = Standard.of(book, day, day)
    means = _commune_means(registry, day)
    year_ago = add_months(day, -12)
    for chunk in registry.chunks():
        found = kernel.run(chunk.tables, [(day, day), (year_ago, year_ago)])
        yield rows_of(chunk, day, standard, found.columns, means)


def _commune_means(registry: Snapshot, day: date) -> pl.DataFrame:
    """Income a head of each commune, over households whose income is known."""
    sums = Sums(["commune_code"], {"income": pl.Int64, "heads": pl.Int64})
    reads = {"Area": ["code", "name"], "Household": ["monthly_income"], "Person": ["death_date"]}
    for chunk in registry.chunks(reads):
        own = chunk.own_households
        homes = household_labels(chunk.tables, own).with_columns(
            income=plain(chunk.tables["Household"].slice(0, own).column("monthly_income"))
        )
        people = people_labels(chunk.tables, chunk.own("Person"))
        dead = (pl.col("death_date") <= day).fill_null(value=False)
        heads = people.filter(~dead).group_by("household_row").agg(heads=pl.len())
        known = homes.drop_nulls("income").join(heads, on="household_row")
        sums.add(known.select("commune_code", "income", "heads"))
    mean = pl.col("income") / pl.col("heads")
    return sums.total().select("commune_code", commune_mean=mean)


class _Adding:
    """The sums of all indicators, growing with the groups."""

    def __init__(self, measures: Mapping[str, Measure]) -> None:
        self.measures = {name: m for name, m in measures.items() if not m.lacks}
        self.lacking = {name: m.lacks for name, m in measures.items() if m.lacks}
        self.labels, self.people, self.homes = Labels(), 0, 0
        self._sums: dict[tuple[str, tuple[str, ...]], Sums] = {}
        self._columns: dict[tuple[str, tuple[str, ...]], dict[str, pl.Expr]] = {}
        for name, measure in self.measures.items():
            for key, item in measure.sums.items():
                columns = self._columns.setdefault((item.of, measure.groups), {})
                columns[f"{name}{_SEPARATOR}{key}"] = item.value
        for place, columns in self._columns.items():
            self._sums[place] = Sums(_KEYS, dict.fromkeys(columns, pl.Int64))
        self._ages = Sums(["sex", "age"], {"people": pl.Int64})

    def add(self, rows: Rows) -> None:
        """Add a chunk."""
        self.labels.learn(rows.homes)
        self.people += rows.people.height
        self.homes += rows.homes.height
        ages = rows.people.select(
            "sex", age=pl.col("age").clip(0, OLDEST).cast(pl.Int64), people=pl.lit(1)
        )
        self._ages.add(ages.group_by("sex", "age").agg(pl.col("people").sum()))
        for (of, groups), columns in self._columns.items():
            frame = rows.frame(of)
            places = {name: DIMENSIONS[name] for name in groups}
            kept = [column for column in places.values() if column in frame.columns]
            asked = frame.select(*kept, **columns)
            added = by_group(asked, [], [pl.col(name).sum() for name in columns], places)
            self._sums[of, groups].add(added)

    def census(self) -> Census:
        """People by sex and single age."""
        people = np.zeros((2, OLDEST + 1))
        unknown = 0
        for sex, age, number in self._ages.total().iter_rows():
            if sex is None or age is None:
                unknown += number
            else:
                people[SEXES.index(sex), age] += number
        return Census(people, unknown)

    def fertility(self) -> pl.DataFrame:
        """Births and women by single age and groups of five."""
        from ansinh.insight.population import age_specific

        totals = {place: sums.total() for place, sums in self._sums.items()}
        return age_specific(self._added(_SINGLE, totals))

    def figures(self, known: Mapping[str, Definition]) -> pl.DataFrame:
        """All indicators in the order of their definitions."""
        totals = {place: sums.total() for place, sums in self._sums.items()}
        parts = [
            self._lacking(name) if name in self.lacking else self._figures(name, totals)
            for name in known
            if name in self.lacking or name in self.measures
        ]
        order = {name: place for place, name in enumerate(known)}
        found = self.labels.put_on(pl.concat(parts))
        return found.sort(
            pl.col("indicator").replace_strict(order, return_dtype=pl.Int32), maintain_order=True
        )

    def _figures(
        self, name: str, totals: Mapping[tuple[str, tuple[str, ...]], pl.DataFrame]
    ) -> pl.DataFrame:
        return told_figures(name, self.measures[name], self._together(name, totals))

    def _added(
        self, name: str, totals: Mapping[tuple[str, tuple[str, ...]], pl.DataFrame]
    ) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
        sums = self._together(name, totals)
        return {key: sums[key].to_numpy().astype(np.float64) for key in self.measures[name].sums}

    def _together(
        self, name: str, totals: Mapping[tuple[str, tuple[str, ...]], pl.DataFrame]
    ) -> pl.DataFrame:
        """The sums of an indicator; rows of several kinds stand side by side."""
        measure = self.measures[name]
        found: pl.DataFrame | None = None
        for of in dict.fromkeys(item.of for item in measure.sums.values()):
            keys = [f"{name}{_SEPARATOR}{key}" for key, s in measure.sums.items() if s.of == of]
            part = totals[of, measure.groups].select(*_KEYS, *keys)
            found = part if found is None else found.join(part, on=_KEYS, how="full", coalesce=True)
        assert found is not None
        names = {f"{name}{_SEPARATOR}{key}": key for key in measure.sums}
        return found.rename(names).with_columns(pl.exclude(_KEYS).fill_null(0)).sort(_KEYS)

    def _lacking(self, name: str) -> pl.DataFrame:
        row = {"dimension": "all", "group": "all", "indicator": name, "note": self.lacking[name]}
        return pl.DataFrame([row], schema=_FIGURES)


def told_figures(name: str, measure: Measure, sums: pl.DataFrame) -> pl.DataFrame:
    """An indicator by group from its sums; a group of too few has a note in place of a value."""
    added = {key: sums[key].to_numpy().astype(np.float64) for key in measure.sums}
    with np.errstate(invalid="ignore"):
        found = measure.figures(added)
    none, zero = np.full(sums.height, np.nan), np.zeros(sums.height)
    columns = {
        "value": found.value,
        "low": none if found.low is None else found.low,
        "high": none if found.high is None else found.high,
        "part": found.part,
        "whole": found.whole,
        "unknown": zero if found.unknown is None else found.unknown,
    }
    counts = ("part", "whole", "unknown")
    frame = sums.select(*_KEYS, indicator=pl.lit(name)).with_columns(
        pl.Series(column, values).cast(pl.Int64 if column in counts else pl.Float64)
        for column, values in columns.items()
    )
    few, value = pl.col("whole") < measure.least, pl.col("value")
    note = (
        pl.when((pl.col("whole") == 0) & (pl.col("unknown") > 0))
        .then(pl.lit("unknown"))
        .when((pl.col("whole") == 0) & (measure.least > 0))
        .then(pl.lit("nobody"))
        .when(few)
        .then(pl.lit("few"))
        .when(value.is_nan())
        .then(pl.lit("none"))
        .otherwise(pl.lit(""))
    )
    shown = pl.when(pl.col("note") == "").then(pl.col("value", "low", "high").fill_nan(None))
    return frame.with_columns(note=note).with_columns(
        shown, part=pl.when(pl.col("note") != "few").then("part")
    )


_FIGURES = {
    **dict.fromkeys(_KEYS, pl.String),
    "indicator": pl.String,
    **dict.fromkeys(("value", "low", "high"), pl.Float64),
    **dict.fromkeys(("part", "whole", "unknown"), pl.Int64),
    "note": pl.String,
}
