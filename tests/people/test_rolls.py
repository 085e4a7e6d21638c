"""Payment rolls: mostly right, and wrong exactly where a mistake is on record."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from ansinh.engine.oracle import Oracle
from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.law.book import national_law
from ansinh.people.rolls import Kind, Mistake, Rolls, draws, kinds_of
from ansinh.people.snapshot import Snapshot

TODAY = date(2026, 11, 24)
#: What is paid once has ended by today and counts for a year.
ONCE = pl.col("until") == pl.col("since").dt.offset_by("1d")
KEY = ["entity", "id", "benefit"]


@pytest.fixture(scope="module")
def planted(commune: Snapshot) -> pl.DataFrame:
    frame = pl.from_arrow(commune.extra("planted"))  # noqa: S610 - no Django here
    assert isinstance(frame, pl.DataFrame)
    return frame


@pytest.fixture(scope="module")
def due(commune: Snapshot, rolls: Rolls) -> pl.DataFrame:
    return with_ids(rolls.due(commune.tables(), TODAY), commune.tables())


@pytest.fixture(scope="module")
def paid(commune: Snapshot) -> pl.DataFrame:
    """What is received today, one line a benefit."""
    parts = []
    for roll, owner in (("Receipt", "person"), ("HouseholdReceipt", "household")):
        frame = pl.from_arrow(commune.tables()[roll])
        assert isinstance(frame, pl.DataFrame)
        parts.append(
            frame.select(
                entity=pl.lit(owner.capitalize()),
                id=f"{owner}_id",
                benefit="benefit",
                amount="amount",
                times=pl.lit(1),
                paying="paying_area_code",
                since="since",
                until="until",
                group=pl.col("group").cast(pl.String),
            )
        )
    every = pl.concat(parts)
    return every.filter(pl.col("until").is_null() | (pl.col("until") > TODAY) | ONCE)


def with_ids(outcomes: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    ids = [
        int(tables.ids[entity][row])
        for entity, row in zip(outcomes["entity"], outcomes["row"], strict=True)
    ]
    return outcomes.with_columns(id=pl.Series(ids, dtype=pl.Int64))


def payments(frame: pl.DataFrame, rolls: Rolls) -> pl.DataFrame:
    """Only what is paid or held, no recognitions."""
    statuses = [code for code, kind in rolls.benefits.items() if kind.is_status]
    return frame.filter(~pl.col("benefit").is_in(statuses))


def dead_ids(commune: Snapshot) -> list[int]:
    people = commune.tables()["Person"]
    gone = people.column("death_date").is_valid()
    return [int(key) for key in people.column("id").filter(gone).to_pylist()]


def keys(frame: pl.DataFrame) -> set[tuple[object, ...]]:
    return set(frame.select(KEY).iter_rows())


def test_every_kind_of_mistake_is_planted(planted: pl.DataFrame) -> None:
    assert set(planted["kind"]) == {str(kind) for kind in Mistake}


def test_the_missed_are_exactly_those_due_and_not_on_the_rolls(
    planted: pl.DataFrame, due: pl.DataFrame, paid: pl.DataFrame, rolls: Rolls, commune: Snapshot
) -> None:
    entitled = payments(due.filter(pl.col("status") == Status.ENTITLED), rolls)
    dead = pl.Series(dead_ids(commune))
    gone = (pl.col("entity") == "Person") & pl.col("id").is_in(dead.implode())
    entitled = entitled.filter(~gone)
    missed = entitled.join(paid, on=KEY, how="anti")
    assert keys(missed) == keys(planted.filter(pl.col("kind") == Mistake.MISSED))


def test_paid_without_a_right_are_exactly_the_ended_and_the_dead(
    planted: pl.DataFrame, due: pl.DataFrame, paid: pl.DataFrame, rolls: Rolls, commune: Snapshot
) -> None:
    over = payments(paid, rolls).join(due, on=KEY, how="anti")
    dead = set(dead_ids(commune))
    ended = planted.filter(
        pl.col("kind").is_in([Mistake.ENDED_STILL_PAID, Mistake.DEAD_STILL_PAID])
    )
    assert keys(over) <= keys(ended)
    assert all(key in keys(over) or (key[0] == "Person" and key[1] in dead) for key in keys(ended))


def test_wrong_amounts_are_exactly_the_outdated_ones(
    planted: pl.DataFrame, due: pl.DataFrame, paid: pl.DataFrame
) -> None:
    money = (
        paid.filter(pl.col("amount").is_not_null())
        .group_by(KEY)
        .agg(pl.col("amount").sum(), pl.len().alias("count"))
    )
    entitled = due.filter(pl.col("status") == Status.ENTITLED)
    both = entitled.select(*KEY, wanted="amount").join(money, on=KEY)
    wrong = both.filter(pl.col("amount") != pl.col("wanted"))
    expected = planted.filter(
        pl.col("kind").is_in(
            [
                Mistake.OUTDATED_LEVEL,
                Mistake.OLD_COEFFICIENT,
                Mistake.DOUBLE,
            ]
        )
    )
    cards = both.select(KEY)
    assert keys(wrong) == keys(expected.join(cards, on=KEY, how="semi"))


def test_outdated_amounts_are_those_of_the_earlier_levels(planted: pl.DataFrame) -> None:
    outdated = planted.filter(pl.col("kind") == Mistake.OUTDATED_LEVEL)
    ratios = {
        (round(received / due * 540)) for due, received in outdated.select("due", "received").rows()
    }
    assert ratios <= {500, 360}
    assert (outdated["received"] < outdated["due"]).all()


def test_a_second_payment_comes_from_another_commune(
    planted: pl.DataFrame, paid: pl.DataFrame
) -> None:
    twice = planted.filter(pl.col("kind") == Mistake.DOUBLE)
    places = (
        paid.join(twice, on=KEY, how="semi")
        .group_by(KEY)
        .agg(pl.col("paying").n_unique().alias("places"), pl.len())
    )
    assert places["places"].to_list() == [2] * len(twice)
    assert places["len"].to_list() == [2] * len(twice)


def test_receipts_begin_after_birth_and_before_today(paid: pl.DataFrame, commune: Snapshot) -> None:
    births = pl.from_arrow(commune.tables()["Person"].select(["id", "birth_date"]))
    assert isinstance(births, pl.DataFrame)
    people = paid.filter(pl.col("entity") == "Person").join(births, on="id")
    assert (people["since"] >= people["birth_date"].dt.month_start()).all()
    assert (paid["since"] <= TODAY).all()
    pension = paid.filter(pl.col("benefit") == "assistance.social_pension")
    assert (pension["since"] >= date(2025, 7, 1)).all()


def test_the_listed_households_are_on_the_rolls_of_recognitions(
    commune: Snapshot, paid: pl.DataFrame
) -> None:
    lists = pl.from_arrow(commune.tables()["PovertyRecognition"])
    assert isinstance(lists, pl.DataFrame)
    standing = lists.filter(pl.col("until").is_null())
    for name in ("poor", "near_poor"):
        listed = standing.filter(pl.col("poverty_class").cast(pl.String) == name)
        held = paid.filter(pl.col("benefit") == f"poverty.recognition_{name}")
        assert set(held["id"]) == set(listed["household_id"])
        assert set(held["group"]) == {"recognition"}


def test_support_that_hangs_on_a_receipt_is_on_the_rolls_too(
    paid: pl.DataFrame, due: pl.DataFrame
) -> None:
    power = "poverty.electricity"
    entitled = due.filter((pl.col("benefit") == power) & (pl.col("status") == Status.ENTITLED))
    share = len(entitled.join(paid, on=KEY, how="semi")) / len(entitled)
    assert share > 0.8


def test_decisions_hang_on_the_id_and_not_on_the_chunk() -> None:
    frame = pl.DataFrame(
        {
            "entity": ["Person"] * 5000,
            "id": range(5000),
            "benefit": ["a", "b"] * 2500,
        }
    )
    whole = draws(3, frame, "salt")
    assert np.array_equal(whole[1000:2000], draws(3, frame.slice(1000, 1000), "salt"))
    assert not np.array_equal(whole, draws(4, frame, "salt"))
    assert not np.array_equal(whole, draws(3, frame, "pepper"))
    assert 0.48 < whole.mean() < 0.52
    assert 0.09 < (whole < 0.1).mean() < 0.11
    assert len(draws(3, frame.clear(), "salt")) == 0


def test_the_rolls_may_be_made_from_any_entitlements(commune: Snapshot) -> None:
    """The oracle in place of the kernel, on a few households."""
    book, tables = national_law(), commune.tables()

    def by_oracle(some: Tables, day: date) -> pa.Table:
        lines = []
        for place in range(20):
            oracle = Oracle(book, day, day)
            for row in some.household(place).walk():
                if row.entity not in ("Household", "Person"):
                    continue
                number = some.position(row.entity, row.key)
                lines += [
                    {
                        "entity": row.entity,
                        "row": number,
                        "benefit": code,
                        "status": int(outcome.status),
                        "amount": outcome.amount,
                    }
                    for code, outcome in oracle.outcomes(row).items()
                    if outcome.status
                ]
        names = ("entity", "row", "benefit", "status", "amount")
        return pa.table({name: [line[name] for line in lines] for name in names})

    kernel = (
        Rolls.of_law(book)
        .due(tables, TODAY)
        .filter(
            (pl.col("status") == Status.ENTITLED)
            & pl.when(pl.col("entity") == "Household")
            .then(pl.col("row") < 20)
            .otherwise(pl.col("row") < int(tables.offsets("Person")[20]))
        )
    )
    oracle = Rolls(by_oracle, kinds_of(book)).due(tables, TODAY)
    order = ["entity", "row", "benefit"]
    entitled = oracle.filter(pl.col("status") == Status.ENTITLED)
    assert len(entitled) > 5
    assert set(entitled.rows()) <= set(kernel.rows())
    more = kernel.join(entitled, on=order, how="anti").join(oracle, on=order, suffix="_oracle")
    assert len(entitled) + len(more) == len(kernel)
    assert (more["status_oracle"] == Status.UNDETERMINED).all()


@pytest.mark.parametrize(
    ("code", "kind", "group"),
    [
        ("a.social_pension", Kind("Person", "monthly", domain="assistance"), "social_pension"),
        ("a.disability", Kind("Person", "monthly", domain="assistance"), "social_assistance"),
        ("a.care_household", Kind("Household", "monthly", domain="assistance"), "care_support"),
        ("a.health_card", Kind("Person", "in kind", "card", "assistance"), "health_card"),
        ("a.institution_upkeep", Kind("Person", "monthly", domain="assistance"), "other"),
        ("p.recognition_poor", Kind("Household", "in kind", "status", "poverty"), "recognition"),
        ("p.electricity", Kind("Household", "monthly", domain="poverty"), "other"),
        ("a.injury", Kind("Person", "once", domain="assistance"), "other"),
    ],
)
def test_each_benefit_is_booked_under_its_group(code: str, kind: Kind, group: str) -> None:
    assert kind.group(code) == group
