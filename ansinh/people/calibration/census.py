"""Counts of a synthetic world on one day, from its truth and not from what the registry knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import pyarrow as pa

from ansinh.people.block import Context, make_block
from ansinh.people.calibration.poverty import poorest_communes
from ansinh.people.layout import law_entities
from ansinh.people.units import units
from ansinh.people.world import HOUSEHOLDS_PER_CELL, World, parts

_BLOCK = 4_000
#: Titles that gave a gift on 27 July 2023.
_GIVEN = [
    *("war_invalid", "war_invalid_policy", "war_invalid_b", "sick_soldier", "agent_orange"),
    *("heroic_mother", "hero_armed_forces", "hero_labour", "imprisoned"),
]


@dataclass(frozen=True)
class Census:
    """The people and households of one day.

    Attributes:
        people: The living: ``home``, ``birth``, ``male``, ``ethnicity``, ``mother``, ``zone``,
            ``orphan``, ``attends``, ``insured``, ``pension``, ``work``, ``disabled``, ``merit``
            (holds a title of a person with merit), ``given`` (a gift on 27 July, for a title that
            is drawn on or for a martyr in the family), and what :attr:`homes` says of their
            household.
        homes: ``home``, ``province`` (``24old``, ``27old``), ``district`` (code on that day),
            ``kind``, ``poorest``, ``listed`` (class of the standing recognition),
            ``minority``.
    """

    day: date
    people: pl.DataFrame
    homes: pl.DataFrame


def take_census(seed: int, day: date, homes: Any) -> Census:
    """Count the world with ``homes`` households in each cell on ``day``."""
    world = World.of(seed, day, homes)
    context = Context(law_entities(), world)
    people, households = [], []
    for part in parts(world, _BLOCK):
        tables = make_block(context, part).tables
        household = _homes(tables, day)
        households.append(household)
        people.append(_people(tables).join(household, on="home"))
    return Census(day, pl.concat(people), pl.concat(households))


def _people(tables: dict[str, pa.Table]) -> pl.DataFrame:
    certified = _frame(tables["Disability"]).filter(pl.col("until").is_null())["person_id"]
    frame = _frame(tables["Person"])
    merit, given = _honoured(tables)
    works, voluntary, unemployment = _insured(tables)
    return frame.filter(pl.col("death_date").is_null()).select(
        "id",
        home="household_id",
        birth="birth_date",
        male=pl.col("sex") == "male",
        ethnicity=pl.col("ethnicity").cast(pl.String),
        mother="mother_id",
        zone="in_industrial_zone",
        orphan=pl.all_horizontal(
            pl.col("mother_situation", "father_situation").cast(pl.String) == "dead"
        ),
        attends=pl.col("attending").cast(pl.String) != "none",
        insured="has_health_insurance",
        pension=pl.col("insurance_pension") > 0,
        work=pl.col("work_situation").cast(pl.String),
        disabled=pl.col("id").is_in(certified.implode()),
        merit=pl.col("id").is_in(merit.implode()),
        given=pl.col("id").is_in(given.implode()),
        pays_compulsory=pl.col("id").is_in(works.implode()),
        pays_voluntary=pl.col("id").is_in(voluntary.implode()),
        pays_unemployment=pl.col("id").is_in(unemployment.implode()),
    )


def _insured(tables: dict[str, pa.Table]) -> tuple[pl.Series, pl.Series, pl.Series]:
    """People who pay compulsory, voluntary and unemployment insurance today."""
    lines = _frame(tables["InsurancePeriod"]).filter(pl.col("until").is_null())
    voluntary = lines["category"].cast(pl.String) == "voluntary"
    pays = lines["pays_unemployment"].fill_null(value=False)
    person = lines["person_id"]
    return person.filter(~voluntary), person.filter(voluntary), person.filter(pays)


def _honoured(tables: dict[str, pa.Table]) -> tuple[pl.Series, pl.Series]:
    """People with merit, and those who are given a gift on 27 July."""
    titles = _frame(tables["MeritTitle"]).filter(pl.col("until").is_null())
    titles = titles.with_columns(pl.col("kind").cast(pl.String))
    kin = _frame(tables["MeritRelation"]).filter(pl.col("until").is_null())
    family = pl.col("receives_for_family") | (pl.col("kinship").cast(pl.String) == "worshipper")
    kin = kin.filter((pl.col("kind").cast(pl.String) == "martyr") & family)
    merit = titles.filter(pl.col("kind") != "injured")
    drawn = titles.filter(pl.col("kind").is_in(_GIVEN))["person_id"]
    return merit["person_id"].unique(), pl.concat([drawn, kin["person_id"]]).unique()


def _homes(tables: dict[str, pa.Table], day: date) -> pl.DataFrame:
    lists = _frame(tables["PovertyRecognition"]).filter(
        (pl.col("since") <= day) & (pl.col("until").is_null() | (pl.col("until") > day))
    )
    lists = lists.select(home="household_id", listed=pl.col("poverty_class").cast(pl.String))
    homes = _frame(tables["Household"]).select(
        home="id", area="area_id", minority="is_ethnic_minority", moved="moved_in_on"
    )
    cell = pl.col("home") // HOUSEHOLDS_PER_CELL
    poorest = [int(cell.code) for cell in poorest_communes()]
    return (
        homes.join(_places(), on="area")
        .join(lists, on="home", how="left")
        .with_columns(poorest=cell.is_in(poorest) & pl.col("moved").is_null())
        .drop("area", "moved")
    )


def _places() -> pl.DataFrame:
    rows = [
        {
            "area": unit.id,
            "province": f"{unit.former_province}old",
            "district": unit.district_code,
            "kind": unit.kind,
        }
        for unit in units()
    ]
    return pl.DataFrame(rows)


def _frame(table: pa.Table) -> pl.DataFrame:
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame
