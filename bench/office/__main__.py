"""Measure the office under load: ``python -m bench.office [--out FILE]``."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown

from bench.office.page import render
from bench.office.province import ROOT, prepare
from bench.office.trial import Plan, mends, trial
from bench.timing import Machine

REPORT = ROOT / "docs" / "office-load.md"
DATABASE = "postgres://postgres@127.0.0.1:5432/ansinh_province"


def main() -> int:
    """Make the province if it is not there, let the officers work, write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.office", description=__doc__)
    parser.add_argument("--database", default=DATABASE, help="made and filled if it is not there")
    parser.add_argument("--home", type=Path, default=ROOT / "demo" / "load", help="kept files")
    parser.add_argument("--people", type=int, default=2_000_000, help="of a province that is made")
    parser.add_argument("--officers", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--think", type=float, nargs=2, default=(3, 7), metavar="SECONDS")
    parser.add_argument("--processes", type=int, default=2, help="of the server")
    parser.add_argument("--first", action="store_true", help="before other work of the machine")
    parser.add_argument("--out", type=Path, default=REPORT)
    asked = parser.parse_args()
    console, began = Console(), time.perf_counter()

    def tell(what: str) -> None:
        console.print(f"[dim]{time.perf_counter() - began:5.0f} s[/dim]  {what}")

    home = asked.home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    env = {
        **os.environ,
        "ANSINH_HOME": str(home / "office"),
        "ANSINH_SECRET": secrets.token_urlsafe(48),
        "DATABASE_URL": asked.database,
        "PYTHONPATH": str(ROOT),
    }
    machine = Machine.here()
    province = prepare(asked.database, asked.people, env, home, tell)
    plan = Plan(asked.officers, asked.minutes, tuple(asked.think), asked.processes, asked.first)
    now = trial(plan, env, home, tell)
    text = render(machine, province, plan, now, mends(env, home, tell), asked.database)
    console.print(Markdown(text))
    asked.out.write_text(text, encoding="utf-8")
    console.print(f"written to {asked.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
