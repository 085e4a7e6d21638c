"""What the checker found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

Numbers = np.ndarray[Any, Any]

#: Violations of one kind that are listed; the others are counted.
CAP = 1_000


@dataclass(frozen=True)
class Violation:
    """One thing that is wrong.

    Attributes:
        kind: Short name of what is wrong, the same for every violation alike.
        file: Name of the file in the snapshot folder.
        row: Row of the table, from 1; None where the file as a whole is meant.
        column: The column, if one is meant.
        found: What stands there.
        expected: What should.
    """

    kind: str
    file: str
    row: int | None
    column: str | None
    found: str
    expected: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(self.column)
        return f"{', '.join(place)}: {self.kind}: found {self.found}, expected {self.expected}"


class Report(list[Violation]):
    """Violations, at most :data:`CAP` of a kind.

    Attributes:
        totals: Kind → how many there are, listed or not.
    """

    def __init__(self) -> None:
        super().__init__()
        self.totals: Counter[str] = Counter()

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.totals

    def add(
        self, kind: str, file: str, found: object, expected: str, column: str | None = None
    ) -> None:
        """Note one violation of a file as a whole."""
        self._list(Violation(kind, file, None, column, str(found), expected))

    def rows(
        self,
        kind: str,
        file: str,
        column: str | None,
        wrong: Numbers,
        found: Callable[[int], object] | pa.ChunkedArray,
        expected: Callable[[int], str] | str,
    ) -> None:
        """Note a violation for each row where ``wrong`` is true.

        Args:
            found: The column, or a function of the row number, from 0.
            expected: Words, or a function of the row number.
        """
        places = np.flatnonzero(wrong)
        if not len(places):
            return
        listed = places[: max(CAP - self.totals[kind], 0)]
        for place in listed.tolist():
            value = found(place) if callable(found) else found[place].as_py()
            wanted = expected(place) if callable(expected) else expected
            text = "nothing" if value is None else str(value)
            self._list(Violation(kind, file, place + 1, column, text, wanted))
        self.totals[kind] += len(places) - len(listed)

    def summary(self) -> Iterable[str]:
        """One line a kind that has more violations than are listed."""
        for kind, total in self.totals.items():
            if total > CAP:
                yield f"{kind}: {total:,} in all, the first {CAP:,} are listed"

    def _list(self, violation: Violation) -> None:
        if self.totals[violation.kind] < CAP:
            self.append(violation)
        self.totals[violation.kind] += 1
