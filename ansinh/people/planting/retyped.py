"""A person typed a second time by another office: name, birth and number as lists have them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.people.handwriting import other_tone_place, without_marks

Numbers = np.ndarray[Any, Any]


def without_bar(name: str) -> str:
    """«Đặng Thị Đào» as «Dặng Thị Dào»."""
    return name.replace("đ", "d").replace("Đ", "D")


def given_name_first(name: str) -> str:
    """«Đặng Thị Đào» as «Đào Đặng Thị»."""
    words = name.split()
    return " ".join([words[-1], *words[:-1]])


def without_middle(name: str) -> str:
    """«Đặng Thị Đào» as «Đặng Đào»."""
    words = name.split()
    return " ".join([words[0], words[-1]])


#: Ways to type a name and how often each is taken: assumptions.
WAYS: dict[Callable[[str], str], float] = {
    str: 0.25,
    without_marks: 0.2,
    other_tone_place: 0.15,
    lambda name: unicodedata.normalize("NFD", name): 0.1,
    without_bar: 0.05,
    str.upper: 0.1,
    given_name_first: 0.05,
    without_middle: 0.1,
}
#: Day and month changed over; only the year known, and entered as its first day; else as it is.
SWAPPED, YEAR_ONLY = 0.2, 0.3
#: No number; else one digit of it is wrong.
NO_NUMBER = 0.4


def names(column: pa.ChunkedArray, lots: Numbers) -> pa.Array:
    """Names typed another way, by lots in [0, 1)."""
    ways = list(WAYS)
    chosen = np.searchsorted(np.cumsum(list(WAYS.values())), lots, side="right")
    typed = [
        None if name is None else ways[min(way, len(ways) - 1)](name)
        for name, way in zip(column.to_pylist(), chosen.tolist(), strict=True)
    ]
    return pa.array(typed, pa.string())


def births(days: Numbers, lots: Numbers) -> pa.Array:
    """Days of birth as another office has them, by lots in [0, 1); no day stays none."""
    years, months = days.astype("datetime64[Y]"), days.astype("datetime64[M]")
    month = (months - years.astype("datetime64[M]")).astype(np.int64)
    day = (days - months.astype("datetime64[D]")).astype(np.int64)
    swapped = (years.astype("datetime64[M]") + np.minimum(day, 11)).astype("datetime64[D]") + month
    swapped = np.where(day < 12, swapped, days)
    first = years.astype("datetime64[D]")
    typed = np.where(lots < SWAPPED, swapped, np.where(lots < SWAPPED + YEAR_ONLY, first, days))
    return pa.array(np.where(np.isnat(days), days, typed))


def citizen_numbers(column: pa.ChunkedArray, lots: Numbers) -> pa.Array:
    """Numbers with one of the last six digits wrong, or none, by lots in [0, 1)."""
    typed = [_slipped(number, lot) for number, lot in zip(column.to_pylist(), lots, strict=True)]
    return pa.array(typed, pa.string())


def _slipped(number: str | None, lot: float) -> str | None:
    if number is None or lot < NO_NUMBER:
        return None
    place, step = divmod(int((lot - NO_NUMBER) / (1 - NO_NUMBER) * 54), 9)
    digits: Sequence[str] = number
    wrong = str((int(digits[6 + place]) + 1 + step) % 10)
    return number[: 6 + place] + wrong + number[7 + place :]
