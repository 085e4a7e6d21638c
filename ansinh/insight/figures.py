"""Every table of the report, filled chunk by chunk and written at the end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.insight.catalogue import Catalogue
from ansinh.insight.lacks import lacks
from ansinh.insight.standard import Standard
from ansinh.insight.tables.coverage import Coverage
from ansinh.insight.tables.deprivation import Deprivation
from ansinh.insight.tables.gaps import gaps
from ansinh.insight.tables.groups import Labels
from ansinh.insight.tables.months import Months
from ansinh.insight.tables.near import Near
from ansinh.insight.tables.poverty import Poverty
from ansinh.insight.tables.services import Services
from ansinh.insight.tables.silent import Silent
from ansinh.insight.tables.sums import Sums, sums_of
from ansinh.insight.tables.why import Why
from ansinh.insight.view import View

FOLDER = "tables"


class Figures:
    """The tables of one run."""

    def __init__(self, catalogue: Catalogue, standard: Standard) -> None:
        self.standard = standard
        self.labels = Labels()
        self.coverage, self.why = Coverage(catalogue), Why(catalogue)
        self.silent, self.months = Silent(catalogue), Months(catalogue)
        self.poverty = Poverty(catalogue)
        self.deprivation, self.near = Deprivation(standard), Near(standard)
        self.services = Services(lacks(standard))
        self._of_views = (
            self.coverage,
            self.why,
            self.silent,
            self.months,
            self.poverty,
            self.deprivation,
            self.near,
        )

    def add(self, view: View) -> None:
        """Add a chunk to every table."""
        self.labels.learn(view.homes)
        for table in self._of_views:
            table.add(view)

    @property
    def sums(self) -> dict[str, Sums]:
        """All that is added up, by table and name."""
        return sums_of(*self._of_views, self.services)

    def frames(self, failed: Mapping[tuple[str, str], int]) -> dict[str, pl.DataFrame]:
        """Table → its rows; ``failed`` as :meth:`Why.frame` takes it."""
        labels = self.labels
        return {
            "coverage": self.coverage.frame(labels),
            "why": self.why.frame(failed),
            "silent": self.silent.frame(self.coverage.claims_by_commune(), labels),
            "poverty": self.poverty.frame(labels),
            "deprivation": self.deprivation.frame(labels),
            "gaps": gaps(self.poverty.rates),
            "near": self.near.frame(labels),
            "months": self.months.frame(),
            "services": self.services.frame(labels),
        }


def write_tables(folder: Path, frames: Mapping[str, pl.DataFrame]) -> None:
    """Write each table as a Parquet file into the folder ``tables``."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    for name, frame in frames.items():
        frame.write_parquet(place / f"{name}.parquet", compression="zstd")


def told_in_summary(frames: Mapping[str, pl.DataFrame], payments: list[str]) -> dict[str, Any]:
    """What the summary holds of the tables: accuracy, reasons, services, silent places."""
    paid = frames["why"].filter(pl.col("benefit").is_in(payments))
    why = paid.group_by("reason", "detail", "label", "label_en").agg(pl.col("people").sum())
    silent = frames["silent"].filter("silent")
    return {
        "accuracy": frames["accuracy"].to_dicts() if "accuracy" in frames else [],
        "why": why.sort("people", "reason", "detail", descending=[True, False, False]).to_dicts(),
        "services": frames["services"].filter(pl.col("dimension") == "all").to_dicts(),
        "silent": {"places": silent["group"].n_unique(), "tests": silent.height},
    }
