"""What is paid: decide from what is due, with mistakes of a known kind planted.

Every decision hangs on the person's or household's id, the benefit and the seed alone, so that it
is the same whatever chunk it is made in.
"""

from __future__ import annotations

import enum
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from ansinh.engine.book import LawBook
from ansinh.engine.dates import add_months
from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables

Numbers = np.ndarray[Any, Any]

#: Due and not on the roll.
MISSED = 0.05
#: Monthly money still paid at the level before the last, and at the one before that.
LAST_LEVEL, LEVEL_BEFORE = 0.04, 0.015
#: Of those whose coefficient changed within a year: still paid by the old one.
OLD_COEFFICIENT = 0.5
#: Due a year ago, not now: still paid, when dead and when alive.
DEAD_STILL_PAID, ENDED_STILL_PAID = 0.25, 0.15
#: Paid a second time by another commune.
DOUBLE = 0.004
#: Statuses that are given on request: share of those in question who asked.
ASKED = 0.3
#: Standard level of social assistance: now, before July 2026, before July 2024 (đồng a month).
LEVELS = (540_000, 500_000, 360_000)
#: Rolls of how long ago may still hold somebody who is due nothing now.
MONTHS_BACK = 12


class Mistake(enum.StrEnum):
    """Kinds of planted mistakes; the values stand in ``planted.parquet``."""

    MISSED = "missed"
    DEAD_STILL_PAID = "dead still paid"
    ENDED_STILL_PAID = "ended still paid"
    OUTDATED_LEVEL = "outdated level"
    OLD_COEFFICIENT = "old coefficient"
    DOUBLE = "paid twice"


@dataclass(frozen=True)
class Kind:
    """What the rolls must know of a benefit; see :class:`ansinh.engine.declare.BenefitInfo`."""

    entity: str
    paid: str
    unit: str = "VND"
    domain: str = ""
    on_request: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether it is received until something ends it."""
        return self.paid in ("monthly", "in kind")

    @property
    def is_money(self) -> bool:
        """Whether its amount is đồng a month."""
        return self.paid == "monthly" and self.unit == "VND"

    @property
    def is_status(self) -> bool:
        """Whether it is a recognition and no payment."""
        return self.unit == "status"

    def group(self, code: str) -> str:
        """Code of the receipt group that it is booked under."""
        if self.is_status:
            return "recognition"
        if self.unit == "card":
            return "health_card"
        if code.endswith(".social_pension"):
            return "social_pension"
        if ".care_" in code:
            return "care_support"
        upkeep = code.endswith(".institution_upkeep")
        return (
            "social_assistance"
            if self.is_money and self.domain == "assistance" and (not upkeep)
            else "other"
        )


#: Outcomes on a day that are not a plain no: entity, row, benefit, status, amount.
Entitlements = Callable[[Tables, date], pa.Table]


@dataclass(frozen=True)
class Rolls:
    """How to learn what is due.

    Attributes:
        entitlements: Outcomes of some households on a day, as the kernel gives them.
        benefits: Code → kind of every benefit.
    """

    entitlements: Entitlements
    benefits: Mapping[str, Kind]

    @classmethod
    def of_law(cls, book: LawBook) -> Rolls:
        """What is due by the law, computed by the kernel."""
        from ansinh.engine.kernel import Kernel

        kernel = Kernel(book)

        def entitlements(tables: Tables, day: date) -> pa.Table:
            return kernel.run(tables, [(day, day)]).outcomes

        return cls(entitlements, kinds_of(book))

    def due(self, tables: Tables, day: date) -> pl.DataFrame:
        """Outcomes on ``day``: ``entity``, ``row``, ``benefit``, ``status``, ``amount``."""
        found = self.entitlements(tables, day)
        columns = {
            name: found.column(name).cast(kind)
            for name, kind in (
                ("entity", pa.string()),
                ("row", pa.int64()),
                ("benefit", pa.string()),
                ("status", pa.int8()),
                ("amount", pa.int64()),
            )
        }
        frame = pl.from_arrow(pa.table(columns))
        assert isinstance(frame, pl.DataFrame)
        return frame


def kinds_of(book: LawBook) -> dict[str, Kind]:
    """The kind of every benefit of a book."""
    found = {}
    for code, rule in book.benefits.items():
        info = rule.benefit
        assert info is not None
        found[code] = Kind(rule.entity, info.paid, info.unit, info.domain, info.on_request)
    return found


@dataclass
class Decided:
    """Lines of the rolls and the mistakes among them.

    Attributes:
        lines: ``entity``, ``row``, ``id``, ``benefit``, ``amount``, ``elsewhere`` (paid by another
            commune), ``since`` and ``until`` (null where nothing says).
        planted: ``entity``, ``row``, ``id``, ``benefit``, ``kind``, ``due``, ``received``.
    """

    lines: pl.DataFrame
    planted: pl.DataFrame


def decide(now: pl.DataFrame, past: pl.DataFrame, kinds: Mapping[str, Kind], seed: int) -> Decided:
    """Who is paid what, given what is due ``now`` and what was due a year ago.

    Both frames have ``entity``, ``row``, ``id``, ``benefit``, ``status``, ``amount`` and ``dead``.
    """
    key = ["entity", "row", "benefit"]
    entitled = pl.col("status") == Status.ENTITLED
    before = past.filter(entitled).select(*key, earlier="amount")
    due = now.filter(entitled & ~pl.col("dead")).join(before, on=key, how="left")
    paid = _paid(due, kinds, seed)
    over = past.filter(entitled).join(now, on=key, how="anti")
    return _together(paid, _still_paid(over, kinds, seed))


def _paid(due: pl.DataFrame, kinds: Mapping[str, Kind], seed: int) -> pl.DataFrame:
    """Each due claim with what is ``received`` and the ``kind`` of mistake, if any."""
    first, second = draws(seed, due, "paid"), draws(seed, due, "twice")
    amount = due["amount"].to_numpy()
    earlier = due["earlier"].fill_null(-1).to_numpy()
    money, status, asked_for = (
        _flags(due, kinds, test)
        for test in (
            lambda k: k.is_money,
            lambda k: k.is_status,
            lambda k: k.is_status and k.on_request,
        )
    )
    new, last, oldest = LEVELS
    on_level = money & (amount > 0) & (amount * last % new == 0) & (amount * oldest % new == 0)
    moved_on = on_level & (earlier > 0) & (earlier * new % last == 0)
    renewed = np.where(moved_on, earlier * new // last, amount)
    lower = np.where(first >= MISSED + LAST_LEVEL, oldest, last)
    conditions = [
        status,
        first < MISSED,
        on_level & (first < MISSED + LAST_LEVEL + LEVEL_BEFORE),
        (renewed != amount) & (second < OLD_COEFFICIENT),
        second > 1 - DOUBLE,
    ]
    kind = np.select(
        conditions,
        [
            "",
            Mistake.MISSED,
            Mistake.OUTDATED_LEVEL,
            Mistake.OLD_COEFFICIENT,
            Mistake.DOUBLE,
        ],
        "",
    )
    received = np.select(conditions[1:4], [0, amount * lower // new, renewed], amount)
    listed = np.where(status, asked_for & (first < ASKED), kind != Mistake.MISSED)
    return due.with_columns(
        received=pl.Series(received),
        kind=pl.Series(kind.astype(object), dtype=pl.String),
        listed=pl.Series(listed),
        due="amount",
    )


def _still_paid(over: pl.DataFrame, kinds: Mapping[str, Kind], seed: int) -> pl.DataFrame:
    """Claims that ended within the year and go on being paid by mistake, at today's level."""
    luck = draws(seed, over, "over")
    dead = over["dead"].to_numpy()
    goes_on = _flags(over, kinds, lambda k: k.goes_on and not k.is_status)
    kept = goes_on & (luck < np.where(dead, DEAD_STILL_PAID, ENDED_STILL_PAID))
    amount = over["amount"].to_numpy()
    new, last, _ = LEVELS
    raised = _flags(over, kinds, lambda k: k.is_money) & (amount * new % last == 0)
    kind = np.where(dead, Mistake.DEAD_STILL_PAID, Mistake.ENDED_STILL_PAID)
    return over.with_columns(
        received=pl.Series(np.where(raised, amount * new // last, amount)),
        kind=pl.Series(kind.astype(object), dtype=pl.String),
        listed=pl.Series(kept),
        due=pl.lit(0, pl.Int64),
    ).filter(pl.col("listed"))


def _together(paid: pl.DataFrame, over: pl.DataFrame) -> Decided:
    columns = ["entity", "row", "id", "benefit", "kind", "due", "received", "listed"]
    every = pl.concat([paid.select(columns), over.select(columns)])
    lines = every.filter("listed").select(
        "entity",
        "row",
        "id",
        "benefit",
        amount="received",
        elsewhere=pl.lit(value=False),
        since=pl.lit(None, pl.Date),
        until=pl.lit(None, pl.Date),
        kind="kind",
    )
    twice = lines.filter(pl.col("kind") == Mistake.DOUBLE).with_columns(
        elsewhere=pl.lit(value=True)
    )
    planted = every.filter(pl.col("kind") != "").drop("listed")
    return Decided(pl.concat([lines, twice]).drop("kind"), planted)


def draws(seed: int, frame: pl.DataFrame, salt: str) -> Numbers:
    """A number in [0, 1) for each row, of its ``entity``, ``id`` and ``benefit``, and ``salt``."""
    texts = frame.select(pl.concat_str("entity", "benefit", separator=" "))[:, 0]
    names = texts.unique(maintain_order=True)
    salts = np.array([zlib.crc32(f"{salt} {name}".encode()) for name in names], dtype=np.uint64)
    place = texts.replace_strict(names, pl.arange(len(names), eager=True)).to_numpy()
    with np.errstate(over="ignore"):
        mixed = frame["id"].to_numpy().astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        mixed += (salts[place.astype(np.int64)] if len(frame) else salts[:0]) << np.uint64(20)
        mixed += np.uint64(seed % 2**31) * np.uint64(0xD1B54A32D192ED03)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        mixed ^= mixed >> np.uint64(31)
    return np.asarray((mixed >> np.uint64(11)) / float(2**53))


def year_before(day: date) -> date:
    """The day whose rolls may still be paid by mistake."""
    return add_months(day, -MONTHS_BACK)


def _flags(frame: pl.DataFrame, kinds: Mapping[str, Kind], test: Callable[[Kind], bool]) -> Numbers:
    wanted = [code for code, kind in kinds.items() if test(kind)]
    return np.asarray(frame["benefit"].is_in(wanted).to_numpy(), dtype=bool)
