"""People with merit in the synthetic registry: titles, families, martyrs, aids, and the roll."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl
import pytest

from ansinh.engine.kernel import Kernel
from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.law.book import national_law
from ansinh.people.block import Context, make_block
from ansinh.people.layout import law_entities
from ansinh.people.make import share_out
from ansinh.people.snapshot import Snapshot
from ansinh.people.units import area_tables
from ansinh.people.world import World, parts
from tests.people.conftest import TODAY, frame_of

RATED = ["war_invalid", "war_invalid_policy", "war_invalid_b", "sick_soldier", "agent_orange"]
PAID = [*RATED, "heroic_mother", "hero_armed_forces", "hero_labour", "imprisoned"]
PAID += ["helper_pre_1945", "helper_order", "activist_pre_1945", "activist_pre_uprising"]
#: What a person draws each month for titles of one's own.
OWN = [
    f"merit.{code}"
    for code in (
        *("war_invalid", "war_invalid_b", "sick_soldier", "agent_orange", "severe_supplement"),
        *("heroic_mother", "hero", "imprisoned", "helper"),
        *("activist_pre_1945", "activist_pre_uprising"),
    )
]
YEAR = 365.2425
Frames = Mapping[str, pl.DataFrame]


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col(pl.Categorical).cast(pl.String))


def truth_on(day: date, households: int = 20_000, block: int = 20_000) -> dict[str, pl.DataFrame]:
    """Tables of the world of seed 4 as it truly is."""
    world = World.of(4, day, share_out(households, day))
    context = Context(law_entities(), world)
    blocks = [make_block(context, part).tables for part in parts(world, block)]
    names = ("Person", "MeritTitle", "MeritRelation", "MeritAid", "PovertyRecognition")
    return {name: plain(pl.concat([frame_of(tables[name]) for tables in blocks])) for name in names}


@pytest.fixture(scope="module")
def world() -> Frames:
    return truth_on(TODAY)


def with_person(world: Frames, table: str) -> pl.DataFrame:
    """Records of a table with what is known of their person."""
    person = world["Person"].select(
        "birth_date",
        "death_date",
        "sex",
        "household_id",
        "merit_allowance",
        "mother_id",
        "father_id",
        "spouse_id",
        person_id="id",
    )
    return world[table].join(person, on="person_id", suffix="_of_person")


def test_the_roll_pays_each_person_what_the_law_gives_for_the_titles_and_nobody_else() -> None:
    day_world = World.of(4, TODAY, share_out(12_000, TODAY))
    book, entities = national_law(), law_entities()
    kernel, found = Kernel(book, OWN), 0
    for part in parts(day_world, 6_000):
        block = make_block(Context(entities, day_world), part)
        tables = Tables(entities, {**area_tables(entities), **block.tables})
        due = frame_of(kernel.run(tables, [(TODAY, TODAY)]).outcomes)
        due = due.filter(pl.col("status").cast(pl.Int8) == Status.ENTITLED)
        amounts = np.bincount(due["row"], due["amount"], len(block.tables["Person"]))
        people = frame_of(block.tables["Person"]).with_columns(due=pl.Series(amounts))
        people = people.filter(
            pl.col("death_date").is_null() & ~pl.col("is_serving_sentence").fill_null(value=False)
        )
        assert (people["merit_allowance"].fill_null(0) == people["due"]).all()
        found += int((people["due"] > 0).sum())
    assert found > 250


def test_nobody_has_an_allowance_without_a_title_or_a_paid_title_without_an_allowance(
    world: Frames,
) -> None:
    titles = world["MeritTitle"].filter(pl.col("until").is_null() & pl.col("kind").is_in(PAID))
    drawing = world["Person"].filter(pl.col("merit_allowance") > 0)["id"]
    assert set(drawing) == set(titles["person_id"])


def test_those_who_fought_are_old_and_mostly_men(world: Frames) -> None:
    living = with_person(world, "MeritTitle").filter(pl.col("death_date").is_null())
    by_rate = living.filter(pl.col("kind").is_in(RATED))
    assert len(by_rate) > 500
    assert (by_rate["sex"] == "male").mean() > 0.8  # type: ignore[operator]
    born = by_rate["birth_date"].dt.year()
    assert (born < 1958).mean() > 0.7  # type: ignore[operator]
    assert 0 < (born >= 1970).mean() < 0.15  # type: ignore[operator]
    chemicals = living.filter(pl.col("kind") == "agent_orange")["birth_date"].dt.year()
    assert chemicals.max() < 1958  # type: ignore[operator]
    mothers = living.filter(pl.col("kind") == "heroic_mother")
    assert set(mothers["sex"]) <= {"female"}
    assert mothers["birth_date"].max() < date(1947, 1, 1)  # type: ignore[operator]


def test_a_rate_of_injury_is_one_that_the_title_can_have(world: Frames) -> None:
    titles = world["MeritTitle"]
    least = {"war_invalid": 21, "war_invalid_b": 21, "agent_orange": 21, "sick_soldier": 41}
    for kind, rate in least.items():
        rates = titles.filter(kind=kind)["injury_rate"]
        assert rates.min() >= rate  # type: ignore[operator]
        assert rates.max() <= 100  # type: ignore[operator]
        assert (rates >= 81).mean() < 0.12  # type: ignore[operator]
    assert titles.filter(kind="injured")["injury_rate"].is_between(5, 20).all()
    assert titles.filter(kind="resistance_activist")["injury_rate"].null_count() > 100


def test_a_title_is_given_to_a_grown_person_before_the_day_shown(world: Frames) -> None:
    titles = with_person(world, "MeritTitle")
    age = (titles["since"] - titles["birth_date"]).dt.total_days() / YEAR
    assert age.min() > 18.5  # type: ignore[operator]
    end = titles["death_date"].fill_null(TODAY)
    assert (titles["since"] <= end).all()
    assert (titles["since"] >= date(2022, 1, 1)).any()


def test_some_hold_several_titles(world: Frames) -> None:
    counts = world["MeritTitle"].group_by("person_id").len()["len"]
    assert 0.03 < (counts > 1).mean() < 0.3  # type: ignore[operator]
    assert counts.max() <= 7  # type: ignore[operator]


def test_one_day_tells_the_same_of_a_person_as_another_and_so_does_any_cut_of_blocks(
    world: Frames,
) -> None:
    cut = truth_on(TODAY, block=3_000)
    for name in ("MeritTitle", "MeritRelation", "MeritAid"):
        assert cut[name].sort("id").equals(world[name].sort("id")), name
    earlier = truth_on(date(2024, 3, 1))
    alike = ["person_id", "kind", "since", "injury_rate"]
    people = earlier["Person"].select(person_id="id")
    now = world["MeritTitle"].filter(pl.col("since") <= date(2024, 3, 1))
    now = now.join(people, on="person_id", how="semi").select(alike)
    living = world["Person"].select(person_id="id")
    then = earlier["MeritTitle"].join(living, on="person_id", how="semi").select(alike)
    assert len(now) > 800
    assert now.sort(alike).equals(then.sort(alike))


def test_no_household_of_a_person_with_merit_was_ever_poor(world: Frames) -> None:
    titles = with_person(world, "MeritTitle").filter(pl.col("kind") != "injured")
    lists = world["PovertyRecognition"]
    poor = lists.filter(pl.col("poverty_class") == "poor")["household_id"]
    assert len(poor) > 200
    assert not set(poor) & set(titles["household_id"])
    near = lists.filter(pl.col("poverty_class") == "near_poor")["household_id"]
    assert set(near) & set(titles["household_id"])


def test_who_died_with_a_title_is_on_file_with_husband_or_wife(world: Frames) -> None:
    dead = with_person(world, "MeritTitle").filter(
        pl.col("death_date").is_not_null()
        & pl.col("spouse_id").is_not_null()
        & pl.col("kind").is_in(RATED)
        & pl.col("until").is_null()
    )
    assert len(dead) > 10
    files = world["MeritRelation"].filter(kinship="spouse")
    met = dead.join(files, left_on="spouse_id", right_on="person_id", suffix="_file")
    assert met["id"].n_unique() == len(dead)
    assert (met["died_on"] == met["death_date"]).all()


def test_a_widow_and_a_child_of_one_person_share_one_file(world: Frames) -> None:
    relations = with_person(world, "MeritRelation")
    wives = relations.filter((pl.col("kinship") == "spouse") & (pl.col("sex") == "female"))
    children = relations.filter((pl.col("kinship") == "child") & pl.col("mother_id").is_not_null())
    both = children.filter(pl.col("kind") != "martyr").join(
        wives, left_on="mother_id", right_on="person_id", suffix="_wife"
    )
    same = both.filter(pl.col("kind") == pl.col("kind_wife"))
    assert len(same) > 5
    assert (same["file_number"] == same["file_number_wife"]).mean() > 0.9  # type: ignore[operator]


def test_a_relative_fits_the_age_at_the_martyrs_death(world: Frames) -> None:
    ties = with_person(world, "MeritRelation").filter(kind="martyr")
    age = (pl.col("died_on") - pl.col("birth_date")).dt.total_days() / YEAR
    ties = ties.with_columns(age=age)
    for kinship, low, high in (("mother", 36, 67), ("spouse", 18, 41), ("child", -0.8, 45)):
        ages = ties.filter(kinship=kinship)["age"]
        assert len(ages) > 3, kinship
        assert ages.is_between(low, high).all(), kinship
    assert ties["died_on"].max() < date(1990, 1, 1)  # type: ignore[operator]
    assert set(ties.filter(pl.col("kinship").is_in(["mother", "spouse"]))["sex"]) == {"female"}


def test_aids_are_due_again_this_year_or_later(world: Frames) -> None:
    aids = world["MeritAid"]
    (years,) = national_law().parameters["merit.aid_years"].values
    lasting = aids["item"].replace_strict(years.value, return_dtype=pl.Int64)
    assert len(aids) > 60
    assert (aids["paid_year"] < TODAY.year).all()
    assert (aids["paid_year"] + 6 >= TODAY.year).all()
    assert (aids["paid_year"] + lasting >= TODAY.year).mean() > 0.95  # type: ignore[operator]
    assert (aids["paid_year"] + lasting == TODAY.year).any()


def test_what_is_due_once_a_year_is_paid_in_each_year(commune: Snapshot) -> None:
    receipts = frame_of(commune.tables()["Receipt"])
    worship = receipts.filter(pl.col("benefit") == "merit.worship")
    years = worship.group_by("person_id").agg(pl.col("since").dt.year().n_unique().alias("years"))
    assert len(years) > 5
    assert years["years"].max() == 5  # 2022 to 2026
    twice = worship.group_by("person_id", pl.col("since").dt.year(), "paying_area_code").len()
    assert twice["len"].max() == 1


def test_facts_of_merit_are_asked_only_where_they_matter(world: Frames) -> None:
    people = world["Person"]
    of_merit = pl.concat([world["MeritTitle"]["person_id"], world["MeritRelation"]["person_id"]])
    others = people.filter(~pl.col("id").is_in(of_merit.unique().implode()))
    for name in ("lives_alone", "convalescence_year", "merit_study", "merit_allowance"):
        assert others[name].null_count() == len(others), name
        assert people[name].null_count() < len(people), name
