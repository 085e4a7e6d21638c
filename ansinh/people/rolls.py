"""What is due by the law, asked in the form that payment rolls are made from."""

from __future__ import annotations

import enum
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import polars as pl
import pyarrow as pa

from ansinh.engine import ir
from ansinh.engine.book import LawBook
from ansinh.engine.tables import Tables

Numbers = np.ndarray[Any, Any]

#: Entity that is paid → the table of what it is paid.
ROLL_TABLES = {"Person": "Receipt", "Household": "HouseholdReceipt"}


class Mistake(enum.StrEnum):
    """Kinds of planted mistakes; the values stand in ``truth.parquet``."""

    MISSED = "missed"
    MISSING_PAPER = "missing paper"
    ENDED_STILL_PAID = "ended still paid"
    DEAD_STILL_PAID = "dead still paid"
    WRONG_AMOUNT = "wrong amount"
    OLD_LEVEL = "old level"
    TWO_PLACES = "paid in two places"
    SAME_PERSON = "same person twice"


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
    def is_counted(self) -> bool:
        """Whether it comes in amounts, unlike a card or a recognition."""
        return self.unit not in ("status", "card")

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


class Law(Protocol):
    """Outcomes of some benefits on some days, as the kernel gives them."""

    def __call__(
        self, tables: Tables, days: Sequence[date], known: date, benefits: Sequence[str], own: int
    ) -> pa.Table:
        """Of the first ``own`` households, by the law as known on ``known``."""


@dataclass(frozen=True)
class Rolls:
    """How to learn what is due.

    Attributes:
        law: What is due to whom.
        benefits: Code → kind of every benefit; a benefit's number is its place here.
        rises: Days on which a figure changes that something paid monthly hangs on.
        following: Benefits that hang on what else is received.
        rivals: Benefits that one of those may give way to.
    """

    law: Law
    benefits: Mapping[str, Kind]
    rises: tuple[date, ...] = ()
    following: frozenset[str] = frozenset()
    rivals: frozenset[str] = frozenset()

    @classmethod
    def of_law(cls, book: LawBook) -> Rolls:
        """What is due by the law, computed by the kernel."""
        kinds, following = kinds_of(book), following_of(book)
        rivals = rivals_of(book, following)
        return cls(Compiled(book), kinds, rises_of(book, kinds), following, rivals)

    @cached_property
    def codes(self) -> list[str]:
        """Benefit of each number."""
        return list(self.benefits)

    @cached_property
    def kinds(self) -> list[Kind]:
        """Kind of each number."""
        return list(self.benefits.values())

    @cached_property
    def is_personal(self) -> Numbers:
        """Whether each benefit is a person's, not a household's."""
        return np.array([kind.entity == "Person" for kind in self.kinds], dtype=bool)

    def numbers(self, codes: Sequence[str]) -> Numbers:
        """Number of each code."""
        return np.array([self.codes.index(code) for code in codes], dtype=np.int16)

    def flags(self, name: str) -> Numbers:
        """Whether each benefit is ``name``, a property of :class:`Kind`."""
        return np.array([bool(getattr(kind, name)) for kind in self.kinds], dtype=bool)

    def outcomes(
        self, tables: Tables, days: Sequence[date], known: date, benefits: Sequence[str], own: int
    ) -> pl.DataFrame:
        """Outcomes that are not a plain no.

        Returns:
            ``day`` (place in ``days``), ``benefit`` (number), ``row``, ``status``, ``amount``,
            ``needs`` (a fact).
        """
        found = self.law(tables, days, known, benefits, own)
        plain = {
            "day": found.column("date").cast(pa.int16()),
            "benefit": _numbers(found.column("benefit"), self.codes),
            "row": found.column("row").cast(pa.int64()),
            "status": found.column("status").cast(pa.int8()),
            "amount": found.column("amount").cast(pa.int64()),
            "needs": found.column("needs"),
        }
        frame = pl.from_arrow(pa.table(plain))
        assert isinstance(frame, pl.DataFrame)
        return frame

    def due(self, tables: Tables, day: date) -> pl.DataFrame:
        """Outcomes on ``day``: ``entity``, ``row``, ``benefit`` (code), ``status``, ``amount``."""
        found = self.outcomes(tables, [day], day, self.codes, tables.size("Household"))
        entities = [kind.entity for kind in self.kinds]
        places = found["benefit"]
        return found.select(
            entity=places.replace_strict(range(len(entities)), entities, return_dtype=pl.String),
            row="row",
            benefit=places.replace_strict(range(len(entities)), self.codes, return_dtype=pl.String),
            status="status",
            amount="amount",
        )


class Compiled:
    """The law as the kernel runs it, one kernel for each set of benefits asked for."""

    def __init__(self, book: LawBook) -> None:
        self.book = book
        self._kernels: dict[tuple[str, ...], Any] = {}

    def __reduce__(self) -> tuple[type[Compiled], tuple[LawBook]]:
        return Compiled, (self.book,)

    def __call__(
        self, tables: Tables, days: Sequence[date], known: date, benefits: Sequence[str], own: int
    ) -> pa.Table:
        """See :class:`Law`; one thread."""
        kernel = self._kernel(tuple(benefits))
        dates = [(day, known) for day in days]
        return kernel.run(tables, dates, threads=1, own=own).outcomes

    def _kernel(self, benefits: tuple[str, ...]) -> Any:
        from ansinh.engine.kernel import Kernel

        if benefits not in self._kernels:
            self._kernels[benefits] = Kernel(self.book, benefits)
        return self._kernels[benefits]


def kinds_of(book: LawBook) -> dict[str, Kind]:
    """The kind of every benefit of a book that rolls record."""
    found = {}
    for code, rule in book.benefits.items():
        info = rule.benefit
        assert info is not None
        if info.is_recorded:
            found[code] = Kind(rule.entity, info.paid, info.unit, info.domain, info.on_request)
    return found


def rises_of(book: LawBook, kinds: Mapping[str, Kind]) -> tuple[date, ...]:
    """Days on which a figure changes that something paid monthly in đồng hangs on."""
    monthly = [book.benefits[code].key for code, kind in kinds.items() if kind.is_money]
    program = book.program
    read = {path for key in program.closure(monthly) for path in program.rules[key].parameters}
    days = {value.effect for path in read for value in book.parameters[path].values}
    return tuple(sorted(days))


def following_of(book: LawBook) -> frozenset[str]:
    """Benefits that read the payment rolls."""
    return frozenset(
        code
        for code, rule in book.benefits.items()
        if any(_reads_rolls(book, key) for key in book.program.closure([rule.key]))
    )


def rivals_of(book: LawBook, codes: frozenset[str]) -> frozenset[str]:
    """Benefits that compete with some others."""
    meets = (set(item.among) for item in book.interactions if codes & set(item.among))
    return frozenset().union(*meets) - codes


def _reads_rolls(book: LawBook, key: str) -> bool:
    rolls = ROLL_TABLES.values()
    nodes = book.program.rules[key].nodes
    return any(isinstance(node, ir.ReadFact) and node.of.entity in rolls for node in nodes)


def _numbers(column: pa.ChunkedArray, codes: list[str]) -> pa.Array:
    """Place in ``codes`` of each text of a column."""
    whole = column.combine_chunks()
    if not pa.types.is_dictionary(whole.type):
        whole = whole.cast(pa.string()).dictionary_encode()
    place = {code: number for number, code in enumerate(codes)}
    places = np.array([place.get(code, -1) for code in whole.dictionary.to_pylist()] or [-1])
    return pa.array(places.astype(np.int16)[whole.indices.to_numpy(zero_copy_only=False)])


def draws(seed: int, ids: Numbers, which: Numbers, names: Sequence[str], salt: str) -> Numbers:
    """A number in [0, 1) for each id and what it is about, ``names[which]``, and ``salt``."""
    salts = np.array([zlib.crc32(f"{salt} {name}".encode()) for name in names], dtype=np.uint64)
    with np.errstate(over="ignore"):
        mixed = ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        mixed += salts[which] << np.uint64(20)
        mixed += np.uint64(seed % 2**31) * np.uint64(0xD1B54A32D192ED03)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        mixed ^= mixed >> np.uint64(31)
    return np.asarray((mixed >> np.uint64(11)) / float(2**53))
