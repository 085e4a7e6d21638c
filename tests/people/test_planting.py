"""Planted mistakes: each is what its kind says, and nothing is wrong that is not on record."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from ansinh.engine.dates import add_months
from ansinh.engine.entities import EntityMap
from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.insight.run import Asked, run
from ansinh.law.book import national_law
from ansinh.people.block import Block, Context, make_block
from ansinh.people.check import check
from ansinh.people.layout import Layout
from ansinh.people.make import BLOCK, make, share_out
from ansinh.people.planting import Planted, plant, retyped
from ansinh.people.planting.alter import records_of
from ansinh.people.planting.amounts import mistyped
from ansinh.people.planting.carried import Carried
from ansinh.people.planting.window import Window
from ansinh.people.rolls import Mistake, Rolls
from ansinh.people.snapshot import Snapshot
from ansinh.people.spelling import forms
from ansinh.people.units import area_tables
from ansinh.people.world import Part, World, parts
from tests.people.conftest import TODAY, frame_of

KEY = ["entity", "id", "benefit"]
#: The list of a run in which each kind is found.
LISTS = {
    Mistake.MISSED: "missed",
    Mistake.ENDED_STILL_PAID: "not_entitled",
    Mistake.DEAD_STILL_PAID: "not_entitled",
    Mistake.WRONG_AMOUNT: "wrong_amount",
    Mistake.OLD_LEVEL: "wrong_amount",
    Mistake.TWO_PLACES: "wrong_amount",
}


@pytest.fixture(scope="module")
def world() -> World:
    """The world of the fixture ``commune``."""
    return World.of(7, TODAY, share_out(2000, TODAY))


@pytest.fixture(scope="module")
def whole(world: World, entities: EntityMap) -> Block:
    """Its one block."""
    (part,) = parts(world, BLOCK)
    return make_block(Context(entities, world), part)


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory, rolls: Rolls) -> Snapshot:
    """Households over the whole province, so that some have moved within it."""
    return make(6_000, 3, tmp_path_factory.mktemp("moving") / "registry", rolls=rolls)


@pytest.fixture(scope="module")
def facts(whole: Block, commune: Snapshot) -> Tables:
    """The commune as it truly is, each person once, with its receipts."""
    registry = commune.tables()
    known = pa.array(whole.tables["Person"].column("id"))
    mine = pc.is_in(registry["Receipt"].column("person_id"), known)
    rolls = {"Receipt": registry["Receipt"].filter(mine)}
    rolls |= {name: registry[name] for name in ("HouseholdReceipt", "Area", "AreaClassPeriod")}
    return Tables(registry.entities, whole.tables | rolls)


@pytest.fixture(scope="module")
def due(facts: Tables, rolls: Rolls) -> pl.DataFrame:
    """Every outcome of today on the complete facts."""
    return with_ids(rolls.due(facts, TODAY), facts)


@pytest.fixture(scope="module")
def held(commune: Snapshot, rolls: Rolls) -> pl.DataFrame:
    """What is received today, one line a claim: ``received``, ``times``, ``paying``."""
    return held_on(TODAY, commune, rolls)


@pytest.fixture(scope="module")
def dead(facts: Tables) -> pl.DataFrame:
    """People who have died, with the day."""
    people = frame_of(facts["Person"].select(["id", "death_date"]))
    return people.filter(pl.col("death_date").is_not_null()).with_columns(entity=pl.lit("Person"))


def with_ids(outcomes: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    rows = outcomes["row"].to_numpy()
    personal = (outcomes["entity"] == "Person").to_numpy()
    ids = np.where(
        personal,
        tables.ids["Person"][np.where(personal, rows, 0)],
        tables.ids["Household"][np.where(personal, 0, rows)],
    )
    return outcomes.with_columns(id=pl.Series(ids))


def receipts_of(snapshot: Snapshot) -> pl.DataFrame:
    """Every receipt: key, ``amount``, ``since``, ``until``, ``paying``."""
    tables = snapshot.tables()
    return pl.concat(
        frame_of(tables[roll]).select(
            pl.lit(owner.capitalize()).alias("entity"),
            pl.col(f"{owner}_id").alias("id"),
            "benefit",
            "amount",
            "since",
            "until",
            pl.col("paying_area_code").alias("paying"),
        )
        for roll, owner in (("Receipt", "person"), ("HouseholdReceipt", "household"))
    )


def held_on(day: date, snapshot: Snapshot, rolls: Rolls) -> pl.DataFrame:
    once, yearly = (
        [code for code, kind in rolls.benefits.items() if kind.paid == paid]
        for paid in ("once", "yearly")
    )
    uncounted = [code for code, kind in rolls.benefits.items() if not kind.is_counted]
    lasts = pl.col("until").is_null() | (pl.col("until") > day)
    recent = pl.col("since") > add_months(day, -12)
    this_year = pl.col("since").dt.year() == day.year
    counts = (
        pl.when(pl.col("benefit").is_in(once))
        .then(recent)
        .when(pl.col("benefit").is_in(yearly))
        .then(this_year)
        .otherwise(lasts)
    ) & (pl.col("since") <= day)
    amount = pl.when(pl.col("benefit").is_in(uncounted)).then(1).otherwise("amount")
    return (
        receipts_of(snapshot)
        .filter(counts)
        .group_by(KEY)
        .agg(received=amount.sum(), times=pl.len(), paying=pl.col("paying").sort())
    )


def keys(frame: pl.DataFrame) -> set[tuple[object, ...]]:
    return set(frame.select(KEY).iter_rows())


def of_kind(truth: pl.DataFrame, kind: Mistake) -> pl.DataFrame:
    found = truth.filter(pl.col("kind") == kind)
    assert len(found) > 0
    return found


def payments(frame: pl.DataFrame, rolls: Rolls) -> pl.DataFrame:
    """Only what is paid or held, no recognitions."""
    statuses = [code for code, kind in rolls.benefits.items() if kind.is_status]
    return frame.filter(~pl.col("benefit").is_in(statuses))


def test_every_kind_of_mistake_is_planted(truth: pl.DataFrame) -> None:
    assert set(truth["kind"]) == set(map(str, Mistake))


def test_the_truth_is_the_whole_difference_between_the_law_and_the_rolls(
    truth: pl.DataFrame,
    due: pl.DataFrame,
    held: pl.DataFrame,
    dead: pl.DataFrame,
    rolls: Rolls,
) -> None:
    goes_on = [code for code, kind in rolls.benefits.items() if kind.goes_on]
    of_dead = dead.join(pl.DataFrame({"benefit": goes_on}), how="cross")
    alive = due.join(of_dead, on=KEY, how="anti")
    entitled = alive.filter(pl.col("status") == Status.ENTITLED).select(*KEY, due="amount")
    second = pl.col("id").is_in(of_kind(truth, Mistake.SAME_PERSON)["other_id"].implode())
    first = held.filter(~second).select(*KEY, "received")
    both = entitled.join(first, on=KEY, how="full", coalesce=True)
    wrong = both.fill_null(0).filter(pl.col("due") != pl.col("received"))
    wrong = wrong.filter((pl.col("due") > 0) | pl.col("benefit").is_in(goes_on))
    unsaid = alive.filter(pl.col("status").is_in([Status.UNDETERMINED, Status.SET_ASIDE]))
    wrong = wrong.join(unsaid, on=KEY, how="anti")
    claims = truth.filter(pl.col("kind") != Mistake.SAME_PERSON)
    columns = [*KEY, "due", "received"]
    assert set(wrong.select(columns).iter_rows()) == set(claims.select(columns).iter_rows())
    assert claims.select(KEY).is_unique().all()


def test_the_missed_are_paid_nothing(truth: pl.DataFrame, held: pl.DataFrame) -> None:
    for kind in (Mistake.MISSED, Mistake.MISSING_PAPER):
        missed = of_kind(truth, kind)
        assert (missed["due"] > 0).all()
        assert not keys(missed) & keys(held)


def test_one_paper_would_settle_what_waits_for_it(
    truth: pl.DataFrame, commune: Snapshot, facts: Tables, rolls: Rolls
) -> None:
    registry = commune.tables()
    waiting = of_kind(truth, Mistake.MISSING_PAPER)
    before = with_ids(rolls.due(registry, TODAY), registry)
    seen = waiting.join(before, on=KEY)
    assert set(seen["status"]) == {Status.UNDETERMINED}
    assert len(seen) == len(waiting)
    completed = dict(registry.tables)
    for fact in waiting["fact"].unique():
        entity, name = fact.split(".")
        table, true = completed[entity], facts[entity]
        assert table.column(name).null_count > true.column(name).null_count
        place = table.schema.get_field_index(name)
        rows = pc.index_in(table.column("id"), true.column("id"))
        completed[entity] = table.set_column(place, name, true.column(name).take(rows))
    after = with_ids(rolls.due(Tables(registry.entities, completed), TODAY), registry)
    settled = waiting.join(after, on=KEY)
    assert set(settled["status"]) == {Status.ENTITLED}
    assert (settled["amount"] == settled["due"]).all()


def test_old_levels_are_those_that_a_rise_replaced(
    truth: pl.DataFrame, facts: Tables, rolls: Rolls
) -> None:
    old = of_kind(truth, Mistake.OLD_LEVEL)
    assert (old["received"] < old["due"]).all()
    eves = [add_months(rise, -1) for rise in rolls.rises if date(2022, 2, 1) <= rise <= TODAY]
    former = pl.concat(with_ids(rolls.due(facts, eve), facts) for eve in eves)
    same = old.join(former.unique([*KEY, "amount"]), on=KEY)
    assert keys(same.filter(pl.col("amount") == pl.col("received"))) == keys(old)


def test_wrong_amounts_were_never_due(truth: pl.DataFrame, facts: Tables, rolls: Rolls) -> None:
    wrong = of_kind(truth, Mistake.WRONG_AMOUNT)
    days = Window(TODAY, rolls.rises).days
    former = pl.concat(with_ids(rolls.due(facts, day), facts) for day in days)
    assert (wrong["received"] > 0).all()
    same = wrong.join(former, on=KEY).filter(pl.col("amount") == pl.col("received"))
    assert same.is_empty()


def test_what_ended_within_a_year_is_still_paid(
    truth: pl.DataFrame, facts: Tables, held: pl.DataFrame, dead: pl.DataFrame, rolls: Rolls
) -> None:
    ended = payments(of_kind(truth, Mistake.ENDED_STILL_PAID), rolls)
    assert len(ended) > 0
    assert keys(ended) <= keys(held)
    assert not set(ended.filter(pl.col("entity") == "Person")["id"]) & set(dead["id"])
    days = [day for day in Window(TODAY, rolls.rises).days if day >= add_months(TODAY, -16)]
    former = pl.concat(with_ids(rolls.due(facts, day), facts) for day in days)
    was_due = former.filter(pl.col("status") == Status.ENTITLED)
    assert keys(ended) <= keys(was_due)


def test_the_dead_who_are_still_paid_have_been_dead_for_a_month(
    truth: pl.DataFrame, held: pl.DataFrame, dead: pl.DataFrame
) -> None:
    found = of_kind(truth, Mistake.DEAD_STILL_PAID)
    assert keys(found) <= keys(held)
    days = found.join(dead, on=["entity", "id"])
    assert len(days) == len(found)
    assert (days["death_date"] <= add_months(TODAY, -1)).all()


def test_what_is_paid_in_two_places_is_paid_by_two_communes(
    truth: pl.DataFrame, held: pl.DataFrame
) -> None:
    twice = of_kind(truth, Mistake.TWO_PLACES).join(held, on=KEY)
    assert (twice["received"] == 2 * twice["due"]).all()
    assert (twice["paying"].list.n_unique() == 2).all()


def test_the_commune_left_pays_until_the_move_and_sometimes_after(
    moving: Snapshot, rolls: Rolls
) -> None:
    tables = moving.tables()
    homes = frame_of(tables["Household"].select(["id", "moved_in_on", "moved_from_code"]))
    people = frame_of(tables["Person"].select(["id", "household_id"]))
    moved = homes.filter(pl.col("moved_from_code").is_not_null()).rename({"id": "household_id"})
    moved = people.join(moved, on="household_id").with_columns(entity=pl.lit("Person"))
    paid = receipts_of(moving).join(moved, on=["entity", "id"])
    before = paid.filter(pl.col("until") == pl.col("moved_in_on"))
    assert len(before) > 10
    assert (before["paying"] == before["moved_from_code"]).all()
    after = paid.filter(pl.col("since") == pl.col("moved_in_on"))
    assert (after["paying"] != after["moved_from_code"]).sum() >= len(before)
    planted = moving.extra("truth")  # noqa: S610 - no Django here
    twice = of_kind(frame_of(planted), Mistake.TWO_PLACES)
    movers = twice.join(moved, on=["entity", "id"]).join(held_on(TODAY, moving, rolls), on=KEY)
    assert len(movers) > 0
    assert (movers["paying"].list.n_unique() == 2).all()
    since = receipts_of(moving).filter(pl.col("since") < TODAY).join(movers, on=KEY, how="semi")
    assert since.filter(pl.col("until").is_null()).group_by(KEY).len()["len"].min() == 2


def test_the_rolls_of_the_faultless_follow_the_law_on_every_day(
    truth: pl.DataFrame, commune: Snapshot, facts: Tables, rolls: Rolls
) -> None:
    code = "assistance.disability"
    since = receipts_of(commune).filter(pl.col("benefit") == code)
    begun = since.group_by(KEY).agg(pl.col("since").min())
    for day in (date(2023, 4, 1), date(2024, 10, 1), date(2026, 1, 1)):
        paid = held_on(day, commune, rolls).filter(pl.col("benefit") == code)
        paid = paid.join(truth, on=KEY, how="anti")
        told = with_ids(rolls.due(facts, day), facts).filter(pl.col("benefit") == code)
        owed = told.filter(pl.col("status") == Status.ENTITLED)
        # About a few the law of that day says nothing, for want of the class of the commune.
        unsaid = paid.join(told.filter(pl.col("status") == Status.UNDETERMINED), on=KEY)
        assert len(unsaid) < 0.03 * len(paid)
        paid = paid.join(unsaid, on=KEY, how="anti")
        both = paid.join(owed, on=KEY)
        assert len(both) == len(paid) > 10
        assert (both["received"] == both["amount"]).all()
        unpaid = owed.join(paid, on=KEY, how="anti").join(truth, on=KEY, how="anti")
        late = unpaid.join(begun, on=KEY, how="left")["since"]
        assert ((late > day) | late.is_null()).all()


def test_the_same_bytes_come_of_other_blocks(
    world: World, entities: EntityMap, rolls: Rolls, commune: Snapshot
) -> None:
    pieces = [_planted(part, world, entities, rolls) for part in parts(world, 300)]
    assert len(pieces) > 1
    registry = commune.tables()
    for name in ("Person", "Receipt", "HouseholdReceipt"):
        together = frame_of(pa.concat_tables([piece.tables[name] for piece in pieces]))
        alone = frame_of(registry[name])
        assert together.sort("id").equals(alone.sort("id").select(together.columns))


def _planted(part: Part, world: World, entities: EntityMap, rolls: Rolls) -> Planted:
    block = make_block(Context(entities, world), part)
    return plant(block, area_tables(entities), rolls, entities, TODAY, world.seed)


def test_a_second_row_is_the_same_person_typed_otherwise(
    truth: pl.DataFrame, commune: Snapshot
) -> None:
    twins = of_kind(truth, Mistake.SAME_PERSON)
    columns = ["id", "household_id", "full_name", "birth_date", "citizen_number", "sex"]
    people = frame_of(commune.tables()["Person"].select([*columns, "mother_id", "spouse_id"]))
    pairs = twins.select("id", "other_id").join(people, on="id")
    pairs = pairs.join(people, left_on="other_id", right_on="id", suffix="_again")
    assert len(pairs) == len(twins) > 20
    assert (pairs["household_id"] != pairs["household_id_again"]).all()
    assert (pairs["sex"] == pairs["sex_again"]).all()
    assert (pairs["birth_date"].dt.year() == pairs["birth_date_again"].dt.year()).all()
    known = pairs["citizen_number"] == pairs["citizen_number_again"]
    assert not known.any()
    assert pairs.select("mother_id_again", "spouse_id_again").null_count().row(0) == (
        len(pairs),
        len(pairs),
    )
    words = [
        {forms(word).folded for word in name.split()}
        for name in (*pairs["full_name"], *pairs["full_name_again"])
    ]
    assert all(
        again <= first
        for first, again in zip(words[: len(pairs)], words[len(pairs) :], strict=True)
    )
    assert (pairs["full_name"] != pairs["full_name_again"]).sum() > len(pairs) / 3
    assert (pairs["birth_date"] != pairs["birth_date_again"]).sum() > len(pairs) / 5


def test_some_draw_the_same_money_in_both_rows(
    truth: pl.DataFrame, commune: Snapshot, rolls: Rolls
) -> None:
    twins = of_kind(truth, Mistake.SAME_PERSON)
    drawing = twins.filter(pl.col("received") > 0)
    assert 3 < len(drawing) < len(twins)
    assert (drawing["received"] == 2 * drawing["due"]).all()
    money = [code for code, kind in rolls.benefits.items() if kind.is_money]
    held = held_on(TODAY, commune, rolls).filter(pl.col("benefit").is_in(money))
    sums = held.group_by("id").agg(pl.col("received").sum().alias("drawn"))
    for side in ("id", "other_id"):
        both = drawing.join(sums, left_on=side, right_on="id")
        assert (both["drawn"] == both["due"]).all()
        assert len(both) == len(drawing)


def test_a_second_row_changes_nothing_for_anybody_else(
    truth: pl.DataFrame, commune: Snapshot, rolls: Rolls
) -> None:
    registry = commune.tables()
    second = pa.array(of_kind(truth, Mistake.SAME_PERSON)["other_id"])
    first = {}
    for name in ("Person", *records_of(registry.entities, "Person")[1:], "Receipt"):
        owners = registry[name].column("id" if name == "Person" else "person_id")
        first[name] = registry[name].filter(pc.invert(pc.is_in(owners, second)))
    once = registry.replaced(first)
    with_them = with_ids(rolls.due(registry, TODAY), registry)
    without = with_ids(rolls.due(once, TODAY), once)
    same = [*KEY, "status", "amount"]
    gained = with_them.filter(~pl.col("id").is_in(pl.Series(second).implode()))
    assert set(gained.select(same).iter_rows()) == set(without.select(same).iter_rows())


def test_a_third_of_the_second_rows_stand_alone_in_another_commune(moving: Snapshot) -> None:
    planted = moving.extra("truth")  # noqa: S610 - no Django here
    twins = of_kind(frame_of(planted), Mistake.SAME_PERSON)
    people = frame_of(moving.tables()["Person"].select(["id", "household_id"]))
    homes = frame_of(moving.tables()["Household"].select(["id", "area_id"]))
    places = people.join(homes, left_on="household_id", right_on="id")
    pairs = twins.join(places, on="id").join(
        places, left_on="other_id", right_on="id", suffix="_again"
    )
    away = pairs.filter(pl.col("area_id") != pl.col("area_id_again"))
    assert len(pairs) == len(twins)
    assert len(pairs) / 6 < len(away) < len(pairs) / 2
    sizes = people.group_by("household_id").len("people")
    alone = away.join(sizes, left_on="household_id_again", right_on="household_id")
    assert set(alone["people"]) == {1}
    assert not check(moving.path, benefits=national_law().benefits)


def test_a_run_finds_what_no_blank_hides(
    truth: pl.DataFrame, commune: Snapshot, due: pl.DataFrame, rolls: Rolls, tmp_path: Path
) -> None:
    asked = Asked(TODAY, TODAY, months_ahead=1, months_back=1, explain=0, excel=False)
    run(commune.path, asked, tmp_path / "results")
    registry = commune.tables()
    seen = with_ids(rolls.due(registry, TODAY), registry).select(*KEY, "status", "amount")
    both = due.select(*KEY, "status", "amount").join(
        seen, on=KEY, how="full", coalesce=True, suffix="_seen"
    )
    hidden = both.filter(
        pl.col("status").ne_missing(pl.col("status_seen"))
        | pl.col("amount").ne_missing(pl.col("amount_seen"))
    )
    second = of_kind(truth, Mistake.SAME_PERSON)["other_id"]
    for kind, name in LISTS.items():
        planted = of_kind(truth, kind)
        lines = pl.read_parquet(tmp_path / "results" / f"{name}.parquet")
        personal = pl.col("person_id").is_not_null()
        found = lines.select(
            entity=pl.when(personal).then(pl.lit("Person")).otherwise(pl.lit("Household")),
            id=pl.coalesce("person_id", "household_id"),
            benefit="benefit",
        )
        lost = keys(planted) - keys(found)
        assert lost <= keys(hidden)
        assert len(lost) < len(planted) / 3
        invented = payments(found, rolls).filter(~pl.col("id").is_in(second.implode()))
        assert keys(invented) - keys(truth) <= keys(hidden)
        assert not set(payments(found, rolls)["id"]) & set(second)


@pytest.mark.parametrize(
    ("amount", "lot", "typed"),
    [(1_080_000, 0.0, 1_800_000), (540_000, 0.0, 450_000), (540_000, 0.9, 504_000)],
)
def test_mistyped_amounts_have_two_digits_changed_over(amount: int, lot: float, typed: int) -> None:
    assert mistyped(amount, lot) == typed
    assert mistyped(777, lot) == 7770


def test_another_office_types_birth_and_number_otherwise() -> None:
    days = np.array(["1950-03-07", "1950-03-27", "NaT"], dtype="datetime64[D]")
    at = {"swapped": 0.1, "year only": 0.4, "as it is": 0.9}
    typed = {how: retyped.births(days, np.full(3, lot)).to_pylist() for how, lot in at.items()}
    assert typed["swapped"] == [date(1950, 7, 3), date(1950, 3, 27), None]
    assert typed["year only"] == [date(1950, 1, 1), date(1950, 1, 1), None]
    assert typed["as it is"] == [date(1950, 3, 7), date(1950, 3, 27), None]
    numbers = pa.chunked_array([["024150123456", None]])
    assert retyped.citizen_numbers(numbers, np.array([0.1, 0.9])).to_pylist() == [None, None]
    for lot in np.linspace(0.4, 0.999, 60):
        (number, _) = retyped.citizen_numbers(numbers, np.array([lot, lot])).to_pylist()
        assert number[:6] == "024150"
        assert sum(a != b for a, b in zip(number, "024150123456", strict=True)) == 1


@pytest.mark.parametrize(
    ("lot", "typed"),
    [
        (0.1, "Đặng Thúy Hòa"),
        (0.3, "Dang Thuy Hoa"),
        (0.5, "Đặng Thuý Hoà"),
        (0.65, unicodedata.normalize("NFD", "Đặng Thúy Hòa")),
        (0.72, "Dặng Thúy Hòa"),
        (0.8, "ĐẶNG THÚY HÒA"),
        (0.87, "Hòa Đặng Thúy"),
        (0.95, "Đặng Hòa"),
    ],
)
def test_another_office_types_the_name_otherwise(lot: float, typed: str) -> None:
    names = pa.chunked_array([["Đặng Thúy Hòa", None]])
    assert retyped.names(names, np.array([lot, lot])).to_pylist() == [typed, None]


def test_carried_households_stand_behind_their_commune(entities: EntityMap) -> None:
    def homes(*rows: tuple[int, int]) -> dict[str, pa.Table]:
        areas, ids = zip(*rows, strict=True) if rows else ((), ())
        tables = {e.name: Layout(entities).complete(e, None) for e in Layout(entities).tree}
        home = pa.table({"id": pa.array(ids, pa.int64()), "area_id": pa.array(areas, pa.int64())})
        return tables | {"Household": Layout(entities).complete(entities["Household"], home)}

    carried = Carried(entities)
    blocks = [
        carried.among(homes((1, 10), (1, 11)), homes((3, 99), (2, 98))),
        carried.among(homes((2, 20), (3, 30)), homes((9, 97))),
        carried.among(homes((3, 31), (4, 40)), homes()),
        carried.rest(),
    ]
    seen = [block["Household"].column("id").to_pylist() for block in blocks]
    assert seen == [[10, 11], [20, 98, 30], [31, 99, 40], [97]]
