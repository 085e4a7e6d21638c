"""Figures of a run: people, cost, coverage, the lists by benefit and commune, poverty and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl

from ansinh.engine.outcome import Status
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.columns import LISTS
from ansinh.insight.frames import KEY
from ansinh.insight.tables.sums import Sums, sums_of

FORMAT, VERSION = "ansinh-results", 1
#: Payments a year. What is paid once is no yearly cost: what was paid within twelve months and what
#: is due today are different events; coming ones stand in ``months.parquet``.
_PER_YEAR = {"monthly": 12, "yearly": 1, "once": 0, "in kind": 1}

#: Amounts that are added up by payer, month and year.
_SUMMED = ("due", "received", "undecided", "gap")


#: What is counted of each benefit.
_COUNTED = (
    "entitled",
    "superseded",
    "undetermined",
    "set_aside",
    "due",
    "receiving",
    "received",
    "undecided",
    "covered",
)


class Totals:
    """Sums over chunks.

    Attributes:
        counts: ``people``, ``households`` and ``evaluations`` (people times dates).
        kernel_seconds: Time inside the machine code.
        set_aside: Reason → claims that could not be computed.
        unknown_codes: Code of a receipt that is none of the law → receipts.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.counts: Counter[str] = Counter()
        self.kernel_seconds = 0.0
        self.set_aside: Counter[str] = Counter()
        self.unknown_codes: Counter[str] = Counter()
        of_benefits = (*_COUNTED, *(name for name in LISTS if name != "missing"))
        of_communes = (*LISTS, "people", "households")
        self._benefits = Sums(["benefit"], dict.fromkeys(of_benefits, pl.Int64))
        self._communes = Sums(["commune_code", "commune"], dict.fromkeys(of_communes, pl.Int64))
        self._needs = Sums(["needs", "needs_name"], {"lines": pl.Int64, "waiting": pl.Int64})

    @property
    def sums(self) -> dict[str, Sums]:
        """All that is added up by group, by name."""
        return sums_of(self)

    def told(self) -> dict[str, Any]:
        """What is counted besides the sums, as JSON holds it; :meth:`take` adds it up."""
        return {
            "counts": dict(self.counts),
            "set_aside": dict(self.set_aside),
            "unknown_codes": dict(self.unknown_codes),
            "kernel_seconds": self.kernel_seconds,
        }

    def take(self, told: Mapping[str, Any]) -> None:
        """Add what a part told."""
        for name in ("counts", "set_aside", "unknown_codes"):
            getattr(self, name).update(told[name])
        self.kernel_seconds += told["kernel_seconds"]

    def add_benefits(self, outcomes: pl.DataFrame, held: pl.DataFrame) -> None:
        """Entitled, receiving and both, by benefit."""
        entitled = outcomes.filter(pl.col("status") == Status.ENTITLED)
        statuses = outcomes.group_by("benefit").agg(
            entitled=(pl.col("status") == Status.ENTITLED).sum(),
            superseded=(pl.col("status") == Status.SUPERSEDED).sum(),
            undetermined=(pl.col("status") == Status.UNDETERMINED).sum(),
            set_aside=(pl.col("status") == Status.SET_ASIDE).sum(),
            due=pl.col("amount").filter(pl.col("status") == Status.ENTITLED).sum(),
        )
        receiving = held.group_by("benefit").agg(
            receiving=pl.len(), received=pl.col("received").sum()
        )
        covered = entitled.join(held, on=KEY).group_by("benefit").agg(covered=pl.len())
        undecided = outcomes.filter(pl.col("status") == Status.UNDETERMINED).join(held, on=KEY)
        open_ = undecided.group_by("benefit").agg(undecided=pl.col("received").sum())
        for frame in (statuses, receiving, covered, open_):
            self._benefits.add(frame)
        aside = outcomes.filter(pl.col("status") == Status.SET_ASIDE)
        for why, count in aside.group_by("why").len().iter_rows():
            self.set_aside[str(why)] += count

    def add_list(self, name: str, lines: pl.DataFrame) -> None:
        """Lines of a list by benefit and by commune; ``lines`` are labelled."""
        if "number" in lines.columns:
            by_benefit = lines.group_by("number").agg(pl.len().alias(name))
            self._benefits.add(by_benefit.rename({"number": "benefit"}))
        else:
            by_need = lines.group_by(self._needs.keys)
            self._needs.add(by_need.agg(lines=pl.len(), waiting=pl.col("waiting").sum()))
        self._communes.add(lines.group_by(self._communes.keys).agg(pl.len().alias(name)))

    def add_people(self, homes: pl.DataFrame) -> None:
        """People and households by commune."""
        self.counts["people"] += int(homes["members"].sum())
        self.counts["households"] += homes.height
        by_commune = homes.group_by(self._communes.keys)
        self._communes.add(by_commune.agg(people=pl.col("members").sum(), households=pl.len()))

    # --- answers ----------------------------------------------------------------------------------

    def benefits(self) -> pl.DataFrame:
        """One row a benefit that anybody is entitled to, receives or waits for."""
        sums = self._benefits.total()
        if sums.is_empty():
            return pl.DataFrame()
        return sums.join(self.catalogue.frame, on="benefit").sort("benefit")

    def as_summary(self, written: Mapping[str, int]) -> dict[str, Any]:
        """Everything but what only the caller knows (paths, dates, the kernel)."""
        benefits = [_benefit(row) for row in self.benefits().iter_rows(named=True)]
        return {
            "people": self.counts["people"],
            "households": self.counts["households"],
            "lists": dict(written),
            "cost": _cost(benefits),
            "coverage": _coverage(benefits),
            "benefits": benefits,
            "needs": self._needs_rows(),
            "communes": self._commune_rows(),
            "set_aside": dict(self.set_aside),
            "unknown_receipt_codes": dict(self.unknown_codes),
            "timing": {
                "kernel_seconds": round(self.kernel_seconds, 4),
                "evaluations": self.counts["evaluations"],
                "people_per_kernel_second": _rate(self.counts["evaluations"], self.kernel_seconds),
            },
        }

    def _needs_rows(self) -> list[dict[str, Any]]:
        sums = self._needs.total()
        if sums.is_empty():
            return []
        return sums.sort("waiting", "needs", descending=[True, False]).to_dicts()

    def _commune_rows(self) -> list[dict[str, Any]]:
        sums = self._communes.total()
        return [] if sums.is_empty() else sums.sort("commune_code", nulls_last=True).to_dicts()


def _benefit(row: dict[str, Any]) -> dict[str, Any]:
    """One benefit as the summary holds it; amounts per payment, ``…_year`` over a year.

    ``undecided`` is received by people of whom nobody knows whether it is due; the ``gap`` is what
    is due less what is received by the others.
    """
    keep = (
        "code",
        "name",
        "entity",
        "paid",
        "payer",
        "domain",
        "unit",
        "on_request",
        "counted",
        "recorded",
        "article",
        "entitled",
        "receiving",
        "covered",
        "superseded",
        "undetermined",
        "set_aside",
        "missed",
        "not_entitled",
        "wrong_amount",
        "soon",
    )
    found = {name: row[name] for name in keep}
    if row["counted"]:
        times = _PER_YEAR.get(row["paid"], 1)
        found |= {name: row[name] for name in ("due", "received", "undecided")}
        found["gap"] = row["due"] - row["received"] + row["undecided"]
        found |= {f"{name}_year": found[name] * times for name in _SUMMED}
    return found


def _cost(benefits: list[dict[str, Any]]) -> dict[str, Any]:
    """Đồng a month (monthly benefits) and a year (those and yearly ones), in all and by payer."""
    counted = [row for row in benefits if row["counted"] and row["unit"] == "VND"]
    payers = sorted({row["payer"] for row in counted})
    return {
        **_sums(counted),
        "by_payer": {p: _sums([row for row in counted if row["payer"] == p]) for p in payers},
    }


def _sums(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    monthly = [row for row in rows if row["paid"] == "monthly"]
    return {
        "month": {name: sum(row[name] for row in monthly) for name in _SUMMED},
        "year": {name: sum(row[f"{name}_year"] for row in rows) for name in _SUMMED},
    }


def _coverage(benefits: list[dict[str, Any]]) -> dict[str, Any]:
    """Of what people are entitled to, how much they receive.

    A mere status is left out, and what no roll records.
    """
    paid = [row for row in benefits if row["recorded"] and row["unit"] != "status"]
    entitled = sum(row["entitled"] for row in paid)
    covered = sum(row["covered"] for row in paid)
    return {
        "entitled": entitled,
        "covered": covered,
        "share": covered / entitled if entitled else None,
    }


def _rate(count: int, seconds: float) -> int | None:
    return round(count / seconds) if seconds else None
