"""The people of a registry in DuckDB, with the forms of their names that are compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb
import polars as pl

from ansinh.insight.frames import household_labels, people_labels
from ansinh.insight.scene import frame_of
from ansinh.people.snapshot import Chunk, Snapshot
from ansinh.people.spelling import name_forms

#: Entity → columns that are read besides ids.
READ = {
    "Area": ("code", "name"),
    "Household": ("village",),
    "Person": (
        "full_name",
        "citizen_number",
        "birth_date",
        "death_date",
        "sex",
        "ethnicity",
    ),
    "Receipt": ("since", "until"),
}
#: A number that so many bear stands for none.
NOBODYS = 10
_PEOPLE = f"""
    CREATE TABLE people AS
    SELECT p.*, m.folded AS mother_name, n.number,
        left(right(n.number, 6), 3) AS serial_a, right(n.number, 3) AS serial_b
    FROM rows p
    LEFT JOIN rows m ON p.mother = m.unique_id
    LEFT JOIN (
        SELECT citizen_number AS number FROM rows GROUP BY citizen_number
        HAVING count(*) < {NOBODYS}
    ) n ON p.citizen_number = n.number
    ORDER BY p.unique_id
"""  # noqa: S608 (a number of this module)
_BIRTH = pl.col("birth")
_YEAR, _MONTH, _DAY = _BIRTH.dt.year(), _BIRTH.dt.month(), _BIRTH.dt.day()


def load_people(
    base: duckdb.DuckDBPyConnection, snapshot: Snapshot, on: date, told: Callable[[int], None]
) -> int:
    """Make the table ``people``, one row a person, a chunk of the registry at a time.

    Args:
        base: Where the table is made.
        on: The day on which somebody is or is not being paid.
        told: Called with the number of chunks read.

    Returns:
        How many people there are.
    """
    for chunk in snapshot.chunks(READ):
        frame = people_of(chunk, on)
        base.register("chunk", frame.to_arrow(compat_level=pl.CompatLevel.oldest()))
        made = "INSERT INTO rows" if chunk.number else "CREATE TABLE rows AS"
        base.execute(f"{made} SELECT * FROM chunk")  # noqa: S608 (no value in it)
        base.unregister("chunk")
        told(chunk.number + 1)
    base.execute(_PEOPLE)
    base.execute("DROP TABLE rows")
    return count(base, "people")


def count(base: duckdb.DuckDBPyConnection, table: str) -> int:
    """Rows of a table."""
    [(rows,)] = base.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608
    return int(rows)


def people_of(chunk: Chunk, on: date) -> pl.DataFrame:
    """The chunk's own people as they are compared and told."""
    tables, own = chunk.tables, chunk.own("Person")
    people = tables["Person"].slice(0, own)
    labels = people_labels(tables, own).join(
        household_labels(tables, chunk.own_households), on="household_row", maintain_order="left"
    )
    frame = labels.select(
        unique_id="person_id",
        full_name="full_name",
        citizen_number="citizen_number",
        birth="birth_date",
        death="death_date",
        commune_code="commune_code",
        commune="commune",
        village="village",
        household="household_id",
    ).with_columns(_paid(chunk, own, on).alias("paid"))
    links = {f"{link}_id": link for link in ("mother", "father", "spouse", "carer")}
    more = frame_of(people, *links, "sex", "ethnicity").rename(links)
    names = name_forms(frame["full_name"].replace("", None))
    return pl.concat([frame, more, names], how="horizontal").with_columns(*_derived())


def _derived() -> list[pl.Expr]:
    """What is compared or looked up by and follows from other columns."""
    parts = pl.col("folded").str.split(" ")
    return [
        parts.alias("parts"),
        parts.list.first().alias("family"),
        parts.list.last().alias("given"),
        pl.concat_str(parts.list.first(), pl.lit(" "), parts.list.last()).alias("ends"),
        _YEAR.cast(pl.Int32).alias("birth_year"),
        (_MONTH.cast(pl.Int32) * 100 + _DAY).alias("birth_day"),
        ((_MONTH == 1) & (_DAY == 1)).alias("year_only"),
        (
            _YEAR.cast(pl.Int32) * 10_000
            + pl.min_horizontal(_MONTH, _DAY).cast(pl.Int32) * 100
            + pl.max_horizontal(_MONTH, _DAY)
        ).alias("birth_key"),
    ]


def _paid(chunk: Chunk, own: int, on: date) -> pl.Series:
    """Whether a receipt of each person runs on a day."""
    rolls = frame_of(chunk.tables["Receipt"], "since", "until")
    receipts = rolls.with_columns(row=pl.Series(chunk.tables.owners("Receipt")).cast(pl.Int64))
    running = receipts.filter(
        pl.col("since") <= on, pl.col("until").is_null() | (pl.col("until") > on)
    )
    return pl.int_range(own, dtype=pl.Int64, eager=True).is_in(running["row"].implode())
