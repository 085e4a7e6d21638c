"""The figures that were found, as ``data/calibration.csv`` has them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ansinh.engine.errors import DataError

_FILE = Path(__file__).parents[1] / "data" / "calibration.csv"


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        unit_code: District by code, ``24old`` Bắc Giang and ``27old`` Bắc Ninh until June 2025,
            ``24new`` Bắc Ninh since, ``VN`` the country.
        year: Year, day or span of years, as printed.
        source: Where it was read; ``[derived]`` or ``[from memory]`` where it was not.
    """

    indicator: str
    unit_code: str
    year: str
    value: str
    unit: str
    source: str
    note: str

    @property
    def number(self) -> float:
        """The value as a number."""
        return float(self.value)


@lru_cache(maxsize=1)
def figures() -> tuple[Figure, ...]:
    """Every figure of the file."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Figure(**row) for row in csv.DictReader(file))


def find_figure(indicator: str, unit_code: str, year: str) -> Figure:
    """The one figure of that name, place and year.

    Raises:
        DataError: there is none.
    """
    for figure in figures():
        if (figure.indicator, figure.unit_code, figure.year) == (indicator, unit_code, year):
            return figure
    raise DataError(f"{_FILE.name}: no {indicator} of {unit_code} in {year}")


def number(indicator: str, unit_code: str, year: str) -> float:
    """The value of :func:`find_figure`."""
    return find_figure(indicator, unit_code, year).number
