"""Parts of a run: what one chunk of the registry gives, made anywhere and put together in order."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.engine.errors import DataError

_COUNTS, _RUN = "counts.json", "run.json"


@dataclass(frozen=True)
class Part:
    """What one chunk gives.

    Attributes:
        number: The chunk: a row group of the snapshot, some communes one after another.
        tables: File of the results → rows of this chunk.
        sums: Sum (:func:`ansinh.insight.tables.sums.sums_of`) → what this chunk adds to it.
        counts: What is counted besides, as JSON holds it.
    """

    number: int
    tables: dict[str, pl.DataFrame]
    sums: dict[str, pl.DataFrame]
    counts: dict[str, Any]


class PartFolder:
    """Finished parts on disk, which a run started again takes as they are.

    A part is a folder of Parquet files that appears whole or not at all, however often and on
    however many machines it is made.

    Args:
        path: The folder; on a cluster a place that every machine sees.
        run: Tells the question, the people and the law; parts of another run are never mixed in.

    Raises:
        DataError: the folder holds parts of another run, or something else.
    """

    def __init__(self, path: Path, run: str) -> None:
        self.path = path
        told = path / _RUN
        if not told.exists():
            if path.exists() and any(path.iterdir()):
                raise DataError(f"{path}: is not a folder of parts; it is left alone")
            path.mkdir(parents=True, exist_ok=True)
            _write(told, {"run": run})
        if json.loads(told.read_text(encoding="utf-8")).get("run") != run:
            raise DataError(
                f"{path}: holds parts of another question, other people or another law; "
                "give another folder, or remove it"
            )

    def __contains__(self, number: int) -> bool:
        return self._place(number).exists()

    def missing(self, numbers: Iterable[int]) -> list[int]:
        """Those of some numbers whose parts are not there."""
        return [number for number in numbers if number not in self]

    def keep(self, part: Part) -> None:
        """Write a part; where another machine was faster, its part stands."""
        place = self._place(part.number)
        beside = place.with_name(f".{place.name}.{os.uname().nodename}.{os.getpid()}")
        shutil.rmtree(beside, ignore_errors=True)
        for kind, frames in (("tables", part.tables), ("sums", part.sums)):
            (beside / kind).mkdir(parents=True)
            for name, frame in frames.items():
                frame.write_parquet(beside / kind / f"{name}.parquet", compression="zstd")
        _write(beside / _COUNTS, part.counts)
        try:
            beside.rename(place)
        except OSError:
            shutil.rmtree(beside, ignore_errors=True)
            if not place.exists():
                raise

    def part(self, number: int) -> Part:
        """A finished part."""
        place = self._place(number)
        tables, sums = (
            {file.stem: pl.read_parquet(file) for file in sorted((place / kind).iterdir())}
            for kind in ("tables", "sums")
        )
        counts = json.loads((place / _COUNTS).read_text(encoding="utf-8"))
        return Part(number, tables, sums, counts)

    def remove(self) -> None:
        """Remove every part."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _place(self, number: int) -> Path:
        return self.path / f"{number:06d}"


def kept(make: Callable[[int], Part], folder: PartFolder) -> Callable[[int], Part]:
    """The same maker, which keeps what it makes and takes what is kept."""

    def part(number: int) -> Part:
        if number in folder:
            return folder.part(number)
        made = make(number)
        folder.keep(made)
        return made

    return part


def _write(path: Path, content: dict[str, Any]) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    beside.rename(path)
