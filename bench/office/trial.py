"""One trial: the office served, its officers at work, what each page took."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.office.mends import Mend
from bench.office.processes import Meter, Use, family, let_first, run, started
from bench.office.province import ROOT, Tell

LOCUST = "2.47.0"
PORT = 8471


@dataclass(frozen=True)
class Plan:
    """How many officers, for how long, and how fast.

    Attributes:
        think: Least and most seconds between two pages of one officer.
        processes: Of the server.
        first: Whether the office goes before other work of a shared machine.
    """

    officers: int
    minutes: float
    think: tuple[float, float]
    processes: int
    first: bool = False


@dataclass(frozen=True)
class Page:
    """What one page took, in milliseconds."""

    name: str
    asked: int
    failed: int
    p50: float
    p95: float
    p99: float
    slowest: float


@dataclass(frozen=True)
class Trial:
    """What all pages took, and who used the processors meanwhile."""

    pages: dict[str, Page]
    use: Use
    whole: Page

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.whole.asked / self.use.seconds

    @property
    def cpu(self) -> float:
        """Milliseconds of the server's processors a page."""
        return self.use.server / max(self.whole.asked, 1) * 1e3


def locust(home: Path, tell: Tell) -> Path:
    """Locust in an environment of its own, made once."""
    place = home / f"locust-{LOCUST}"
    command = place / "bin" / "locust"
    if not command.exists():
        tell(f"installing locust {LOCUST} into {place}")
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        pip = [place / "bin" / "python", "-m", "pip", "install", "-qq", f"locust=={LOCUST}"]
        subprocess.run(pip, check=True)
    return command


def trial(plan: Plan, env: dict[str, str], home: Path, tell: Tell) -> Trial:
    """Serve the office and let the officers work in it.

    Raises:
        RuntimeError: more than one page in a hundred failed, so that no time says anything.
    """
    folder = home / "trial"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    signed_in = folder / "officers.json"
    run(
        [sys.executable, "-m", "bench.office.accounts", str(plan.officers), str(signed_in)],
        env,
        ROOT,
    )
    office = [sys.executable, "-m", "ansinh", "office", "serve"]
    serve = [*office, "--port", str(PORT), "--processes", str(plan.processes)]
    with started(serve, env, folder) as server:
        _wait_until_well()
        if plan.first:
            let_first(_threads(server))
        tell(f"{plan.officers} officers at work for {plan.minutes:g} minutes")
        loads: list[float] = []
        settings = {
            "OFFICERS": str(signed_in),
            "THINK": ",".join(map(str, plan.think)),
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
        }
        command = [
            str(locust(home, tell)),
            *("--locustfile", str(Path(__file__).with_name("officers.py"))),
            *("--host", f"http://127.0.0.1:{PORT}", "--headless", "--only-summary"),
            *("--users", str(plan.officers), "--spawn-rate", "5", "--reset-stats"),
            *("--run-time", f"{plan.minutes * 60 + plan.officers / 5:.0f}s", "--csv", "pages"),
        ]
        with (folder / "locust.log").open("w") as log:
            process = subprocess.Popen(
                command, env=settings, cwd=folder, stdout=log, stderr=log, start_new_session=True
            )
            time.sleep(plan.officers / 5)
            meter, began, used = Meter(server), _cpu_of(process.pid), 0.0
            while process.poll() is None:
                loads.append(os.getloadavg()[0])
                if plan.first:
                    let_first({process.pid, *_backends(env["DATABASE_URL"])})
                used = max(used, _cpu_of(process.pid) - began)
                time.sleep(2)
        use = meter.use(used, loads)
    found = _read(folder / "pages_stats.csv", use)
    if found.whole.failed > found.whole.asked / 100:
        raise RuntimeError(f"{found.whole.failed} pages failed: see {folder / 'locust.log'}")
    return found


def mends(env: dict[str, str], home: Path, tell: Tell) -> list[Mend]:
    """What was slow, beside what stands in its place."""
    tell("what was mended")
    file = home / "mends.json"
    run([sys.executable, "-m", "bench.office.mends", str(file)], env, ROOT)
    return [Mend(**told) for told in json.loads(file.read_text(encoding="utf-8"))]


def _wait_until_well(seconds: float = 300) -> None:
    ended = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=30) as answer:
                json.load(answer)
                return
        except OSError:
            if time.monotonic() > ended:
                raise
            time.sleep(0.5)


def _threads(server: int) -> Iterator[int]:
    """Every thread of the server's processes: each has a niceness of its own."""
    for number in family(server):
        yield from (int(task.name) for task in Path(f"/proc/{number}/task").iterdir())


def _backends(database: str) -> list[int]:
    """Processes of PostgreSQL that work for this database."""
    query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    with psycopg.connect(database) as connection:
        return [number for (number,) in connection.execute(query)]


def _cpu_of(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _read(path: Path, use: Use) -> Trial:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pages = {row["Name"]: _page(row) for row in rows if row["Name"] != "Aggregated"}
    whole = next(_page(row) for row in rows if row["Name"] == "Aggregated")
    return Trial(dict(sorted(pages.items())), use, whole)


def _page(row: dict[str, str]) -> Page:
    asked, failed = int(row["Request Count"]), int(row["Failure Count"])
    times: Sequence[float] = [float(row[name] or 0) for name in ("50%", "95%", "99%", "100%")]
    return Page(row["Name"], asked, failed, *times)
