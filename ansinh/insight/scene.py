"""People with their kin, papers and payments as frames, a chunk of the registry at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.engine.declare import BenefitInfo
from ansinh.engine.tables import Tables
from ansinh.insight.catalogue import ONGOING
from ansinh.insight.frames import household_labels
from ansinh.people.snapshot import Chunk, Snapshot

_RECEIPT = ("benefit", "paying_area_code", "since", "until")
_READ = {
    "Area": ("code", "name"),
    "Person": (
        "full_name",
        "citizen_number",
        "birth_date",
        "death_date",
        "sex",
        "insurance_pension",
    ),
    "Disability": ("certified_on",),
    "PovertyRecognition": ("since", "until"),
    "Receipt": _RECEIPT,
    "HouseholdReceipt": _RECEIPT,
}
_LINKS = ("household_id", "mother_id", "father_id", "spouse_id")
_SHORT = {
    **{link: link.removesuffix("_id") for link in _LINKS},
    "full_name": "name",
    "citizen_number": "number",
    "birth_date": "birth",
    "death_date": "death",
    "insurance_pension": "pension",
}
#: Up to so many days apart, children of one mother are twins; from so many on, of two births.
TWINS, NEXT_BIRTH = 3, 180


#: Code → what the law says of a benefit.
Benefits = Mapping[str, BenefitInfo]


@dataclass(frozen=True)
class Kin:
    """What only the whole registry shows.

    Attributes:
        shared_spouses: People whom several living people name as spouse: ``id``, ``other_id`` (the
            first who does), ``namers`` (how many), ``named_by`` (who, as text).
        close_births: Children born too soon after another of their mother: ``id``, ``other_id``,
            ``other_birth``, ``apart`` (days).
    """

    shared_spouses: pl.DataFrame
    close_births: pl.DataFrame


@dataclass(frozen=True)
class Scene:
    """One chunk.

    Attributes:
        people: Own people first, guests after them.
        labels: Entity → ``id``, ``commune_code``, ``commune``, ``full_name`` of own rows.
        benefits: Code → what the law says of the benefit.
    """

    people: pl.DataFrame
    labels: dict[str, pl.DataFrame]
    kin: Kin
    benefits: Benefits
    tables: Tables

    @property
    def own(self) -> pl.DataFrame:
        """The chunk's own people."""
        return self.people.filter("own")

    def of_own(self, cases: pl.DataFrame) -> pl.DataFrame:
        """The cases whose ``id`` is one of the chunk's own people, with what is known of these."""
        return self.own.join(cases, on="id", maintain_order="left")

    def beside(self, link: str) -> pl.DataFrame:
        """Own people and, as ``other_…``, the person each names by a link."""
        others = self.people.select(
            pl.col("id").alias("other_id"),
            pl.col("name", "birth", "death", "sex", "spouse").name.prefix("other_"),
        )
        mine = self.own.with_columns(other_id=pl.col(link))
        return mine.join(others, on="other_id", maintain_order="left")

    @cached_property
    def disabilities(self) -> pl.DataFrame:
        """Certificates of own people."""
        return self._records("Disability", "person_id", "certified_on").join(
            self.own, on="id", maintain_order="left"
        )

    @cached_property
    def receipts(self) -> pl.DataFrame:
        """Payment rolls of own people."""
        rolls = self._named(self._records("Receipt", "person_id", *_RECEIPT))
        return rolls.join(self.own, on="id", maintain_order="left")

    @property
    def household_receipts(self) -> pl.DataFrame:
        """Payment rolls of own households."""
        return self._named(self._of_households("HouseholdReceipt", *_RECEIPT))

    @property
    def recognitions(self) -> pl.DataFrame:
        """Recognitions of own households."""
        return self._of_households("PovertyRecognition", "since", "until")

    def _of_households(self, entity: str, *columns: str) -> pl.DataFrame:
        own = self.labels["Household"].select("id")
        return self._records(entity, "household_id", *columns).join(
            own, on="id", maintain_order="left"
        )

    def _named(self, rolls: pl.DataFrame) -> pl.DataFrame:
        """Rolls with the benefit's names and whether it goes on until something ends it."""
        names = pl.DataFrame(
            [
                (code, info.vi, info.en, info.paid in ONGOING)
                for code, info in self.benefits.items()
            ],
            schema={
                "benefit": pl.String,
                "what": pl.String,
                "what_en": pl.String,
                "ongoing": pl.Boolean,
            },
            orient="row",
        )
        return rolls.join(names, on="benefit", how="left", maintain_order="left").with_columns(
            pl.col("what", "what_en").fill_null(pl.col("benefit")),
            pl.col("ongoing").fill_null(True),
        )

    def _records(self, entity: str, owner: str, *columns: str) -> pl.DataFrame:
        frame = frame_of(self.tables[entity], owner, *columns)
        return frame.rename({owner: "id", "paying_area_code": "paying"}, strict=False)


def scenes(snapshot: Snapshot, on: date, benefits: Benefits) -> Iterator[Scene]:
    """Every chunk of a registry, people as old as they are on a day."""
    kin = kin_of(snapshot)
    for chunk in snapshot.chunks(_READ):
        yield _scene(chunk, on, kin, benefits)


def _scene(chunk: Chunk, on: date, kin: Kin, benefits: Benefits) -> Scene:
    people = _people(chunk, on)
    places = household_labels(chunk.tables, chunk.own_households).select(
        "commune_code", "commune", id="household_id"
    )
    of_people = people.filter("own").join(
        places.rename({"id": "household"}), on="household", maintain_order="left"
    )
    of_homes = places.with_columns(full_name=pl.lit(None, pl.String))
    told = ("id", "commune_code", "commune")
    labels = {
        "Person": of_people.select(*told, full_name="name"),
        "Household": of_homes.select(*told, "full_name"),
    }
    return Scene(people, labels, kin, benefits, chunk.tables)


def _people(chunk: Chunk, on: date) -> pl.DataFrame:
    columns = (*_LINKS, *_READ["Person"])
    people = frame_of(chunk.tables["Person"], "id", *columns).rename(_SHORT)
    birth = pl.col("birth")
    birthday = birth.dt.month().cast(pl.Int32) * 100 + birth.dt.day()
    return people.with_columns(
        own=pl.int_range(pl.len()) < chunk.own("Person"),
        age=on.year - birth.dt.year() - (birthday > on.month * 100 + on.day).cast(pl.Int32),
    )


# --- what only the whole shows --------------------------------------------------------------------


def kin_of(snapshot: Snapshot) -> Kin:
    """Read who is whose spouse and child over the whole registry."""
    columns = ("id", "mother_id", "spouse_id", "birth_date", "death_date")
    couples, births = [], []
    for chunk in snapshot.chunks({"Person": columns[3:]}):
        people = frame_of(chunk.tables["Person"].slice(0, chunk.own("Person")), *columns)
        people = people.rename(_SHORT, strict=False)
        couples.append(
            people.filter(pl.col("spouse").is_not_null(), pl.col("death").is_null()).select(
                id="spouse", other_id="id"
            )
        )
        births.append(people.drop_nulls(["mother", "birth"]).select("id", "mother", "birth"))
    return Kin(_shared(pl.concat(couples)), _close(pl.concat(births)))


def _shared(couples: pl.DataFrame) -> pl.DataFrame:
    namers = pl.col("other_id").sort()
    named = couples.group_by("id").agg(
        namers.first(),
        pl.len().alias("namers"),
        namers.cast(pl.String).str.join(", ").alias("named_by"),
    )
    return named.filter(pl.col("namers") > 1).sort("id")


def _close(births: pl.DataFrame) -> pl.DataFrame:
    """Children born between ``TWINS`` and ``NEXT_BIRTH`` days after another of their mother.

    The first of January stands for a year of which no more is known, and is left out.
    """
    known = births.filter(pl.col("birth").dt.ordinal_day() > 1)
    by_mother = known.sort("mother", "birth", "id").with_columns(
        other_id=pl.col("id").shift(1).over("mother"),
        other_birth=pl.col("birth").shift(1).over("mother"),
    )
    apart = by_mother.with_columns(apart=(pl.col("birth") - pl.col("other_birth")).dt.total_days())
    close = apart.filter(pl.col("apart").is_between(TWINS, NEXT_BIRTH, closed="none"))
    return close.select("id", "other_id", "other_birth", "apart")


def frame_of(table: pa.Table, *columns: str) -> pl.DataFrame:
    """Some columns of an Arrow table; choices as text, a lacking column of text as empty cells."""
    return pl.DataFrame({name: _series(table, name) for name in columns})


def _series(table: pa.Table, name: str) -> pl.Series:
    if name not in table.column_names:
        return pl.Series([None] * table.num_rows, dtype=pl.String)
    column: Any = table.column(name)
    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    series = pl.from_arrow(column)
    assert isinstance(series, pl.Series)
    return series
