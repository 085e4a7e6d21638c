"""Personal identification numbers: 12 digits whose first six follow from birth and sex.

Three digits of the province of birth registration, one of century and sex, two of the year of
birth, six that are random (Nghị định 137/2015/NĐ-CP, Điều 13; article from memory).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.errors import DataError
from ansinh.people.assumptions import assumed
from ansinh.people.calibration.homes import CHILD
from ansinh.people.columns import years
from ansinh.people.life import BRIDE, GRANDCHILD, SLOTS, Lives
from ansinh.people.lines import Lines
from ansinh.people.world import ARRIVALS, BASE, END, HOUSEHOLDS_PER_CELL, World, cell_codes

Numbers = np.ndarray[Any, Any]

#: Codes of communes of Bắc Giang are lower, of Bắc Ninh higher.
_FIRST_OF_BAC_NINH = 9_000

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
_HOME, _BORN_ELSEWHERE, _BRIDE, _ARRIVED = range(4)
#: Codes of the provinces where people of each kind were registered at birth, mostly neighbours.
_CODES = {
    24: ((24,), (20, 19, 22), (6, 4, 8), (38, 37, 2)),
    27: ((27,), (30, 33, 1), (34, 36, 26), (40, 42, 35)),
}
_RANDOM = 1_000_000
#: Numbers that one line may need of the same year and sex.
_PER_LINE = 2
#: Odd and no multiple of five, so that the serial runs through all numbers before it repeats.
_STEP = 368_741
#: Places in a line whose people may be of the same year and sex as those in the others.
_SECOND = (CHILD + 1, CHILD + 3, *range(GRANDCHILD, SLOTS))


def citizen_numbers(world: World, lives: Lives, rows: Numbers) -> Numbers:
    """A number for each person at ``rows``, as a whole number below 10¹²; none comes twice.

    The number follows from the line's place among all lines of the old province, so that nobody
    needs to know which numbers are taken. Lines beyond what a province's code can number take the
    codes of others.

    Raises:
        DataError: there are more lines than all codes together can number.
    """
    luck, line, slot = lives.luck.at(rows), lives.line[rows], lives.slot[rows]
    lines = lives.lines
    comes = lines.start > BASE
    kind = np.where(
        luck.random("born elsewhere") < assumed("names.born_in_another_province"),
        _BORN_ELSEWHERE,
        _HOME,
    )
    kind = np.where(comes[line], _ARRIVED, np.where(slot == BRIDE, _BRIDE, kind))
    place = _line_numbers(world, lines)[line] * _PER_LINE + np.isin(slot, _SECOND)
    over, serial = np.divmod(place, _RANDOM)
    is_bac_giang = cell_codes()[lines.cell[line]] < _FIRST_OF_BAC_NINH
    code = _codes(is_bac_giang, kind, over, luck.random("born in"))
    year = years(lives.birth[rows])
    group = (code * 10 + century_digit(year, lives.is_male[rows])) * 100 + year % 100
    offset = (group * 7919 + world.seed * 104_729) % _RANDOM
    return np.asarray(group * _RANDOM + (serial * _STEP + offset) % _RANDOM)


def _line_numbers(world: World, lines: Lines) -> Numbers:
    """Number of each line among the standing lines, or the arrivals, of its old province."""
    of_bac_giang = cell_codes() < _FIRST_OF_BAC_NINH
    comes = lines.start > BASE
    found = np.empty(len(lines), dtype=np.int64)
    for some, counts in ((~comes, world.homes), (comes, world.arrivals_by(END))):
        starts = np.empty(len(counts), dtype=np.int64)
        for mine in (of_bac_giang, ~of_bac_giang):
            starts[mine] = np.cumsum(counts[mine]) - counts[mine]
        serial = lines.id % HOUSEHOLDS_PER_CELL // 2
        found[some] = starts[lines.cell[some]] + (serial % ARRIVALS)[some]
    return found


def _codes(is_bac_giang: Numbers, kind: Numbers, over: Numbers, chance: Numbers) -> Numbers:
    code = np.zeros(len(kind), dtype=np.int64)
    for home, mine in ((24, is_bac_giang), (27, ~is_bac_giang)):
        for at, choices in enumerate(_CODES[home]):
            some = mine & (kind == at)
            code[some] = np.array(choices)[(chance[some] * len(choices)).astype(np.int64)]
        beyond, spare = mine & (over > 0), _spare(home)
        number = (over[beyond] - 1) * len(_CODES[home]) + kind[beyond]
        if len(number) and number.max() >= len(spare):
            raise DataError("more households than the numbers of all provinces can tell apart")
        code[beyond] = spare[number]
    return code


def _spare(home: int) -> Numbers:
    """Codes of provinces that nobody is given before the home province's are used up."""
    usual = {code for kinds in _CODES.values() for choices in kinds for code in choices}
    spare = sorted({int(code) for code in PROVINCES} - usual)
    return np.array(spare[::2] if home == 24 else spare[1::2], dtype=np.int64)


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
