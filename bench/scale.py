"""How a run grows with people: ``python -m bench.scale FOLDER… [--out docs]``.

Each snapshot is run in a process of its own, ``ansinh run --only-outcomes``; wall clock, processor
time and peak memory go to ``scale.csv``, and the file as a whole to ``scale.svg``. A folder that is
measured again replaces its row.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import altair as alt
import polars as pl
import vl_convert

from ansinh.people.snapshot import Snapshot
from bench.wanted import DATES

COLUMNS = ("people", "row_groups", "seconds", "processor_seconds", "peak_mib", "result_mib")


def measure(snapshot: Path) -> dict[str, float]:
    """One run of a snapshot, in a fresh process, compiled beforehand."""
    info = Snapshot.open(snapshot).info
    with tempfile.TemporaryDirectory(dir=snapshot.parent) as folder:
        out = Path(folder) / "results"
        day = DATES[0].isoformat()
        command = [sys.executable, "-m", "ansinh", "run", str(snapshot), "--only-outcomes"]
        started = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--date", day, "--out", str(out)], stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        if status:
            raise RuntimeError(f"{snapshot}: the run ended with status {status}")
        result = (out / "outcomes.parquet").stat().st_size / 2**20
    return {
        "people": info.rows["people"],
        "row_groups": info.groups,
        "seconds": round(seconds, 1),
        "processor_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_mib": round(usage.ru_maxrss / 1024),
        "result_mib": round(result),
    }


def plot(rows: pl.DataFrame) -> str:
    """Time and memory by people, on logarithmic axes, as SVG."""
    figures = rows.with_columns(millions=pl.col("people") / 1e6)
    x = alt.X("millions:Q", scale=alt.Scale(type="log"), title="people, millions")
    charts = []
    for column, title, ceiling in (
        ("processor_seconds", "processor time, s", None),
        ("peak_mib", "peak memory, MiB", 4096),
    ):
        scale = alt.Scale(type="log") if ceiling is None else alt.Scale(domain=[0, ceiling])
        y = alt.Y(f"{column}:Q", scale=scale, title=title)
        marks = alt.Chart(figures).mark_line(point=True, color="#1f4e5f").encode(x=x, y=y)
        charts.append(marks.properties(width=320, height=240))
    return str(vl_convert.vegalite_to_svg(alt.hconcat(*charts).to_json()))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale")
    parser.add_argument("snapshots", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "docs")
    asked = parser.parse_args()
    table = asked.out / "scale.csv"
    rows: dict[int, dict[str, float]] = {}
    if table.exists():
        rows = {row["people"]: row for row in pl.read_csv(table).to_dicts()}
    for snapshot in asked.snapshots:
        row = measure(snapshot)
        print(row, flush=True)
        rows[int(row["people"])] = row
        ordered = [rows[people] for people in sorted(rows)]
        with table.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(ordered)
    (asked.out / "scale.svg").write_text(plot(pl.read_csv(table)), encoding="utf-8")


if __name__ == "__main__":
    main()
