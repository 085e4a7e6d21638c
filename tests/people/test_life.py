"""Life goes on: the same world on two days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from ansinh.engine.errors import DataError
from ansinh.people.block import Context, make_block
from ansinh.people.check import check
from ansinh.people.layout import law_entities
from ansinh.people.make import make, share_out
from ansinh.people.units import BEGIN, unit_by_cell
from ansinh.people.world import World, parts

FIRST, SECOND, LAST = BEGIN, date(2024, 3, 1), date(2026, 11, 24)
HOUSEHOLDS = 9_000
SAME = ["full_name", "citizen_number", "birth_date", "sex", "ethnicity", "mother_situation"]

Registry = dict[str, pl.DataFrame]


def registry_on(day: date, households: int = HOUSEHOLDS, commune: str | None = None) -> Registry:
    """The truth of a world on a day, entity → table."""
    world = World.of(5, day, share_out(households, day, commune))
    context = Context(law_entities(), world)
    blocks = [make_block(context, part).tables for part in parts(world, 4_000)]
    return {
        name: pl.concat([pl.DataFrame(pl.from_arrow(block[name])) for block in blocks])
        for name in ("Household", "Person", "PovertyRecognition", "Disability")
    }


@pytest.fixture(scope="module")
def days() -> dict[date, Registry]:
    return {day: registry_on(day) for day in (FIRST, SECOND, LAST)}


@pytest.fixture(scope="module")
def commune_days() -> dict[date, Registry]:
    """One commune whole, where people marry near."""
    return {day: registry_on(day, 4_000, "07210") for day in (date(2025, 8, 1), LAST)}


def both(days: dict[date, Registry], entity: str, first: date = FIRST) -> pl.DataFrame:
    """Rows of the first and the last day side by side; those of the last day have ``_later``."""
    return days[first][entity].join(days[LAST][entity], on="id", suffix="_later")


def alive(people: pl.DataFrame) -> pl.DataFrame:
    return people.filter(pl.col("death_date").is_null())


def test_who_stays_keeps_id_name_number_and_birth_date(days: dict[date, Registry]) -> None:
    people = both(days, "Person")
    assert len(people) > 0.8 * len(days[FIRST]["Person"])
    for column in SAME[:5]:
        assert people[column].eq_missing(people[f"{column}_later"]).all(), column


def test_children_are_born_between_the_days(days: dict[date, Registry]) -> None:
    old, new = days[FIRST]["Person"], days[LAST]["Person"]
    born = new.filter(pl.col("birth_date") > FIRST)
    assert not set(born["id"]) & set(old["id"])
    assert 0.04 < len(born) / len(new) < 0.10
    mothers = born.join(new.select(mother_id="id", hers="birth_date"), on="mother_id")
    age = (mothers["birth_date"] - mothers["hers"]).dt.total_days() / 365.2425
    assert age.min() > 17  # type: ignore[operator]
    assert age.max() < 46  # type: ignore[operator]


def test_births_fall_in_every_year(days: dict[date, Registry]) -> None:
    born = days[LAST]["Person"]["birth_date"].dt.year().value_counts().sort("birth_date")
    recent = born.filter(pl.col("birth_date").is_between(2022, 2025))["count"]
    assert len(recent) == 4
    assert recent.min() > 0.7 * recent.max()  # type: ignore[operator]


def test_people_die_and_later_leave_the_registry(days: dict[date, Registry]) -> None:
    living, later = alive(days[FIRST]["Person"]), days[LAST]["Person"]
    died = living.join(later.filter(pl.col("death_date").is_not_null()), on="id", suffix="_later")
    assert len(died) > 50
    assert (died["death_date_later"] > FIRST).all()
    dead_long = days[FIRST]["Person"].filter(pl.col("death_date").is_not_null())
    assert len(dead_long) > 20
    assert not set(dead_long["id"]) & set(later["id"])


def test_the_old_die_more_often_than_the_young(days: dict[date, Registry]) -> None:
    people = alive(days[FIRST]["Person"]).join(
        days[SECOND]["Person"].select("id", died="death_date"), on="id"
    )
    old = people.filter(pl.col("birth_date") < date(1945, 1, 1))["died"].is_not_null().mean()
    young = people.filter(pl.col("birth_date") > date(1990, 1, 1))["died"].is_not_null().mean()
    assert old > 0.05 > 0.01 > young  # type: ignore[operator]


def test_households_move_to_another_commune_and_say_from_where(days: dict[date, Registry]) -> None:
    homes = both(days, "Household", SECOND).with_columns(
        moves=(pl.col("moved_in_on_later") > SECOND).fill_null(value=False)
    )
    moved = homes.filter(pl.col("moves") & pl.col("moved_from_code_later").is_not_null())
    stayed = homes.filter(~pl.col("moves"))
    assert 100 < len(moved) < 0.05 * len(homes)
    units = {unit.id: number for number, unit in enumerate(unit_by_cell(SECOND))}
    now = {unit.id: unit.code for unit in unit_by_cell(LAST)}
    cell = [units[area] for area in stayed["area_id"]]
    after = [unit_by_cell(LAST)[number].id for number in cell]
    assert after == stayed["area_id_later"].to_list()
    for area, code, day in moved.select(
        "area_id", "moved_from_code_later", "moved_in_on_later"
    ).rows():
        left = {
            u.code
            for u, v in zip(unit_by_cell(day), unit_by_cell(SECOND), strict=True)
            if v.id == area
        }
        assert code in left, (area, code, day)
    assert set(moved["area_id_later"]) <= set(now)


def test_who_moves_keeps_the_family(days: dict[date, Registry]) -> None:
    homes = both(days, "Household", SECOND)
    moved = homes.filter(pl.col("moved_in_on_later") > SECOND)["id"].implode()
    before = alive(days[SECOND]["Person"]).filter(pl.col("household_id").is_in(moved))
    after = days[LAST]["Person"].select("id", there="household_id")
    kept = before.join(after, on="id")
    assert len(kept) > 0.8 * len(before)
    assert (kept["household_id"] == kept["there"]).mean() > 0.97  # type: ignore[operator]


def test_some_come_from_outside_the_province(days: dict[date, Registry]) -> None:
    homes = days[LAST]["Household"]
    came = homes.filter(pl.col("moved_in_on").is_not_null() & pl.col("moved_from_code").is_null())
    assert 100 < len(came) < 0.12 * len(homes)
    assert not set(came["id"]) & set(days[FIRST]["Household"]["id"])


def test_a_bride_leaves_her_parents_for_her_husband(commune_days: dict[date, Registry]) -> None:
    first, last = commune_days.values()
    people = first["Person"].join(last["Person"], on="id", suffix="_later")
    brides = people.filter(
        (pl.col("household_id") != pl.col("household_id_later"))
        & (pl.col("sex").cast(pl.String) == "female")
    )
    assert len(brides) > 5
    assert (brides["marital_status"].cast(pl.String) == "never_married").all()
    assert brides["marital_status_later"].cast(pl.String).is_in(["married", "widowed"]).all()
    assert brides["mother_id"].eq_missing(brides["mother_id_later"]).mean() > 0.9  # type: ignore[operator]
    husbands = last["Person"].select("id", husbands_home="household_id")
    couples = brides.join(husbands, left_on="spouse_id_later", right_on="id")
    assert len(couples) > 0.8 * len(brides)
    assert (couples["household_id_later"] == couples["husbands_home"]).all()


def test_sons_found_households_of_their_own(commune_days: dict[date, Registry]) -> None:
    first, last = commune_days.values()
    new = (
        last["Household"]
        .join(first["Household"], on="id", how="anti")
        .filter(pl.col("id") % 2 == 1)
    )
    members = last["Person"].filter(pl.col("household_id").is_in(new["id"].implode()))
    assert len(new) > 5
    assert members.group_by("household_id").len()["len"].min() >= 1  # type: ignore[operator]
    known = members.join(first["Person"], on="id")
    assert len(known) >= len(new) * 0.9


def test_recognitions_begin_end_and_come_back(days: dict[date, Registry]) -> None:
    lists = days[LAST]["PovertyRecognition"].with_columns(pl.col("poverty_class").cast(pl.String))
    assert lists["since"].min() == date(2022, 1, 1)
    assert {day.month for day in lists["since"]} == {1}
    listed = lists.filter(pl.col("poverty_class").is_in(["poor", "near_poor"]))
    ended = listed.filter(pl.col("until").is_not_null())
    assert 0.3 < len(ended) / len(listed) < 0.95
    left = lists.filter(pl.col("poverty_class").str.starts_with("escaped")).select(
        "household_id", out="since"
    )
    again = listed.join(left, on="household_id").filter(pl.col("since") > pl.col("out"))
    assert again["household_id"].n_unique() > 10


def test_the_past_of_a_recognition_does_not_change(days: dict[date, Registry]) -> None:
    past, now = days[SECOND]["PovertyRecognition"], days[LAST]["PovertyRecognition"]
    key = ["household_id", "since"]
    pairs = past.join(now, on=key, suffix="_later")
    homes = days[LAST]["Household"].select(household_id="id", moved="moved_in_on")
    still = past.join(homes, on="household_id").filter(
        pl.col("moved").is_null() | (pl.col("moved") <= SECOND)
    )
    pairs = pairs.join(still, on=key, how="semi")
    assert len(pairs) == len(still)
    assert (pairs["poverty_class"] == pairs["poverty_class_later"]).mean() == 1


def test_incomes_go_up_and_down_around_what_lasts(days: dict[date, Registry]) -> None:
    homes = both(days, "Household", SECOND).filter(pl.col("monthly_income") > 0)
    change = np.log(homes["monthly_income_later"].to_numpy() / homes["monthly_income"].to_numpy())
    assert 0.02 < np.median(change) < 0.6
    assert np.mean(change < 0) > 0.1
    logs = np.log(homes["monthly_income"]), np.log(homes["monthly_income_later"])
    assert 0.6 < np.corrcoef(*logs)[0, 1] < 0.98


def test_children_go_up_in_school(days: dict[date, Registry]) -> None:
    order = ["none", "preschool", "primary", "lower_secondary", "upper_secondary"]
    people = both(days, "Person", SECOND).filter(
        pl.col("birth_date").is_between(date(2012, 1, 1), date(2018, 12, 31))
    )
    before, after = (
        people[name].cast(pl.String).replace_strict({n: i for i, n in enumerate(order)}, default=9)
        for name in ("attending", "attending_later")
    )
    stays = after > 0
    assert stays.mean() > 0.9  # type: ignore[operator]
    assert (after.filter(stays) >= before.filter(stays)).all()
    assert (after > before).mean() > 0.4  # type: ignore[operator]


def test_certificates_of_disability_are_added_with_the_years(days: dict[date, Registry]) -> None:
    now = days[LAST]["Disability"]
    new = now.filter(pl.col("certified_on") > FIRST)
    assert 0.1 < len(new) / len(now) < 0.6
    assert (new["certified_on"] <= LAST).all()


@pytest.mark.parametrize(
    "day",
    [
        date(2022, 1, 1),
        date(2022, 9, 10),
        date(2024, 11, 30),
        date(2024, 12, 1),
        date(2025, 1, 1),
        date(2025, 6, 30),
        date(2025, 7, 1),
        date(2034, 12, 31),
    ],
)
def test_a_registry_of_any_day_is_clean(tmp_path: Path, day: date) -> None:
    registry = make(5_100, 11, tmp_path / "r", day)
    assert list(check(registry.path)) == []
    areas = set(registry.tables()["Household"].column("area_id").to_pylist())
    assert areas <= {unit.id for unit in unit_by_cell(day)}


def test_days_outside_the_world_are_refused(tmp_path: Path) -> None:
    for day in (date(2021, 12, 31), date(2035, 1, 1)):
        with pytest.raises(DataError, match="expected a seed from 0 and a day from"):
            make(10, 1, tmp_path / "r", day)
