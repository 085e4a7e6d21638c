"""The lists that follow from outcomes and receipts.

Each function takes frames with the key ``benefit`` and ``row`` and returns the keys of its lines
with their amounts; labels, articles and reasons are put on afterwards. An outcome that nobody can
know is never a line of the first four lists: it stands in *missing data*.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from ansinh.engine.outcome import Status
from ansinh.insight import kinds
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.frames import KEY

ENTITLED = pl.col("status") == Status.ENTITLED
OPEN = pl.col("status").is_in([Status.UNDETERMINED, Status.SET_ASIDE])


@dataclass(frozen=True)
class Month:
    """What is due on one day, usually the first of a month."""

    day: date
    outcomes: pl.DataFrame


@dataclass(frozen=True)
class Past:
    """Earlier months of what is paid wrongly; each row has its ``day``, the first of a month.

    Attributes:
        outcomes: Key, ``day``, ``status`` and ``amount``.
        held: Key, ``day`` and ``received``.
    """

    outcomes: pl.DataFrame
    held: pl.DataFrame


@dataclass(frozen=True)
class Situation:
    """Everything the lists of one chunk are made from.

    Attributes:
        now: Outcomes on the day asked about.
        held: Receipts on that day.
        past: Earlier months of the suspects, or nothing where none are asked for.
        ahead: Coming months, earliest first.
        dead: Rows of people who have died, with ``death_date``.
        earlier: Outcomes half a year ago.
        older: Outcomes on the day, were everybody half a year older.
        columns: Rules that the kernel gave for the day, as Arrow columns.
        services: Outcomes on the day of what no roll records: exemptions, loans, services.
        if_in_school: Keys of what would be due if children out of school went to school.
        decided_by_one: Keys of undetermined payments that one missing fact decides.
    """

    catalogue: Catalogue
    now: Month
    held: pl.DataFrame
    past: Past | None
    ahead: Sequence[Month]
    dead: pl.DataFrame
    earlier: Month
    older: Month
    columns: Mapping[str, Any]
    services: pl.DataFrame
    if_in_school: pl.DataFrame
    decided_by_one: pl.DataFrame

    @property
    def outcomes(self) -> pl.DataFrame:
        """Every outcome on the day, recorded or not."""
        return pl.concat([self.now.outcomes, self.services])


def missed(situation: Situation) -> pl.DataFrame:
    """Entitled, and nothing of it is received: key and ``due``."""
    entitled = situation.now.outcomes.filter(ENTITLED).select(*KEY, due="amount")
    found = entitled.join(situation.held, on=KEY, how="anti")
    return found.join(_dead_keys(situation), on=KEY, how="anti")


def suspects(situation: Situation) -> pl.DataFrame:
    """Keys of what is paid and not due, or in another amount: whose earlier months matter."""
    known = replace(situation, past=None)
    found = [not_entitled(known), wrong_amount(known)]
    return pl.concat([lines.select(*KEY, "since") for lines in found])


def not_entitled(situation: Situation) -> pl.DataFrame:
    """Received, and not due: key, ``received``, ``since``, ``by``, ``death_date``, ``kind``, etc.

    Only what goes on is looked at: a single payment of last spring is not being received.
    """
    ongoing = situation.catalogue.frame.filter(pl.col("ongoing")).select("benefit")
    now = situation.now.outcomes.select(*KEY, "status", "by")
    found = (
        situation.held.join(ongoing, on="benefit", how="semi")
        .join(now, on=KEY, how="left")
        .join(_dead_keys(situation), on=KEY, how="left")
        .filter(
            pl.col("status").is_null()
            | (pl.col("status") == Status.SUPERSEDED)
            | pl.col("death_date").is_not_null()
        )
        .drop("status")
    )
    dead = pl.col("death_date").is_not_null()
    kind = pl.when(dead).then(pl.lit(kinds.DEAD)).otherwise(pl.lit(kinds.ENDED))
    return _with_months(found.with_columns(kind=kind), situation, overpaid)


def wrong_amount(situation: Situation) -> pl.DataFrame:
    """Received and due, but not the same: key, ``received``, ``due``, ``times``, ``kind``, arrears.

    Of what has no amount (a card) the times it is received are compared with the one that is due.
    """
    counted = situation.catalogue.frame.select("benefit", "counted")
    received = pl.when("counted").then("received").otherwise(pl.col("times").cast(pl.Int64))
    due = situation.now.outcomes.filter(ENTITLED).select(*KEY, due="amount")
    found = (
        situation.held.join(counted, on="benefit")
        .with_columns(received=received)
        .drop("counted")
        .join(due, on=KEY)
        .join(_dead_keys(situation), on=KEY, how="anti")
        .filter(pl.col("received") != pl.col("due"))
    )
    return _with_months(_kinds_of_wrong(found, situation.past), situation, owed)


def _kinds_of_wrong(lines: pl.DataFrame, past: Past | None) -> pl.DataFrame:
    """Add ``kind``: paid by several communes, what the law gave in an earlier month, or wrong."""
    same = [*KEY, "received"]
    levels = lines.select(same).clear()
    if past is not None:
        levels = past.outcomes.filter(ENTITLED).select(*KEY, received="amount").unique()
    kind = (
        pl.when(pl.col("paying").str.contains(","))
        .then(pl.lit(kinds.TWO_PLACES))
        .when("is_old")
        .then(pl.lit(kinds.OLD_LEVEL))
        .otherwise(pl.lit(kinds.WRONG_AMOUNT))
    )
    old = levels.with_columns(is_old=True)
    lines = lines.join(old, on=same, how="left", maintain_order="left")
    return lines.with_columns(kind=kind).drop("is_old")


def soon(situation: Situation) -> pl.DataFrame:
    """Due otherwise in a coming month: key, ``month``, ``due`` now and ``then``.

    The first month that differs is taken. What is paid once or yearly may begin, but its end is no
    news.
    """
    now = situation.now.outcomes.select(*KEY, "status", "amount")
    ongoing = situation.catalogue.frame.select("benefit", "ongoing")
    found: list[pl.DataFrame] = []
    for month in situation.ahead:
        then = month.outcomes.select(*KEY, later="status", then="amount")
        changed = (
            now.join(then, on=KEY, how="full", coalesce=True)
            .filter(~_is_open("status") & ~_is_open("later"))
            .select(
                *KEY,
                due=_paid("status", "amount"),
                then=_paid("later", "then"),
                month=pl.lit(month.day),
            )
            .filter(pl.col("due") != pl.col("then"))
            .join(ongoing, on="benefit")
            .filter(pl.col("ongoing") | (pl.col("due") == 0))
            .drop("ongoing")
        )
        for earlier in found:
            changed = changed.join(earlier, on=KEY, how="anti")
        found.append(changed)
    together = pl.concat(found) if found else _empty_soon()
    return together.join(_dead_keys(situation), on=KEY, how="anti")


def missing(situation: Situation) -> pl.DataFrame:
    """Undetermined: key, ``needs``, whether that fact ``decides``, what is received meanwhile.

    ``times`` is null where nothing is received.
    """
    waiting = situation.now.outcomes.filter(pl.col("status") == Status.UNDETERMINED)
    one = situation.decided_by_one.with_columns(decides=True)
    found = waiting.select(*KEY, "needs").join(situation.held, on=KEY, how="left")
    found = found.join(one, on=KEY, how="left").with_columns(
        pl.col("decides").fill_null(value=False)
    )
    return found.join(_dead_keys(situation), on=KEY, how="anti")


#: Each list by name.
ALL: Mapping[str, Callable[[Situation], pl.DataFrame]] = {
    "missed": missed,
    "not_entitled": not_entitled,
    "wrong_amount": wrong_amount,
    "soon": soon,
    "missing": missing,
}


def owed(past: Past, lines: pl.DataFrame) -> pl.DataFrame:
    """What was due less what was received in months in which both were: key, ``day``, ``gap``."""
    key = [*KEY, "day"]
    due = past.outcomes.filter(ENTITLED).join(lines.select(KEY), on=KEY, how="semi")
    both = due.join(past.held, on=key)
    return both.select(*key, gap=pl.col("amount") - pl.col("received"))


def overpaid(past: Past, lines: pl.DataFrame) -> pl.DataFrame:
    """What was received in months in which nothing was due, as a negative ``gap``."""
    key = [*KEY, "day"]
    got = past.held.join(lines.select(*KEY, "death_date"), on=KEY)
    due = past.outcomes.filter(ENTITLED | OPEN).select(*key, "status")
    not_due = pl.col("status").is_null() | (pl.col("death_date") <= pl.col("day"))
    return got.join(due, on=key, how="left").filter(not_due).select(*key, gap=-pl.col("received"))


def _with_months(
    lines: pl.DataFrame,
    situation: Situation,
    gaps: Callable[[Past, pl.DataFrame], pl.DataFrame],
) -> pl.DataFrame:
    """Add ``arrears`` (negative: paid too much), ``months`` and ``first`` month to lines.

    What has no amount has no arrears.
    """
    if situation.past is None or lines.is_empty():
        return lines.with_columns(
            arrears=pl.lit(None, pl.Int64),
            months=pl.lit(None, pl.Int32),
            first=pl.lit(None, pl.Date),
        )
    totals = (
        gaps(situation.past, lines)
        .join(situation.catalogue.frame.select("benefit", "counted"), on="benefit")
        .filter(pl.col("gap") != 0)
        .group_by(KEY)
        .agg(
            arrears=pl.when(pl.col("counted").first()).then(pl.col("gap").sum()),
            months=pl.len().cast(pl.Int32),
            first=pl.col("day").min(),
        )
    )
    return lines.join(totals, on=KEY, how="left")


def rightly_paid(situation: Situation) -> pl.DataFrame:
    """What would be paid by the law: key and ``amount`` due; what is undecided stays as it is."""
    now = situation.now.outcomes
    due = now.filter(ENTITLED).select(*KEY, "amount")
    undecided = now.filter(OPEN).select(KEY).join(situation.held, on=KEY)
    return pl.concat([due, undecided.select(*KEY, amount="received")])


def _dead_keys(situation: Situation) -> pl.DataFrame:
    """Every monthly benefit of everyone who has died; what is paid on a death stays."""
    ongoing = situation.catalogue.frame.filter(
        (pl.col("entity") == "Person") & pl.col("ongoing")
    ).select("benefit")
    return ongoing.join(situation.dead, how="cross")


def _is_open(column: str) -> pl.Expr:
    return pl.col(column).is_in([Status.UNDETERMINED, Status.SET_ASIDE]).fill_null(value=False)


def _paid(status: str, amount: str) -> pl.Expr:
    entitled = (pl.col(status) == Status.ENTITLED).fill_null(value=False)
    return pl.when(entitled).then(pl.col(amount)).otherwise(0)


def _empty_soon() -> pl.DataFrame:
    return pl.DataFrame(
        schema={
            "benefit": pl.Int16,
            "row": pl.Int64,
            "due": pl.Int64,
            "then": pl.Int64,
            "month": pl.Date,
        }
    )
