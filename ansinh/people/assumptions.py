"""What the synthetic province assumes because no figure was found, one file with the reasons.

Nothing here is a statistic: each entry of ``data/assumptions.yaml`` says what it is and why it was
set so. What is sourced stands in ``data/calibration.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ansinh.engine.errors import DataError

_FILE = Path(__file__).parent / "data" / "assumptions.yaml"


@dataclass(frozen=True)
class Assumption:
    """One assumed value.

    Attributes:
        name: Section and key, ``moves.a_year``.
        value: A number, or numbers by name or in order.
        why: What it is and why it was set so.
    """

    name: str
    value: Any
    why: str


@lru_cache(maxsize=1)
def assumptions() -> dict[str, Assumption]:
    """Every assumption by name.

    Raises:
        DataError: an entry lacks its value, its reason or the mark ``assumption: true``.
    """
    sections = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {entry.name: entry for entry in _entries(sections)}


def _entries(sections: dict[str, Any]) -> Iterator[Assumption]:
    for section, entries in sections.items():
        for key, entry in entries.items():
            name = f"{section}.{key}"
            if set(entry) != {"value", "why", "assumption"} or entry["assumption"] is not True:
                raise DataError(f"{_FILE.name}, {name}: expected value, why and assumption: true")
            yield Assumption(name, entry["value"], entry["why"])


@lru_cache(maxsize=1024)
def assumed(name: str) -> Any:
    """The value of an assumption.

    Raises:
        DataError: there is none of that name.
    """
    if name not in assumptions():
        raise DataError(f"{name}: no such assumption in {_FILE.name}")
    return assumptions()[name].value
