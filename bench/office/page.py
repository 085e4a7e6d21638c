"""The figures as ``docs/office-load.md``."""

from __future__ import annotations

import subprocess
from datetime import date
from importlib.metadata import version

import psycopg

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
    before: Trial | None,
    commit: str,
    database: str,
) -> str:
    """The whole page."""
    parts = [_head(machine, plan, now, database), _province(province), _pages(now, plan)]
    if before is not None:
        parts.append(_before(now, before, commit))
    return "\n".join([*parts, _HOW])


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
{now.use.load:.1f} on {machine.cores} cores){_crowded(busy)}
"""


def server_of(database: str) -> str:
    """The database's version and the memory that it was given."""
    with psycopg.connect(database) as connection:
        number = connection.info.server_version // 10_000
        memory = connection.execute("SHOW shared_buffers").fetchone()
    return f"PostgreSQL {number} (shared_buffers {memory[0] if memory else '?'})"


def _crowded(busy: float) -> str:
    if busy < 0.05:
        return "."
    return """: pages
waited for a processor behind it, so times by the clock are worse than the office alone would give.
Milliseconds of processor a page do not suffer from it."""


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


def _before(now: Trial, before: Trial, commit: str) -> str:
    heads = f"page|p50 at {commit[:7]}|p50 now|p95 at {commit[:7]}|p95 now|p95: times faster"
    lines = []
    for name, page in now.pages.items():
        if name in before.pages:
            old = before.pages[name]
            each = (f"{t:,.0f}" for t in (old.p50, page.p50, old.p95, page.p95))
            lines.append((name, *each, times(old.p95 / max(page.p95, 1))))
    cpu = times(before.cpu / max(now.cpu, 1e-9))
    return f"""## Before and after, in one run

The same officers in the office of {commit[:7]}, minutes earlier on the same database, without the
indexes it did not have (load average {before.use.load:.1f}, {before.rate:.1f} pages a second,
{before.whole.failed} failed).

{table(heads, lines)}

Processors of the server a page: {before.cpu:.0f} ms before, {now.cpu:.0f} ms now, {cpu} less.
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
