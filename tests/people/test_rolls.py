"""Payment rolls: they follow the law, and are wrong exactly where the truth says so."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from ansinh.engine.oracle import Oracle
from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.law.book import national_law
from ansinh.people.rolls import Kind, Rolls, draws, kinds_of
from ansinh.people.snapshot import Snapshot
from tests.people.conftest import TODAY, frame_of

#: What is paid once has ended by today and counts for a year.
ONCE = pl.col("until") == pl.col("since").dt.offset_by("1d")
KEY = ["entity", "id", "benefit"]


@pytest.fixture(scope="module")
def paid(commune: Snapshot) -> pl.DataFrame:
    """Every receipt of the commune, one line each."""
    tables = commune.tables()
    parts = []
    for roll, owner in (("Receipt", "person"), ("HouseholdReceipt", "household")):
        parts.append(
            frame_of(tables[roll]).select(
                entity=pl.lit(owner.capitalize()),
                id=f"{owner}_id",
                number="id",
                benefit="benefit",
                amount="amount",
                paying="paying_area_code",
                since="since",
                until="until",
                group=pl.col("group").cast(pl.String),
            )
        )
    return pl.concat(parts)


def running(paid: pl.DataFrame) -> pl.DataFrame:
    """Receipts of today."""
    return paid.filter(pl.col("until").is_null() | (pl.col("until") > TODAY))


def test_receipts_begin_after_birth_and_before_today(
    paid: pl.DataFrame, commune: Snapshot, truth: pl.DataFrame
) -> None:
    births = frame_of(commune.tables()["Person"].select(["id", "birth_date"]))
    retyped = pl.col("id").is_in(truth["other_id"].drop_nulls().implode())
    people = paid.filter(pl.col("entity") == "Person").join(births.filter(~retyped), on="id")
    assert (people["since"] >= people["birth_date"].dt.month_start()).all()
    assert (paid["since"] <= TODAY).all()
    assert ((paid["since"] < paid["until"]) | paid["until"].is_null()).all()
    pension = paid.filter(pl.col("benefit") == "assistance.social_pension")
    assert (pension["since"] >= date(2025, 7, 1)).all()


def test_receipts_are_numbered_once(paid: pl.DataFrame) -> None:
    for _, receipts in paid.group_by("entity"):
        assert receipts["number"].is_unique().all()


def test_levels_follow_each_other_as_the_law_raised_them(paid: pl.DataFrame) -> None:
    allowance = running(paid).filter(
        (pl.col("benefit") == "assistance.disability") & (pl.col("amount") == 1_080_000)
    )
    history = paid.join(allowance.select(KEY), on=KEY, how="semi").sort("since")
    levels = {tuple(dict.fromkeys(seen)) for seen in history.group_by(KEY).agg("amount")["amount"]}
    assert (720_000, 1_000_000, 1_080_000) in levels
    assert date(2026, 7, 1) in set(history.filter(pl.col("amount") == 1_000_000)["until"])


def test_what_one_commune_pays_at_a_time_is_one_receipt(
    paid: pl.DataFrame, truth: pl.DataFrame
) -> None:
    twice = truth.filter(pl.col("kind") == "paid in two places")
    others = paid.filter(~ONCE).join(twice, on=KEY, how="anti").sort(*KEY, "since")
    same = pl.all_horizontal(pl.col(name) == pl.col(name).shift(-1) for name in KEY)
    pairs = others.with_columns(next=pl.col("since").shift(-1)).filter(same)
    assert (pairs["until"] <= pairs["next"]).all()
    assert len(pairs) > 300


def test_the_paying_commune_bears_the_code_of_its_time(
    paid: pl.DataFrame, commune: Snapshot
) -> None:
    areas = frame_of(commune.tables()["Area"]).select("valid_from", "valid_to", paying="code")
    valid = (pl.col("valid_from").is_null() | (pl.col("valid_from") <= pl.col("since"))) & (
        pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("since"))
    )
    window = paid.filter(pl.col("since") >= date(2022, 1, 1))
    assert len(window.join(areas, on="paying").filter(valid)) == len(window)
    merger = date(2025, 7, 1)
    lasting = pl.col("until").is_null() | (pl.col("until") > merger)
    across = window.filter((pl.col("since") < merger) & lasting)
    new = set(areas.filter(pl.col("valid_from") == merger)["paying"])
    assert len(across) > 50
    assert set(across["paying"]) <= new
    before = window.filter(pl.col("until") == merger)
    assert set(before["paying"]) - new


def test_the_listed_households_are_on_the_rolls_of_recognitions(
    commune: Snapshot, paid: pl.DataFrame, truth: pl.DataFrame
) -> None:
    lacking = set(truth.filter(pl.col("fact").str.starts_with("PovertyRecognition."))["id"])
    standing = frame_of(commune.tables()["PovertyRecognition"]).filter(pl.col("until").is_null())
    for name in ("poor", "near_poor"):
        listed = standing.filter(pl.col("poverty_class").cast(pl.String) == name)
        held = running(paid).filter(pl.col("benefit") == f"poverty.recognition_{name}")
        assert set(held["id"]) - lacking == set(listed["household_id"]) - lacking
        assert len(listed) > 20
        assert set(held["group"]) == {"recognition"}


def test_support_that_hangs_on_a_receipt_is_on_the_rolls_too(
    paid: pl.DataFrame, truth: pl.DataFrame
) -> None:
    power = pl.col("benefit") == "poverty.electricity"
    missed = truth.filter(power & (pl.col("received") == 0))
    assert len(running(paid).filter(power)) > 4 * len(missed)


def test_what_is_paid_once_is_paid_in_the_month_of_its_event(
    paid: pl.DataFrame, commune: Snapshot
) -> None:
    people = frame_of(commune.tables()["Person"]).select("id", "birth_date", "death_date")
    single = paid.filter(ONCE & (pl.col("entity") == "Person")).join(people, on="id")
    gifts = single.filter(pl.col("benefit") == "assistance.longevity_gift")
    assert len(gifts) > 3
    assert (gifts["since"].dt.month() == gifts["birth_date"].dt.month()).all()
    assert set(gifts["since"].dt.year() - gifts["birth_date"].dt.year()) <= {90, 100}
    funerals = single.filter(pl.col("benefit") == "assistance.funeral")
    assert len(funerals) > 3
    assert (funerals["since"].dt.month_start() == funerals["death_date"].dt.month_start()).all()


def test_luck_hangs_on_the_id_and_not_on_the_block() -> None:
    ids, which, names = np.arange(5000), np.arange(5000) % 2, ["a", "b"]
    whole = draws(3, ids, which, names, "salt")
    part = slice(1000, 2000)
    assert np.array_equal(whole[part], draws(3, ids[part], which[part], names, "salt"))
    assert np.array_equal(whole, draws(3, ids, 1 - which, ["b", "a"], "salt"))
    assert not np.array_equal(whole, draws(4, ids, which, names, "salt"))
    assert not np.array_equal(whole, draws(3, ids, which, names, "pepper"))
    assert 0.48 < whole.mean() < 0.52
    assert 0.09 < (whole < 0.1).mean() < 0.11
    assert len(draws(3, ids[:0], which[:0], names, "salt")) == 0


def test_the_rolls_go_to_other_processes(rolls: Rolls, commune: Snapshot) -> None:
    again = pickle.loads(pickle.dumps(rolls))  # noqa: S301 - our own bytes
    assert again.rises == rolls.rises
    assert again.due(commune.tables(), TODAY).equals(rolls.due(commune.tables(), TODAY))


def test_the_law_says_when_levels_rise_and_what_hangs_on_the_rolls(rolls: Rolls) -> None:
    assert {date(2024, 7, 1), date(2026, 7, 1)} <= set(rolls.rises)
    assert {"poverty.electricity", "assistance.health_card"} <= rolls.following
    assert "assistance.disability" not in rolls.following


def test_the_rolls_may_be_made_from_any_law(commune: Snapshot) -> None:
    """The oracle in place of the kernel, on a few households."""
    book, tables = national_law(), commune.tables()

    def by_oracle(
        some: Tables, days: Sequence[date], known: date, benefits: Sequence[str], own: int
    ) -> pa.Table:
        lines = []
        (day,) = days
        assert known == day
        assert set(benefits) == set(kinds_of(book)) < set(book.benefits)
        assert own > 20
        for place in range(20):
            oracle = Oracle(book, day, day)
            for row in some.household(place).walk():
                if row.entity not in ("Household", "Person"):
                    continue
                number = some.position(row.entity, row.key)
                lines += [
                    {
                        "date": 0,
                        "needs": outcome.needs,
                        "row": number,
                        "benefit": code,
                        "status": int(outcome.status),
                        "amount": outcome.amount,
                    }
                    for code, outcome in oracle.outcomes(row).items()
                    if outcome.status and code in benefits
                ]
        names = ("date", "row", "benefit", "status", "amount", "needs")
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
