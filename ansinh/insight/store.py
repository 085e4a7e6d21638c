"""Results on disk: a folder that appears whole or not at all, and lists written as they come."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from ansinh.engine.errors import DataError
from ansinh.insight.columns import LISTS, schema_of

SUMMARY = "summary.json"


@contextmanager
def whole_folder(path: Path, *, replace: bool = False, mark: str = SUMMARY) -> Iterator[Path]:
    """A folder to write into that takes the name ``path`` only when the block ends well.

    Args:
        replace: Whether what is there may be replaced.
        mark: A file by which earlier results are known as such.

    Raises:
        DataError: ``path`` exists and may not be replaced, or holds something that is no result.
    """
    if path.exists():
        _check_replaceable(path, replace, mark)
    part = path.with_name(f".{path.name}.part")
    old = path.with_name(f".{path.name}.old")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
        if path.exists():
            shutil.rmtree(old, ignore_errors=True)
            path.rename(old)
        part.rename(path)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _check_replaceable(path: Path, replace: bool, mark: str) -> None:
    if not replace:
        raise DataError(f"{path} exists already; give another --out, or --replace")
    if not path.is_dir() or (any(path.iterdir()) and not (path / mark).exists()):
        raise DataError(f"{path} is not a folder of results; it is left alone")


class Writer:
    """Appends frames to one Parquet file; an empty list is a file without rows."""

    def __init__(self, path: Path, schema: Mapping[str, Any]) -> None:
        self.path, self.rows = path, 0
        self._schema = schema
        self._file: Any = None
        self.write(pl.DataFrame(schema=schema))

    def write(self, frame: pl.DataFrame) -> None:
        """Append rows; columns are put in order and to type."""
        table = frame.select(pl.col(name).cast(kind) for name, kind in self._schema.items())
        arrow = table.to_arrow(compat_level=pl.CompatLevel.oldest())
        if self._file is None:
            self._file = pq.ParquetWriter(self.path, arrow.schema, compression="zstd")
        if frame.height:
            self._file.write_table(arrow)
        self.rows += frame.height

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class Results:
    """The Parquet files of one run.

    Args:
        households: Columns of ``households.parquet``; without them only outcomes are written.
    """

    def __init__(self, folder: Path, households: Mapping[str, Any] | None) -> None:
        self.lists: dict[str, Writer] = {}
        if households is None:
            self.files = {"outcomes": Writer(folder / "outcomes.parquet", OUTCOMES_ONLY)}
            return
        files = {"households": households, "outcomes": OUTCOMES, "lacking": schema_of("lacking")}
        files |= {name: schema_of(name) for name in LISTS}
        self.files = {name: Writer(folder / f"{name}.parquet", files[name]) for name in files}
        self.lists = {name: self.files[name] for name in LISTS}

    def write(self, tables: Mapping[str, pl.DataFrame]) -> None:
        """Append to each file."""
        for name, frame in tables.items():
            self.files[name].write(frame)

    def close(self) -> None:
        """Finish every file."""
        for writer in self.files.values():
            writer.close()


#: Every outcome but "not entitled"; ``status`` is a :class:`ansinh.engine.outcome.Status`. Of an
#: undetermined payment ``decides`` says whether the fact it ``needs`` is all that it waits for;
#: ``receiving`` says whether the benefit is being received.
OUTCOMES: Mapping[str, Any] = {
    "household_id": pl.Int64,
    "person_id": pl.Int64,
    "benefit": pl.Categorical,
    "status": pl.Int8,
    "amount": pl.Int64,
    "needs": pl.Categorical,
    "decides": pl.Boolean,
    "receiving": pl.Boolean,
    "by": pl.Categorical,
    "why": pl.Categorical,
}

#: Outcomes of a run that looks at no payment rolls.
OUTCOMES_ONLY = {n: kind for n, kind in OUTCOMES.items() if n not in ("decides", "receiving")}


def write_summary(folder: Path, summary: Mapping[str, Any]) -> None:
    """Write ``summary.json``."""
    text = json.dumps(summary, ensure_ascii=False, indent=1, default=str)
    (folder / SUMMARY).write_text(text + "\n", encoding="utf-8")


def read_summary(folder: Path) -> dict[str, Any]:
    """The summary of a finished run.

    Raises:
        DataError: the folder holds none.
    """
    try:
        content = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{folder}: not a folder of results: {error}") from None
    if not isinstance(content, dict):
        raise DataError(f"{folder / SUMMARY}: expected an object")
    return content
