"""Value by value: what two readers of the same law say of the same people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from ansinh.engine.book import LawBook
from ansinh.engine.kernel import Kernel, Result
from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from bench.numpy_rules import CODES, COLUMNS, Answers, arrays_of, evaluate


class DifferentError(Exception):
    """Two readers disagree, so that a ratio of their times would say nothing."""


def check_numpy(kernel: Kernel, book: LawBook, tables: Tables, dates: tuple[date, ...]) -> int:
    """Compare the kernel with NumPy on every row and date; returns how many values were compared.

    Raises:
        DifferentError: they differ somewhere.
    """
    people = arrays_of(tables)
    return check("NumPy", lambda day: evaluate(people, book, day), kernel, book, tables, dates)


def check(
    name: str,
    reader: Callable[[date], Answers],
    kernel: Kernel,
    book: LawBook,
    tables: Tables,
    dates: tuple[date, ...],
) -> int:
    """Compare the kernel with another reader of the seven benefits, called ``name`` in messages.

    Raises:
        DifferentError: they differ somewhere.
    """
    result = kernel.run(tables, [(day, day) for day in dates])
    compared = 0
    for number, day in enumerate(dates):
        theirs = _answers(result, book, tables, number)
        compared += _compare(name, theirs, reader(day), day)
    return compared


def _answers(result: Result, book: LawBook, tables: Tables, number: int) -> Answers:
    """The kernel's outcomes of one date as arrays over every row."""
    records = result.outcomes
    dates = np.asarray(records["date"])
    codes = np.asarray(records["benefit"].cast("string"))
    by = np.asarray(records["by"].cast("string").fill_null("").to_numpy(zero_copy_only=False))
    status, rows = np.asarray(records["status"]), np.asarray(records["row"])
    if np.any(~np.isin(status, (Status.ENTITLED, Status.SUPERSEDED))):
        raise DifferentError("the kernel leaves something undetermined, though all is known")
    amounts, rivals = {}, {}
    for code in CODES:
        mine = (dates == number) & (codes == code)
        size = tables.size(book.benefits[code].entity)
        amounts[code] = np.zeros(size, dtype=np.int64)
        amounts[code][rows[mine]] = np.asarray(records["amount"])[mine]
        rivals[code] = np.full(size, -1, dtype=np.int8)
        rivals[code][rows[mine]] = [CODES.index(c) if c else -1 for c in by[mine]]
    columns = {key: np.asarray(result.columns[key][number]) for key in COLUMNS}
    return Answers(amounts, rivals, columns)


def _compare(reader: str, theirs: Answers, ours: Answers, day: date) -> int:
    compared = 0
    for name in ("amounts", "by", "columns"):
        for key, values in getattr(ours, name).items():
            differs = np.flatnonzero(values != getattr(theirs, name)[key])
            if len(differs):
                row = int(differs[0])
                raise DifferentError(
                    f"{key} ({name}) on {day}, row {row}: {reader} says {values[row]}, the kernel "
                    f"{getattr(theirs, name)[key][row]}; {len(differs)} rows differ"
                )
            compared += len(values)
    return compared
