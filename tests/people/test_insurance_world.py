"""Insurance in the synthetic registry: books, the payment list, claims, cards, and the roll."""

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
from ansinh.people.careers import retirement
from ansinh.people.layout import law_entities
from ansinh.people.make import share_out
from ansinh.people.units import area_tables
from ansinh.people.world import World, parts
from tests.people.conftest import TODAY, frame_of

RECORDS = (
    *("InsurancePeriod", "PensionGrant", "JobLoss", "SickLeave", "MaternityEvent"),
    *("OneOffRequest", "GapRequest", "SurvivorClaim", "HealthRegistration"),
)
YEAR = 365.2425
Frames = Mapping[str, pl.DataFrame]


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col(pl.Categorical).cast(pl.String))


def truth_on(day: date, households: int = 6_000, block: int = 6_000) -> dict[str, pl.DataFrame]:
    """Tables of the world of seed 4 as it truly is."""
    world = World.of(4, day, share_out(households, day))
    context = Context(law_entities(), world)
    blocks = [make_block(context, part).tables for part in parts(world, block)]
    assert not context.guessed
    names = ("Person", *RECORDS)
    return {name: plain(pl.concat([frame_of(tables[name]) for tables in blocks])) for name in names}


@pytest.fixture(scope="module")
def world() -> Frames:
    return truth_on(TODAY)


def living(world: Frames) -> pl.DataFrame:
    return world["Person"].filter(pl.col("death_date").is_null())


def at_work(world: Frames) -> pl.Series:
    """People whose contract is an insured one today."""
    lines = world["InsurancePeriod"]
    mine = lines.filter(pl.col("until").is_null() & (pl.col("category") != "voluntary"))
    return mine["person_id"]


@pytest.fixture(scope="module")
def due() -> pl.DataFrame:
    """What the law gives today: people with ``retirement`` and ``survivor``, and their facts."""
    entities, codes = law_entities(), ["insurance.retirement", "insurance.survivor"]
    day_world = World.of(4, TODAY, share_out(6_000, TODAY))
    kernel, found = Kernel(national_law(), codes), []
    for part in parts(day_world, 6_000):
        block = make_block(Context(entities, day_world), part)
        tables = Tables(entities, {**area_tables(entities), **block.tables})
        outcomes = frame_of(kernel.run(tables, [(TODAY, TODAY)]).outcomes)
        outcomes = outcomes.filter(pl.col("status").cast(pl.Int8) == Status.ENTITLED)
        people = frame_of(block.tables["Person"])
        for code in codes:
            some = outcomes.filter(pl.col("benefit").cast(pl.String) == code)
            amounts = np.bincount(some["row"], some["amount"], len(people)).astype(np.int64)
            people = people.with_columns(pl.Series(code.split(".")[1], amounts))
        found.append(people.filter(pl.col("death_date").is_null()))
    return pl.concat(found)


def test_the_pension_of_a_person_is_what_the_law_gives_on_the_grant(due: pl.DataFrame) -> None:
    drawing = due.filter(pl.col("insurance_pension") > 0)
    assert len(drawing) > 350
    assert (drawing["insurance_pension"] == drawing["retirement"]).all()


def test_who_is_due_a_pension_that_is_not_on_the_list_reached_the_age_of_late(
    due: pl.DataFrame,
) -> None:
    waiting = due.filter((pl.col("retirement") > 0) & (pl.col("insurance_pension") == 0))
    assert len(waiting) < 0.06 * (due["retirement"] > 0).sum()
    birth = waiting["birth_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    retires = retirement(birth, (waiting["sex"].cast(pl.String) == "male").to_numpy())
    now = (TODAY.year - 1970) * 12 + TODAY.month - 1
    assert (retires > now - 60).all()


def test_allowances_are_those_of_the_list_and_of_survivors(
    world: Frames, due: pl.DataFrame
) -> None:
    others = world["PensionGrant"].filter(pl.col("kind") != "retirement")
    listed = others.group_by("person_id").agg(pl.col("amount").sum())
    both = due.join(listed, left_on="id", right_on="person_id", how="left")
    sums = both["amount"].fill_null(0) + both["survivor"]
    assert (both["survivor"] > 0).any()
    assert (sums == both["insurance_allowance"]).all()


def test_a_contract_is_insured_unless_it_is_informal_and_nobody_else_is(world: Frames) -> None:
    people = living(world)
    contract = people.filter(work_situation="wage_with_contract")
    insured = contract["id"].is_in(at_work(world).implode())
    assert 0.8 < insured.mean() < 0.9  # type: ignore[operator]
    assert set(at_work(world)) <= set(contract["id"])
    assert people.filter(pl.col("id").is_in(at_work(world).implode()))["has_stable_income"].all()


def test_lines_of_a_book_lie_in_one_year_and_never_meet(world: Frames) -> None:
    lines = world["InsurancePeriod"].sort("person_id", "since")
    closed = lines.filter(pl.col("until").is_not_null())
    assert (closed["since"] < closed["until"]).all()
    last = closed["until"].dt.offset_by("-1d").dt.year()
    assert (closed["since"].dt.year() == last).all()
    assert (lines.filter(pl.col("until").is_null())["since"].dt.year() == TODAY.year).all()
    following = lines.with_columns(next=pl.col("since").shift(-1).over("person_id"))
    both = following.filter(pl.col("next").is_not_null())
    assert (both["until"] <= both["next"]).all()
    counts = lines.group_by("person_id").len()["len"]
    assert counts.max() < 63  # type: ignore[operator]
    assert counts.max() > 25  # type: ignore[operator]


def test_nobody_was_insured_before_leaving_school_or_after_the_age(world: Frames) -> None:
    people = world["Person"].select("birth_date", "sex", "death_date", person_id="id")
    lines = world["InsurancePeriod"].join(people, on="person_id")
    age = (lines["since"] - lines["birth_date"]).dt.total_days() / YEAR
    assert age.min() > 17.4  # type: ignore[operator]
    assert age.max() < 62.1  # type: ignore[operator]
    assert (lines["until"].fill_null(TODAY) <= lines["death_date"].fill_null(TODAY)).all()


def test_wages_are_not_under_the_minimum_and_the_state_pays_by_coefficients(world: Frames) -> None:
    lines = world["InsurancePeriod"].filter(pl.col("since").dt.year() == TODAY.year)
    assert lines.filter(category="employee")["monthly_base"].min() >= 3_700_000  # type: ignore[operator]
    state = lines.filter(category="public")
    assert len(state) > 20
    assert (state["base_kind"] == "state").all()
    assert state["coefficient"].cast(pl.Float64).is_between(2.1, 5).all()


def test_a_pensioner_has_no_open_book_and_no_contract(world: Frames) -> None:
    pensioners = world["PensionGrant"].filter(kind="retirement")["person_id"]
    assert not set(pensioners) & set(world["InsurancePeriod"]["person_id"])
    situations = world["Person"].filter(pl.col("id").is_in(pensioners.implode()))["work_situation"]
    assert "wage_with_contract" not in set(situations)


def test_shares_of_the_world_are_near_what_is_assumed_of_the_country(world: Frames) -> None:
    people = living(world)
    old = (TODAY - people["birth_date"]).dt.total_days() / YEAR >= 60
    share = (people.filter(old)["insurance_pension"] > 0).mean()
    assert 0.14 < share < 0.25  # type: ignore[operator]
    assert 0.15 < len(at_work(world)) / len(people) < 0.26
    voluntary = world["InsurancePeriod"].filter(
        pl.col("until").is_null() & (pl.col("category") == "voluntary")
    )
    assert 0.008 < len(voluntary) / len(people) < 0.03
    assert people["has_health_insurance"].mean() > 0.93  # type: ignore[operator]


def test_a_lost_job_ends_a_line_of_the_book_that_paid_for_it(world: Frames) -> None:
    losses, lines = world["JobLoss"], world["InsurancePeriod"]
    assert len(losses) > 300
    ends = losses.with_columns(until=pl.col("ended_on").dt.offset_by("1d"))
    kept = ends.join(lines.select("person_id").unique(), on="person_id", how="semi")
    matched = kept.join(
        lines.filter("pays_unemployment"),
        on=["person_id", "until"],
        how="semi",
        maintain_order="left",
    )
    assert len(matched) > 0.95 * len(kept)
    claimed = losses.filter(pl.col("filed_on").is_not_null())
    assert (claimed["filed_on"] > claimed["ended_on"]).all()
    assert (claimed["benefit_from"] > claimed["filed_on"]).all()
    assert 0.4 < len(claimed) / len(losses) < 0.8


def test_births_are_of_children_on_file(world: Frames) -> None:
    births = world["MaternityEvent"].filter(kind="birth")
    children = world["Person"].select(person_id="mother_id", happened_on="birth_date")
    assert len(births) > 50
    assert len(births.join(children, on=["person_id", "happened_on"], how="semi")) == len(births)
    assert births["living_children"].max() < 8  # type: ignore[operator]


def test_a_survivor_claims_on_a_member_of_the_household_who_died(world: Frames) -> None:
    claims, people = world["SurvivorClaim"], world["Person"]
    dead = people.select("household_id", "death_date", deceased_id="id")
    met = claims.join(dead, on="deceased_id").join(
        people.select("household_id", person_id="id"), on="person_id", suffix="_mine"
    )
    assert len(met) == len(claims) > 5
    assert (met["household_id"] == met["household_id_mine"]).all()
    assert (met["death_date"] < TODAY).all()


def test_who_was_paid_out_long_ago_has_no_months_left(world: Frames) -> None:
    asked = world["OneOffRequest"].filter(pl.col("requested_on") < date(2025, 6, 1))
    lines = world["InsurancePeriod"].join(asked.select("person_id"), on="person_id", how="semi")
    assert len(asked) > 20
    assert lines["is_settled"].all()


def test_a_card_has_one_reason_in_the_records(world: Frames) -> None:
    people, cards = living(world), world["HealthRegistration"]
    has = set(people.filter("has_health_insurance")["id"])
    grants = set(world["PensionGrant"]["person_id"]) & set(people["id"])
    assert set(cards["person_id"]) <= has
    assert set(at_work(world)) | grants <= has
    assert not set(cards["person_id"]) & (set(at_work(world)) | grants)
    pupils = people.filter(pl.col("id").is_in(cards.filter(group="student")["person_id"].implode()))
    assert not pupils["attending"].is_in(["none", "preschool"]).any()
    household = cards.filter(group="household").join(
        people.select("household_id", person_id="id"), on="person_id"
    )
    first = household.group_by("household_id").agg(
        pl.col("place").min(), n=pl.len(), last=pl.col("place").max()
    )
    assert (first["place"] == 1).all()
    assert (first["last"] == first["n"]).all()


def test_one_day_tells_the_same_of_a_person_as_another_and_so_does_any_cut_of_blocks(
    world: Frames,
) -> None:
    cut = truth_on(TODAY, block=2_000)
    for name in RECORDS:
        assert cut[name].sort("id").equals(world[name].sort("id")), name
    earlier = truth_on(date(2024, 3, 1))
    before = earlier["PensionGrant"].filter(kind="retirement")
    alike = ["person_id", "started_on", "amount"]
    now = world["PensionGrant"].filter(
        (pl.col("kind") == "retirement") & (pl.col("started_on") < date(2023, 9, 1))
    )
    now = now.join(earlier["Person"].select(person_id="id"), on="person_id", how="semi")
    same = now.select(alike).join(before.select(alike), on=alike, how="semi")
    assert len(now) > 250
    assert len(same) > 0.97 * len(now)
