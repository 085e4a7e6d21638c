"""What is measured in a process of its own: ``python -m bench.child TASK ARGUMENT…`` prints JSON.

Imports stand inside the tasks, so that a process loads what its task needs and nothing else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def as_a_user_starts(cache: Path | None = None) -> dict[str, str]:
    """The environment of a process that keeps Python's bytecode, whatever this process was told.

    Args:
        cache: Where compiled laws are kept from one process to the next.
    """
    ours = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | ({"ANSINH_CACHE": str(cache)} if cache else {})


def run(task: str, *arguments: object, cache: Path | None = None) -> dict[str, float]:
    """Run a task in a fresh process; its figures, with the wall clock of the whole process.

    Args:
        cache: Where compiled laws are kept from one process to the next.
    """
    command = [sys.executable, "-m", "bench.child", task, *map(str, arguments)]
    started = time.perf_counter()
    done = subprocess.run(
        command,
        env=as_a_user_starts(cache),
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent,
    )
    wall = time.perf_counter() - started
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout)
    return {**figures, "process": wall}


def nothing() -> dict[str, Any]:
    """A process that imports nothing: what Python itself takes."""
    return {}


def compile_law(domain: str = "") -> dict[str, Any]:
    """Load, translate and compile the law, or the benefits of one domain."""
    started = time.perf_counter()
    from ansinh.engine.kernel import Kernel
    from ansinh.law.book import national_law

    imported = time.perf_counter()
    book = national_law()
    loaded = time.perf_counter()
    assert book.program.rules
    translated = time.perf_counter()
    codes = [c for c, rule in book.benefits.items() if not domain or rule.benefit.domain == domain]  # type: ignore[union-attr]
    kernel = Kernel(book, codes)
    return {
        "import": imported - started,
        "load": loaded - imported,
        "translate": translated - loaded,
        "kernel": kernel.compile_seconds,
        "whole": time.perf_counter() - started,
        "benefits": len(codes),
        "rules": len(kernel.layout.rules),
        "cached": float(kernel.from_cache),
        "code_kib": kernel.code_bytes / 1024,
    }


def answer(snapshot: str) -> dict[str, Any]:
    """The outcomes of a commune, from a cold start with a compiled law in the cache."""
    started = time.perf_counter()
    from ansinh.engine.kernel import Kernel
    from ansinh.law.book import national_law
    from ansinh.people.snapshot import Snapshot
    from bench.wanted import TODAY, wanted_columns

    imported = time.perf_counter()

    kernel = Kernel(national_law())
    ready = time.perf_counter()
    tables = Snapshot.open(snapshot).tables(wanted_columns(kernel))
    read = time.perf_counter()
    result = kernel.run(tables, [TODAY])
    return {
        "import": imported - started,
        "kernel": ready - imported,
        "read": read - ready,
        "run": time.perf_counter() - read,
        "people": tables.size("Person"),
        "outcomes": result.outcomes.num_rows,
        "cached": float(kernel.from_cache),
    }


def memory(reader: str, snapshot: str) -> dict[str, Any]:
    """Peak memory of one run of the seven benefits over a whole registry in memory."""
    from ansinh.engine.kernel import Kernel
    from ansinh.law.book import national_law
    from ansinh.people.snapshot import Snapshot
    from bench.numpy_rules import CODES, COLUMNS, arrays_of, evaluate
    from bench.population import all_known
    from bench.timing import forget_peak, peak_mebibytes
    from bench.wanted import DATES, TODAY, wanted_columns

    book = national_law()
    kernel = Kernel(book, CODES, COLUMNS)
    tables = all_known(
        Snapshot.open(snapshot).tables(wanted_columns(kernel)), wanted_columns(kernel)
    )
    people = arrays_of(tables) if reader == "numpy" else None
    forget_peak()
    before = peak_mebibytes()
    if people is None:
        kernel.run(tables, [TODAY])
    else:
        evaluate(people, book, DATES[0])
    return {"before": before, "peak": peak_mebibytes(), "people": tables.size("Person")}


def stream(mode: str, snapshot: str, out: str) -> dict[str, Any]:
    """Parquet to Parquet; the mode says how much is done (see bench.streaming)."""
    from bench.streaming import MODES
    from bench.timing import peak_mebibytes

    figures = MODES[mode](Path(snapshot), Path(out))
    return {**figures, "peak": peak_mebibytes()}


def template(path: str, months: str, runs: str, threads: str) -> dict[str, Any]:
    """The country template over the people of a file, every formula of so many months.

    ``by_blocks`` is the peak where results are handed over a few thousand households at a time.
    """
    from bench.template import kernel_of_template, tables_of_people
    from bench.template import months as days
    from bench.timing import Times, forget_peak, peak_mebibytes

    kernel = kernel_of_template()
    before = peak_mebibytes()
    forget_peak()
    started = time.perf_counter()
    tables = tables_of_people(Path(path))
    build = time.perf_counter() - started
    taken, inside = [], []
    for _ in range(int(runs) + 1):
        started = time.perf_counter()
        result = kernel.run(tables, days(int(months)), threads=int(threads))
        taken.append(time.perf_counter() - started)
        inside.append(result.seconds)
        del result
    peak = peak_mebibytes()
    forget_peak()
    for block in kernel.blocks(tables, days(int(months))):
        del block
    return {
        "compiled": 0.0 if kernel.from_cache else kernel.compile_seconds,
        "build": build,
        "first": taken[0],
        "warm": Times(tuple(taken[1:])).median,
        "inside": Times(tuple(inside[1:])).median,
        "before": before,
        "peak": peak,
        "by_blocks": peak_mebibytes(),
    }


TASKS = {task.__name__: task for task in (nothing, compile_law, answer, memory, stream, template)}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
