"""One chunk as the tables see it: its households, its people, its claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.insight import lists
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.frames import KEY, column, plain
from ansinh.insight.standard import Standard
from ansinh.insight.tables.groups import age_group, age_on
from ansinh.people.units import mountain_codes

#: Groups of a household that its people and claims share.
PLACES = [
    "commune_code",
    "former_code",
    "district",
    "area_kind",
    "area_class",
    "terrain",
    "is_poor",
    "is_near_poor",
]


@dataclass(frozen=True)
class View:
    """What tables are made from.

    Attributes:
        homes: One row an own household: see :func:`households`.
        people: One row an own person: ``row``, ``household_row``, ``is_alive``, ``has_number``,
            ``sex``, ``age`` (group), ``ethnicity`` and the places of the household.
        found: Keys of the lines of each list.
    """

    catalogue: Catalogue
    situation: lists.Situation
    found: Mapping[str, pl.DataFrame]
    homes: pl.DataFrame
    people: pl.DataFrame

    @cached_property
    def living_homes(self) -> pl.DataFrame:
        """Households with somebody alive in them."""
        return self.homes.filter(pl.col("members") > 0)

    @cached_property
    def claims(self) -> pl.DataFrame:
        """One row a benefit and person (or household) that is due, undetermined or received.

        Key, ``entity``, flags ``entitled``, ``undetermined``, ``receiving``, ``covered``,
        ``missed``, ``not_entitled``, ``wrong_amount``; ``due`` and ``received``; and the groups.
        """
        status = pl.col("status")
        now = self.situation.now.outcomes.select(
            *KEY,
            entitled=status == Status.ENTITLED,
            undetermined=status == Status.UNDETERMINED,
            due=pl.when(status == Status.ENTITLED).then("amount"),
        )
        held = self.situation.held.select(*KEY, "received", receiving=pl.lit(value=True))
        both = now.join(held, on=KEY, how="full", coalesce=True)
        for name in ("missed", "not_entitled", "wrong_amount"):
            keys = self.found[name].select(KEY).unique().with_columns(pl.lit(True).alias(name))
            both = both.join(keys, on=KEY, how="left")
        flags = both.with_columns(pl.col(pl.Boolean).fill_null(value=False)).with_columns(
            covered=pl.col("entitled") & pl.col("receiving")
        )
        return self._grouped(flags.join(self._entities, on="benefit"))

    @property
    def _entities(self) -> pl.DataFrame:
        return self.catalogue.frame.select("benefit", "entity")

    def _grouped(self, claims: pl.DataFrame) -> pl.DataFrame:
        """Claims with the groups of whoever they are of."""
        people = self.people.drop("household_row")
        homes = self.homes.select(pl.col("household_row").alias("row"), "ethnicity", *PLACES)
        of_people = claims.filter(pl.col("entity") == "Person").join(people, on="row")
        of_homes = claims.filter(pl.col("entity") == "Household").join(homes, on="row")
        return pl.concat([of_people, of_homes], how="diagonal")


def households(
    tables: Tables,
    labels: pl.DataFrame,
    people: pl.DataFrame,
    standard: Standard,
    columns: Mapping[str, list[pa.Array]],
) -> pl.DataFrame:
    """Each own household as it stands before what it receives.

    Args:
        labels: Their labels, by row.
        people: Their people, with ``is_alive``, ``birth_date`` and ``ethnicity``.
        columns: Rules that the kernel gave.

    Returns:
        ``household_row``, ``household_id``, the unit valid on the day (``commune_code``,
        ``commune``, ``area_kind``, ``area_class``, ``is_mountain_expected``, ``terrain``), the one
        before July 2025 (``former_code``, ``former_unit``, ``district``), ``ethnicity`` of the
        oldest member, ``members`` alive, ``income`` (đồng a month, null where not known), ``line``
        (đồng a head and month), ``is_poor``, ``is_near_poor`` and one column an indicator.
    """
    own = labels.height
    homes = tables["Household"].slice(0, own)
    income = plain(homes.column("monthly_income")).cast(pl.Int64)
    frame = labels.select("household_row", "household_id", "commune_code", "commune")
    frame = frame.with_columns(income=income, **_former(tables, own), **_states(columns, own))
    indicators = [
        _asked(columns, item.key, own, pl.Boolean).alias(item.column)
        for item in standard.indicators
    ]
    frame = frame.with_columns(indicators).with_columns(
        area_kind=_of_area(tables, "area", "kind", own),
        is_mountain_expected=pl.col("commune_code").is_in(list(mountain_codes())),
    )
    terrain = pl.when("is_mountain_expected").then(pl.lit("mountain")).otherwise(pl.lit("lowland"))
    return (
        frame.with_columns(terrain=terrain, line=_line(standard))
        .join(_members(people), on="household_row", how="left", maintain_order="left")
        .with_columns(pl.col("members").fill_null(0))
    )


def household_schema(standard: Standard) -> dict[str, Any]:
    """Columns of ``households.parquet``."""
    return {**_HOUSEHOLD, **dict.fromkeys((i.column for i in standard.indicators), pl.Boolean)}


_HOUSEHOLD = {
    "household_id": pl.Int64,
    **dict.fromkeys(
        ("commune_code", "commune", "former_code", "former_unit", "district", "area_kind"),
        pl.String,
    ),
    "area_class": pl.String,
    "is_mountain_expected": pl.Boolean,
    "ethnicity": pl.String,
    **dict.fromkeys(("members", "income", "line", "received", "due"), pl.Int64),
    "is_poor": pl.Boolean,
    "is_near_poor": pl.Boolean,
}


def people_groups(tables: Tables, labels: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Each own person by row: household, whether alive, number, sex, age group, ethnic group."""
    people = tables["Person"].slice(0, labels.height)
    day = catalogue.effect
    gone = pl.col("death_date") <= day
    age = age_on((day.year, day.month, day.day))
    return labels.with_columns(
        sex=plain(people.column("sex")).cast(pl.String),
        ethnicity=plain(people.column("ethnicity")).cast(pl.String),
    ).select(
        "household_row",
        "birth_date",
        "sex",
        "ethnicity",
        row="person_row",
        is_alive=~gone.fill_null(value=False),
        has_number=pl.col("citizen_number").is_not_null(),
        age=age_group(age),
    )


def with_transfers(
    homes: pl.DataFrame, situation: lists.Situation, people: pl.DataFrame
) -> pl.DataFrame:
    """Households with what they receive and what is due to them, monthly đồng."""
    due = lists.rightly_paid(situation)
    got = situation.held.select(*KEY, amount="received")
    for name, transfers in (("due", due), ("received", got)):
        total = monthly(transfers, situation.catalogue, people)
        total = total.group_by("household_row").agg(pl.col("amount").sum().alias(name))
        homes = homes.join(total, on="household_row", how="left", maintain_order="left")
    return homes.with_columns(pl.col("due", "received").fill_null(0))


def monthly(transfers: pl.DataFrame, catalogue: Catalogue, people: pl.DataFrame) -> pl.DataFrame:
    """``benefit``, ``household_row`` and ``amount`` of what is paid in đồng every month."""
    kinds = catalogue.frame.filter(
        (pl.col("paid") == "monthly") & (pl.col("unit") == "VND") & pl.col("counted")
    ).select("benefit", "entity")
    home = people.select("row", home="household_row")
    of_person = pl.col("entity") == "Person"
    return (
        transfers.join(kinds, on="benefit")
        .join(home, on="row", how="left")
        .with_columns(household_row=pl.when(of_person).then("home").otherwise("row"))
        .select("benefit", "household_row", "amount")
    )


def _members(people: pl.DataFrame) -> pl.DataFrame:
    """Living members of each household, and the ethnic group of the oldest."""
    alive = people.filter("is_alive").sort("household_row", "birth_date", nulls_last=True)
    return alive.group_by("household_row").agg(
        members=pl.len().cast(pl.Int64), ethnicity=pl.col("ethnicity").first()
    )


def _former(tables: Tables, own: int) -> dict[str, pl.Series]:
    """Code, name and district of the unit before July 2025; of the unit itself if it is one."""
    link = tables.targets("Household", "former_area")[:own]
    here = tables.targets("Household", "area")[:own]
    areas = tables["Area"]
    districts = column(areas, "district_name").is_valid().to_numpy(zero_copy_only=False)
    old_itself = np.zeros(own, dtype=bool) if not len(districts) else districts[here] & (here >= 0)
    places = np.where(link >= 0, link, np.where(old_itself, here, -1))
    taken = pa.array(places, mask=places < 0)
    names = {"former_code": "code", "former_unit": "name", "district": "district_name"}
    return {
        new: plain(column(areas, old).take(taken)).cast(pl.String) for new, old in names.items()
    }


def _of_area(tables: Tables, link: str, name: str, own: int) -> pl.Series:
    places = tables.targets("Household", link)[:own]
    taken = pa.array(places, mask=places < 0)
    return plain(column(tables["Area"], name).cast(pa.string()).take(taken)).cast(pl.String)


def _states(columns: Mapping[str, list[pa.Array]], own: int) -> dict[str, pl.Series]:
    return {
        "is_poor": _asked(columns, "Household.is_poor", own, pl.Boolean),
        "is_near_poor": _asked(columns, "Household.is_near_poor", own, pl.Boolean),
        "area_class": _asked(columns, "Household.region_class", own, pl.String),
    }


def _asked(columns: Mapping[str, list[pa.Array]], key: str, own: int, kind: Any) -> pl.Series:
    """A rule of households on the day; null where the kernel was not asked for it."""
    if key not in columns:
        return pl.Series([None] * own, dtype=kind)
    return plain(pa.chunked_array([columns[key][0].slice(0, own)])).cast(kind)


def _line(standard: Standard) -> pl.Expr:
    if standard.line is None:
        return pl.lit(None, pl.Int64)
    lines = dict(standard.line.by_kind)
    return pl.col("area_kind").replace_strict(lines, default=None, return_dtype=pl.Int64)
