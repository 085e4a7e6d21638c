"""The figures as ``docs/office-load.md``."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

import psycopg

from bench.office.mends import Mend
from bench.office.processes import FIRST
from bench.office.province import ROOT, Province
from bench.office.trial import LOCUST, Plan, Trial
from bench.report import table, times
from bench.timing import Machine

#: Pages that must be quick, and how quick, in milliseconds at the 95th of 100.
AIM = 300
_AIMED = ("search, as written", "search, no diacritics", "search, number", "worklist", "household")
_HOW = """## How it is measured

`bench/office/officers.py` says what an officer does: today, the worklist and a narrower one,
people by name as written, by name without diacritics and by number, a household, why, a fact and
what would follow from another value. Pages come whole over loopback, parts of pages as htmx asks
for them; styles and fonts, which a browser keeps, are not asked for. Officers are signed in
beforehand: a password is checked slowly on purpose. A search that finds nobody, or a page that is
not the office's, counts as failed.

```console
$ make bench-office   # makes, loads and judges the province first if it is not there: half an hour
$ .venv/bin/python -m bench.office --help
```
"""
#: Share of the machine that other work may take without being worth a word.
_LITTLE = 0.05
_STEPS = {
    "made": "made (`ansinh people make`, with payment rolls)",
    "loaded": "loaded (`ansinh office setup --registry`)",
    "judged": "judged (`ansinh office run`)",
}


def render(
    machine: Machine,
    province: Province,
    plan: Plan,
    now: Trial,
    mended: Sequence[Mend],
    database: str,
) -> str:
    """The whole page."""
    parts = (
        _head(machine, plan, now, database),
        _province(province),
        _pages(now, plan),
        _mended(mended),
        _HOW,
    )
    return "\n".join(parts)


def _head(machine: Machine, plan: Plan, now: Trial, database: str) -> str:
    packages = ("django", "granian", "psycopg", "polars")
    named = ", ".join(f"{name} {version(name)}" for name in packages)
    missed = [
        f"{name} {now.pages[name].p95:,.0f} ms"
        for name in _AIMED
        if name in now.pages and now.pages[name].p95 > AIM
    ]
    verdict = f"not met by {', '.join(missed)}" if missed else "met"
    busy = now.use.others / now.use.seconds / machine.cores
    return f"""# The office under load

Written by `make bench-office` on {date.today().isoformat()}; nothing here is edited by hand and no
test asserts a time.

{machine.processor}, {machine.cores} cores, {machine.memory:.0f} GiB for the office, PostgreSQL and
the officers together; Python {machine.packages["Python"]}, {named},
{server_of(database)}, locust {LOCUST}; source {_source()}.

**Aim:** 95 of 100 pages of people search, worklist and household within {AIM} ms with
{plan.officers} officers at once: **{verdict}**.

While the officers worked, other work took **{busy:.0%} of the machine** (load average
{now.use.load:.1f} on {machine.cores} cores){_crowded(busy, plan)}
"""


def server_of(database: str) -> str:
    """The database's version and the memory that it was given."""
    with psycopg.connect(database) as connection:
        number = connection.info.server_version // 10_000
        memory = connection.execute("SHOW shared_buffers").fetchone()
    return f"PostgreSQL {number} (shared_buffers {memory[0] if memory else '?'})"


def _crowded(busy: float, plan: Plan) -> str:
    if busy < _LITTLE:
        return "."
    if plan.first:
        return f""". The office, its part of
PostgreSQL and the officers had their turn before it (nice {FIRST}), so that times come nearer
to those of a machine of their own; they used no more of it than without."""
    return """: pages waited for
a processor behind it, so times by the clock are worse than the office alone would give."""


def _province(province: Province) -> str:
    people, homes = (province.rows.get(f"registry_{n}", 0) for n in ("people", "households"))
    rows = sum(n for name, n in province.rows.items() if name.startswith("registry"))
    findings = province.rows.get("office_finding", 0)
    heads = "step|by the clock|processors|most memory|load average"
    lines = [
        (
            _STEPS[name],
            f"{took.seconds:,.0f} s",
            f"{took.cpu:,.0f} s",
            f"{took.peak:,.0f} MiB",
            f"{took.load:.1f}",
        )
        for name, took in province.steps.items()
    ]
    text = f"""## The province

{people:,} synthetic people in {homes:,} households; {rows:,} rows, {findings:,} findings,
{province.size / 2**30:.1f} GiB in PostgreSQL."""
    if lines:
        text += f"\n\n{table(heads, lines)}\n\nProcessors without those of PostgreSQL."
    if "loaded" in province.steps:
        pace = rows / province.steps["loaded"].seconds
        text += f" Loading took in {pace:,.0f} rows a second by the clock."
    if province.stages:
        told = ", ".join(f"{name} {taken:,.0f} s" for name, taken in province.stages.items())
        text += f" Stages of the run: {told}."
    return text + "\n"


def _pages(now: Trial, plan: Plan) -> str:
    heads = "page|asked|failed|p50 ms|p95 ms|p99 ms|slowest ms"
    lines = [
        (p.name, p.asked, p.failed, *(f"{t:,.0f}" for t in (p.p50, p.p95, p.p99, p.slowest)))
        for p in (*now.pages.values(), now.whole)
    ]
    use = now.use
    shares = (
        f"the server {use.server / use.seconds:.2f} cores, PostgreSQL "
        f"{use.database / use.seconds:.2f}, Locust {use.officers / use.seconds:.2f}, "
        f"everything else {use.others / use.seconds:.2f}"
    )
    return f"""## Pages

{plan.officers} officers of as many communes, signed in, each reading a page and thinking
{plan.think[0]:g} to {plan.think[1]:g} seconds before the next, for {plan.minutes:g} minutes after
all had begun: {now.rate:.1f} pages a second. {plan.processes} processes of the server with four
threads each.

{table(heads, lines)}

Used meanwhile: {shares}. A page took {now.cpu:.0f} ms of the server's processors on average.
"""


def _mended(mended: Sequence[Mend]) -> str:
    lines = [(m.name, f"{m.before:,.1f} ms", f"{m.after:,.1f} ms", times(m.times)) for m in mended]
    return f"""## What was mended

Both ways on the same province, one after the other, each the median of several
(`bench/office/mends.py`); the commune is the largest.

{table("what|before|now|times faster", lines)}
"""


def _source() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or "?"
