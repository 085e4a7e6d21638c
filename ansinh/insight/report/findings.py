"""What a run left in its folder, read for the report. What is not there reads as an empty table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.engine.errors import DataError
from ansinh.insight.columns import LISTS, schema_of
from ansinh.insight.report.wording import Text

_TEXT, _WHOLE, _REAL = pl.String, pl.Int64, pl.Float64
_GROUP = {"dimension": _TEXT, "group": _TEXT, "label": _TEXT, "label_en": _TEXT}
_BENEFIT = {"benefit": _TEXT, "name": _TEXT, "name_en": _TEXT}
_COUNTS = (
    "entitled",
    "receiving",
    "covered",
    "missed",
    "not_entitled",
    "wrong_amount",
    "undetermined",
    "due",
    "received",
)

#: Columns the report reads, by table.
SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "coverage": {
        **_GROUP,
        **_BENEFIT,
        "payer": _TEXT,
        "paid": _TEXT,
        "unit": _TEXT,
        "counted": pl.Boolean,
        **dict.fromkeys(_COUNTS, _WHOLE),
        "take_up": _REAL,
        "take_up_low": _REAL,
        "take_up_high": _REAL,
    },
    "why": {
        **_BENEFIT,
        "reason": _TEXT,
        "detail": _TEXT,
        "label": _TEXT,
        "label_en": _TEXT,
        "people": _WHOLE,
    },
    "silent": {
        "group": _TEXT,
        "label": _TEXT,
        **_BENEFIT,
        "measure": _TEXT,
        "entitled": _WHOLE,
        "observed": _WHOLE,
        "expected": _REAL,
        "ratio": _REAL,
        "p": _REAL,
        "q": _REAL,
        "silent": pl.Boolean,
    },
    "poverty": {
        **_GROUP,
        "stage": _TEXT,
        "name": _TEXT,
        "people": _WHOLE,
        "people_unknown": _WHOLE,
        "headcount": _REAL,
        "gap": _REAL,
        "severity": _REAL,
        "gini": _REAL,
        "mean_income": _REAL,
        "se_headcount": _REAL,
    },
    "deprivation": {
        **_GROUP,
        "measure": _TEXT,
        "indicator": _TEXT,
        "indicator_label": _TEXT,
        "indicator_label_en": _TEXT,
        "value": _REAL,
    },
    "gaps": {
        "between": _TEXT,
        "label": _TEXT,
        "label_en": _TEXT,
        "stage": _TEXT,
        "headcount_points": _REAL,
        "gap_points": _REAL,
        "income_ratio": _REAL,
    },
    "near": {
        **_GROUP,
        "state": _TEXT,
        "reason": _TEXT,
        "reason_label": _TEXT,
        "reason_label_en": _TEXT,
        "households": _WHOLE,
        "people": _WHOLE,
    },
    "months": {
        "month": pl.Date,
        **_BENEFIT,
        "payer": _TEXT,
        "paid": _TEXT,
        "entitled": _WHOLE,
        "due": _WHOLE,
    },
    "services": {
        **_GROUP,
        **dict.fromkeys(
            (
                "lack",
                "service",
                "service_label",
                "service_label_en",
                "entity",
                "lack_label",
                "lack_label_en",
            ),
            _TEXT,
        ),
        **dict.fromkeys(("asked", "known", "using", "lacking", "mended"), _WHOLE),
        **dict.fromkeys(("share", "share_low", "share_high"), _REAL),
    },
    "accuracy": {
        "kind": _TEXT,
        "label": _TEXT,
        "label_en": _TEXT,
        "planted": _WHOLE,
        "lines": _WHOLE,
        "hits": _WHOLE,
        "waiting": _WHOLE,
        "precision": _REAL,
        "recall": _REAL,
    },
}
_PAIRS = {"commune": _TEXT, "other_commune": _TEXT, "probability": _REAL, "both_paid": pl.Boolean}
_FACTS = {"kind": _TEXT, "commune": _TEXT, "what": _TEXT, "what_en": _TEXT}


class Findings:
    """A results folder, read.

    Args:
        folder: What ``ansinh run`` wrote.

    Raises:
        DataError: it is no results folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / "summary.json"
        try:
            self.summary: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise DataError(
                f"{folder} holds no summary.json; expected a folder that “ansinh run” made"
            ) from None
        except ValueError as error:
            raise DataError(f"{path} is not JSON: {error}") from None
        if self.summary.get("format") != "ansinh-results":
            raise DataError(
                f"{path}: format is {self.summary.get('format')!r}, expected 'ansinh-results'"
            )

    @property
    def date(self) -> date:
        """The day asked about."""
        return date.fromisoformat(self.summary["date"])

    @cached_property
    def _tables(self) -> dict[str, pl.DataFrame]:
        return {
            name: _read(self.folder / "tables" / f"{name}.parquet", schema)
            for name, schema in SCHEMAS.items()
        }

    def table(self, name: str, dimension: str | None = None) -> pl.DataFrame:
        """A table of the report; of one ``dimension`` where it has several."""
        table = self._tables[name]
        return table if dimension is None else table.filter(pl.col("dimension") == dimension)

    def listed(self, name: str, *columns: str) -> pl.DataFrame:
        """Some columns of a list, such as ``missed``."""
        schema = schema_of(name)
        return _read(self.folder / f"{name}.parquet", {name: schema[name] for name in columns})

    @cached_property
    def duplicates(self) -> pl.DataFrame | None:
        """Pairs that may be one person; None if they were not looked for."""
        path = self.folder / "duplicates.parquet"
        return _read(path, _PAIRS) if path.exists() else None

    @cached_property
    def impossible(self) -> pl.DataFrame | None:
        """Facts that cannot be; None if they were not looked for."""
        path = self.folder / "impossible.parquet"
        return _read(path, _FACTS) if path.exists() else None

    def lines(self, name: str) -> int:
        """Lines of a list."""
        return int(self.summary.get("lists", {}).get(name, 0))

    def recognitions(self, name: str) -> int:
        """Lines of a list that are about a mere status, such as being a poor household."""
        rows = self.summary.get("benefits", [])
        return sum(row.get(name) or 0 for row in rows if row["unit"] == "status")

    @cached_property
    def communes(self) -> dict[str, str]:
        """Code → name of the communes that people live in."""
        rows = self.summary.get("communes", [])
        return {
            row["commune_code"]: row["commune"] or row["commune_code"]
            for row in rows
            if row["commune_code"] and row.get("people")
        }

    @cached_property
    def people_by_commune(self) -> dict[str, int]:
        """Code of a commune → people."""
        rows = self.summary.get("communes", [])
        return {row["commune_code"]: row["people"] for row in rows if row["commune_code"]}


def _read(path: Path, schema: Mapping[str, Any]) -> pl.DataFrame:
    """Columns of a Parquet file in the types expected; no rows if there is no file.

    Raises:
        DataError: a column is lacking or of another type.
    """
    if not path.exists():
        return pl.DataFrame(schema=dict(schema))
    try:
        lazy = pl.scan_parquet(path)
        lacking = sorted(set(schema) - set(lazy.collect_schema().names()))
        if lacking:
            raise DataError(f"{path}: no column {', '.join(lacking)}; run “ansinh run” again")
        wanted = lazy.select(pl.col(name).cast(kind) for name, kind in schema.items())
        return wanted.with_columns(pl.col(pl.Float64).fill_nan(None)).collect()
    except pl.exceptions.PolarsError as error:
        raise DataError(f"{path} is not as “ansinh run” writes it: {error}") from error


def label_of(row: Mapping[str, Any], prefix: str = "label") -> Text:
    """The two labels of a row."""
    vi = row[prefix] or ""
    return Text(vi, row.get(f"{prefix}_en") or vi)


def benefit_of(row: Mapping[str, Any]) -> Text:
    """The name of a row's benefit."""
    return label_of(row, "name")


def titles() -> dict[str, Text]:
    """The lists by their titles."""
    english = {
        "missed": "Entitled but missed",
        "not_entitled": "Receiving but not entitled",
        "wrong_amount": "Wrong amount",
        "soon": "Soon to change",
        "missing": "Data missing",
    }
    return {name: Text(kind.title, english[name]) for name, kind in LISTS.items()}
