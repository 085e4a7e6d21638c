"""Personal identification numbers: 12 digits whose first six follow from birth and sex.

Three digits of the province of birth registration, one of century and sex, two of the year of
birth, six that are random (Nghị định 137/2015/NĐ-CP, Điều 13; article from memory).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

Numbers = np.ndarray[Any, Any]

#: Codes of the provinces of birth registration as the numbers carry them.
PROVINCES = frozenset(
    f"{code:03d}"
    for code in (
        1,
        2,
        4,
        6,
        8,
        10,
        11,
        12,
        14,
        15,
        17,
        19,
        20,
        22,
        24,
        25,
        26,
        27,
        30,
        31,
        33,
        34,
        35,
        36,
        37,
        38,
        40,
        42,
        44,
        45,
        46,
        48,
        49,
        51,
        52,
        54,
        56,
        58,
        60,
        62,
        64,
        66,
        67,
        68,
        70,
        72,
        74,
        75,
        77,
        79,
        80,
        82,
        83,
        84,
        86,
        87,
        89,
        91,
        92,
        93,
        94,
        95,
        96,
    )
)
#: Where those born elsewhere come from, mostly neighbours.
_ELSEWHERE = np.array([1, 4, 6, 19, 20, 22, 26, 30, 33, 34, 36, 38])
BORN_ELSEWHERE = 0.06
_RANDOM = 1_000_000
#: Odd and no multiple of five, so that the serial runs through all numbers before it repeats.
_STEP = 368_741


class CitizenNumbers:
    """Hands out numbers without repeating one, block after block."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._used = np.zeros((100, 10, 100), dtype=np.int64)

    def take(
        self, rng: np.random.Generator, province: str, birth_year: Numbers, is_male: Numbers
    ) -> Numbers:
        """A number for each person, as a whole number below 10¹²."""
        count = len(birth_year)
        codes = np.where(
            rng.random(count) < BORN_ELSEWHERE, rng.choice(_ELSEWHERE, count), int(province)
        )
        digit = century_digit(birth_year, is_male)
        year = birth_year % 100
        cell = (codes * 10 + digit) * 100 + year
        order = np.argsort(cell, kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(cell[order]) != 0]) if count else order
        sizes = np.diff(np.r_[starts, count])
        rank = np.empty(count, dtype=np.int64)
        rank[order] = np.arange(count) - np.repeat(starts, sizes)
        serial = self._used[codes, digit, year] + rank
        self._used.reshape(-1)[cell[order][starts]] += sizes
        offset = (cell * 7919 + self._seed * 104_729) % _RANDOM
        return np.asarray(cell * _RANDOM + (serial * _STEP + offset) % _RANDOM)


def century_digit(birth_year: Numbers, is_male: Numbers) -> Numbers:
    """0 man, 1 woman born 1900–1999; 2, 3 born 2000–2099."""
    return np.asarray((birth_year // 100 - 19) * 2 + ~is_male.astype(bool))


def contradictions(
    numbers: Numbers, birth_year: Numbers, is_male: Numbers
) -> tuple[Numbers, Numbers]:
    """Where a number's digit of century and sex, and its two digits of the year, are not those due.

    Args:
        numbers: As whole numbers.
    """
    wrong_digit = numbers // 10**8 % 10 != century_digit(birth_year, is_male)
    return wrong_digit, numbers // 10**6 % 100 != birth_year % 100


def as_text(numbers: Numbers, known: Numbers) -> pa.Array:
    """Numbers with their leading zeros."""
    digits = np.empty((len(numbers), 12), dtype=np.uint8)
    rest = numbers.copy()
    for place in range(11, -1, -1):
        rest, digit = np.divmod(rest, 10)
        digits[:, place] = digit + ord("0")
    offsets = pa.py_buffer(np.arange(0, 12 * len(numbers) + 1, 12, dtype=np.int32))
    valid = None if known.all() else pa.array(known).buffers()[1]
    return pa.Array.from_buffers(pa.string(), len(numbers), [valid, offsets, pa.py_buffer(digits)])
