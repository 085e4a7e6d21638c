"""One chunk of a registry as the rows that indicators count: people, homes, births.

What the law says of a person or household (of working age, on the list of the poor, the region) is
asked of the law's own rules, by the kernel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
import pyarrow as pa

from ansinh.engine.dates import add_months
from ansinh.engine.tables import Tables
from ansinh.insight.frames import column, household_labels, people_labels, plain
from ansinh.insight.standard import Standard
from ansinh.insight.tables.groups import age_on
from ansinh.insight.view import households
from ansinh.people.snapshot import Chunk

#: Months of which births and deaths are counted: the last year, and three for small places.
YEAR, POOLED = 12, 36
SOCIAL_PENSION = "assistance.social_pension"
#: Rules that are asked of the kernel besides those of the poverty standard.
ASKED = (
    "Household.is_deprived_of_housing_quality",
    "Person.is_of_working_age",
    "Person.is_person_with_merit",
)
_FACTS = (
    "birth_date",
    "death_date",
    "sex",
    "ethnicity",
    "work_situation",
    "completed",
    "attending",
    "is_trained_by_employer",
    "insurance_pension",
    "insurance_allowance",
    "has_health_insurance",
)
_GROUPS = ("commune_code", "area_kind", "area_class")
Columns = Mapping[str, list[pa.Array]]


@dataclass(frozen=True)
class Rows:
    """One chunk.

    Attributes:
        everybody: Own people, the dead too, with ``is_alive``, ``age`` in years and facts.
        births: Own people born in the last 36 months, with ``mother_age`` at the birth, in the
            groups of the mother's household where she is known.
        homes: Own households with somebody alive.
    """

    everybody: pl.DataFrame
    births: pl.DataFrame
    homes: pl.DataFrame

    @property
    def people(self) -> pl.DataFrame:
        """The living."""
        return self.everybody.filter("is_alive")

    def frame(self, name: str) -> pl.DataFrame:
        """The rows of that name."""
        found: pl.DataFrame = getattr(self, name)
        return found

    def only(self, area: str) -> Rows:
        """Those of a commune, or of a unit before July 2025, by code."""
        here = (pl.col("commune_code") == area) | (pl.col("former_code") == area)
        return Rows(self.everybody.filter(here), self.births.filter(here), self.homes.filter(here))


def rows_of(
    chunk: Chunk,
    day: date,
    standard: Standard,
    columns: Columns,
    commune_means: pl.DataFrame | None = None,
) -> Rows:
    """The rows of a chunk.

    Args:
        columns: What the kernel gave on the day and a year before, guests included.
        commune_means: ``commune_code`` and ``commune_mean``, income a head.
    """
    tables = chunk.tables
    people = _people(tables, day, columns)
    places = household_labels(tables, tables.size("Household"))
    homes = households(tables, places, people, standard, columns).with_columns(
        was_poor=_column(columns, "Household.is_poor", 1),
        is_temporary=_column(columns, "Household.is_deprived_of_housing_quality"),
    )
    groups = homes.select("household_row", "former_code", *_GROUPS)
    everybody = people.join(groups, on="household_row", how="left", maintain_order="left")
    own = chunk.own("Person")
    return Rows(
        everybody.head(own),
        _births(tables, everybody, own, day),
        _homes(tables, homes.head(chunk.own_households), everybody, day, commune_means),
    )


# --- people ---------------------------------------------------------------------------------------


def _people(tables: Tables, day: date, columns: Columns) -> pl.DataFrame:
    """Everybody in the chunk by row, guests after own people."""
    table = tables["Person"]
    size = tables.size("Person")
    facts = {name: _plain(table, name) for name in _FACTS}
    labels = people_labels(tables, size).select("person_row", "household_row")
    of_age = _column(columns, "Person.is_of_working_age")
    merit = _column(columns, "Person.is_person_with_merit")
    facts |= {"is_of_working_age": of_age, "has_merit": merit}
    frame = labels.with_columns(**facts)
    return frame.with_columns(
        age=age_on((day.year, day.month, day.day)),
        age_at_death=_years("birth_date", "death_date"),
        is_alive=(pl.col("birth_date") <= day).fill_null(value=True)
        & ~(pl.col("death_date") <= day).fill_null(value=False),
        **_records(tables, day, size),
    )


def _records(tables: Tables, day: date, size: int) -> dict[str, pl.Series]:
    """Whether each person has a record of a kind that holds on the day."""
    period = tables["InsurancePeriod"]
    running = _holds(period, day)
    category = _texts(period, "category")
    voluntary = running & (category == "voluntary").fill_null(value=False)
    unemployment = running & _plain(period, "pays_unemployment").fill_null(value=False)
    paid = _texts(tables["Receipt"], "benefit") == SOCIAL_PENSION
    pension = _holds(tables["Receipt"], day) & paid.fill_null(value=False)
    course = _plain(tables["TrainingCourse"], "started_on").cast(pl.Date) <= day
    return {
        "is_insured": _any(tables, "InsurancePeriod", running & ~voluntary, size),
        "is_voluntary": _any(tables, "InsurancePeriod", voluntary, size),
        "pays_unemployment": _any(tables, "InsurancePeriod", unemployment, size),
        "has_social_pension": _any(tables, "Receipt", pension, size),
        "took_course": _any(tables, "TrainingCourse", course.fill_null(value=False), size),
    }


def _holds(table: pa.Table, day: date) -> pl.Series:
    since, until = (_plain(table, name).cast(pl.Date) for name in ("since", "until"))
    begun = (since <= day).fill_null(value=True)
    return begun & (until > day).fill_null(value=True)


def _any(tables: Tables, entity: str, rows: pl.Series, size: int) -> pl.Series:
    found = np.zeros(size, dtype=bool)
    found[tables.owners(entity)[rows.to_numpy()]] = True
    return pl.Series(found)


# --- births ---------------------------------------------------------------------------------------


def _births(tables: Tables, everybody: pl.DataFrame, own: int, day: date) -> pl.DataFrame:
    """Live births of the last three years; the dead and those born of the unknown count too."""
    mother = tables.targets("Person", "mother")[:own]
    first = add_months(day, -POOLED)
    born = everybody.head(own).select("sex", "ethnicity", "former_code", *_GROUPS, "birth_date")
    born = born.with_columns(mother_row=pl.Series(mother))
    mothers = everybody.select(
        "former_code",
        *_GROUPS,
        mother_row=pl.col("person_row"),
        mother_birth="birth_date",
    )
    born = born.filter(pl.col("birth_date").is_between(first, day, closed="right"))
    both = born.join(mothers, on="mother_row", how="left", suffix="_of_mother")
    known = pl.col("mother_birth").is_not_null()
    places = {
        name: pl.when(known).then(pl.col(f"{name}_of_mother")).otherwise(pl.col(name))
        for name in ("former_code", *_GROUPS)
    }
    return both.with_columns(**places, mother_age=_years("mother_birth", "birth_date")).select(
        "sex", "ethnicity", "former_code", *_GROUPS, "birth_date", "mother_age"
    )


def _years(since: str, until: str) -> pl.Expr:
    """Complete years between two columns of days."""
    a, b = pl.col(since).dt, pl.col(until).dt
    later = (a.month() > b.month()) | ((a.month() == b.month()) & (a.day() > b.day()))
    return b.year() - a.year() - later.cast(pl.Int32)


# --- homes ----------------------------------------------------------------------------------------


def _homes(
    tables: Tables,
    homes: pl.DataFrame,
    everybody: pl.DataFrame,
    day: date,
    commune_means: pl.DataFrame | None,
) -> pl.DataFrame:
    relation = tables["MeritRelation"]
    kin = _any(tables, "MeritRelation", _holds_until(relation, day), tables.size("Person"))
    merit = (
        everybody.with_columns(is_kin=kin)
        .filter("is_alive")
        .group_by("household_row")
        .agg(
            has_merit=pl.col("has_merit").any(),
            is_merit_family=(pl.col("has_merit") | pl.col("is_kin")).any(),
        )
    )
    living = homes.filter(pl.col("members") > 0)
    living = living.join(merit, on="household_row", how="left", maintain_order="left")
    head = pl.col("income") / pl.col("members")
    if commune_means is None:
        return living.with_columns(head=head)
    return living.with_columns(head=head).join(
        commune_means, on="commune_code", how="left", maintain_order="left"
    )


def _holds_until(table: pa.Table, day: date) -> pl.Series:
    return (_plain(table, "until").cast(pl.Date) > day).fill_null(value=True)


def _plain(table: pa.Table, name: str) -> pl.Series:
    return plain(column(table, name))


def _texts(table: pa.Table, name: str) -> pl.Series:
    return _plain(table, name).cast(pl.String)


def _column(columns: Columns, key: str, place: int = 0) -> pl.Series:
    """What the kernel gave of a rule on the day, or on a later one of those asked about."""
    return plain(pa.chunked_array([columns[key][place]])).cast(pl.Boolean)
