"""Measure and write the report: ``python -m bench [--quick] [--data FOLDER] [--out FILE]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown

from bench.figures import QUICK, Plan, measure
from bench.report import render
from bench.same import DifferentError

REPORT = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def main() -> int:
    """Run the bench; 1 where two readers disagree, so that nothing is reported."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure An Sinh.")
    parser.add_argument("--quick", action="store_true", help="small populations; shown, not kept")
    parser.add_argument("--data", type=Path, help="folder of populations, to keep them")
    parser.add_argument("--out", type=Path, help=f"report to write, by default {REPORT.name}")
    asked = parser.parse_args()
    console = Console()
    started = time.perf_counter()

    def tell(what: str) -> None:
        console.print(f"[dim]{time.perf_counter() - started:5.0f} s[/dim]  {what}")

    with tempfile.TemporaryDirectory(prefix="ansinh-bench-") as temporary:
        folder = asked.data or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            text = render(measure(QUICK if asked.quick else Plan(), folder, tell))
        except DifferentError as error:
            console.print(f"[red]no report:[/red] {error}")
            return 1
    console.print(Markdown(text))
    out = asked.out or (None if asked.quick else REPORT)
    if out is not None:
        out.write_text(text, encoding="utf-8")
        console.print(f"written to {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
