"""Second rows of people, planted in a registry: what a search for duplicates has to find.

``python -m bench.twins DIR SHARE`` plants a share of the people of a registry a second
time, looks for them and prints precision and recall by kind of variation, as docs/duplicates.md
shows them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.people.snapshot import Snapshot
from ansinh.people.spelling import forms
from ansinh.people.writer import SnapshotWriter

Row = dict[str, Any]
READ = {
    "Area": ["code", "name"],
    "Household": ["village"],
    "Person": ["full_name", "citizen_number", "birth_date", "death_date", "sex", "ethnicity"],
}


@dataclass(frozen=True)
class Twin:
    """One person with two rows, and how the second differs: aspect → kind of variation."""

    person: int
    other: int
    how: dict[str, str]


def _other_marks(name: str) -> str:
    """The tone mark moved by the newer rule, as in «hoà»."""
    moved = {"òa": "oà", "óa": "oá", "ỏa": "oả", "úy": "uý", "ủy": "uỷ", "ùy": "uỳ", "ụy": "uỵ"}
    for old, new in moved.items():
        name = name.replace(old, new)
    return name


def _one_mark_lost(name: str) -> str:
    words = name.split()
    place = len(name) % len(words)
    words[place] = forms(words[place]).folded.capitalize()
    return " ".join(words)


def _one_letter(name: str) -> str:
    place = sum(map(ord, name)) % len(name)
    other = "m" if name[place] != "m" else "n"
    return name[:place] + (name[place] if name[place] == " " else other) + name[place + 1 :]


NAMES: dict[str, Callable[[str], str]] = {
    "as it is": lambda name: name,
    "decomposed (NFD)": lambda name: unicodedata.normalize("NFD", name),
    "capitals": lambda name: name.upper(),
    "tone placement": _other_marks,
    "no diacritics": lambda name: forms(name).folded.title(),
    "one word without marks": _one_mark_lost,
    "given name first": lambda name: " ".join([*name.split()[1:], name.split()[0]]),
    "middle name missing": lambda name: " ".join([name.split()[0], name.split()[-1]]),
    "one letter": _one_letter,
}


def _swap(day: date) -> date:
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else day


def _digit(day: date) -> date:
    return day.replace(day=day.day + 1 if day.day % 10 < 8 and day.day < 28 else day.day // 10 + 1)


BIRTHS: dict[str, Callable[[date], date]] = {
    "as it is": lambda day: day,
    "day and month swapped": _swap,
    "year only": lambda day: day.replace(month=1, day=1),
    "one digit": _digit,
}


def _slip(number: str) -> str:
    place = 6 + int(number) % 6
    return number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]


def _transposed(number: str) -> str:
    place = next((n for n in range(6, 11) if number[n] != number[n + 1]), 6)
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]


NUMBERS: dict[str, Callable[[str], str | None]] = {
    "as it is": lambda number: number,
    "one digit": _slip,
    "two digits swapped": _transposed,
    "missing": lambda _: None,
    "another": lambda number: number[:6] + f"{(int(number[6:]) * 7919 + 31) % 10**6:06}",
}
PLACES = ("same household", "same commune", "another commune")
#: How often each variation is planted: assumptions, much like those of the search.
WEIGHTS = {
    "name": (0.38, 0.04, 0.04, 0.04, 0.2, 0.1, 0.05, 0.1, 0.05),
    "birth": (0.6, 0.12, 0.18, 0.1),
    "number": (0.25, 0.2, 0.1, 0.4, 0.05),
    "place": (0.1, 0.45, 0.45),
}
_KINDS: dict[str, Any] = {"name": NAMES, "birth": BIRTHS, "number": NUMBERS}


def second_row(row: Row, how: dict[str, str], rng: Any) -> Row:
    """The same person once more, varied."""
    changed = dict(row, spouse_id=None)
    if rng.random() < 0.5:
        changed |= {"mother_id": None, "father_id": None}
    for aspect, column in (
        ("name", "full_name"),
        ("birth", "birth_date"),
        ("number", "citizen_number"),
    ):
        if row[column] is not None:
            changed[column] = _KINDS[aspect][how[aspect]](row[column])
    return changed


def plant(snapshot: Snapshot, path: Path, count: int, seed: int) -> tuple[Snapshot, list[Twin]]:
    """Write the registry anew with second rows of ``count`` people."""
    rng = np.random.default_rng(seed)
    tables = dict(snapshot.tables(READ).tables)
    people, homes = tables["Person"], tables["Household"]
    picked = np.sort(rng.choice(len(people), count, replace=False))
    rows = people.take(pa.array(picked)).to_pylist()
    finder = _Homes(homes)
    twins, added = [], []
    for number, row in enumerate(rows):
        how = {aspect: _pick(rng, aspect) for aspect in WEIGHTS}
        new = second_row(row, how, rng)
        new["id"] = -number - 1
        new["household_id"] = finder.home(rng, row["household_id"], how["place"])
        added.append(new)
        twins.append(Twin(row["id"], new["id"], how))
    more = pa.Table.from_pylist(added, people.schema)
    everybody = pa.concat_tables([people, more])
    places = np.argsort(finder.place_of(everybody.column("household_id").to_numpy()), kind="stable")
    tables["Person"] = everybody.take(pa.array(places))
    reference = {entity.name: tables.pop(entity.name) for entity in snapshot.layout.reference}
    with SnapshotWriter(path, snapshot.layout.entities, snapshot.info.date, "twins") as writer:
        writer.reference(reference)
        writer.write(tables)
    return Snapshot.open(path, snapshot.layout.entities), twins


def _pick(rng: Any, aspect: str) -> str:
    kinds = list(_KINDS[aspect]) if aspect in _KINDS else list(PLACES)
    return str(rng.choice(kinds, p=WEIGHTS[aspect]))


class _Homes:
    """Finds another household in the same commune or in another."""

    def __init__(self, homes: pa.Table) -> None:
        self.ids = homes.column("id").to_numpy()
        self.areas = homes.column("area_id").to_numpy()
        self._order = np.argsort(self.ids)

    def place_of(self, ids: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return self._order[np.searchsorted(self.ids, ids, sorter=self._order)]

    def home(self, rng: Any, mine: int, where: str) -> int:
        if where == "same household":
            return mine
        area = self.areas[self.place_of(np.array([mine]))[0]]
        low, high = np.searchsorted(self.areas, [area, area + 1])
        if where == "another commune" and high - low < len(self.ids):
            place = int(rng.integers(len(self.ids) - (high - low)))
            return int(self.ids[place if place < low else place + high - low])
        return int(self.ids[rng.integers(low, high)])


def report(folder: Path, share: float, threshold: float) -> None:
    """Plant, look, and print what was found."""
    import resource
    import tempfile
    import time

    from ansinh.insight.duplicates import find_duplicates

    snapshot = Snapshot.open(folder)
    with tempfile.TemporaryDirectory() as place:
        people = snapshot.info.rows["people"]
        planted, twins = plant(snapshot, Path(place) / "twins", int(people * share), 1)
        started = time.perf_counter()
        found = find_duplicates(planted, date(2026, 11, 24), threshold=threshold)
        seconds = time.perf_counter() - started
    truth = {(min(t.person, t.other), max(t.person, t.other)): t for t in twins}
    pairs = list(zip(found["person_id"], found["other_id"], strict=True))
    hits = [truth[pair] for pair in pairs if pair in truth]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{people} people, {len(twins)} twins: {seconds:.1f} s, {memory} MB with the planting")
    for least in (0.5, 0.7, 0.8, 0.9, 0.95, 0.99):
        above = [p for p, q in zip(pairs, found["probability"], strict=True) if q >= least]
        right = sum(pair in truth for pair in above)
        print(
            f"  ≥ {least}: {len(above)} pairs, precision {right / max(len(above), 1):.4f}, "
            f"recall {right / len(twins):.4f}"
        )
    for aspect in WEIGHTS:
        for kind in [*_KINDS.get(aspect, PLACES)]:
            mine = [t for t in twins if t.how[aspect] == kind]
            got = sum(t.how[aspect] == kind for t in hits)
            print(f"  {aspect:7} {kind:24} {got:5} of {len(mine):5}: {got / max(len(mine), 1):.3f}")


if __name__ == "__main__":
    import sys

    report(Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]))
