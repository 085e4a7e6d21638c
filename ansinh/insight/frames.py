"""Outcomes of the kernel, receipts of the payment rolls and labels of people as frames.

Every frame about benefits has the key ``benefit`` (its number in the catalogue) and ``row`` (the
row of the person or household in the chunk); a benefit's number says which of the two it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.engine.arrow import word_array
from ansinh.engine.dates import add_months
from ansinh.engine.errors import DataError
from ansinh.engine.tables import Tables
from ansinh.insight.catalogue import Catalogue

KEY = ["benefit", "row"]
#: What :func:`held` needs at least for sums: nothing is received.
HELD = {"benefit": pl.Int16, "row": pl.Int64, "received": pl.Int64}
#: Table of receipts → entity that receives.
ROLLS = {"Receipt": "Person", "HouseholdReceipt": "Household"}


def outcome_frames(outcomes: pa.Table, catalogue: Catalogue, dates: int) -> list[pl.DataFrame]:
    """Outcomes of each date: key, ``status``, ``amount``, ``needs``, ``by``, ``why``."""
    frame = outcome_frame(outcomes, catalogue)
    if dates == 1:
        return [frame.drop("date")]
    return [frame.filter(pl.col("date") == place).drop("date") for place in range(dates)]


def outcome_frame(outcomes: pa.Table, catalogue: Catalogue) -> pl.DataFrame:
    """Outcomes of all dates in one frame; ``date`` is the date's place in those asked about."""
    return pl.DataFrame(
        {
            "date": _series(outcomes, "date"),
            "benefit": _numbers(outcomes.column("benefit"), catalogue.numbers),
            "row": _series(outcomes, "row").cast(pl.Int64),
            "status": _series(outcomes, "status").cast(pl.Int8),
            "amount": _series(outcomes, "amount").cast(pl.Int64),
            "needs": _series(outcomes, "needs"),
            "by": _numbers(outcomes.column("by"), catalogue.numbers),
            "why": _series(outcomes, "reason"),
        }
    )


def with_ids(outcomes: pl.DataFrame, tables: Tables, catalogue: Catalogue) -> pl.DataFrame:
    """Outcomes with ids and codes instead of the key; those of households first."""
    codes = pl.Series(catalogue.codes, dtype=pl.Enum(catalogue.codes))
    is_home = (catalogue.frame["entity"] == "Household").gather(outcomes["benefit"])
    homes, people = outcomes.filter(is_home), outcomes.filter(~is_home)
    owners, ids = pl.Series(tables.owners("Person")), tables.ids
    nobody = pl.lit(None, pl.Int64)
    parts = [
        homes.with_columns(household_row="row", person_id=nobody),
        people.with_columns(
            household_row=owners.gather(people["row"]),
            person_id=pl.Series(ids["Person"]).gather(people["row"]),
        ),
    ]
    both = pl.concat(parts)
    return both.select(
        pl.exclude(*KEY, "by", "household_row"),
        household_id=pl.Series(ids["Household"]).gather(both["household_row"]),
        benefit=codes.gather(both["benefit"]),
        by=codes.gather(both["by"]),
    )


def receipts(tables: Tables, own: dict[str, int], catalogue: Catalogue) -> pl.DataFrame:
    """Every receipt of own people and households.

    Columns: key, ``code`` as written, ``received``, ``since``, ``until``, ``paying``; the number
    is null where the code is not one of the law.

    Raises:
        DataError: the payment rolls do not say which benefit they pay.
    """
    parts = [_roll(tables, roll, own[entity], catalogue) for roll, entity in ROLLS.items()]
    return pl.concat(parts)


def _roll(tables: Tables, roll: str, own: int, catalogue: Catalogue) -> pl.DataFrame:
    table = tables[roll]
    entity = tables.entities[roll]
    if "benefit" not in table.column_names and table.num_rows:
        raise DataError(f"{entity.table}: column benefit is missing")
    codes = column(table, "benefit").cast(pa.string())
    frame = pl.DataFrame(
        {
            "benefit": _numbers(codes, catalogue.numbers),
            "row": pl.Series(tables.owners(roll)).cast(pl.Int64),
            "code": plain(codes).cast(pl.String),
            "received": plain(column(table, "amount")).cast(pl.Int64),
            "since": plain(column(table, "since")).cast(pl.Date),
            "until": plain(column(table, "until")).cast(pl.Date),
            "paying": plain(column(table, "paying_area_code")).cast(pl.String),
        }
    )
    return frame.filter(pl.col("row") < own)


def held(rolls: pl.DataFrame, catalogue: Catalogue, on: date) -> pl.DataFrame:
    """Benefits being received on a day: key, ``received`` (sum), ``since``, ``times``, ``paying``.

    What is paid once counts for twelve months; what is paid yearly, for its calendar year.
    """
    return held_on(rolls, catalogue, [on]).drop("day")


def held_on(rolls: pl.DataFrame, catalogue: Catalogue, days: Sequence[date]) -> pl.DataFrame:
    """As :func:`held` on each of some days, told by ``day``."""
    asked = pl.DataFrame(
        {"day": days, "year_ago": [add_months(day, -12) for day in days]},
        schema={"day": pl.Date, "year_ago": pl.Date},
    )
    day, since = pl.col("day"), pl.col("since")
    ends = pl.col("until").is_null() | (pl.col("until") > day)
    begun = since.is_null() | (since <= day)
    this_year = (since.dt.year() == day.dt.year()) | (ends & pl.col("until").is_not_null())
    counts = (
        pl.when(pl.col("paid") == "once")
        .then(begun & (since > pl.col("year_ago")))
        .when(pl.col("paid") == "yearly")
        .then(begun & this_year)
        .otherwise(begun & ends)
    )
    kinds = catalogue.frame.select("benefit", "paid")
    known = pl.col("received").is_not_null().any()
    places = pl.col("paying").drop_nulls().unique(maintain_order=True)
    return (
        rolls.filter(pl.col("benefit").is_not_null())
        .join(kinds, on="benefit")
        .join(asked, how="cross")
        .filter(counts)
        .group_by(*KEY, "day")
        .agg(
            pl.when(known).then(pl.col("received").sum()).alias("received"),
            since.min(),
            pl.len().cast(pl.Int32).alias("times"),
            places.str.join(", ").alias("paying"),
        )
    )


def household_labels(tables: Tables, own: int) -> pl.DataFrame:
    """Commune, village and id of each own household, by row."""
    homes = tables["Household"].slice(0, own)
    areas = tables["Area"]
    place = pc.index_in(homes.column("area_id"), value_set=areas.column("id"))
    return pl.DataFrame(
        {
            "household_row": pl.int_range(own, dtype=pl.Int64, eager=True),
            "household_id": plain(homes.column("id")),
            "commune_code": plain(column(areas, "code").take(place)).cast(pl.String),
            "commune": plain(column(areas, "name").take(place)).cast(pl.String),
            "village": plain(column(homes, "village")).cast(pl.String),
        }
    )


def people_labels(tables: Tables, own: int) -> pl.DataFrame:
    """Household row, id, name, birth and death of each own person, by row."""
    people = tables["Person"].slice(0, own)
    return pl.DataFrame(
        {
            "person_row": pl.int_range(own, dtype=pl.Int64, eager=True),
            "household_row": pl.Series(tables.owners("Person")[:own]).cast(pl.Int64),
            "person_id": plain(people.column("id")),
            "full_name": plain(column(people, "full_name")).cast(pl.String),
            "citizen_number": plain(column(people, "citizen_number")).cast(pl.String),
            "birth_date": plain(column(people, "birth_date")).cast(pl.Date),
            "death_date": plain(column(people, "death_date")).cast(pl.Date),
        }
    )


def column(table: pa.Table, name: str) -> pa.ChunkedArray:
    """A column of a table; without it, empty cells."""
    if name in table.column_names:
        return table.column(name)
    return pa.chunked_array([pa.nulls(table.num_rows)])


def plain(values: Any) -> pl.Series:
    """An Arrow column as a series; a choice becomes text."""
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    series = pl.from_arrow(values)
    assert isinstance(series, pl.Series)
    return series


def _series(table: pa.Table, name: str) -> pl.Series:
    return plain(table.column(name))


def _numbers(column: pa.ChunkedArray, numbers: dict[str, int]) -> pl.Series:
    """Numbers of benefit codes; null where a code is null or not one of the law."""
    known = word_array(list(numbers))
    if pa.types.is_dictionary(column.type):
        coded = column.unify_dictionaries().combine_chunks()
        place_of = pc.index_in(coded.dictionary, value_set=known, skip_nulls=True)
        return plain(place_of.take(coded.indices)).cast(pl.Int16)
    return plain(pc.index_in(column, value_set=known, skip_nulls=True)).cast(pl.Int16)
