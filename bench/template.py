"""The country template over made-up people: the same arrays for OpenFisca and for our kernel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.arrow import number_array, word_array
from ansinh.engine.kernel import Kernel
from ansinh.engine.tables import Tables
from bench.same import DifferentError
from examples.country_template.book import FORMULAS, country_template
from examples.country_template.entities import EURO, Role

SEED = 42
IN_A_HOUSEHOLD = 4
MONEY = ("salary", "capital_returns", "rent")
YEAR = 2017
#: Months in which every formula is compared: other versions of the law hold in each.
COMPARED = (date(2016, 6, 1), date(2016, 12, 1), date(2017, 1, 1), date(2020, 9, 1))
#: Rounding of 32-bit floats: a sum of ten terms, each with half a unit in the last of 24 places.
RELATIVE = 10 * 2.0**-24
_SIZE = pa.decimal128(18, 2)
Array = np.ndarray[Any, Any]


def people_of(count: int, folder: Path) -> Path:
    """A file of so many people in households of two adults and two children, whole euros."""
    path = folder / f"template-{count}.npz"
    if not path.exists():
        np.savez(path, **_people(count))
    return path


def _people(count: int) -> dict[str, Array]:
    rng = np.random.default_rng(SEED)
    households = -(-count // IN_A_HOUSEHOLD)
    persons = households * IN_A_HOUSEHOLD
    is_child = np.tile([False, False, True, True], households)
    missing_parent = np.repeat(rng.random(households) < 0.2, IN_A_HOUSEHOLD)
    is_second = np.tile([False, True, False, False], households)
    days = np.where(
        is_child, rng.integers(0, 18 * 365, persons), rng.integers(6570, 32000, persons)
    )
    earns = ~is_child & (rng.random(persons) < 0.7)
    salary = np.where(earns, rng.lognormal(7.5, 1.1, persons).astype(np.int64), 0)
    small = rng.integers(0, 1200, persons)
    return {
        "household": np.repeat(np.arange(households), IN_A_HOUSEHOLD),
        "role": (is_child | (is_second & missing_parent)).astype(np.int8),
        "birth": np.datetime64("2016-06-01") - days,
        "salary": np.where(earns & (rng.random(persons) < 0.3), small, salary),
        "capital_returns": rng.integers(0, 500, persons) * (rng.random(persons) < 0.1),
        "accommodation_size": rng.integers(9, 180, households),
        "housing_occupancy_status": rng.integers(0, 4, households).astype(np.int8),
        "rent": rng.integers(150, 1500, households),
    }


def tables_of_people(path: Path) -> Tables:
    """The people of a file as our kernel reads them."""
    people = dict(np.load(path))
    types = country_template().entities
    statuses = types["Household"].facts["housing_occupancy_status"].choice
    assert statuses is not None
    money = {name: number_array(people[name].astype(np.int64) * EURO) for name in MONEY}
    sizes = people["accommodation_size"].astype(np.int32)
    households = {
        "id": number_array(np.arange(len(people["rent"]))),
        "accommodation_size": number_array(sizes).cast(_SIZE),
        "housing_occupancy_status": _coded(people["housing_occupancy_status"], statuses.codes()),
        "rent": money["rent"],
    }
    persons = {
        "id": number_array(np.arange(len(people["household"]))),
        "household_id": number_array(people["household"]),
        "role": _coded(people["role"], Role.codes()),
        "birth": number_array(people["birth"].astype(np.int32)).view(pa.date32()),
        "salary": money["salary"],
        "capital_returns": money["capital_returns"],
    }
    return Tables(types, {"Household": pa.table(households), "Person": pa.table(persons)})


def _coded(places: Array, codes: list[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(number_array(places), word_array(codes))


def kernel_of_template() -> Kernel:
    """Every formula as a column."""
    return Kernel(country_template(), (), FORMULAS)


def bytes_that_move(tables: Tables, kernel: Kernel, count: int) -> int:
    """Bytes of the facts read, once, and of every value written in so many months."""
    read = 0
    for kind, entity, name in kernel.layout.columns:
        read += tables[entity].column(name).nbytes if kind == "fact" else 8 * tables.size(entity)
    written = sum(tables.size(key.split(".")[0]) for key in FORMULAS)
    return int(read + 8 * written * count)


def months(count: int) -> list[tuple[date, date]]:
    """The first months of the year that is measured."""
    return [(date(YEAR, month, 1),) * 2 for month in range(1, count + 1)]


@dataclass(frozen=True)
class Compared:
    """How two engines agree.

    Attributes:
        values: How many were compared; ``equal``: as 32-bit floats, to the last bit.
        furthest: The greatest difference, in euros.
        exact_sum, their_sum: Disposable income of all households in the first month measured.
    """

    values: int
    equal: int
    furthest: float
    exact_sum: float
    their_sum: float


def compare(tables: Tables, kernel: Kernel, theirs: dict[str, Array]) -> Compared:
    """Compare every formula of every person and household in the months :data:`COMPARED`.

    Raises:
        DifferentError: a value differs by more than the rounding of 32-bit floats.
    """
    result = kernel.run(tables, [(day, day) for day in COMPARED])
    values = equal = 0
    furthest = 0.0
    for number, day in enumerate(COMPARED):
        gross = _gross(result.columns, number)
        for key in FORMULAS:
            ours = _euros(key, result.columns[key][number])
            found = theirs[f"{key.split('.')[1]} {day:%Y-%m}"]
            apart = np.abs(ours - found.astype(np.float64))
            limit = RELATIVE * np.maximum(gross.get(key.split(".")[0], 0), np.abs(ours))
            if np.any(apart > limit):
                row = int(np.argmax(apart - limit))
                raise DifferentError(
                    f"{key} in {day:%Y-%m}, row {row}: OpenFisca {found[row]}, ours {ours[row]}"
                )
            values += len(ours)
            equal += int(np.sum(ours.astype(np.float32) == found))
            furthest = max(furthest, float(apart.max(initial=0)))
    measured = COMPARED.index(date(YEAR, 1, 1))
    exact = np.asarray(result.columns["Household.disposable_income"][measured]).sum()
    their = theirs[f"disposable_income {YEAR}-01"].sum(dtype=np.float64)
    return Compared(values, equal, furthest, float(exact) / EURO, float(their))


def _euros(key: str, column: pa.Array) -> Array:
    if column.null_count:
        raise DifferentError(f"{key}: {column.null_count} rows without a value")
    values = np.asarray(column).astype(np.float64)
    return values if country_template().rules[key].type.kind == "int" else values / EURO


def _gross(columns: dict[str, list[pa.Array]], number: int) -> dict[str, Array]:
    """What passes through the sums of a household: rounding goes by the terms, not the result."""
    parts = ("disposable_income", "total_benefits", "total_taxes", "total_taxes", "housing_tax")
    keys: Iterable[str] = (f"Household.{name}" for name in parts)
    return {"Household": sum(np.abs(_euros(key, columns[key][number])) for key in keys)}
