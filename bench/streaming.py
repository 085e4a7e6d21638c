"""Parquet → law → Parquet as ``ansinh run`` does it, and the same files without the law."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from ansinh.insight.run import Asked, run
from ansinh.insight.work import kernel_for
from ansinh.law.book import national_law
from ansinh.people.layout import GROUPS_IN_FILE, GUESTS
from ansinh.people.snapshot import Snapshot
from bench.wanted import TODAY

#: Threads of the run, each with a row group of its own.
THREADS = 2
#: Stages of a run that gives outcomes alone → how they are told.
STAGES = {
    "reading": "reading",
    "kernel": "binding columns, machine code and making outcomes",
    "joining": "naming people and benefits",
    "tables": "adding up",
    "writing": "writing",
}
_ASKED = Asked(*TODAY, only_outcomes=True, threads=THREADS)


def whole(path: Path, out: Path) -> dict[str, float]:
    """``ansinh run --only-outcomes``: seconds, and those of each stage, added up over threads."""
    kernel = kernel_for(national_law(), _ASKED)
    started = time.perf_counter()
    summary = run(path, _ASKED, out, kernel=kernel, replace=True)
    taken = time.perf_counter() - started
    stages = {name: stage["seconds"] for name, stage in summary["timing"]["stages"].items()}
    return {**stages, "seconds": taken, "people": Snapshot.open(path).info.rows["people"]}


def files(path: Path, out: Path) -> dict[str, float]:
    """The same columns read by PyArrow, which has threads of its own, and outcomes written."""
    facts = kernel_for(national_law(), _ASKED).facts
    outcomes = pq.read_table(out / "outcomes.parquet")
    snapshot = Snapshot.open(path)
    started = time.perf_counter()
    for number in range(snapshot.info.groups):
        for entity in snapshot.layout.tree:
            wanted = [*snapshot.layout.structure(entity), *facts.get(entity.name, ())]
            for folder in (path, path / GUESTS):
                with pq.ParquetFile(snapshot.layout.file(folder, entity, number)) as file:
                    file.read_row_group(number % GROUPS_IN_FILE, columns=wanted)
    pq.write_table(outcomes, out / "again.parquet", compression="zstd")
    return {"seconds": time.perf_counter() - started, "people": snapshot.info.rows["people"]}


MODES: dict[str, Callable[[Path, Path], dict[str, float]]] = {"whole": whole, "files": files}
