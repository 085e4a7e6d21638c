"""Figures of a run: people, cost, coverage, the lists by benefit and commune, poverty and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from ansinh.engine.outcome import Status
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.columns import LISTS
from ansinh.insight.frames import KEY

FORMAT, VERSION = "ansinh-results", 1
#: Payments a year. What is paid once is no yearly cost: what was paid within twelve months and what
#: is due today are different events; coming ones stand in ``months.parquet``.
_PER_YEAR = {"monthly": 12, "yearly": 1, "once": 0, "in kind": 1}

#: Amounts that are added up by payer, month and year.
_SUMMED = ("due", "received", "undecided", "gap")


@dataclass
class Totals:
    """Sums over chunks."""

    catalogue: Catalogue
    people: int = 0
    households: int = 0
    kernel_seconds: float = 0.0
    evaluations: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    unknown_codes: Counter[str] = field(default_factory=Counter)
    _benefits: list[pl.DataFrame] = field(default_factory=list)
    _communes: list[pl.DataFrame] = field(default_factory=list)
    _needs: list[pl.DataFrame] = field(default_factory=list)

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
        self._benefits += [statuses, receiving, covered, open_]

    def add_list(self, name: str, lines: pl.DataFrame) -> None:
        """Lines of a list by benefit and by commune; ``lines`` are labelled."""
        if "number" in lines.columns:
            by_benefit = lines.group_by("number").agg(pl.len().alias(name))
            self._benefits.append(by_benefit.rename({"number": "benefit"}))
        else:
            by_need = ("needs", "needs_name")
            self._needs.append(
                lines.group_by(by_need).agg(lines=pl.len(), waiting=pl.col("waiting").sum())
            )
        keys = ["commune_code", "commune"]
        self._communes.append(lines.group_by(keys).agg(pl.len().alias(name)))

    def add_people(self, homes: pl.DataFrame) -> None:
        """People and households by commune."""
        keys = ["commune_code", "commune"]
        self._communes.append(
            homes.group_by(keys).agg(people=pl.col("members").sum(), households=pl.len())
        )

    # --- answers ----------------------------------------------------------------------------------

    def benefits(self) -> pl.DataFrame:
        """One row a benefit that anybody is entitled to, receives or waits for."""
        if not self._benefits:
            return pl.DataFrame()
        sums = pl.concat(self._benefits, how="diagonal").group_by("benefit").sum()
        wanted = [
            "entitled",
            "superseded",
            "undetermined",
            "set_aside",
            "due",
            "receiving",
            "received",
            "undecided",
            "covered",
            *(name for name in LISTS if name != "missing"),
        ]
        for name in wanted:
            if name not in sums.columns:
                sums = sums.with_columns(pl.lit(0, pl.Int64).alias(name))
        sums = sums.with_columns(pl.col(name).fill_null(0).cast(pl.Int64) for name in wanted)
        return sums.join(self.catalogue.frame, on="benefit").sort("benefit")

    def as_summary(self, written: Mapping[str, int]) -> dict[str, Any]:
        """Everything but what only the caller knows (paths, dates, the kernel)."""
        benefits = [_benefit(row) for row in self.benefits().iter_rows(named=True)]
        return {
            "people": self.people,
            "households": self.households,
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
                "evaluations": self.evaluations,
                "people_per_kernel_second": _rate(self.evaluations, self.kernel_seconds),
            },
        }

    def _needs_rows(self) -> list[dict[str, Any]]:
        if not self._needs:
            return []
        sums = pl.concat(self._needs).group_by("needs", "needs_name").sum()
        return sums.sort("waiting", descending=True).to_dicts()

    def _commune_rows(self) -> list[dict[str, Any]]:
        if not self._communes:
            return []
        rows = pl.concat(self._communes, how="diagonal").group_by("commune_code", "commune").sum()
        return rows.fill_null(0).sort("commune_code", nulls_last=True).to_dicts()


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
